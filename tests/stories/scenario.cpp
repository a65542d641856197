#include "tests/stories/scenario.hpp"

namespace netmend::stories {
namespace {

void cancel_in(Story& story, const std::string& phase) {
    story.when_in(phase, [&story] { story.desk.requests.push_back(request(Request::Kind::Cancel)); });
}

std::vector<Scenario> made() {
    const auto install = [](Installer first, Installer second, Installer third) {
        return [=](Story& story) {
            story.windows.behaviour.install = first;
            story.windows.behaviour.update_component = second;
            story.windows.behaviour.write_entries = third;
        };
    };
    const auto nothing = Installer::OnlyCountsReference;
    return {
        {"reset", Preset::XpSp3, Fault::ProviderDllMissing, "settled/repaired", 1},
        {"reset_by_itself", Preset::XpSp3, Fault::BaseTcpGone, "settled/repaired", 1, [](Story&) {},
         RestartPolicy::Auto},
        {"reset_not_enough", Preset::XpSp3, Fault::ChainNamesGoneEntry, "settled/repaired", 3,
         [](Story& story) { story.windows.behaviour.netsh_reset = NetshReset::Nothing; }},
        {"keys", Preset::XpSp1, Fault::ChainNamesGoneEntry, "settled/repaired", 2},
        {"keys_on_server_2003", Preset::Server2003Rtm, Fault::NumberingGap, "settled/repaired", 2},
        {"second_way", Preset::XpSp1, Fault::ChainNamesGoneEntry, "settled/repaired", 2,
         install(nothing, Installer::Works, nothing)},
        {"third_way", Preset::XpSp1, Fault::ProviderDllMissing, "settled/repaired", 2,
         install(Installer::OnlyCountsReference, Installer::Unsupported, Installer::Works)},
        {"restart_first", Preset::XpSp1, Fault::HalfWritten, "settled/repaired", 3,
         [](Story& story) {
             story.windows.behaviour.install = {Installer::RestartFirst, Installer::Works};
         }},
        {"dead_installer", Preset::XpSp1, Fault::ChainNamesGoneEntry, "settled/rolled-back", 2,
         install(Installer::Dead, Installer::Dead, Installer::Dead)},
        {"cancelled", Preset::XpSp1, Fault::ChainNamesGoneEntry, "settled/cancelled", 2,
         [](Story& story) { cancel_in(story, "keys/seeing-blank-keys"); }},
        {"reinstall", Preset::Windows2000, Fault::ChainNamesGoneEntry, "settled/repaired", 3},
        {"reinstall_needs_a_restart", Preset::Windows2000, Fault::ProviderDllMissing, "settled/repaired", 4,
         [](Story& story) {
             story.windows.behaviour.install = {Installer::RestartFirst, Installer::Works};
         }},
        {"reset_on_xp_x64", Preset::XpX64, Fault::ChainNamesGoneEntry, "settled/repaired", 1},
    };
}

} // namespace

const std::vector<Scenario>& scenarios() {
    static const std::vector<Scenario> all = made();
    return all;
}

void play(Story& story, const Scenario& scenario) {
    scenario.arrange(story);
    for (int tries = 0; tries < 2; ++tries) {
        story.start();
        story.live();
        if (story.seen.has_repair)
            return;
    }
}

} // namespace netmend::stories
