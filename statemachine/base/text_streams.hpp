// What Boost's text archives write to and read from: a text in memory. std::stringstream does the same, and its code
// costs each program 80 KB.
#pragma once

#include <streambuf>
#include <string>
#include <string_view>

namespace netmend {

class TextSink final : public std::streambuf {
  public:
    std::string text; // what was written so far

  protected:
    int_type overflow(int_type next) override {
        if (!traits_type::eq_int_type(next, traits_type::eof()))
            text.push_back(traits_type::to_char_type(next));
        return traits_type::not_eof(next);
    }
    std::streamsize xsputn(const char* begin, std::streamsize count) override {
        text.append(begin, static_cast<std::size_t>(count));
        return count;
    }
};

class TextSource final : public std::streambuf { // the text has to outlive it
  public:
    explicit TextSource(std::string_view text) {
        char* begin = const_cast<char*>(text.data()); // which a stream buffer asks for, and never writes to
        setg(begin, begin, begin + text.size());
    }
};

} // namespace netmend
