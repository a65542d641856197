// The catalogs of healthy machines by Windows: the whole file is read and within its limits, and what is cut off or
// unknown is told by its line. The sandbox's own reader is tested by tests/sandbox/test_catalog_data.py.
#include "tests/simulated/catalog_data.hpp"

#include <fstream>
#include <set>
#include <sstream>

#include <gtest/gtest.h>

#include "tests/simulated/baselines.hpp"
#include "tests/simulated/paths.hpp"
#include "tests/simulated/source_folder.hpp"

namespace netmend::simulated {
namespace {

constexpr std::size_t entries_max = 20;

std::vector<std::string> lines_of_file() {
    std::ifstream file(source_folder() + "/tests/data/catalogs.txt");
    std::vector<std::string> lines;
    for (std::string line; std::getline(file, line);)
        lines.push_back(line);
    return lines;
}

std::string joined(const std::vector<std::string>& lines, std::size_t count) {
    std::string text;
    for (std::size_t i = 0; i < count; ++i)
        text += lines[i] + "\n";
    return text;
}

std::string error_of(const std::string& text) {
    const Result<CatalogData> read = catalog_data_from(text);
    return read ? "none" : read.error().text;
}

using Cards = std::vector<std::string>;

TEST(CatalogData, IsWithinItsLimits) {
    const CatalogData& data = catalog_data();
    for (const auto& [name, list] : data.protocols) {
        std::set<std::uint32_t> ids;
        for (const Entry& entry : protocols_of(name, data.connections.contains(name) ? Cards{"{A}", "{B}"} : Cards{})) {
            EXPECT_TRUE(ids.insert(entry.id).second) << name << " " << entry.id;
            const auto there_and_back = unpacked(packed(entry));
            ASSERT_TRUE(there_and_back) << name << " " << entry.id;
            EXPECT_EQ(entry.name, there_and_back->name);
            EXPECT_EQ(entry.dll, there_and_back->dll);
            EXPECT_EQ(entry.message_size, there_and_back->message_size);
            EXPECT_EQ(entry.version, there_and_back->version);
        }
        EXPECT_LE(ids.size(), entries_max) << name;
    }
    for (const auto& [name, list] : data.name_spaces) {
        EXPECT_FALSE(list.empty()) << name;
        EXPECT_LE(list.size(), entries_max) << name;
    }
}

TEST(CatalogData, HasEveryWindowsOnce) {
    std::set<std::string> names;
    for (const WindowsRow& row : catalog_data().windows)
        EXPECT_TRUE(names.insert(row.name).second) << row.name;
    EXPECT_GE(names.size(), std::size(all_presets));
}

// A dependency that does not exist keeps a service from starting for good.
TEST(CatalogData, HasEveryServiceThatAnotherOneNames) {
    for (const auto& [list, services] : catalog_data().services) {
        std::set<std::string> names;
        for (const Service& service : services)
            EXPECT_TRUE(names.insert(folded(service.name)).second) << list << " " << service.name;
        for (const Service& service : services)
            for (const std::string& name : service.depends_on)
                EXPECT_TRUE(names.contains(folded(name))) << list << " " << service.name << " names " << name;
    }
}

// windows-modern 2.2: read on three machines of three builds, and on one of 8.1; Windows 7 has another order.
TEST(CatalogData, HasIdsInTheOrderOfTransportsFromWindows81On) {
    for (const WindowsRow& row : catalog_data().windows) {
        if (row.major < 6 || (row.major == 6 && row.minor < 3))
            continue;
        std::uint32_t next = 1001;
        for (const Transport& transport : catalog_data().transports.at(row.transports)) {
            std::set<std::uint32_t> ids;
            for (const Entry& entry : catalog_data().protocols.at(row.protocols))
                if (entry.provider == transport.provider)
                    ids.insert(entry.id);
            for (const std::uint32_t id : ids)
                EXPECT_EQ(next++, id) << row.name << " " << transport.name;
        }
        EXPECT_EQ(1001 + catalog_data().protocols.at(row.protocols).size(), next) << row.name;
    }
}

TEST(CatalogData, HasServicesFromVistaOn) {
    for (const WindowsRow& row : catalog_data().windows)
        EXPECT_EQ(row.major < 6, row.services.empty()) << row.name;
}

TEST(CatalogData, ThatIsCutOffIsToldByItsLine) {
    const std::vector<std::string> lines = lines_of_file();
    for (std::size_t count = 0; count < lines.size(); ++count)
        EXPECT_EQ("It is cut off after line " + std::to_string(count) + ".", error_of(joined(lines, count)));
}

TEST(CatalogData, ThatHasARowWithoutItsEndOrAnUnknownOneIsToldByItsLine) {
    const std::vector<std::string> lines = lines_of_file();
    for (std::size_t i = 0; i < lines.size(); ++i) {
        if (lines[i].empty() || lines[i][0] == '#')
            continue;
        for (const std::string& bad : {lines[i].substr(0, lines[i].size() / 3), "un" + lines[i]}) {
            std::vector<std::string> changed = lines;
            changed[i] = bad;
            EXPECT_EQ("Line " + std::to_string(i + 1) + " is not understood: " + bad,
                      error_of(joined(changed, changed.size())));
        }
    }
}

TEST(CatalogData, HasNothingBehindItsEnd) {
    const std::vector<std::string> lines = lines_of_file();
    const std::string& row = lines[lines.size() - 2];
    EXPECT_EQ("Line " + std::to_string(lines.size() + 1) + " is not understood: " + row,
              error_of(joined(lines, lines.size()) + row));
}

} // namespace
} // namespace netmend::simulated
