// One healthy machine of one generation, about to be hurt in one of its catalogs, and the whole diagnosis of it:
// structure, and what the running machine answers where a fault says so.
#pragma once

#include <map>
#include <optional>

#include "statemachine/winsock/around.hpp"
#include "tests/simulated/faults.hpp"
#include "tests/simulated/generations.hpp"
#include "tests/simulated/registry.hpp"
#include "tests/simulated/values.hpp"
#include "tests/unit/winsock_machine.hpp"

namespace netmend::winsock {

struct Patient {
    Patient(const simulated::GenerationMachine& machine, int which)
        : windows(machine), bits(which), tree(machine.registry) {
        for (const int each : {0, 32, 64})
            files[each] = machine.files;
    }

    const simulated::GenerationMachine& windows;
    int bits; // of the catalog that is hurt
    simulated::Tree tree;
    std::map<int, std::set<std::string>> files; // by bitness; 0: for files that have none
    std::optional<Running> running;             // empty: structure only
    std::set<std::string> resting;              // services that do not run though they start by themselves
    bool dlls_asked = true, dlls_answer = true;
    Certainty certainty = Certainty::Known; // which Windows it is

    bool x64() const { return windows.identity.x64; }

    // Every list is written back consistent.
    void protocols(const std::function<void(std::vector<simulated::Entry>&)>& edit) {
        auto entries = simulated::protocols(tree, bits, x64());
        edit(entries);
        simulated::write_protocols(tree, entries, bits, x64());
    }
    void name_spaces(const std::function<void(std::vector<simulated::NameSpace>&)>& edit) {
        auto entries = simulated::namespaces(tree, bits, x64());
        edit(entries);
        simulated::write_namespaces(tree, entries, bits, x64());
    }

    // Of Windows' own, wherever this Windows has it in its list.
    static constexpr std::uint32_t dns = 12, ntds = 32; // NS_DNS, NS_NTDS
    void name_space(std::uint32_t id, const std::function<void(simulated::NameSpace&)>& edit) {
        name_spaces([&](std::vector<simulated::NameSpace>& list) {
            for (simulated::NameSpace& each : list)
                if (each.id == id && each.dll.starts_with("%SystemRoot%"))
                    edit(each);
        });
    }
    void remove_name_space(std::uint32_t id) {
        name_spaces([&](std::vector<simulated::NameSpace>& list) {
            std::erase_if(list, [&](const simulated::NameSpace& each) {
                return each.id == id && each.dll.starts_with("%SystemRoot%");
            });
        });
    }

    // The same in every list.
    void all_protocols(const std::function<void(std::vector<simulated::Entry>&)>& edit) {
        const int own = bits;
        for (const int each : simulated::bitnesses(windows.identity)) {
            bits = each;
            protocols(edit);
        }
        bits = own;
    }
    void add_file(const std::string& file) {
        for (auto& [each, present] : files)
            present.insert(file);
    }

    std::string list(const char* catalog) const {
        return std::string(catalog) + "\\" + simulated::entries_name(bits, x64());
    }
    std::string count_name() const { return bits == 64 ? "Num_Catalog_Entries64" : "Num_Catalog_Entries"; }
    std::size_t count(const char* catalog) const { return simulated::number_at(tree, catalog, count_name()); }

    // In both catalogs, as a proper installer does it.
    void add_layer() { add(&simulated::add_layered_provider); }
    void add_base() { add(&simulated::add_base_provider); }

    Running& start() { // everything runs
        ProbeReport report;
        for (const int type : {1, 2})
            report.providers.push_back({2, type, type == 1 ? 6 : 17, "IPv4", "", 0});
        std::vector<ProbeReport> reports{report};
        if (x64()) {
            report.bits = 64;
            reports.push_back(report);
        }
        running = Running{{{"Tcpip", DriverState::Running}, {"AFD", DriverState::Running}}, std::move(reports)};
        return *running;
    }
    ProbeReport& report() {
        if (!running)
            start();
        return bits == 64 ? running->sockets->back() : running->sockets->front();
    }

    Diagnosis diagnosed() const {
        simulated::Registry registry;
        registry.now = tree;
        const auto exists = [this](const std::string& dll, int which) -> Result<bool> {
            if (!dlls_answer)
                return fail(ErrorKind::AccessDenied, "The folder could not be looked into.", 5);
            return files.at(which).count(simulated::base_name(dll)) != 0;
        };
        const Result<Catalogs> catalogs = read_catalogs(registry, x64());
        if (!catalogs)
            return {};
        Diagnosis diagnosis =
            judge(*catalogs, windows.identity, dlls_asked ? DllExists(exists) : DllExists(), certainty);
        if (running) {
            Running all = *running;
            all.around = around(registry);
            add_running(diagnosis, all, windows.identity);
        }
        return diagnosis;
    }

  private:
    std::vector<Finding> around(simulated::Registry& registry) const {
        const auto gone = [this](const std::string& path) -> Result<bool> {
            if (!dlls_answer)
                return fail(ErrorKind::AccessDenied, "The folder could not be looked into.", 5);
            return files.at(0).count(simulated::base_name(path)) == 0;
        };
        Around asked{registry, gone, [this](const std::string& name) { return resting.contains(name); }};
        return around_findings(asked, windows.identity);
    }

    template<class Install> void add(const Install& install) {
        std::set<std::string> added;
        install(tree, added, windows.identity);
        for (auto& [each, present] : files)
            present.insert(added.begin(), added.end());
    }
};

// A row of the fault bench: a fault, where it applies, and every code that the diagnosis then has.
struct BenchFault {
    const char* code;
    Severity severity;
    const char* what;
    std::function<void(Patient&)> hurt;
    std::function<Codes(const Patient&)> also = {};           // other codes that belong to this fault
    std::function<std::string(const Patient&)> not_here = {}; // why it does not apply; empty: it does
};

std::vector<BenchFault> list_faults();     // of catalogs as lists
std::vector<BenchFault> entry_faults();    // of entries, ids and chains
std::vector<BenchFault> provider_faults(); // of providers and their DLLs
std::vector<BenchFault> machine_faults();  // of the old key and of the running machine
std::vector<BenchFault> network_faults();  // around the stack; changes that wait for a restart
std::vector<BenchFault> around_faults();   // what a person mends
std::vector<BenchFault> way_faults();      // of chains and of who comes first
std::vector<BenchFault> value_faults();    // of the values below Parameters, of names that are switched off

inline std::vector<BenchFault> bench_faults() {
    std::vector<BenchFault> all = list_faults();
    for (const auto& more : {entry_faults(), way_faults(), provider_faults(), value_faults(), machine_faults(),
                             network_faults(), around_faults()})
        all.insert(all.end(), more.begin(), more.end());
    return all;
}

} // namespace netmend::winsock
