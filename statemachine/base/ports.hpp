// Everything netmend may ask of Windows, on one screen, as narrow interfaces. The real adapters live in
// service/adapters, one simulated Windows in tests/simulated; both hold the same contract tests (tests/contract).
// Text is UTF-8 (WTF-8 where a registry name is no valid UTF-16, so that nothing is lost). No method throws. No method
// here proves anything by returning: what a step achieved is observed through `Registry` and `Probe` afterwards.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "statemachine/base/error.hpp"
#include "statemachine/base/network_facts.hpp"

namespace netmend {

using Bytes = std::vector<std::uint8_t>;

// -- registry ------------------------------------------------------------------------------------
struct RegistryValue {
    std::string name;       // empty: the key's default value
    std::uint32_t type = 0; // REG_* number as Windows gives it, unknown ones included
    Bytes data;
    bool operator==(const RegistryValue&) const = default;
};

struct RegistryKey {
    std::vector<std::string> subkeys;  // names only, in the order of enumeration
    std::vector<RegistryValue> values; // in the order of enumeration
    Bytes descriptor;                  // self-relative: owner, group, DACL; empty where it could not be read
};

// Paths are below HKEY_LOCAL_MACHINE, "SYSTEM\CurrentControlSet\Services\WinSock2", case-insensitive.
// Writing uses backup semantics (REG_OPTION_BACKUP_RESTORE), so a deny entry left by malware does not stop it.
class Registry {
  public:
    virtual ~Registry() = default;
    virtual Result<RegistryKey> read(const std::string& path) = 0; // NotFound: no such key
    // The same without the descriptor, which few want and which costs a request of its own.
    virtual Result<RegistryKey> read_content(const std::string& path) { return read(path); }
    // Creates the key and its missing parents; success where it is there. A descriptor that is not empty is set.
    virtual Result<void> create(const std::string& path, const Bytes& descriptor) = 0;
    // A key that goes with this boot session. False: it was there, and stays; of two who make it at once one hears
    // true.
    virtual Result<bool> create_volatile(const std::string& path) = 0;
    virtual Result<void> set(const std::string& path, const RegistryValue& value) = 0;
    virtual Result<void> erase_value(const std::string& path, const std::string& name) = 0; // success where absent
    virtual Result<void> erase_tree(const std::string& path) = 0;                           // success where absent
    virtual Result<void> flush() = 0; // RegFlushKey on HKLM\SYSTEM\CurrentControlSet\Services: durable when it returns
    virtual Result<void> flush_own() { return flush(); } // the same of HKLM\SOFTWARE\netmend, which must be there
};

// -- TCP/IP component and system tools --------------------------------------------------------------
struct ToolRun {
    bool killed = false;         // stopped at its deadline
    std::uint32_t exit_code = 0; // kept for the report, never proof
};

enum class InstallWay { Install, UpdateComponent, WriteEntries }; // windows-facts, 3.2: options 1 to 3

struct InstallRun {
    bool killed = false;               // stopped at its deadline: restart before the next attempt
    bool restart_needed_first = false; // NETCFG_E_NEED_REBOOT, …_PENDING_REBOOT: restart, then the same step again
    bool restart_needed_after = false; // NETCFG_S_REBOOT: what it did may show only after a restart
    std::uint32_t code = 0;            // HRESULT of the call that decided, for the report
    std::string call;                  // its name
};

struct BindingPath { // of TCP/IP, as the component installer names it: who sits on it, and over which network card
    std::string token;
    bool enabled = true;
    bool operator==(const BindingPath&) const = default;
};

enum class ComponentState { Installed, Absent, Unknown };

// Windows 2000, before anything is changed (procedures, 6, step 0).
struct InstallChecks {
    bool killed = false;                // stopped at its deadline
    std::vector<std::string> obstacles; // sentences: a file that is missing, a lock; empty: nothing in the way
};

struct RemoveRun {
    bool killed = false;
    bool still_held = false; // NETCFG_S_STILL_REFERENCED: nothing was removed, and nothing was applied
    std::string holders;     // who holds it, as Windows lists them; for people
    std::uint32_t code = 0;  // HRESULT of the call that decided, for the report
    std::string call;        // its name
};

enum class DriverState { Running, Stopped, Disabled, Missing, Unknown };

class ProtocolStack {
  public:
    virtual ~ProtocolStack() = default;
    virtual Result<ToolRun> reset_catalog() = 0; // netsh winsock reset, by full path, with deadline and job object
    // The same by the netsh of 32-bit programs, on 64-bit Windows only.
    virtual Result<ToolRun> reset_catalog_32() = 0;
    // In the child. `entries` (888-byte PackedCatalogItem each, base providers only) serve WriteEntries.
    virtual Result<InstallRun> install_tcpip(InstallWay way, const std::vector<Bytes>& entries) = 0;
    virtual Result<DriverState> driver_state(const std::string& service) = 0; // "Tcpip", "AFD"
    // In the child: WSCSetApplicationCategory (Vista and later), which adds to what the program has. Gives the Winsock
    // code, 0 for none, which is no proof.
    virtual Result<std::uint32_t> categorize(const std::string& program, std::uint32_t categories) = 0;

