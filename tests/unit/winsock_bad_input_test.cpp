// Registries that no Windows wrote: a finding or an error that names key and value, never a crash, a hang, or "damaged"
// for what could not be read.
#include <gtest/gtest.h>

#include <functional>

#include "statemachine/base/limits.hpp"
#include "statemachine/base/read_only_registry.hpp"
#include "tests/unit/winsock_machine.hpp"

namespace netmend::winsock {
namespace {

using simulated::Entry;
using simulated::Preset;

const std::string list = std::string(simulated::protocols_path) + "\\Catalog_Entries";
const std::string names = std::string(simulated::namespaces_path) + "\\Catalog_Entries";

std::string entry(std::size_t number) {
    return list + "\\" + simulated::twelve_digits(number);
}

// A good machine in which one key has as many subkeys as one likes, without any of them being made.
class Crowded final : public ReadOnlyRegistry {
  public:
    Crowded(Registry& good, std::string path, std::size_t subkeys)
        : good_(good), path_(std::move(path)), subkeys_(subkeys) {}
    Result<RegistryKey> read(const std::string& path) override {
        ++reads;
        if (path != path_)
            return good_.read(path);
        RegistryKey key;
        for (std::size_t i = 1; i <= subkeys_; ++i)
            key.subkeys.push_back(simulated::twelve_digits(i));
        return key;
    }
    int reads = 0;

