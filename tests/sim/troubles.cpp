// Acts of a schedule that change or refuse something: calls, files, values of others, another Windows.
#include <algorithm>

#include "statemachine/base/envelope.hpp"
#include "statemachine/saved/vault.hpp"
#include "tests/sim/scheduled_world.hpp"
#include "tests/simulated/values.hpp"

namespace netmend::sim {
namespace {

constexpr ErrorKind kinds[] = {ErrorKind::AccessDenied, ErrorKind::Busy, ErrorKind::TimedOut, ErrorKind::Failed,
                               ErrorKind::DiskFull};
constexpr const char* tcpip = "SYSTEM\\CurrentControlSet\\Services\\Tcpip";
constexpr const char* parameters = "SYSTEM\\CurrentControlSet\\Services\\Tcpip\\Parameters";
constexpr const char* places[] = {"", simulated::winsock_path, simulated::winsock2_path, tcpip};
constexpr int reads_only = 1, done_all_the_same = 3, only_pretended = 4;

std::string card(const char* guid) {
    return std::string(parameters) + "\\Interfaces\\" + guid;
}

bool is_checkpoint(const std::string& name) {
    return std::find(std::begin(world::checkpoint_files), std::end(world::checkpoint_files), name) !=
           std::end(world::checkpoint_files);
}

bool is_meant(const std::string& name, int what) {
    return what == 0   ? name == "checkpoint"
           : what == 1 ? name == "checkpoint.previous"
           : what == 2 ? is_checkpoint(name)
                       : name.starts_with("backup-") && !name.ends_with(".new");
}

// Flipped, cut off, empty, or from a newer netmend; what is no checkpoint at all has no version to change.
Bytes damaged(const Bytes& data, int how, int byte) {
    Bytes out = data;
    const std::size_t at = data.empty() ? 0 : static_cast<std::size_t>(byte) % data.size();
    if (how == 4)
        if (const auto whole = unwrap(Content::Checkpoint, data, data.size()))
            return wrap(Content::Checkpoint, whole->version + 1, whole->payload);
    if (how == 1)
        out.resize(at);
    else if (how == 2)
        out.clear();
    else if (!out.empty())
        out[at] ^= 0x40;
    return out;
}

} // namespace

void ScheduledWorld::refuse_registry(const Happening& h) {
    simulated::Trouble trouble;
    trouble.kind = kinds[h.with[0]];
    trouble.below = places[h.with[1]];
    trouble.reads = h.with[2] == 0 || h.with[2] == reads_only;
    trouble.writes = h.with[2] != reads_only;
    trouble.after_effect = h.with[2] == done_all_the_same;
    trouble.pretended = h.with[2] == only_pretended;
    trouble.times = h.with[3] == 0 ? -1 : h.with[3]; // for ever: until the faults stop
    windows.registry.troubles.push_back(trouble);
}

void ScheduledWorld::refuse_folder(const Happening& h) {
    simulated::StateFolder::Refusal refusal;
    refusal.kind = kinds[h.with[0]];
    refusal.reads = h.with[1] == 0 || h.with[1] == reads_only;
    refusal.writes = h.with[1] != reads_only;
    refusal.after_effect = h.with[1] == done_all_the_same;
    refusal.times = 1 + h.with[2]; // a full disk is waited for without end, so it has one
    windows.folder.refusals.push_back(refusal);
    blinded = blinded || refusal.reads; // what a reset has left is judged by what stood there before it
}

void ScheduledWorld::refuse_call(const Happening& h) {
    calls.refuse(h.with[1], 1 + h.with[2], kinds[h.with[0]]); // bounded: a service that cannot wake is started again
    blinded = true;
}

void ScheduledWorld::change_outside(int what) {
    using simulated::text;
    const std::string value = "changed by somebody else";
    switch (what) {
    case 0:
        return others_write(
            false, [&](Tree& tree) { tree.set(simulated::unrelated_path, text("Setting", value)); }, true);
    case 1:
        return others_write(
            false, [&](Tree& tree) { tree.set(parameters, text("Domain", value)); }, false);
    case 2: // a connection that came later is not ours
        return others_write(
            false, [&](Tree& tree) { tree.set(card(world::new_card), simulated::number("EnableDHCP", 1)); }, true);
    default: // one that the backup does not have is not put back
        return others_write(
            false, [&](Tree& tree) { tree.erase_tree(card(world::first_card)); },
            backed_up && !in_backup.has(card(world::first_card)));
    }
}

// What others had written, a cut may have taken again.
void ScheduledWorld::forget_lost_edits() {
    const Tree& now = windows.registry.now;
    const auto domain = now.value(parameters, "Domain");
    if (domain)
        as_others_left.set(parameters, *domain);
    // The backup has what they had written; a flush that was only pretended lets it go after the last look, too.
    if (flush_pretended && nobody_looks_again() && domain != as_found.value(parameters, "Domain"))
        values_are_others = true;
    // A connection that the backup has is put back, whoever took it; one that came later is not ours.
    for (const char* each : {world::first_card, world::new_card}) {
        as_others_left.replace_by(now, card(each));
        if (!(backed_up ? in_backup : as_found).has(card(each)))
            as_found.replace_by(now, card(each));
    }
    for (Tree* tree : {&as_others_left, &as_found})
        tree->replace_by(now, simulated::unrelated_path);
}

void ScheduledWorld::put_restore_point_back() {
    for (const char* key : {simulated::winsock_path, simulated::winsock2_path})
        windows.registry.now.replace_by(as_found, key);
    others_write(/*catalog=*/true, [](Tree&) {}, /*edits_found=*/false);
}

void ScheduledWorld::go_blind(int to, int minutes) {
    (to == 0 ? windows.behaviour.probe_cannot_run : windows.behaviour.files_cannot_be_seen) = true;
    blind_until_[static_cast<std::size_t>(to)] = windows.time() + std::chrono::minutes(minutes);
}

void ScheduledWorld::damage_files(int what, int how, int byte) {
    damage([what](const std::string& name) { return is_meant(name, what); },
           [how, byte](const Bytes& data) {
               return how == 3 ? std::optional<Bytes>() : std::optional(damaged(data, how, byte));
           });
}

// A newer netmend was put there, left the repair in a phase that this one does not know, and is gone again.
void ScheduledWorld::update_netmend() {
    if (!desk.view.has_repair || desk.view.over)
        return;
    const auto refusals = std::exchange(windows.folder.refusals, {});
    windows.effects.hook = nullptr;
    Vault vault(windows.folder);
    if (const auto loaded = vault.load(checkpoint_version, "stamp"); loaded && !loaded->payload.empty())
        if (auto facts = load_text(loaded->payload)) {
            facts->phase = "later/unknown-phase";
            if (!vault.save(checkpoint_version, save_text(*facts)))
                disturbed = true;
        }
    windows.announce_effects();
    windows.folder.refusals = refusals;
}

void ScheduledWorld::change_windows(int what) {
    other_windows = true;
    if (what == 0)
        ++windows.identity.service_pack;
    else if (what == 1)
        ++windows.identity.build;
    else
        windows.identity.machine_id = "another-machine";
}

} // namespace netmend::sim
