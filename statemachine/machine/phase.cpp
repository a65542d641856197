#include "statemachine/machine/phase.hpp"

#include <array>

#include "statemachine/machine/states.hpp"

namespace netmend {
namespace {

template<class... S> constexpr auto table_of(boost::mp11::mp_list<S...>) {
    return std::array<PhaseFacts, sizeof...(S)>{S::facts...};
}

constexpr auto phases = table_of(Everything::list{});

} // namespace

std::span<const PhaseFacts> all_phases() {
    return phases;
}

const PhaseFacts* phase_named(std::string_view name) {
    for (const PhaseFacts& phase : phases)
        if (phase.name == name)
            return &phase;
    return nullptr;
}

std::string_view name_of(WayBack way_back) {
    switch (way_back) {
    case WayBack::Untouched:
        return "untouched";
    case WayBack::Restorable:
        return "restorable";
    case WayBack::Stranded:
        return "stranded";
    case WayBack::Finishing:
        return "finishing";
    case WayBack::Returning:
        return "returning";
    case WayBack::Resting:
        return "resting";
    case WayBack::Settled:
        return "settled";
    }
    return "unknown";
}

} // namespace netmend
