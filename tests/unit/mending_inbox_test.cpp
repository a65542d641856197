// Windows' own entries written again: from the machine's templates, with the ids that others know, at their place.
#include <gtest/gtest.h>

#include "tests/unit/mending_inbox.hpp"

namespace netmend::mending {
namespace {

using namespace simulated;
using namespace inbox;

TEST(InboxMending, ChangesNothingOnAHealthyMachine) {
    for (MendingMachine* machine : all_machines()) {
        const Difference difference = plan_for(*machine);
        EXPECT_TRUE(difference.empty()) << machine->identity.build << ": "
                                        << (difference.keys.empty()
                                                ? difference.values.empty() ? "" : difference.values[0].name
                                                : difference.keys[0].path);
        EXPECT_TRUE(difference.said.empty());
    }
}

// Each of TCP and UDP, in either list and in both: back at its place, with its id, byte for byte.
TEST(InboxMending, GivesBackWhatSocketsNeedAsItWas) {
    int mended = 0;
    for (MendingMachine* machine : all_machines()) {
        const Tree healthy = machine->registry.now;
        const auto entries = protocols(healthy, 32, machine->identity.x64);
        for (std::size_t gone = 0; gone < entries.size(); ++gone) {
            if (!is_needed(entries[gone]))
                continue;
            for (const std::vector<int>& lists : {std::vector<int>{32}, {64}, {32, 64}}) {
                if (lists.back() == 64 && !machine->identity.x64)
                    continue;
                for (const int bits : lists)
                    change(*machine, bits,
                           [&](auto& list) { list.erase(list.begin() + static_cast<std::ptrdiff_t>(gone)); });
                const bool known_id = lists.size() == 1 && machine->identity.x64;
                const Difference difference = plan_for(*machine);
                ASSERT_TRUE(machine->apply(difference));
                EXPECT_EQ(damage_in(*machine), std::vector<std::string>()) << machine->identity.build;
                const bool templates = !entries_from_templates(machine->registry, {"Tcpip"}).empty();
                for (const int bits : lists) {
                    auto now = protocols(machine->registry.now, bits, machine->identity.x64);
                    ASSERT_EQ(now.size(), entries.size());
                    if (!known_id) {
                        EXPECT_GE(now[gone].id, number_at(healthy, protocols_path, "Next_Catalog_Entry_ID"));
                        now[gone].id = entries[gone].id;
                    }
                    if (!templates) // by data or by the other list; names are localised, and so are not compared
                        now[gone].name = entries[gone].name;
                    EXPECT_EQ(packed(now[gone]), packed(entries[gone])) << machine->identity.build << " " << gone;
                    if (templates && known_id) {
                        EXPECT_EQ(differing(machine->registry.now, healthy).size(), 1u) << "rubbish behind the path";
                    }
                }
                ASSERT_TRUE(machine->apply(difference.reversed()));
                machine->registry.now = healthy;
                ++mended;
            }
        }
    }
    std::printf("%d times an entry of TCP or UDP was written again\n", mended);
}

TEST(InboxMending, GivesAllOfAProviderBackThatIsGoneWhole) {
    for (MendingMachine* machine : all_machines()) {
        const Tree healthy = machine->registry.now;
        const auto entries = protocols(healthy, 32, machine->identity.x64);
        for (const int bits : {32, 64})
            if (bits == 32 || machine->identity.x64)
                change(*machine, bits, [](auto& list) {
                    std::erase_if(list, [](const Entry& entry) { return entry.provider == ipv4; });
                });
        ASSERT_TRUE(machine->apply(plan_for(*machine)));
        EXPECT_EQ(damage_in(*machine), std::vector<std::string>()) << machine->identity.build;
        const auto now = protocols(machine->registry.now, 32, machine->identity.x64);
        ASSERT_EQ(now.size(), entries.size()) << machine->identity.build;
        for (std::size_t i = 0; i < now.size(); ++i)
            EXPECT_TRUE(now[i].provider == entries[i].provider && now[i].type == entries[i].type)
                << machine->identity.build << ": " << i;
        machine->registry.now = healthy;
    }
}

TEST_F(Modern, TheIdComesFromTheOtherListThenFromTheBackupThenFromCutChainsElseItIsTheNext) {
    const Tree healthy = machine.registry.now;
    simulated::Registry backup;
    backup.now = healthy;
    take_tcp_out({32, 64});
    ASSERT_TRUE(machine.apply(plan_for(machine)));
    EXPECT_EQ(tcp(32)->id, 1015u) << "Next_Catalog_Entry_ID";
    EXPECT_EQ(tcp(64)->id, 1015u) << "base entries have one id in both lists";
    EXPECT_EQ(number_at(machine.registry.now, protocols_path, "Next_Catalog_Entry_ID"), 1016u);

    machine.registry.now = healthy;
    take_tcp_out({32, 64});
    ASSERT_TRUE(machine.apply(plan_for(machine, &backup)));
    EXPECT_EQ(tcp(64)->id, 1007u);

    machine.registry.now = healthy;
    take_tcp_out({64});
    ASSERT_TRUE(machine.apply(plan_for(machine)));
    EXPECT_EQ(tcp(64)->id, 1007u);

    machine.registry.now = healthy;
    std::set<std::string> files;
    add_layered_provider(machine.registry.now, files, machine.identity);
    ASSERT_EQ(damage_in(machine), std::vector<std::string>());
    take_tcp_out({32, 64});
    EXPECT_NE(damage_in(machine), std::vector<std::string>());
    ASSERT_TRUE(machine.apply(plan_for(machine)));
    EXPECT_EQ(tcp(64)->id, 1007u) << "its chains are whole again";
    EXPECT_EQ(damage_in(machine), std::vector<std::string>());
}

TEST_F(Modern, AnEntryStandsBeforeThoseOfOtherMakers) {
    change(machine, 64, [](auto& list) {
        Entry other = list[2];
        other.provider = "B1000000-0000-4000-8000-000000000000";
        other.dll = "C:\\other.dll";
        other.id = 1500;
        list.insert(list.begin() + 1, other); // before what would be its neighbour
    });
    take_tcp_out({64});
    ASSERT_TRUE(machine.apply(plan_for(machine)));
    const auto now = protocols(machine.registry.now, 64, true);
    const auto place = [&](const std::string& provider) {
        return std::find_if(now.begin(), now.end(), [&](const Entry& e) { return e.provider == provider; });
    };
    EXPECT_LT(place(ipv4), place("B1000000-0000-4000-8000-000000000000"));
    EXPECT_EQ(machine.diagnosed().verdict, winsock::Verdict::Healthy);
}

TEST_F(Modern, WhatComesAndGoesByItselfIsLeftAwayUnlessItIsAskedFor) {
    const Tree healthy = machine.registry.now;
    simulated::Registry backup;
    backup.now = healthy;
    const auto was = machine.catalogs();
    change(machine, 64, [](auto& list) {
        std::erase_if(list, [](const Entry& e) { return e.family == 34 || e.family == 32 || (e.flags & 0x2000); });
    });
    EXPECT_TRUE(plan_for(machine).empty());
    const auto missing = winsock::missing_inbox(*was, *machine.catalogs());
    ASSERT_EQ(missing.size(), 7u);
    ASSERT_TRUE(machine.apply(plan_for(machine, &backup, missing)));
    EXPECT_TRUE(winsock::missing_inbox(*was, *machine.catalogs()).empty());
    const auto now = protocols(machine.registry.now, 64, true), old = protocols(healthy, 64, true);
    for (std::size_t i = 0; i < old.size(); ++i)
        EXPECT_EQ(packed(now.at(i)), packed(old[i])) << i;
}

TEST_F(Modern, ARedirectedEntryNamesItsOwnDllAgain) {
    for (const char* path : {"C:\\evil\\mswsock.dll", "mswsock.dll", "%SystemRoot%\\system32\\evil.dll"}) {
        change(machine, 64, [&](auto& list) {
            for (Entry& entry : list)
                if (is_needed(entry))
                    entry.dll = path;
        });
        EXPECT_NE(damage_in(machine), std::vector<std::string>()) << path;
        const Difference difference = plan_for(machine);
        EXPECT_EQ(difference.keys.size(), 4u) << path;
        ASSERT_TRUE(machine.apply(difference));
        EXPECT_EQ(machine.diagnosed().verdict, winsock::Verdict::Healthy) << path;
    }
    machine.gone = {"mswsock.dll"};
    change(machine, 64, [&](auto& list) { list[2].dll = "C:\\evil\\mswsock.dll"; });
    EXPECT_TRUE(plan_for(machine).empty()) << "its own DLL is not there either";
}

TEST_F(Modern, ProtocolZeroIsMatchedAgain) {
    change(machine, 32, [](auto& list) {
        for (Entry& entry : list)
            if (entry.family == 2 && entry.type == 1)
                entry.provider_flags = 0;
    });
    EXPECT_EQ(damage_in(machine), std::vector<std::string>{"protocol-zero-lost"});
    ASSERT_TRUE(machine.apply(plan_for(machine)));
    EXPECT_EQ(machine.diagnosed().verdict, winsock::Verdict::Healthy);
}

} // namespace
} // namespace netmend::mending
