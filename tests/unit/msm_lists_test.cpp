// The compile policy of our own against Boost's: the same rows under favor_compile_time and under msm::Lists get the
// same random events, and write the same log of guards asked, actions done, phases entered and events without a row. It
// notices when another Boost asks rows in another order.
#include "statemachine/machine/msm_lists.hpp"

#include <random>
#include <string>
#include <string_view>

#include <boost/msm/back/favor_compile_time.hpp>
#include <boost/msm/front/functor_row.hpp>
#include <boost/msm/front/state_machine_def.hpp>
#include <gtest/gtest.h>

namespace netmend {
namespace {

namespace mp = boost::mp11;
using boost::msm::front::none;
using boost::msm::front::Row;

struct Woke {
    std::string_view left;
};
struct StepDone {};
struct StepFailed {};
struct RestartHappened {};
struct CancelAsked {};

struct Facts {
    std::string log;
    int tries = 0, bugs = 0;
};

template<class Self> struct State : boost::msm::front::state<> {
    template<class E, class M> void on_entry(const E&, M& machine) {
        machine.facts.log += std::string(" enter ") + Self::name;
    }
    template<class E, class M> void on_exit(const E&, M& machine) {
        machine.facts.log += std::string(" leave ") + Self::name;
    }
};
// clang-format off
struct Asleep     : boost::msm::front::state<> {};
struct Deleting   : State<Deleting>   { static constexpr const char* name = "keys/deleting"; };
struct Restart    : State<Restart>    { static constexpr const char* name = "keys/restart"; };
struct Installing : State<Installing> { static constexpr const char* name = "keys/installing"; };
struct PassingBy  : State<PassingBy>  { static constexpr const char* name = "keys/passing-by"; };
struct PuttingBack: State<PuttingBack>{ static constexpr const char* name = "rollback/rolling-back"; };
struct Mended     : State<Mended>     { static constexpr const char* name = "settled/repaired"; };
struct GivenUp    : State<GivenUp>    { static constexpr const char* name = "settled/cancelled"; };
// clang-format on

struct AddTry {
    template<class E, class M, class S, class T> void operator()(const E&, M& machine, S&, T&) const {
        machine.facts.log += " try " + std::to_string(++machine.facts.tries);
    }
};
struct Forget {
    template<class E, class M, class S, class T> void operator()(const E&, M& machine, S&, T&) const {
        machine.facts.tries = 0;
    }
};
template<int Most> struct TriesBelow { // several of them hold at once: the order in which rows are asked shows
    template<class E, class M, class S, class T> bool operator()(const E&, M& machine, S&, T&) const {
        machine.facts.log += " below " + std::to_string(Most) + "?";
        return machine.facts.tries < Most;
    }
};
template<class P> struct WasLeft {
    template<class E, class M, class S, class T> bool operator()(const E& woke, const M&, const S&, const T&) const {
        return woke.left == P::name;
    }
};

// clang-format off
using TheRows = mp::mp_list<
  Row< Deleting   , StepDone       , Restart     , Forget , none                 >,
  Row< Restart    , RestartHappened, Installing  , none   , none                 >,
  Row< Installing , StepDone       , Mended      , none   , TriesBelow<9>        >,
  Row< Installing , StepDone       , Deleting    , none   , TriesBelow<5>        >,
  Row< Installing , StepDone       , none        , AddTry , TriesBelow<2>        >,
  Row< Installing , RestartHappened, PassingBy   , none   , none                 >,
  Row< PassingBy  , none           , Deleting    , Forget , none                 >, // at once, without an event
  Row< PuttingBack, StepDone       , GivenUp     , none   , none                 >,
  Row< Asleep     , Woke           , Deleting    , none   , WasLeft<Deleting>    >,
  Row< Asleep     , Woke           , Installing  , none   , WasLeft<Installing>  >,
  Row< Asleep     , Woke           , PuttingBack , none   , WasLeft<PuttingBack> >,
  Row< Deleting   , CancelAsked    , PuttingBack , none   , none                 >,
  Row< Restart    , CancelAsked    , PuttingBack , none   , none                 >,
  Row< Deleting   , StepFailed     , PuttingBack , Forget , TriesBelow<7>        >,
  Row< Deleting   , StepFailed     , none        , AddTry , TriesBelow<3>        >>;
// clang-format on

template<class Self> struct Front : boost::msm::front::state_machine_def<Self> { // what both have in common
    using initial_state = Asleep;
    using no_exception_thrown = int;
    using no_message_queue = int;
    Facts facts;
    template<class E, class M> void no_transition(const E&, M&, int) {
        facts.log += " bug " + std::to_string(++facts.bugs);
    }
};
struct OfBoost : Front<OfBoost> {
    using transition_table = TheRows;
};
struct OfLists : Front<OfLists> {
    using rows = TheRows;
    using transition_table = msm::Table<OfLists>;
};
using ByBoost = boost::msm::back::state_machine<OfBoost, boost::msm::back::favor_compile_time>;
using ByLists = boost::msm::back::state_machine<OfLists, msm::Lists>;

TEST(MsmLists, WritesTheSameLogAsBoostsOwnPolicy) {
    std::mt19937 random(1);
    int bugs = 0;
    for (int walk = 0; walk < 3000; ++walk) {
        ByBoost boost;
        ByLists lists;
        const auto both = [&](const auto& happened) {
            boost.process_event(happened);
            lists.process_event(happened);
        };
        boost.start();
        lists.start();
        constexpr std::string_view phases[] = {"keys/deleting", "keys/installing", "rollback/rolling-back", "unknown"};
        both(Woke{phases[random() % 4]});
        for (int step = 0; step < 10; ++step) {
            const unsigned chance = random() % 8;
            if (chance < 3)
                both(StepDone{});
            else if (chance < 5)
                both(StepFailed{});
            else if (chance < 7)
                both(RestartHappened{});
            else
                both(CancelAsked{});
        }
        ASSERT_EQ(boost.facts.log, lists.facts.log) << "walk " << walk;
        bugs += lists.facts.bugs;
    }
    EXPECT_GT(bugs, 0) << "events without a row were among them";
}

} // namespace
} // namespace netmend
