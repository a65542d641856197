// Name spaces: what is orphaned goes, DNS answers again, and the rest is nobody's fault.
#include <gtest/gtest.h>

#include "statemachine/mending/namespace_mending.hpp"
#include "statemachine/winsock/provider_path.hpp"
#include "tests/simulated/generations.hpp"
#include "tests/simulated/transports.hpp"
#include "tests/unit/mending_machine.hpp"
#include "tests/unit/winsock_machine.hpp"

namespace netmend::mending {
namespace {

using namespace simulated;

constexpr const char* dns = "22059D40-7E9E-11CF-AE5A-00AA00A7112B";

Difference plan_for(MendingMachine& machine, netmend::Registry* backup = nullptr,
                    const std::vector<winsock::InboxProvider>& missing = {}) {
    const auto difference =
        mend_name_spaces(machine.registry, *machine.catalogs(), machine.identity, machine.look(), backup, missing);
    EXPECT_TRUE(difference) << difference.error().text;
    return difference.value_or(Difference{});
}

void change(MendingMachine& machine, int bits, const std::function<void(std::vector<NameSpace>&)>& edit) {
    auto names = namespaces(machine.registry.now, bits, machine.identity.x64);
    edit(names);
    write_namespaces(machine.registry.now, names, bits, machine.identity.x64);
}

std::string entry_of(int bits, std::size_t number) {
    return std::string(namespaces_path) + "\\" + entries_name(bits, true) + "\\" + twelve_digits(number);
}

bool is_dns(const NameSpace& name) {
    return name.provider == dns;
}

TEST(NameSpaceMending, ChangesNothingOnAHealthyMachine) {
    for (const GenerationMachine& healthy : generation_machines()) {
        MendingMachine machine(healthy.identity, healthy.registry);
        EXPECT_TRUE(plan_for(machine).empty()) << healthy.name;
    }
}

// Missing in one list it comes from the other, missing in both from our own data.
TEST(NameSpaceMending, GivesTheProviderForDnsBack) {
    int mended = 0;
    for (const GenerationMachine& healthy : generation_machines())
        for (const std::vector<int>& lists : {std::vector<int>{32}, {64}, {32, 64}}) {
            if (lists.back() == 64 && !healthy.identity.x64)
                continue;
            MendingMachine machine(healthy.identity, healthy.registry);
            for (const int bits : lists)
                change(machine, bits, [](auto& names) { std::erase_if(names, is_dns); });
            const Tree damaged = machine.registry.now;
            EXPECT_EQ(machine.diagnosed().verdict, winsock::Verdict::Damaged) << healthy.name;
            const Difference difference = plan_for(machine);
            EXPECT_EQ(difference.said.size(), lists.size());
            ASSERT_TRUE(machine.apply(difference));
            EXPECT_EQ(machine.diagnosed().verdict, winsock::Verdict::Healthy) << healthy.name << "\n"
                                                                              << winsock::told(machine.diagnosed());
            for (const int bits : lists) {
                const auto now = namespaces(machine.registry.now, bits, healthy.identity.x64);
                EXPECT_EQ(folded(now.back().dll),
                          folded(std::find_if(healthy.name_spaces.begin(), healthy.name_spaces.end(), is_dns)->dll));
                EXPECT_EQ(now.back().name,
                          std::find_if(healthy.name_spaces.begin(), healthy.name_spaces.end(), is_dns)->name)
                    << healthy.name;
            }
            ASSERT_TRUE(machine.apply(difference.reversed()));
            EXPECT_EQ(differing(machine.registry.now, damaged), std::vector<std::string>()) << healthy.name;
            ++mended;
        }
    std::printf("%d times the provider for DNS was given back\n", mended);
}

class Names : public testing::Test {
  protected:
    Names() : machine(simulated::identity_of(transport_machines()[2]), registry_of(transport_machines()[2])) {}
    MendingMachine machine;
};

TEST_F(Names, OfAMakerWhoseDllIsGoneGoesAndTheRestIsMovedUp) {
    const Tree healthy = machine.registry.now;
    for (const int bits : {32, 64})
        change(machine, bits, [](auto& names) {
            names.insert(names.begin() + 1, {"C:\\Program Files\\Bonjour\\mdnsNSP.dll", "mdnsNSP",
                                             "B600E6E9-553B-4A19-8696-335E5C896153"});
        });
    EXPECT_TRUE(plan_for(machine).empty()) << "its DLL is there";
    machine.unseen = {"mdnsnsp.dll"};
    EXPECT_TRUE(plan_for(machine).empty()) << "nobody knows";
    machine.unseen.clear();
    machine.gone = {"mdnsnsp.dll"};
    ASSERT_TRUE(machine.apply(plan_for(machine)));
    EXPECT_EQ(differing(machine.registry.now, healthy), std::vector<std::string>());
}

NameSpace names_in(const std::string& path, const char* provider) {
    return {path, winsock::file_of(path), provider};
}

// What another maker's uninstaller forgot is another finding, and so is a file of Windows that is gone.
TEST_F(Names, OfAProductGoWithItsLayersAndNoOthers) {
    const Tree healthy = machine.registry.now;
    const std::string shield = "C:\\Program Files\\Shield\\";
    const std::vector<Product> products{{"Shield", {{32, "c:\\program files\\shield\\shieldlsp.dll", {}}}}};
    const auto plan = [&](const std::vector<Product>& of) {
        Difference difference;
        remove_names_of(machine.registry, *machine.catalogs(), machine.identity, machine.look(), of, difference);
        return difference;
    };
    for (const int bits : {32, 64})
        change(machine, bits, [&](auto& names) {
            names.insert(names.begin(),
                         names_in("C:\\Program Files\\Bonjour\\mdnsNSP.dll", "B600E6E9-553B-4A19-8696-335E5C896153"));
            names.push_back(names_in("%SystemRoot%\\System32\\wshbth.dll", "0BADCAFE-553B-4A19-8696-335E5C896153"));
            for (NameSpace& name : names)
                name.enabled = is_dns(name) ? 0 : name.enabled; // what is another rung's
        });
    const Tree before = machine.registry.now;
    for (const int bits : {32, 64})
        change(machine, bits, [&](auto& names) {
            names.insert(names.begin() + 2,
                         names_in(shield + "ShieldNames.dll", "5A1E0F6C-11AA-4C55-9D42-3B6C2F3AE003"));
        });
    EXPECT_TRUE(plan(products).empty()) << "its DLL is there";
    machine.gone = {"shieldnames.dll", "mdnsnsp.dll", "wshbth.dll"};
    EXPECT_TRUE(plan({}).empty());
    EXPECT_TRUE(plan({{"Other", {{32, "c:\\windows\\system32\\other.dll", {}}}}}).empty());
    const Tree damaged = machine.registry.now;
    const Difference difference = plan(products);
    EXPECT_EQ(difference.said.size(), 2u);
    ASSERT_TRUE(machine.apply(difference));
    EXPECT_EQ(differing(machine.registry.now, before), std::vector<std::string>());
    ASSERT_TRUE(machine.apply(difference.reversed()));
    EXPECT_EQ(differing(machine.registry.now, damaged), std::vector<std::string>());
    machine.registry.now.erase_tree(entry_of(64, 4)); // a torn list is the next rung's
    EXPECT_EQ(plan(products).said.size(), 1u);
    const auto catalogs = machine.catalogs();
    machine.registry.troubles = {{entry_of(32, 1)}};
    Difference none;
    remove_names_of(machine.registry, *catalogs, machine.identity, machine.look(), products, none);
    EXPECT_TRUE(none.empty()) << "no obstacle to the layers";
}

TEST_F(Names, OfWindowsWhoseFileIsGoneStay) {
    change(machine, 64, [](auto& names) {
        names.push_back(names_in("%SystemRoot%\\System32\\wshbth.dll", "0BADCAFE-553B-4A19-8696-335E5C896153"));
    });
    machine.gone = {"wshbth.dll"};
    EXPECT_TRUE(plan_for(machine).empty());
}

TEST_F(Names, ThatAreSwitchedOffAreNobodysFaultButForDns) {
    const Tree healthy = machine.registry.now;
    change(machine, 64, [](auto& names) {
        for (NameSpace& name : names)
            name.enabled = is_dns(name) ? 1 : 0;
    });
    EXPECT_TRUE(plan_for(machine).empty());
    machine.registry.now = healthy;
    change(machine, 64, [](auto& names) {
        for (NameSpace& name : names)
            name.enabled = is_dns(name) ? 0 : 1;
    });
    EXPECT_EQ(machine.diagnosed().verdict, winsock::Verdict::Damaged);
    EXPECT_EQ(plan_for(machine).keys.size(), 1u);
    ASSERT_TRUE(machine.apply(plan_for(machine)));
    EXPECT_EQ(differing(machine.registry.now, healthy), std::vector<std::string>());
}

TEST_F(Names, OfDnsLeadToItsOwnDllAgain) {
    const Tree healthy = machine.registry.now;
    change(machine, 64, [](auto& names) {
        for (NameSpace& name : names)
            if (is_dns(name))
                name.dll = "C:\\evil\\mswsock.dll";
    });
    EXPECT_EQ(machine.diagnosed().verdict, winsock::Verdict::Damaged);
    ASSERT_TRUE(machine.apply(plan_for(machine)));
    EXPECT_EQ(differing(machine.registry.now, healthy), std::vector<std::string>());
}

TEST_F(Names, AreNotGivenBackWithoutTheirDll) {
    change(machine, 64, [](auto& names) { std::erase_if(names, is_dns); });
    machine.gone = {"mswsock.dll"};
    EXPECT_TRUE(plan_for(machine).empty());
}

TEST_F(Names, ThatComeAndGoAreGivenBackWhereTheyAreAskedFor) {
    const auto was = machine.catalogs();
    simulated::Registry backup;
    backup.now = machine.registry.now;
    for (const int bits : {32, 64})
        change(machine, bits, [](auto& names) { std::erase_if(names, [](const auto& n) { return n.id > 32; }); });
    EXPECT_TRUE(plan_for(machine).empty());
    const auto missing = winsock::missing_inbox(*was, *machine.catalogs());
    ASSERT_EQ(missing.size(), 6u);
    for (netmend::Registry* with :
         {static_cast<netmend::Registry*>(nullptr), static_cast<netmend::Registry*>(&backup)}) {
        const Difference difference = plan_for(machine, with, missing);
        ASSERT_TRUE(machine.apply(difference));
        EXPECT_TRUE(winsock::missing_inbox(*was, *machine.catalogs()).empty());
        EXPECT_EQ(machine.diagnosed().verdict, winsock::Verdict::Healthy);
        ASSERT_TRUE(machine.apply(difference.reversed()));
    }
}

TEST_F(Names, OfABlankListComeBackFromOurData) {
    change(machine, 32, [](auto& names) { names.clear(); });
    change(machine, 64, [](auto& names) { names.clear(); });
    ASSERT_TRUE(machine.apply(plan_for(machine)));
    EXPECT_EQ(machine.diagnosed().verdict, winsock::Verdict::Healthy) << winsock::told(machine.diagnosed());
}

TEST_F(Names, WithoutACatalogAreNotMendedHere) {
    machine.registry.now.erase_tree(namespaces_path);
    EXPECT_TRUE(plan_for(machine).empty());
}

TEST_F(Names, ThatCouldNotBeLookedAtAreLeft) {
    const auto catalogs = machine.catalogs();
    machine.registry.troubles = {{std::string(namespaces_path) + "\\Catalog_Entries64\\000000000002"}};
    EXPECT_EQ(mend_name_spaces(machine.registry, *catalogs, machine.identity, machine.look()).error().kind,
              ErrorKind::AccessDenied);
    machine.registry.troubles.clear();
    change(machine, 64, [](auto& names) { names.pop_back(); });
    EXPECT_EQ(mend_name_spaces(machine.registry, *catalogs, machine.identity, machine.look()).error().kind,
              ErrorKind::Busy);
}

} // namespace
} // namespace netmend::mending
