// One simulated machine with the service's process on it and the person before it: what stories and schedules play in.
// It knows what should be there afterwards (the trees) and what has gone wrong beside the product; every invariant
// watches it, at every effect, at each waking, and wherever a repair rests. Who changes something in the simulated
// Windows that only others than the product can change says so here: others_write(), lose_mark(), the flags.
#pragma once

#include <functional>
#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

#include "statemachine/driver.hpp"
#include "tests/simulated/windows.hpp"
#include "tests/world/calls.hpp"
#include "tests/world/desk.hpp"
#include "tests/world/invariants.hpp"

namespace netmend::world {

inline constexpr const char* first_card = "{58094C24-B1BD-4961-8C68-7C13F7A6213C}";
// Its settings appear in the middle of a repair, and there is no such network card.
inline constexpr const char* new_card = "{0D9E7B11-2B1C-4F0B-9B67-5C2B7E3A9F01}";

inline constexpr const char* checkpoint_files[] = {"checkpoint", "checkpoint.previous", "checkpoint.new"};

struct NeverEnds : std::runtime_error {
    using runtime_error::runtime_error;
};

Request request(Request::Kind kind);

class World {
  public:
    explicit World(simulated::Preset preset, simulated::Fault fault = simulated::Fault::None);
    virtual ~World() = default;
    World(const World&) = delete;
    World& operator=(const World&) = delete;

    simulated::Windows windows;
    Calls calls; // of the service, on that Windows
    Desk desk;
    std::unique_ptr<Driver> driver;
    Invariants watch{*this};
    // Called at every effect, after the invariants have looked and before a cut.
    std::function<void(simulated::Moment, int effect, const simulated::Effect&)> on_effect;
    std::function<void(const Snapshot&)> on_change; // the desk's view is the new one
    int effects_max = 6000;                         // ten times what the longest repair needs; then NeverEnds is thrown

    // -- what should be there ------------------------------------------------------------------------
    Tree as_begun;                    // when the repair began
    Tree as_found;                    // after a rollback
    Tree as_recorded;                 // the settings, when they were written down
    Tree in_backup;                   // what was there when it was written
    Tree as_others_left;              // after a success, beside the two Winsock keys
    bool backed_up = false;           // as_found is what the backup holds
    bool shows_after_restart = false; // what a tool of Windows does, or may
    bool tools_fail = false;          // Windows' tools do not all work at once
    bool vendor_at_boot = false, others_wrote = false, others_wrote_catalogs = false, mark_lost = false,
         flush_pretended = false;
    bool catalog_is_others = false, values_are_others = false; // changed by others after the last comparison
    bool checkpoint_damaged = false, backup_damaged = false, other_windows = false;
    bool disturbed = false, blinded = false; // anything at all happened; sockets or files could not be seen
    bool just_damaged = false;               // a file, since the service said anything last
    int requests_made = 0, process_ends = 0;
    int others_acts() const { return others_acts_ + process_ends; } // what a cut takes nobody can tell from an act
    bool accepts_loss = false; // the person accepts by itself what a reset would take, whenever he is asked

    // -- the service and the person --------------------------------------------------------------------
    void serve();  // wakes the service where it is not awake, and lets it run until it rests
    void benign(); // nothing is carried out: the person does what is asked
    void restart(simulated::BootOptions options = {});
    void ask(const Request& request); // a consent is to the plan that is shown
    void end_process();
    bool is_awake() const { return driver && awake_; }
    bool something_is_in_the_way() const; // of a repair, now
    bool tcpip_is_out() const;            // or half of it, by a removal that was lost: another one goes on with it
    bool has_dns_switched_off() const;    // which a person did and a person undoes
    bool is_over() const { return desk.view.over || !desk.view.has_repair; }
    int bugs() const { return bugs_ + (driver ? driver->bugs() : 0); }
    bool kernel_tells_boots() const {
        return windows.behaviour.kernel_boot_given && windows.behaviour.kernel_boot_moves;
    }

    // -- others ------------------------------------------------------------------------------------------
    // Somebody else has written to the catalogs, or writes this edit. `edits_found`: after a rollback it is there, too.
    void others_write(bool catalog, const std::function<void(Tree&)>& edit, bool edits_found);
    void lose_mark(); // of the boot session, without a restart
    // Every file that `is_meant`: `change` gives what it becomes, and nothing where it goes.
    void damage(const std::function<bool(const std::string& name)>& is_meant,
                const std::function<std::optional<Bytes>(const Bytes&)>& change);
    void new_repair(); // a repair begins here: what is there now is what it finds

  protected:
    virtual void boot_after_end(const simulated::Ended& ended);
    bool nobody_looks_again() const;
    void note_vendor_at_boot(); // what it wrote, the next power cut may tear

    int durable_when_others_wrote_ = -1; // how often the registry was, when others wrote to the catalogs last

  private:
    void at_effect(simulated::Moment moment, int effect, const simulated::Effect& what);
    void look_around();
    bool wake_service();
    std::vector<std::string> loss_now();
    bool run_service();
    void note_catalog_change();

    netmend::Windows ports_;
    SystemIdentity identity_begun_;
    int others_acts_ = 0; // on the registry
    bool awake_ = false, catalog_changed_while_off_ = false;
    int bugs_ = 0; // of processes that have ended
};

} // namespace netmend::world
