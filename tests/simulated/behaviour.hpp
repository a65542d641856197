// How one simulated Windows behaves where Windows versions differ, or where nobody knows: each switch names the answers
// that cannot be excluded, with the source tag of windows-facts (D documented, K the articles, P another project,
// R ReactOS, T tested, M and I unverified). What is M or I has every answer here, and stories run them all.
#pragma once

#include <chrono>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "statemachine/base/ports.hpp"

namespace netmend::simulated {

using std::chrono::seconds;

// The answers of successive calls; the last one stays.
template<class Answer> struct Answers {
    std::vector<Answer> list;
    Answers(Answer only) : list{only} {} // NOLINT: meant to convert
    Answers(std::initializer_list<Answer> some) : list(some) {}
    Answer next() {
        const Answer answer = list.front();
        if (list.size() > 1)
            list.erase(list.begin());
        return answer;
    }
};

enum class BlankKeys {
    AtBoot,            // a service uses Winsock at boot (K, I)
    WithinTheSession,  // some process does, seconds after the deletion, before any restart (I)
    WhenWinsockStarts, // only our own child does (R)
    Never,             // nobody does
};

enum class CategoryCall { Works, Nothing, Fails, FailsAfterEffect, Hangs }; // WSCSetApplicationCategory (D, M)

enum class NetshReset {
    Works,            // at once in the registry (P, D)
    Nothing,          // exit code 0 and nothing done (T: Wine; M for XP)
    Fails,            // exit code 1, nothing done (P)
    FailsAfterEffect, // exit code 1, all done (M)
    ZeroOnFailure,    // an error message, exit code 0, nothing done (M)
    Hangs,            // killed at its deadline, nothing done
    TornByTheKill,    // killed at its deadline in the middle of writing (I)
    AfterRestart,     // the registry changes at the next boot (I)
    LeavesDamage,     // clean, but what was broken below the catalog stays broken (K: works about three times in four)
    CannotRun,        // netsh.exe could not be started
    OwnListOnly,      // of 64-bit Windows' two, each netsh resets that of its own bitness (M)
    TakesMore,        // name spaces and the categories of programs, too (I)
    LeavesLess,       // IPv6 is not written again (I)
    LeavesLayers,     // only the base entries are written again (I)
};

enum class Installer {
    Works,               // K
    OnlyCountsReference, // S_OK and nothing done (D, I: windows-facts 3.2, open question)
    RestartFirst,        // NETCFG_E_NEED_REBOOT (D)
    AfterRestart,        // NETCFG_S_REBOOT; the catalog shows it after the next boot (D)
    WorksAskingRestart,  // NETCFG_S_REBOOT, and the catalog shows it at once (D)
    Fails,               // an HRESULT, nothing done
    FailsAfterEffect,    // an HRESULT, all done (I)
    Hangs,               // killed at its deadline, nothing done (M: an invisible prompt for files)
    TornByTheKill,       // killed at its deadline in the middle (I)
    Unsupported,         // this way does not exist here: no such interface (M)
    Dead,                // the component installer cannot be reached at all
};

enum class Remover {  // Windows 2000
    Works,            // K
    Nothing,          // S_OK, and the component is still there (I)
    StillHeld,        // NETCFG_S_STILL_REFERENCED (D)
    Fails,            // an HRESULT, nothing done
    FailsAfterEffect, // an HRESULT, all done (I)
    Hangs,            // killed at its deadline, nothing done (M)
    TornByTheKill,    // killed at its deadline, all done
    CannotRun,        // the child could not be started
};

enum class SystemRestoreIs {
    On,             // D
    SwitchedOff,    // D
    Missing,        // 2000 and every server (D)
    Skipping,       // 8 and later within 24 hours: "done", and nothing made (D)
    Failing,        // an error
    Hanging,        // killed at its deadline
    CannotRun,      // the child could not be started
    CannotBeClosed, // made, and closing it is refused
};

enum class RestartAnswer {
    Happens,      // at the end of the countdown
    Locked,       // 1271: the console is (D)
    NeverHappens, // TRUE only means accepted (D): unsaved work, or `shutdown -a`
    NotReady,     // 21 (D)
    Denied,       // 5, 1314: asking again does not help (D)
    UnderWay,     // 1115, 1190: somebody else has asked, and that is what happens (D)
    OnlyByForce,  // accepted, and a program that nobody sees holds it up (I)
};

enum class LoggedOn {
    Somebody,
    Nobody,
    Disconnected, // somebody, and nobody sits before it
    Untold,       // no Terminal Services: Windows does not say (D)
};

struct Behaviour {
    BlankKeys blank_keys = BlankKeys::AtBoot;
    bool old_key_with_blank_keys = false; // the v1 key comes back at boot (K says so, I: which component is unverified)
    bool old_key_by_installer = true;     // the install step makes it (I)
    bool sockets_need_old_key = false;    // without it socket() fails with 10041 (P on 10 and 11; below M)

