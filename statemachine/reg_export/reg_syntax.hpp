// The syntax of registry exports: what stands in the text, line by line, as calls to whoever takes it. Knows both forms
// ("Windows Registry Editor Version 5.00" and "REGEDIT4"), every type of value, deletions, comments, and strings that
// go on over several lines as regedit writes them. The first thing it does not understand ends the reading, with an
// error that names line, key and value: half an export must not look like a broken machine.
#pragma once

#include <string_view>

#include "statemachine/base/ports.hpp"

namespace netmend {

namespace reg_limits {
inline constexpr std::size_t file_bytes_max = 64u << 20;
inline constexpr std::size_t depth_max = 512; // keys below one another, as the registry itself has it
inline constexpr std::size_t value_bytes_max = 16u << 20;
inline constexpr std::size_t keys_max = 250'000; // a whole SYSTEM hive of Windows 10 has about 50,000
inline constexpr std::size_t values_max = 1'000'000;
} // namespace reg_limits

// Every answer that is an error ends the reading; the reader puts line, key and value before it.
class RegTaker {
  public:
    virtual ~RegTaker() = default;
    virtual Result<void> key(std::string_view path) = 0; // "HKEY_LOCAL_MACHINE\SYSTEM\..." as it stands there
    virtual Result<void> key_deleted(std::string_view path) = 0;
    virtual Result<void> value(RegistryValue value) = 0; // of the last key; data as Windows keeps it (UTF-16)
    virtual Result<void> value_deleted(std::string_view name) = 0;
};

struct RegEnd {
    std::size_t lines = 0;
    bool last_line_is_open = false; // nothing ends the last line: the file may have been cut off there
};

// `text` is UTF-8, see reg_text.hpp. Corrupt: no export, or not understood. TooLarge: beyond reg_limits.
Result<RegEnd> read_reg(std::string_view text, RegTaker& taker);

} // namespace netmend
