// What Boost's text archives write to and read from: a text in memory. std::stringstream does the same, and its code
// costs each program 80 KB.
#pragma once

#include <streambuf>
#include <string>
#include <string_view>
#include <utility>

namespace netmend {

class TextSink final : public std::streambuf {
  public:
    TextSink() { setp(piece_, piece_ + sizeof piece_); }
    std::string take() { // what was written; once
        sync();
        return std::move(text_);
    }

  protected:
    int sync() override {
        text_.append(pbase(), pptr());
        setp(piece_, piece_ + sizeof piece_);
        return 0;
    }
    int_type overflow(int_type next) override {
        sync();
        return traits_type::eq_int_type(next, traits_type::eof()) ? traits_type::not_eof(next)
                                                                  : sputc(traits_type::to_char_type(next));
    }

  private:
    std::string text_;
    char piece_[256]; // archives write character by character, and a call for each would cost more than the rest
};

class TextSource final : public std::streambuf { // the text has to outlive it
  public:
    explicit TextSource(std::string_view text) {
        char* begin = const_cast<char*>(text.data()); // which a stream buffer asks for, and never writes to
        setg(begin, begin, begin + text.size());
    }
};

} // namespace netmend
