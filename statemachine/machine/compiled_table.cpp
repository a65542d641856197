#include "statemachine/machine/compiled_table.hpp"

#include <array>

#include <boost/msm/front/functor_row.hpp>
#include <boost/msm/front/state_machine_def.hpp>
#include <boost/msm/front/states.hpp>

#include "statemachine/machine/msm_lists.hpp"
#include "statemachine/machine/table.hpp"

namespace netmend {
namespace {

namespace mp = boost::mp11;
namespace front = boost::msm::front;

// An event of the table, met by its type; what it carries is known to guards and actions only.
template<class E> struct Occurred { const Event& event; };

template<class P> struct State : front::state<> {
    template<class E, class M> void on_entry(const E&, M& machine) {
        if constexpr (!std::is_same_v<P, Waking>)
            enter_phase(*machine.facts, P::facts);
    }
};

// Guards and actions as Boost.MSM wants them.
template<class Guard> struct If {
    template<class E, class M, class S, class T>
    bool operator()(const E& occurred, const M& machine, const S&, const T&) const {
        return Guard::holds(*machine.facts, occurred.event);
    }
};
template<class Action> struct Do {
    template<class E, class M, class S, class T> void operator()(const E& occurred, M& machine, S&, T&) const {
        Action::write(*machine.facts, occurred.event);
    }
};
template<class P> struct TargetOf { using type = State<P>; };
template<> struct TargetOf<table::Stays> { using type = front::none; };
template<template<class> class Adapter, class T>
using OrNone = mp::mp_if<std::is_same<T, table::none>, front::none, Adapter<T>>;

template<class R> struct MsmRow;
template<class From, class When, class To, class Doing, class Guard>
struct MsmRow<table::Row<From, When, To, Doing, Guard>> {
    using type =
        front::Row<State<From>, Occurred<When>, typename TargetOf<To>::type, OrNone<Do, Doing>, OrNone<If, Guard>>;
};
template<class R> using MsmRowOf = typename MsmRow<R>::type;

struct Front : front::state_machine_def<Front> {
    using initial_state = State<Waking>;
    using rows = mp::mp_transform<MsmRowOf, table::transition_table>;
    using transition_table = msm::Table<Front>;
    using no_exception_thrown = int;
    using no_message_queue = int;

    Checkpoint* facts = nullptr;
    int bugs = 0;

    template<class E, class M> void no_transition(const E& occurred, M&, int) {
        ++bugs;
        note_no_row(*facts, occurred.event);
    }
};

using Compiled = boost::msm::back::state_machine<Front, msm::Lists>;

template<class E> void process(Compiled& machine, const Event& event) {
    machine.process_event(Occurred<E>{event});
}
template<class... E> constexpr auto processes(mp::mp_list<E...>) {
    return std::array<void (*)(Compiled&, const Event&), sizeof...(E)>{&process<E>...};
}

} // namespace

struct CompiledTable::Machine {
    Compiled compiled;
};

CompiledTable::CompiledTable(Checkpoint& facts) : machine_(std::make_unique<Machine>()) {
    machine_->compiled.facts = &facts;
    machine_->compiled.start();
}

CompiledTable::~CompiledTable() = default;

void CompiledTable::handle(const Event& event) {
    constexpr auto process_each = processes(event::All{});
    process_each[place_of(event)](machine_->compiled, event);
}

int CompiledTable::bugs() const {
    return machine_->compiled.bugs;
}

} // namespace netmend