    bool takes_whole_registry = true; // RegReplaceKey, at the next start

    Answers<NetshReset> netsh_reset = NetshReset::Works;
    Answers<NetshReset> netsh_reset_32 = NetshReset::OwnListOnly; // by the netsh of 32-bit programs

    CategoryCall categorize = CategoryCall::Works;

    Answers<Installer> install = Installer::Works;
    Answers<Installer> update_component = Installer::Works;
    Answers<Installer> write_entries = Installer::Works;
    bool install_brings_namespaces = true; // which inbox name spaces return is nowhere documented (M)
    bool install_needs_the_restart = true; // before it, processes hold the deleted keys open (K, M: 1018)

    // Windows 2000.
    Answers<Remover> uninstall = Remover::Works;
    std::vector<std::string> install_obstacles; // of the preflight
    bool component_cannot_be_seen = false;
    bool uninstall_clears_settings = true; // the connections' keys go with TCP/IP (K: write them down)

    Answers<RestartAnswer> restart = RestartAnswer::Happens;
    LoggedOn logged_on = LoggedOn::Somebody;
    SystemRestoreIs system_restore = SystemRestoreIs::On;

    bool kernel_boot_given = true; // 2000 may give none (M)
    bool kernel_boot_moves = true; // false: the same time after a restart; then the two signs disagree (I)

    seconds services_start_in{30};  // the service control manager is busy that long after boot
    seconds sockets_ready_after{0}; // before that uptime every socket fails: a look at boot can come too early
    bool layered_provider_comes_back = false; // a vendor's service installs its layer again at boot (P, I)

    // Base names, lower case.
    std::set<std::string> hanging_dlls, crashing_dlls;
    bool probe_cannot_run = false; // no child process can be started: could not look
    bool files_cannot_be_seen = false;
    std::set<std::string> drives_not_fixed;           // "e:": taken out, or of the network
    std::map<std::string, FileFacts> described_files; // version resources, by base name in lower case

    // One adapter with an address from DHCP, a gateway and a name server.
    NetworkFacts network{
        0, {{"Local Area Connection", true, true, false, true, true, true, true}}, {}, {}, {}, {}, 0, {}, 0};
    // Vista and later.
    std::set<std::string> services_that_deny;     // ChangeServiceConfig, by their own descriptor; folded names
    std::set<std::string> switched_off_at_boot;   // by a policy or a product, again and again (P)
    std::set<std::string> services_after_restart; // cannot be started before one
    bool drivers_start_with_windows_only = false; // of start type boot or system (M: some can be started by name)
    bool names_need_the_dns_client = false;       // without Dnscache programs ask the name server themselves (M)
    DriverState tcpip_driver = DriverState::Running, afd_driver = DriverState::Running;
};

// All three ways of installing answer the same.
inline void every_way(Behaviour& behaviour, Answers<Installer> answers) {
    behaviour.install = behaviour.update_component = behaviour.write_entries = answers;
}

} // namespace netmend::simulated
