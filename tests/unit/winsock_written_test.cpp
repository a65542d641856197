// A catalog that another program writes while it is read. The other one does as Windows' own writers do
// (windows-facts 1.1): a key named by the serial number, the entries one by one, the counts, the next number, and the
// key goes. However its steps fall between our reads: what is read is the catalog before or after, never half of it.
#include <functional>

#include <gtest/gtest.h>

#include "statemachine/base/limits.hpp"
#include "statemachine/base/read_only_registry.hpp"
#include "tests/unit/winsock_machine.hpp"

namespace netmend::winsock {
namespace {

using simulated::Preset;

const std::string mark = std::string(simulated::protocols_path) + "\\0000002A",
                  list64 = std::string(simulated::protocols_path) + "\\Catalog_Entries64";

class OtherWriter final : public ReadOnlyRegistry, public Clock {
  public:
    explicit OtherWriter(Preset preset) : machine(preset) {
        tree().set(simulated::protocols_path, simulated::number("Serial_Access_Num", 0x2A));
        const auto entries = simulated::protocols(tree(), 64, true);
        before = entries.size();
        steps.push_back([this] { tree().create(mark); });
        for (std::size_t last = entries.size(); last > entries.size() - 3; --last)
            steps.push_back([this, last] {
                char name[16];
                std::snprintf(name, sizeof name, "\\%012u", static_cast<unsigned>(last));
                tree().erase_tree(list64 + name);
            });
        const auto left = static_cast<std::uint32_t>(entries.size() - 3);
        steps.push_back(
            [this, left] { tree().set(simulated::protocols_path, simulated::number("Num_Catalog_Entries64", left)); });
        steps.push_back(
            [this] { tree().set(simulated::protocols_path, simulated::number("Serial_Access_Num", 0x2B)); });
        steps.push_back([this] { tree().erase_tree(mark); });
    }

    Result<RegistryKey> read(const std::string& path) override {
        if (reads++ >= begins_at && (reads - begins_at) % pace == 0)
            step();
        return machine.registry.read(path);
    }
    std::string now() override { return {}; }
    bool wait(std::chrono::milliseconds time) override {
        waited += time;
        if (finishes)
            step();
        return !interrupted;
    }
    void step() {
        if (done < steps.size() && done < dies_before)
            steps[done++]();
    }
    simulated::Tree& tree() { return machine.registry.now; }

    Machine machine;
    std::vector<std::function<void()>> steps;
    std::size_t before = 0, done = 0, dies_before = 99;
    int reads = 0, begins_at = 0, pace = 1;
    bool finishes = true, interrupted = false;
    std::chrono::milliseconds waited{0};
};

bool is_whole(const ProtocolCatalog& list) {
    return list.count == list.entries.size() && list.malformed.empty();
}

TEST(WrittenCatalog, IsReadBeforeOrAfterAndNeverHalf) {
    int old_seen = 0, new_seen = 0;
    for (int pace : {1, 2, 5, 17})
        for (int begins_at = 0;; ++begins_at) {
            OtherWriter other(Preset::Windows11);
            other.pace = pace;
            other.begins_at = begins_at;
            const Result<Catalogs> catalogs = read_settled_catalogs(other, other, true);
            ASSERT_TRUE(catalogs.has_value()) << begins_at << ": " << catalogs.error().text;
            const ProtocolCatalog& list = catalogs->protocol[1];
            EXPECT_TRUE(is_whole(list)) << pace << " at read " << begins_at;
            (list.entries.size() == other.before ? old_seen : new_seen) += 1;
            if (other.done == 0)
                break; // it would begin when we have read everything
        }
    EXPECT_GT(old_seen, 3);
    EXPECT_GT(new_seen, 100);
}

TEST(WrittenCatalog, WhoseWriterDiedIsReadAsItIs) {
    for (std::size_t dies_before = 2; dies_before <= 4; ++dies_before) {
        OtherWriter other(Preset::Windows11);
        other.dies_before = dies_before;
        const Result<Catalogs> catalogs = read_settled_catalogs(other, other, true);
        ASSERT_TRUE(catalogs.has_value());
        EXPECT_TRUE(catalogs->protocol[1].writer_marker);
        EXPECT_EQ(catalogs->protocol[1].entries.size(), other.before - dies_before + 1);
        EXPECT_GE(other.waited, limits::torn_catalog_within) << "it could have been at work";
    }
}

TEST(WrittenCatalog, WithAnOldMarkIsNotWaitedFor) {
    OtherWriter other(Preset::Windows11);
    other.dies_before = 1;
    ASSERT_TRUE(read_settled_catalogs(other, other, true).has_value());
    EXPECT_LE(other.waited, std::chrono::milliseconds(100)) << "once, since the mark came while it was read";
}

TEST(WrittenCatalog, ThatIsNeverLeftAloneCouldNotBeLookedAt) {
    OtherWriter other(Preset::Windows11);
    other.steps.clear();
    for (std::uint32_t serial = 1; serial < 5000; ++serial)
        other.steps.push_back([&other, serial] {
            other.tree().set(simulated::protocols_path, simulated::number("Serial_Access_Num", serial));
        });
    other.dies_before = other.steps.size();
    other.pace = 20;
    Result<Catalogs> catalogs = read_settled_catalogs(other, other, true);
    ASSERT_FALSE(catalogs.has_value());
    EXPECT_EQ(catalogs.error().kind, ErrorKind::Busy);
    EXPECT_NE(catalogs.error().text.find("Protocol_Catalog9"), std::string::npos) << catalogs.error().text;
    other.waited = {};
    other.interrupted = true;
    catalogs = read_settled_catalogs(other, other, true);
    ASSERT_FALSE(catalogs.has_value());
    EXPECT_LE(other.waited, std::chrono::milliseconds(100)) << "somebody asked for something";
}

} // namespace
} // namespace netmend::winsock
