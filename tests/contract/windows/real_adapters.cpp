// Holds the real adapters to the portable contracts, on this Windows or under Wine. They run with the rights of the
// caller, below keys and folders of their own.
#include <windows.h>

#include "service/adapters/adapters.hpp"
#include "tests/contract/machine_contract.hpp"
#include "tests/contract/registry_contract.hpp"
#include "tests/contract/state_folder_contract.hpp"

namespace netmend {
namespace {

std::wstring fresh_folder() {
    static int number = 0;
    wchar_t temporary[MAX_PATH + 1] = L"";
    ::GetTempPathW(MAX_PATH + 1, temporary);
    return std::wstring(temporary) + L"netmend-contract-" + std::to_wstring(::GetCurrentProcessId()) + L"-" +
           std::to_wstring(++number);
}

// The folder and what is in it go when the last user of the port lets go.
std::shared_ptr<StateFolder> make_folder() {
    auto opened = open_state_folder(fresh_folder(), L"");
    if (!opened) {
        ADD_FAILURE() << opened.error().text << " " << opened.error().os_code;
        return nullptr;
    }
    EXPECT_TRUE(opened->told.empty());
    return {opened->folder.release(), [path = opened->path](StateFolder* folder) {
                for (const auto& name : folder->list().value_or(std::vector<std::string>{}))
                    ::DeleteFileW((path + L"\\" + std::wstring(name.begin(), name.end())).c_str());
                delete folder;
                EXPECT_TRUE(::RemoveDirectoryW(path.c_str()));
            }};
}

const auto by_name = [](const auto& info) { return info.param.name; };

INSTANTIATE_TEST_SUITE_P(Windows, RegistryContract,
                         testing::Values(RegistryUnderTest{"real", [] { return make_registry(); },
                                                           "SYSTEM\\CurrentControlSet\\Services\\netmend-contract"}),
                         by_name);
INSTANTIATE_TEST_SUITE_P(Windows, StateFolderContract, testing::Values(StateFolderUnderTest{"real", make_folder}),
                         by_name);
INSTANTIATE_TEST_SUITE_P(Windows, PowerContract,
                         testing::Values(PortUnderTest<Power>{"real", [] { return make_power(); }}), by_name);
INSTANTIATE_TEST_SUITE_P(Windows, SystemContract,
                         testing::Values(PortUnderTest<System>{"real", [] { return make_system(); }}), by_name);
INSTANTIATE_TEST_SUITE_P(Windows, ProbeContract,
                         testing::Values(PortUnderTest<Probe>{"real", [] { return make_probe(); }}), by_name);
INSTANTIATE_TEST_SUITE_P(Windows, StackContract,
                         testing::Values(PortUnderTest<ProtocolStack>{"real", [] { return make_protocol_stack(); }}),
                         by_name);
INSTANTIATE_TEST_SUITE_P(Windows, ClockContract,
                         testing::Values(ClockUnderTest{
                             "real", [] { return make_clock(); },
                             [](Clock& clock) { static_cast<InterruptibleClock&>(clock).interrupt(); }}),
                         by_name);

} // namespace
} // namespace netmend
