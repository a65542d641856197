// The tests' own encoders and decoders of registry data. They share nothing with the product, so that an error there
// is not repeated here.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

#include "statemachine/base/ports.hpp"
#include "tests/simulated/tree.hpp"

namespace netmend::simulated {

inline constexpr std::uint32_t reg_sz = 1, reg_expand_sz = 2, reg_binary = 3, reg_dword = 4, reg_multi_sz = 7;

RegistryValue number(std::string name, std::uint32_t value);
RegistryValue text(std::string name, std::string_view value);
RegistryValue expandable(std::string name, std::string_view value); // REG_EXPAND_SZ
RegistryValue list(std::string name, const std::vector<std::string>& value);
RegistryValue binary(std::string name, Bytes value);

// What is not there or has another type reads as 0, empty, none.
std::uint32_t number_at(const Tree& tree, std::string_view path, std::string_view name, std::uint32_t otherwise = 0);
std::string text_at(const Tree& tree, std::string_view path, std::string_view name);
std::vector<std::string> list_at(const Tree& tree, std::string_view path, std::string_view name);

// "E70F1AA0-AB8B-11CF-8CA3-00805F48A192" as Windows stores it: the first three fields little-endian.
Bytes guid(std::string_view text);

std::uint32_t u32_at(const Bytes& data, std::size_t offset);
void put_u32(Bytes& data, std::size_t offset, std::uint32_t value);

} // namespace netmend::simulated
