#include "statemachine/reg_export/reg_syntax.hpp"

#include "statemachine/base/text.hpp"
#include "statemachine/reg_export/reg_scanner.hpp"

namespace netmend {
namespace {

constexpr std::uint32_t reg_sz = 1, reg_expand_sz = 2, reg_binary = 3, reg_dword = 4, reg_multi_sz = 7;
constexpr std::size_t shown_bytes_max = 400;

Bytes terminated(std::string_view text) {
    Bytes data = winsock::utf16_from_utf8(text);
    data.insert(data.end(), 2, 0);
    return data;
}

Bytes dword_bytes(std::uint32_t value) {
    Bytes data;
    for (int shift = 0; shift < 32; shift += 8)
        data.push_back(static_cast<std::uint8_t>(value >> shift));
    return data;
}

bool is_text(std::uint32_t type) {
    return type == reg_sz || type == reg_expand_sz || type == reg_multi_sz;
}

// In REGEDIT4 the bytes of texts are those of a code page that the file does not name: each becomes the character of
// the same number. Some tools write UTF-16 there all the same, which shows by a zero in every second place.
Bytes widened(const Bytes& narrow) {
    bool wide_already = narrow.size() >= 4 && narrow.size() % 2 == 0;
    for (std::size_t i = 1; wide_already && i < narrow.size(); i += 2)
        wide_already = narrow[i] == 0;
    if (wide_already)
        return narrow;
    Bytes wide;
    wide.reserve(narrow.size() * 2);
    for (const std::uint8_t byte : narrow) {
        wide.push_back(byte);
        wide.push_back(0);
    }
    return wide;
}

class Reader {
  public:
    Reader(std::string_view text, RegTaker& taker) : scan_(text), taker_(taker) {}

    Result<RegEnd> read() {
        if (Result<void> header = read_header(); !header)
            return tl::unexpected<Error>(header.error());
        for (;;) {
            begin_line();
            if (scan_.at_end())
                return RegEnd{scan_.line(), last_line_is_open_};
            if (scan_.at_line_end()) {
                scan_.take_line_end();
                continue;
            }
            if (Result<void> line = read_line(); !line)
                return tl::unexpected<Error>(located(line.error()));
            last_line_is_open_ = scan_.at_end();
        }
    }

  private:
    void begin_line() {
        scan_.skip_blanks();
        in_value_ = false;
    }

    Error located(Error error) const {
        std::string where = "line " + std::to_string(scan_.line()) + ": ";
        const std::string key = "\"" + winsock::printable(key_, shown_bytes_max) + "\"";
        if (in_value_)
            where +=
                "the value " + (name_.empty() ? "@" : winsock::printable(name_, shown_bytes_max)) + " of " + key + ": ";
        error.text = where + error.text + ".";
        return error;
    }

    Result<void> read_header() {
        const auto blank = [&] {
            scan_.skip_blanks();
            return !scan_.at_end() && scan_.at_line_end();
        };
        while (blank())
            scan_.take_line_end();
        ansi_ = scan_.take_word("REGEDIT4");
        const bool known = ansi_ || scan_.take_word("Windows Registry Editor Version 5.00");
        scan_.skip_blanks();
        if (known && scan_.at_line_end())
            return {};
        return fail(ErrorKind::Corrupt, "this is no registry export: it begins neither with \"Windows Registry Editor "
                                        "Version 5.00\" nor with \"REGEDIT4\".");
    }

    Result<void> read_line() {
        if (scan_.peek() == ';') {
            scan_.rest_of_line();
            return {};
        }
        if (scan_.take('['))
            return read_key();
        if (scan_.peek() == '"' || scan_.peek() == '@')
            return read_value();
        return fail(ErrorKind::Corrupt, "this is neither a key, nor a value, nor a comment: \"" +
                                            winsock::printable(scan_.rest_of_line().substr(0, shown_bytes_max), 60) +
                                            "\"");
    }

