// Layered products taken out of the protocol catalogs: which ones, and what is left.
#include <gtest/gtest.h>

#include "statemachine/mending/provider_mending.hpp"
#include "tests/simulated/surgery.hpp"
#include "tests/unit/synthetic_products.hpp"

namespace netmend::mending {
namespace {

using namespace simulated;
using namespace products;

class OneProduct : public testing::Test {
  protected:
    OneProduct()
        : machine(generation_machines().back().identity,
                  with_all_four({"", generation_machines().back().identity, generation_machines().back().registry})) {}

    std::vector<Product> broken() { return broken_products(*machine.catalogs(), machine.look()); }
    Difference mended() {
        const auto difference = mend_providers(machine.registry, *machine.catalogs(), machine.look());
        EXPECT_TRUE(difference) << difference.error().text;
        return difference.value_or(Difference{});
    }
    void change(int bits, const std::function<void(std::vector<Entry>&)>& edit) {
        auto entries = protocols(machine.registry.now, bits, true);
        edit(entries);
        write_protocols(machine.registry.now, entries, bits, true);
    }

    MendingMachine machine;
};

TEST_F(OneProduct, IsOneThoughItsIdsAndChainsDifferByBitness) {
    machine.gone = {"proxy.dll"}; // each of its chains has a provider id of its own
    const auto products = broken();
    ASSERT_EQ(products.size(), 1u);
    EXPECT_EQ(products[0].name, "proxy.dll");
    EXPECT_EQ(products[0].parts.size(), 8u) << "a hidden entry and three chains, in two lists";
    EXPECT_EQ(mended().said.size(), 2u);
}

TEST_F(OneProduct, OfTwoDllsByBitnessIsOne) {
    change(64, [](auto& entries) {
        for (Entry& entry : entries)
            if (entry.dll.ends_with("proxy.dll"))
                entry.dll = "C:\\Program Files\\Maker\\proxy64.dll";
    });
    machine.gone = {"proxy.dll", "proxy64.dll"};
    EXPECT_EQ(broken().size(), 1u);
    machine.gone = {"proxy64.dll"};
    const Product product = broken().at(0);
    for (const ProductPart& part : product.parts)
        EXPECT_EQ(part.bits, 64) << "programs of 32 bits go on through it";
}

TEST_F(OneProduct, OfOneBitnessLeavesTheOtherListAlone) {
    change(32, [](auto& entries) {
        std::erase_if(entries, [](const Entry& entry) { return entry.dll.ends_with("proxy.dll"); });
    });
    machine.gone = {"proxy.dll"};
    for (const KeyChange& change : mended().keys)
        EXPECT_NE(change.path.find("Catalog_Entries64"), std::string::npos) << change.path;
}

TEST_F(OneProduct, ThatIsThereStaysThoughAnotherHasItsProviderId) {
    for (const int bits : {32, 64})
        change(bits, [](auto& entries) {
            for (Entry& entry : entries)
                if (entry.dll.ends_with("proxy.dll") && !entry.is_base())
                    entry.provider = guid_of(four[0], 0);
        });
    machine.gone = {"proxy.dll"};
    ASSERT_EQ(broken().size(), 1u);
    const RawItems before = items_of(machine.registry.now, 64, true);
    ASSERT_TRUE(machine.apply(mended()));
    EXPECT_EQ(wrong_after_removal(before, items_of(machine.registry.now, 64, true), {"proxy.dll"}), "");
}

TEST_F(OneProduct, ThatCouldNotBeLookedAtStays) {
    machine.unseen = {"shield.dll", "proxy.dll", "filter.dll", "spy.dll"};
    EXPECT_TRUE(broken().empty());
    EXPECT_TRUE(mended().empty());
}

TEST_F(OneProduct, InACircleOrTooLongGoesLikeAnyOther) {
    change(64, [](auto& entries) {
        for (Entry& entry : entries)
            if (entry.dll.ends_with("proxy.dll") && entry.chain_length == 2)
                entry.chain[1] = entry.id;
    });
    machine.gone = {"proxy.dll"};
    const RawItems before = items_of(machine.registry.now, 64, true);
    ASSERT_TRUE(machine.apply(mended()));
    EXPECT_EQ(wrong_after_removal(before, items_of(machine.registry.now, 64, true), {"proxy.dll"}), "");
    const std::string first = std::string(protocols_path) + "\\Catalog_Entries64\\000000000001";
    RegistryValue item = *machine.registry.now.value(first, "PackedCatalogItem");
    put_u32(item.data, 300, 9);
    machine.registry.now.set(first, item);
    machine.gone = {"shield.dll"};
    ASSERT_TRUE(machine.apply(mended()));
    for (const Bytes& left : items_of(machine.registry.now, 64, true))
        EXPECT_NE(u32_at(left, 300), 9u);
}

TEST_F(OneProduct, IsTakenOutOfAListWithEntriesThatCannotBeRead) {
    const std::string torn = std::string(protocols_path) + "\\Catalog_Entries64\\000000000003";
    machine.registry.now.set(torn, binary("PackedCatalogItem", Bytes(5, 1)));
    machine.gone = {"spy.dll"};
    ASSERT_TRUE(machine.apply(mended()));
    int kept = 0;
    for (const Bytes& item : items_of(machine.registry.now, 64, true))
        kept += item == Bytes(5, 1);
    EXPECT_EQ(kept, 1) << "what cannot be read may be anybody's";
}

TEST_F(OneProduct, IsNotTouchedWhereAnEntryDeniesUs) {
    machine.gone = {"spy.dll"};
    const auto catalogs = machine.catalogs();
    machine.registry.troubles = {{std::string(protocols_path) + "\\Catalog_Entries64\\000000000002"}};
    const auto difference = mend_providers(machine.registry, *catalogs, machine.look());
    ASSERT_FALSE(difference);
    EXPECT_EQ(difference.error().kind, ErrorKind::AccessDenied);
}

TEST_F(OneProduct, IsNotTouchedWhereTheCatalogWasWrittenMeanwhile) {
    machine.gone = {"spy.dll"};
    const auto catalogs = machine.catalogs();
    change(64, [](auto& entries) { entries.pop_back(); });
    const auto difference = mend_providers(machine.registry, *catalogs, machine.look());
    ASSERT_FALSE(difference);
    EXPECT_EQ(difference.error().kind, ErrorKind::Busy);
}

TEST_F(OneProduct, IsLeftWhereNothingElseWouldBe) {
    change(64, [](auto& entries) { std::erase_if(entries, [](const Entry& e) { return e.chain_length == 1; }); });
    machine.gone = {"shield.dll", "proxy.dll", "filter.dll", "spy.dll"};
    for (const KeyChange& change : mended().keys)
        EXPECT_EQ(change.path.find("Catalog_Entries64"), std::string::npos) << "no list is ever emptied";
}

TEST_F(OneProduct, WhoseChainsWereCutIsClosedUpWhereItsDllIsThere) {
    const auto cut = [&](const char* dll, std::uint32_t id) {
        change(64, [&](auto& entries) {
            for (Entry& entry : entries)
                if (entry.dll.ends_with(dll) && entry.chain_length > 1) {
                    entry.chain.insert(entry.chain.begin() + 1, id);
                    ++entry.chain_length;
                }
        });
    };
    const Tree before = machine.registry.now;
    cut("proxy.dll", 9999);
    EXPECT_FALSE(damage_in(machine).empty());
    ASSERT_TRUE(machine.apply(mended()));
    EXPECT_EQ(damage_in(machine), std::vector<std::string>());
    EXPECT_EQ(items_of(machine.registry.now, 64, true), items_of(before, 64, true));
    machine.unseen = {"proxy.dll"};
    cut("proxy.dll", 9999);
    EXPECT_TRUE(mended().empty()) << "nobody knows whether it is there";
}

// Its own layer or its base is gone: what is left would be no chain, and another product's call.
TEST_F(OneProduct, WhoseChainCannotBeMadeWholeStaysAsItIs) {
    for (const std::size_t position : {0u, 1u}) {
        const Tree before = machine.registry.now;
        change(64, [&](auto& entries) {
            for (Entry& entry : entries)
                if (entry.dll.ends_with("proxy.dll") && entry.chain_length == 2)
                    entry.chain[position] = 9999;
        });
        EXPECT_TRUE(mended().empty()) << position;
        machine.registry.now = before;
    }
}

} // namespace
} // namespace netmend::mending
