#include "statemachine/planning/named_services.hpp"

#include <algorithm>

#include "statemachine/base/nearest.hpp"
#include "statemachine/base/text.hpp"
#include "statemachine/winsock/look.hpp"

namespace netmend {
namespace {

using winsock::ServiceFault;
using winsock::ServiceRow;

const ServiceRow* row_named(const std::string& name) {
    for (const ServiceRow& row : winsock::service_rows())
        if (winsock::same_text(row.name, name))
            return &row;
    return nullptr;
}

const ServiceFault* switched_off(const ServiceRow& row, const winsock::Diagnosis& diagnosis) {
    for (const ServiceFault& fault : diagnosis.services)
        if (fault.kind == ServiceFault::Kind::Disabled && fault.row == &row)
            return &fault;
    return nullptr;
}

std::string unknown(const std::string& name) {
    std::vector<std::string> known;
    for (const ServiceRow& row : winsock::service_rows())
        known.push_back(winsock::lower(row.name));
    const std::string near = nearest_word(winsock::lower(name), known);
    std::string text = "netmend switches on services of Windows' network only, and knows none that is called \"" +
                       winsock::shown(name) + "\".";
    if (const ServiceRow* row = near.empty() ? nullptr : row_named(near))
        text += " Did you mean " + std::string(row->name) + "?";
    return text;
}

// Empty: it can be switched on.
std::string refusal_of(const ServiceRow& row, const ServiceFault* fault, const SystemIdentity& identity) {
    const std::string name(row.name);
    if (!fault)
        return "The service " + name + " is not switched off on this computer, so there is nothing to switch on.";
    if (!fault->policy.empty())
        return "The service " + name + " is switched off by a policy (" + winsock::shown(fault->policy) +
               "), which netmend does not fight: change the policy.";
    if (!winsock::default_start(row, identity))
        return "How the service " + name + " starts on this Windows is not known to netmend, so it changes nothing.";
    return {};
}

} // namespace

NamedServices named_services(const std::vector<std::string>& named, const winsock::Diagnosis& diagnosis,
                             const SystemIdentity& identity) {
    NamedServices services;
    for (const std::string& name : named) {
        const ServiceRow* row = row_named(name);
        const std::string refusal = row ? refusal_of(*row, switched_off(*row, diagnosis), identity) : unknown(name);
        if (!refusal.empty())
            return {{}, {}, refusal};
        if (std::find(services.names.begin(), services.names.end(), row->name) != services.names.end())
            continue;
        services.names.emplace_back(row->name);
        services.steps.push_back("Switch on the service " + std::string(row->name) + " (" + std::string(row->what) +
                                 "), as you named it.");
    }
    return services;
}

} // namespace netmend
