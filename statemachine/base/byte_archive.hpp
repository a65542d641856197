// What our own archives share (a backup, what a rung changes): a text archive of Boost.Serialization in which counts
// and lengths come first. They are checked against the limits before room is made for them, so that no bytes from
// outside can ask for more memory than a file may have. The envelope has the version, so the archive has no header.
#pragma once

#include <cstdint>
#include <istream>
#include <ostream>
#include <stdexcept>
#include <streambuf>
#include <string>

#include <boost/archive/iterators/binary_from_base64.hpp>
#include <boost/archive/text_iarchive.hpp>
#include <boost/archive/text_oarchive.hpp>

#include "statemachine/base/limits.hpp"
#include "statemachine/base/ports.hpp"

namespace netmend {

class ByteSaver {
  protected:
    explicit ByteSaver(std::ostream& stream) : archive_(stream, boost::archive::no_header) {}

    void save_count(std::size_t count) {
        const std::uint64_t number = count;
        archive_ << number;
    }
    // Names too may hold any byte, so they are saved like data.
    template<class Sequence> void save_bytes(const Sequence& bytes) {
        save_count(bytes.size());
        archive_.save_binary(bytes.data(), bytes.size());
    }
    void save_value(const RegistryValue& value) {
        save_bytes(value.name);
        archive_ << value.type;
        save_bytes(value.data);
    }

    boost::archive::text_oarchive archive_;
};

// Throws what the archive throws, and std::length_error for a count or length past its bound.
class ByteLoader {
  protected:
    explicit ByteLoader(std::istream& stream) : stream_(stream), archive_(stream, boost::archive::no_header) {}

    std::uint64_t load_count(std::size_t max) {
        std::uint64_t count = 0;
        archive_ >> count;
        if (count > max)
            throw std::length_error("a count is past its bound");
        return count;
    }
    template<class Sequence> Sequence load_bytes() {
        Sequence bytes(static_cast<std::size_t>(load_count(limits::registry_value_bytes_max)), 0);
        load_binary(reinterpret_cast<char*>(bytes.data()), bytes.size());
        return bytes;
    }
    RegistryValue load_value() {
        RegistryValue value;
        value.name = load_bytes<std::string>();
        archive_ >> value.type;
        value.data = load_bytes<Bytes>();
        return value;
    }

    std::istream& stream_;
    boost::archive::text_iarchive archive_;

  private:
    // As text_iarchive has it; but not by std::istream and isspace(), which are asked for each character and were most
    // of what reading a backup took.
    void load_binary(char* to, std::size_t count) {
        if (count == 0)
            return;
        const boost::archive::iterators::detail::to_6_bit<char> value_of; // throws for what base64 has not, as the end
        unsigned held = 0, bits = 0;
        while (count > 0) {
            int next = stream_.rdbuf()->sbumpc();
            while (is_blank(next))
                next = stream_.rdbuf()->sbumpc();
            held = held << 6 | static_cast<unsigned char>(value_of(std::char_traits<char>::to_char_type(next)));
            bits += 6;
            if (bits < 8)
                continue;
            bits -= 8;
            *to++ = static_cast<char>(held >> bits);
            --count;
        }
        int next = 0;
        do // what fills its last group of characters up
            next = stream_.rdbuf()->sbumpc();
        while (next != std::char_traits<char>::eof() && !is_blank(next));
    }
    static bool is_blank(int c) { return c == ' ' || (c >= '\t' && c <= '\r'); }
};

} // namespace netmend
