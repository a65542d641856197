// Random walks through the machine alone: every answer that a step may give, in any order, with wakings, doubtful
// restarts, cancels and changes of the system in between. Whatever happens, no event is without a row, restarts stay
// within their bound, and the repair comes to an end. A failing walk prints its seed.

#include <random>

#include <gtest/gtest.h>

#include "statemachine/base/limits.hpp"
#include "statemachine/machine/machine.hpp"
#include "statemachine/machine/states.hpp"
#include "tests/stories/answers.hpp"

namespace netmend::stories {
namespace {

class Walk {
  public:
    explicit Walk(unsigned seed) : random_(seed) {
        facts_.phase = Diagnosing::name;
        facts_.any_plan = pick(2) == 0;
        facts_.forced = pick(2) == 0;
        machine_ = std::make_unique<Machine>(facts_);
        for (const auto& event : one_of_each())
            events_.emplace(name_of(event), event);
        for (auto& [name, event] : events_)
            set_plan(event);
    }

    // False: over.
    bool step() {
        const auto& phase = machine_->phase();
        if (phase.way_back == WayBack::Settled)
            return false;
        const unsigned chance = pick(40);
        if (chance == 0)
            return wake(false);
        if (chance == 1)
            return wake(true);
        if (chance == 2)
            return send("CancelAsked");
        if (phase.name == "reinstall/needing-person")
            return send(pick(2) ? "ContinueAsked" : "RegistryAsked");
        if (phase.way_back == WayBack::Resting)
            return send(pick(2) ? "ContinueAsked" : "RollbackAsked");
        if (phase.name == "opening/awaiting-consent") {
            facts_.any_plan = true;
            return send("ConsentGiven");
        }
        if (phase.waits_for_restart())
            return restart();
        auto answers = answers_of(machine_->order());
        std::erase_if(answers, [&](const std::string& answer) { return !reason_against(phase, answer).empty(); });
        if (answers.empty())
            return wake(false); // rests in safe mode
        return send(*std::next(answers.begin(), static_cast<long>(pick(static_cast<unsigned>(answers.size())))));
    }

    int bugs() const { return bugs_ + machine_->bugs(); }
    const Checkpoint& facts() const { return facts_; }

  private:
    unsigned pick(unsigned below) { return static_cast<unsigned>(random_() % below); }

    void set_plan(Event& event) {
        const std::vector<Procedure> ladders[] = {{Procedure::ResetCatalog},
                                                  {Procedure::ResetCatalog, Procedure::DeleteKeys},
                                                  {Procedure::DeleteKeys},
                                                  {Procedure::ReinstallTcpip}};
        const std::vector<Procedure>& ladder = ladders[pick(4)];
        if (auto* damage = std::get_if<event::FoundDamage>(&event))
            damage->plan.ladder = ladder;
        if (auto* none = std::get_if<event::FoundNoDamage>(&event))
            none->plan.ladder = ladder;
        if (auto* backup = std::get_if<event::BackedUp>(&event))
            backup->name = "backup";
    }

    bool send(const std::string& name) {
        machine_->handle(events_.at(name));
        return true;
    }

    bool wake(bool safe_mode) {
        bugs_ += machine_->bugs();
        facts_.restart_asked_here = false;
        machine_ = std::make_unique<Machine>(facts_, safe_mode);
        return true;
    }

    bool restart() {
        if (machine_->resting_for_safe_mode())
            return wake(false);
        switch (pick(5)) {
        case 0:
            return send("StepFailed");
        case 4:
            return send("RestartPutOff");
        case 1:
            return send("RestartMissing");
        case 2:
            if (facts_.restart_doubts < limits::restart_doubts_max)
                return send("RestartDoubtful");
            [[fallthrough]];
        default:
            return send("RestartHappened");
        }
    }

    std::mt19937 random_;
    Checkpoint facts_;
    std::unique_ptr<Machine> machine_;
    std::map<std::string, Event, std::less<>> events_;
    int bugs_ = 0;
};

TEST(MachineWalk, AlwaysEndsWithinItsBounds) {
    for (unsigned seed = 1; seed <= 2000; ++seed) {
        Walk walk(seed);
        int steps = 0;
        while (steps < 400 && walk.step())
            ++steps;
        ASSERT_LT(steps, 400) << "seed " << seed << " is still in " << walk.facts().phase;
        ASSERT_EQ(0, walk.bugs()) << "seed " << seed;
        ASSERT_LE(walk.facts().deletions, limits::deletions_per_repair_max) << "seed " << seed;
        ASSERT_LE(walk.facts().extra_restarts, limits::extra_restarts_max) << "seed " << seed;
    }
}

} // namespace
} // namespace netmend::stories
