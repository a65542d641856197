// Makes the plan from a diagnosis and from which Windows this is (procedures, 3).
#pragma once

#include <string>
#include <vector>

#include "statemachine/base/ports.hpp"
#include "statemachine/planning/plan.hpp"
#include "statemachine/winsock/finding.hpp"

namespace netmend {

// Names of providers that are in the catalogs beside Windows' own; of the layered ones whose DLL is gone; and of what a
// reset of the protocol catalog takes with it though it is healthy, each with its DLL, by which it is accepted.
struct Providers {
    std::vector<std::string> all, broken_layers;
    std::vector<std::string> healthy{};
};
Providers others_in(const winsock::Catalogs& catalogs, System& system);

// Products that a person named to be taken out though they work, each with its DLLs; why one cannot be.
struct ToTakeOut {
    std::vector<std::string> names;
    std::string refusal;
    bool answers_names = false;               // some of them are name-space providers
    std::vector<std::string> uninstallations; // their own, that still work
};

ToTakeOut to_take_out(const std::vector<std::string>& named, const winsock::Catalogs& catalogs, Registry& registry,
                      System& system);

// `roles`: what others need this machine's TCP/IP for (roles.hpp); `forced`: it may be taken away from them.
// `named`: services that a person wants switched on; one that cannot be is why the plan is refused. `out`:
// where something is to be taken out, nothing else is done.
Plan make_plan(const winsock::Diagnosis& diagnosis, const Providers& others, const SystemIdentity& identity,
               const Result<std::vector<std::string>>& roles, bool forced, const std::vector<std::string>& named = {},
               const ToTakeOut& out = {});

} // namespace netmend
