// For the tests of Windows' own entries: machines of every Windows, what the rung plans for one, and a Windows 10 1903
// with its templates.
#pragma once

#include <algorithm>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "statemachine/mending/inbox_mending.hpp"
#include "statemachine/mending/templates.hpp"
#include "tests/simulated/faults.hpp"
#include "tests/simulated/generations.hpp"
#include "tests/simulated/transports.hpp"
#include "tests/unit/mending_machine.hpp"
#include "tests/unit/winsock_machine.hpp"

namespace netmend::mending::inbox {

using namespace simulated;

inline const std::string services = "SYSTEM\\CurrentControlSet\\Services\\";
inline constexpr const char* ipv4 = "E70F1AA0-AB8B-11CF-8CA3-00805F48A192";

inline std::vector<MendingMachine*> all_machines() {
    static const auto machines = [] {
        std::vector<std::unique_ptr<MendingMachine>> all;
        for (const GenerationMachine& machine : generation_machines())
            all.push_back(std::make_unique<MendingMachine>(machine.identity, machine.registry));
        for (const TransportMachine& machine : transport_machines())
            all.push_back(std::make_unique<MendingMachine>(simulated::identity_of(machine), registry_of(machine)));
        return all;
    }();
    std::vector<MendingMachine*> out;
    for (const auto& machine : machines)
        out.push_back(machine.get());
    return out;
}

inline Difference plan_for(MendingMachine& machine, netmend::Registry* backup = nullptr,
                           const std::vector<winsock::InboxProvider>& missing = {}) {
    const auto catalogs = machine.catalogs();
    EXPECT_TRUE(catalogs);
    const auto difference = mend_inbox(machine.registry, *catalogs, machine.identity, machine.look(), backup, missing);
    EXPECT_TRUE(difference) << difference.error().text;
    return difference.value_or(Difference{});
}

inline void change(MendingMachine& machine, int bits, const std::function<void(std::vector<Entry>&)>& edit) {
    const Tree before = machine.registry.now;
    auto entries = protocols(machine.registry.now, bits, machine.identity.x64);
    edit(entries);
    write_protocols(machine.registry.now, entries, bits, machine.identity.x64);
    const std::string list = std::string(protocols_path) + "\\" + entries_name(bits, machine.identity.x64);
    const bool named = before.value(list + "\\000000000001", "ProtocolName").has_value();
    for (std::size_t i = 1; named && i <= entries.size(); ++i)
        machine.registry.now.set(list + "\\" + twelve_digits(i), text("ProtocolName", entries[i - 1].name));
}

inline std::vector<std::string> damage_in(MendingMachine& machine) {
    return winsock::codes(machine.diagnosed(), winsock::Severity::Damage);
}

inline bool is_needed(const Entry& entry) { // TCP and UDP
    return (entry.family == 2 || entry.family == 23) && entry.type < 3 && (entry.flags & 0x2000) == 0 &&
           entry.is_base() && entry.is_inbox();
}

class Modern : public testing::Test {
  protected:
    Modern() : machine(simulated::identity_of(transport_machines()[1]), registry_of(transport_machines()[1])) {}
    void take_tcp_out(const std::vector<int>& lists) {
        for (const int bits : lists)
            change(machine, bits, [](auto& list) {
                std::erase_if(list, [](const Entry& e) { return e.provider == ipv4 && e.type == 1; });
            });
    }
    const Entry* tcp(int bits) {
        found = protocols(machine.registry.now, bits, true);
        const auto at =
            std::find_if(found.begin(), found.end(), [](const Entry& e) { return e.provider == ipv4 && e.type == 1; });
        return at == found.end() ? nullptr : &*at;
    }
    MendingMachine machine;
    std::vector<Entry> found;
};

} // namespace netmend::mending::inbox
