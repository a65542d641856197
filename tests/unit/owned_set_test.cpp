#include "statemachine/backup/owned_set.hpp"

#include <algorithm>

#include <gtest/gtest.h>

#include "statemachine/base/descriptor.hpp"
#include "tests/unit/owned_machine.hpp"

namespace netmend {
namespace {

using namespace testing;

TEST(OwnedSet, KnowsWhatIsOurs) {
    EXPECT_EQ(ownership_of(services + "winsock2\\PARAMETERS\\AppId_Catalog\\06EBDCB1"), Ownership::Whole);
    EXPECT_EQ(ownership_of(services + "Tcpip\\Parameters"), Ownership::Values);
    EXPECT_EQ(ownership_of(interface), Ownership::Each);
    EXPECT_EQ(ownership_of(interface + "\\Below"), Ownership::None);
    EXPECT_EQ(ownership_of(services + "WinSock"), Ownership::Whole);
    EXPECT_EQ(ownership_of(services + "WinSock22"), Ownership::None);
    EXPECT_EQ(ownership_of(services + "lanmanserver"), Ownership::None);
    EXPECT_TRUE(leads_to_owned(services + "Tcpip\\Parameters\\Interfaces"));
    EXPECT_FALSE(leads_to_owned(services + "Tcpip\\Parameters\\DNSRegisteredAdapters"));
    EXPECT_FALSE(leads_to_owned(services + "lanmanserver\\Parameters"));
}

TEST(OwnedSet, LeavesOutWhatWindowsWritesByItself) {
    for (const char* name : {"DhcpIPAddress", "LeaseObtainedTime", "lease", "T1", "T2", "NTEContextList"})
        EXPECT_FALSE(owns_value(interface, name)) << name;
    for (const char* name : {"IPAddress", "nameserver", "TcpAckFrequency", "T3", ""})
        EXPECT_TRUE(owns_value(interface, name)) << name;
    EXPECT_TRUE(owns_value(services + "Tcpip", "start"));
    EXPECT_FALSE(owns_value(services + "Tcpip", "SomethingElse"));
    EXPECT_FALSE(owns_value(services + "Tcpip\\Parameters\\Interfaces", "anything"));
}

TEST(OwnedSet, LeavesOutTheMarkerOfACatalogWriter) {
    EXPECT_FALSE(owns_key(marker));
    EXPECT_FALSE(leads_to_owned(marker));
    EXPECT_TRUE(owns_key(protocols + "\\0000002G"));
    EXPECT_TRUE(owns_key(protocols + "\\0000002A0"));
}

TEST(OwnedSet, IsTheSameForWhoeverGoesDownAsForAWholePath) {
    for (const std::string& path :
         {marker, interface + "\\Below", protocols + "\\Catalog_Entries\\000000000001",
          services + "lanmanserver\\Linkage", services + "Tcpip\\Parameters\\DNSRegisteredAdapters\\{1}",
          services + "WinSock\\A\\B", std::string("SOFTWARE\\Any")}) {
        Owned owned("SYSTEM");
        if (!path.starts_with("SYSTEM"))
            owned = Owned("SOFTWARE");
        for (std::size_t begin = path.find('\\') + 1, end = 0; end < path.size(); begin = end + 1) {
            end = std::min(path.find('\\', begin), path.size());
            owned = owned.below(path.substr(begin, end - begin));
            const std::string whole = path.substr(0, end);
            EXPECT_EQ(owned.ownership(), ownership_of(whole)) << whole;
            EXPECT_EQ(owned.leads_on(), leads_to_owned(whole)) << whole;
            for (const char* name : {"", "Start", "IPAddress", "DhcpIPAddress", "Bind"})
                EXPECT_EQ(owned.value(name), owns_value(whole, name)) << whole << " " << name;
        }
    }
}

TEST(OwnedSet, BeginsReadingAtEachServiceOnce) {
    std::vector<std::string> roots;
    for (const OwnedRoot& root : owned_roots()) {
        EXPECT_EQ(root.whole, root.path == services + "Winsock" || root.path == services + "WinSock2") << root.path;
        roots.push_back(root.path.starts_with(services) ? root.path.substr(services.size()) : root.path);
    }
    // clang-format off
    EXPECT_EQ(roots, (std::vector<std::string>{"Winsock", "WinSock2", "Tcpip", "Tcpip6", "NetBT", "Dhcp", "AFD", "tdx",
                                               "nsiproxy", "nsi", "BFE", "Dnscache", "NlaSvc", "netprofm",
                                               "WinHttpAutoProxySvc", "iphlpsvc", "mpssvc", "lmhosts", "WlanSvc",
                                               "lanmanserver\\Linkage", "lanmanworkstation\\Linkage"}));
    // clang-format on
}

TEST(Descriptors, AreComparedByWhatTheySay) {
    EXPECT_TRUE(same_descriptor(descriptor(1), descriptor(1, 0x8404))) << "how the list came to be decides nothing";
    EXPECT_FALSE(same_descriptor(descriptor(1), descriptor(1, 0x9004))) << "protected or not does";
    EXPECT_FALSE(same_descriptor(descriptor(1), descriptor(2)));
    Bytes padded = descriptor(1);
    padded[46] = 32; // the list's size, with four spare bytes at its end
    padded.insert(padded.end(), 4, 0);
    EXPECT_TRUE(same_descriptor(descriptor(1), padded));
    for (std::size_t size = 0; size < padded.size() - 4; ++size)
        EXPECT_FALSE(
            same_descriptor(descriptor(1), Bytes(padded.begin(), padded.begin() + static_cast<std::ptrdiff_t>(size))));
    EXPECT_TRUE(same_descriptor({1, 2}, {1, 2})) << "malformed, but the same bytes";
}

} // namespace
} // namespace netmend
