// What the log of a machine says of every story and of the troubles that leave only a note: golden, line by line. Who
// reads it months later has nothing else.
#include <sstream>

#include <gtest/gtest.h>

#include "tests/stories/scenario.hpp"
#include "tests/unit/golden_text.hpp"

namespace netmend::stories {
namespace {

// Beside the named stories.
std::vector<Scenario> troubles() {
    return {
        {"disk_full", Preset::XpSp1, Fault::ChainNamesGoneEntry, "", 0,
         [](Story& story) {
             story.when_in("keys/deleting-keys", [&story] {
                 story.windows.folder.refusals.push_back({ErrorKind::DiskFull, 5, ""});
             });
         }},
        {"restore_point_cannot_be_closed", Preset::XpSp3, Fault::BaseTcpGone, "", 0,
         [](Story& story) { story.windows.behaviour.system_restore = simulated::SystemRestoreIs::CannotBeClosed; }},
        {"winsock_cannot_be_started", Preset::XpSp1, Fault::ProviderDllMissing, "", 0,
         [](Story& story) {
             story.windows.behaviour.blank_keys = simulated::BlankKeys::Never;
             story.when_in("keys/seeing-blank-keys", [&story] { story.windows.behaviour.probe_cannot_run = true; });
         }},
        {"reinstall_hangs_once", Preset::Windows2000, Fault::ProviderDllMissing, "", 0,
         [](Story& story) {
             story.windows.behaviour.install = {Installer::Hangs, Installer::Works};
         }},
        {"reinstall_fails_once", Preset::Windows2000, Fault::ProviderDllMissing, "", 0,
         [](Story& story) {
             story.windows.behaviour.install = {Installer::Fails, Installer::Works};
         }},
        {"still_damaged", Preset::XpSp3, Fault::BaseTcpGone, "", 0,
         [](Story& story) {
             story.windows.behaviour.netsh_reset = NetshReset::Nothing;
             every_way(story.windows.behaviour, Installer::OnlyCountsReference);
         }},
    };
}

TEST(Chronicle, OfEveryStoryIsGolden) {
    std::ostringstream log;
    for (const auto& list : {scenarios(), troubles()})
        for (const Scenario& scenario : list) {
            Story story(scenario.preset, scenario.fault, scenario.policy);
            play(story, scenario);
            log << "== " << scenario.name << "\n";
            for (const std::string& line : story.windows.recorded)
                log << line << "\n";
        }
    expect_golden("chronicle.txt", log.str());
}

} // namespace
} // namespace netmend::stories
