// Application categories: programs for which somebody, or Windows itself, said which kinds of layered providers they
// may load (windows-facts 1.5). Present since Vista.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "statemachine/base/ports.hpp"

namespace netmend::winsock {

inline constexpr std::uint32_t lsp_system = 0x80000000; // only layers that say "system" of themselves; none does

struct CategorizedProgram {
    std::string key_name;        // eight hexadecimal digits, and eight more where arguments count
    std::string path;            // AppFullPath
    std::string arguments;       // AppArgs
    std::uint32_t permitted = 0; // PermittedLspCategories
};

// `parameters` is the path of WinSock2\Parameters. A key without a path or with other types is left out, and what
// cannot be read counts as nothing: no verdict rests on it.
std::vector<CategorizedProgram> read_programs(Registry& registry, const std::string& parameters);

// The same for those who change the list: an error where one of them could not be read.
Result<std::vector<CategorizedProgram>> all_programs(Registry& registry, const std::string& parameters);

// The name of the key that Windows gives to a program without arguments (windows-modern, 5.2). The drive's letter does
// not count, so that two programs can share one. Empty where the path has letters beyond ASCII, of which nobody knows
// how they count.
std::optional<std::string> key_name_of(const std::string& path);

} // namespace netmend::winsock
