#include "tests/sim/shrink.hpp"

#include <algorithm>

#include "tests/sim/life.hpp"

namespace netmend::sim {
namespace {

constexpr int lives_max = 1500;

class Shrinker {
  public:
    Shrinker(const Schedule& schedule, const std::string& invariant) : best_(schedule), invariant_(invariant) {}

    Schedule run() {
        bool shorter = true;
        while (shorter && lives_ < lives_max) {
            shorter = leave_out(&Schedule::happenings);
            shorter = leave_out(&Schedule::settings) || shorter;
            shorter = make_smaller() || shorter;
        }
        return best_;
    }

  private:
    bool take(const Schedule& candidate) {
        if (candidate == best_ || ++lives_ > lives_max)
            return false;
        const Outcome outcome = live(candidate);
        const bool breaks = std::any_of(outcome.violations.begin(), outcome.violations.end(),
                                        [&](const Violation& each) { return invariant_ == each.invariant; });
        if (breaks)
            best_ = candidate;
        return breaks;
    }

    template<class List> bool leave_out(List Schedule::*list) {
        bool shorter = false;
        for (std::size_t at = 0; at < (best_.*list).size();) {
            Schedule candidate = best_;
            (candidate.*list).erase((candidate.*list).begin() + static_cast<std::ptrdiff_t>(at));
            if (take(candidate))
                shorter = true;
            else
                ++at;
        }
        return shorter;
    }

    bool make_smaller() {
        bool smaller = false;
        for (std::size_t at = 0; at < best_.settings.size(); ++at) {
            Schedule candidate = best_;
            auto& answers = candidate.settings[at].answers;
            answers.resize(1);
            smaller = take(candidate) || smaller;
        }
        for (std::size_t at = 0; at < best_.happenings.size(); ++at) {
            for (std::size_t i = 0; i < 4; ++i)
                smaller = try_numbers(best_.happenings[at].with[i],
                                      [=](Schedule& s, int number) { s.happenings[at].with[i] = number; }) ||
                          smaller;
            smaller = try_numbers(best_.happenings[at].at,
                                  [=](Schedule& s, int number) { s.happenings[at].at = std::max(1, number); }) ||
                      smaller;
        }
        return smaller;
    }

    template<class Set> bool try_numbers(int now, const Set& set) {
        for (const int number : {0, now / 2, now - 1}) {
            if (number >= now || number < 0)
                continue;
            Schedule candidate = best_;
            set(candidate, number);
            if (take(candidate))
                return true;
        }
        return false;
    }

    Schedule best_;
    std::string invariant_;
    int lives_ = 0;
};

} // namespace

Schedule shrunk(const Schedule& schedule, const std::string& invariant) {
    return Shrinker(schedule, invariant).run();
}

} // namespace netmend::sim
