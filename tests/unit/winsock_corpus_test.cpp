// Real machines that were healthy must never come out damaged. Skipped where the exports are not beside the source
// tree.
#include <gtest/gtest.h>

#include <filesystem>

#include "statemachine/winsock/inbox.hpp"
#include "tests/simulated/reg_file.hpp"
#include "tests/simulated/source_folder.hpp"
#include "tests/unit/winsock_machine.hpp"

namespace netmend::winsock {
namespace {

struct Export {
    const char* file;
    int major, minor;
    bool x64;
    std::size_t entries;
    const char* article;
    std::vector<std::string> third_parties;
};

const Export exports[] = {
    {"xp-sp3.reg", 5, 1, false, 11, "11 sections, 11 MSAFD or RSVP, 0 others", {}},
    {"win7-sp1-x64.reg",
     6,
     1,
     true,
     13,
     "64-bit: 13 sections, 11 MSAFD or RSVP, 2 others (VMware sockets). "
     "32-bit: 13 sections, 11 MSAFD or RSVP, 2 others (VMware sockets)",
     {"VMware sockets"}},
    {"win10-1903-x64.reg",
     10,
     0,
     true,
     16,
     "64-bit: 16 sections, 14 MSAFD or RSVP, 2 others (VMware sockets). "
     "32-bit: 16 sections, 14 MSAFD or RSVP, 2 others (VMware sockets)",
     {"VMware sockets"}},
};

std::filesystem::path corpus() {
    return std::filesystem::path(source_folder()) / "../shared/corpus";
}

class Corpus : public testing::TestWithParam<Export> {};

TEST_P(Corpus, IsHealthyAndReadToTheByte) {
    const Export& real = GetParam();
    if (!std::filesystem::exists(corpus() / real.file))
        GTEST_SKIP() << "no " << real.file << " beside the source tree";
    const auto tree = simulated::read_reg_file((corpus() / real.file).string());
    ASSERT_TRUE(tree.has_value()) << "the export could not be read";
    SystemIdentity identity;
    identity.major = real.major;
    identity.minor = real.minor;
    identity.x64 = real.x64;
    Machine machine(identity, *tree);
    const Diagnosis diagnosis = machine.diagnosed();
    EXPECT_EQ(diagnosis.verdict, Verdict::Healthy) << told(diagnosis);
    EXPECT_EQ(diagnosis.article, real.article);
    const Result<Catalogs> catalogs = machine.catalogs();
    ASSERT_TRUE(catalogs.has_value());
    EXPECT_EQ(third_parties(*catalogs), real.third_parties);
    for (const ProtocolCatalog& catalog : catalogs->protocol) {
        EXPECT_EQ(catalog.entries.size(), real.entries);
        for (const ProtocolEntry& entry : catalog.entries)
            EXPECT_EQ(encode_item(entry.item), entry.item.original);
    }
    EXPECT_TRUE(missing_inbox(*catalogs, *catalogs).empty());
}

INSTANTIATE_TEST_SUITE_P(Real, Corpus, testing::ValuesIn(exports), [](const auto& test) {
    std::string name = test.param.file;
    std::replace_if(
        name.begin(), name.end(), [](char c) { return c == '-' || c == '.'; }, '_');
    return name;
});

// What we write on a machine that lost everything must be what Windows XP itself had there.
TEST(KnownGoodEntries, EqualThoseOfARealWindowsXp) {
    if (!std::filesystem::exists(corpus() / "xp-sp3.reg"))
        GTEST_SKIP() << "no xp-sp3.reg beside the source tree";
    simulated::Registry registry;
    registry.now = *simulated::read_reg_file((corpus() / "xp-sp3.reg").string());
    SystemIdentity xp;
    xp.major = 5;
    xp.minor = 1;
    const std::vector<Bytes> ours = known_good_entries(xp), real = sound_inbox_entries(registry);
    ASSERT_EQ(ours.size(), 5u);
    ASSERT_EQ(real.size(), 11u);
    for (std::size_t i = 0; i < ours.size(); ++i) {
        PackedItem item = *decode_item(ours[i]), theirs = *decode_item(real[i]);
        item.original = theirs.original; // the stale bytes of that machine are not ours
        item.chain = theirs.chain;
        EXPECT_EQ(item, theirs) << theirs.name;
    }
}

} // namespace
} // namespace netmend::winsock