  private:
    Registry& good_;
    std::string path_;
    std::size_t subkeys_;
};

TEST(BadInput, OfAMillionKeysIsRefusedBeforeTheyAreRead) {
    for (const std::string& path : {list, names}) {
        Machine machine(Preset::XpSp3);
        Crowded crowded(machine.registry, path, 1'000'000);
        const Result<Catalogs> catalogs = read_catalogs(crowded, false);
        ASSERT_FALSE(catalogs.has_value());
        EXPECT_EQ(catalogs.error().kind, ErrorKind::TooLarge);
        EXPECT_NE(catalogs.error().text.find(path), std::string::npos) << catalogs.error().text;
        EXPECT_NE(catalogs.error().text.find("1000000"), std::string::npos) << catalogs.error().text;
        EXPECT_LT(crowded.reads, 40);
    }
}

TEST(BadInput, OfManyProgramsAndTransportsIsReadInPart) {
    Machine machine(Preset::Windows7);
    machine.registry.now.create(std::string(simulated::parameters_path) + "\\AppId_Catalog");
    Crowded programs(machine.registry, std::string(simulated::parameters_path) + "\\AppId_Catalog", 100'000);
    EXPECT_TRUE(read_catalogs(programs, true).has_value());
    EXPECT_LT(programs.reads, 2000);
    machine.registry.now.set(std::string(simulated::winsock_path) + "\\Parameters",
                             simulated::list("Transports", Codes(5000, "Tcpip")));
    const Result<Catalogs> catalogs = machine.catalogs();
    EXPECT_EQ(catalogs->old_key.transports.size(), 5000u);
    EXPECT_LE(catalogs->old_key.helpers.size(), 64u);
}

struct Bad {
    const char* name;
    std::function<void(simulated::Tree&)> write;
    const char* code;     // of the finding
    const char* told_key; // what its sentence names
    const char* told_value;
};

const std::vector<Bad>& bad_values() {
    static const std::vector<Bad> all{
        {"ItemOfAnotherType", [](auto& t) { t.set(entry(3), simulated::text("PackedCatalogItem", "no item")); },
         "malformed-entry", "000000000003", "PackedCatalogItem has type 1"},
        {"ItemTooShort", [](auto& t) { t.set(entry(3), simulated::binary("PackedCatalogItem", Bytes(887))); },
         "malformed-entry", "000000000003", "PackedCatalogItem has 887 bytes"},
        {"ItemTooLong", [](auto& t) { t.set(entry(3), simulated::binary("PackedCatalogItem", Bytes(1 << 20))); },
         "malformed-entry", "000000000003", "PackedCatalogItem has 1048576 bytes"},
        {"ItemEmpty", [](auto& t) { t.set(entry(3), simulated::binary("PackedCatalogItem", {})); }, "malformed-entry",
         "000000000003", "PackedCatalogItem has 0 bytes"},
        {"ItemMissing", [](auto& t) { t.erase_value(entry(3), "PackedCatalogItem"); }, "malformed-entry",
         "000000000003", "no PackedCatalogItem"},
        {"PathWithoutEnd", [](auto& t) { t.set(entry(3), simulated::binary("PackedCatalogItem", Bytes(888, 'a'))); },
         "malformed-entry", "000000000003", "path in its PackedCatalogItem does not end"},
        {"CountAbsurd",
         [](auto& t) { t.set(simulated::protocols_path, simulated::number("Num_Catalog_Entries", ~0u)); },
         "count-differs", "protocol catalog", "4294967295"},
        {"CountOfThreeBytes",
         [](auto& t) {
             t.set(simulated::protocols_path, RegistryValue{"Num_Catalog_Entries", 4, Bytes(3)});
         },
         "count-missing", "protocol catalog", "Num_Catalog_Entries"},
        {"NextIdAsText",
         [](auto& t) { t.set(simulated::protocols_path, simulated::text("Next_Catalog_Entry_ID", "1100")); },
         "next-id-missing", "protocol catalog", "Next_Catalog_Entry_ID"},
        {"LibraryPathAsNumber", [](auto& t) { t.set(names + "\\000000000001", simulated::number("LibraryPath", 1)); },
         "malformed-entry", "000000000001", "LibraryPath"},
        {"LibraryPathOf64KiB",
         [](auto& t) { t.set(names + "\\000000000001", simulated::text("LibraryPath", std::string(32768, 'a'))); },
         "malformed-entry", "000000000001", "LibraryPath has 65538 bytes"},
        {"ProviderIdTooShort",
         [](auto& t) { t.set(names + "\\000000000001", simulated::binary("ProviderId", Bytes(15))); },
         "malformed-entry", "000000000001", "ProviderId"},
        {"NameSpaceAsText",
         [](auto& t) { t.set(names + "\\000000000001", simulated::text("SupportedNameSpace", "12")); },
         "malformed-entry", "000000000001", "SupportedNameSpace"},
    };
    return all;
}

class BadValue : public testing::TestWithParam<std::size_t> {};

TEST_P(BadValue, IsAFindingThatNamesKeyAndValue) {
    const Bad& bad = bad_values()[GetParam()];
    Machine machine(Preset::XpSp3);
    bad.write(machine.registry.now);
    const Diagnosis diagnosis = machine.diagnosed();
    const Finding* finding = find(diagnosis, bad.code);
    ASSERT_NE(finding, nullptr) << told(diagnosis);
    EXPECT_NE(finding->text.find(bad.told_key), std::string::npos) << finding->text;
    EXPECT_NE(finding->text.find(bad.told_value), std::string::npos) << finding->text;
}

INSTANTIATE_TEST_SUITE_P(Registry, BadValue, testing::Range<std::size_t>(0, bad_values().size()),
                         [](const auto& test) { return std::string(bad_values()[test.param].name); });

TEST(BadInput, OfAnIdThatPointsToItselfIsALoop) {
    Machine machine(Preset::XpSp3);
    machine.change([](auto& entries) {
        entries[0].chain = {entries[0].id, entries[0].id};
        entries[0].chain_length = 2;
    });
    EXPECT_NE(find(machine.diagnosed(), "chain-loop"), nullptr) << told(machine.diagnosed());
}

TEST(BadInput, OfUnpairedSurrogatesIsShownAsQuestionMarks) {
    Machine machine(Preset::XpSp3);
    Bytes item = machine.registry.now.value(entry(1), "PackedCatalogItem")->data;
    item[377] = item[379] = 0xD8; // two high surrogates in the name, at 376
    machine.registry.now.set(entry(1), simulated::binary("PackedCatalogItem", item));
    Bytes path{'C', 0, ':', 0, '\\', 0, 0, 0xDC, 'x', 0, 0, 0}; // a low one in a name-space path
    machine.registry.now.set(names + "\\000000000002", RegistryValue{"LibraryPath", 1, path});
    const Result<Catalogs> catalogs = machine.catalogs();
    ASSERT_TRUE(catalogs.has_value());
    EXPECT_EQ(encode_item(catalogs->protocol[0].entries[0].item), item) << "nothing of it is lost";
    const Diagnosis diagnosis = machine.diagnosed();
    const Finding* finding = find(diagnosis, "dll-not-checked");
    ASSERT_NE(finding, nullptr) << told(diagnosis);
    EXPECT_NE(finding->text.find("C:\\?x"), std::string::npos) << finding->text;
    EXPECT_EQ(codes(diagnosis, Severity::Damage), Codes{}) << told(diagnosis);
}

// To look at a file on the network or at a device is to touch it; what is longer than any path is no file.
TEST(BadInput, OfPathsThatNobodyMayTouchIsNamedAndNeverLookedFor) {
    const std::string helper = "SYSTEM\\CurrentControlSet\\Services\\Tcpip\\Parameters\\Winsock";
    for (const std::string& path :
         {std::string("\\\\server\\share\\x.dll"), std::string("//server/share/x.dll"),
          std::string("\\\\.\\pipe\\x.dll"), std::string("\\\\?\\C:\\x.dll"), std::string("\\??\\C:\\x.dll"),
          std::string("\\\\?\\UNC\\server\\share\\x.dll"), "C:\\" + std::string(32765, 'x')}) {
        const bool short_enough = path.size() < 260; // for a PackedCatalogItem
        Machine machine(Preset::Windows7);
        if (short_enough) {
            simulated::add_layered_provider(machine.registry.now, machine.files, machine.identity);
            machine.change([&](auto& entries) { entries.front().dll = path; });
            auto spaces = simulated::namespaces(machine.registry.now, 32, true);
            spaces.push_back({path, "x", "B600E6E9-553B-4A19-8696-335E5C896153", 12});
            simulated::write_namespaces(machine.registry.now, spaces, 32, true);
        }
        machine.registry.now.set(helper, simulated::text("HelperDllName", path));
        machine.registry.now.set(simulated::parameters_path, simulated::text("AutodialDLL", path));
        machine.registry.now.set(simulated::parameters_path, simulated::text("NameSpace_Callout", path));
        const Result<Catalogs> catalogs = machine.catalogs();
        ASSERT_TRUE(catalogs.has_value());
        std::set<std::string> asked;
        const Diagnosis diagnosis =
            judge(*catalogs, machine.identity, [&](const std::string& dll, int) -> Result<bool> {
                asked.insert(dll);
                return true;
            });
        EXPECT_EQ(asked.count(path), 0u) << path.substr(0, 40);
        EXPECT_FALSE(asked.empty());
        const Finding* finding = find(diagnosis, "dll-not-checked");
        ASSERT_NE(finding, nullptr) << told(diagnosis);
        EXPECT_NE(finding->text.find(path.substr(0, 100)), std::string::npos) << finding->text;
        EXPECT_LT(finding->text.size(), 500u);
        EXPECT_NE(find(diagnosis, short_enough ? "parameter-dll-changed" : "parameter-malformed"), nullptr);
        EXPECT_EQ(codes(diagnosis, Severity::Damage), Codes{}) << told(diagnosis);
    }
}

// What stands behind a NUL no program sees; it is judged by what stands before it, and where nothing does, it is none.
TEST(BadInput, OfDllsWithNulsIsReadAsProgramsReadIt) {
    const std::string own = "%SystemRoot%\\System32\\mswsock.dll";
    const auto path = [](const std::string& text) {
        Bytes data;
        for (const char c : text) {
            data.push_back(static_cast<std::uint8_t>(c));
            data.push_back(0);
        }
        return RegistryValue{"LibraryPath", 1, std::move(data)};
    };
    const std::string evil = "C:\\Evil\\evil.dll", nul(1, '\0');
    const std::pair<std::string, Codes> cases[] = {
        {own + nul + evil + nul, {}},
        {own, {}}, // without any NUL
        {evil + nul + own + nul, {"provider-dll-missing"}},
        {nul + own + nul, {"malformed-entry", "namespace-provider-missing"}},
        {nul + nul, {"malformed-entry", "namespace-provider-missing"}},
    };
    for (const auto& [text, damage] : cases) {
        Machine machine(Preset::XpSp3);
        const auto spaces = simulated::namespaces(machine.registry.now, 32, false);
        const auto dns = std::find_if(spaces.begin(), spaces.end(), [](const auto& each) { return each.id == 12; });
        const auto number = static_cast<std::size_t>(dns - spaces.begin()) + 1;
        machine.registry.now.set(names + "\\" + simulated::twelve_digits(number), path(text));
        EXPECT_EQ(codes(machine.diagnosed(), Severity::Damage), damage) << told(machine.diagnosed());
    }
}

// One of them gets the sockets, and that one is named; of the other it is said that it is there.
TEST(BadInput, OfTwoProvidersThatClaimToBeFirstNamesTheOneThatIs) {
    const auto base = [](std::uint32_t id, const char* dll, std::uint32_t provider_flags, int protocol) {
        Entry entry;
        entry.id = id;
        entry.dll = dll;
        entry.provider = "F1E1D000-0000-4000-8000-0000000000" + std::to_string(id % 100);
        entry.provider_flags = provider_flags;
        entry.protocol = protocol;
        return entry;
    };
    const char *one = "C:\\Program Files\\One\\one.dll", *two = "C:\\Program Files\\Two\\two.dll";
    struct Case {
        std::vector<Entry> front;
        std::vector<std::string> first, there; // their DLLs
    };
    const Case cases[] = {
        {{base(1090, one, 8, 6), base(1091, two, 8, 6)}, {one}, {two}},
        {{base(1091, two, 8, 6), base(1090, one, 8, 6)}, {two}, {one}},
        {{base(1090, one, 0, 6), base(1091, two, 8, 6)}, {one, two}, {}},   // the second answers protocol zero
        {{base(1090, one, 8, 99), base(1091, two, 0, 6)}, {one, two}, {}},  // the first does
        {{base(1090, one, 0, 99), base(1091, two, 0, 98)}, {}, {one, two}}, // neither is for a plain call
    };
    for (const Case& each : cases) {
        Machine machine(Preset::XpSp3);
        machine.files.insert({"one.dll", "two.dll"});
        machine.change([&](auto& entries) { entries.insert(entries.begin(), each.front.begin(), each.front.end()); });
        const Diagnosis diagnosis = machine.diagnosed();
        std::vector<std::string> first, there;
        for (const Finding& finding : diagnosis.findings) {
            if (finding.code == "foreign-base-first")
                first.push_back(finding.dll);
            if (finding.code == "third-party-base")
                there.push_back(finding.dll);
        }
        std::sort(first.begin(), first.end());
        std::sort(there.begin(), there.end());
        EXPECT_EQ(first, each.first) << told(diagnosis);
        EXPECT_EQ(there, each.there) << told(diagnosis);
        EXPECT_EQ(codes(diagnosis, Severity::Damage), Codes{}) << told(diagnosis);
    }
}

// Where one cannot look, nothing is damaged: for every key that is read, in every way in which reading fails.
TEST(BadInput, ThatCannotBeReadIsNeverDamage) {
    for (const ErrorKind kind : {ErrorKind::AccessDenied, ErrorKind::Failed, ErrorKind::Corrupt, ErrorKind::TimedOut})
        for (const std::string& path :
             {std::string(), std::string(simulated::winsock2_path), std::string(simulated::parameters_path),
              std::string(simulated::protocols_path), list, entry(7), std::string(simulated::namespaces_path), names,
              std::string(simulated::winsock_path), std::string(simulated::winsock_path) + "\\Parameters"}) {
            Machine machine(Preset::XpSp3);
            machine.registry.troubles.push_back({path, kind});
            const Result<Catalogs> catalogs = machine.catalogs();
            ASSERT_FALSE(catalogs.has_value()) << path;
            EXPECT_EQ(catalogs.error().kind, kind);
            EXPECT_NE(catalogs.error().text.find("The registry key SYSTEM\\"), std::string::npos);
            EXPECT_NE(catalogs.error().text.find(path), std::string::npos) << catalogs.error().text;
        }
}

} // namespace
} // namespace netmend::winsock
