// A machine for the tests of the Winsock model: a simulated registry with the catalogs of one Windows, the files that
// are there, and one call that diagnoses its structure.
#pragma once

#include <algorithm>
#include <functional>
#include <set>
#include <string>
#include <vector>

#include "statemachine/winsock/diagnosis.hpp"
#include "tests/simulated/baselines.hpp"
#include "tests/simulated/catalog.hpp"
#include "tests/simulated/faults.hpp"
#include "tests/simulated/judge.hpp"
#include "tests/simulated/registry.hpp"
#include "tests/simulated/values.hpp"

namespace netmend::winsock {

struct Machine {
    explicit Machine(simulated::Preset preset)
        : identity(simulated::identity_of(preset)), files(simulated::default_files(preset)) {
        registry.now = simulated::healthy_registry(preset);
    }
    Machine(SystemIdentity windows, simulated::Tree tree) : identity(std::move(windows)) {
        registry.now = std::move(tree);
        every_file = true;
    }

    Result<Catalogs> catalogs() { return read_catalogs(registry, identity.x64); }

    Diagnosis diagnosed() {
        const auto exists = [this](const std::string& dll, int) -> Result<bool> {
            return every_file || files.count(simulated::base_name(dll)) != 0;
        };
        const Result<Catalogs> read = catalogs();
        return read ? judge(*read, identity, exists) : Diagnosis{};
    }

    // Changes every entry of the 32-bit list, in place, and keeps it consistent.
    void change(const std::function<void(std::vector<simulated::Entry>&)>& edit) {
        auto entries = simulated::protocols(registry.now, 32, identity.x64);
        edit(entries);
        simulated::write_protocols(registry.now, entries, 32, identity.x64);
    }

    SystemIdentity identity;
    std::set<std::string> files;
    bool every_file = false;
    simulated::Registry registry;
};

// The codes of one weight, sorted, each once.
inline std::vector<std::string> codes(const Diagnosis& diagnosis, Severity severity) {
    std::set<std::string> found;
    for (const Finding& finding : diagnosis.findings)
        if (finding.severity == severity)
            found.insert(finding.code);
    return {found.begin(), found.end()};
}

inline const Finding* find(const Diagnosis& diagnosis, const std::string& code) {
    const auto at = std::find_if(diagnosis.findings.begin(), diagnosis.findings.end(),
                                 [&](const Finding& finding) { return finding.code == code; });
    return at == diagnosis.findings.end() ? nullptr : &*at;
}

// For a failing test: every finding on a line of its own.
inline std::string told(const Diagnosis& diagnosis) {
    std::string all(name_of(diagnosis.verdict));
    for (const Finding& finding : diagnosis.findings)
        all += "\n" + std::string(name_of(finding.severity)) + " " + finding.catalog + " " +
               std::to_string(finding.bits) + " " + finding.code + ": " + finding.text;
    return all;
}

using Codes = std::vector<std::string>;

} // namespace netmend::winsock
