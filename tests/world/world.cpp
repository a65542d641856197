#include "tests/world/world.hpp"

#include <algorithm>

#include "statemachine/planning/plan.hpp"
#include "statemachine/planning/planning.hpp"
#include "statemachine/winsock/catalog.hpp"
#include "tests/simulated/catalog.hpp"
#include "tests/simulated/faults.hpp"
#include "tests/world/phases.hpp"
#include "tests/world/services_left.hpp"

namespace netmend::world {
namespace {

using simulated::Behaviour;
using simulated::Moment;
using std::chrono::minutes;

constexpr int wakings_tried = 5;

template<class Answer> bool may(const simulated::Answers<Answer>& answers, Answer answer) {
    return std::find(answers.list.begin(), answers.list.end(), answer) != answers.list.end();
}

template<class Answer> bool all_are(const simulated::Answers<Answer>& answers, Answer answer) {
    return std::all_of(answers.list.begin(), answers.list.end(), [&](const Answer& each) { return each == answer; });
}

bool all_tools_work(const Behaviour& b) {
    using simulated::Installer;
    return all_are(b.netsh_reset, simulated::NetshReset::Works) &&
           all_are(b.netsh_reset_32, simulated::NetshReset::OwnListOnly) && all_are(b.install, Installer::Works) &&
           all_are(b.update_component, Installer::Works) && all_are(b.write_entries, Installer::Works) &&
           all_are(b.uninstall, simulated::Remover::Works);
}

// Into the driver's own key, on a Windows 2000 that nothing ever happened to.
bool has_all_that_setup_writes(const simulated::Windows& windows) {
    static const std::string service = std::string(simulated::services_path) + "\\Tcpip";
    static const RegistryKey as_set_up = *simulated::healthy_registry(simulated::Preset::Windows2000).read(service);
    return std::all_of(as_set_up.values.begin(), as_set_up.values.end(), [&](const RegistryValue& value) {
        return windows.registry.now.value(service, value.name).has_value();
    });
}

} // namespace

Request request(Request::Kind kind) {
    Request out;
    out.kind = kind;
    return out;
}

void Desk::changed(const Snapshot& snapshot) {
    before_change(snapshot);
    const PhaseFacts* phase = phase_named(snapshot.checkpoint.phase);
    view.has_repair = snapshot.has_repair;
    view.told = snapshot.checkpoint.told;
    view.safe_mode = snapshot.safe_mode;
    view.waits_for_restart = snapshot.has_repair && phase && phase->waits_for_restart();
    view.way_back = phase ? phase->way_back : WayBack::Settled;
    const bool has_outcome = snapshot.has_repair && phase && phase->order == Order::TellOutcome;
    view.over = has_outcome && snapshot.checkpoint.told;
    view.needs_person = view.over && view.way_back != WayBack::Settled;
    view.phase = snapshot.checkpoint.phase;
    view.set_aside = snapshot.set_aside.size();
    after_change(snapshot);
}

World::World(simulated::Preset preset, simulated::Fault fault)
    : windows(preset, fault), calls(windows.ports()), ports_(calls.ports()), identity_begun_(windows.identity) {
    windows.registry_came_back = [this] { as_found = as_others_left = windows.registry.now; };
    windows.at_effect = [this](Moment moment, int effect, const simulated::Effect& what) {
        at_effect(moment, effect, what);
    };
    desk.before_change = [this](const Snapshot& snapshot) { watch.changed(snapshot); };
    desk.after_change = [this](const Snapshot& snapshot) {
        if (on_change)
            on_change(snapshot);
        look_around();
    };
    new_repair();
}

void World::at_effect(Moment moment, int effect, const simulated::Effect& what) {
    if (effect > effects_max)
        throw NeverEnds("it does not end; it is in " + desk.view.phase);
    watch.at_effect(moment, what);
    if (on_effect)
        on_effect(moment, effect, what);
    look_around();
}

// What has been done to the simulated Windows in the meantime.
void World::look_around() {
    const Behaviour& b = windows.behaviour;
    blinded = blinded || b.probe_cannot_run || b.files_cannot_be_seen;
    for (const simulated::Trouble& trouble : windows.registry.troubles) {
        // What is seen to be mended must reach the disk, too.
        const bool flush = trouble.writes && !trouble.pretended && trouble.below.empty();
        blinded = blinded || trouble.reads || flush;
        flush_pretended = flush_pretended || trouble.pretended;
        disturbed = true;
    }
    disturbed = disturbed || !windows.folder.refusals.empty();
}

bool World::something_is_in_the_way() const {
    const Behaviour& b = windows.behaviour;
    return b.probe_cannot_run || b.files_cannot_be_seen || !all_tools_work(b) || !windows.registry.troubles.empty() ||
           !windows.folder.refusals.empty() || calls.refuses() || has_dns_switched_off() || has_service_kept_off(*this);
}

bool World::tcpip_is_out() const {
    return !windows.tcpip_is_installed() || (windows.preset == simulated::Preset::Windows2000 && checkpoint_damaged &&
                                             !has_all_that_setup_writes(windows));
}

bool World::has_dns_switched_off() const {
    constexpr std::uint32_t ns_dns = 12;
    for (const int bits : simulated::bitnesses(windows.identity))
        for (const simulated::NameSpace& each : simulated::namespaces(windows.registry.now, bits, windows.identity.x64))
            if (each.id == ns_dns && each.enabled == 0)
                return true;
    return false;
}

// One that finds TCP/IP taken out goes on with what another one began, whose checkpoint was lost.
void World::new_repair() {
    const Behaviour& b = windows.behaviour;
    using simulated::Installer;
    shows_after_restart = shows_after_restart || may(b.netsh_reset, simulated::NetshReset::AfterRestart) ||
                          may(b.netsh_reset_32, simulated::NetshReset::AfterRestart) ||
                          may(b.install, Installer::AfterRestart) || may(b.update_component, Installer::AfterRestart) ||
                          may(b.write_entries, Installer::AfterRestart);
    tools_fail = tools_fail || !all_tools_work(b);
    vendor_at_boot = vendor_at_boot || b.layered_provider_comes_back;
    if (tcpip_is_out())
        return;
    identity_begun_ = windows.identity;
    others_wrote_catalogs = false;
    as_begun = as_recorded = as_found = as_others_left = windows.registry.now;
    backed_up = catalog_is_others = values_are_others = false;
}

void World::ask(const Request& what) {
    desk.requests.push_back(what);
    if (what.kind == Request::Kind::Consent && what.plan.empty() && driver)
        desk.requests.back().plan = id_of(driver->snapshot().checkpoint.plan);
    if (accepts_loss && (what.kind == Request::Kind::Consent || what.kind == Request::Kind::Start))
        desk.requests.back().accepted_loss = loss_now();
    watch.continued = watch.continued || what.kind == Request::Kind::Continue;
    ++requests_made;
}

// As the command line shows it, which looks for itself.
std::vector<std::string> World::loss_now() {
    simulated::Effects nobodys;
    simulated::Registry registry(nobodys);
    registry.now = windows.registry.now;
    const auto catalogs = winsock::read_catalogs(registry, windows.identity.x64);
    try {
        return catalogs ? others_in(*catalogs, ports_.system).healthy : std::vector<std::string>();
    } catch (const simulated::Ended&) { // nobody looks at a machine that is off
        return {};
    }
}

bool World::wake_service() {
    if (!driver) {
        driver = std::make_unique<Driver>(ports_, desk, desk);
        awake_ = false;
    }
    for (int tries = 0; !awake_ && tries < wakings_tried; ++tries) {
        awake_ = driver->wake().has_value();
        if (!awake_)
            windows.pass(minutes(1));
    }
    if (awake_ && catalog_changed_while_off_)
        note_catalog_change();
    return awake_;
}

void World::serve() {
    look_around();
    other_windows = other_windows || (desk.view.has_repair && !(windows.identity == identity_begun_));
    if (!is_awake())
        watch.before_waking();
    try {
        if (wake_service()) {
            driver->run();
            if (desk.stop)
                end_process();
            desk.stop = false;
        }
    } catch (const simulated::Ended& ended) {
        boot_after_end(ended);
        desk.stop = false;
    }
    watch.after_waking();
    if (is_awake() && desk.view.over)
        watch.at_rest(driver->snapshot().checkpoint);
}

void World::boot_after_end(const simulated::Ended&) {
    end_process();
    windows.boot();
    note_vendor_at_boot();
}

void World::end_process() {
    if (driver)
        bugs_ += driver->bugs();
    driver.reset();
    desk.requests.clear(); // what was asked for and not taken is gone with the process
    awake_ = false;
    ++process_ends;
}

void World::restart(simulated::BootOptions options) {
    end_process();
    windows.restart(options);
    note_vendor_at_boot();
}

void World::benign() {
    if (desk.view.safe_mode || desk.view.waits_for_restart)
        return restart();
    if (desk.view.phase == phases::awaiting_consent)
        return ask(request(Request::Kind::Consent));
    windows.pass(minutes(2));
}

void World::lose_mark() {
    mark_lost = true;
    windows.lose_volatile_key();
}

// What was there before the backup is part of what was found; later on only what netmend does not own is. After the
// last comparison nobody puts anything back.
void World::others_write(bool catalog, const std::function<void(Tree&)>& edit, bool edits_found) {
    ++others_acts_;
    edit(windows.registry.now);
    windows.registry.remember();
    edit(as_others_left);
    (catalog ? others_wrote_catalogs : others_wrote) = true;
    if (edits_found || !backed_up)
        edit(as_found);
    if (!catalog)
        values_are_others = values_are_others || (nobody_looks_again() && !edits_found);
    else if (is_awake())
        note_catalog_change();
    else
        catalog_changed_while_off_ = true; // which phase it meets shows when the service wakes
    if (catalog)
        durable_when_others_wrote_ = windows.registry.times_durable();
}

void World::note_catalog_change() {
    catalog_changed_while_off_ = false;
    catalog_is_others = catalog_is_others || nobody_looks_again() || !backed_up;
}

void World::note_vendor_at_boot() {
    if (windows.behaviour.layered_provider_comes_back)
        durable_when_others_wrote_ = windows.registry.times_durable();
}

bool World::nobody_looks_again() const {
    const WayBack way_back = desk.view.way_back;
    return way_back == WayBack::Returning || way_back == WayBack::Settled || desk.view.needs_person ||
           way_back == WayBack::Finishing;
}

void World::damage(const std::function<bool(const std::string&)>& is_meant,
                   const std::function<std::optional<Bytes>(const Bytes&)>& change) {
    auto& files = windows.folder.files;
    for (auto at = files.begin(); at != files.end();) {
        if (!is_meant(at->first)) {
            ++at;
            continue;
        }
        checkpoint_damaged = checkpoint_damaged || at->first.starts_with("checkpoint");
        backup_damaged = backup_damaged || at->first.starts_with("backup-");
        disturbed = just_damaged = true;
        windows.pass(std::chrono::seconds(1));
        std::optional<Bytes> left = change(at->second);
        if (left)
            (at++)->second = *std::move(left);
        else
            at = files.erase(at);
    }
}

} // namespace netmend::world
