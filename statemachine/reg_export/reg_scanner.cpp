#include "statemachine/reg_export/reg_scanner.hpp"

#include <algorithm>

#include "statemachine/base/text.hpp"

namespace netmend {

using winsock::hex_digit;
using winsock::no_digit;

bool RegScanner::take(char c) {
    if (at_end() || text_[at_] != c)
        return false;
    ++at_;
    return true;
}

bool RegScanner::take_word(std::string_view word) {
    if (!winsock::same_text(text_.substr(at_, word.size()), word))
        return false;
    at_ += word.size();
    return true;
}

void RegScanner::skip_blanks() {
    while (!at_end() && (text_[at_] == ' ' || text_[at_] == '\t'))
        ++at_;
}

void RegScanner::take_line_end() {
    if (at_end())
        return;
    if (text_[at_] == '\r' && at_ + 1 < text_.size() && text_[at_ + 1] == '\n')
        ++at_;
    ++at_;
    ++line_;
}

std::string_view RegScanner::rest_of_line() {
    const std::size_t end = std::min(text_.find_first_of("\r\n", at_), text_.size());
    const std::string_view rest = text_.substr(at_, end - at_);
    at_ = end;
    return rest;
}

bool RegScanner::only_comment_left() {
    skip_blanks();
    if (!at_line_end() && peek() != ';')
        return false;
    rest_of_line();
    return true;
}

Result<std::string> RegScanner::quoted() {
    const std::size_t first_line = line_;
    std::string out;
    for (++at_; !at_end();) {
        const std::size_t special = std::min(text_.find_first_of("\"\\\r\n", at_), text_.size());
        out.append(text_.substr(at_, special - at_));
        at_ = special;
        if (at_end())
            break;
        if (at_line_end()) {
            const std::size_t begin = at_;
            take_line_end();
            out.append(text_.substr(begin, at_ - begin));
            continue;
        }
        if (take('"'))
            return out;
        ++at_; // the backslash; before anything but these two it stands for itself
        if (peek() == '"' || peek() == '\\')
            out += text_[at_++];
        else
            out += '\\';
    }
    line_ = first_line;
    return fail(ErrorKind::Corrupt, "a quoted text begins here and does not end");
}

Result<std::uint32_t> RegScanner::number() {
    std::uint32_t value = 0;
    std::size_t digits = 0;
    for (int digit = 0; (digit = hex_digit(peek())) != no_digit; ++at_, ++digits) {
        if (digits == 8)
            return fail(ErrorKind::Corrupt, "the number has more than eight hexadecimal digits");
        value = value << 4 | static_cast<std::uint32_t>(digit);
    }
    if (digits == 0)
        return fail(ErrorKind::Corrupt, "a hexadecimal number is missing");
    return value;
}

// Behind a backslash. Empty lines in between are the work of mail programs.
Result<void> RegScanner::go_on_in_next_line() {
    do {
        if (!only_comment_left())
            return fail(ErrorKind::Corrupt, "something stands behind the backslash at the end of a line");
        if (at_end())
            return fail(ErrorKind::Corrupt, "the file ends in the middle of it, it was cut off");
        take_line_end();
        skip_blanks();
    } while (at_line_end() || peek() == ';');
    return {};
}

Result<Bytes> RegScanner::bytes(std::size_t bytes_max) {
    Bytes out;
    for (;;) {
        skip_blanks();
        if (take('\\')) {
            if (Result<void> next = go_on_in_next_line(); !next)
                return tl::unexpected<Error>(next.error());
            continue;
        }
        if (at_line_end() || peek() == ';')
            return out;
        const int high = hex_digit(peek());
        if (high == no_digit)
            return fail(ErrorKind::Corrupt, "byte " + std::to_string(out.size() + 1) + " is not hexadecimal");
        ++at_;
        const int low = hex_digit(peek());
        if (low != no_digit)
            ++at_;
        if (out.size() == bytes_max)
            return fail(ErrorKind::TooLarge, "it has more than " + std::to_string(bytes_max) + " bytes");
        out.push_back(static_cast<std::uint8_t>(low == no_digit ? high : high << 4 | low));
        skip_blanks();
        if (!take(',') && !at_line_end() && peek() != ';' && peek() != '\\')
            return fail(ErrorKind::Corrupt, "a comma is missing behind byte " + std::to_string(out.size()));
    }
}

} // namespace netmend
