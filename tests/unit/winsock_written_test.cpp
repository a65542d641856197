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
using simulated::protocols_path;

const std::string mark = std::string(protocols_path) + "\\0000002A",
                  list64 = std::string(protocols_path) + "\\Catalog_Entries64";

std::string entry_at(std::size_t number) {
    char name[16];
    std::snprintf(name, sizeof name, "\\%012u", static_cast<unsigned>(number));
    return list64 + name;
}

class OtherWriter : public ReadOnlyRegistry {
  public:
    OtherWriter() {
        tree().set(protocols_path, simulated::number("Serial_Access_Num", 0x2A));
        before = simulated::protocols(tree(), 64, true).size();
    }
    Result<RegistryKey> read(const std::string& path) override {
        if (reads++ >= begins_at && (reads - begins_at) % pace == 0 && done < steps.size() && done < dies_before)
            steps[done++]();
        return machine.registry.read(path);
    }
    simulated::Tree& tree() { return machine.registry.now; }
    void set(const char* value, std::size_t number) {
        steps.push_back([this, value, number] {
            tree().set(protocols_path, simulated::number(value, static_cast<std::uint32_t>(number)));
        });
    }

    Machine machine{Preset::Windows11};
    std::vector<std::function<void()>> steps;
    std::size_t before = 0, done = 0, dies_before = 9999;
    int reads = 0, begins_at = 0, pace = 1;

  protected:
    void begin() {
        steps.push_back([this] { tree().create(mark); });
    }
    void finish() {
        set("Serial_Access_Num", 0x2B);
        steps.push_back([this] { tree().erase_tree(mark); });
    }
};

struct Shortening final : OtherWriter { // takes out three entries
    Shortening() {
        begin();
        for (std::size_t last = before; last > before - 3; --last)
            steps.push_back([this, last] { tree().erase_tree(entry_at(last)); });
        set("Num_Catalog_Entries64", before - 3);
        finish();
    }
};

struct Reordering final : OtherWriter { // the last becomes the first (WSCWriteProviderOrder); the counts stay
    Reordering() {
        begin();
        std::vector<Bytes> items;
        for (std::size_t number = 1; number <= before; ++number)
            items.push_back(tree().value(entry_at(number), "PackedCatalogItem")->data);
        for (std::size_t number = 1; number <= before; ++number)
            steps.push_back([this, number, item = items[(number + before - 2) % before]] {
                tree().set(entry_at(number), simulated::binary("PackedCatalogItem", item));
            });
        finish();
    }
};

bool is_whole(const ProtocolCatalog& list) {
    std::set<std::uint32_t> ids;
    for (const ProtocolEntry& entry : list.entries)
        ids.insert(entry.item.entry_id);
    return list.count == list.entries.size() && list.malformed.empty() && ids.size() == list.entries.size();
}

template<class Writer> void never_seen_half() {
    int read = 0;
    for (int pace : {1, 2, 5, 17})
        for (int begins_at = 0;; ++begins_at, ++read) {
            Writer other;
            other.pace = pace;
            other.begins_at = begins_at;
            const Result<Catalogs> catalogs = read_settled_catalogs(other, true);
            ASSERT_TRUE(catalogs.has_value()) << begins_at << ": " << catalogs.error().text;
            EXPECT_TRUE(is_whole(catalogs->protocol[1])) << pace << " at read " << begins_at;
            if (other.done == 0)
                break; // it would begin when we have read everything
        }
    EXPECT_GT(read, 200);
}

TEST(WrittenCatalog, ThatGetsShorterIsNeverSeenHalf) {
    never_seen_half<Shortening>();
}

TEST(WrittenCatalog, ThatIsReorderedIsNeverSeenHalf) {
    never_seen_half<Reordering>();
}

TEST(WrittenCatalog, WhoseWriterDiedIsReadAsItIs) {
    for (std::size_t dies_before = 2; dies_before <= 4; ++dies_before) {
        Shortening other;
        other.dies_before = dies_before;
        const Result<Catalogs> catalogs = read_settled_catalogs(other, true);
        ASSERT_TRUE(catalogs.has_value());
        EXPECT_TRUE(catalogs->protocol[1].writer_marker);
        EXPECT_EQ(catalogs->protocol[1].entries.size(), other.before - dies_before + 1);
        EXPECT_GT(other.reads, 40 * limits::catalog_readings_max) << "it could have been at work";
    }
}

TEST(WrittenCatalog, WithAnOldMarkIsReadOnce) {
    Shortening other;
    other.tree().create(mark);
    other.dies_before = 0;
    ASSERT_TRUE(read_settled_catalogs(other, true).has_value());
    const int reads = other.reads;
    other.tree().erase_tree(mark);
    ASSERT_TRUE(read_settled_catalogs(other, true).has_value());
    EXPECT_EQ(other.reads, 2 * reads);
}

TEST(WrittenCatalog, ThatIsNeverLeftAloneCouldNotBeLookedAt) {
    OtherWriter other;
    for (std::size_t serial = 1; serial < 9999; ++serial)
        other.set("Serial_Access_Num", serial);
    other.pace = 20;
    const Result<Catalogs> catalogs = read_settled_catalogs(other, true);
    ASSERT_FALSE(catalogs.has_value());
    EXPECT_EQ(catalogs.error().kind, ErrorKind::Busy);
    EXPECT_NE(catalogs.error().text.find("Protocol_Catalog9"), std::string::npos) << catalogs.error().text;
}

} // namespace
} // namespace netmend::winsock
