#include "service/windows/version.hpp"

#include "service/windows/late.hpp"

namespace netmend::win32 {

Version version() {
    OSVERSIONINFOEXW information{};
    information.dwOSVersionInfoSize = sizeof information;
    using RtlGetVersion = LONG WINAPI(OSVERSIONINFOEXW*);
    const auto rtl_get_version = late<RtlGetVersion>(L"ntdll.dll", "RtlGetVersion");
    if (!rtl_get_version || rtl_get_version(&information) != 0)
        return {};
    return {static_cast<int>(information.dwMajorVersion), static_cast<int>(information.dwMinorVersion),
            static_cast<int>(information.dwBuildNumber), information.wServicePackMajor, information.wProductType};
}

namespace {

bool ask_for_x64() {
    using GetNativeInfo = void WINAPI(SYSTEM_INFO*);
    const auto get_native_info = late<GetNativeInfo>(L"kernel32.dll", "GetNativeSystemInfo"); // XP and later
    if (!get_native_info)
        return false;
    SYSTEM_INFO information{};
    get_native_info(&information);
    return information.wProcessorArchitecture == PROCESSOR_ARCHITECTURE_AMD64;
}

} // namespace

bool is_x64() {
    static const bool x64 = ask_for_x64();
    return x64;
}

} // namespace netmend::win32
