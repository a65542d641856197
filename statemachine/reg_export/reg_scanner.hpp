// The letters of a registry export: blanks, line ends, numbers, quoted strings and lists of bytes. Counts lines as an
// editor shows them. Internal to the reader of exports.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "statemachine/base/ports.hpp"

namespace netmend {

class RegScanner {
  public:
    explicit RegScanner(std::string_view text) : text_(text) {}

    bool at_end() const { return at_ == text_.size(); }
    bool at_line_end() const { return at_end() || text_[at_] == '\n' || text_[at_] == '\r'; }
    char peek() const { return at_end() ? '\0' : text_[at_]; }
    std::size_t line() const { return line_; }

    bool take(char c);
    bool take_word(std::string_view word); // without regard to ASCII case
    void skip_blanks();
    void take_line_end();
    // What is left of this line, without its end; the scanner then stands at that end.
    std::string_view rest_of_line();
    // Blanks and a comment; false where something else stands there. Then the scanner stands at the line's end.
    bool only_comment_left();

    // From the opening quote on to behind the closing one; line breaks inside belong to it, as regedit writes them.
    Result<std::string> quoted();
    // One to eight hexadecimal digits.
    Result<std::uint32_t> number();
    // "00,01,\" and so on to the end of its last line.
    Result<Bytes> bytes(std::size_t bytes_max);

  private:
    Result<void> go_on_in_next_line();

    std::string_view text_;
    std::size_t at_ = 0, line_ = 1;
};

} // namespace netmend
