// Registry values as mending writes them.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "statemachine/base/ports.hpp"

namespace netmend::mending {

inline constexpr std::uint32_t reg_sz = 1, reg_expand_sz = 2, reg_binary = 3, reg_dword = 4, reg_multi_sz = 7;

RegistryValue dword_value(const std::string& name, std::uint32_t number);
RegistryValue text_value(const std::string& name, std::string_view text, std::uint32_t type = reg_sz);
RegistryValue binary_value(const std::string& name, Bytes data);

} // namespace netmend::mending
