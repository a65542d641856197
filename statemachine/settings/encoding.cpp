// Settings as the text that a record holds.
#include <nlohmann/json.hpp>

#include "statemachine/settings/checks.hpp"
#include "statemachine/settings/record_form.hpp"
#include "statemachine/settings/settings.hpp"
#include "statemachine/settings/value_text.hpp"

namespace netmend {

namespace {

using Json = nlohmann::ordered_json; // names first, as a person reads
namespace form = record_form;

void put_text(Json& object, const char* field, const std::string& text) {
    if (is_utf8(text))
        object[field] = text;
    else
        object[std::string(field) + form::in_hex] = hex_of(Bytes(text.begin(), text.end()));
}

Json json_of(const RegistryValue& value, const std::string& path) {
    Json object = Json::object();
    put_text(object, form::name, value.name);
    if (const std::string_view type = type_name(value.type); !type.empty())
        object[form::type] = type;
    else
        object[form::type] = value.type;
    if (const auto text = exact_text(value))
        object[form::text] = *text;
    else if (const auto list = exact_list(value))
        object[form::list] = *list;
    else if (const auto number = exact_number(value))
        object[form::number] = *number;
    else
        object[form::hex] = hex_of(value.data);
    object[form::check] = check_of(value, path);
    return object;
}

Json json_of(const std::vector<SettingsKey>& keys) {
    Json all = Json::array();
    for (const SettingsKey& key : keys) {
        Json object = Json::object();
        put_text(object, form::key, key.path);
        object[form::descriptor] = hex_of(key.descriptor);
        object[form::values] = Json::array();
        for (const RegistryValue& value : key.values)
            object[form::values].push_back(json_of(value, key.path));
        object[form::check] = check_of(key);
        all.push_back(std::move(object));
    }
    return all;
}

Json json_of(const ConnectionSettings& connection) {
    Json object = Json::object();
    put_text(object, form::name, connection.name);
    put_text(object, form::id, connection.id);
    put_text(object, form::device, connection.device);
    object[form::card] = connection.has_card;
    object[form::keys] = json_of(connection.keys);
    object[form::check] = check_of(connection);
    return object;
}

Json json_of(const BindingPath& binding) {
    Json object = Json::object();
    put_text(object, form::binding, binding.token);
    object[form::enabled] = binding.enabled;
    object[form::check] = check_of(binding);
    return object;
}

} // namespace

Bytes encode_settings(const Settings& settings) {
    Json whole = Json::object();
    whole[form::format] = form::format_name;
    whole[form::version_field] = form::version;
    whole[form::machine] = json_of(settings.machine);
    whole[form::connections] = Json::array();
    for (const ConnectionSettings& connection : settings.connections)
        whole[form::connections].push_back(json_of(connection));
    whole[form::bindings] = Json::array();
    for (const BindingPath& binding : settings.bindings)
        whole[form::bindings].push_back(json_of(binding));
    whole[form::digest] = digest_of(settings);
    const std::string text = whole.dump(/*indent=*/1) + "\n";
    return Bytes(text.begin(), text.end());
}

} // namespace netmend
