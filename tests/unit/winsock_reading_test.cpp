// What a diagnosis does not claim: nothing about DLLs that it could not look at, and no more than the article counts.
#include <gtest/gtest.h>

#include "tests/unit/winsock_machine.hpp"

namespace netmend::winsock {
namespace {

using simulated::Entry;
using simulated::Preset;

TEST(Diagnosis, DoesNotCallMissingWhatItCouldNotLookAt) {
    Machine machine(Preset::XpSp3);
    const Result<Catalogs> catalogs = machine.catalogs();
    const Diagnosis denied = judge(*catalogs, machine.identity, [](const std::string&, int) -> Result<bool> {
        return fail(ErrorKind::AccessDenied, "Access to the folder was denied.", 5);
    });
    EXPECT_EQ(denied.verdict, Verdict::CouldNotLook) << told(denied);
    const Diagnosis unasked = judge(*catalogs, machine.identity, {});
    EXPECT_EQ(unasked.verdict, Verdict::Healthy) << told(unasked);
    EXPECT_EQ(codes(unasked, Severity::Note), Codes{"dlls-not-checked"});
}

TEST(Diagnosis, DoesNotGuessAtPathsInAnUnknownCodePage) {
    Machine machine(Preset::XpSp3);
    simulated::add_base_provider(machine.registry.now, machine.files, machine.identity);
    machine.change([](auto& entries) { entries.back().dll = "C:\\Programov\xE9 soubory\\vsocklib.dll"; });
    machine.files.erase(simulated::base_dll);
    const Diagnosis diagnosis = machine.diagnosed();
    EXPECT_EQ(diagnosis.verdict, Verdict::Healthy) << told(diagnosis);
    EXPECT_NE(find(diagnosis, "dll-not-checked"), nullptr);
    for (const Finding& finding : diagnosis.findings)
        EXPECT_EQ(finding.text.find('\xE9'), std::string::npos) << "findings are valid UTF-8";
}

TEST(Diagnosis, CountsAsTheArticleDoes) {
    EXPECT_EQ(Machine(Preset::XpSp3).diagnosed().article, "11 sections, 11 MSAFD or RSVP, 0 others");
    Machine ipx(Preset::XpSp1);
    ipx.change([](auto& entries) {
        for (int i = 0; i < 7; ++i) {
            Entry entry = entries[0];
            entry.provider = i ? "11058241-BE47-11CF-95C8-00805F48A192" : "11058240-BE47-11CF-95C8-00805F48A192";
            entry.family = 6;
            entry.id = 2000 + static_cast<std::uint32_t>(i);
            entries.push_back(entry);
        }
    });
    EXPECT_EQ(ipx.diagnosed().verdict, Verdict::Healthy) << told(ipx.diagnosed());
    EXPECT_EQ(ipx.diagnosed().article, "18 sections, 18 MSAFD or RSVP, 0 others; 7 IPX");
}

} // namespace
} // namespace netmend::winsock
