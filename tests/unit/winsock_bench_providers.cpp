// Faults of providers, of the old key and of the running machine, for the fault bench.
#include "tests/unit/winsock_patient.hpp"

namespace netmend::winsock {
namespace {

using simulated::Entry;
using simulated::NameSpace;

constexpr Severity damage = Severity::Damage, suspicious = Severity::Suspicious, note = Severity::Note;
constexpr const char* system32 = "%SystemRoot%\\system32\\";
constexpr const char* somebodys = "C:\\Users\\Anna\\AppData\\Local\\Temp\\";

std::string once(const Patient& p) {
    return p.bits == 64 ? "belongs to no catalog: judged once a machine" : "";
}

std::string since_vista(const Patient& p) {
    return p.windows.identity.major < 6 ? "categories came with Vista" : once(p);
}

std::string until_2003(const Patient& p) {
    return p.windows.identity.major >= 6 ? "sockets cannot work without it since Vista" : once(p);
}

std::string since_ten(const Patient& p) {
    return p.windows.identity.major < 10 ? "not known to be damage before 10" : once(p);
}

std::string before_ten(const Patient& p) {
    return p.windows.identity.major >= 10 ? "damage since 10" : once(p);
}

std::function<Codes(const Patient&)> with(Codes codes) {
    return [codes](const Patient&) { return codes; };
}

// The other catalog of an x64 machine still has the product in good order.
std::function<Codes(const Patient&)> other_has(const char* code) {
    return [code](const Patient& p) { return p.x64() ? Codes{code} : Codes{}; };
}

// It is in one of the two lists only.
std::function<Codes(const Patient&)> one_list(Codes codes) {
    return [codes](const Patient& p) {
        Codes all = codes;
        if (p.x64())
            all.emplace_back("provider-in-one-list");
        return all;
    };
}

std::function<void(Patient&)> base_at(const std::string& path) {
    return [path](Patient& p) {
        p.add_base();
        p.protocols([&](auto& entries) { entries.back().dll = path + simulated::base_dll; });
    };
}

void add_name_space(Patient& p, const std::string& path) {
    for (auto& [bits, files] : p.files)
        files.insert("mdnsnsp.dll");
    p.name_spaces([&](std::vector<NameSpace>& list) {
        list.push_back({path + "mdnsNSP.dll", "mdnsNSP", "B600E6E9-553B-4A19-8696-335E5C896153", 12});
    });
}

std::function<void(Patient&)> name_space_with(std::uint32_t id, const std::string& dll) {
    return [=](Patient& p) {
        p.files[p.bits].insert("evil.dll");
        p.name_space(id, [&](NameSpace& each) { each.dll = dll; });
    };
}

std::function<void(Patient&)> old_key(std::function<void(simulated::Tree&)> change, bool runs = false) {
    return [=](Patient& p) {
        change(p.tree);
        if (runs)
            p.start();
    };
}

void no_old_key(simulated::Tree& tree) {
    tree.erase_tree(simulated::winsock_path);
}

void no_tcpip(simulated::Tree& tree) {
    tree.set(std::string(simulated::winsock_path) + "\\Parameters", simulated::list("Transports", {"NetBIOS"}));
}

void no_migration(simulated::Tree& tree) {
    tree.erase_tree(std::string(simulated::winsock_path) + "\\Setup Migration");
}

void no_helper(simulated::Tree& tree) {
    tree.erase_tree("SYSTEM\\CurrentControlSet\\Services\\Tcpip\\Parameters\\Winsock");
}

std::function<void(Patient&)> driver(const Result<DriverState>& state) {
    return [=](Patient& p) { p.start().drivers.front().second = state; };
}

std::function<void(Patient&)> service(ServiceFault::Kind kind, std::string_view name = "nsi") {
    return [=](Patient& p) {
        for (const ServiceRow& row : service_rows())
            if (row.name == name)
                p.start().services =
                    std::vector<ServiceFault>{{kind,
                                               &row,
                                               {kind == ServiceFault::Kind::DependencyGone ? "Shield" : ""},
                                               row.need == Need::Always}};
    };
}

std::function<void(Patient&)> by_policy(std::string_view name) {
    return [=](Patient& p) {
        service(ServiceFault::Kind::Disabled, name)(p);
        p.running->services->front().policy = "SOFTWARE\\Policies\\Services, Start";
    };
}

std::function<void(Patient&)> rights(bool is_damage, const std::string& unseen = {}) {
    return [=](Patient& p) {
        p.start().rights.unseen = unseen;
        if (unseen.empty())
            p.start().rights.lost = {{&right_rows().front(), 0x20019, is_damage}};
    };
}

std::string vista_once(const Patient& p) {
    const std::string not_here = once(p);
    return !not_here.empty() || p.windows.identity.major >= 6 ? not_here : "no such service before Vista";
}

std::function<void(Patient&)> sockets(std::function<void(ProbeReport&)> change) {
    return [=](Patient& p) { change(p.report()); };
}

std::function<void(Patient&)> failing(std::uint32_t code) {
    return sockets([=](ProbeReport& report) {
        report.providers.front().call = "connect";
        report.providers.front().code = code;
    });
}

void exclude(Patient& p) {
    const std::string key = std::string(simulated::parameters_path) + "\\AppId_Catalog\\0408F7A3";
    p.tree.set(key, simulated::text("AppFullPath", "C:\\Windows\\system32\\wsl.exe"));
    p.tree.set(key, simulated::number("PermittedLspCategories", 0x80000000));
}

} // namespace

std::vector<BenchFault> provider_faults() {
    return {
        {"provider-dll-missing", damage, "of Windows", [](Patient& p) { p.files[p.bits].erase("mswsock.dll"); }},
        {"provider-dll-missing", damage, "third party",
         [](Patient& p) {
             p.add_base();
             p.files[p.bits].erase(simulated::base_dll);
         },
         other_has("third-party-base")},
        {"provider-dll-missing", suspicious, "NTDS", [](Patient& p) { p.files[p.bits].erase("winrnr.dll"); }},
        {"provider-dll-missing", suspicious, "another maker's names",
         [](Patient& p) {
             add_name_space(p, "C:\\Program Files\\Bonjour\\");
             for (auto& [bits, files] : p.files)
                 files.erase("mdnsnsp.dll");
         },
         one_list({"third-party-namespace"})},
        {"provider-dll-changed", damage, "protocol",
         [](Patient& p) {
             p.files[p.bits].insert("evil.dll");
             p.protocols([](auto& entries) { entries[2].dll = std::string(system32) + "evil.dll"; });
         }},
        {"provider-dll-changed", damage, "DNS", name_space_with(Patient::dns, std::string(system32) + "evil.dll")},
        {"provider-dll-changed", suspicious, "NTDS", name_space_with(Patient::ntds, "C:\\Evil\\evil.dll")},
        {"provider-path-bare", damage, "protocol",
         [](Patient& p) { p.protocols([](auto& entries) { entries[2].dll = "mswsock.dll"; }); }},
        {"provider-path-bare", suspicious, "third party", base_at(""), with({"third-party-base"})},
        {"provider-path-bare", suspicious, "NTDS", name_space_with(Patient::ntds, "winrnr.dll")},
        {"provider-path-unusual", suspicious, "third party", base_at(somebodys), with({"third-party-base"})},
        {"provider-path-unusual", suspicious, "name space", [](Patient& p) { add_name_space(p, somebodys); },
         one_list({"third-party-namespace"})},
        {"orphan", damage, "",
         [](Patient& p) {
             p.add_layer();
             p.files[p.bits].erase(simulated::layered_dll);
         },
         other_has("third-party-layer")},
        {"third-party-layer", suspicious, "", [](Patient& p) { p.add_layer(); }},
        {"third-party-base", note, "", [](Patient& p) { p.add_base(); }},
        {"third-party-namespace", suspicious, "", [](Patient& p) { add_name_space(p, "C:\\Program Files\\Bonjour\\"); },
         one_list({})},
        {"namespace-provider-missing", damage, "DNS", [](Patient& p) { p.remove_name_space(Patient::dns); }},
        {"namespace-provider-missing", note, "NTDS", [](Patient& p) { p.remove_name_space(Patient::ntds); }},
        {"namespace-provider-off", note, "NTDS",
         [](Patient& p) { p.name_space(Patient::ntds, [](NameSpace& each) { each.enabled = 0; }); }},
        {"program-excluded", note, "wsl.exe", exclude, {}, since_vista},
        {"dlls-not-checked", note, "an export", [](Patient& p) { p.dlls_asked = false; }, {}, once},
        {"dll-not-checked", note, "code page", base_at("C:\\Programov\xE9 soubory\\"), with({"third-party-base"})},
        {"could-not-look", note, "DLLs", [](Patient& p) { p.dlls_answer = false; }, {}, once},
    };
}

std::vector<BenchFault> machine_faults() {
    return {
        {"old-key-missing", damage, "", old_key(no_old_key), {}, once},
        {"old-key-missing", note, "sockets work", old_key(no_old_key, true), {}, until_2003},
        {"old-key-without-tcpip", damage, "", old_key(no_tcpip), {}, once},
        {"old-key-without-tcpip", note, "sockets work", old_key(no_tcpip, true), {}, until_2003},
        {"setup-migration-missing", damage, "", old_key(no_migration), {}, since_ten},
        {"setup-migration-missing", note, "", old_key(no_migration), {}, before_ten},
        {"setup-migration-missing", note, "sockets work", old_key(no_migration, true), {}, once},
        {"transport-helper-missing", note, "no key", old_key(no_helper), {}, once},
        {"transport-helper-missing", note, "no DLL", [](Patient& p) { p.files[0].erase("wshtcpip.dll"); }, {}, once},
        {"driver-missing", damage, "", driver(DriverState::Missing), {}, once},
        {"driver-disabled", damage, "", driver(DriverState::Disabled), {}, once},
        {"driver-stopped", damage, "", driver(DriverState::Stopped), {}, once},
        {"driver-unknown", note, "", driver(fail(ErrorKind::AccessDenied, "Access is denied.", 5)), {}, once},
        {"service-disabled", damage, "", service(ServiceFault::Kind::Disabled), {}, vista_once},
        {"service-disabled", note, "a firewall", service(ServiceFault::Kind::Disabled, "mpssvc"), {}, vista_once},
        {"service-stopped", damage, "", service(ServiceFault::Kind::Stopped), {}, vista_once},
        {"dependency-gone", damage, "", service(ServiceFault::Kind::DependencyGone), {}, vista_once},
        {"service-by-policy", damage, "", by_policy("nsi"), {}, vista_once},
        {"service-by-policy", note, "a firewall", by_policy("mpssvc"), {}, vista_once},
        {"rights-lost", damage, "", rights(true), {}, vista_once},
        {"rights-lost", note, "not needed", rights(false), {}, vista_once},
        {"rights-unknown", note, "", rights(false, "Access is denied."), {}, vista_once},
        {"winsock-start-fails", damage, "10107", sockets([](ProbeReport& r) { r.startup_code = 10107; })},
        {"winsock-start-fails", suspicious, "10067", sockets([](ProbeReport& r) { r.startup_code = 10067; }),
         with({"could-not-look"})},
        {"enumeration-fails", damage, "11003", sockets([](ProbeReport& r) { r.enumeration_code = 11003; })},
        {"enumeration-fails", suspicious, "10055", sockets([](ProbeReport& r) { r.enumeration_code = 10055; }),
         with({"could-not-look"})},
        {"sockets-fail", damage, "10038", failing(10038)},
        {"sockets-fail", damage, "10045", failing(10045)},
        {"sockets-fail", damage, "10106", failing(10106), with({"system-root-suspected"})},
        {"system-root-suspected", note, "10106, sound", failing(10106), with({"sockets-fail"})},
        {"sockets-fail", suspicious, "10013", failing(10013), with({"could-not-look"})},
        {"socket-not-offered", note, "Bluetooth", sockets([](ProbeReport& r) {
             r.providers.push_back({32, 1, 3, "Bluetooth", "socket", 10050});
         })},
        {"probe-hung", damage, "", sockets([](ProbeReport& r) { r.killed = true; })},
        {"probe-crashed", damage, "", sockets([](ProbeReport& r) { r.crashed = true; })},
        {"could-not-look",
         note,
         "no child",
         [](Patient& p) { p.start().sockets = fail(ErrorKind::Failed, "It did not start."); },
         {},
         once},
        {"could-not-look", note, "no answer", sockets([](ProbeReport& r) { r.providers.clear(); })},
    };
}

} // namespace netmend::winsock
