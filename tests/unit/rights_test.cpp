// What services may do on their keys: what is lost is seen, given back exactly, and taken away again exactly.
#include <gtest/gtest.h>

#include "statemachine/base/descriptor.hpp"
#include "statemachine/mending/changing.hpp"
#include "statemachine/mending/service_mending.hpp"
#include "statemachine/winsock/rights.hpp"
#include "tests/simulated/access.hpp"
#include "tests/simulated/faults.hpp"
#include "tests/simulated/registry.hpp"

namespace netmend::winsock {
namespace {

using simulated::Preset;

constexpr NetworkNeeds nothing_fails{}, no_address{false, true, false};
const std::string services = "SYSTEM\\CurrentControlSet\\Services\\";

Bytes descriptor_of(const std::string& entries) {
    return access::bytes_of("O:SYG:SYD:AI(A;CI;KA;;;SY)(A;CI;KA;;;BA)" + entries, access::Kind::Key);
}

const RightRow& row_of(const std::string& key, const std::string& sid) {
    for (const RightRow& row : right_rows())
        if (row.key == services + key && row.sid == sid)
            return row;
    throw std::invalid_argument(key);
}

struct Machine {
    simulated::Registry registry;
    SystemIdentity identity = simulated::identity_of(Preset::Windows11);

