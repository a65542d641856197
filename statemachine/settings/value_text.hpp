// A registry value as a person reads it, and back. What cannot be told exactly (an odd size, text that is no valid
// UTF-16, a type that nobody knows) is told in hexadecimal, so that the way back always gives the same bytes.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "statemachine/base/ports.hpp"

namespace netmend {

inline constexpr std::uint32_t reg_sz = 1, reg_expand_sz = 2, reg_binary = 3, reg_dword = 4, reg_multi_sz = 7;

// "REG_MULTI_SZ"; empty where the type has no name here, which is then its number.
std::string_view type_name(std::uint32_t type);
std::optional<std::uint32_t> type_named(std::string_view name);

// Exact, or empty: from_...(..., *x_of(value)) has the same type and bytes.
std::optional<std::string> exact_text(const RegistryValue& value);
std::optional<std::vector<std::string>> exact_list(const RegistryValue& value);
std::optional<std::uint32_t> exact_number(const RegistryValue& value);
Bytes text_data(std::string_view text);
Bytes list_data(const std::vector<std::string>& list);
Bytes number_data(std::uint32_t number);

std::string hex_of(const Bytes& data);
std::optional<Bytes> from_hex(std::string_view text);

bool is_utf8(std::string_view text); // valid and without NUL: JSON can hold it

// For a sentence, never exact: lenient about a missing NUL, bounded in length.
std::string described(const RegistryValue& value);

} // namespace netmend
