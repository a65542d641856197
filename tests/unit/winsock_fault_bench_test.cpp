// The fault bench: every code of the list, on a good catalog of every Windows generation, in both bitnesses where it
// applies; exactly the expected codes come out, and no other. Prints the matrix and its counts.
#include <gtest/gtest.h>

#include <cstdio>
#include <iterator>
#include <map>

#include "statemachine/winsock/codes.hpp"
#include "tests/unit/winsock_patient.hpp"

namespace netmend::winsock {
namespace {

struct Column {
    const simulated::GenerationMachine* machine;
    int bits;
};

std::vector<Column> columns() {
    std::vector<Column> all;
    for (const simulated::GenerationMachine& machine : simulated::generation_machines())
        for (const int bits : simulated::bitnesses(machine.identity))
            all.push_back({&machine, bits});
    return all;
}

Verdict expected_verdict(const BenchFault& fault, const Codes& expected) {
    if (fault.severity == Severity::Damage)
        return Verdict::Damaged;
    const auto has = [&](const char* code) {
        return std::find(expected.begin(), expected.end(), code) != expected.end();
    };
    for (const char* code : {"count-differs", "provider-dll-missing", "sockets-fail", "enumeration-fails"})
        if (has(code) && code != std::string(fault.code))
            return Verdict::Damaged;
    if (has(could_not_look_code) || has("no-address-yet"))
        return Verdict::CouldNotLook;
    const bool layered = (has("third-party-layer") || has("third-party-namespace")) &&
                         std::string(fault.code) != "third-party-namespace"; // one that is switched off is a note
    return fault.severity == Severity::Suspicious || layered ? Verdict::Suspicious : Verdict::Healthy;
}

// Empty: the cell is as it must be.
std::string wrong_with(const BenchFault& fault, const Patient& patient) {
    const Diagnosis diagnosis = patient.diagnosed();
    std::set<std::string> expected{fault.code}, found;
    if (fault.also)
        for (const std::string& code : fault.also(patient))
            expected.insert(code);
    bool as_grave = false;
    for (const Finding& finding : diagnosis.findings) {
        found.insert(finding.code);
        const std::size_t number = number_of_code(finding.code);
        if (number == std::size(code_rows))
            return "the code " + finding.code + " is not in the list";
        const CodeRow& row = code_rows[number];
        if (finding.severity < row.gravest || finding.severity > row.mildest)
            return finding.code + " weighs what its row does not allow";
        if (finding.text.empty() || finding.text.back() != '.')
            return finding.code + " has no sentence";
        if (finding.severity != Severity::Note && finding.remedy.empty())
            return finding.code + " has no remedy";
        const bool here = finding.bits == 0 || finding.bits == patient.bits;
        as_grave = as_grave || (finding.code == fault.code && finding.severity == fault.severity && here);
    }
    if (found != expected)
        return "other codes than expected";
    if (!as_grave)
        return "its weight or its bitness is another";
    if (diagnosis.verdict != expected_verdict(fault, {expected.begin(), expected.end()}))
        return "the verdict is another";
    return {};
}

TEST(FaultBench, EveryGenerationIsHealthyBefore) {
    for (const Column& column : columns()) {
        Patient patient(*column.machine, column.bits);
        EXPECT_TRUE(patient.diagnosed().findings.empty()) << column.machine->name << told(patient.diagnosed());
        patient.start();
        EXPECT_EQ(patient.diagnosed().verdict, Verdict::Healthy);
        EXPECT_TRUE(patient.diagnosed().findings.empty()) << column.machine->name << told(patient.diagnosed());
    }
}

TEST(FaultBench, EveryFaultHasItsCodesAndNoOther) {
    const std::vector<Column> all = columns();
    std::printf("%-26s %-11s %-16s", "code", "weight", "fault");
    for (const Column& column : all)
        std::printf(" %s", (column.machine->name.substr(0, column.machine->name.find('-')) + "/" +
                            (column.machine->identity.x64 ? "64:" : "") + std::to_string(column.bits))
                               .c_str());
    std::printf("\n");
    std::map<std::string, int> reasons;
    std::set<std::string> seen;
    int exact = 0, wrong = 0;
    for (const BenchFault& fault : bench_faults()) {
        std::printf("%-26s %-11s %-16s ", fault.code, std::string(name_of(fault.severity)).c_str(), fault.what);
        for (const Column& column : all) {
            Patient patient(*column.machine, column.bits);
            const std::string reason = fault.not_here ? fault.not_here(patient) : std::string();
            if (!reason.empty()) {
                ++reasons[reason];
                std::printf("-");
                continue;
            }
            fault.hurt(patient);
            const std::string why = wrong_with(fault, patient);
            EXPECT_EQ(why, "") << fault.code << " (" << fault.what << ") on " << column.machine->name << ", "
                               << column.bits << " bits\n"
                               << told(patient.diagnosed());
            std::printf(why.empty() ? "+" : "X");
            ++(why.empty() ? exact : wrong);
            seen.insert(fault.code);
        }
        std::printf("\n");
    }
    int elsewhere = 0;
    for (const auto& [reason, count] : reasons) {
        std::printf("- %4d  %s\n", count, reason.c_str());
        elsewhere += count;
    }
    std::printf("%zu codes, %zu faults, %zu catalogs: %d exact (+), %d wrong (X), %d do not apply (-)\n",
                std::size(code_rows), bench_faults().size(), all.size(), exact, wrong, elsewhere);
    // Said beside a judged catalog, by those who look at less than a whole machine: reg_diagnosis_test,
    // diagnose_verb_test.
    seen.insert({"running-not-checked", "old-key-not-in-export"});
    for (const CodeRow& row : code_rows)
        EXPECT_EQ(seen.count(std::string(row.code)), 1u) << "no fault of the bench produces " << row.code;
}

} // namespace
} // namespace netmend::winsock