    // In the child, for Windows 2000 only: elsewhere TCP/IP cannot be removed (windows-facts, 3.2).
    virtual Result<ComponentState> tcpip_component() = 0;
    virtual Result<InstallChecks> check_reinstall() = 0;
    virtual Result<RemoveRun> uninstall_tcpip() = 0;
    virtual Result<std::vector<BindingPath>> bindings() = 0;
    virtual Result<InstallRun> restore_bindings(const std::vector<BindingPath>& bindings) = 0;
};

// -- services and drivers, by the service control manager ------------------------------------------------
struct ServiceConfiguration {                           // what is to change; empty: stays
    std::optional<std::uint32_t> start;                 // SERVICE_BOOT_START to SERVICE_DISABLED
    std::optional<std::vector<std::string>> depends_on; // services, and groups as "+NDIS"
};

class Services {
  public:
    virtual ~Services() = default;
    // ChangeServiceConfig. AccessDenied: the service's own descriptor refuses, and it is never touched.
    virtual Result<void> configure(const std::string& service, const ServiceConfiguration& configuration) = 0;
    // With all that it stands on; whether it runs is asked by ProtocolStack::driver_state.
    virtual Result<void> start(const std::string& service) = 0;
};

// -- probe: Winsock in a child process ----------------------------------------------------------------
struct ProbedProvider { // one base provider of the running catalog, or one default family and type
    int family = 0, type = 0, protocol = 0;
    std::string name; // for people only
    std::string call; // the call that failed: "socket", "bind", "connect", "send", "recv"; empty: data came through
    std::uint32_t code = 0; // its Winsock code; 0 when data came through
};

struct ProbeReport {
    int bits = 32;
    bool not_run = false;                 // this installation has no child of that bitness; nothing else is set
    bool killed = false, crashed = false; // a hanging or crashing provider is a finding, not an accident
    std::uint32_t startup_code = 0;       // WSAStartup
    std::uint32_t enumeration_code = 0;   // WSAEnumProtocols
    std::vector<ProbedProvider> providers;
    std::optional<NetworkFacts> network; // in one report of all
};

class Probe {
  public:
    virtual ~Probe() = default;
    // The children may be started already; they leave Winsock alone until probe_sockets(), which always follows.
    virtual void begin() {}
    // One report a bitness of this machine. An error means that no child could be run: could not look.
    virtual Result<std::vector<ProbeReport>> probe_sockets() = 0;
    virtual Result<void>
    start_winsock_once() = 0; // a child calls WSAStartup and socket, so that blank keys get written
};

// -- power ------------------------------------------------------------------------------------------
struct BootSession {
    std::string id;                          // random, from the volatile key; made now where it was missing
    std::optional<std::int64_t> kernel_boot; // boot time less its bias, 100 ns units; empty where the kernel gives none
};

class Power {
  public:
    virtual ~Power() = default;
    virtual Result<BootSession> boot_session() = 0;
    virtual bool safe_mode() = 0;
    virtual std::chrono::seconds uptime() = 0;
    // By name, those in disconnected sessions, too. Unsupported or Failed: Windows does not tell, and nothing follows.
    virtual Result<std::vector<std::string>> logged_on() = 0;
    // Success: accepted, no more. Busy: not now (locked, not ready), and worth asking again. `forced`: no program is
    // asked, and what nobody has saved is lost.
    virtual Result<void> ask_restart(std::chrono::seconds countdown, const std::string& message, bool forced) = 0;
    virtual Result<void> abort_restart() = 0; // success where none is under way
};

// -- the machine itself --------------------------------------------------------------------------------
enum class Product { Workstation, DomainController, Server };

struct SystemIdentity {
    int major = 0, minor = 0, build = 0, service_pack = 0;
    Product product = Product::Workstation;
    bool x64 = false;       // of Windows, not of this program
    std::string machine_id; // tells a clone; MachineGuid, and the computer's SID where it can be read
    bool operator==(const SystemIdentity&) const = default;
};

struct FileFacts { // of a program file, from its version resource; empty where it has none
    std::string product, company;
};

class System {
  public:
    virtual ~System() = default;
    virtual Result<SystemIdentity> identity() = 0;
    // `path` as a catalog has it: %SystemRoot% allowed, bare names looked up in the system folder of that bitness.
    virtual Result<bool> file_exists(const std::string& path, int bits) = 0;
    // A file there would lie on a fixed disk. False: on the network or a drive that can be out, so it need not be gone.
    virtual Result<bool> on_fixed_disk(const std::string& path, int bits) = 0;
    virtual Result<FileFacts> describe_file(const std::string& path, int bits) = 0; // NotFound; `path` as above
    // Written into the key itself since Windows was started; for advice only, by the clock. NotFound; Unsupported.
    virtual Result<bool> changed_since_start(const std::string& key) = 0;
    virtual Result<bool> services_started() = 0; // the service control manager has finished the automatic ones
};

// -- restore points of System Restore ---------------------------------------------------------------------
struct RestorePointRun {
    enum class State {
        Made,
        Skipped,     // Windows 8 and later keep to one in 24 hours: the number is that of the former one
        SwitchedOff, // System Restore is off on this machine
        Missing,     // this Windows has none: 2000, every server
        Failed,
    };
    State state = State::Failed;
    bool killed = false;     // stopped at its deadline
    bool turned_on = false;  // System Restore was off and was switched on for it
    std::int64_t number = 0; // its sequence number: what closes it
    std::uint32_t code = 0;  // for the report
};

// In the child, with a deadline (windows-facts, 6.1). Never proof, and never needed: the backup is what counts.
class RestorePoints {
  public:
    virtual ~RestorePoints() = default;
    virtual Result<RestorePointRun> make(const std::string& description, bool turn_on) = 0;
    // `cancelled`: nothing was changed in the end. `turn_off`: System Restore was switched on for this one.
    virtual Result<void> close(std::int64_t number, bool cancelled, bool turn_off) = 0;
};

// -- state folder: checkpoint, backup, history -----------------------------------------------------------
// Names are plain file names in netmend's own protected folder.
class StateFolder {
  public:
    virtual ~StateFolder() = default;
    virtual Result<Bytes> read(const std::string& name, std::size_t bytes_max) = 0; // NotFound, TooLarge, …
    virtual Result<void> write(const std::string& name,
                               const Bytes& data) = 0; // whole file, on the disk when it returns
    virtual Result<void> rename(const std::string& from,
                                const std::string& to) = 0; // replaces, atomic, written through
    virtual Result<std::vector<std::string>> list() = 0;
    // RegSaveKey files for people and recovery environments, beside our own backup. `whole`: SYSTEM and SOFTWARE, too.
    virtual Result<void> save_hives(const std::string& prefix, bool whole) = 0;
    // RegReplaceKey: from the next start on, SYSTEM is what a copy of the file `name` holds; what it is until then is
    // kept in the file `replaced`. Where that is there already, nothing is done: it was asked for before.
    virtual Result<void> put_hive_back(const std::string& name, const std::string& replaced) = 0;
};

// -- time, people, records ------------------------------------------------------------------------------
class Clock {
  public:
    virtual ~Clock() = default;
    virtual std::string now() = 0;                         // "2026-11-22T13:05:00Z": for texts, decides nothing
    virtual bool wait(std::chrono::milliseconds time) = 0; // false: interrupted, somebody asked for something
};

class Notice {
  public:
    virtual ~Notice() = default;
    virtual void tell(const std::string& text) = 0; // the logged-on user, where Windows can show it; never waits
};

class Chronicle {
  public:
    virtual ~Chronicle() = default;
    virtual void record(const std::string& event) = 0;        // log file and event log
    virtual void add_to_history(const std::string& line) = 0; // one line a repair, when it has settled
};

// All ports together, as steps and driver receive them. Owns nothing.
struct Windows {
    Registry& registry;
    ProtocolStack& stack;
    Services& services;
    Probe& probe;
    Power& power;
    System& system;
    StateFolder& folder;
    RestorePoints& restore_points;
    Clock& clock;
    Notice& notice;
    Chronicle& chronicle;
};

} // namespace netmend
