// clang-format off
// What must hold of every repair, whatever happens to it; each has a name that a failing run prints. Most are looked at
// after every effect, at a cost that does not grow with the repair's history; the rest when all has come to an end.
//
//   intent-first          no change of the machine without a checkpoint on the disk that names the phase which wants it
//   backup-first          nor without the backup on the disk, whole, that the checkpoint names
//   backup-true           which holds what was found, value by value
//   backup-kept           and is never replaced, nor any other backup
//   consent-first         nor without the person's consent to this very plan
//   not-ours              no write beside the keys that netmend answers for
//   keys-kept-on-vista    on Vista and later the two keys are never deleted
//   safe-mode-rests       in safe mode only the way back works
//   other-windows         on another Windows or machine nothing is changed
//   damaged-checkpoint    what is damaged or from the future is set aside, reported and never acted upon
//   restart-has-a-reason  a restart is asked for only where the phase goes on after it; none is under way at the end
//   restart-waited-for    and such a phase is left by a true restart of Windows
//   nobody-thrown-out     it is forced only where Windows says that nobody is logged on, disconnected sessions included
//   restarts-bounded      restarts asked for stay within limits.hpp, whatever people ask for beside
//   repeats-bounded       so do the runs of Windows' own tools
//   as-found              rolled back, cancelled, unchanged: it is as it was found, one more restart later, too
//   repaired-works        repaired: sockets carry data
//   settings-equal        repaired: beside the two keys everything is as it was
//   only-what-was-off     a start type is changed only where the service was switched off
//   policy-kept           never where a policy switches it off
//   only-what-was-named   and what the network lives without only where a person named it
//   rights-only-given-back a descriptor keeps what it says, and gets only what a sound machine has there
//   undone-rung-is-gone   a rung that did not help has left nothing behind when the next one begins
//   named-is-done         repaired: products that a person named are out of the catalogs, and services are on, or told
//   third-parties         repaired: healthy providers of others are there unless the plan named them
//   cancel-kept           who cancelled is not told "repaired", unless it was repaired already
//   told                  the outcome was told, and stands in the history once for each time the process got there
//   rests-for-a-reason    a person is asked only where something was in the way
//   ends                  when faults stop, every repair ends
//   no-bug                no event came without a row, nor anything else of statemachine/base/joint.hpp
// clang-format on
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "statemachine/driver.hpp"
#include "tests/simulated/effects.hpp"
#include "tests/simulated/tree.hpp"

namespace netmend::world {

using simulated::Tree;

class World;

struct Violation {
    const char* invariant;
    std::string what;
    bool operator==(const Violation& other) const {
        return std::string_view(invariant) == other.invariant && what == other.what;
    }
};

class Invariants {
  public:
    explicit Invariants(World& world) : world_(world) {}

    void at_effect(simulated::Moment moment, const simulated::Effect& effect);
    void changed(const Snapshot& snapshot);
    void before_waking();
    void after_waking();
    void at_rest(const Checkpoint& facts); // what a person may be left with
    void at_end(const Checkpoint& facts);  // for now nothing more will happen
    void broken(const char* invariant, const std::string& what);

    std::vector<Violation> violations;
    std::set<std::string> excused; // by name: what a story breaks itself, and says why
    std::set<std::string> rested_in;
    bool continued = false; // a person asked to verify again

  private:
    void before_last_net();
    void before_record(const std::string& name); // of the settings, or the backup
    void before_change(const std::string& what, const simulated::Effect& effect);
    void check_backup(const Checkpoint& facts, const std::string& what);
    void compare_backup(const Bytes& data, const std::string& digest, const std::string& name);
    void watch_backups();
    void check_kept();
    void watch_restart(const Checkpoint& facts, bool fell_back);
    void watch_rung(const Snapshot& snapshot);
    void note_before_look(const std::string& phase);
    void check_named(const Checkpoint& facts, const std::vector<std::string>& told);
    bool wrote_itself(const Tree& wanted, const char* key) const;
    void check_as_found(const Checkpoint& facts);
    void check_repaired(const Checkpoint& facts);
    void check_told(const Checkpoint& facts);
    void check_start_types(const Checkpoint& facts);
    void check_others();
    void note_lost_one();
    bool is_as_lost_one_found(const std::string& line) const;
    bool is_nobodys_to_keep(const std::string& line, const Checkpoint& facts, bool taken_out) const;
    const Checkpoint* on_disk();

    World& world_;
    bool disk_is_known_ = false;
    std::optional<Checkpoint> on_disk_;
    std::map<std::string, Bytes> backups_;   // as first seen
    std::map<std::string, Tree> in_backups_; // what was there when each was written
    std::vector<std::string> named_;         // to be removed, by this repair or by one that it goes on with
    std::set<std::string> relied_on_;        // by a change that was made
    std::optional<Tree> before_rung_;        // what a rung of the ladder found
    int others_before_rung_ = 0, others_before_look_ = 0;
    std::string compared_; // the backup whose content was compared
    int boots_when_asked_ = 0, tool_runs_ = 0, ends_before_ = 0, requests_before_ = 0;
    int auto_restarts_before_ = 0, refused_restarts_before_ = 0;
    std::set<std::string> repairs_;
    std::string newest_repair_;
    bool newest_settled_ = false;
    std::vector<Tree> lost_ones_found_; // by repairs whose checkpoints were lost before they had settled
    std::size_t repairs_before_waking_ = 0;
    bool must_not_act_ = false;
    bool was_put_back_ = false;         // the way back of this repair has begun, whatever its checkpoint became
    bool goes_on_with_another_ = false; // which took TCP/IP out, and whose checkpoint was lost
};

} // namespace netmend::world
