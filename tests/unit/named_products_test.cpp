// A layered product by name: what names it, what may be meant, and what is never taken out.
#include <gtest/gtest.h>

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
    EXPECT_EQ(of("proxy.dll").products[0].name, "proxy.dll: " + proxy);
    EXPECT_EQ(1u, named_products({"proxy.dll", "PROXY.dll"}, *machine.catalogs()).products.size());
}

TEST_F(Named, IsOneOrNothing) {
    EXPECT_EQ(proxy, dll("prox")) << "a part of one name";
    const std::string several = of("dll").refusal;
    for (const char* each : {"shield.dll", "proxy.dll", "filter.dll", "spy.dll"})
        EXPECT_NE(several.find(each), std::string::npos) << several;
    EXPECT_NE(of("pr").refusal.find("No layered provider is called"), std::string::npos) << "too short for a part";
    const std::string none = of("acme").refusal;
    EXPECT_NE(none.find("spy.dll"), std::string::npos) << none;
    EXPECT_TRUE(named_products({"proxy.dll", "acme"}, *machine.catalogs()).products.empty()) << "all or none";
    EXPECT_TRUE(named_products({}, *machine.catalogs()).refusal.empty());
}

TEST_F(Named, IsNeverABaseNorANameSpaceProvider) {
    EXPECT_NE(of("mswsock.dll").refusal.find("base provider"), std::string::npos) << of("mswsock.dll").refusal;
    EXPECT_NE(of("winrnr.dll").refusal.find("name-space provider"), std::string::npos) << of("winrnr.dll").refusal;
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
