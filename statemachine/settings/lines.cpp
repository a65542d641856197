// Recorded settings as lines for people.
#include "statemachine/base/text.hpp"
#include "statemachine/settings/comparing.hpp"
#include "statemachine/settings/fields.hpp"

namespace netmend {

namespace {

// What is not set is not shown.
void add(std::vector<std::string>& lines, const std::vector<SettingsKey>& keys) {
    for (const SettingsKey& key : keys)
        for (const Field& field : fields_of(key))
            if (!field.texts.empty())
                lines.push_back("  " + field.label + ": " + winsock::listed(field.texts));
}

} // namespace

std::vector<std::string> lines_of(const Settings& settings) {
    std::vector<std::string> lines{"This computer"};
    add(lines, settings.machine);
    for (const ConnectionSettings& connection : settings.connections) {
        const std::string id = printable_name(connection.id);
        lines.push_back(connection.name.empty() ? id : title_of(connection) + " " + id);
        if (!connection.device.empty())
            lines.push_back("  Network card: " + printable_name(connection.device));
        if (!connection.has_card)
            lines.push_back("  Its network card was not there.");
        add(lines, connection.keys);
    }
    if (!settings.bindings.empty())
        lines.push_back("Bindings of TCP/IP");
    for (const BindingPath& path : settings.bindings)
        lines.push_back("  " + printable_name(path.token) + (path.enabled ? "" : " (switched off)"));
    return lines;
}

} // namespace netmend
