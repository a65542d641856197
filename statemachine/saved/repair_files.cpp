#include "statemachine/saved/repair_files.hpp"

namespace netmend {

std::string backup_name_for(const std::string& repair_id) {
    return "backup-" + repair_id;
}

std::string settings_name_for(const std::string& repair_id) {
    return "settings-" + repair_id;
}

// Written down once more, it gets a name of its own: what was changed by the former one can still be undone.
std::string rung_name_for(const Checkpoint& facts) {
    return "rung" + std::to_string(facts.rung + 1) + "." + std::to_string(facts.rounds + 1) + "-" + facts.repair_id;
}

std::string hive_prefix_for(const std::string& repair_id) {
    return "hive-" + repair_id + "-";
}

std::string maker_of(const std::string& name) {
    return name.substr(name.find('-') + 1); // without one: all of it
}

bool is_own(const Checkpoint& facts, const std::string& name) {
    return maker_of(name) == facts.repair_id;
}

std::string repair_that_made(const Checkpoint& facts, const std::string& name) {
    return is_own(facts, name) ? facts.started : maker_of(name);
}

bool backup_lacks_tcpip(const Checkpoint& facts) {
    return is_own(facts, facts.backup_name) && !facts.settings_name.empty() && !is_own(facts, facts.settings_name);
}

} // namespace netmend
