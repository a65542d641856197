#include "tests/world/invariants.hpp"

#include <algorithm>
#include <string_view>
#include <utility>

#include "statemachine/backup/backup.hpp"
#include "statemachine/base/digest.hpp"
#include "statemachine/base/envelope.hpp"
#include "statemachine/base/limits.hpp"
#include "statemachine/planning/plan.hpp"
#include "tests/world/phases.hpp"
#include "tests/world/world.hpp"

namespace netmend::world {
namespace {

using simulated::Effect;
using simulated::Moment;

constexpr std::size_t number_size = 8; // of a checkpoint, before its text
constexpr int tool_runs_max = 40;      // both netsh, then every way of installing, three times after each extra restart
constexpr std::size_t compared_max = 2000;

// The keys of procedures, chapter 8: written down here once more, so that an error there is seen.
// clang-format off
constexpr const char* ours[] = {
    "winsock", "winsock2", "tcpip", "tcpip6", "netbt", "dhcp", "afd", "tdx", "nsiproxy", "nsi", "bfe",
    "dnscache", "nlasvc", "netprofm", "winhttpautoproxysvc", "iphlpsvc", "mpssvc", "lmhosts", "wlansvc",
    "lanmanserver\\linkage", "lanmanworkstation\\linkage"};
// clang-format on

bool is_ours(const std::string& path) {
    static const std::string services = simulated::folded(simulated::services_path) + "\\";
    const std::string name = simulated::folded(path);
    if (name.starts_with("software\\netmend\\writing "))
        return true; // the note that a marker in a catalog is netmend's own; it goes with the boot session
    return name.starts_with(services) && std::any_of(std::begin(ours), std::end(ours), [&](const char* key) {
               return simulated::is_at_or_below(std::string_view(name).substr(services.size()), key);
           });
}

constexpr std::string_view unverified = ".new"; // at the end of its name

bool is_backup(const std::string& name) {
    return name.starts_with("backup-") && !name.ends_with(unverified);
}

bool changes_the_machine(const Effect& effect) {
    const std::string_view port = effect.port, act = effect.act;
    return (port == "registry" && act != "flush") || port == "stack" || port == "services";
}

} // namespace

void Invariants::broken(const char* invariant, const std::string& what) {
    if (violations.size() < 20 && !excused.contains(invariant))
        violations.push_back({invariant, what + " (in " + world_.desk.view.phase + ")"});
}

// The newest whole checkpoint; null: there is none that this netmend may act upon.
const Checkpoint* Invariants::on_disk() {
    if (!disk_is_known_) {
        disk_is_known_ = true;
        on_disk_.reset();
        std::string newest;
        const auto number = [](const std::string& text) {
            return std::string(text.rend() - number_size, text.rend()); // little-endian: compares as text
        };
        for (const char* name : checkpoint_files) {
            const auto at = world_.windows.folder.files.find(name);
            if (at == world_.windows.folder.files.end())
                continue;
            const auto whole = unwrap(Content::Checkpoint, at->second, limits::checkpoint_bytes_max);
            if (whole && whole->version > checkpoint_version)
                return nullptr;
            if (whole && whole->payload.size() > number_size &&
                (newest.empty() || number(whole->payload) > number(newest)))
                newest = whole->payload;
        }
        if (!newest.empty())
            if (auto facts = load_text(newest.substr(number_size)))
                on_disk_ = std::move(*facts);
    }
    return on_disk_ ? &*on_disk_ : nullptr;
}

// What was read for it a moment ago is compared once more right after this: it is what was found.
void Invariants::before_record(const std::string& name) {
    const Tree& now = world_.windows.registry.now;
    if (is_backup(name))
        in_backups_[name] = now;
    if (world_.tcpip_is_out())
        return; // it goes on with what another one began
    if (name.starts_with("settings-"))
        world_.as_recorded = now;
    if (is_backup(name)) {
        world_.as_found = world_.in_backup = now;
        world_.backed_up = true;
        world_.catalog_is_others = world_.values_are_others = false;
    }
}

void Invariants::at_effect(Moment moment, const Effect& effect) {
    const std::string_view port = effect.port;
    if (port == "folder") {
        disk_is_known_ = false;
        if (effect.object.starts_with("checkpoint"))
            return; // no other file is touched by it
        if (moment == Moment::Before && std::string_view(effect.act) == "put_hive_back")
            before_last_net();
        watch_backups();
        if (moment == Moment::Before && effect.object.ends_with(unverified))
            before_record(effect.object.substr(0, effect.object.size() - unverified.size()));
        return;
    }
    if (moment == Moment::After)
        return;
    if (changes_the_machine(effect))
        before_change(std::string(effect.port) + " " + effect.act + " " + effect.object, effect);
    const bool forced = std::string_view(effect.act) == "force_restart";
    if (forced && world_.windows.behaviour.logged_on != simulated::LoggedOn::Nobody)
        broken("nobody-thrown-out", "a restart is forced");
    if (port == "power" && (forced || std::string_view(effect.act) == "ask_restart")) {
        const Checkpoint* facts = on_disk();
        const PhaseFacts* phase = facts ? phase_named(facts->phase) : nullptr;
        if (!phase || !phase->waits_for_restart() || facts->restart_policy != RestartPolicy::Auto)
            broken("restart-has-a-reason", "Windows is asked to restart and no restart is due");
    }
}

void Invariants::before_change(const std::string& what, const Effect& effect) {
    const Checkpoint* facts = on_disk();
    const View& view = world_.desk.view;
    if (!facts || facts->phase != view.phase)
        return broken("intent-first", what + ", and the disk says " + (facts ? facts->phase : "nothing"));
    // Without TCP/IP forward is the way back, also where something has damaged the backup since.
    const std::string_view act = effect.act;
    const bool takes_away = act == "uninstall_tcpip" || act.starts_with("erase");
    // These two rely on a record of their own: what a rung changes, and the settings.
    const bool by_difference = view.phase == phases::undoing_rung || view.phase == phases::giving_back_settings;
    if ((takes_away || view.way_back != WayBack::Stranded || !world_.backup_damaged) &&
        !(by_difference && world_.backup_damaged))
        check_backup(*facts, what);
    if (!facts->any_plan && facts->accepted_plan != id_of(facts->plan))
        broken("consent-first", what);
    const bool returning = view.way_back == WayBack::Returning;
    if (world_.windows.ports().power.safe_mode() && !returning)
        broken("safe-mode-rests", what);
    const SystemIdentity &was = facts->identity, &is = world_.windows.identity;
    if (!(was == is))
        broken("other-windows", what);
    if (std::string_view(effect.port) == "services" && act == "start")
        return;
    if (std::string_view(effect.port) == "stack") {
        if (++tool_runs_ > tool_runs_max + 2 * (world_.process_ends - ends_before_))
            broken("repeats-bounded", std::to_string(tool_runs_) + " runs of Windows' tools");
        return;
    }
    if (!is_ours(effect.object))
        broken("not-ours", what);
    const std::string path = simulated::folded(effect.object);
    const bool a_whole_key =
        path == simulated::folded(simulated::winsock_path) || path == simulated::folded(simulated::winsock2_path);
    // What a rung made anew, its undoing takes away again.
    if (is.major >= 6 && a_whole_key && !returning && act == "erase_tree" && world_.as_found.has(effect.object))
        broken("keys-kept-on-vista", what);
}

// A person has asked for it by name, and that is on the disk.
void Invariants::before_last_net() {
    const Checkpoint* facts = on_disk();
    if (!facts || facts->phase != phases::replacing_registry)
        return broken("intent-first",
                      std::string("the whole registry, and the disk says ") + (facts ? facts->phase : "nothing"));
    check_backup(*facts, "the whole registry");
}

void Invariants::check_backup(const Checkpoint& facts, const std::string& what) {
    const auto& files = world_.windows.folder.files;
    const auto at = files.find(facts.backup_name);
    if (at == files.end())
        return broken("backup-first", what + ", and there is no backup \"" + facts.backup_name + "\"");
    if (compared_ == facts.backup_digest && relied_on_.contains(facts.backup_name))
        return;
    if (digest_of(at->second) != facts.backup_digest)
        return broken("backup-first", what + ", and the backup is another one than the checkpoint says");
    compared_ = facts.backup_digest;
    relied_on_.insert(facts.backup_name);
    compare_backup(at->second, facts.backup_digest, at->first);
}

void Invariants::compare_backup(const Bytes& data, const std::string& digest, const std::string& name) {
    // Machines that are found alike share their registry and have equal backups: once for all of them is enough.
    static std::map<std::pair<std::string, const void*>, Tree> compared;
    const Tree& written = in_backups_[name];
    if (compared.contains({digest, written.image()}))
        return;
    const auto backup = decode_backup(data);
    if (!backup)
        return broken("backup-first", name + " cannot be read: " + backup.error().text);
    std::map<std::string, const RegistryValue*> held;
    for (const BackupKey& key : backup->keys)
        for (const RegistryValue& value : key.values)
            held[simulated::folded(key.path) + "\\" + simulated::folded(value.name)] = &value;
    std::size_t found = 0;
    const auto compare = [&](const std::string& path, const RegistryValue& value) {
        const std::string lower = simulated::folded(value.name);
        if (!is_ours(path) || lower.starts_with("dhcp"))
            return;
        ++found;
        const auto at = held.find(simulated::folded(path) + "\\" + lower);
        if (at == held.end())
            broken("backup-true", name + " lacks " + path + " " + value.name);
        else if (at->second->type != value.type || at->second->data != value.data)
            broken("backup-true", name + " has another value for " + path + " " + value.name);
    };
    written.each_value(simulated::services_path, compare);
    if (found != held.size())
        broken("backup-true",
               name + " holds " + std::to_string(held.size()) + " values, " + std::to_string(found) + " were there");
    if (violations.empty()) {
        if (compared.size() > compared_max)
            compared.clear();
        compared.emplace(std::pair(digest, written.image()), written);
    }
}

void Invariants::watch_backups() {
    // One that a disk's cache lost before anything was changed may be made again.
    std::erase_if(backups_, [&](const auto& known) {
        return !relied_on_.contains(known.first) && !world_.windows.folder.files.contains(known.first);
    });
    for (const auto& [name, data] : world_.windows.folder.files) {
        if (!is_backup(name))
            continue;
        const auto [at, is_new] = backups_.try_emplace(name, data);
        if (is_new || at->second == data)
            continue;
        if (!world_.backup_damaged)
            broken("backup-kept", name + " was replaced");
        at->second = data;
    }
}

// A phase that waits for a restart is left by one, or by somebody who asked for the way back. Who falls back to an
// older checkpoint may have made its restart already.
void Invariants::watch_restart(const Checkpoint& facts, bool fell_back) {
    const View& before = world_.desk.view;
    if (before.phase == facts.phase || fell_back)
        return;
    const PhaseFacts* phase = phase_named(facts.phase);
    const bool goes_back = phase && (phase->order == Order::PutBack || phase->way_back == WayBack::Settled);
    // What had not reached the disk when the process ended was never there.
    const bool was_there = before.waits_for_restart && on_disk() && on_disk()->phase == before.phase;
    if (was_there && !goes_back && world_.windows.boots == boots_when_asked_ && !world_.mark_lost)
        broken("restart-waited-for", "went on to " + facts.phase + " without one");
    boots_when_asked_ = world_.windows.boots;
}

void Invariants::changed(const Snapshot& snapshot) {
    const Checkpoint& facts = snapshot.checkpoint;
    if (!snapshot.has_repair)
        return;
    if (repairs_.insert(facts.repair_id).second) {
        note_lost_one();
        world_.new_repair();
        newest_repair_ = facts.repair_id;
        goes_on_with_another_ = world_.tcpip_is_out();
        if (!goes_on_with_another_)
            named_.clear();
        tool_runs_ = 0;
        ends_before_ = world_.process_ends;
        requests_before_ = world_.requests_made;
        auto_restarts_before_ = world_.windows.restarts_asked;
        refused_restarts_before_ = world_.windows.restarts_refused;
        continued = was_put_back_ = false;
    }
    was_put_back_ = was_put_back_ || facts.phase == phases::rolling_back;
    if (facts.phase == phases::rolling_back && world_.desk.view.phase != facts.phase)
        world_.catalog_is_others = world_.values_are_others = false; // all that is ours is looked at once more
    for (const auto* list : {&facts.plan.removed, &facts.accepted_loss})
        for (const std::string& name : *list)
            if (std::find(named_.begin(), named_.end(), name) == named_.end())
                named_.push_back(name);
    watch_restart(facts, std::exchange(world_.just_damaged, false));
    watch_rung(snapshot);
    // Whoever is there and asks begins to count anew: one way more, with what may be asked for beside it.
    constexpr int a_way = 1 + limits::extra_restarts_max + limits::restart_doubts_max;
    const int extra = (world_.requests_made - requests_before_) * a_way;
    if (facts.restarts_asked > limits::restarts_per_repair_max + extra)
        broken("restarts-bounded", std::to_string(facts.restarts_asked) + " restarts asked for");
}

} // namespace netmend::world
