#include "statemachine/base/text.hpp"

#include <algorithm>

namespace netmend::winsock {
namespace {

constexpr std::uint32_t reg_sz = 1, reg_expand_sz = 2, reg_dword = 4, reg_multi_sz = 7;
constexpr char32_t replacement = 0xFFFD;

void append_utf8(std::string& out, char32_t c) {
    if (c < 0x80) {
        out += static_cast<char>(c);
        return;
    }
    if (c < 0x800) {
        out += static_cast<char>(0xC0 | (c >> 6));
    } else {
        if (c < 0x10000) {
            out += static_cast<char>(0xE0 | (c >> 12));
        } else {
            out += static_cast<char>(0xF0 | (c >> 18));
            out += static_cast<char>(0x80 | ((c >> 12) & 0x3F));
        }
        out += static_cast<char>(0x80 | ((c >> 6) & 0x3F));
    }
    out += static_cast<char>(0x80 | (c & 0x3F));
}

// Decodes one character at `at` and moves behind it. Surrogates are let through: names of the registry may hold them.
char32_t next_utf8(std::string_view text, std::size_t& at) {
    const auto lead = static_cast<unsigned char>(text[at++]);
    if (lead < 0x80)
        return lead;
    const int more = lead >= 0xF0 ? 3 : lead >= 0xE0 ? 2 : lead >= 0xC0 ? 1 : 0;
    if (more == 0 || lead > 0xF4)
        return replacement;
    char32_t c = lead & (0x3F >> more);
    for (int i = 0; i < more; ++i) {
        if (at >= text.size() || (static_cast<unsigned char>(text[at]) & 0xC0) != 0x80)
            return replacement;
        c = (c << 6) | (static_cast<unsigned char>(text[at++]) & 0x3F);
    }
    return c > 0x10FFFF ? replacement : c;
}

void append_unit(Bytes& out, char32_t unit) {
    out.push_back(static_cast<std::uint8_t>(unit & 0xFF));
    out.push_back(static_cast<std::uint8_t>((unit >> 8) & 0xFF));
}

} // namespace

int hex_digit(char c) {
    if (c >= '0' && c <= '9')
        return c - '0';
    if (c >= 'a' && c <= 'f')
        return c - 'a' + 10;
    if (c >= 'A' && c <= 'F')
        return c - 'A' + 10;
    return no_digit;
}

std::string utf8_from_utf16(const std::uint8_t* data, std::size_t bytes) {
    const auto unit_at = [&](std::size_t i) { return static_cast<char32_t>(data[i] | (data[i + 1] << 8)); };
    std::size_t ascii = 0; // nearly all names are plain ASCII
    while (2 * ascii + 1 < bytes && data[2 * ascii] && data[2 * ascii] < 0x80 && !data[2 * ascii + 1])
        ++ascii;
    std::string out(ascii, '\0');
    for (std::size_t i = 0; i < ascii; ++i)
        out[i] = static_cast<char>(data[2 * i]);
    for (std::size_t i = 2 * ascii; i + 1 < bytes; i += 2) {
        char32_t c = unit_at(i);
        if (c == 0)
            break;
        if (c >= 0xD800 && c < 0xDC00 && i + 3 < bytes) {
            const char32_t low = unit_at(i + 2);
            if (low >= 0xDC00 && low < 0xE000) {
                c = 0x10000 + ((c - 0xD800) << 10) + (low - 0xDC00);
                i += 2;
            }
        }
        append_utf8(out, c);
    }
    return out;
}

Bytes utf16_from_utf8(std::string_view text) {
    Bytes out;
    out.reserve(text.size() * 2);
    for (std::size_t at = 0; at < text.size();) {
        const char32_t c = next_utf8(text, at);
        if (c < 0x10000) {
            append_unit(out, c);
        } else {
            append_unit(out, 0xD800 + ((c - 0x10000) >> 10));
            append_unit(out, 0xDC00 + ((c - 0x10000) & 0x3FF));
        }
    }
    return out;
}

std::string printable(std::string_view text, std::size_t bytes_max) {
    std::string out;
    for (std::size_t at = 0; at < text.size();) {
        const char32_t c = next_utf8(text, at);
        const bool odd = c < 0x20 || (c >= 0x7F && c < 0xA0) || (c >= 0xD800 && c < 0xE000) || c == replacement;
        if (out.size() + 4 > bytes_max)
            return out + "...";
        append_utf8(out, odd ? U'?' : c);
    }
    return out;
}

std::string lower(std::string_view text) {
    std::string out(text);
    for (char& c : out)
        if (c >= 'A' && c <= 'Z')
            c = static_cast<char>(c - 'A' + 'a');
    return out;
}

bool same_text(std::string_view a, std::string_view b) {
    if (a == b)
        return true;
    const auto folded = [](char c) { return c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c; };
    return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                      [&](char left, char right) { return left == right || folded(left) == folded(right); });
}

bool has_text(const std::vector<std::string>& texts, std::string_view text) {
    return std::any_of(texts.begin(), texts.end(), [&](const std::string& each) { return same_text(each, text); });
}

bool starts_with_text(std::string_view text, std::string_view start) {
    return same_text(text.substr(0, start.size()), start);
}

bool is_at_or_below(std::string_view path, std::string_view key) {
    return starts_with_text(path, key) && (path.size() == key.size() || path[key.size()] == '\\');
}

std::string listed(const std::vector<std::string>& texts, std::string_view between) {
    std::string all;
    for (const std::string& text : texts)
        (all += all.empty() ? std::string_view() : between) += text;
    return all;
}

const RegistryValue* find_value(const RegistryKey& key, std::string_view name) {
    for (const RegistryValue& value : key.values)
        if (same_text(value.name, name))
            return &value;
    return nullptr;
}

std::optional<std::uint32_t> dword_of(const RegistryKey& key, std::string_view name) {
    const RegistryValue* value = find_value(key, name);
    if (!value || value->type != reg_dword || value->data.size() != 4)
        return std::nullopt;
    const Bytes& d = value->data;
    return static_cast<std::uint32_t>(d[0]) | static_cast<std::uint32_t>(d[1]) << 8 |
           static_cast<std::uint32_t>(d[2]) << 16 | static_cast<std::uint32_t>(d[3]) << 24;
}

std::optional<std::string> text_of(const RegistryKey& key, std::string_view name) {
    const RegistryValue* value = find_value(key, name);
    if (!value || (value->type != reg_sz && value->type != reg_expand_sz))
        return std::nullopt;
    return utf8_from_utf16(value->data.data(), value->data.size());
}

std::vector<std::string> texts_of(const RegistryKey& key, std::string_view name) {
    std::vector<std::string> out;
    const RegistryValue* value = find_value(key, name);
    if (!value || value->type != reg_multi_sz)
        return out;
    const Bytes& d = value->data;
    std::size_t start = 0;
    while (start + 1 < d.size()) {
        std::size_t end = start;
        while (end + 1 < d.size() && (d[end] || d[end + 1]))
            end += 2;
        if (end == start) // an empty string ends the list
            break;
        out.push_back(utf8_from_utf16(d.data() + start, end - start));
        start = end + 2;
    }
    return out;
}

} // namespace netmend::winsock
