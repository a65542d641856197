// The way of a network call, as it is read out on the phone.
#include "control/chain_table.hpp"

#include <gtest/gtest.h>

#include "tests/unit/winsock_machine.hpp"

namespace netmend::control {
namespace {

using simulated::Preset;
using winsock::Machine;
using Lines = std::vector<std::string>;

constexpr const char* acme = "C:\\Program Files\\Proxifier\\prxerdrv.dll";

simulated::Entry layer(std::uint32_t id, std::vector<std::uint32_t> chain, int type, int protocol) {
    simulated::Entry entry;
    entry.dll = acme;
    entry.provider = "11111111-2222-3333-4444-555555555555";
    entry.id = id;
    entry.chain_length = static_cast<std::uint32_t>(chain.size());
    entry.chain = std::move(chain);
    entry.family = 2;
    entry.type = type;
    entry.protocol = protocol;
    return entry;
}

Lines table(Machine& machine) {
    return chain_table(*machine.catalogs());
}

TEST(ChainTable, IsShortWithoutLayers) {
    Machine xp(Preset::XpSp3);
    EXPECT_EQ(table(xp), (Lines{"The way of a network call:",
                                "  TCP over IPv4, UDP over IPv4, RAW over IPv4: straight to Windows, MSAFD Tcpip "
                                "(mswsock.dll)",
                                "  NetBIOS: straight to Windows, MSAFD NetBIOS (mswsock.dll)"}));
}

TEST(ChainTable, TellsLayersFirstFromTheTopmostDown) {
    Machine xp(Preset::XpSp3);
    xp.change([](auto& entries) {
        entries.insert(entries.begin(), {layer(1101, {1100, 1001}, 1, 6), layer(1102, {1100, 1002}, 2, 17)});
        entries.push_back(layer(1100, {}, 1, 6));
    });
    const Lines lines = table(xp);
    ASSERT_GE(lines.size(), 4u);
    EXPECT_EQ(lines[1], "  TCP over IPv4: prxerdrv.dll (usually Proxifier) -> MSAFD Tcpip (mswsock.dll)");
    EXPECT_EQ(lines[2], "  UDP over IPv4: prxerdrv.dll (usually Proxifier) -> MSAFD Tcpip (mswsock.dll)");
    EXPECT_EQ(lines[3], "  RAW over IPv4: straight to Windows, MSAFD Tcpip (mswsock.dll)");
}

// The chain's own DLL is the one that Windows loads, whoever's layer the chain begins with.
TEST(ChainTable, TellsFirstWhatWindowsLoads) {
    Machine xp(Preset::XpSp3);
    xp.change([](auto& entries) {
        entries.insert(entries.begin(), layer(1101, {1100, 1001}, 1, 6));
        entries.front().dll = "C:\\Program Files\\Other\\other.dll";
        entries.push_back(layer(1100, {}, 1, 6));
    });
    EXPECT_EQ(table(xp)[1],
              "  TCP over IPv4: other.dll -> prxerdrv.dll (usually Proxifier) -> MSAFD Tcpip (mswsock.dll)");
}

TEST(ChainTable, CallsComponentsByTheirNames) {
    Machine xp(Preset::XpSp3);
    xp.change([](auto& entries) {
        simulated::Entry atm = entries.front();
        atm.provider = "C3656046-3AAF-11D1-A8C3-00C04FC99C9C";
        atm.id = 1200;
        atm.family = 22;
        atm.name = "MSAFD ATM AAL5";
        entries.push_back(atm);
    });
    EXPECT_EQ(table(xp).back(), "  ATM: straight to Windows, MSAFD ATM AAL5 (mswsock.dll)");
}

TEST(ChainTable, TellsOfLayersThatNoCallMeets) {
    Machine xp(Preset::XpSp3);
    xp.change([](auto& entries) {
        entries.push_back(layer(1100, {}, 1, 6));
        entries.push_back(layer(1101, {1100, 1001}, 1, 6));
    });
    EXPECT_EQ(table(xp).back(),
              "  Only for programs that ask for it by name: TCP over IPv4: prxerdrv.dll (usually Proxifier) -> "
              "MSAFD Tcpip (mswsock.dll)");
}

TEST(ChainTable, NamesWhatIsGoneOrTooLong) {
    Machine xp(Preset::XpSp3);
    xp.change([](auto& entries) {
        entries.insert(entries.begin(), layer(1101, {1100, 1001}, 1, 6));
        entries.insert(entries.begin(), layer(1102, {1101, 1101, 1101, 1101, 1101, 1101, 1002}, 2, 17));
        entries.front().chain_length = 4000000000u;
    });
    const Lines lines = table(xp);
    EXPECT_NE(lines[1].find("more than the 7 that Windows allows"), std::string::npos) << lines[1];
    EXPECT_EQ(lines[2], "  TCP over IPv4: prxerdrv.dll (usually Proxifier) -> entry 1100, which is gone -> MSAFD Tcpip "
                        "(mswsock.dll)");
}

TEST(ChainTable, SaysEqualListsOfBothBitnessesOnce) {
    Machine machine(Preset::Windows7);
    const Lines alike = table(machine);
    ASSERT_FALSE(alike.empty());
    EXPECT_EQ(alike[0], "The way of a network call, 32-bit and 64-bit programs alike:");
    machine.change([](auto& entries) { entries.insert(entries.begin(), layer(1101, {1100, 1001}, 1, 6)); });
    const Lines apart = table(machine);
    EXPECT_EQ(apart[0], "The way of a network call, 64-bit programs:");
    EXPECT_NE(std::find(apart.begin(), apart.end(), "The way of a network call, 32-bit programs:"), apart.end());
}

TEST(ChainTable, SaysSoWhereNothingServesACall) {
    Machine xp(Preset::XpSp3);
    xp.change([](auto& entries) { entries.clear(); });
    EXPECT_EQ(table(xp), (Lines{"The way of a network call:", "  Nowhere: no provider serves any call."}));
    EXPECT_TRUE(chain_table({}).empty());
}

TEST(EntryTable, ShowsEveryEntryWithItsChainAndFlags) {
    Machine xp(Preset::XpSp3);
    xp.change([](auto& entries) { entries.push_back(layer(1101, {1100, 1001}, 1, 6)); });
    const Lines lines = entry_table(*xp.catalogs());
    const auto has = [&](const std::string& part) {
        return std::any_of(lines.begin(), lines.end(),
                           [&](const std::string& line) { return line.find(part) != std::string::npos; });
    };
    EXPECT_TRUE(has("1101  chain 1100:1001"));
    EXPECT_TRUE(has("0x20066"));
    EXPECT_TRUE(has("{E70F1AA0-AB8B-11CF-8CA3-00805F48A192}"));
    EXPECT_TRUE(has("Entries of the name-space catalog:"));
    const auto json = entries_json(*xp.catalogs());
    EXPECT_EQ(json.size(), 12u + xp.catalogs()->name_space[0].entries.size());
    EXPECT_EQ(json[11]["chain"], (std::vector<std::uint32_t>{1100, 1001}));
}

} // namespace
} // namespace netmend::control
