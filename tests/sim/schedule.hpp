// A schedule: everything that one simulated repair meets, as data. It is made from one seed, can be printed, read back
// and shortened, and always plays the same way.
//
// The fault model: what can go wrong here, and nothing else.
//
// Registry writes are lazy: a power cut keeps all, the first half, an arbitrary part (value by value, reordered) or
// none of what was written since the last flush, and in the middle of work sometimes loses what was flushed, too. A
// file being written is torn at any byte, empty, or as before. The last file operations (a checkpoint's save is three)
// can be lost at a cut, so that an older checkpoint is back; never more than one save, nor what an orderly shutdown
// wrote.
//
// Checkpoints and the backup are damaged, gone, or from a newer netmend when the service looks next. Calls to registry
// and state folder are refused for a while (denied, busy, timed out, failed, disk full), take effect and report
// failure, or (registry) report success without effect; they may take minutes. Sockets or files cannot be looked at for
// a while.
//
// netsh and the component installer do nothing and say they did, fail, fail after the effect, hang, are torn by the
// kill at the deadline, show their effect only after a restart, or ask for one; netsh leaves damage below the catalog,
// less or more than it should, or takes what it must not touch. A reset of TCP/IP is refused one item, does a part or
// nothing, and hangs with or without its effect.
//
// The process is killed, the machine cut, restarted, "shut down and powered on" with Fast Startup (the process goes on
// or died), started in safe mode or with the last known good configuration, whose old keys come back. People wait a
// week, restart twice, start the service again, cancel, roll back, continue, start again, put a restore point back,
// remove netmend for some starts, or update it in mid-repair; Windows or the machine becomes another one. Clock and
// time zone jump; the mark of the boot session is lost; the kernel gives no boot time or always the same.
//
// A person names services that are switched off; a policy switches one off, or a product does, again at each start.
//
// Others write: a vendor's service puts its layer back, network cards come and go, owned and unrelated values change,
// blank keys appear before the restart. Windows restarts by itself, refuses to (locked, not ready, denied), says yes
// and does not, or only when it is forced; somebody is logged on, or nobody, or somebody in a disconnected session, or
// Windows does not say.
//
// A schedule's faults stop when its last happening is over; from then on calls work and the person does what is asked.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "statemachine/base/error.hpp"

namespace netmend::sim {

// What an argument of an act may be: one of some words, or a number below `words_or_below`.
struct Argument {
    const char* name = nullptr;
    std::span<const char* const> words; // empty: a number
    int below = 0;
};

enum class Act {
    PowerCut,
    Restart,
    Kill,
    FastStartup,   // the process died
    PowerReturned, // the process goes on
    Stop,          // the service is asked to end, and does
    Cancel,
    RollBack,
    Continue,
    StartAgain,
    RefuseRegistry,
    RefuseFolder,
    RefuseCall, // any call of any port
    Slow,
    ClockJump,
    LoseMark,
    OutsideChange,
    VendorComesBack,
    WinsockStarts,
    RestorePoint,
    Damage,
    OtherNetmend,
    OtherWindows,
    Blind,
    Away, // netmend is removed, Windows starts some times, and netmend is put there again
    Wait,
};

struct ActFacts {
    Act act;
    const char* name;
    std::vector<Argument> arguments; // four at most
    int weight = 0;                  // how often a random schedule has it
};
std::span<const ActFacts> all_acts();
const ActFacts& facts_of(Act act);

enum class When { Before, After, Turn }; // an effect; or a turn of the person, when nothing is being carried out

struct Happening {
    When when = When::Turn;
    int at = 0; // which effect, counted from 1 since the start; which turn, in order
    Act act = Act::Restart;
    std::array<int, 4> with{};
    bool operator==(const Happening&) const = default;
};

// A switch of the machine: which answers some part of Windows gives, one after the other; the last one stays.
struct Setting {
    std::string name;
    std::vector<int> answers;
    bool operator==(const Setting&) const = default;
};
struct SettingFacts {
    const char* name;
    std::span<const char* const> words;
    bool several = false; // successive answers
};
std::span<const SettingFacts> all_settings();

struct Schedule {
    std::uint64_t seed = 0;
    std::vector<Setting> settings;
    std::vector<Happening> happenings;
    bool operator==(const Schedule&) const = default;

    int setting(const char* name) const; // the first answer; 0 where it is not set
};

std::string text_of(const Schedule& schedule);
Result<Schedule> schedule_from(const std::string& text); // Corrupt: names the line

Schedule made_from(std::uint64_t seed, const std::string& procedure = {}); // empty: any procedure

} // namespace netmend::sim
