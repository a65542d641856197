#include "service/windows/text.hpp"

#include <cstdint>

namespace netmend::win32 {
namespace {

constexpr char32_t replacement = 0xFFFD;

// One character at `text[at]`, which moves behind it. Surrogates are let through: that is what makes it WTF-8.
char32_t decode(std::string_view text, std::size_t& at) {
    const auto first = static_cast<std::uint8_t>(text[at++]);
    if (first < 0x80)
        return first;
    const int more = first >= 0xF0 && first < 0xF5   ? 3
                     : first >= 0xE0 && first < 0xF0 ? 2
                     : first >= 0xC2 && first < 0xE0 ? 1
                                                     : 0;
    if (more == 0)
        return replacement;
    char32_t character = first & (0x3F >> more);
    std::size_t next = at;
    for (int i = 0; i < more; ++i, ++next) {
        if (next >= text.size() || (static_cast<std::uint8_t>(text[next]) & 0xC0) != 0x80)
            return replacement;
        character = (character << 6) | (static_cast<std::uint8_t>(text[next]) & 0x3F);
    }
    constexpr char32_t smallest[] = {0, 0x80, 0x800, 0x10000};
    if (character < smallest[more] || character > 0x10FFFF)
        return replacement;
    at = next;
    return character;
}

void encode(char32_t character, std::string& text) {
    const auto tail = [&](int shift) { text += static_cast<char>(0x80 | ((character >> shift) & 0x3F)); };
    if (character < 0x80) {
        text += static_cast<char>(character);
    } else if (character < 0x800) {
        text += static_cast<char>(0xC0 | (character >> 6));
        tail(0);
    } else if (character < 0x10000) {
        text += static_cast<char>(0xE0 | (character >> 12));
        tail(6);
        tail(0);
    } else {
        text += static_cast<char>(0xF0 | (character >> 18));
        tail(12);
        tail(6);
        tail(0);
    }
}

} // namespace

std::wstring wide(std::string_view text) {
    std::wstring result;
    result.reserve(text.size());
    for (std::size_t at = 0; at < text.size();) {
        const char32_t character = decode(text, at);
        if (character >= 0x10000) {
            result += static_cast<wchar_t>(0xD800 + ((character - 0x10000) >> 10));
            result += static_cast<wchar_t>(0xDC00 + ((character - 0x10000) & 0x3FF));
        } else {
            result += static_cast<wchar_t>(character);
        }
    }
    return result;
}

std::string narrow(std::wstring_view text) {
    std::string result;
    result.reserve(text.size());
    for (std::size_t at = 0; at < text.size(); ++at) {
        char32_t character = static_cast<std::uint16_t>(text[at]);
        const bool first_half = character >= 0xD800 && character < 0xDC00;
        if (first_half && at + 1 < text.size()) {
            const auto second = static_cast<std::uint16_t>(text[at + 1]);
            if (second >= 0xDC00 && second < 0xE000) {
                character = 0x10000 + ((character - 0xD800) << 10) + (second - 0xDC00);
                ++at;
            }
        }
        encode(character, result);
    }
    return result;
}

} // namespace netmend::win32
