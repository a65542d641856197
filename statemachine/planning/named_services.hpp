// Services that a person wants switched on by name: those that are off are notes, since somebody may have meant it, and
// the firewall is never switched on otherwise. Only one that netmend knows, that is switched off, that no policy keeps
// so, and whose start type is known for this Windows.
#pragma once

#include <string>
#include <vector>

#include "statemachine/base/ports.hpp"
#include "statemachine/winsock/finding.hpp"

namespace netmend {

struct NamedServices {
    std::vector<std::string> names; // as Windows spells them, each once
    std::vector<std::string> steps; // sentences for the plan, one a name
    std::string refusal;            // why one of them cannot be; then there are no names
};
NamedServices named_services(const std::vector<std::string>& named, const winsock::Diagnosis& diagnosis,
                             const SystemIdentity& identity);

} // namespace netmend
