// When the kernel was started, as NtQuerySystemInformation tells it (windows-facts, 7).
#pragma once

#include <cstdint>
#include <optional>

namespace netmend::win32 {

struct KernelTime {
    std::int64_t boot = 0;            // system time, 100 ns units since 1601; moves when somebody sets the clock
    std::optional<std::int64_t> bias; // by how much it has been moved so; Windows 2000 may not tell
};

std::optional<KernelTime> kernel_time(); // empty: this Windows does not tell

} // namespace netmend::win32
