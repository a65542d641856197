// Findings as people read them: what is the same in both lists of an x64 Windows is one sentence, and each says where
// it stands. Scripts read the findings themselves.
#pragma once

#include <string>
#include <vector>

#include "statemachine/winsock/finding.hpp"

namespace netmend::winsock {

struct Told {
    std::string code;
    Severity severity = Severity::Note;
    std::string text;          // "… (C:\\a\\b.dll). In both lists, entries 1019 and 1020."
    std::string remedy;        // empty: nothing to do
    bool for_a_person = false; // a damage that no procedure puts right
};

std::vector<Told> told_of(const Diagnosis& diagnosis); // in the order of the findings

} // namespace netmend::winsock
