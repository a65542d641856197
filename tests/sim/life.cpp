#include "tests/sim/life.hpp"

#include <algorithm>
#include <set>

#include "tests/sim/scheduled_world.hpp"
#include "tests/world/joints.hpp"

namespace netmend::sim {
namespace {

using simulated::Effect;
using simulated::Moment;
using world::NeverEnds;
using world::View;

constexpr int rounds_max = 300;
constexpr int starts_max = 3; // by the person, where a cut came before anything was saved

class Life {
  public:
    Life(const Schedule& schedule, Detail detail) : schedule_(schedule), world_(schedule) {
        world_.windows.names_effects = detail != Detail::Counts;
        world_.windows.forget_effects();
        world_.on_effect = [this](Moment moment, int effect, const Effect&) { at_effect(moment, effect); };
        if (detail == Detail::Calls)
            world_.calls.on_call = [this](const char* call, const std::string& object) { at_call(call, object); };
        for (const Setting& setting : schedule.settings)
            world_.tools_fail = world_.tools_fail || (setting.name != "machine" && setting.name != "fault");
        for (const Happening& happening : schedule_.happenings)
            (happening.when == When::Turn ? turns_ : in_effects_).push_back(happening);
        std::stable_sort(turns_.begin(), turns_.end(), [](const auto& a, const auto& b) { return a.at < b.at; });
    }

    Outcome play() {
        try {
            begin();
            while (disturb())
                serve();
            in_effects_.clear();
            world_.stop_faults();
            finish();
        } catch (const NeverEnds& never) {
            world_.watch.broken("ends", never.what());
        } catch (const world::BugFound& bug) {
            world_.watch.broken("no-bug", bug.what());
        }
        return told();
    }

  private:
    void at_effect(Moment moment, int effect) {
        world_.look_at_the_time();
        const When when = moment == Moment::Before ? When::Before : When::After;
        for (Happening& happening : in_effects_)
            if (happening.at == effect && happening.when == when) {
                happening.at = 0;
                ++happened_;
                world_.happen(happening, moment);
            }
    }

    void at_call(const char* call, const std::string& object) {
        if (world_.windows.effect_count() > 0)
            calls_.insert({world_.desk.view.phase, call, object, number_of_calls_++});
    }

    void serve() {
        if (++rounds_ > rounds_max)
            throw NeverEnds("it does not come to rest");
        world_.look_at_the_time();
        world_.serve();
    }

    // The person types `start` until a repair stands on the disk.
    void begin() {
        for (int starts = 0; starts < starts_max; ++starts) {
            world_.start();
            do
                serve();
            while (!world_.is_awake());
            if (world_.desk.view.has_repair)
                return;
        }
    }

    // One turn of the schedule, or of a person who does what is asked; false: over, and nothing more will disturb it.
    bool disturb() {
        if (!world_.is_awake())
            return true;
        ++turn_;
        const bool idle = world_.is_over();
        if (turns_.empty()) {
            if (idle)
                return false;
            world_.benign();
            return true;
        }
        if (idle) // nothing comes to pass until its turn
            turn_ = std::max(turn_, turns_.front().at);
        if (turns_.front().at > turn_) {
            world_.benign();
            return true;
        }
        const Happening next = turns_.front();
        turns_.erase(turns_.begin());
        ++happened_;
        world_.happen_at_rest(next);
        return true;
    }

    void until_over() {
        for (;;) {
            serve();
            if (!world_.is_awake())
                continue;
            if (world_.is_over())
                return;
            world_.benign();
        }
    }

    void finish() {
        until_over();
        // Whoever is left without TCP/IP types it once more, whatever could not begin before.
        const View& view = world_.desk.view;
        if (!view.has_repair || (view.way_back == WayBack::Settled && !world_.windows.tcpip_is_installed())) {
            begin();
            until_over();
        }
        // Where a person is needed, one is there now, and asks more than once: what a tool had promised for the next
        // start may undo the first rollback.
        const bool goes_on = schedule_.setting("finally") == 0;
        for (const bool continues : {goes_on, false, !goes_on, false})
            if (world_.desk.view.needs_person) {
                if (continues)
                    world_.ask(world::request(Request::Kind::Continue));
                else
                    world_.ask_for_the_way_back();
                until_over();
            }
        // The outcome lasts, also over a start of Windows.
        world_.restart();
        world_.windows.pass(std::chrono::minutes(15));
        until_over();
        world_.watch.at_end(world_.driver->snapshot().checkpoint);
    }

    Outcome told() {
        Outcome out;
        out.end = world_.desk.view.has_repair ? world_.desk.view.phase : "no-repair";
        out.effects = world_.windows.effect_count();
        out.boots = world_.windows.boots;
        out.process_ends = world_.process_ends;
        out.happened = happened_;
        out.violations = world_.watch.violations;
        if (world_.windows.names_effects) {
            out.effect_names = world_.windows.effect_names();
            out.recorded = world_.windows.recorded;
            out.calls.assign(calls_.begin(), calls_.end());
            if (world_.driver) {
                out.path = world_.driver->snapshot().checkpoint.path;
                for (const std::string& name : world_.driver->snapshot().checkpoint.plan.removed)
                    out.recorded.push_back("The plan removes " + name);
            }
        }
        return out;
    }

    Schedule schedule_;
    ScheduledWorld world_;
    std::vector<Happening> in_effects_, turns_;
    std::set<CallMade> calls_;
    int rounds_ = 0, turn_ = 0, happened_ = 0, number_of_calls_ = 0;
};

} // namespace

Outcome live(const Schedule& schedule, Detail detail) {
    return Life(schedule, detail).play();
}

} // namespace netmend::sim
