#include "statemachine/reg_export/reg_text.hpp"

#include <algorithm>
#include <initializer_list>

#include "statemachine/base/ports.hpp"
#include "statemachine/base/text.hpp"

namespace netmend {
namespace {

enum class Form { Narrow, LittleEndian, BigEndian };

struct Start {
    Form form = Form::Narrow;
    std::size_t mark = 0; // bytes of the byte order mark
};

Start start_of(std::span<const std::uint8_t> bytes) {
    const auto begins = [&](std::initializer_list<std::uint8_t> with) {
        return bytes.size() >= with.size() && std::equal(with.begin(), with.end(), bytes.begin());
    };
    if (begins({0xFF, 0xFE}))
        return {Form::LittleEndian, 2};
    if (begins({0xFE, 0xFF}))
        return {Form::BigEndian, 2};
    if (begins({0xEF, 0xBB, 0xBF}))
        return {Form::Narrow, 3};
    // Mail programs and editors lose the mark; every export begins with "W" or "R".
    if (begins({'W', 0}) || begins({'R', 0}))
        return {Form::LittleEndian, 0};
    if (begins({0, 'W'}) || begins({0, 'R'}))
        return {Form::BigEndian, 0};
    return {};
}

// Length of the UTF-8 character at the beginning; 0 where there is none. Surrogates pass (WTF-8).
std::size_t character_bytes(std::span<const std::uint8_t> bytes) {
    const std::uint8_t lead = bytes[0];
    if (lead < 0x80)
        return 1;
    const std::size_t length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
    if (lead < 0xC2 || lead > 0xF4 || bytes.size() < length)
        return 0;
    for (std::size_t i = 1; i < length; ++i)
        if ((bytes[i] & 0xC0) != 0x80)
            return 0;
    const bool overlong = (lead == 0xE0 && bytes[1] < 0xA0) || (lead == 0xF0 && bytes[1] < 0x90);
    const bool beyond = lead == 0xF4 && bytes[1] > 0x8F;
    return overlong || beyond ? 0 : length;
}

bool is_utf8(std::span<const std::uint8_t> bytes) {
    while (!bytes.empty()) {
        const std::size_t length = character_bytes(bytes);
        if (length == 0)
            return false;
        bytes = bytes.subspan(length);
    }
    return true;
}

std::string from_latin1(std::span<const std::uint8_t> bytes) {
    std::string text;
    text.reserve(bytes.size());
    for (const std::uint8_t byte : bytes) {
        if (byte < 0x80) {
            text += static_cast<char>(byte);
            continue;
        }
        text += static_cast<char>(0xC0 | (byte >> 6));
        text += static_cast<char>(0x80 | (byte & 0x3F));
    }
    return text;
}

std::string from_utf16(std::span<const std::uint8_t> bytes, bool big_endian) {
    Bytes units(bytes.begin(), bytes.end() - static_cast<std::ptrdiff_t>(bytes.size() % 2));
    for (std::size_t i = 0; big_endian && i < units.size(); i += 2)
        std::swap(units[i], units[i + 1]);
    std::string text;
    for (std::size_t begin = 0; begin < units.size();) {
        std::size_t end = begin; // the decoder stops at a NUL, which this text may hold
        while (end < units.size() && (units[end] || units[end + 1]))
            end += 2;
        text += winsock::utf8_from_utf16(units.data() + begin, end - begin);
        if (end < units.size())
            text += '\0';
        begin = end + 2;
    }
    return text;
}

} // namespace

std::string reg_text(std::span<const std::uint8_t> bytes) {
    const Start start = start_of(bytes);
    bytes = bytes.subspan(start.mark);
    if (start.form != Form::Narrow)
        return from_utf16(bytes, start.form == Form::BigEndian);
    return is_utf8(bytes) ? std::string(bytes.begin(), bytes.end()) : from_latin1(bytes);
}

} // namespace netmend
