#include "service/decisions/processor.hpp"

namespace netmend {
namespace {

// The processor as far as Windows tells; 0: it does not, and nothing speaks against a native program.
std::uint16_t processor_of(const ProcessorFacts& facts) {
    if (facts.native_machine)
        return *facts.native_machine;
    const bool beside = facts.is_wow64.value_or(false) || !facts.other_architecture.empty();
    if (facts.own_bits == 64 || (!beside && facts.native_system.value_or(machine_x86) == machine_x86))
        return 0;
    if (facts.native_system && *facts.native_system != machine_x86)
        return *facts.native_system;
    if (facts.other_architecture == "IA64")
        return machine_itanium;
    return facts.other_architecture == "AMD64" ? machine_x64 : machine_arm64;
}

} // namespace

std::string why_wrong_program(const ProcessorFacts& facts) {
    switch (processor_of(facts)) {
    case 0:
    case machine_x86:
        return {};
    case machine_x64:
        return facts.own_bits == 64 ? ""
                                    : "This is the 32-bit netmend; a 64-bit Windows needs the 64-bit one. Nothing was "
                                      "changed.";
    case machine_itanium:
        return "This computer has an Itanium processor, for which there is no netmend. Nothing was changed.";
    default:
        return "This computer has a processor (ARM64) for which there is no netmend: this program sees only the "
               "emulated half of its network. Nothing was changed.";
    }
}

} // namespace netmend
