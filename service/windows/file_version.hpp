// The version resource of a program file: who made it, and as what it is known.
#pragma once

#include <optional>
#include <string>

#include "service/decisions/replacing.hpp"
#include "statemachine/base/ports.hpp"

namespace netmend::win32 {

// NotFound: no such file. A file without the resource, or whose resource says nothing, has empty facts. The file is
// read as data; nothing of it is run.
Result<FileFacts> describe(const std::wstring& path);

// Its number; empty where it has none.
std::optional<ProgramVersion> version_of(const std::wstring& path);

} // namespace netmend::win32
