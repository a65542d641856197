// Invariants that are looked at when the service wakes, when the repair rests, and when all has come to an end.
#include <algorithm>
#include <string_view>

#include "statemachine/base/envelope.hpp"
#include "statemachine/base/limits.hpp"
#include "tests/simulated/values.hpp"
#include "tests/world/lines.hpp"
#include "tests/world/phases.hpp"
#include "tests/world/services_left.hpp"
#include "tests/world/world.hpp"

namespace netmend::world {
namespace {

// What the DHCP client writes is nobody's to keep.
bool is_a_lease(const std::string& line) {
    return line.find(": value Dhcp") != std::string::npos;
}

// Settings for which there is no network card are kept in the record and named; nobody guesses whose they are. And what
// somebody took away from a card that is there comes anew with TCP/IP.
bool is_no_setting(const std::string& line) {
    return line.find(new_card) != std::string::npos ||
           (line.find(first_card) != std::string::npos && line.ends_with("only in the second"));
}

// Two values that only the backup has, beside the settings.
bool is_bind_value(const std::string& line) {
    return line.find("\\Linkage: value Bind ") != std::string::npos;
}

bool is_a_start_type(const std::string& line) {
    return line.ends_with(": value Start differs");
}

bool is_a_descriptor(const std::string& line) {
    return line.ends_with(": descriptor differs");
}

// A rung gives a service that was switched off its start type back, takes what does not exist out of its list, and
// adds rights that it has lost.
bool may_be_mended(const std::string& line) {
    return is_a_start_type(line) || line.ends_with(": value DependOnService differs") || is_a_descriptor(line);
}

bool is_winsock(const std::string& line) {
    return line.starts_with(simulated::winsock_path) || line.starts_with(simulated::winsock2_path);
}

// The place of a difference: what stands before how the two differ.
std::string place_of(const std::string& line) {
    for (const std::string_view how : {" only in the first", " only in the second", " differs"})
        if (line.ends_with(how))
            return line.substr(0, line.size() - how.size());
    return line;
}

} // namespace

void Invariants::before_waking() {
    disk_is_known_ = false;
    must_not_act_ = false;
    bool something = false, whole = false, newer = false;
    for (const char* name : checkpoint_files) {
        const auto at = world_.windows.folder.files.find(name);
        if (at == world_.windows.folder.files.end())
            continue;
        something = true;
        const auto content = unwrap(Content::Checkpoint, at->second, limits::checkpoint_bytes_max);
        whole = whole || content;
        newer = newer || (content && content->version > checkpoint_version);
    }
    must_not_act_ = something && (!whole || newer);
    repairs_before_waking_ = repairs_.size();
    note_before_look(world_.desk.view.phase);
}

void Invariants::after_waking() {
    if (!must_not_act_ || !world_.is_awake())
        return;
    must_not_act_ = false;
    if (repairs_.size() > repairs_before_waking_)
        return; // somebody has asked for a new one
    if (world_.desk.view.has_repair)
        broken("damaged-checkpoint", "woke into a repair");
    else if (world_.desk.view.set_aside == 0)
        broken("damaged-checkpoint", "is not reported");
}

void Invariants::at_rest(const Checkpoint& facts) {
    const View& view = world_.desk.view;
    if (!view.over)
        return;
    rested_in.insert(view.phase);
    newest_settled_ = view.way_back == WayBack::Settled;
    // Unless the repair that asked for it was lost, or a boot session could not be told from the next.
    if (world_.windows.our_restart_is_under_way() && !world_.checkpoint_damaged && !world_.mark_lost)
        broken("restart-has-a-reason", "a restart is under way and nothing follows");
    if (view.needs_person && view.phase != phases::unproven && !world_.disturbed && !world_.tools_fail)
        broken("rests-for-a-reason", facts.trouble);
    const bool unseen = world_.blinded || world_.backup_damaged; // a reset is judged by what stood in the backup
    if (view.phase == phases::unproven && !unseen && !world_.has_dns_switched_off() && !has_service_kept_off(world_))
        broken("rests-for-a-reason", facts.trouble);
    if (view.phase == phases::kept_as_is && !world_.other_windows)
        broken("rests-for-a-reason", facts.trouble);
}

void Invariants::at_end(const Checkpoint& facts) {
    const View& view = world_.desk.view;
    if (world_.bugs() != 0)
        broken("no-bug", std::to_string(world_.bugs()) + " events had no row; " +
                             (facts.events.empty() ? "" : facts.events.back()));
    const int refused = world_.windows.restarts_refused - refused_restarts_before_;
    const int accepted = world_.windows.restarts_asked - auto_restarts_before_ - refused;
    const int bound = limits::restarts_per_repair_max + limits::restart_reminders_max + world_.requests_made -
                      requests_before_ + world_.process_ends - ends_before_;
    if (accepted > bound * limits::restarts_overdue_max || refused > bound * limits::restart_refusals_max)
        broken("restarts-bounded", "Windows was asked " + std::to_string(accepted + refused) + " times to restart");
    if (!view.has_repair)
        return;
    if (!view.over)
        return broken("ends", "it does not come to rest");
    check_told(facts);
    check_others();
    if (world_.other_windows)
        return; // whatever it was, nothing may be touched, and at_effect sees to that
    if (view.phase == phases::repaired)
        check_repaired(facts);
    else if (view.way_back == WayBack::Settled && !world_.backup_damaged)
        check_as_found(facts);
    else if (view.way_back != WayBack::Settled && !world_.backup_damaged && !world_.something_is_in_the_way())
        broken("ends", "nothing is in the way any more, and a person is still needed: " + facts.trouble);
}

// Windows writes blank keys where there are none, and nobody can stop it.
bool Invariants::wrote_itself(const Tree& wanted, const char* key) const {
    const Tree& now = world_.windows.registry.now;
    const bool is_catalogs = std::string_view(key) == simulated::winsock2_path;
    if (wanted.has(is_catalogs ? simulated::protocols_path : key)) // what a cut left of WinSock2 has none either
        return false;
    return is_catalogs ? simulated::is_blank(now, world_.windows.identity.x64)
                       : simulated::list_at(now, std::string(key) + "\\Parameters", "Transports").empty();
}

void Invariants::note_lost_one() {
    if (newest_repair_.empty() || newest_settled_ || !world_.checkpoint_damaged)
        lost_ones_found_.clear();
    else
        lost_ones_found_.push_back(world_.as_found);
    newest_settled_ = false;
}

// What a repair wrote whose checkpoints were lost, and had not flushed, a power cut may take after the next one has
// looked. Where that one changes nothing nobody is to write it again: at this place it is then, exactly, as the lost
// one had found it. (At a key: with all below.)
bool Invariants::is_as_lost_one_found(const std::string& line) const {
    const std::string place = place_of(line), below = place.substr(0, place.size() - 1) + "\\";
    return std::any_of(lost_ones_found_.begin(), lost_ones_found_.end(), [&](const Tree& found) {
        const auto others = found.differences(world_.windows.registry.now, simulated::services_path);
        return std::none_of(others.begin(), others.end(), [&](const std::string& other) {
            return place_of(other) == place || (place.ends_with(":") && other.starts_with(below));
        });
    });
}

// What the repair that was lost had relied on is there for a person.
void Invariants::check_kept() {
    for (const std::string& name : relied_on_)
        if (!world_.windows.folder.files.contains(name))
            broken("as-found", name + " is not there any more");
}

void Invariants::check_as_found(const Checkpoint& facts) {
    const auto has_been = [&](const char* phase) {
        return std::find(facts.path.begin(), facts.path.end(), phase) != facts.path.end();
    };
    const bool changed = relied_on_.contains(facts.backup_name), put_back = has_been(phases::rolling_back);
    if (goes_on_with_another_ && !changed && world_.windows.tcpip_is_installed())
        return check_kept(); // it came in by itself, with what Windows gave it
    // One whose checkpoints came back after another repair had begun puts back what it had found itself.
    const Tree& as_found =
        changed && facts.repair_id != newest_repair_ ? in_backups_[facts.backup_name] : world_.as_found;
    const Tree& values = changed && put_back ? as_found : world_.as_others_left;
    const Tree& catalogs = changed ? as_found : world_.as_others_left;
    // Where a restart cannot be told, what a tool has promised for the next start comes after the comparison.
    const bool no_sign = world_.mark_lost && world_.shows_after_restart && !world_.kernel_tells_boots();
    // Where the last look found nothing to put back nobody compares after the next start.
    const bool compared_at_last = facts.path.size() >= 2 && facts.path.end()[-2] == phases::confirming_rollback;
    const bool vendor_wrote = world_.vendor_at_boot && !compared_at_last;
    const Tree& now = world_.windows.registry.now;
    const bool taken_out = has_been(phases::restart_without_tcpip);
    for (const auto& line : values.differences(now, simulated::services_path))
        if (!is_winsock(line) && !is_nobodys_to_keep(line, facts, taken_out) && !world_.values_are_others &&
            !(!changed && is_as_lost_one_found(line))) // who has changed something has compared it
            broken("as-found", line);
    for (const auto& line : catalogs.differences(now, simulated::services_path)) {
        if (!is_winsock(line) || simulated::is_writers_marker(line) || is_serial(line))
            continue;
        const char* key =
            line.starts_with(simulated::winsock2_path) ? simulated::winsock2_path : simulated::winsock_path;
        // Where this repair changed nothing: a vendor that writes at each start did, or an earlier repair that was
        // lost.
        const bool earlier_ones = !changed && (world_.vendor_at_boot || repairs_.size() > 1);
        if (!world_.catalog_is_others && ((changed && put_back) || (!world_.others_wrote_catalogs && !earlier_ones)) &&
            !vendor_wrote && !no_sign && !wrote_itself(catalogs, key))
            broken("as-found", line);
    }
}

// What goes with TCP/IP and comes anew with it: leases, and settings that somebody else took away or brought.
bool Invariants::is_nobodys_to_keep(const std::string& line, const Checkpoint& facts, bool taken_out) const {
    // A card that came in mid-repair has inherited what a rung allowed above it, as it would have before the damage.
    const bool on_new_card = line.ends_with("descriptor differs") && line.find(new_card) != std::string::npos;
    return on_new_card || is_by_product(world_, line) ||
           (is_a_lease(line) && (goes_on_with_another_ || takes_tcpip_away(facts))) ||
           (is_no_setting(line) && world_.others_wrote && taken_out);
}

void Invariants::check_others() {
    for (const auto& line : world_.as_others_left.differences(world_.windows.registry.now, simulated::unrelated_path))
        broken("not-ours", line);
}

void Invariants::check_repaired(const Checkpoint& facts) {
    // The only checkpoint of a way back was damaged: the one before it says "repaired", and status says that one was
    // set aside.
    if (world_.checkpoint_damaged && was_put_back_)
        return;
    const Tree& now = world_.windows.registry.now;
    const bool by_rungs = world_.windows.identity.major >= 6;
    if (!world_.catalog_is_others) {
        // What somebody has switched off since then is told.
        const bool is_told = world_.driver && !world_.driver->snapshot().set_again.empty();
        if (!world_.windows.sockets_work() && !(is_told && has_service_kept_off(world_)))
            broken("repaired-works", "sockets do not work");
        const bool x64 = world_.windows.identity.x64;
        const auto there = simulated::third_party_dlls(now, x64);
        const auto were = simulated::third_party_dlls(world_.as_found, x64); // not what others took before the backup
        for (const auto& dll : simulated::third_party_dlls(world_.as_begun, x64))
            // Nobody puts back what others take in mid-repair; the articles' procedures name them all before.
            if (!(by_rungs && world_.others_wrote_catalogs) && world_.windows.files.count(dll) &&
                std::find(were.begin(), were.end(), dll) != were.end() &&
                std::find(there.begin(), there.end(), dll) == there.end() && !names(named_, dll))
                broken("third-parties", dll + " is lost, and the plan did not name it");
    }
    // What was recorded is given back, also over what others have changed since; or it was left as they changed it.
    const auto differs_from = [&](const Tree& tree, const std::string& line) {
        const auto lines = tree.differences(now, simulated::services_path);
        return std::find(lines.begin(), lines.end(), line) != lines.end();
    };
    check_start_types(facts);
    if (!world_.values_are_others)
        for (const auto& line : world_.as_others_left.differences(now, simulated::services_path))
            if (!is_winsock(line) && !(by_rungs && may_be_mended(line)) &&
                !is_nobodys_to_keep(line, facts, takes_tcpip_away(facts)) &&
                !(world_.backup_damaged && is_bind_value(line)) && differs_from(world_.as_found, line) &&
                differs_from(world_.as_recorded, line))
                broken("settings-equal", line);
    // Without TCP/IP forward is the way back, and whoever cancels there is told so.
    const bool was_stranded = std::any_of(facts.path.begin(), facts.path.end(), [](const std::string& name) {
        const PhaseFacts* phase = phase_named(name);
        return phase && phase->way_back == WayBack::Stranded;
    });
    if (facts.cancel_noted && !continued && !was_stranded)
        broken("cancel-kept", "a cancel was noted, and it ends repaired");
}

void Invariants::check_told(const Checkpoint& facts) {
    const auto& history = world_.windows.history;
    const auto lines = std::count_if(history.begin(), history.end(), [&](const std::string& line) {
        return line.find(facts.repair_id) != std::string::npos && line.find(facts.phase) != std::string::npos;
    });
    if (lines == 0 || world_.windows.told.empty())
        broken("told", facts.phase + " was not told");
    const int ways_there = 1 + world_.process_ends - ends_before_ + world_.requests_made - requests_before_;
    if (lines > ways_there)
        broken("told", facts.phase + " stands " + std::to_string(lines) + " times in the history");
}

} // namespace netmend::world
