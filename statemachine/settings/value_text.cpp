#include "statemachine/settings/value_text.hpp"

#include <algorithm>
#include <array>

#include "statemachine/base/text.hpp"

namespace netmend {

namespace {

constexpr std::size_t described_bytes_max = 400;
constexpr std::size_t hex_bytes_max = 32;

struct TypeName {
    std::uint32_t type;
    std::string_view name;
};

constexpr std::array type_names{
    TypeName{0, "REG_NONE"},
    TypeName{reg_sz, "REG_SZ"},
    TypeName{reg_expand_sz, "REG_EXPAND_SZ"},
    TypeName{reg_binary, "REG_BINARY"},
    TypeName{reg_dword, "REG_DWORD"},
    TypeName{reg_multi_sz, "REG_MULTI_SZ"},
};

Bytes ended(Bytes data) {
    data.push_back(0);
    data.push_back(0);
    return data;
}

} // namespace

std::string_view type_name(std::uint32_t type) {
    for (const TypeName& entry : type_names)
        if (entry.type == type)
            return entry.name;
    return {};
}

std::optional<std::uint32_t> type_named(std::string_view name) {
    for (const TypeName& entry : type_names)
        if (entry.name == name)
            return entry.type;
    return std::nullopt;
}

bool is_utf8(std::string_view text) {
    const Bytes units = winsock::utf16_from_utf8(text);
    if (winsock::utf8_from_utf16(units.data(), units.size()) != text)
        return false;
    // Half a pair of surrogates, which the registry lets pass and JSON does not.
    for (std::size_t i = 0; i + 1 < text.size(); ++i)
        if (static_cast<unsigned char>(text[i]) == 0xED && static_cast<unsigned char>(text[i + 1]) >= 0xA0)
            return false;
    return true;
}

Bytes text_data(std::string_view text) {
    return ended(winsock::utf16_from_utf8(text));
}

Bytes list_data(const std::vector<std::string>& list) {
    Bytes data;
    for (const std::string& text : list) {
        const Bytes one = text_data(text);
        data.insert(data.end(), one.begin(), one.end());
    }
    return ended(std::move(data));
}

Bytes number_data(std::uint32_t number) {
    return {static_cast<std::uint8_t>(number), static_cast<std::uint8_t>(number >> 8),
            static_cast<std::uint8_t>(number >> 16), static_cast<std::uint8_t>(number >> 24)};
}

std::optional<std::string> exact_text(const RegistryValue& value) {
    if (value.type != reg_sz && value.type != reg_expand_sz)
        return std::nullopt;
    std::string text = winsock::utf8_from_utf16(value.data.data(), value.data.size());
    if (text_data(text) != value.data || !is_utf8(text))
        return std::nullopt;
    return text;
}

std::optional<std::vector<std::string>> exact_list(const RegistryValue& value) {
    if (value.type != reg_multi_sz)
        return std::nullopt;
    std::vector<std::string> list = winsock::texts_of(RegistryKey{{}, {value}, {}}, value.name);
    if (list_data(list) != value.data)
        return std::nullopt;
    for (const std::string& text : list)
        if (!is_utf8(text))
            return std::nullopt;
    return list;
}

std::optional<std::uint32_t> exact_number(const RegistryValue& value) {
    return winsock::dword_of(RegistryKey{{}, {value}, {}}, value.name);
}

std::string hex_of(const Bytes& data) {
    std::string text;
    text.reserve(data.size() * 2);
    for (const std::uint8_t byte : data) {
        text += "0123456789abcdef"[byte >> 4];
        text += "0123456789abcdef"[byte & 15];
    }
    return text;
}

std::optional<Bytes> from_hex(std::string_view text) {
    if (text.size() % 2 != 0)
        return std::nullopt;
    Bytes data;
    data.reserve(text.size() / 2);
    for (std::size_t i = 0; i < text.size(); i += 2) {
        const int high = winsock::hex_digit(text[i]), low = winsock::hex_digit(text[i + 1]);
        if (high == winsock::no_digit || low == winsock::no_digit)
            return std::nullopt;
        data.push_back(static_cast<std::uint8_t>(high * 16 + low));
    }
    return data;
}

std::string described(const RegistryValue& value) {
    if (const auto number = exact_number(value))
        return std::to_string(*number);
    if ((value.type == reg_sz || value.type == reg_expand_sz) && value.data.size() % 2 == 0)
        return "\"" +
               winsock::printable(winsock::utf8_from_utf16(value.data.data(), value.data.size()), described_bytes_max) +
               "\"";
    if (value.type == reg_multi_sz && value.data.size() % 2 == 0) {
        std::string text;
        for (const std::string& one : winsock::texts_of(RegistryKey{{}, {value}, {}}, value.name))
            text += (text.empty() ? "\"" : ", \"") + one + "\"";
        return text.empty() ? "an empty list" : winsock::printable(text, described_bytes_max);
    }
    const std::string_view named = type_name(value.type);
    const std::string type = named.empty() ? "type " + std::to_string(value.type) : std::string(named);
    const std::size_t shown = std::min(value.data.size(), hex_bytes_max);
    const std::string hex = hex_of(Bytes(value.data.begin(), value.data.begin() + static_cast<std::ptrdiff_t>(shown)));
    return type + ", " + std::to_string(value.data.size()) + (value.data.size() == 1 ? " byte" : " bytes") +
           (hex.empty() ? "" : ": " + hex + (shown < value.data.size() ? "..." : ""));
}

} // namespace netmend
