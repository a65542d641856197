#include "tests/world/known_rows.hpp"

#include <string>

#include "statemachine/machine/table.hpp"

namespace netmend::world {
namespace {

namespace mp = boost::mp11;

template<class P> constexpr std::string_view phase_name() {
    if constexpr (std::is_same_v<P, Waking>)
        return "waking";
    else
        return P::name;
}

bool always(const Checkpoint&, const Event&) {
    return true;
}
template<class If> constexpr auto guard_of() {
    if constexpr (std::is_same_v<If, table::none>)
        return &always;
    else
        return &If::holds;
}

template<class From, class When, class To, class Doing, class If>
KnownRow known(mp::mp_identity<table::Row<From, When, To, Doing, If>>) {
    return {phase_name<From>(), name_at(mp::mp_find<event::All, When>::value), guard_of<If>()};
}
template<class... R> std::vector<KnownRow> known_rows(mp::mp_list<R...>) {
    return {known(mp::mp_identity<R>())...};
}

} // namespace

const std::vector<KnownRow>& all_rows() {
    static const std::vector<KnownRow> rows = known_rows(table::transition_table{});
    return rows;
}

} // namespace netmend::world
