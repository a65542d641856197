// A product by name: what names it, what may be meant, and what is never taken out.
#include <gtest/gtest.h>

#include <algorithm>

#include "statemachine/base/text.hpp"
#include "statemachine/mending/name_removal.hpp"
#include "statemachine/mending/named_products.hpp"
#include "tests/unit/synthetic_products.hpp"

namespace netmend::mending {
namespace {

using namespace simulated;
using namespace products;

class Named : public testing::Test {
  protected:
    Named()
        : machine(generation_machines().back().identity,
                  with_all_four({"", generation_machines().back().identity, generation_machines().back().registry})) {}

    NamedProducts of(const std::string& word) { return named_products({word}, *machine.catalogs()); }
    // Empty where none is meant.
    std::string dll(const std::string& word) {
        const NamedProducts named = of(word);
        return named.products.size() == 1 ? named.products[0].parts.front().dll : "";
    }

    MendingMachine machine;
    const std::string proxy = "c:\\program files\\maker\\proxy.dll";
};

TEST_F(Named, IsCalledByDllPathIdAndEntry) {
    for (const std::string word : {"proxy.dll", "PROXY.DLL", "C:\\Program Files\\Maker\\proxy.dll",
                                   "{A2000000-0000-4000-8000-000000000000}", "a2000000-0000-4000-8000-000000000000"})
        EXPECT_EQ(proxy, dll(word)) << word << ": " << of(word).refusal;
    const auto catalogs = machine.catalogs();
    for (const auto& entry : catalogs->protocol[0].entries) { // an id may be another product's in the other list
        if (!entry.item.path.ends_with("proxy.dll"))
            continue;
        const NamedProducts named = of(std::to_string(entry.item.entry_id));
        const bool is_it = named.refusal.empty() ? named.products[0].parts.front().dll == proxy
                                                 : named.refusal.find("proxy.dll") != std::string::npos;
        EXPECT_TRUE(is_it) << named.refusal;
    }
    EXPECT_EQ(titles_of(of("proxy.dll").products[0]), std::vector<std::string>{"proxy.dll: " + proxy});
    EXPECT_EQ(1u, named_products({"proxy.dll", "PROXY.dll"}, *machine.catalogs()).products.size());
}

// As the plan calls it: what its DLL says counts where we do not know better, and is printable in any case.
TEST_F(Named, IsCalledAsEverywhere) {
    const auto says = [](const std::string&, int) -> Result<FileFacts> {
        FileFacts facts;
        facts.product = "Maker's\x07 product";
        return facts;
    };
    const auto name_in = [&] {
        const NamedProducts named = named_products({proxy}, *machine.catalogs(), says);
        return named.products.empty() ? named.refusal : named.products[0].name;
    };
    EXPECT_EQ(name_in().find('\x07'), std::string::npos) << name_in();
    EXPECT_TRUE(name_in().starts_with("Maker's")) << name_in();
    const std::string path = "C:\\Program Files\\Proxifier\\prxerdrv.dll"; // which we know
    for (const int bits : {32, 64}) {
        auto entries = protocols(machine.registry.now, bits, true);
        for (Entry& entry : entries)
            if (entry.dll.ends_with("proxy.dll"))
                entry.dll = path;
        write_protocols(machine.registry.now, entries, bits, true);
    }
    const NamedProducts named = named_products({path}, *machine.catalogs(), says);
    ASSERT_EQ(named.products.size(), 1u) << named.refusal;
    const auto plans = winsock::healthy_in_protocols(
        *machine.catalogs(), [](const std::string&, int) { return false; }, says);
    const std::string title = titles_of(named.products[0]).front();
    EXPECT_EQ(1, std::count_if(plans.begin(), plans.end(),
                               [&](const std::string& each) { return winsock::same_text(each, title); }))
        << title << ", and " << plans.front();
}

TEST_F(Named, IsOneOrNothing) {
    EXPECT_EQ(proxy, dll("prox")) << "a part of one name";
    const std::string several = of("dll").refusal;
    for (const char* each : {"shield.dll", "proxy.dll", "filter.dll", "spy.dll"})
        EXPECT_NE(several.find(each), std::string::npos) << several;
    EXPECT_NE(of("pr").refusal.find("No layered or name-space provider"), std::string::npos) << "too short for a part";
    const std::string none = of("acme").refusal;
    EXPECT_NE(none.find("spy.dll"), std::string::npos) << none;
    EXPECT_TRUE(named_products({"proxy.dll", "acme"}, *machine.catalogs()).products.empty()) << "all or none";
    EXPECT_TRUE(named_products({}, *machine.catalogs()).refusal.empty());
}

TEST_F(Named, IsNeverABaseNorOneOfWindowsOwnNames) {
    EXPECT_NE(of("mswsock.dll").refusal.find("base provider"), std::string::npos) << of("mswsock.dll").refusal;
    EXPECT_NE(of("winrnr.dll").refusal.find("name-space provider of Windows"), std::string::npos)
        << of("winrnr.dll").refusal;
    const auto catalogs = machine.catalogs();
    for (const winsock::NamespaceCatalog& list : catalogs->name_space)
        for (const winsock::NamespaceEntry& entry : list.entries) // by each of its names, and none of them is a product
            for (const std::string& word :
                 {winsock::guid_text(entry.provider), entry.name, entry.path, std::to_string(entry.number)}) {
                EXPECT_TRUE(of(word).products.empty()) << word;
                EXPECT_FALSE(of(word).refusal.empty()) << word;
            }
    EXPECT_NE(of("22059D40-7E9E-11CF-AE5A-00AA00A7112B").refusal.find("so it stays"), std::string::npos);
}

class NamedNames : public Named {
  protected:
    void add(const std::string& path, const char* name, const char* provider) {
        for (const int bits : {32, 64}) {
            auto names = namespaces(machine.registry.now, bits, true);
            names.push_back({path, name, provider});
            write_namespaces(machine.registry.now, names, bits, true);
        }
    }
    const char* bonjour_id = "B600E6E9-553B-4A19-8696-335E5C896153";
    const std::string bonjour = "c:\\program files\\bonjour\\mdnsnsp.dll";
};

TEST_F(NamedNames, AreCalledByDllPathIdNumberAndWhatTheyCallThemselves) {
    add("C:\\Program Files\\Bonjour\\mdnsNSP.dll", "mdns names", bonjour_id);
    const std::string number = std::to_string(machine.catalogs()->name_space[0].entries.back().number);
    for (const std::string& word : {std::string("mdnsnsp.dll"), std::string("C:\\Program Files\\Bonjour\\mdnsnsp.DLL"),
                                    std::string(bonjour_id), number, std::string("MDNS names")}) {
        EXPECT_EQ(bonjour, dll(word)) << word << ": " << of(word).refusal;
        EXPECT_EQ(2u, of(word).products[0].parts.size()) << "both lists";
    }
}

TEST_F(NamedNames, GoWithTheLayersOfTheirFolderWhereOneProductAloneIsThere) {
    add("C:\\Program Files\\Maker\\names.dll", "names", bonjour_id);
    EXPECT_EQ(of("names.dll").products[0].parts.size(), 2u) << "four products lie there: it is one by itself";
    EXPECT_EQ(of("proxy.dll").products[0].parts.size(),
              named_products({"proxy.dll"}, *machine.catalogs()).products[0].parts.size());
    for (const int bits : {32, 64}) {
        auto entries = protocols(machine.registry.now, bits, true);
        for (Entry& entry : entries)
            if (entry.dll.ends_with("proxy.dll"))
                entry.dll = "C:\\Program Files\\Proxy\\proxy.dll";
        write_protocols(machine.registry.now, entries, bits, true);
    }
    const std::size_t layers = of("proxy.dll").products[0].parts.size();
    add("C:\\Program Files\\Proxy\\proxyns.dll", "proxy names", "A2000000-0000-4000-8000-0000000000FF");
    for (const char* word : {"proxy.dll", "proxyns.dll"}) {
        ASSERT_EQ(of(word).products.size(), 1u) << of(word).refusal;
        EXPECT_EQ(of(word).products[0].parts.size(), layers + 2) << word;
    }
}

// Only they: every other entry, also one that cannot be read, keeps each byte, and the lists keep their order.
TEST_F(NamedNames, LeaveEveryOtherEntryAsItIs) {
    const Tree without = machine.registry.now;
    add("C:\\Program Files\\Bonjour\\mdnsNSP.dll", "mdnsNSP", bonjour_id);
    add("C:\\Program Files\\Acme\\acme.dll", "Acme", "A5000000-0000-4000-8000-000000000000");
    const Tree with = machine.registry.now;
    const std::vector<Product> acme = of("acme.dll").products;
    Difference difference;
    ASSERT_TRUE(remove_names(machine.registry, *machine.catalogs(), acme, difference));
    ASSERT_TRUE(machine.apply(difference));
    ASSERT_TRUE(machine.apply(difference.reversed()));
    EXPECT_EQ(differing(machine.registry.now, with), std::vector<std::string>());
    ASSERT_TRUE(remove_names(machine.registry, *machine.catalogs(), of("mdnsnsp.dll").products, difference = {}));
    EXPECT_EQ(difference.said.size(), 2u);
    ASSERT_TRUE(machine.apply(difference));
    ASSERT_TRUE(remove_names(machine.registry, *machine.catalogs(), of("acme.dll").products, difference = {}));
    ASSERT_TRUE(machine.apply(difference));
    EXPECT_EQ(differing(machine.registry.now, without), std::vector<std::string>());
    ASSERT_TRUE(remove_names(machine.registry, *machine.catalogs(), {}, difference = {}));
    EXPECT_TRUE(difference.empty());
    const auto catalogs = machine.catalogs();
    machine.registry.now.set(namespaces_path, number("Serial_Access_Num", 77));
    EXPECT_FALSE(remove_names(machine.registry, *catalogs, acme, difference)) << "written since";
    EXPECT_TRUE(remove_names(machine.registry, *catalogs, {}, difference)) << "a product without names needs no list";
}

TEST_F(Named, ThatIsWindowsOwnLayerIsSwitchedOffThere) {
    for (const int bits : {32, 64}) {
        auto entries = protocols(machine.registry.now, bits, true);
        for (Entry& entry : entries)
            if (entry.dll.ends_with("proxy.dll"))
                entry.dll = "%SystemRoot%\\system32\\wpclsp.dll";
        write_protocols(machine.registry.now, entries, bits, true);
    }
    EXPECT_NE(of("wpclsp.dll").refusal.find("Parental Controls"), std::string::npos) << of("wpclsp.dll").refusal;
}

} // namespace
} // namespace netmend::mending
