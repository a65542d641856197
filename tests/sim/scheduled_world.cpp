#include "tests/sim/scheduled_world.hpp"

#include <map>

#include "tests/sim/words.hpp"
#include "tests/simulated/values.hpp"
#include "tests/world/phases.hpp"

namespace netmend::sim {
namespace {

using simulated::Behaviour;
using simulated::Fault;
using simulated::Preset;
using std::chrono::minutes;

struct Ground {
    Tree tree;
    std::set<std::string> files;
};

constexpr const char* settings_of_ground[] = {
    "machine", "fault", "third-parties", "named-service", "off-by-policy", "off-at-each-boot", "names-of-others"};

// What a person will name, a policy or a product has switched off before.
void switch_off(const Schedule& schedule, Tree& tree) {
    const auto off = [&](const char* service) {
        if (const std::string key = std::string(simulated::services_path) + "\\" + service; tree.has(key))
            tree.set(key, simulated::number("Start", 4));
    };
    if (const int named = schedule.setting("named-service"))
        off(words::named[named]);
    if (const int again = schedule.setting("off-at-each-boot"))
        off(words::switched_off[again]);
    if (const int policy = schedule.setting("off-by-policy")) {
        off(words::switched_off[policy]);
        tree.set(std::string("SOFTWARE\\Policies\\Acme\\") + words::switched_off[policy],
                 simulated::number("Start", 4));
    }
}

// Broken machines are made once and copied: a copy shares everything.
const Ground& ground_of(const Schedule& schedule) {
    static std::map<std::vector<int>, Ground> made;
    std::vector<int> settings;
    for (const char* name : settings_of_ground)
        settings.push_back(schedule.setting(name));
    const auto [at, is_new] = made.try_emplace(settings);
    if (!is_new)
        return at->second;
    const int machine = settings[0], fault = settings[1], others = settings[2];
    const auto preset = static_cast<Preset>(machine);
    const SystemIdentity identity = simulated::identity_of(preset);
    Ground& ground = at->second;
    ground = {simulated::healthy_registry(preset), simulated::default_files(preset)};
    if ((others & 2) != 0)
        simulated::add_base_provider(ground.tree, ground.files, identity);
    // The fault may be this very layer, broken.
    const auto broken = static_cast<Fault>(fault);
    if ((others & 1) != 0 && broken != Fault::ProviderDllMissing && broken != Fault::ChainNamesGoneEntry)
        simulated::add_layered_provider(ground.tree, ground.files, identity);
    if (schedule.setting("names-of-others") == 1) {
        simulated::add_name_provider(ground.tree, ground.files, identity);
        simulated::add_name_provider(ground.tree, ground.files, identity, /*of_layered=*/true);
    }
    simulated::break_it(broken, ground.tree, ground.files, identity);
    switch_off(schedule, ground.tree);
    return ground;
}

template<class Answer> void take(const Schedule& schedule, const char* name, simulated::Answers<Answer>& answers) {
    for (const Setting& each : schedule.settings)
        if (each.name == name) {
            answers.list.clear();
            for (const int answer : each.answers)
                answers.list.push_back(static_cast<Answer>(answer));
        }
}

} // namespace

ScheduledWorld::ScheduledWorld(const Schedule& schedule) : World(static_cast<Preset>(schedule.setting("machine"))) {
    const Ground& ground = ground_of(schedule);
    windows.becomes(ground.tree, ground.files);
    windows.names_effects = false;
    become(schedule);
    new_repair();
}

void ScheduledWorld::become(const Schedule& schedule) {
    Behaviour& b = windows.behaviour;
    take(schedule, "netsh", b.netsh_reset);
    take(schedule, "netsh-32", b.netsh_reset_32);
    take(schedule, "install", b.install);
    take(schedule, "update-component", b.update_component);
    take(schedule, "write-entries", b.write_entries);
    take(schedule, "uninstall", b.uninstall);
    take(schedule, "restart-request", b.restart);
    b.logged_on = static_cast<simulated::LoggedOn>(schedule.setting("logged-on"));
    b.system_restore = static_cast<simulated::SystemRestoreIs>(schedule.setting("system-restore"));
    b.blank_keys = static_cast<simulated::BlankKeys>(schedule.setting("blank-keys"));
    b.old_key_with_blank_keys = schedule.setting("old-key-with-blank-keys") == 1;
    b.old_key_by_installer = schedule.setting("old-key-by-installer") == 0;
    b.sockets_need_old_key = schedule.setting("sockets-need-old-key") == 1;
    b.install_brings_namespaces = schedule.setting("install-brings-name-spaces") == 0;
    b.install_needs_the_restart = schedule.setting("install-needs-the-restart") == 0;
    b.kernel_boot_moves = schedule.setting("kernel-boot-time") != 1;
    b.kernel_boot_given = schedule.setting("kernel-boot-time") != 2;
    static constexpr std::chrono::seconds services_start[] = {std::chrono::seconds(30), minutes(4), minutes(10)};
    b.services_start_in = services_start[schedule.setting("services-start")];
    b.sockets_ready_after = schedule.setting("sockets-ready") == 1 ? minutes(2) : minutes(0);
    b.layered_provider_comes_back = schedule.setting("vendor-comes-back-at-boot") == 1;
    static const std::set<std::string> services[] = {{}, {"nsi"}, {"dhcp"}};
    b.services_that_deny = services[schedule.setting("service-that-denies")];
    b.services_after_restart = services[schedule.setting("service-after-restart")];
    b.drivers_start_with_windows_only = schedule.setting("drivers-start-with-windows-only") == 1;
    if (const int again = schedule.setting("off-at-each-boot"))
        b.switched_off_at_boot = {words::switched_off[again]};
    if (schedule.setting("product") == 1)
        windows.identity.product = Product::DomainController;

    start_request_.kind = Request::Kind::Start;
    start_request_.restart_policy = static_cast<RestartPolicy>(schedule.setting("restart-policy"));
    start_request_.forced = schedule.setting("forced") == 1;
    start_request_.any_plan = schedule.setting("plan") == 0;
    if (const int named = schedule.setting("named-service"))
        start_request_.services = {words::named[named]};
    accepts_loss = schedule.setting("accept-loss") == 1;
    const int taken_out = schedule.setting("remove");
    if (taken_out & 1)
        start_request_.products.push_back(simulated::layered_dll);
    if (taken_out & 2)
        start_request_.products.push_back(simulated::name_dll);
    if (schedule.setting("plan") == 2)
        start_request_.plan = "another plan";
}

void ScheduledWorld::start() {
    ask(start_request_);
}

void ScheduledWorld::ask_for_the_way_back() {
    const bool without_tcpip = desk.view.phase == world::phases::without_tcpip;
    ask(world::request(without_tcpip ? Request::Kind::ReplaceRegistry : Request::Kind::Rollback));
}

void ScheduledWorld::look_at_the_time() {
    if (windows.behaviour.probe_cannot_run && windows.time() >= blind_until_[0])
        windows.behaviour.probe_cannot_run = false;
    if (windows.behaviour.files_cannot_be_seen && windows.time() >= blind_until_[1])
        windows.behaviour.files_cannot_be_seen = false;
}

// What Windows' tools do is no longer a fault; what they have done stays.
void ScheduledWorld::stop_faults() {
    Behaviour& b = windows.behaviour;
    b.netsh_reset = simulated::NetshReset::Works;
    b.netsh_reset_32 = simulated::NetshReset::OwnListOnly;
    every_way(b, simulated::Installer::Works);
    b.uninstall = simulated::Remover::Works;
    b.system_restore = simulated::SystemRestoreIs::On;
    b.restart = simulated::RestartAnswer::Happens;
    b.blank_keys = simulated::BlankKeys::AtBoot;
    b.probe_cannot_run = b.files_cannot_be_seen = b.layered_provider_comes_back = false;
    b.old_key_by_installer = b.install_brings_namespaces = true;
    b.services_that_deny.clear();
    windows.registry.troubles.clear();
    windows.folder.refusals.clear();
    calls.allow();
}

} // namespace netmend::sim
