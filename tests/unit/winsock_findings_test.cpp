// Every finding, word by word and field by field: of the fault bench, and of oddities that belong to no code of their
// own. Catalogs of which the same is said share one paragraph.
#include <gtest/gtest.h>

#include <map>

#include "tests/unit/golden_text.hpp"
#include "tests/unit/winsock_oddities.hpp"

namespace netmend::winsock {
namespace {

std::string whole(const Diagnosis& diagnosis) {
    std::string out = "  " + std::string(name_of(diagnosis.verdict)) + ": " + diagnosis.article + "\n";
    for (const Finding& finding : diagnosis.findings) {
        out += "  " + std::string(name_of(finding.severity)) + " " + finding.code + ", " + finding.catalog + " " +
               std::to_string(finding.bits);
        std::string ids;
        for (const std::uint32_t id : finding.entries)
            ids += (ids.empty() ? ", entries " : " ") + std::to_string(id);
        out += ids + (finding.provider.empty() ? "" : ", " + finding.provider) +
               (finding.dll.empty() ? "" : ", " + finding.dll) + "\n    " + finding.text + "\n";
        if (!finding.remedy.empty())
            out += "    -> " + finding.remedy + "\n";
    }
    return out;
}

// The machines on which something is tried, and what is said there.
class Said {
  public:
    void add(const Patient& patient, const std::string& text) {
        if (!columns_.count(text))
            order_.push_back(text);
        columns_[text] += " " + patient.windows.name + "/" + std::to_string(patient.bits);
    }
    std::string text() const {
        std::string out;
        for (const std::string& one : order_)
            out += " on" + columns_.at(one) + "\n" + one;
        return out;
    }

  private:
    std::vector<std::string> order_;
    std::map<std::string, std::string> columns_;
};

// One Windows of either kind: the bench looks at the codes on all of them.
std::vector<Patient> patients() {
    std::vector<Patient> all;
    for (const simulated::GenerationMachine& machine : simulated::generation_machines())
        if (machine.name == "xp" || machine.name == "10-x64")
            for (const int bits : simulated::bitnesses(machine.identity))
                all.emplace_back(machine, bits);
    return all;
}

TEST(Findings, OfEveryFaultOfTheBenchAreGolden) {
    std::string all;
    for (const BenchFault& fault : bench_faults()) {
        Said said;
        for (Patient& patient : patients())
            if (!fault.not_here || fault.not_here(patient).empty()) {
                fault.hurt(patient);
                said.add(patient, whole(patient.diagnosed()));
            }
        all += std::string(fault.code) + ", " + std::string(name_of(fault.severity)) +
               (*fault.what ? std::string(", ") + fault.what : "") + "\n" + said.text();
    }
    expect_golden("findings.txt", all);
}

TEST(Findings, OfEveryOddityAreGolden) {
    std::string all;
    for (const Oddity& oddity : oddities()) {
        Said said;
        for (Patient& patient : patients())
            if (patient.bits == 64 || !patient.x64()) {
                oddity.hurt(patient);
                said.add(patient, whole(patient.diagnosed()));
            }
        all += oddity.what + "\n" + said.text();
    }
    expect_golden("findings_of_oddities.txt", all);
}

} // namespace
} // namespace netmend::winsock
