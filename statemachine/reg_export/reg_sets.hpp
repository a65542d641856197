// Which control set of a registry export is the machine's own: exports hold CurrentControlSet, numbered sets, several
// of them, or the hive of another computer under a name that somebody gave it.
#pragma once

#include <string>
#include <vector>

#include "statemachine/reg_export/reg_tree.hpp"

namespace netmend {

struct RegSet {
    std::string path; // "HKEY_LOCAL_MACHINE\SYSTEM\ControlSet001"
    const RegNode *hive = nullptr, *node = nullptr;
    bool usual = false; // in HKEY_LOCAL_MACHINE\SYSTEM
    int rank = 0;       // 0: what Select calls the current one; 1: CurrentControlSet; then by number
    bool has_winsock2() const;
};

std::vector<RegSet> control_sets(const RegNode& root);

// Of each hive the set of the lowest rank. Of several hives one with WinSock2, and rather the usual one. Null: none.
const RegSet* chosen_set(const std::vector<RegSet>& sets);

const RegNode* find_software(const RegNode& root); // the SOFTWARE hive, whatever its name; null: not there

} // namespace netmend
