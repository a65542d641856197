// A machine for the tests of the ladder's mending: a registry with volatile keys and effects, the files that are there,
// a clock whose time passes by waiting, and a program that reads the catalogs all the time, as ws2_32 does.
#pragma once

#include <functional>
#include <map>
#include <set>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "statemachine/mending/apply.hpp"
#include "statemachine/mending/dll_look.hpp"
#include "statemachine/winsock/diagnosis.hpp"
#include "tests/simulated/catalog.hpp"
#include "tests/simulated/judge.hpp"
#include "tests/simulated/registry.hpp"
#include "tests/simulated/values.hpp"

namespace netmend::mending {

inline bool is_about_serial(const std::string& line) { // of Tree::differences
    return line.ends_with("value Serial_Access_Num differs");
}

// What differs, but for the numbers that count how often a catalog was written.
inline std::vector<std::string> differing(const simulated::Tree& a, const simulated::Tree& b) {
    std::vector<std::string> lines = a.differences(b, "SYSTEM");
    std::erase_if(lines, is_about_serial);
    return lines;
}

class WaitingClock final : public Clock {
  public:
    std::string now() override { return "2026-11-30T12:00:00Z"; }
    bool wait(std::chrono::milliseconds time) override {
        waited += time;
        if (meanwhile)
            meanwhile();
        return !interrupted;
    }
    std::chrono::milliseconds waited{0};
    std::function<void()> meanwhile;
    bool interrupted = false;
};

// Both lists of a catalog with their counts, as a process sees them that starts now. Empty: a marker makes it wait.
inline std::optional<std::string> seen_by_reader(const simulated::Tree& tree, const char* catalog) {
    const auto key = tree.read(catalog);
    char marker[12];
    std::snprintf(marker, sizeof marker, "%08X", simulated::number_at(tree, catalog, "Serial_Access_Num"));
    if (!key || tree.has(std::string(catalog) + "\\" + marker))
        return std::nullopt;
    std::string seen;
    for (const auto& value : key->values)
        if (value.name != "Serial_Access_Num")
            seen += value.name + std::string(value.data.begin(), value.data.end());
    for (const char* list : {"\\Catalog_Entries", "\\Catalog_Entries64"})
        tree.each_value(std::string(catalog) + list, [&](const std::string& path, const RegistryValue& value) {
            seen += path + value.name + std::string(value.data.begin(), value.data.end());
        });
    return seen;
}

struct MendingMachine {
    explicit MendingMachine(SystemIdentity windows, simulated::Tree tree) : identity(std::move(windows)) {
        registry.now = std::move(tree);
        registry.make_durable();
    }

    Result<winsock::Catalogs> catalogs() { return winsock::read_catalogs(registry, identity.x64); }

    LookForDll look() {
        return [this](const std::string& path, int) {
            const std::string file = simulated::base_name(path);
            return unseen.count(file) ? Dll::NotSeen : gone.count(file) ? Dll::Gone : Dll::There;
        };
    }

    winsock::Diagnosis diagnosed() {
        const auto exists = [this](const std::string& dll, int) -> Result<bool> {
            return gone.count(simulated::base_name(dll)) == 0;
        };
        const auto read = catalogs();
        return read ? winsock::judge(*read, identity, exists) : winsock::Diagnosis{};
    }

    Result<Applied> apply(const Difference& difference) { return mending::apply(registry, clock, difference); }

    SystemIdentity identity;
    simulated::Effects effects;
    simulated::Registry registry{effects};
    WaitingClock clock;
    std::set<std::string> gone, unseen; // DLLs
};

} // namespace netmend::mending
