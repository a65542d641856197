// A look at a Windows by the control tool itself, at this one or at a registry export of another: what was found, in
// lines for people and as data. It needs neither the service nor the network, and changes nothing.
#pragma once

#include <string>
#include <vector>

#include "control/verbs.hpp"
#include "statemachine/planning/plan.hpp"
#include "statemachine/winsock/catalog.hpp"
#include "statemachine/winsock/finding.hpp"

namespace netmend::control {

struct Look {
    std::string windows; // "Windows XP Service Pack 1"
    winsock::Diagnosis diagnosis;
    Plan plan;                  // empty for an export
    winsock::Catalogs catalogs; // empty where they could not be read
    std::string control_set;    // of an export, which one was judged; empty for this Windows
    bool of_export = false;
};

// An error: could not look at all. Without the probe no socket is tried and no driver asked. `forced`: the plan is made
// although other computers may need this one.
Result<Look> look(Windows& windows, bool probe = true, bool forced = false,
                  const std::vector<std::string>& services = {}, const std::vector<std::string>& products = {});

// At an export: `content` is the file of that name, or why it could not be read. The same for netmend.exe and for the
// program of support desks.
Outcome diagnose_export_file(const std::string& name, const Result<Bytes>& content, const Arguments& arguments);

Outcome outcome_of(const Look& look, bool verbose); // of `diagnose`
Outcome unseen(const Error& error, int code);       // of `diagnose` and `plan`, where nothing could be looked at

nlohmann::json json_of(const winsock::Diagnosis& diagnosis);
std::vector<std::string> lines_of(const Look& look); // what was found
std::vector<std::string> lines_of(const Plan& plan); // what would be done, removed, and how many restarts
Plan plan_from(const nlohmann::json& json);          // as the service sent it; fields that are not there stay empty

} // namespace netmend::control
