// The text of a record, judged field by field, as settings again. Nothing of it is believed: every mistake is a
// sentence that names the value, key or field. Whether a key is one that settings may be written to is judged by who
// writes.
#include <algorithm>
#include <optional>
#include <set>
#include <string_view>

#include <nlohmann/json.hpp>

#include "statemachine/base/limits.hpp"
#include "statemachine/base/text.hpp"
#include "statemachine/settings/checks.hpp"
#include "statemachine/settings/record_form.hpp"
#include "statemachine/settings/settings.hpp"
#include "statemachine/settings/value_text.hpp"

namespace netmend {

namespace {

using Json = nlohmann::json; // one parser in the programs: the order of names is for whoever reads the text
namespace form = record_form;

constexpr std::size_t named_bytes_max = 300;
constexpr std::size_t looked_back_bytes_max = 64u << 10;

// Thrown inside this file only, where one value in many is wrong; decode_settings() makes a Result of it.
struct Wrong {
    std::string what;
};

std::string named(const std::string& text) {
    return winsock::printable(text, named_bytes_max);
}

const Json& field(const Json& object, const char* name, const std::string& where) {
    if (!object.is_object())
        throw Wrong{where + " is not what it should be"};
    const auto found = object.find(name);
    if (found == object.end())
        throw Wrong{"the field \"" + std::string(name) + "\" of " + where + " is missing"};
    return *found;
}

[[noreturn]] void throw_bad_field(const char* name, const std::string& where) {
    throw Wrong{"the field \"" + std::string(name) + "\" of " + where + " is not what it should be"};
}

std::string string_field(const Json& object, const char* name, const std::string& where) {
    const Json& found = field(object, name, where);
    if (!found.is_string())
        throw_bad_field(name, where);
    return found.get<std::string>();
}

bool bool_field(const Json& object, const char* name, const std::string& where) {
    const Json& found = field(object, name, where);
    if (!found.is_boolean())
        throw_bad_field(name, where);
    return found.get<bool>();
}

const Json& array_field(const Json& object, const char* name, const std::string& where) {
    const Json& found = field(object, name, where);
    if (!found.is_array())
        throw_bad_field(name, where);
    return found;
}

Bytes hex_field(const Json& object, const char* name, const std::string& where) {
    std::optional<Bytes> data = from_hex(string_field(object, name, where));
    if (!data)
        throw_bad_field(name, where);
    return std::move(*data);
}

// As put_text() wrote it: under its own name, or in hexadecimal.
std::string text_field(const Json& object, const char* name, const std::string& where) {
    const std::string in_hex = std::string(name) + form::in_hex;
    if (!object.is_object() || !object.contains(in_hex))
        return string_field(object, name, where);
    const Bytes data = hex_field(object, in_hex.c_str(), where);
    return std::string(data.begin(), data.end());
}

std::uint32_t number_in(const Json& found, const char* name, const std::string& where) {
    if (!found.is_number_unsigned() || found.get<std::uint64_t>() > 0xFFFFFFFFu)
        throw_bad_field(name, where);
    return found.get<std::uint32_t>();
}

std::uint32_t type_field(const Json& object, const std::string& where) {
    const Json& found = field(object, form::type, where);
    if (!found.is_string())
        return number_in(found, form::type, where);
    const auto type = type_named(found.get<std::string>());
    if (!type)
        throw_bad_field(form::type, where);
    return *type;
}

Bytes data_field(const Json& object, const std::string& where) {
    if (object.contains(form::text))
        return text_data(string_field(object, form::text, where));
    if (object.contains(form::number))
        return number_data(number_in(object[form::number], form::number, where));
    if (!object.contains(form::list))
        return hex_field(object, form::hex, where);
    std::vector<std::string> list;
    for (const Json& one : array_field(object, form::list, where)) {
        if (!one.is_string())
            throw_bad_field(form::list, where);
        list.push_back(one.get<std::string>());
    }
    return list_data(list);
}

void must_agree(const Json& object, const std::string& check, const std::string& where) {
    if (string_field(object, form::check, where) != check)
        throw Wrong{where + " is not as it was recorded"};
}

RegistryValue value_in(const Json& object, const std::string& path) {
    const std::string name = text_field(object, form::name, "a value of " + named(path));
    const std::string where = "the value \"" + named(name) + "\" of " + named(path);
    RegistryValue value{name, type_field(object, where), data_field(object, where)};
    must_agree(object, check_of(value, path), where);
    return value;
}

// Nothing stands twice in the registry, so it must not in a record: the two could never both be given back.
class Seen {
  public:
    void must_be_new(const std::string& name, const std::string& where) {
        if (!names_.insert(winsock::lower(name)).second)
            throw Wrong{where + " stands there twice"};
    }

