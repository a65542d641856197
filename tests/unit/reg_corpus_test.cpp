// The exports of real machines through the product's reader: the same registry and the same diagnosis as through the
// tests' own reader, in each form that regedit writes. Skipped where the exports are not beside the source tree.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "statemachine/reg_export/reg_diagnosis.hpp"
#include "tests/simulated/reg_file.hpp"
#include "tests/simulated/source_folder.hpp"
#include "tests/unit/reg_forms.hpp"
#include "tests/unit/winsock_machine.hpp"

namespace netmend {
namespace {

struct Export {
    const char* file;
    int major;
    bool x64;
    const char* windows;
};

const Export exports[] = {
    {"xp-sp3.reg", 5, false, "xp-sp3"},
    {"win7-sp1-x64.reg", 6, true, "win7"},
    {"win10-1903-x64.reg", 10, true, "win10"},
};

Bytes content_of(const std::filesystem::path& path) {
    std::ifstream file(path, std::ios::binary);
    return Bytes(std::istreambuf_iterator<char>(file), {});
}

void compare(const simulated::Tree& wanted, RegExport& from, const std::string& path) {
    const auto there = wanted.read(path);
    const Result<RegistryKey> here = from.read(path);
    ASSERT_EQ(there.has_value(), here.has_value()) << path;
    if (!there)
        return;
    EXPECT_EQ(there->subkeys, here->subkeys) << path;
    EXPECT_EQ(there->values, here->values) << path;
    for (const std::string& subkey : there->subkeys)
        compare(wanted, from, path + "\\" + subkey);
}

class RegCorpus : public testing::TestWithParam<Export> {};

TEST_P(RegCorpus, IsTheSameInEveryForm) {
    const Export& real = GetParam();
    const auto path = std::filesystem::path(source_folder()) / "../shared/corpus" / real.file;
    if (!std::filesystem::exists(path))
        GTEST_SKIP() << "no " << real.file << " beside the source tree";
    const Bytes plain = content_of(path);
    const std::string text(plain.begin(), plain.end());
    const auto tree = simulated::read_reg_file(path.string());
    ASSERT_TRUE(tree.has_value());
    simulated::Registry registry;
    registry.now = *tree;
    const SystemIdentity identity = *windows_named(real.windows);
    const auto live = winsock::judge(*winsock::read_catalogs(registry, real.x64), identity, {});
    std::string numbered = text;
    for (std::size_t at = 0; (at = numbered.find("\\CurrentControlSet\\", at)) != std::string::npos;)
        numbered.replace(at, 19, "\\ControlSet003\\");
    const std::vector<std::string> keys = tree->read("SYSTEM\\CurrentControlSet\\Services")->subkeys;
    std::vector<std::string> paths;
    for (const std::string& key : keys)
        paths.push_back("SYSTEM\\CurrentControlSet\\Services\\" + key);
    for (const Bytes& form : {plain, in_utf16(text), in_utf16(text, true), bytes_of(numbered),
                              bytes_of(exported(*tree, paths)), bytes_of(exported(*tree, paths, RegForm::Regedit4))}) {
        Result<RegExport> from = RegExport::read(form);
        ASSERT_TRUE(from.has_value()) << from.error().text;
        compare(*tree, *from, "SYSTEM\\CurrentControlSet\\Services");
        const ExportDiagnosis said = diagnose_export(*from, identity);
        EXPECT_EQ(said.diagnosis.verdict, winsock::Verdict::Healthy) << told(said.diagnosis);
        EXPECT_EQ(said.diagnosis.article, live.article);
        for (const auto& finding : live.findings)
            EXPECT_NE(find(said.diagnosis, finding.code), nullptr) << finding.code;
        const ExportDiagnosis guessed = diagnose_export(*from, std::nullopt);
        EXPECT_EQ(guessed.diagnosis.verdict, winsock::Verdict::Healthy) << told(guessed.diagnosis);
        EXPECT_EQ(guessed.windows.identity.major, real.major) << guessed.windows.name;
        EXPECT_EQ(guessed.windows.identity.x64, real.x64);
    }
}

INSTANTIATE_TEST_SUITE_P(Real, RegCorpus, testing::ValuesIn(exports), [](const auto& test) {
    std::string name = test.param.windows;
    std::erase_if(name, [](char c) { return c == '-'; });
    return name;
});

} // namespace
} // namespace netmend
