#include "statemachine/machine/phase.hpp"

#include <array>

#include "statemachine/machine/states.hpp"

namespace netmend {
namespace {

template<class S> constexpr WayBack way_back_of() {
    namespace mp = boost::mp11;
    if constexpr (mp::mp_contains<Untouched::list, S>::value)
        return WayBack::Untouched;
    if constexpr (mp::mp_contains<Restorable::list, S>::value)
        return WayBack::Restorable;
    if constexpr (mp::mp_contains<Stranded::list, S>::value)
        return WayBack::Stranded;
    if constexpr (mp::mp_contains<Finishing::list, S>::value)
        return WayBack::Finishing;
    if constexpr (mp::mp_contains<Returning::list, S>::value)
        return WayBack::Returning;
    if constexpr (mp::mp_contains<Resting::list, S>::value)
        return WayBack::Resting;
    return WayBack::Settled;
}

template<class S> constexpr PhaseFacts facts_of() {
    return {S::name,
            S::order,
            way_back_of<S>(),
            boost::mp11::mp_contains<Restarts::list, S>::value,
            boost::mp11::mp_contains<RestingInSafeMode::list, S>::value,
            S::sentence};
}

template<class... S> constexpr auto table_of(boost::mp11::mp_list<S...>) {
    return std::array<PhaseFacts, sizeof...(S)>{facts_of<S>()...};
}

constexpr auto phases = table_of(AllPhases{});

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