    // A name may hold "]" itself, so the last one of the line ends it, as in regedit.
    Result<void> read_key() {
        const bool deleted = scan_.take('-');
        const std::string_view line = scan_.rest_of_line();
        const std::size_t end = line.rfind(']');
        if (end == std::string_view::npos)
            return fail(ErrorKind::Corrupt, "a key begins with \"[\" and does not end with \"]\"");
        const std::size_t behind = line.find_first_not_of(" \t", end + 1);
        if (behind != std::string_view::npos && line[behind] != ';')
            return fail(ErrorKind::Corrupt, "something stands behind the key");
        key_ = line.substr(0, end);
        under_ = deleted ? Under::DeletedKey : Under::Key;
        return deleted ? taker_.key_deleted(key_) : taker_.key(key_);
    }

    Result<void> read_value() {
        name_.clear();
        if (!scan_.take('@')) {
            Result<std::string> name = scan_.quoted();
            if (!name)
                return tl::unexpected<Error>(name.error());
            name_ = std::move(*name);
        }
        in_value_ = under_ != Under::Nothing;
        scan_.skip_blanks();
        if (!scan_.take('='))
            return fail(ErrorKind::Corrupt, "an equals sign is missing behind the name of a value");
        scan_.skip_blanks();
        if (under_ == Under::Nothing)
            return fail(ErrorKind::Corrupt, "a value stands before the first key");
        if (scan_.take('-'))
            return finish(scan_.only_comment_left(), [&] { return taker_.value_deleted(name_); });
        Result<RegistryValue> value = read_data();
        if (!value)
            return tl::unexpected<Error>(value.error());
        return finish(scan_.only_comment_left(), [&] { return taker_.value(std::move(*value)); });
    }

    // Values below a deleted key go nowhere.
    template<class Give> Result<void> finish(bool line_ends, const Give& give) {
        if (!line_ends)
            return fail(ErrorKind::Corrupt, "something stands behind it");
        return under_ == Under::Key ? give() : Result<void>();
    }

    Result<RegistryValue> read_data() {
        RegistryValue value{name_, reg_sz, {}};
        if (scan_.peek() == '"') {
            const Result<std::string> text = scan_.quoted();
            if (!text)
                return tl::unexpected<Error>(text.error());
            value.data = terminated(*text);
            return value.data.size() <= reg_limits::value_bytes_max ? Result<RegistryValue>(std::move(value))
                                                                    : fail(ErrorKind::TooLarge, "its text is too long");
        }
        if (scan_.take_word("dword:")) {
            scan_.skip_blanks();
            const Result<std::uint32_t> number = scan_.number();
            if (!number)
                return tl::unexpected<Error>(number.error());
            value.type = reg_dword;
            value.data = dword_bytes(*number);
            return value;
        }
        if (scan_.take_word("hex"))
            return read_hex(std::move(value));
        return fail(ErrorKind::Corrupt, "its data is neither a quoted text, nor dword:, nor hex:");
    }

    Result<RegistryValue> read_hex(RegistryValue value) {
        value.type = reg_binary;
        if (scan_.take('(')) {
            const Result<std::uint32_t> type = scan_.number();
            if (!type)
                return tl::unexpected<Error>(type.error());
            value.type = *type;
            if (!scan_.take(')'))
                return fail(ErrorKind::Corrupt, "the type behind hex does not end with \")\"");
        }
        if (!scan_.take(':'))
            return fail(ErrorKind::Corrupt, "a colon is missing behind hex");
        Result<Bytes> data = scan_.bytes(reg_limits::value_bytes_max);
        if (!data)
            return tl::unexpected<Error>(data.error());
        value.data = ansi_ && is_text(value.type) ? widened(*data) : std::move(*data);
        return value;
    }

    enum class Under { Nothing, Key, DeletedKey };

    RegScanner scan_;
    RegTaker& taker_;
    bool ansi_ = false; // REGEDIT4
    Under under_ = Under::Nothing;
    std::string_view key_;
    std::string name_;
    bool in_value_ = false, last_line_is_open_ = false;
};

} // namespace

Result<RegEnd> read_reg(std::string_view text, RegTaker& taker) {
    return Reader(text, taker).read();
}

} // namespace netmend
