// Snapshots of repairs as the service would show them, for the tests of the control tool.
#pragma once

#include "statemachine/request.hpp"

namespace netmend {

inline Snapshot repair_in(const char* phase, Procedure procedure = Procedure::DeleteKeys) {
    Snapshot snapshot;
    snapshot.has_repair = true;
    Checkpoint& repair = snapshot.checkpoint;
    repair.repair_id = "20261122-130500-1a2b3c4d";
    repair.started = "2026-11-22T13:05:00Z";
    repair.identity = {5, 1, 2600, 1, Product::Workstation, false, "guid/sid"};
    repair.phase = phase;
    repair.path = {"opening/diagnosing", phase};
    repair.plan.verdict = "damaged";
    repair.plan.ladder = {procedure};
    repair.plan.steps = {"Back up."};
    repair.plan.removed = {"Imaginary Firewall"};
    repair.plan.restarts = 2;
    return snapshot;
}

inline bool contains(const std::vector<std::string>& sentences, const std::string& part) {
    for (const std::string& sentence : sentences)
        if (sentence.find(part) != std::string::npos)
            return true;
    return false;
}

} // namespace netmend
