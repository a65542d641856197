// A world as a schedule wants it: made from the schedule's settings, and one happening after the other carried out in
// it. It judges nothing: the invariants of every world do (tests/world).
#pragma once

#include <array>
#include <chrono>
#include <optional>

#include "tests/sim/schedule.hpp"
#include "tests/world/world.hpp"

namespace netmend::sim {

using simulated::Tree;

class ScheduledWorld final : public world::World {
  public:
    explicit ScheduledWorld(const Schedule& schedule);

    void start();
    void ask_for_the_way_back(); // a rollback, or the last net where only that is left
    void happen(const Happening& happening, simulated::Moment moment); // in the middle of an effect
    void happen_at_rest(const Happening& happening);
    void look_at_the_time(); // what was blind for a while sees again
    void stop_faults();

  private:
    void become(const Schedule& schedule);
    void boot_after_end(const simulated::Ended& ended) override;
    void while_off(const Happening& happening);
    void before_service(const Happening& happening);
    void anywhere(const Happening& happening); // acts that end nothing

    void refuse_registry(const Happening& happening);
    void refuse_folder(const Happening& happening);
    void refuse_call(const Happening& happening);
    void change_outside(int what);
    bool takes_what_others_wrote(const Happening& happening) const;
    void forget_lost_edits();
    void put_restore_point_back();
    void go_blind(int to, int minutes);
    void damage_files(int what, int how, int byte);
    void update_netmend();
    void change_windows(int what);

    Request start_request_;
    std::optional<Happening> ended_by_;
    std::array<std::chrono::milliseconds, 2> blind_until_{};
};

} // namespace netmend::sim
