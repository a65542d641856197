// Whether this program is the right one for the Windows it runs on: one that runs beside the native ones sees only its
// own half of the network's catalogs, and would call the other half healthy, or repair it by the wrong tools.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

namespace netmend {

inline constexpr std::uint16_t machine_x86 = 0x014c, machine_x64 = 0x8664, machine_arm64 = 0xaa64,
                               machine_itanium = 0x0200; // IMAGE_FILE_MACHINE_...

struct ProcessorFacts {
    int own_bits = 32;
    // Each is empty where this Windows does not have the call. IsWow64Process2, Windows 10: the machine's own
    // processor.
    std::optional<std::uint16_t> native_machine;
    std::optional<bool> is_wow64;               // IsWow64Process, XP Service Pack 2: runs beside the native ones
    std::optional<std::uint16_t> native_system; // GetNativeSystemInfo, XP: says "x86" to an x86 program on ARM64
    std::string other_architecture;             // variable PROCESSOR_ARCHITEW6432: set for such programs; "" where not
};

// Empty: it is the right one. Else a sentence for people.
std::string why_wrong_program(const ProcessorFacts& facts);

} // namespace netmend
