// What our own archives share (a backup, what a rung changes): a text archive of Boost.Serialization in which counts
// and lengths come first. They are checked against the limits before room is made for them, so that no bytes from
// outside can ask for more memory than a file may have. The envelope has the version, so the archive has no header.
#pragma once

#include <cstdint>
#include <istream>
#include <ostream>
#include <stdexcept>

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
    explicit ByteLoader(std::istream& stream) : archive_(stream, boost::archive::no_header) {}

    std::uint64_t load_count(std::size_t max) {
        std::uint64_t count = 0;
        archive_ >> count;
        if (count > max)
            throw std::length_error("a count is past its bound");
        return count;
    }
    template<class Sequence> Sequence load_bytes() {
        Sequence bytes(static_cast<std::size_t>(load_count(limits::registry_value_bytes_max)), 0);
        archive_.load_binary(bytes.data(), bytes.size());
        return bytes;
    }
    RegistryValue load_value() {
        RegistryValue value;
        value.name = load_bytes<std::string>();
        archive_ >> value.type;
        value.data = load_bytes<Bytes>();
        return value;
    }

    boost::archive::text_iarchive archive_;
};

} // namespace netmend
