#include "service/windows/late.hpp"

#include "service/windows/paths.hpp"

namespace netmend::win32 {

HMODULE system_library(const wchar_t* name) {
    if (const HMODULE loaded = ::GetModuleHandleW(name))
        return loaded;
    // By full path: a file of that name beside our program would otherwise be loaded instead.
    return ::LoadLibraryW((system_folder() + L"\\" + name).c_str());
}

} // namespace netmend::win32