  private:
    std::set<std::string> names_;
};

std::vector<SettingsKey> keys_in(const Json& objects) {
    std::vector<SettingsKey> keys;
    Seen seen;
    for (const Json& object : objects) {
        SettingsKey key{text_field(object, form::key, "a key"), {}, {}};
        const std::string where = "the key " + named(key.path);
        key.descriptor = hex_field(object, form::descriptor, where);
        seen.must_be_new(key.path, where);
        Seen names;
        for (const Json& value : array_field(object, form::values, where)) {
            key.values.push_back(value_in(value, key.path));
            names.must_be_new(key.values.back().name,
                              "the value \"" + named(key.values.back().name) + "\" of " + where);
        }
        must_agree(object, check_of(key), where);
        keys.push_back(std::move(key));
    }
    return keys;
}

ConnectionSettings connection_in(const Json& object) {
    ConnectionSettings connection;
    connection.name = text_field(object, form::name, "a connection");
    connection.id = text_field(object, form::id, "the connection \"" + named(connection.name) + "\"");
    const std::string where = "the connection \"" + title_of(connection) + "\"";
    connection.device = text_field(object, form::device, where);
    connection.has_card = bool_field(object, form::card, where);
    connection.keys = keys_in(array_field(object, form::keys, where));
    must_agree(object, check_of(connection), where);
    return connection;
}

BindingPath binding_in(const Json& object) {
    const std::string token = text_field(object, form::binding, "a binding");
    const std::string where = "the binding " + named(token);
    BindingPath binding{token, bool_field(object, form::enabled, where)};
    must_agree(object, check_of(binding), where);
    return binding;
}

Settings settings_in(const Json& whole) {
    const std::string where = "the record";
    if (string_field(whole, form::format, where) != form::format_name)
        throw_bad_field(form::format, where);
    Settings settings;
    settings.machine = keys_in(array_field(whole, form::machine, where));
    Seen seen;
    for (const Json& object : array_field(whole, form::connections, where)) {
        settings.connections.push_back(connection_in(object));
        const ConnectionSettings& connection = settings.connections.back();
        seen.must_be_new(connection.id, "the connection \"" + title_of(connection) + "\"");
    }
    for (const Json& object : array_field(whole, form::bindings, where))
        settings.bindings.push_back(binding_in(object));
    if (string_field(whole, form::digest, where) != digest_of(settings))
        throw Wrong{"the field \"digest\" does not fit: a key, a connection or a binding was added or taken out"};
    return settings;
}

// The last value or key that stands before the place where the text is no JSON any more. `byte` counts from 1.
std::string place_near(std::string_view text, std::size_t byte) {
    const std::size_t end = std::min(byte, text.size());
    const std::size_t from = end > looked_back_bytes_max ? end - looked_back_bytes_max : 0;
    const std::string_view before = text.substr(from, end - from);
    std::size_t last = std::string::npos;
    std::string what;
    for (const auto& [mark, noun] : {std::pair{"\"name\": \"", "value or connection"}, std::pair{"\"key\": \"", "key"},
                                     std::pair{"\"binding\": \"", "binding"}}) {
        const std::size_t at = before.rfind(mark);
        if (at == std::string::npos || (last != std::string::npos && at < last))
            continue;
        last = at;
        const std::size_t begin = at + std::string_view(mark).size();
        const std::string name(before.substr(begin, before.find('"', begin) - begin));
        what = "at or after the " + std::string(noun) + " \"" + named(name) + "\"";
    }
    return what.empty() ? "before its first key" : what;
}

tl::unexpected<Error> corrupt(const std::string& what) {
    return fail(ErrorKind::Corrupt, "The record of the network settings is damaged: " + what + ".");
}

} // namespace

Result<Settings> decode_settings(const Bytes& data) {
    if (data.size() > limits::settings_file_bytes_max)
        return fail(ErrorKind::TooLarge, "The record of the network settings is larger than it may be.");
    const std::string_view text(reinterpret_cast<const char*>(data.data()), data.size());
    try {
        const Json whole = Json::parse(text);
        const std::string where = "the record";
        if (number_in(field(whole, form::version_field, where), form::version_field, where) > form::version)
            return fail(ErrorKind::Unsupported, "The record of the network settings was made by a newer netmend.");
        return settings_in(whole);
    } catch (const Wrong& wrong) {
        return corrupt(wrong.what);
    } catch (const Json::parse_error& error) {
        return corrupt("it is cut off or edited " + place_near(text, error.byte));
    } catch (const Json::exception& error) {
        return corrupt(std::string("it cannot be read (") + error.what() + ")");
    }
}

} // namespace netmend
