#include "statemachine/repair_files.hpp"

namespace netmend {

std::string backup_name_for(const std::string& repair_id) {
    return "backup-" + repair_id;
}

std::string settings_name_for(const std::string& repair_id) {
    return "settings-" + repair_id;
}

std::string hive_prefix_for(const std::string& repair_id) {
    return "hive-" + repair_id + "-";
}

std::string maker_of(const std::string& name) {
    return name.substr(name.find('-') + 1); // without one: all of it
}

std::string backed_up_by(const Checkpoint& facts) {
    const std::string maker = maker_of(facts.backup_name);
    return maker == facts.repair_id ? facts.started : maker;
}

bool backup_lacks_tcpip(const Checkpoint& facts) {
    return maker_of(facts.backup_name) == facts.repair_id && !facts.settings_name.empty() &&
           maker_of(facts.settings_name) != facts.repair_id;
}

} // namespace netmend
