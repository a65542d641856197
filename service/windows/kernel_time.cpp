#include "service/windows/kernel_time.hpp"

#include "service/windows/late.hpp"

namespace netmend::win32 {

std::optional<KernelTime> kernel_time() {
    struct { // SYSTEM_TIMEOFDAY_INFORMATION, 48 bytes; Windows 2000 may know only the first 32 and so no bias
        LARGE_INTEGER boot, current, zone_bias;
        ULONG zone, reserved;
        ULONGLONG boot_bias, sleep_bias;
    } information{};
    static_assert(sizeof information == 48);
    constexpr ULONG size_without_bias = 32;
    using Query = LONG NTAPI(int, void*, ULONG, ULONG*);
    const auto query = late<Query>(L"ntdll.dll", "NtQuerySystemInformation");
    ULONG length = 0;
    if (!query)
        return std::nullopt;
    constexpr int system_time_of_day = 3;
    if (query(system_time_of_day, &information, sizeof information, &length) != 0 && // asked for more than it has
        query(system_time_of_day, &information, size_without_bias, &length) != 0)
        return std::nullopt;
    if (length < size_without_bias)
        return std::nullopt;
    KernelTime time{information.boot.QuadPart, std::nullopt};
    if (length >= sizeof information)
        time.bias = static_cast<std::int64_t>(information.boot_bias);
    return time;
}

} // namespace netmend::win32
