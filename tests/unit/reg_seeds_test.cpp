// The seeds of the fuzzer of registry exports, and what it found once: each is read or refused with a sentence.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "statemachine/reg_export/reg_diagnosis.hpp"
#include "tests/simulated/source_folder.hpp"

namespace netmend {
namespace {

Bytes content_of(const std::filesystem::path& path) {
    std::ifstream file(path, std::ios::binary);
    return Bytes(std::istreambuf_iterator<char>(file), {});
}

TEST(RegExportSeeds, AreReadOrRefusedWithASentence) {
    std::size_t seen = 0;
    const auto folder = std::filesystem::path(source_folder()) / "tests/fuzz/seeds/reg_export";
    for (const auto& seed : std::filesystem::directory_iterator(folder)) {
        SCOPED_TRACE(seed.path().filename().string());
        Result<RegExport> from = RegExport::read(content_of(seed.path()));
        ++seen;
        if (!from) {
            EXPECT_FALSE(from.error().text.empty());
            continue;
        }
        EXPECT_FALSE(diagnose_export(*from, std::nullopt).diagnosis.findings.empty());
    }
    EXPECT_GE(seen, 13u);
}

// Half a file is one that could not be looked at, wherever it was cut: never a broken computer.
TEST(RegExportSeeds, AreNoDamageWhereverTheyAreCutInALine) {
    const auto folder = std::filesystem::path(source_folder()) / "tests/fuzz/seeds/reg_export";
    const Bytes whole = content_of(folder / "plain");
    const std::string text(whole.begin(), whole.end());
    for (std::size_t end = 1; end < text.size(); end += 7) {
        if (text[end - 1] == '\n' || text[end - 1] == '\r')
            continue; // at the end of a line nothing tells that more should come
        Result<RegExport> from = RegExport::read(std::span(whole).first(end));
        if (!from)
            continue;
        EXPECT_NE(diagnose_export(*from, std::nullopt).diagnosis.verdict, winsock::Verdict::Damaged) << end;
    }
}

} // namespace
} // namespace netmend
