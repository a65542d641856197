#include "tests/sim/quick_text.hpp"

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "statemachine/saved/checkpoint_format.hpp"

namespace netmend::sim {
namespace {

constexpr std::size_t digits_max = 20;
constexpr std::size_t usual_size = 12'000;                            // more than most have
constexpr std::string_view preamble = "22 serialization::archive 19"; // of Boost 1.81

template<class T> constexpr bool is_number = std::is_integral_v<T> || std::is_enum_v<T>;
template<class T> constexpr bool is_list = requires(T value) {
    value.resize(0);
};
template<class T> constexpr unsigned version_of = boost::serialization::version<T>::value;

// What an archive says once of each class: that it is not tracked, and its version.
template<class T> bool& told(std::vector<std::pair<const void*, bool>>& classes) {
    static const char mark = 0;
    for (auto& [each, is_told] : classes)
        if (each == &mark)
            return is_told;
    return classes.emplace_back(&mark, false).second;
}

class Writer {
  public:
    Writer() : text_(preamble) { text_.resize(usual_size); }

    template<class T> Writer& operator&(T& value) {
        if constexpr (is_number<T>)
            number(static_cast<std::int64_t>(value));
        else if constexpr (std::is_same_v<T, std::string>)
            text(value);
        else
            object(value);
        return *this;
    }
    std::string take() {
        make_room(0);
        text_[end_++] = '\n';
        text_.resize(end_);
        return std::move(text_);
    }

  private:
    void number(std::int64_t value) {
        make_room(digits_max);
        text_[end_++] = ' ';
        end_ = static_cast<std::size_t>(std::to_chars(&text_[end_], &text_[end_] + digits_max, value).ptr - &text_[0]);
    }
    void text(const std::string& text) {
        number(static_cast<std::int64_t>(text.size()));
        make_room(text.size());
        text_[end_++] = ' ';
        std::copy(text.begin(), text.end(), &text_[end_]);
        end_ += text.size();
    }
    void make_room(std::size_t size) { // for so much and a blank
        if (text_.size() < end_ + size + 1)
            text_.resize(2 * text_.size() + size);
    }
    template<class T> void object(T& value) {
        if (bool& is_told = told<T>(classes_); !is_told) {
            is_told = true;
            number(0);
            number(version_of<T>);
        }
        if constexpr (is_list<T>) {
            number(static_cast<std::int64_t>(value.size()));
            number(version_of<typename T::value_type>);
            for (auto& each : value)
                *this& each;
        } else {
            boost::serialization::serialize(*this, value, version_of<T>);
        }
    }

    std::string text_;
    std::size_t end_ = preamble.size(); // of what is written
    std::vector<std::pair<const void*, bool>> classes_;
};

class Reader {
  public:
    explicit Reader(std::string_view text) : rest_(text) {
        if (rest_.starts_with(preamble))
            rest_.remove_prefix(preamble.size());
        else
            fails_ = true;
    }

    template<class T> Reader& operator&(T& value) {
        if constexpr (is_number<T>)
            value_of(value);
        else if constexpr (std::is_same_v<T, std::string>)
            text(value);
        else if (!fails_)
            object(value);
        return *this;
    }
    bool read_all() const { return !fails_ && rest_ == "\n"; }

  private:
    std::int64_t number() {
        std::int64_t value = 0;
        fails_ = fails_ || !rest_.starts_with(' ');
        if (fails_)
            return 0;
        const auto [end, error] = std::from_chars(rest_.data() + 1, rest_.data() + rest_.size(), value);
        fails_ = error != std::errc();
        rest_.remove_prefix(static_cast<std::size_t>(end - rest_.data()));
        return value;
    }
    template<class T> void value_of(T& value) {
        const std::int64_t given = number();
        value = static_cast<T>(given);
        fails_ = fails_ || static_cast<std::int64_t>(value) != given;
    }
    std::size_t length() {
        const std::int64_t value = number();
        fails_ = fails_ || value < 0 || static_cast<std::uint64_t>(value) > rest_.size();
        return fails_ ? 0 : static_cast<std::size_t>(value);
    }
    void text(std::string& text) {
        const std::size_t size = length();
        fails_ = fails_ || !rest_.starts_with(' ') || rest_.size() < size + 1;
        if (fails_)
            return;
        text = rest_.substr(1, size);
        rest_.remove_prefix(size + 1);
    }
    template<class T> void object(T& value) {
        if (bool& is_told = told<T>(classes_); !is_told) {
            is_told = true;
            fails_ = number() != 0 || number() != version_of<T> || fails_;
        }
        if constexpr (is_list<T>) {
            value.resize(length());
            fails_ = number() != version_of<typename T::value_type> || fails_;
            for (auto& each : value)
                *this& each;
        } else {
            boost::serialization::serialize(*this, value, version_of<T>);
        }
    }

    std::string_view rest_;
    bool fails_ = false;
    std::vector<std::pair<const void*, bool>> classes_;
};

} // namespace

std::string write_quickly(const Checkpoint& checkpoint) {
    Writer writer;
    writer& const_cast<Checkpoint&>(checkpoint); // the list of members is for both ways
    return writer.take();
}

std::optional<Checkpoint> read_quickly(const std::string& text) {
    Reader reader(text);
    std::optional<Checkpoint> checkpoint(std::in_place);
    reader&* checkpoint;
    if (!reader.read_all())
        checkpoint.reset();
    return checkpoint;
}

} // namespace netmend::sim
