// `netmend status --settings`: the network settings as they were before the repair, from its record in the state
// folder. Only reads, and needs no service.
#include "control/asking.hpp"
#include "control/saved_state.hpp"
#include "control/verbs.hpp"
#include "statemachine/saved/repair_files.hpp"
#include "statemachine/settings/comparing.hpp"
#include "statemachine/settings/fields.hpp"
#include "statemachine/steps/settings_of.hpp"

namespace netmend::control {
namespace {

using nlohmann::json;

json fields_in(const std::vector<SettingsKey>& keys) {
    json list = json::array();
    for (const SettingsKey& key : keys)
        for (const Field& field : fields_of(key))
            list.push_back({{"name", printable_name(field.name)},
                            {"label", field.label},
                            {"entries", field.texts},
                            {"key", printable_name(field.key)}});
    return list;
}

json json_of(const Settings& settings) {
    json data{{"computer", fields_in(settings.machine)}, {"connections", json::array()}, {"bindings", json::array()}};
    for (const ConnectionSettings& connection : settings.connections)
        data["connections"].push_back({{"name", title_of(connection)},
                                       {"id", printable_name(connection.id)},
                                       {"device", printable_name(connection.device)},
                                       {"has_card", connection.has_card},
                                       {"settings", fields_in(connection.keys)}});
    for (const BindingPath& path : settings.bindings)
        data["bindings"].push_back({{"path", printable_name(path.token)}, {"enabled", path.enabled}});
    return data;
}

Outcome could_not_read(const Call& call, const Error& error) {
    if (error.kind != ErrorKind::AccessDenied)
        return {exit_failed, {"The recorded settings could not be read: " + error.text}};
    return refused_without_rights(call).value_or(Outcome{exit_not_permitted, {error.text}});
}

} // namespace

Outcome recorded_settings(const Call& call) {
    const Outcome none{exit_done, {"No network settings have been recorded on this computer."}};
    StateFolder& folder = call.border.state_folder();
    const Result<Snapshot> snapshot = saved_state(folder);
    if (!snapshot && snapshot.error().kind == ErrorKind::NotFound)
        return none;
    if (!snapshot)
        return could_not_read(call, snapshot.error());
    if (!snapshot->set_aside_why.empty())
        return {exit_failed, {"The saved state of the repair is damaged. " + snapshot->set_aside_why}};
    const Checkpoint& repair = snapshot->checkpoint;
    if (!snapshot->has_repair || repair.settings_name.empty())
        return none;
    const Result<Settings> settings = steps::settings_of(folder, repair);
    if (!settings)
        return could_not_read(call, settings.error());

    Outcome outcome;
    outcome.lines = {"The network settings as they were before the repair of " +
                     repair_that_made(repair, repair.settings_name) + ":"};
    const std::vector<std::string> lines = lines_of(*settings);
    outcome.lines.insert(outcome.lines.end(), lines.begin(), lines.end());
    if (!repair.settings_differences.empty())
        outcome.lines.push_back("What was different after the repair:");
    for (const std::string& difference : repair.settings_differences)
        outcome.lines.push_back("  " + difference);
    outcome.data["settings"] = json_of(*settings);
    outcome.data["settings"]["record"] = repair.settings_name;
    outcome.data["settings"]["repair"] = repair.repair_id;
    outcome.data["settings"]["differences"] = repair.settings_differences;
    return outcome;
}

} // namespace netmend::control
