// One simulated Windows behind all ports: registry, catalogs and their judge, netsh, component installer, restarts,
// people. Everything is deterministic and takes no real time. Its life in order: construct it with a preset, break or
// change what the story needs, boot(), hand ports() to the product, and let things happen: restart(), cut_at(…),
// pass(…). Every change that the product makes is counted as an effect; a cut is thrown out of the effect it was
// planned for, and from then on every port throws again until boot(): whoever catches everything stays dead.
#pragma once

#include <chrono>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "statemachine/base/ports.hpp"
#include "tests/simulated/baselines.hpp"
#include "tests/simulated/behaviour.hpp"
#include "tests/simulated/faults.hpp"
#include "tests/simulated/judge.hpp"
#include "tests/simulated/registry.hpp"
#include "tests/simulated/state_folder.hpp"

namespace netmend::simulated {

// How the product's process ends in the middle of its work.
enum class Ending {
    PowerCut,      // all that is volatile goes, and of the registry what `Loss` says
    CleanRestart,  // somebody restarts Windows: everything written stays
    ServiceKilled, // only our process: same boot session, same lazy registry
    FastStartup,   // "shut down and power on": our process died, but the kernel's session goes on
};

// Thrown through the product by the port at which it ended. No part of the product may catch it.
struct Ended {
    Ending ending;
};

struct Cut {
    int effect = 0; // counted from 1, since construction or the last forget_effects()
    Moment moment = Moment::Before;
    Ending ending = Ending::PowerCut;
    Loss loss = Loss::Nothing;
    std::uint64_t seed = 0; // of Loss::Some
};

struct BootOptions {
    bool safe_mode = false;
    bool last_known_good = false; // Services\Winsock and WinSock2 as they were after the boot before this one
};

class Windows final {
  public:
    explicit Windows(Preset preset, Fault fault = Fault::None);
    Windows(const Windows&) = delete;
    Windows& operator=(const Windows&) = delete;

    netmend::Windows ports();
    bool tcpip_is_installed() const; // as a component; only Windows 2000 can be without it

    // -- what it is like ------------------------------------------------------------------------------
    const Preset preset;
    SystemIdentity identity;
    Behaviour behaviour;
    std::set<std::string> files; // base names, lower case
    Effects effects;
    Registry registry{effects};
    StateFolder folder{effects};

    // -- what happens to it ---------------------------------------------------------------------------
    void boot(BootOptions options = {});    // after an Ended, or as the first start
    void restart(BootOptions options = {}); // clean: all is written, then a new boot session
    void power_cut(Loss loss, BootOptions options = {}, std::uint64_t seed = 0); // and boot() again
    void announce_effects(); // again, after somebody else than the product worked through the ports
    void becomes(const Tree& now, const std::set<std::string>& with_files); // before anything happens
    void pass(std::chrono::milliseconds time);                              // people wait; nothing of ours runs
    void cut_at(const Cut& cut) { cut_ = cut; }
    void lose_volatile_key() { session_id_.reset(); } // somebody's cleaning tool; no restart
    void interrupt_next_wait() { interrupted_ = true; }
    void some_process_starts_winsock(); // which writes blank keys where there are none
    void put_layered_provider_back();   // a vendor's service
    void take_tcpip_out();              // the component installer, or somebody by hand
    std::chrono::seconds wall_clock_is_off_by{0};
    bool names_effects = true; // keeps effect_names()
    // Called at every effect, after counting and before a cut; a story lets its cancel arrive here.
    std::function<void(Moment, int effect, const Effect&)> at_effect;
    std::function<void()> registry_came_back; // the whole of it, at a start

    // -- what can be seen of it -----------------------------------------------------------------------
    bool sockets_work() const; // in every bitness, as a person would find out
    bool is_healthy() const;   // sockets work, and the catalogs hold every default provider of this version
    bool restart_is_under_way() const { return restart_at_.has_value(); }
    bool our_restart_is_under_way() const { return restart_at_ && restart_is_ours_; }
    int effect_count() const { return effect_count_; }
    const std::vector<std::string>& effect_names() const { return effect_names_; } // "registry set SYSTEM\…"
    void forget_effects();
    std::chrono::milliseconds uptime() const { return now_ - booted_at_; }
    std::chrono::milliseconds time() const { return now_; }

    int boots = 0;          // including the first
    int restarts_asked = 0; // requests that Windows accepted or not
    int restarts_refused = 0;
    int restore_points_made = 0, restore_points_closed = 0, restore_points_cancelled = 0;
    int reset_runs = 0, reset_runs_32 = 0, install_runs = 0, winsock_starts = 0, probe_runs = 0;
    std::vector<std::string> told, recorded, history;

  private:
    class Stack;
    class ServiceManager;
    class Prober;
    class PowerPort;
    class Machine;
    class SimulatedClock;
    class People;
    class SystemRestore;
    friend class SystemRestore;
    friend class Stack;
    friend class ServiceManager;
    friend class Prober;
    friend class PowerPort;
    friend class Machine;
    friend class SimulatedClock;
    friend class People;
    struct PortSet;

    void at(Moment moment, const Effect& effect);
    [[noreturn]] void end(Ending ending, Loss loss, std::uint64_t seed = 0);
    void must_be_alive() const; // throws again what ended us
    void begin_session();
    void put_tcpip_in();
    void write_default_protocols(const std::vector<int>& lists); // what the catalog's reset leaves, by bitness
    std::vector<Entry> entries_of_transports() const;            // that the old key names, on Vista and later
    void take_more_than_protocols();
    void install_tcpip_now();
    void add_written_entries(const std::vector<Bytes>& entries);
    Ground ground() const;
    bool has_service_database() const; // Vista and later
    void start_services_of_boot();
    bool is_running(const std::string& service) const;
    bool can_run(const std::string& service) const;
    bool has_its_rights(const std::string& service) const;
    void switch_off_again(); // what a policy or a product does at each boot
    bool services_carry_sockets() const;
    DriverState state_of(const std::string& service) const;
    std::uint32_t started(const std::string& service); // 0, or the code of StartService
    NetworkFacts network() const;

    std::vector<Tree> hives_; // saved whole
    std::optional<Cut> cut_;
    std::optional<Ending> dead_;
    int effect_count_ = 0;
    std::vector<std::string> effect_names_;

    std::chrono::milliseconds now_{0}, booted_at_{0};
    std::optional<std::chrono::milliseconds> restart_at_;
    bool restart_is_ours_ = false;          // one that was under way already is not stopped by us
    std::optional<std::string> session_id_; // the volatile key
    std::int64_t kernel_boot_ = 0;
    int sessions_ = 0, marks_ = 0;
    bool safe_mode_ = false;
    bool interrupted_ = false;
    bool damage_below_ = false;       // broken below the catalog: only a reinstallation of TCP/IP helps
    bool deleted_in_session_ = false; // the catalog's key went in this boot session; processes hold it open
    std::vector<std::function<void()>> at_next_boot_;
    struct Configured {
        std::uint32_t start = 0;
        std::vector<std::string> depends_on;
    };
    std::map<std::string, Configured> configured_; // the service control manager's copy, by folded name
    std::set<std::string> running_;
    Tree booted_with_; // what the last known good configuration brings back

    std::shared_ptr<PortSet> ports_;
};

} // namespace netmend::simulated