    Machine() { registry.now = simulated::healthy_registry(Preset::Windows11); }
    void hurt() {
        std::set<std::string> files;
        simulated::break_it(simulated::Fault::RightsLost, registry.now, files, identity);
    }
    RightsLook look(const NetworkNeeds& needs = nothing_fails) { return lost_rights(registry, identity, needs); }
};

TEST(Rights, AHealthyMachineHasLostNone) {
    Machine machine;
    EXPECT_TRUE(machine.look().lost.empty());
    EXPECT_TRUE(machine.look(no_address).unseen.empty());
}

TEST(Rights, WhatIsLostIsDamageOnlyWhereItIsNeeded) {
    Machine machine;
    machine.hurt();
    const RightsLook quiet = machine.look(), needed = machine.look(no_address);
    ASSERT_EQ(5u, quiet.lost.size()); // two on Tcpip's, two of Dhcp, one of BFE
    ASSERT_EQ(quiet.lost.size(), needed.lost.size());
    for (const LostRight& lost : quiet.lost)
        EXPECT_FALSE(lost.is_damage) << lost.row->key;
    for (const LostRight& lost : needed.lost)
        EXPECT_EQ(lost.access != 0, lost.is_damage) << lost.row->key << " " << lost.row->who;
}

// 8.1 and 2004 differ there, and this is neither.
TEST(Rights, WhatIsNotKnownForThisBuildIsOnlyNamed) {
    Machine machine;
    machine.hurt();
    for (const LostRight& lost : machine.look(no_address).lost)
        if (lost.row->key == services + "Tcpip\\Parameters" && lost.row->who == "NT SERVICE\\Dhcp") {
            EXPECT_EQ(0u, lost.access);
            EXPECT_FALSE(lost.is_damage);
        }
    machine.identity.build = 19045;
    machine.identity.major = 10;
    for (const LostRight& lost : machine.look(no_address).lost)
        EXPECT_NE(0u, lost.access) << lost.row->who;
}

TEST(Rights, NothingIsSaidWhereNothingIsKnown) {
    for (const auto& [major, minor] : {std::pair(5, 1), std::pair(6, 0), std::pair(6, 1)}) {
        Machine machine;
        machine.hurt();
        machine.identity.major = major, machine.identity.minor = minor, machine.identity.build = 7601;
        EXPECT_TRUE(machine.look(no_address).lost.empty()) << major;
    }
}

TEST(Rights, ADescriptorThatCouldNotBeReadIsNoLoss) {
    Machine machine;
    machine.hurt();
    machine.registry.troubles.push_back({services + "Dhcp", ErrorKind::AccessDenied});
    const RightsLook look = machine.look(no_address);
    EXPECT_FALSE(look.unseen.empty());
    for (const LostRight& lost : look.lost)
        EXPECT_FALSE(lost.row->key.starts_with(services + "Dhcp")) << lost.row->key;
}

TEST(Rights, WhoHasItAsAMemberOfAWiderGroupHasNotLostIt) {
    const RightRow& row = row_of("Dhcp", simulated::service_sid_of_dhcp);
    const std::uint32_t needed = 0x2001d;
    for (const char* entry : {"(A;;KA;;;WD)", "(A;;KA;;;SU)", "(A;;0x2001d;;;AU)"})
        EXPECT_FALSE(is_lost(descriptor_of(entry), row, needed)) << entry;
    for (const char* entry : {"", "(A;;KR;;;BU)", "(A;;0x2000d;;;AU)", "(A;CIIO;KA;;;WD)", "(D;;KA;;;WD)"})
        EXPECT_TRUE(is_lost(descriptor_of(entry), row, needed)) << entry;
    EXPECT_TRUE(is_lost(descriptor_of("(A;;KA;;;WD)"), row_of("WinSock2", "S-1-15-2-1"), 0x20019))
        << "no app package is a member of Everyone";
    for (const Bytes& odd : {Bytes(), Bytes(7, 1), access::bytes_of("O:SYG:SYD:P(A;;KR;;;SY)", access::Kind::Key)})
        EXPECT_FALSE(is_lost(odd, row, needed)) << "it says nothing";
}

// Each key keeps owner, order and flags of what it had; what is added stands behind the explicit entries.
TEST(Rights, AreAddedExactlyAndTakenAwayExactly) {
    Machine machine;
    const simulated::Tree healthy = machine.registry.now;
    machine.hurt();
    const simulated::Tree found = machine.registry.now;
    mending::Difference difference;
    ASSERT_TRUE(mending::add_rights(machine.registry, machine.look(no_address).lost, difference));
    EXPECT_EQ(4u, difference.said.size());
    ASSERT_TRUE(mending::make_so(machine.registry, difference));
    EXPECT_EQ(0, *mending::count_open(machine.registry, difference));
    for (const LostRight& lost : machine.look(no_address).lost)
        EXPECT_EQ(0u, lost.access) << lost.row->key;
    for (const mending::RightsChange& change : difference.rights) {
        const access::Descriptor was = access::parse_bytes(change.before), is = access::parse_bytes(change.after);
        EXPECT_EQ(was.owner, is.owner);
        EXPECT_LT(was.entries.size(), is.entries.size()) << change.key;
        for (std::size_t i = 0; i < was.entries.size(); ++i)
            EXPECT_EQ(was.entries[i].sid, is.entries[i].sid) << change.key;
    }
    const auto key = machine.registry.now.read(services + "Tcpip\\Parameters");
    EXPECT_EQ(0xb003fu, *allowed_to(key->descriptor, {sid_from("S-1-5-20")})) << "no more than the table has";

    ASSERT_TRUE(mending::make_so(machine.registry, difference.reversed()));
    const auto left = found.differences(machine.registry.now, "SYSTEM");
    EXPECT_TRUE(left.empty()) << left.front();
}

TEST(Rights, AreHandedDownOnlyToKeysThatInherit) {
    Machine machine;
    machine.hurt();
    const std::string filters = services + "BFE\\Parameters\\Policy\\Persistent", closed = filters + "\\Closed";
    machine.registry.now.create(closed, access::bytes_of("O:SYG:SYD:P(A;CI;KA;;;SY)", access::Kind::Key));
    mending::Difference difference;
    ASSERT_TRUE(mending::add_rights(machine.registry, machine.look().lost, difference));
    bool below = false;
    for (const mending::RightsChange& change : difference.rights) {
        EXPECT_NE(closed, change.key);
        below = below || change.key == filters + "\\Filter";
    }
    EXPECT_TRUE(below);
}

TEST(Rights, WhatSomebodyElseChangedSinceIsLeft) {
    Machine machine;
    machine.hurt();
    mending::Difference difference;
    ASSERT_TRUE(mending::add_rights(machine.registry, machine.look().lost, difference));
    machine.registry.now.create(services + "Dhcp", descriptor_of("(D;;KA;;;BU)"));
    const auto open = mending::count_open(machine.registry, difference);
    ASSERT_FALSE(open);
    EXPECT_EQ(ErrorKind::Busy, open.error().kind);
    machine.registry.now.erase_tree(services + "Dhcp"); // what went since needs no way back, and is not made anew
    EXPECT_FALSE(mending::count_open(machine.registry, difference));
    ASSERT_TRUE(mending::make_so(machine.registry, difference));
    EXPECT_TRUE(mending::count_open(machine.registry, difference.reversed()));
    EXPECT_FALSE(machine.registry.now.has(services + "Dhcp"));
}

TEST(Sids, AreReadOfTheirText) {
    EXPECT_EQ((Bytes{1, 1, 0, 0, 0, 0, 0, 5, 18, 0, 0, 0}), sid_from("S-1-5-18"));
    EXPECT_EQ(28u + 4u, sid_from(simulated::service_sid_of_dhcp).size());
    for (const char* odd : {"", "S-1-", "S-2-5-18", "S-1-5-", "S-1-5--1", "S-1-5-x", "S-1-5-99999999999", "NS"})
        EXPECT_TRUE(sid_from(odd).empty()) << odd;
    for (const RightRow& row : right_rows())
        EXPECT_FALSE(sid_from(row.sid).empty()) << row.who;
}

} // namespace
} // namespace netmend::winsock
