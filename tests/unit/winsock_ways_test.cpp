// Which entry serves a call, and that the verdict never contradicts it: what stands first is named by a finding, unless
// it is Windows' own.
#include "statemachine/winsock/ways.hpp"

#include <gtest/gtest.h>

#include "statemachine/winsock/diagnosis.hpp"
#include "statemachine/winsock/owner.hpp"
#include "tests/simulated/generated_catalog.hpp"
#include "tests/unit/winsock_oddities.hpp"

namespace netmend::winsock {
namespace {

constexpr SocketCall tcp = plain_calls[0];

PackedItem item_of(std::int32_t protocol, std::int32_t more = 0, std::uint32_t flags = 8, std::uint32_t length = 1) {
    PackedItem item;
    item.family = 2;
    item.type = 1;
    item.protocol = protocol;
    item.protocol_offset_max = more;
    item.provider_flags = flags;
    item.chain_length = length;
    return item;
}

TEST(Ways, AreServedByFamilyTypeAndProtocol) {
    EXPECT_TRUE(serves(item_of(6), tcp));
    EXPECT_TRUE(serves(item_of(0, 255), tcp)) << "within its range";
    EXPECT_TRUE(serves(item_of(6, 0, 0, 2), tcp)) << "by a chain";
    EXPECT_FALSE(serves(item_of(7), tcp));
    EXPECT_FALSE(serves(item_of(0, 5), tcp));
    EXPECT_FALSE(serves(item_of(0x7FFFFFFF, 0x7FFFFFFF), tcp)) << "nothing runs over";
    EXPECT_FALSE(serves(item_of(6, 0, 8, 0), tcp)) << "a layered protocol's own entry";
    EXPECT_FALSE(serves(item_of(6), plain_calls[1]));
    EXPECT_FALSE(serves(item_of(6), plain_calls[2]));
    EXPECT_TRUE(serves_protocol_zero(item_of(99), tcp));
    EXPECT_FALSE(serves_protocol_zero(item_of(6, 0, 4), tcp));
    EXPECT_FALSE(serves_protocol_zero(item_of(6, 0, 8, 0), tcp));
}

std::string unnamed(const Catalogs& catalogs, const Diagnosis& diagnosis) {
    for (const ProtocolCatalog& catalog : catalogs.protocol)
        for (const SocketCall& call : plain_calls) {
            const Served served = served_by(catalog, call);
            for (const ProtocolEntry* first : {served.named, served.zero}) {
                if (!first || owner_of(first->item, system_folder(catalogs, catalog.bits)) == Owner::Inbox)
                    continue;
                const std::string file = file_of(first->item.path);
                const bool named =
                    std::any_of(diagnosis.findings.begin(), diagnosis.findings.end(), [&](const Finding& finding) {
                        return finding.bits == catalog.bits &&
                               (file_of(finding.dll) == file || finding.text.find(file) != std::string::npos);
                    });
                if (!named)
                    return std::string(call.name) + " goes through " + file + ", and no finding says so";
            }
        }
    return {};
}

TEST(Ways, ThatLeadThroughSomebodyElseAreFindings) {
    for (std::uint64_t seed = 1; seed <= 2000; ++seed) {
        const simulated::GeneratedCatalog generated = simulated::Generator(seed, 40).next();
        simulated::GeneratedRegistry registry(generated);
        const Result<Catalogs> catalogs = read_catalogs(registry, generated.identity.x64);
        ASSERT_TRUE(catalogs.has_value());
        const auto there = [](const std::string&, int) -> Result<bool> { return true; };
        const Diagnosis diagnosis = judge(*catalogs, generated.identity, there);
        EXPECT_EQ(unnamed(*catalogs, diagnosis), "") << "seed " << seed << "\n" << told(diagnosis);
    }
}

TEST(Ways, OfCirclesOfManyChainsAreJudgedInTime) {
    simulated::GeneratedCatalog many = simulated::Generator(1, 5).next();
    auto& list = many.protocols.front();
    simulated::Entry chain;
    chain.dll = "C:\\Program Files\\Ring\\ring.dll";
    chain.provider = "11111111-2222-3333-4444-555555555555";
    for (std::uint32_t i = 0; i < 5000; ++i) { // each names the next, the last one the first
        chain.id = 10000 + i;
        chain.chain = {10000 + (i + 1) % 5000, 1001};
        chain.chain_length = 2;
        list.entries.push_back({simulated::twelve_digits(list.entries.size() + 1), true, 3, simulated::packed(chain)});
    }
    simulated::GeneratedRegistry registry(many);
    const Result<Catalogs> catalogs = read_catalogs(registry, many.identity.x64);
    ASSERT_TRUE(catalogs.has_value());
    EXPECT_NE(find(judge(*catalogs, many.identity, {}), "chain-circle"), nullptr);
}

// A circle is told once for each chain that closes it, and neither a chain that only leads to it nor one that two
// chains name is one.
TEST(Ways, ThatComeTogetherAreNoCircle) {
    const auto chain = [](std::uint32_t id, std::vector<std::uint32_t> down) {
        simulated::Entry entry;
        entry.dll = "C:\\Program Files\\Ring\\ring.dll";
        entry.provider = "11111111-2222-3333-4444-555555555555";
        entry.id = id;
        entry.chain_length = static_cast<std::uint32_t>(down.size());
        entry.chain = std::move(down);
        return entry;
    };
    struct Case {
        std::vector<simulated::Entry> chains;
        std::vector<std::uint32_t> told; // ids of the chains that the finding names; empty: no circle
    };
    const Case cases[] = {
        {{chain(1101, {1102, 1001}), chain(1102, {1103, 1001}), chain(1103, {1101, 1001})}, {1103}},
        {{chain(1101, {1102, 1001}), chain(1102, {1103, 1001}), chain(1103, {1102, 1001})}, {1103}}, // 1101 leads there
        {{chain(1101, {1102, 1103, 1001}), chain(1102, {1104, 1001}), chain(1103, {1104, 1001}),
          chain(1104, {1001, 1001})},
         {}},
        {{chain(1101, {1102, 1001}), chain(1102, {1001, 1002})}, {}},
    };
    for (const Case& each : cases) {
        Machine machine(simulated::Preset::XpSp3);
        machine.every_file = true;
        machine.change([&](auto& entries) { entries.insert(entries.begin(), each.chains.begin(), each.chains.end()); });
        const Diagnosis diagnosis = machine.diagnosed();
        const Finding* circle = find(diagnosis, "chain-circle");
        EXPECT_EQ(circle ? circle->entries : std::vector<std::uint32_t>{}, each.told) << told(diagnosis);
    }
}

} // namespace
} // namespace netmend::winsock
