// What waits for a restart, what the running machine adds to the structure, and how third parties are called.
#include <map>
#include <tuple>

#include <gtest/gtest.h>

#include "statemachine/winsock/inbox.hpp"
#include "statemachine/winsock/look.hpp"
#include "statemachine/winsock/restart_first.hpp"
#include "tests/simulated/windows.hpp"
#include "tests/unit/winsock_entry.hpp"
#include "tests/unit/winsock_machine.hpp"

namespace netmend::winsock {
namespace {

using simulated::Entry;
using simulated::Preset;

constexpr const char* session_manager = "SYSTEM\\CurrentControlSet\\Control\\Session Manager";
const std::string changed =
    "The Winsock catalog was changed since Windows was started; such a change is finished by a restart.";

// Texts as they stand in PendingFileRenameOperations; an empty one as the second of a pair means "deleted".
RegistryValue waiting(const std::vector<std::string>& files) {
    Bytes data;
    for (const std::string& file : files) {
        for (const char c : file)
            data.insert(data.end(), {static_cast<std::uint8_t>(c), 0});
        data.insert(data.end(), 2, 0);
    }
    data.insert(data.end(), 2, 0);
    return {"PendingFileRenameOperations", 7, data};
}

class OwedRestart : public ::testing::Test {
  protected:
    OwedRestart() {
        machine.boot();
        catalogs = *read_catalogs(machine.registry, false);
    }
    std::string why() {
        auto ports = machine.ports();
        return why_restart_first(ports, &catalogs);
    }
    std::string why(const std::vector<std::string>& files) {
        machine.registry.now.set(session_manager, waiting(files));
        return why();
    }
    simulated::Windows machine{Preset::XpSp3};
    Catalogs catalogs;
};

TEST_F(OwedRestart, IsOwedToEveryFileOfAProvider) {
    EXPECT_EQ(why(), "");
    // mswsock.dll and rsvpsp.dll serve protocols, winrnr.dll a name space only.
    for (const char* file : {"mswsock.dll", "rsvpsp.dll", "winrnr.dll"})
        for (const std::vector<std::string>& files :
             {std::vector<std::string>{std::string("\\??\\C:\\WINDOWS\\system32\\") + file, ""},
              {"\\??\\C:\\a.tmp", "", "\\??\\C:\\b.tmp", std::string("!\\??\\C:\\x\\") + file},
              {file}})
            EXPECT_EQ(why(files),
                      "An installation or a removal that concerns " + std::string(file) + " waits for a restart.");
    EXPECT_EQ(why({"\\??\\C:\\a.tmp", "", "\\??\\C:\\mswsock.dll.old", ""}), "");
    EXPECT_EQ(why({}), "");
    EXPECT_EQ(why({"", "", ""}), "");
}

TEST_F(OwedRestart, IsOwedToEveryPartOfTheCatalogThatWasChanged) {
    for (const char* catalog : {simulated::protocols_path, simulated::namespaces_path}) {
        machine.registry.now.set(catalog, simulated::number("Serial_Access_Num", 99));
        EXPECT_EQ(why(), changed) << catalog;
        machine.restart();
        EXPECT_EQ(why(), "") << catalog;
    }
    machine.registry.now.set(simulated::services_path, simulated::number("touched", 1));
    EXPECT_EQ(why(), "") << "all services are no catalog while it is there";
    machine.registry.now.erase_tree(simulated::winsock2_path);
    EXPECT_EQ(why(), changed) << "a key that was deleted leaves its trace in the key above it";
    machine.restart();
    machine.registry.now.erase_tree(simulated::winsock2_path);
    EXPECT_EQ(why(), "");
}

TEST_F(OwedRestart, IsSaidOnlyBesideDamage) {
    auto ports = machine.ports();
    machine.registry.now.set(simulated::namespaces_path, simulated::number("Serial_Access_Num", 99));
    EXPECT_EQ(find(diagnose(ports, machine.identity), "restart-first"), nullptr);
    machine.behaviour.afd_driver = DriverState::Stopped;
    const Diagnosis diagnosis = diagnose(ports, machine.identity);
    ASSERT_NE(find(diagnosis, "restart-first"), nullptr) << told(diagnosis);
    EXPECT_EQ(find(diagnosis, "restart-first")->text, changed);
}

TEST(WholeDiagnosis, AsksEveryDriver) {
    for (const bool afd : {false, true})
        for (const auto& [state, code] :
             {std::pair{DriverState::Stopped, "driver-stopped"}, std::pair{DriverState::Disabled, "driver-disabled"},
              std::pair{DriverState::Missing, "driver-missing"}, std::pair{DriverState::Unknown, "driver-unknown"}}) {
            simulated::Windows machine(Preset::XpSp3);
            machine.boot();
            (afd ? machine.behaviour.afd_driver : machine.behaviour.tcpip_driver) = state;
            auto ports = machine.ports();
            const Diagnosis diagnosis = diagnose(ports, machine.identity);
            const Finding* finding = find(diagnosis, code);
            ASSERT_NE(finding, nullptr) << told(diagnosis);
            EXPECT_EQ(finding->text.find(afd ? "The driver AFD " : "The driver Tcpip "), 0u) << finding->text;
        }
}

TEST(WholeDiagnosis, WaitsForAnAddressOnlyWhereItIsToldSo) {
    simulated::Windows machine(Preset::XpSp3);
    machine.boot();
    machine.behaviour.network.adapters.front().has_address = false;
    auto ports = machine.ports();
    EXPECT_NE(find(diagnose(ports, machine.identity, false), "no-address-yet"), nullptr);
    EXPECT_NE(find(diagnose(ports, machine.identity, true), "no-address"), nullptr);
    EXPECT_EQ(what_could_not_be_seen(diagnose(ports, machine.identity)),
              "\"Local Area Connection\" is connected and has no address at all at this moment.");
}

TEST(WholeDiagnosis, ThatCouldNotBeMadeSaysWhy) {
    for (const auto& [kind, remedy] :
         {std::pair{ErrorKind::AccessDenied, "Look again as an administrator."}, std::pair{ErrorKind::Failed, ""}}) {
        simulated::Windows machine(Preset::XpSp3);
        machine.boot();
        machine.registry.troubles.push_back({simulated::protocols_path, kind});
        auto ports = machine.ports();
        const Diagnosis diagnosis = diagnose_structure(ports, machine.identity);
        EXPECT_EQ(diagnosis.verdict, Verdict::CouldNotLook);
        EXPECT_EQ(diagnosis.catalogs, nullptr);
        ASSERT_EQ(diagnosis.findings.size(), 1u);
        EXPECT_EQ(diagnosis.findings[0].remedy, remedy);
        EXPECT_EQ(diagnosis.findings[0].text.find("The Winsock catalogs could not be looked at. The registry key " +
                                                  std::string(simulated::protocols_path) + " could not be read: "),
                  0u)
            << diagnosis.findings[0].text;
        EXPECT_EQ(what_could_not_be_seen(diagnosis), diagnosis.findings[0].text);
    }
    EXPECT_EQ(what_could_not_be_seen({}), "");
}

TEST(WholeDiagnosis, SaysOfAThirdPartyWhatItsFileSays) {
    const std::pair<FileFacts, const char*> cases[] = {
        {{"Shield", "Shield Ltd"}, " The file calls itself \"Shield\", of Shield Ltd."},
        {{"Shield", "Shield Ltd."}, " The file calls itself \"Shield\", of Shield Ltd."},
        {{"Shield", ""}, " The file calls itself \"Shield\"."},
        {{"", "Shield Ltd"}, ""},
    };
    for (const auto& [facts, added] : cases) {
        simulated::Windows machine(Preset::XpSp3);
        simulated::add_layered_provider(machine.registry.now, machine.files, machine.identity);
        machine.boot();
        auto ports = machine.ports();
        const std::string before = find(diagnose(ports, machine.identity), "third-party-layer")->text;
        machine.behaviour.described_files[simulated::layered_dll] = facts;
        const Diagnosis diagnosis = diagnose(ports, machine.identity);
        EXPECT_EQ(find(diagnosis, "third-party-layer")->text, before + added);
        machine.files.erase(simulated::layered_dll);
        EXPECT_EQ(find(diagnose(ports, machine.identity), "orphan")->text.find("calls itself"), std::string::npos)
            << "of what is left behind nobody asks a file";
    }
}

TEST(WholeDiagnosis, AsksForEachDllOnceInEachBitness) {
    Machine machine(Preset::Windows7);
    std::map<std::pair<std::string, int>, int> asked;
    const Diagnosis diagnosis = judge(*machine.catalogs(), machine.identity, [&](const std::string& dll, int bits) {
        ++asked[{dll, bits}];
        return Result<bool>(true);
    });
    EXPECT_TRUE(diagnosis.findings.empty()) << told(diagnosis);
    EXPECT_GE(asked.size(), 4u);
    for (const auto& [what, times] : asked)
        EXPECT_EQ(times, 1) << what.first << " " << what.second;
}

// A maker's DLL has another name in each bitness: told only where the names have nothing in common.
TEST(Disagreement, IsNotBetweenTwoNamesOfOneProduct) {
    const std::tuple<const char*, const char*, bool> pairs[] = {
        {"C:\\a\\foo.dll", "C:\\b\\foo64.dll", true},         {"C:\\a\\foo32.dll", "C:\\b\\foo64.dll", true},
        {"C:\\a\\foo_x86.dll", "C:\\b\\foo.dll", false},      {"C:\\a\\foo.dll", "C:\\b\\foo_x64.dll", true},
        {"C:\\a\\foo.dll", "C:\\b\\foox64.dll", true},        {"C:\\a\\foo-32.dll", "C:\\b\\FOO_64.dll", true},
        {"C:\\a\\foo.dll", "C:\\b\\bar.dll", false},          {"C:\\a\\asproxy.dll", "C:\\b\\asproxy64.dll", true},
        {"C:\\a\\prxerdrv.dll", "C:\\b\\PrxerNsp.dll", true},
    };
    for (const auto& [narrow, wide, same] : pairs) {
        Machine machine(Preset::Windows7);
        machine.every_file = true;
        for (const int bits : {32, 64}) {
            auto entries = simulated::protocols(machine.registry.now, bits, true);
            Entry layer = plain_entry(bits == 32 ? narrow : wide,
                                      "12345678-1111-2222-3333-4444555566" + std::to_string(bits), 3001);
            layer.chain_length = 0;
            entries.push_back(layer);
            simulated::write_protocols(machine.registry.now, entries, bits, true);
        }
        const Diagnosis diagnosis = machine.diagnosed();
        const auto count = std::count_if(diagnosis.findings.begin(), diagnosis.findings.end(),
                                         [](const Finding& f) { return f.code == "catalogs-disagree"; });
        EXPECT_EQ(count, same ? 0 : 2) << narrow << " and " << wide << "\n" << told(diagnosis);
    }
}

TEST(ThirdParties, OfNameSpacesAreNamedToo) {
    Machine machine(Preset::Windows7);
    auto names = simulated::namespaces(machine.registry.now, 64, true);
    names.push_back({"C:\\x\\mdnsNSP.dll", "mdnsNSP", "B600E6E9-553B-4A19-8696-335E5C896153", 12});
    names.push_back({"C:\\x\\Other.dll", "other", "B600E6E9-553B-4A19-8696-335E5C896154", 12});
    names.push_back({"C:\\y\\other.dll", "other", "B600E6E9-553B-4A19-8696-335E5C896155", 12});
    simulated::write_namespaces(machine.registry.now, names, 64, true);
    EXPECT_EQ(third_parties(*machine.catalogs()), (Codes{"Apple Bonjour", "other.dll"}));
    std::vector<std::string> asked;
    const auto describe = [&](const std::string& dll, int bits) -> Result<FileFacts> {
        asked.push_back(dll + " " + std::to_string(bits));
        if (dll.starts_with("C:\\y"))
            return fail(ErrorKind::NotFound, "gone");
        return FileFacts{"Other Product", ""};
    };
    EXPECT_EQ(third_parties(*machine.catalogs(), describe),
              (Codes{"Apple Bonjour", "Other Product (other.dll)", "other.dll"}));
    EXPECT_EQ(asked, (Codes{"C:\\x\\Other.dll 64", "C:\\y\\other.dll 64"})) << "a known product needs no asking";
}

TEST(SoundInboxEntries, AreThoseOf64BitsWhereTheyAreLeft) {
    Machine machine(Preset::Windows7);
    const auto first_name = [&] {
        const std::vector<Bytes> entries = sound_inbox_entries(machine.registry);
        return entries.empty() ? std::string("none") : decode_item(entries.front())->name;
    };
    const auto write = [&](int bits, const char* name) {
        auto entries = simulated::protocols(machine.registry.now, bits, true);
        entries.front().name = name;
        simulated::write_protocols(machine.registry.now, entries, bits, true);
    };
    write(32, "narrow");
    write(64, "wide");
    EXPECT_EQ(first_name(), "wide");
    simulated::write_protocols(machine.registry.now, {}, 64, true);
    EXPECT_EQ(first_name(), "narrow");
    simulated::write_protocols(machine.registry.now, {}, 32, true);
    EXPECT_EQ(first_name(), "none");
}

TEST(SoundInboxEntries, MayHaveAnIdThatNobodyKnows) {
    Machine machine(Preset::XpSp3);
    const std::size_t before = sound_inbox_entries(machine.registry).size();
    machine.change([](std::vector<Entry>& entries) {
        entries.push_back(
            plain_entry("%SystemRoot%\\system32\\mswsock.dll", "12345678-1111-2222-3333-444455556666", 3001));
        entries.push_back(plain_entry("C:\\x\\mswsock.dll", "12345678-1111-2222-3333-444455556666", 3002));
        entries.push_back(plain_entry("C:\\x\\mswsock.dll", "E70F1AA0-AB8B-11CF-8CA3-00805F48A192", 3003));
    });
    EXPECT_EQ(sound_inbox_entries(machine.registry).size(), before + 1);
}

TEST(MissingInbox, IsToldOnceInEveryField) {
    Machine was(Preset::XpSp3), is(Preset::XpSp3);
    was.change([](auto& entries) { entries.push_back(entries.front()); });
    is.change([](auto& entries) { entries.erase(entries.begin()); });
    auto names = simulated::namespaces(is.registry.now, 32, false);
    names.erase(names.begin());
    simulated::write_namespaces(is.registry.now, names, 32, false);
    const std::vector<InboxProvider> missing = missing_inbox(*was.catalogs(), *is.catalogs());
    ASSERT_EQ(missing.size(), 2u);
    EXPECT_EQ(missing[0], (InboxProvider{false, 32, "{E70F1AA0-AB8B-11CF-8CA3-00805F48A192}", 2, 1, 6,
                                         was.catalogs()->protocol[0].entries[0].name}));
    EXPECT_EQ(missing[1], (InboxProvider{true, 32, "{22059D40-7E9E-11CF-AE5A-00AA00A7112B}", 0, 0, 0, "Tcpip"}));
}

} // namespace
} // namespace netmend::winsock
