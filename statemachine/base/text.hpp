// Reading registry values into plain types, for the catalog model. Wrong types and odd sizes give "nothing", never a
// guess.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "statemachine/base/ports.hpp"

namespace netmend::winsock {

// UTF-16 little-endian up to its first NUL, as UTF-8. An unpaired surrogate becomes three bytes of its own (WTF-8).
std::string utf8_from_utf16(const std::uint8_t* data, std::size_t bytes);
// The reverse, without a NUL; bytes that are no UTF-8 become U+FFFD.
Bytes utf16_from_utf8(std::string_view text);

// Fit for a sentence and for JSON: at most `bytes_max` bytes of valid UTF-8 (and three dots), "?" for control
// characters, unpaired surrogates and bytes of an unknown code page.
std::string printable(std::string_view text, std::size_t bytes_max);

std::string lower(std::string_view text);               // ASCII letters only
bool same_text(std::string_view a, std::string_view b); // without regard to ASCII case

// The same rule for a text among others, for the start of one, and for a registry path that is `key` or lies below it.
bool has_text(const std::vector<std::string>& texts, std::string_view text);
bool starts_with_text(std::string_view text, std::string_view start);
bool is_at_or_below(std::string_view path, std::string_view key);

std::string listed(const std::vector<std::string>& texts, std::string_view between = ", ");

inline constexpr int no_digit = -1;
int hex_digit(char c); // 0 to 15, or no_digit

const RegistryValue* find_value(const RegistryKey& key, std::string_view name);
std::optional<std::uint32_t> dword_of(const RegistryKey& key, std::string_view name); // REG_DWORD only
std::optional<std::string> text_of(const RegistryKey& key, std::string_view name);    // REG_SZ, REG_EXPAND_SZ
std::vector<std::string> texts_of(const RegistryKey& key, std::string_view name);     // REG_MULTI_SZ

} // namespace netmend::winsock
