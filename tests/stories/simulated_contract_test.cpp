// The simulated Windows holds the same contract as the real adapters.

#include <memory>

#include "tests/contract/machine_contract.hpp"
#include "tests/contract/registry_contract.hpp"
#include "tests/contract/state_folder_contract.hpp"
#include "tests/simulated/windows.hpp"

namespace netmend {
namespace {

// A port of a simulated Windows that lives for as long as the port is held.
template<class Port, Port& (*pick)(simulated::Windows&)> std::shared_ptr<Port> of_a_windows() {
    auto windows = std::make_shared<simulated::Windows>(simulated::Preset::XpSp3);
    return {windows, &pick(*windows)};
}

Registry& registry_of(simulated::Windows& windows) {
    return windows.registry;
}
StateFolder& folder_of(simulated::Windows& windows) {
    return windows.folder;
}
Power& power_of(simulated::Windows& windows) {
    return windows.ports().power;
}
System& system_of(simulated::Windows& windows) {
    return windows.ports().system;
}
Probe& probe_of(simulated::Windows& windows) {
    return windows.ports().probe;
}
ProtocolStack& stack_of(simulated::Windows& windows) {
    return windows.ports().stack;
}

std::shared_ptr<simulated::Windows> windows_of_the_clock;

std::shared_ptr<Clock> make_clock() {
    windows_of_the_clock = std::make_shared<simulated::Windows>(simulated::Preset::XpSp3);
    return {windows_of_the_clock, &windows_of_the_clock->ports().clock};
}

const auto named = [](const auto& info) { return info.param.name; };

INSTANTIATE_TEST_SUITE_P(Simulated, RegistryContract,
                         testing::Values(RegistryUnderTest{"Windows", of_a_windows<Registry, registry_of>,
                                                           "SYSTEM\\CurrentControlSet\\Services\\Contract"}),
                         named);
INSTANTIATE_TEST_SUITE_P(Simulated, StateFolderContract,
                         testing::Values(StateFolderUnderTest{"Windows", of_a_windows<StateFolder, folder_of>}), named);
INSTANTIATE_TEST_SUITE_P(Simulated, PowerContract,
                         testing::Values(PortUnderTest<Power>{"Windows", of_a_windows<Power, power_of>}), named);
INSTANTIATE_TEST_SUITE_P(Simulated, SystemContract,
                         testing::Values(PortUnderTest<System>{"Windows", of_a_windows<System, system_of>}), named);
INSTANTIATE_TEST_SUITE_P(Simulated, ProbeContract,
                         testing::Values(PortUnderTest<Probe>{"Windows", of_a_windows<Probe, probe_of>}), named);
INSTANTIATE_TEST_SUITE_P(Simulated, StackContract,
                         testing::Values(PortUnderTest<ProtocolStack>{"Windows",
                                                                      of_a_windows<ProtocolStack, stack_of>}),
                         named);
INSTANTIATE_TEST_SUITE_P(Simulated, ClockContract,
                         testing::Values(ClockUnderTest{"Windows", make_clock,
                                                        [](Clock&) { windows_of_the_clock->interrupt_next_wait(); }}),
                         named);

} // namespace
} // namespace netmend
