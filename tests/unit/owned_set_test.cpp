#include "statemachine/backup/owned_set.hpp"

#include <algorithm>
#include <cctype>
#include <regex>
#include <set>

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

// The list read a second time, by regular expressions, over whole paths: slow, and with nothing of the product's walk.
struct Reference {
    enum Kind { Tree, NotKey, Values } kind;
    std::string key, names, except;

    static std::string expression(const std::string& pattern) {
        std::string out;
        for (const char c : pattern)
            out += c == '*'   ? std::string("[^\\\\]*")
                   : c == '#' ? std::string("[0-9a-f]")
                   : c == '|' ? std::string("|")
                              : (std::isalnum(static_cast<unsigned char>(c)) ? "" : "\\") + std::string(1, c);
        return out;
    }
    static bool is(const std::string& text, const std::string& pattern) {
        return std::regex_match(text, std::regex("(?:" + pattern + ")", std::regex::icase));
    }
    bool is_at(const std::string& path) const { return is(path, expression(key)); }
    bool is_above(const std::string& path) const {
        for (std::size_t end = path.rfind('\\'); end != std::string::npos && end != 0; end = path.rfind('\\', end - 1))
            if (is_at(path.substr(0, end)))
                return true;
        return false;
    }
    bool is_below(const std::string& path) const {
        for (std::size_t end = key.rfind('\\'); end != std::string::npos && end != 0; end = key.rfind('\\', end - 1))
            if (is(path, expression(key.substr(0, end))))
                return true;
        return false;
    }
};

const std::vector<Reference> references{
#define OWNED_TREE(key) {Reference::Tree, "SYSTEM\\CurrentControlSet\\" key, "*", ""},
#define NOT_OWNED_KEY(key) {Reference::NotKey, "SYSTEM\\CurrentControlSet\\" key, "", ""},
#define OWNED_VALUES(key, names, except) {Reference::Values, "SYSTEM\\CurrentControlSet\\" key, names, except},
#include "statemachine/backup/owned_set.def"
#undef OWNED_TREE
#undef NOT_OWNED_KEY
#undef OWNED_VALUES
};

const Reference* reference_of(const std::string& path) {
    const Reference* found = nullptr;
    for (const Reference& each : references) {
        const bool at = each.is_at(path), below = each.is_above(path);
        if (each.kind == Reference::NotKey && (at || below))
            return nullptr;
        if (!found && (each.kind == Reference::Tree ? at || below : each.kind == Reference::Values && at))
            found = &each;
    }
    return found;
}

TEST(OwnedSet, IsWhatTheListSaysOfEveryKeyAroundIt) {
    std::set<std::string> paths;
    for (const Reference& each : references)
        for (const char* star : {"x", "{1}", ""}) {
            std::string path;
            for (const char c : each.key)
                path += c == '*' ? star : std::string(1, c == '#' ? 'a' : c);
            paths.insert({path, path + "\\Below", path + "x", path.substr(0, path.size() - 1), path + "\\0000000a"});
            for (std::size_t end = path.rfind('\\'); end != std::string::npos && end != 0;
                 end = path.rfind('\\', end - 1))
                paths.insert(path.substr(0, end));
        }
    ASSERT_GT(paths.size(), 200u);
    for (const std::string& path : paths) {
        if (path.find("\\\\") != std::string::npos || path.ends_with('\\'))
            continue; // no key has an empty name
        const Reference* rule = reference_of(path);
        const Ownership expected = !rule                                      ? Ownership::None
                                   : rule->kind == Reference::Tree            ? Ownership::Whole
                                   : rule->key.find('*') == std::string::npos ? Ownership::Values
                                                                              : Ownership::Each;
        EXPECT_EQ(ownership_of(path), expected) << path;
        for (const char* name : {"", "Start", "IPAddress", "DhcpIPAddress", "Bind", "T1"})
            EXPECT_EQ(owns_value(path, name),
                      rule && !rule->names.empty() && Reference::is(name, Reference::expression(rule->names)) &&
                          (rule->except.empty() || !Reference::is(name, Reference::expression(rule->except))))
                << path << " " << name;
        const bool leads = rule || std::any_of(references.begin(), references.end(), [&](const Reference& each) {
                               return each.kind != Reference::NotKey && each.is_below(path);
                           });
        EXPECT_EQ(leads_to_owned(path), leads) << path;
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
