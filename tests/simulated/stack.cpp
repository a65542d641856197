// netsh and the component installer of the simulated Windows, and what each answer of Behaviour does to the registry.

#include <algorithm>
#include <set>

#include "tests/simulated/port_set.hpp"
#include "tests/simulated/values.hpp"

namespace netmend::simulated {
namespace {

constexpr std::uint32_t need_reboot_first = 0x8004A025, reboot_after = 0x0004A020, in_use = 0x8004A022;
constexpr std::uint32_t no_interface = 0x80004002, not_registered = 0x80040154;

bool has_reset(const SystemIdentity& identity) { // windows-facts 1.6: not before XP SP2 and Server 2003 SP1
    if (identity.major > 5)
        return true;
    if (identity.minor == 1)
        return identity.service_pack >= 2;
    return identity.minor == 2 && (identity.service_pack >= 1 || identity.x64);
}

bool same_protocol(const Entry& a, const Entry& b) {
    return a.provider == b.provider && a.family == b.family && a.type == b.type && a.protocol == b.protocol;
}

} // namespace

// What the old key does not name, or whose own key is gone, does not come back (windows-modern 2.2).
std::vector<Entry> Windows::entries_of_transports() const {
    std::vector<Entry> entries = default_protocols(preset);
    if (identity.major < 6)
        return entries;
    const auto named = list_at(registry.now, std::string(winsock_path) + "\\Parameters", "Transports");
    std::set<std::string> providers;
    for (const std::string& name : named) {
        const std::string old = std::string(winsock_path) + "\\Setup Migration\\Providers\\" + name;
        const std::string own = std::string(services_path) + "\\" + name + "\\Parameters\\Winsock";
        for (const Entry& entry : entries)
            if (const auto id = registry.now.value(old, "WinSock 2.0 Provider ID");
                id && id->data == guid(entry.provider) && registry.now.has(own))
                providers.insert(entry.provider);
    }
    std::erase_if(entries, [&](const Entry& entry) { return providers.count(entry.provider) == 0; });
    return entries;
}

void Windows::take_more_than_protocols() {
    registry.now.erase_tree(std::string(parameters_path) + "\\AppId_Catalog");
    for (const int bits : bitnesses(identity)) {
        auto entries = namespaces(registry.now, bits, identity.x64);
        if (entries.size() > 1)
            entries.resize(entries.size() - 1);
        write_namespaces(registry.now, entries, bits, identity.x64);
    }
    registry.remember();
}

void Windows::write_default_protocols(const std::vector<int>& lists) {
    if (identity.major >= 6)
        write_blank_keys(registry.now, identity.x64);
    for (const int bits : lists) {
        char marker[9];
        std::snprintf(marker, sizeof marker, "%08X", number_at(registry.now, protocols_path, "Serial_Access_Num"));
        registry.now.erase_tree(std::string(protocols_path) + "\\" + marker);
        write_protocols(registry.now, entries_of_transports(), bits, identity.x64);
    }
    registry.remember();
}

// What the article's Have Disk installation achieves: the default providers of TCP/IP and NetBIOS are there again. It
// adds what is missing and mends no entry that is broken, which is why the keys are deleted first.
void Windows::install_tcpip_now() {
    Tree& tree = registry.now;
    damage_below_ = false;
    put_tcpip_in();
    write_blank_keys(tree, identity.x64);
    for (const int bits : bitnesses(identity)) {
        auto entries = protocols(tree, bits, identity.x64);
        auto next = number_at(tree, protocols_path, "Next_Catalog_Entry_ID", 1001);
        for (auto wanted : default_protocols(preset)) {
            if (std::any_of(entries.begin(), entries.end(), [&](const Entry& e) { return same_protocol(e, wanted); }))
                continue;
            wanted.id = next++;
            entries.push_back(wanted);
        }
        write_protocols(tree, entries, bits, identity.x64);
        if (behaviour.install_brings_namespaces && namespaces(tree, bits, identity.x64).empty())
            write_namespaces(tree, default_namespaces(preset), bits, identity.x64);
    }
    if (behaviour.old_key_by_installer &&
        list_at(tree, std::string(winsock_path) + "\\Parameters", "Transports").empty())
        write_old_winsock(tree);
    registry.remember();
}

// WSCInstallProvider with each entry: new ids, at the end of the list.
void Windows::add_written_entries(const std::vector<Bytes>& items) {
    write_blank_keys(registry.now, identity.x64);
    for (const int bits : bitnesses(identity)) {
        auto entries = protocols(registry.now, bits, identity.x64);
        auto next = number_at(registry.now, protocols_path, "Next_Catalog_Entry_ID", 1001);
        for (const auto& item : items) {
            auto entry = unpacked(item);
            if (!entry)
                continue;
            entry->id = next++;
            entries.push_back(*entry);
        }
        write_protocols(registry.now, entries, bits, identity.x64);
    }
    registry.remember();
}

Result<ToolRun> Windows::Stack::reset_catalog() {
    static const std::string object = "netsh winsock reset";
    w_.effects.before({"stack", "reset_catalog", object});
    ++w_.reset_runs;
    const auto run = has_reset(w_.identity) ? run_reset(w_.behaviour.netsh_reset.next(), w_.identity.x64 ? 64 : 32)
                                            : Result<ToolRun>(ToolRun{false, 1});
    w_.effects.after({"stack", "reset_catalog", object});
    return run;
}

Result<ToolRun> Windows::Stack::reset_catalog_32() {
    static const std::string object = "netsh winsock reset, 32 bits";
    w_.effects.before({"stack", "reset_catalog_32", object});
    ++w_.reset_runs_32;
    const auto run = w_.identity.x64
                         ? run_reset(w_.behaviour.netsh_reset_32.next(), 32)
                         : Result<ToolRun>(fail(ErrorKind::Unsupported, "there are no 32-bit programs beside", 0));
    w_.effects.after({"stack", "reset_catalog_32", object});
    return run;
}

Result<ToolRun> Windows::Stack::run_reset(NetshReset answer, int own_bits) {
    const std::vector<int> every_list = bitnesses(w_.identity);
    switch (answer) {
    case NetshReset::Works:
        w_.write_default_protocols(every_list);
        return ToolRun{};
    case NetshReset::OwnListOnly:
        w_.write_default_protocols({own_bits});
        return ToolRun{};
    case NetshReset::Nothing:
    case NetshReset::ZeroOnFailure:
        return ToolRun{};
    case NetshReset::Fails:
        return ToolRun{false, 1};
    case NetshReset::FailsAfterEffect:
        w_.write_default_protocols(every_list);
        return ToolRun{false, 1};
    case NetshReset::Hangs:
        return ToolRun{true, 0};
    case NetshReset::TornByTheKill:
        tear(w_.registry.now, w_.identity);
        w_.registry.remember();
        return ToolRun{true, 0};
    case NetshReset::AfterRestart:
        w_.at_next_boot_.push_back([this, every_list] { w_.write_default_protocols(every_list); });
        return ToolRun{};
    case NetshReset::LeavesDamage:
        w_.write_default_protocols(every_list);
        w_.damage_below_ = true;
        return ToolRun{};
    case NetshReset::TakesMore:
        w_.write_default_protocols(every_list);
        w_.take_more_than_protocols();
        return ToolRun{};
    case NetshReset::LeavesLess:
        w_.write_default_protocols(every_list);
        for (const int bits : every_list) {
            auto entries = protocols(w_.registry.now, bits, w_.identity.x64);
            std::erase_if(entries, [](const Entry& entry) { return entry.family == 23; });
            write_protocols(w_.registry.now, entries, bits, w_.identity.x64);
        }
        w_.registry.remember();
        return ToolRun{};
    case NetshReset::LeavesLayers:
        for (const int bits : every_list) {
            auto layers = protocols(w_.registry.now, bits, w_.identity.x64);
            std::erase_if(layers, [](const Entry& entry) { return entry.is_base(); });
            w_.write_default_protocols({bits});
            const auto bases = protocols(w_.registry.now, bits, w_.identity.x64);
            layers.insert(layers.end(), bases.begin(), bases.end());
            write_protocols(w_.registry.now, layers, bits, w_.identity.x64);
        }
        w_.registry.remember();
        return ToolRun{};
    case NetshReset::CannotRun:
        break;
    }
    return fail(ErrorKind::NotFound, "netsh.exe could not be started", 2);
}

Result<InstallRun> Windows::Stack::install_tcpip(InstallWay way, const std::vector<Bytes>& entries) {
    static const std::string names[] = {"Install", "UpdateComponent", "WriteEntries"};
    const auto& object = names[static_cast<int>(way)];
    w_.effects.before({"stack", "install_tcpip", object});
    ++w_.install_runs;
    auto& b = w_.behaviour;
    const auto answer = way == InstallWay::Install           ? b.install.next()
                        : way == InstallWay::UpdateComponent ? b.update_component.next()
                                                             : b.write_entries.next();
    const auto run = run_installer(answer, [&] {
        if (way == InstallWay::WriteEntries)
            w_.add_written_entries(entries);
        else if (!(b.install_needs_the_restart && w_.deleted_in_session_))
            w_.install_tcpip_now();
    });
    w_.effects.after({"stack", "install_tcpip", object});
    return run;
}

Result<InstallRun> Windows::Stack::run_installer(Installer answer, const std::function<void()>& work) {
    InstallRun run;
    run.call = "Install";
    switch (answer) {
    case Installer::Works:
        work();
        break;
    case Installer::OnlyCountsReference:
        break;
    case Installer::RestartFirst:
        run.restart_needed_first = true;
        run.code = need_reboot_first;
        run.call = "AcquireWriteLock";
        break;
    case Installer::AfterRestart:
        w_.at_next_boot_.push_back([this] { w_.install_tcpip_now(); });
        run.restart_needed_after = true;
        run.code = reboot_after;
        break;
    case Installer::WorksAskingRestart:
        work();
        run.restart_needed_after = true;
        run.code = reboot_after;
        break;
    case Installer::Fails:
        run.code = in_use;
        break;
    case Installer::FailsAfterEffect:
        work();
        run.code = in_use;
        break;
    case Installer::Hangs:
        run.killed = true;
        break;
    case Installer::TornByTheKill:
        work();
        tear(w_.registry.now, w_.identity);
        w_.registry.remember();
        run.killed = true;
        break;
    case Installer::Unsupported:
        run.code = no_interface;
        break;
    case Installer::Dead:
        return fail(ErrorKind::Unsupported, "the component installer is not there", not_registered);
    }
    return run;
}

Result<DriverState> Windows::Stack::driver_state(const std::string& service) {
    w_.must_be_alive();
    const auto path = std::string(services_path) + "\\" + service;
    if (!w_.registry.now.has(path))
        return DriverState::Missing;
    // The service control manager leaves out what has no type and no start (K 103000).
    if (folded(service) == "tcpip")
        for (const char* value : {"Type", "Start", "ImagePath"})
            if (!w_.registry.now.value(path, value))
                return DriverState::Missing;
    const DriverState told = folded(service) == "afd" ? w_.behaviour.afd_driver : w_.behaviour.tcpip_driver;
    if (w_.has_service_database() && told == DriverState::Running)
        return w_.state_of(service);
    return number_at(w_.registry.now, path, "Start") == 4 ? DriverState::Disabled : told;
}

} // namespace netmend::simulated
