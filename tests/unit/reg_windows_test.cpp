// Which Windows an export comes from: each sign alone, signs that contradict one another, and its version key.
#include <gtest/gtest.h>

#include "statemachine/reg_export/reg_export.hpp"
#include "statemachine/reg_export/reg_windows.hpp"
#include "tests/simulated/catalog.hpp"
#include "tests/simulated/values.hpp"
#include "tests/unit/reg_forms.hpp"
#include "tests/unit/winsock_entry.hpp"

namespace netmend {
namespace {

using simulated::Entry;
using simulated::NameSpace;
using simulated::Tree;

constexpr const char* tcp = "E70F1AA0-AB8B-11CF-8CA3-00805F48A192";
constexpr const char* rsvp = "9D60A9E0-337A-11D0-BD88-0000C082E69A";
constexpr const char* af_unix = "A00943D9-9C2E-4633-9B59-0057A3160994";
constexpr const char* nla = "6642243A-3BA8-4AA6-BAA5-2E0BD71FDD83";
constexpr const char* nobodys = "12345678-1111-2222-3333-444455556666";
const std::string system32 = "%SystemRoot%\\system32\\";
const std::string version_key = "SOFTWARE\\Microsoft\\Windows NT\\CurrentVersion";

struct Exported { // what of it gives its Windows away
    std::vector<Entry> protocols;
    std::vector<NameSpace> name_spaces;
    bool x64 = false, categories = false;
};

ExportedWindows windows_of(const Tree& tree, const std::optional<SystemIdentity>& told = {}) {
    const std::string text =
        exported(tree, {simulated::winsock2_path, "SYSTEM\\CurrentControlSet\\Control\\ProductOptions", "SOFTWARE"});
    Result<RegExport> from = RegExport::read(bytes_of(text));
    EXPECT_TRUE(from) << (from ? "" : from.error().text);
    return from ? exported_windows(*from, told) : ExportedWindows{};
}

Tree tree_of(const Exported& of) {
    Tree tree;
    for (const int bits : {32, 64})
        if (bits == 32 || of.x64) {
            simulated::write_protocols(tree, of.protocols, bits, of.x64);
            simulated::write_namespaces(tree, of.name_spaces, bits, of.x64);
        }
    if (of.categories)
        tree.create(std::string(simulated::parameters_path) + "\\AppId_Catalog");
    return tree;
}

Entry protocol(const std::string& dll, const char* provider) {
    return winsock::plain_entry(dll, provider);
}

NameSpace name_space(const std::string& dll, const char* provider = nobodys) {
    return {dll, "name", provider};
}

TEST(ExportedWindows, IsGuessedByEachSignAlone) {
    const Entry base = protocol(system32 + "mswsock.dll", tcp), old = protocol(system32 + "rsvpsp.dll", rsvp),
                later = protocol(system32 + "MSWSOCK.dll", rsvp), ten = protocol(system32 + "mswsock.dll", af_unix);
    const NameSpace location = name_space(system32 + "mswsock.dll", nla);
    struct Case {
        Exported of;
        int major, minor;
        const char* name;
    };
    const Case cases[] = {
        {{{base}, {}}, 5, 0, "Windows 2000 or later (nothing in the export tells more)"},
        {{{base}, {name_space(system32 + "mswsock.dll")}},
         5,
         0,
         "Windows 2000 or later (nothing in the export tells more)"},
        {{{protocol("C:\\x\\rsvp.dll", rsvp)}, {}}, 5, 0, "Windows 2000 or later (nothing in the export tells more)"},
        {{{protocol("C:\\x\\rsvpsp.dll", nobodys)}, {}},
         5,
         0,
         "Windows 2000 or later (nothing in the export tells more)"},
        {{{base, ten}, {}}, 10, 0, "Windows 10 or later (it has AF_UNIX)"},
        {{{later}, {}}, 6, 0, "Windows Vista or later (RSVP is in mswsock.dll)"},
        {{{later, ten}, {}}, 10, 0, "Windows 10 or later (it has AF_UNIX)"},
        {{{old}, {}}, 5, 0, "Windows 2000, XP or Server 2003 (RSVP is in rsvpsp.dll)"},
        {{{old}, {location}}, 5, 1, "Windows XP or Server 2003 (RSVP is in rsvpsp.dll)"},
        {{{old, ten}, {location}}, 5, 0, "Windows 2000, XP or Server 2003 (RSVP is in rsvpsp.dll)"},
        {{{}, {location}}, 5, 1, "Windows XP or later (it has Network Location Awareness)"},
        {{{}, {name_space("C:\\x\\nlaapi.dll")}}, 6, 0, "Windows Vista or later (it has nlaapi.dll)"},
        {{{}, {name_space(system32 + "NapiNsp.dll")}}, 6, 0, "Windows Vista or later (it has napinsp.dll)"},
        {{{}, {name_space(system32 + "pnrpnsp.dll"), location}}, 6, 0, "Windows Vista or later (it has pnrpnsp.dll)"},
        {{{}, {location, name_space(system32 + "nlansp_c.dll")}}, 6, 0, "Windows Vista or later (it has nlansp_c.dll)"},
        {{{base}, {}, false, true}, 6, 0, "Windows Vista or later (it has AppId_Catalog)"},
        {{{base}, {location}, true}, 5, 1, "Windows XP or later, 64 bits (it has Network Location Awareness)"},
    };
    for (const Case& one : cases) {
        const ExportedWindows found = windows_of(tree_of(one.of));
        EXPECT_TRUE(found.guessed);
        EXPECT_EQ(found.name, std::string("taken to be ") + one.name);
        EXPECT_EQ(found.identity.major, one.major) << one.name;
        EXPECT_EQ(found.identity.minor, one.minor) << one.name;
        EXPECT_EQ(found.identity.x64, one.of.x64) << one.name;
    }
}

TEST(ExportedWindows, HasTheBitnessOfAnyTraceOfASecondList) {
    const std::string protocols = simulated::protocols_path, names = simulated::namespaces_path;
    for (const std::string& catalog : {protocols, names}) {
        Tree by_number = tree_of({}), by_key = by_number, none = by_number;
        by_number.set(catalog, simulated::number("num_catalog_entries64", 0));
        by_key.create(catalog + "\\catalog_entries64");
        none.set(catalog, simulated::number("Num_Catalog_Entries6", 0));
        none.create(catalog + "\\Catalog_Entries6");
        EXPECT_TRUE(windows_of(by_number).identity.x64) << catalog;
        EXPECT_TRUE(windows_of(by_key).identity.x64) << catalog;
        EXPECT_FALSE(windows_of(none).identity.x64) << catalog;
    }
    const SystemIdentity x64 = *windows_named("xp-x64-sp2"), x86 = *windows_named("2003-sp1");
    EXPECT_FALSE(windows_of(tree_of({}), x64).identity.x64) << "the export's own catalogs count more";
    EXPECT_TRUE(windows_of(tree_of({{}, {}, true}), x86).identity.x64);
    EXPECT_TRUE(windows_of(Tree(), x64).identity.x64) << "it holds no catalog";
}

TEST(ExportedWindows, HasNamesWithEveryNumber) {
    const SystemIdentity x64 = *windows_named("XP-X64-SP2"), server = *windows_named("2003-sp1");
    EXPECT_EQ(x64, (SystemIdentity{5, 2, 3790, 2, Product::Workstation, true, ""}));
    EXPECT_EQ(server, (SystemIdentity{5, 2, 3790, 1, Product::Server, false, ""}));
    EXPECT_EQ(windows_names().size(), 24u);
    EXPECT_EQ(windows_names().front(), "xp-rtm");
    EXPECT_EQ(windows_of(tree_of({}), *windows_named("2012-r2")).name,
              "Windows Server 2012 R2 (build 9600), as you said");
    EXPECT_FALSE(windows_of(tree_of({}), server).guessed);
}

// Values of the version key, and what they make of an identity.
struct VersionCase {
    std::vector<RegistryValue> values;
    SystemIdentity identity;
    const char* product_type = "";
};

TEST(ExportedWindows, IsReadFromEveryValueOfItsVersionKey) {
    using simulated::number;
    using simulated::text;
    const auto is = [](int major, int minor, int build = 0, int pack = 0, Product product = Product::Workstation,
                       bool x64 = false) { return SystemIdentity{major, minor, build, pack, product, x64, ""}; };
    const VersionCase cases[] = {
        {{text("CurrentVersion", "5.1")}, is(5, 1)},
        {{text("CurrentVersion", "5.1 (Uni-Processor Free)"), text("CSDVersion", "Service Pack 3, v.5512")},
         is(5, 1, 0, 3)},
        {{text("CurrentVersion", "6.1"), text("CurrentBuildNumber", "7601"), text("CurrentBuild", "1.511.1 ()")},
         is(6, 1, 7601)},
        {{text("CurrentVersion", "6.0"), text("CurrentBuild", "6002")}, is(6, 0, 6002)},
        {{text("CurrentVersion", "6.3"), number("CurrentMajorVersionNumber", 10),
          number("CurrentMinorVersionNumber", 7)},
         is(10, 7)},
        {{text("CurrentVersion", "6.3"), number("CurrentMajorVersionNumber", 11)}, is(11, 0)},
        {{text("CurrentVersion", "6.3"), number("CurrentMajorVersionNumber", 100)}, is(6, 3)},
        {{text("CurrentVersion", "6.3"), number("CurrentMajorVersionNumber", 99)}, is(99, 0)},
        {{text("CurrentVersion", "5.2"), text("BuildLab", "3790.srv03_sp2.amd64fre")},
         is(5, 2, 0, 0, Product::Workstation, true)},
        {{text("CurrentVersion", "6.1"), text("BuildLabEx", "7601.23915.amd64fre.win7sp1")},
         is(6, 1, 0, 0, Product::Workstation, true)},
        {{text("CurrentVersion", "6.1"), text("BuildLabEx", "7601.23915.x86fre.win7sp1")}, is(6, 1)},
        {{text("CurrentVersion", "6.1"), text("InstallationType", "server")}, is(6, 1, 0, 0, Product::Server)},
        {{text("CurrentVersion", "6.1"), text("InstallationType", "Client")}, is(6, 1)},
        {{text("CurrentVersion", "6.1"), text("ProductName", "Windows Server 2008")}, is(6, 1, 0, 0, Product::Server)},
        {{text("CurrentVersion", "5.2")}, is(5, 2, 0, 0, Product::Server), "ServerNT"},
        {{text("CurrentVersion", "5.2"), text("ProductName", "Windows Server 2003")},
         is(5, 2, 0, 0, Product::DomainController),
         "LanmanNT"},
        {{text("CurrentVersion", "5.2")}, is(5, 2), "WinNT"},
        {{text("CurrentVersion", "6.1"), text("CurrentBuildNumber", "12345678")}, is(6, 1, 123456)},
    };
    for (const VersionCase& one : cases) {
        Tree tree; // without catalogs, so that the version key alone tells the bitness
        tree.create("SYSTEM\\CurrentControlSet\\Control");
        for (const RegistryValue& value : one.values)
            tree.set(version_key, value);
        if (*one.product_type)
            tree.set("SYSTEM\\CurrentControlSet\\Control\\ProductOptions", text("ProductType", one.product_type));
        const ExportedWindows found = windows_of(tree);
        const SystemIdentity& identity = found.identity;
        EXPECT_FALSE(found.guessed);
        EXPECT_EQ(identity, one.identity)
            << "case " << &one - cases << ": " << identity.major << "." << identity.minor << " build " << identity.build
            << " pack " << identity.service_pack << " x64 " << identity.x64;
    }
}

TEST(ExportedWindows, IsGuessedWhereTheVersionKeySaysNothing) {
    for (const char* version : {"", "5", "none"}) {
        Tree tree = tree_of({{}, {name_space(system32 + "nlaapi.dll")}});
        tree.set(version_key, simulated::text("CurrentVersion", version));
        EXPECT_TRUE(windows_of(tree).guessed) << version;
        EXPECT_EQ(windows_of(tree).identity.major, 6) << version;
    }
}

TEST(ExportedWindows, WithoutItsSecondListIsA64BitOneWhereItSaysSo) {
    Tree tree = tree_of({});
    tree.set(version_key, simulated::text("CurrentVersion", "6.1"));
    EXPECT_FALSE(windows_of(tree).identity.x64);
    tree.set(version_key, simulated::text("BuildLab", "7601.amd64fre"));
    EXPECT_TRUE(windows_of(tree).identity.x64);
    tree.erase_value(version_key, "BuildLab");
    tree.create(std::string(simulated::protocols_path) + "\\Catalog_Entries64");
    EXPECT_TRUE(windows_of(tree).identity.x64);
}

} // namespace
} // namespace netmend
