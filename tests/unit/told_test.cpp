// Findings as people read them: one sentence for both lists where they are alike, and where each stands.
#include "statemachine/winsock/told.hpp"

#include <gtest/gtest.h>

#include "statemachine/winsock/codes.hpp"
#include "tests/unit/winsock_patient.hpp"

namespace netmend::winsock {
namespace {

Finding finding(int bits, std::vector<std::uint32_t> entries, const std::string& text = "Somebody is there.",
                const char* catalog = "protocol") {
    Finding out = make_finding(Severity::Note, "third-party-base", catalog, bits, text);
    out.entries = std::move(entries);
    return out;
}

std::vector<std::string> lines(std::vector<Finding> findings, bool x64 = true) {
    Diagnosis diagnosis;
    diagnosis.x64 = x64;
    diagnosis.findings = std::move(findings);
    std::vector<std::string> out;
    for (const Told& one : told_of(diagnosis))
        out.push_back(one.text);
    return out;
}

using Lines = std::vector<std::string>;

TEST(Told, SaysWhereAFindingStands) {
    EXPECT_EQ(lines({finding(32, {1013})}, false), Lines{"Somebody is there. Entry 1013."});
    EXPECT_EQ(lines({finding(32, {1, 2, 3})}, false), Lines{"Somebody is there. Entries 1, 2 and 3."});
    EXPECT_EQ(lines({finding(32, {1013})}), Lines{"Somebody is there. In the 32-bit list, entry 1013."});
    EXPECT_EQ(lines({finding(64, {})}), Lines{"Somebody is there. In the 64-bit list."});
    EXPECT_EQ(lines({finding(0, {})}), Lines{"Somebody is there."});
}

TEST(Told, SaysOnceWhatIsAlikeInBothLists) {
    EXPECT_EQ(lines({finding(32, {7}), finding(64, {7})}), Lines{"Somebody is there. In both lists, entry 7."});
    EXPECT_EQ(lines({finding(32, {1, 2}), finding(64, {3})}),
              Lines{"Somebody is there. In both lists: entries 1 and 2 (32 bits), entry 3 (64 bits)."});
    EXPECT_EQ(lines({finding(32, {}), finding(64, {})}), Lines{"Somebody is there. In both lists."});
    EXPECT_EQ(lines({finding(32, {}, "The 32-bit protocol catalog is blank."),
                     finding(64, {}, "The 64-bit protocol catalog is blank.")}),
              Lines{"The protocol catalog is blank. In both lists."});
    EXPECT_EQ(lines({finding(64, {}, "The 64-bit protocol catalog is blank.")}),
              Lines{"The 64-bit protocol catalog is blank."});
}

TEST(Told, KeepsApartWhatDiffers) {
    EXPECT_EQ(
        lines({finding(32, {1}), finding(64, {1}, "Another is there.")}),
        (Lines{"Somebody is there. In the 32-bit list, entry 1.", "Another is there. In the 64-bit list, entry 1."}));
    EXPECT_EQ(lines({finding(32, {}, "A driver hung.", "driver"), finding(64, {}, "A driver hung.", "driver")}),
              (Lines{"A driver hung.", "A driver hung."}))
        << "drivers are neither lists nor programs";
    EXPECT_EQ(lines({finding(32, {}, "Winsock failed.", "sockets"), finding(64, {}, "Winsock failed.", "sockets")}),
              Lines{"Winsock failed. In programs of both bitnesses."});
    EXPECT_EQ(lines({finding(64, {}, "Winsock failed.", "sockets")}), Lines{"Winsock failed."});
}

TEST(Told, NamesNoMoreNumbersThanOneReads) {
    std::vector<std::uint32_t> many(25);
    for (std::uint32_t i = 0; i < many.size(); ++i)
        many[i] = i + 1;
    EXPECT_EQ(lines({finding(32, many)}, false),
              Lines{"Somebody is there. Entries 1, 2, 3, 4, 5, 6, 7, 8, 9, 10 and 15 more."});
}

// No fault of the bench is told twice in the same words.
TEST(Told, NeverSaysASentenceTwice) {
    for (const BenchFault& fault : bench_faults())
        for (const simulated::GenerationMachine& machine : simulated::generation_machines()) {
            Patient patient(machine, 32);
            if (fault.not_here && !fault.not_here(patient).empty())
                continue;
            fault.hurt(patient);
            std::vector<std::string> texts;
            for (const Told& one : told_of(patient.diagnosed()))
                if (one.code != "probe-hung" && one.code != could_not_look_code)
                    texts.push_back(one.text);
            std::sort(texts.begin(), texts.end());
            EXPECT_EQ(std::adjacent_find(texts.begin(), texts.end()), texts.end())
                << fault.code << " on " << machine.name;
        }
}

} // namespace
} // namespace netmend::winsock
