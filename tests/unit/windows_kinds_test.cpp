// Which Windows gets which ladder (procedures, chapter 3): every row of the table, Windows to come, and Windows too
// old.
#include "statemachine/planning/windows_kinds.hpp"

#include <gtest/gtest.h>

namespace netmend {
namespace {

using Ladder = std::vector<std::string>;

struct Known {
    int major, minor, service_pack;
    Product product;
    bool x64;
    const char* name;
    Ladder ladder;
    bool unsupported = false;
};

constexpr Product at_home = Product::Workstation, server = Product::Server, domain = Product::DomainController;

const std::vector<std::string> rungs{"services", "layers", "name-spaces", "inbox",
                                     "winsock-reset"}; // of Vista and later

const std::vector<Known> all{
    {5, 0, 4, at_home, false, "Windows 2000", {"reinstall"}},
    {5, 0, 0, at_home, false, "Windows 2000", {"reinstall"}},
    {5, 0, 4, server, false, "Windows 2000 Server", {"reinstall"}},
    {5, 1, 0, at_home, false, "Windows XP", {"keys"}, true},
    {5, 1, 1, at_home, false, "Windows XP", {"keys"}, true},
    {5, 1, 2, at_home, false, "Windows XP", {"reset", "keys"}},
    {5, 1, 3, at_home, false, "Windows XP", {"reset", "keys"}},
    {5, 1, 4, at_home, false, "Windows XP", {"reset", "keys"}},
    {5, 2, 1, at_home, true, "Windows XP Professional x64 Edition", {"reset", "keys"}},
    {5, 2, 2, at_home, true, "Windows XP Professional x64 Edition", {"reset", "keys"}},
    {5, 2, 0, server, false, "Windows Server 2003", {"keys"}},
    {5, 2, 1, server, false, "Windows Server 2003", {"reset", "keys"}},
    {5, 2, 2, domain, true, "Windows Server 2003", {"reset", "keys"}},
    {6, 0, 2, at_home, true, "Windows Vista", rungs},
    {6, 1, 1, server, true, "Windows Server 2008 R2", rungs},
    {6, 3, 0, at_home, true, "Windows 8.1", rungs},
    {10, 0, 0, at_home, true, "Windows 10", rungs},
    {12, 0, 0, at_home, true, "Windows", rungs},
    {4, 0, 6, at_home, false, "Windows", {}},
};

SystemIdentity identity_of(const Known& known) {
    SystemIdentity identity;
    identity.major = known.major, identity.minor = known.minor, identity.service_pack = known.service_pack;
    identity.product = known.product, identity.x64 = known.x64;
    return identity;
}

TEST(WindowsKinds, GetTheLadderOfTheArticles) {
    for (const Known& known : all) {
        const WindowsKind kind = kind_of(identity_of(known));
        const std::string which = known.name + std::string(" SP") + std::to_string(known.service_pack);
        EXPECT_EQ(known.name, kind.name) << which;
        EXPECT_EQ(known.ladder, names_of(kind.ladder)) << which;
        EXPECT_EQ(known.unsupported, kind.unsupported) << which;
        EXPECT_EQ(known.ladder.empty(), !kind.refusal.empty()) << which;
    }
}

TEST(WindowsKinds, NeverDeleteKeysOnVistaAndWhatComesAfterIt) {
    for (int major = 6; major < 30; ++major)
        for (int minor = 0; minor < 5; ++minor) {
            SystemIdentity identity;
            identity.major = major, identity.minor = minor;
            for (const Procedure procedure : kind_of(identity).ladder)
                EXPECT_TRUE(procedure != Procedure::DeleteKeys && procedure != Procedure::ReinstallTcpip)
                    << major << "." << minor;
        }
}

TEST(WindowsKinds, OlderThanWindows2000AreRefused) {
    SystemIdentity identity;
    identity.major = 4;
    EXPECT_NE(std::string::npos, kind_of(identity).refusal.find("older than Windows 2000"));
}

TEST(WindowsKinds, SayTheirLadderInALineAProcedure) {
    SystemIdentity identity;
    identity.major = 5, identity.minor = 1, identity.service_pack = 3;
    EXPECT_EQ((Ladder{"First: reset the Winsock catalog, restart.",
                      "If that is not enough: delete the Winsock keys, restart, install TCP/IP again, restart.",
                      "After that: a person."}),
              ladder_lines(identity));
}

} // namespace
} // namespace netmend
