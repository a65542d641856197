#include "tests/simulated/values.hpp"

#include <charconv>

namespace netmend::simulated {
namespace {

void append_utf16(Bytes& out, std::string_view ascii) { // every text in these tests is ASCII
    for (const char c : ascii) {
        out.push_back(static_cast<std::uint8_t>(c));
        out.push_back(0);
    }
}

Bytes terminated(std::string_view value) {
    Bytes out;
    append_utf16(out, value);
    out.insert(out.end(), 2, 0);
    return out;
}

std::string ascii_from(const Bytes& data, std::size_t& at) {
    std::string out;
    for (; at + 1 < data.size(); at += 2) {
        if (data[at] == 0 && data[at + 1] == 0) {
            at += 2;
            break;
        }
        out.push_back(static_cast<char>(data[at]));
    }
    return out;
}

} // namespace

RegistryValue number(std::string name, std::uint32_t value) {
    Bytes data(4);
    put_u32(data, 0, value);
    return {std::move(name), reg_dword, std::move(data)};
}

RegistryValue text(std::string name, std::string_view value) {
    return {std::move(name), reg_sz, terminated(value)};
}

RegistryValue expandable(std::string name, std::string_view value) {
    return {std::move(name), reg_expand_sz, terminated(value)};
}

RegistryValue list(std::string name, const std::vector<std::string>& value) {
    Bytes data;
    for (const auto& item : value) {
        append_utf16(data, item);
        data.insert(data.end(), 2, 0);
    }
    data.insert(data.end(), 2, 0);
    return {std::move(name), reg_multi_sz, std::move(data)};
}

RegistryValue binary(std::string name, Bytes value) {
    return {std::move(name), reg_binary, std::move(value)};
}

std::uint32_t number_at(const Tree& tree, std::string_view path, std::string_view name, std::uint32_t otherwise) {
    const auto value = tree.value(path, name);
    return value && value->type == reg_dword && value->data.size() == 4 ? u32_at(value->data, 0) : otherwise;
}

std::string text_at(const Tree& tree, std::string_view path, std::string_view name) {
    const auto value = tree.value(path, name);
    std::size_t at = 0;
    return value ? ascii_from(value->data, at) : std::string();
}

std::vector<std::string> list_at(const Tree& tree, std::string_view path, std::string_view name) {
    std::vector<std::string> out;
    const auto value = tree.value(path, name);
    for (std::size_t at = 0; value && at < value->data.size();) {
        auto item = ascii_from(value->data, at);
        if (item.empty())
            break;
        out.push_back(std::move(item));
    }
    return out;
}

Bytes guid(std::string_view text) {
    Bytes digits;
    for (std::size_t i = 0; i + 1 < text.size();) {
        if (text[i] == '-') {
            ++i;
            continue;
        }
        digits.emplace_back();
        std::from_chars(text.data() + i, text.data() + i + 2, digits.back(), 16);
        i += 2;
    }
    for (const auto& [first, last] : {std::pair{0, 3}, {1, 2}, {4, 5}, {6, 7}}) // little-endian fields
        std::swap(digits[static_cast<std::size_t>(first)], digits[static_cast<std::size_t>(last)]);
    return digits;
}

std::uint32_t u32_at(const Bytes& data, std::size_t offset) {
    std::uint32_t out = 0;
    for (std::size_t i = 0; i < 4; ++i)
        out |= static_cast<std::uint32_t>(data[offset + i]) << (8 * i);
    return out;
}

void put_u32(Bytes& data, std::size_t offset, std::uint32_t value) {
    for (std::size_t i = 0; i < 4; ++i)
        data[offset + i] = static_cast<std::uint8_t>(value >> (8 * i));
}

} // namespace netmend::simulated
