// What a row of runs showed: counts, ends, and each violated invariant with the first schedule that broke it.
#pragma once

#include <cstdint>
#include <ctime>
#include <map>
#include <string>

#include "tests/sim/life.hpp"

namespace netmend::sim {

class Tally {
  public:
    void add(const Schedule& schedule, const Outcome& outcome);

    std::string text() const;
    std::string json() const;
    std::uint64_t runs = 0, broken_runs = 0;

    struct First {
        std::uint64_t runs = 0, after = 0; // that broke it; which run was the first
        Schedule schedule;
        std::string what;
    };
    std::map<std::string, First> violated;

  private:
    double per_second() const; // of processor time: others may share the machine

    std::clock_t begin_ = std::clock();
    std::uint64_t effects_ = 0, happened_ = 0, boots_ = 0;
    std::map<std::string, std::uint64_t> ends_;
};

} // namespace netmend::sim
