#include "statemachine/settings/comparing.hpp"

#include <algorithm>

#include "statemachine/base/descriptor.hpp"
#include "statemachine/base/limits.hpp"
#include "statemachine/base/text.hpp"
#include "statemachine/settings/fields.hpp"

namespace netmend {

namespace {

constexpr std::size_t name_bytes_max = 200;
const std::string this_computer = "This computer";

std::string shown(const Field& field) {
    const std::string text = field.texts.empty() ? "nothing" : winsock::listed(field.texts);
    return winsock::printable(text, limits::text_bytes_max / 2);
}

bool same_raw(const Field& one, const Field& other) {
    const auto same = [](const RegistryValue& a, const RegistryValue& b) {
        return winsock::same_text(a.name, b.name) && a.type == b.type && a.data == b.data;
    };
    return std::equal(one.raw.begin(), one.raw.end(), other.raw.begin(), other.raw.end(), same);
}

std::string names_of(const Field& field) {
    std::vector<std::string> names;
    for (const RegistryValue& value : field.raw)
        names.push_back("\"" + printable_name(value.name) + "\"");
    return winsock::listed(names) + " of " + printable_name(field.key);
}

bool is_of(const Field& field, const Field& other) {
    return winsock::same_text(field.name, other.name) && winsock::same_text(field.label, other.label);
}

const Field* find(const std::vector<Field>& fields, const Field& wanted) {
    const auto found = std::find_if(fields.begin(), fields.end(), [&](const Field& one) { return is_of(one, wanted); });
    return found == fields.end() ? nullptr : &*found;
}

class Comparison {
  public:
    Comparison(const Settings& was, const Settings& is) : was_(was), is_(is) {}

    std::vector<std::string> run() {
        for (const SettingsKey& key : was_.machine)
            compare(this_computer, key, key_at(is_.machine, key.path));
        for (const SettingsKey& key : is_.machine)
            if (key_at(was_.machine, key.path) == nullptr)
                compare_added(this_computer, key, {}, /*key_is_new=*/true);
        for (const ConnectionSettings& connection : was_.connections)
            if (const ConnectionSettings* now = connection_at(is_, connection.id))
                for (const SettingsKey& key : connection.keys)
                    if (const SettingsKey* there = key_at(now->keys, key.path); there != nullptr || now->has_card)
                        compare(title_of(connection), key, there);
        for (const std::string& text : what_is_gone(was_, is_))
            found_.push_back(text);
        for (const std::string& text : new_cards(was_, is_))
            found_.push_back(text);
        compare_bindings();
        return std::move(found_);
    }

  private:
    void tell(const std::string& title, const Field& field, const std::string& before, const std::string& now) {
        found_.push_back(title + ", " + field.label + ": before " + before + "; now " + now + ".");
    }

    void compare(const std::string& title, const SettingsKey& was, const SettingsKey* is) {
        const std::vector<Field> fields = fields_of(was);
        if (is == nullptr) {
            std::string lost;
            for (const Field& field : fields)
                lost += (lost.empty() ? ", and with it " : "; ") + field.label + " " + shown(field);
            found_.push_back(title + ": the key " + printable_name(was.path) + " is missing" +
                             winsock::printable(lost, limits::text_bytes_max / 2) + ".");
            return;
        }
        const std::vector<Field> fields_now = fields_of(*is);
        for (const Field& field : fields) {
            const Field* now = find(fields_now, field);
            if (now == nullptr)
                tell(title, field, shown(field), "the value is missing");
            else if (same_raw(field, *now))
                continue;
            else if (shown(field) != shown(*now))
                tell(title, field, shown(field), shown(*now));
            else
                found_.push_back(title + ", " + field.label + ": " + shown(field) +
                                 " as before, but stored in another way in " + names_of(*now) + ".");
        }
        compare_added(title, *is, fields);
        if (!was.descriptor.empty() && !is->descriptor.empty() && !same_descriptor(was.descriptor, is->descriptor))
            found_.push_back(title + ": the permissions of " + printable_name(was.path) + " are others.");
    }

    // What a reinstallation brings along, and nobody set before, is no difference; nor are the defaults in a key that
    // was not there at all.
    void compare_added(const std::string& title, const SettingsKey& is, const std::vector<Field>& before,
                       bool key_is_new = false) {
        for (const Field& field : fields_of(is)) {
            const std::string& value = field.raw.front().name;
            if (is_compared_when_added(is.path, value) && !(key_is_new && is_removable(is.path, value)) &&
                find(before, field) == nullptr)
                tell(title, field, "nothing", shown(field));
        }
    }

    void compare_bindings() {
        if (was_.bindings == is_.bindings)
            return;
        const std::size_t found_before = found_.size();
        const auto find_in = [](const std::vector<BindingPath>& paths, const std::string& token) {
            return std::find_if(paths.begin(), paths.end(), [&](const auto& path) { return path.token == token; });
        };
        for (const BindingPath& path : was_.bindings) {
            const auto now = find_in(is_.bindings, path.token);
            if (now == is_.bindings.end())
                found_.push_back("The binding " + printable_name(path.token) + " is missing.");
            else if (now->enabled != path.enabled)
                found_.push_back("The binding " + printable_name(path.token) + " is switched " +
                                 (now->enabled ? "on" : "off") + ".");
        }
        for (const BindingPath& path : is_.bindings)
            if (find_in(was_.bindings, path.token) == was_.bindings.end())
                found_.push_back("The binding " + printable_name(path.token) + " was added.");
        if (found_.size() == found_before)
            found_.push_back("The bindings of TCP/IP are in another order.");
    }

    const Settings& was_;
    const Settings& is_;
    std::vector<std::string> found_;
};

} // namespace

std::string printable_name(const std::string& name) {
    return winsock::printable(name, name_bytes_max);
}

std::vector<std::string> setting_differences(const Settings& was, const Settings& is) {
    return Comparison(was, is).run();
}

// Keys of cards that were gone already when the settings were recorded are not missed.
std::vector<std::string> what_is_gone(const Settings& was, const Settings& is) {
    std::vector<std::string> gone;
    for (const ConnectionSettings& connection : was.connections) {
        const ConnectionSettings* now = connection_at(is, connection.id);
        if (connection.has_card && (now == nullptr || !now->has_card))
            gone.push_back("The network card of \"" + title_of(connection) + "\" (" + printable_name(connection.id) +
                           ") is not there any more; its settings stay in the record.");
    }
    return gone;
}

std::vector<std::string> new_cards(const Settings& was, const Settings& is) {
    std::vector<std::string> added;
    for (const ConnectionSettings& connection : is.connections)
        if (connection.has_card && !(connection.name.empty() && connection.device.empty()) &&
            connection_at(was, connection.id) == nullptr)
            added.push_back("\"" + title_of(connection) + "\" (" + printable_name(connection.id) +
                            ") is a network card that was not there when the settings were recorded; it was given "
                            "none of them.");
    return added;
}

} // namespace netmend
