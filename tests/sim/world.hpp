// One simulated machine with the service's process on it and the person before it, as a schedule wants them. It plays
// one happening at a time and knows what should be there afterwards (the trees); it judges nothing.
#pragma once

#include <array>
#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "statemachine/driver.hpp"
#include "tests/sim/calls.hpp"
#include "tests/sim/schedule.hpp"
#include "tests/simulated/inbox.hpp"
#include "tests/simulated/windows.hpp"

namespace netmend::sim {

inline constexpr const char* first_card = "{58094C24-B1BD-4961-8C68-7C13F7A6213C}";
// Its settings appear in the middle of a repair, and there is no such network card.
inline constexpr const char* new_card = "{0D9E7B11-2B1C-4F0B-9B67-5C2B7E3A9F01}";

inline constexpr const char* checkpoint_files[] = {"checkpoint", "checkpoint.previous", "checkpoint.new"};

using simulated::Tree;

// What the service last said of the repair: the little that a schedule needs, without a copy of everything.
struct View {
    bool has_repair = false, told = false, safe_mode = false, waits_for_restart = false, over = false,
         needs_person = false;
    WayBack way_back = WayBack::Settled;
    std::string phase;
    std::size_t set_aside = 0;
};

class Desk final : public simulated::Inbox, public Watcher {
  public:
    void changed(const Snapshot& snapshot) override;

    View view;
    std::function<void(const Snapshot&)> on_change;
};

class World {
  public:
    explicit World(const Schedule& schedule);
    World(const World&) = delete;
    World& operator=(const World&) = delete;

    simulated::Windows windows;
    Calls calls; // of the service, on that Windows
    Desk desk;
    std::unique_ptr<Driver> driver;

    // -- what should be there ------------------------------------------------------------------------
    Tree as_begun;                    // when the repair began
    Tree as_found;                    // after a rollback
    Tree as_recorded;                 // the settings, when they were written down
    Tree in_backup;                   // what was there when it was written
    Tree as_others_left;              // after a success, beside the two Winsock keys
    bool backed_up = false;           // as_found is what the backup holds
    bool shows_after_restart = false; // what a tool of Windows does, or may
    bool vendor_at_boot = false, others_wrote = false, others_wrote_catalogs = false, mark_lost = false,
         flush_pretended = false;
    bool catalog_is_others = false, values_are_others = false; // changed by others after the last comparison
    bool checkpoint_damaged = false, backup_damaged = false, other_windows = false;
    bool disturbed = false, blinded = false; // anything at all happened; sockets or files could not be seen
    bool just_damaged = false;               // a file, since the service said anything last
    int requests_made = 0, process_ends = 0, bugs = 0;

    // -- the service and the person --------------------------------------------------------------------
    void serve();  // wakes the service where it is not awake, and lets it run until it rests
    void benign(); // nothing is carried out: the person does what is asked
    void restart();
    void ask(Request::Kind kind);
    void ask_for_the_way_back(); // a rollback, or the last net where only that is left
    void start();
    bool kernel_tells_boots() const {
        return windows.behaviour.kernel_boot_given && windows.behaviour.kernel_boot_moves;
    }
    bool is_awake() const { return driver && awake_; }

    void happen(const Happening& happening, simulated::Moment moment); // in the middle of an effect
    void happen_at_rest(const Happening& happening);
    void look_at_the_time(); // what was blind for a while sees again
    void stop_faults();
    void new_repair(); // a repair begins here: what is there now is what it finds

  private:
    void become(const Schedule& schedule);
    bool wake_service();
    void end_process();
    void boot_after_end();
    void while_off(const Happening& happening);
    void before_service(const Happening& happening);
    void anywhere(const Happening& happening); // acts that end nothing

    void refuse_registry(const Happening& happening);
    void refuse_folder(const Happening& happening);
    void refuse_call(const Happening& happening);
    void change_outside(int what);
    void others_write(bool catalog, const std::function<void(Tree&)>& edit, bool edits_found);
    void note_catalog_change();
    bool takes_what_others_wrote(const Happening& happening) const;
    bool nobody_looks_again() const;
    void forget_lost_edits();
    void put_restore_point_back();
    void go_blind(int to, int minutes);
    void damage(int what, int how, int byte);
    void update_netmend();
    void change_windows(int what);

    netmend::Windows ports_;
    Request start_request_;
    bool awake_ = false, catalog_changed_while_off_ = false;
    int durable_when_others_wrote_ = -1; // how often the registry was, when others wrote to the catalogs last
    std::optional<Happening> ended_by_;
    std::array<std::chrono::milliseconds, 2> blind_until_{};
};

} // namespace netmend::sim
