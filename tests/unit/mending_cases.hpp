// Differences as rungs of the ladder record them, and a machine on which tests apply them, cut off anywhere.
#pragma once

#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "tests/simulated/baselines.hpp"
#include "tests/unit/mending_machine.hpp"

namespace netmend::mending::cases {

using namespace simulated;

inline const std::string services = "SYSTEM\\CurrentControlSet\\Services\\";

inline KeyContent content_at(const Tree& tree, const std::string& path) {
    const auto key = tree.read(path);
    return {key->values, key->descriptor};
}

inline std::string entry_at(const char* catalog, int bits, std::size_t number) {
    return std::string(catalog) + "\\" + entries_name(bits, true) + "\\" + twelve_digits(number);
}

inline void add_count(Difference& difference, const Tree& tree, const char* catalog, int bits, std::uint32_t count) {
    const std::string name = bits == 64 ? "Num_Catalog_Entries64" : "Num_Catalog_Entries";
    difference.values.push_back({catalog, name, tree.value(catalog, name), number(name, count)});
}

// The second entry goes, those behind it move up: what a rung does to a list.
inline void take_second_out(Difference& difference, const Tree& tree, const char* catalog, int bits) {
    const std::uint32_t count =
        static_cast<std::uint32_t>(tree.read(std::string(catalog) + "\\" + entries_name(bits, true))->subkeys.size());
    for (std::size_t i = 2; i <= count; ++i) {
        KeyChange change{entry_at(catalog, bits, i), content_at(tree, entry_at(catalog, bits, i)), {}};
        if (i < count)
            change.after = content_at(tree, entry_at(catalog, bits, i + 1));
        difference.keys.push_back(std::move(change));
    }
    add_count(difference, tree, catalog, bits, count - 1);
    if (difference.seen.empty() || difference.seen.back().path != catalog)
        difference.seen.push_back({catalog, number_at(tree, catalog, "Serial_Access_Num")});
}

struct Case {
    const char* name;
    Difference difference;
};

inline std::vector<Case> cases_of(const Tree& tree) {
    std::vector<Case> cases;
    Difference services_only;
    services_only.values.push_back(
        {services + "Dhcp", "Start", tree.value(services + "Dhcp", "Start"), number("Start", 2)});
    services_only.values.push_back({services + "Dhcp", "DependOnService",
                                    tree.value(services + "Dhcp", "DependOnService"),
                                    list("DependOnService", {"Afd"})});
    cases.push_back({"values of a service", services_only});
    Difference protocols;
    for (const int bits : {32, 64})
        take_second_out(protocols, tree, protocols_path, bits);
    cases.push_back({"both protocol lists", protocols});
    Difference everything = protocols;
    everything.values.insert(everything.values.begin(), services_only.values.begin(), services_only.values.end());
    take_second_out(everything, tree, namespaces_path, 64);
    everything.keys.push_back({services + "Winsock\\New", {}, KeyContent{{number("a", 1), text("b", "two")}, {}}});
    everything.keys.push_back({services + "Winsock\\New\\Below", {}, KeyContent{{}, {}}});
    everything.values.push_back({protocols_path, "Next_Catalog_Entry_ID",
                                 tree.value(protocols_path, "Next_Catalog_Entry_ID"),
                                 number("Next_Catalog_Entry_ID", 2000)});
    cases.push_back({"both catalogs, services, new keys", everything});
    return cases;
}

class Applying : public testing::Test {
  protected:
    Applying() : machine(simulated::identity_of(Preset::Windows7), healthy_registry(Preset::Windows7)) {
        machine.registry.now.set(services + "Dhcp", number("Start", 4));
        machine.registry.make_durable();
        before = machine.registry.now;
        cases = cases_of(before);
    }

    Tree applied(const Difference& difference) {
        begin_with(before);
        const auto done = machine.apply(difference);
        EXPECT_TRUE(done) << done.error().text;
        return machine.registry.now;
    }

    void begin_with(const Tree& tree) {
        machine.registry.exchange_file(tree);
        machine.registry.begin_session();
    }

    struct Cut {};
    // Ends at that announcement of an effect. True when it came to its end before.
    bool apply_until(const Difference& difference, int announcement) {
        int seen = 0;
        machine.effects.hook = [&](Moment, const Effect&) {
            if (++seen == announcement)
                throw Cut{};
        };
        bool ended = true;
        try {
            EXPECT_TRUE(machine.apply(difference));
        } catch (const Cut&) {
            ended = false;
        }
        machine.effects.hook = {};
        return ended;
    }

    MendingMachine machine;
    Tree before;
    std::vector<Case> cases;
};

} // namespace netmend::mending::cases
