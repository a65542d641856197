#include "service/windows/version.hpp"

#include "service/decisions/processor.hpp"
#include "service/windows/late.hpp"
#include "service/windows/text.hpp"

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

// XP and later.
std::optional<WORD> native_architecture() {
    using GetNativeInfo = void WINAPI(SYSTEM_INFO*);
    const auto get_native_info = late<GetNativeInfo>(L"kernel32.dll", "GetNativeSystemInfo");
    if (!get_native_info)
        return std::nullopt;
    SYSTEM_INFO information{};
    get_native_info(&information);
    return information.wProcessorArchitecture;
}

std::uint16_t machine_of(WORD architecture) {
    switch (architecture) {
    case PROCESSOR_ARCHITECTURE_AMD64:
        return machine_x64;
    case PROCESSOR_ARCHITECTURE_IA64:
        return machine_itanium;
    case PROCESSOR_ARCHITECTURE_INTEL:
        return machine_x86;
    default:
        return machine_arm64;
    }
}

ProcessorFacts processor_facts() {
    ProcessorFacts facts;
    facts.own_bits = sizeof(void*) * 8;
    const HANDLE self = ::GetCurrentProcess();
    using IsWow64Two = BOOL WINAPI(HANDLE, USHORT*, USHORT*);
    USHORT process = 0, native = 0;
    if (const auto ask = late<IsWow64Two>(L"kernel32.dll", "IsWow64Process2"); ask && ask(self, &process, &native))
        facts.native_machine = native;
    using IsWow64 = BOOL WINAPI(HANDLE, BOOL*);
    BOOL beside = FALSE;
    if (const auto ask = late<IsWow64>(L"kernel32.dll", "IsWow64Process"); ask && ask(self, &beside))
        facts.is_wow64 = beside != FALSE;
    if (const auto architecture = native_architecture())
        facts.native_system = machine_of(*architecture);
    wchar_t text[32] = L"";
    if (const DWORD length = ::GetEnvironmentVariableW(L"PROCESSOR_ARCHITEW6432", text, 32); length < 32)
        facts.other_architecture = narrow(text);
    return facts;
}

} // namespace

bool is_x64() {
    static const bool x64 = native_architecture() == PROCESSOR_ARCHITECTURE_AMD64;
    return x64;
}

std::string why_wrong_bitness() {
    return why_wrong_program(processor_facts());
}

} // namespace netmend::win32
