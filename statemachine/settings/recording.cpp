// Reads the settings of this machine from its registry.
#include <algorithm>
#include <map>
#include <set>

#include "statemachine/backup/owned_set.hpp"
#include "statemachine/base/limits.hpp"
#include "statemachine/base/text.hpp"
#include "statemachine/settings/places.hpp"
#include "statemachine/settings/settings.hpp"

namespace netmend {

namespace {

constexpr std::size_t title_bytes_max = 200;

class Recording {
  public:
    explicit Recording(Registry& registry) : registry_(registry) {}

    Result<Settings> run() {
        if (Result<void> done = see_cards(); !done)
            return tl::unexpected(done.error());
        for (const PlaceFacts& facts : settings_places())
            if (Result<void> done = facts.per_connection ? keep_below(facts) : keep(facts.path, settings_.machine);
                !done)
                return tl::unexpected(done.error());
        for (ConnectionSettings& connection : settings_.connections)
            connection.has_card = cards_.contains(folded(connection.id));
        return std::move(settings_);
    }

  private:
    // Empty: there is no such key.
    Result<std::optional<RegistryKey>> look(const std::string& path) {
        if (++keys_read_ > limits::registry_keys_max)
            return fail(ErrorKind::TooLarge, "There are too many registry keys at " + path + ".");
        Result<RegistryKey> key = registry_.read(path);
        if (key)
            return std::optional<RegistryKey>(std::move(*key));
        if (key.error().kind == ErrorKind::NotFound)
            return std::optional<RegistryKey>();
        return fail(key.error().kind, "The network settings in " + path + " could not be read: " + key.error().text,
                    key.error().os_code);
    }

    ConnectionSettings& connection(const std::string& id) {
        const auto [place, is_new] = places_.try_emplace(folded(id), settings_.connections.size());
        if (is_new)
            settings_.connections.push_back({id, {}, {}, false, {}});
        return settings_.connections[place->second];
    }

    // A card is there when Windows has a connection for it, or when TCP/IP has it among its adapters. Those of dial-up
    // connections have no key of their own there: an adapter that stands for several names their interfaces.
    Result<void> see_cards() {
        const auto connections = look(connections_key);
        if (!connections)
            return tl::unexpected(connections.error());
        if (*connections)
            for (const std::string& id : (*connections)->subkeys)
                if (Result<void> done = see_connection(id); !done)
                    return done;
        const auto adapters = look(adapters_key);
        if (!adapters)
            return tl::unexpected(adapters.error());
        if (*adapters)
            for (const std::string& id : (*adapters)->subkeys) {
                const auto adapter = look(adapters_key + "\\" + id);
                if (!adapter)
                    return tl::unexpected(adapter.error());
                cards_.insert(folded(id));
                if (*adapter)
                    for (const std::string& path : winsock::texts_of(**adapter, "IpConfig"))
                        cards_.insert(folded(path.substr(path.rfind('\\') + 1)));
            }
        return {};
    }

    Result<void> see_connection(const std::string& id) {
        const auto key = look(connections_key + "\\" + id + "\\Connection");
        if (!key)
            return tl::unexpected(key.error());
        if (!*key)
            return {};
        cards_.insert(folded(id));
        ConnectionSettings& seen = connection(id);
        seen.name = winsock::text_of(**key, "Name").value_or("");
        seen.device = winsock::text_of(**key, "PnpInstanceID").value_or("");
        return {};
    }

    Result<void> keep_below(const PlaceFacts& facts) {
        const auto parent = look(facts.path);
        if (!parent)
            return tl::unexpected(parent.error());
        if (!*parent)
            return {};
        for (const std::string& leaf : (*parent)->subkeys)
            if (Result<void> done = keep(facts.path + "\\" + leaf, connection(connection_of(leaf)).keys); !done)
                return done;
        return {};
    }

    Result<void> keep(const std::string& path, std::vector<SettingsKey>& keys) {
        const auto key = look(path);
        if (!key)
            return tl::unexpected(key.error());
        if (!*key)
            return {};
        SettingsKey kept{path, (*key)->descriptor, {}};
        for (const RegistryValue& value : (*key)->values) {
            if (!is_setting(path, value.name))
                continue;
            bytes_ += value.data.size();
            if (value.data.size() > limits::registry_value_bytes_max || bytes_ > limits::settings_bytes_max)
                return fail(ErrorKind::TooLarge, "The registry value \"" +
                                                     winsock::printable(value.name, title_bytes_max) + "\" of " + path +
                                                     " is larger than a record of the settings can hold.");
            kept.values.push_back(value);
        }
        keys.push_back(std::move(kept));
        return {};
    }

    Registry& registry_;
    Settings settings_;
    std::map<std::string, std::size_t> places_; // of connections, by folded id
    std::set<std::string> cards_;               // folded ids
    std::size_t keys_read_ = 0, bytes_ = 0;
};

} // namespace

Result<Settings> record_settings(Registry& registry) {
    return Recording(registry).run();
}

const SettingsKey* key_at(const std::vector<SettingsKey>& keys, const std::string& path) {
    const std::string name = folded(path);
    const auto found =
        std::find_if(keys.begin(), keys.end(), [&](const auto& key) { return folded(key.path) == name; });
    return found == keys.end() ? nullptr : &*found;
}

const ConnectionSettings* connection_at(const Settings& settings, const std::string& id) {
    const std::string name = folded(id);
    const auto found = std::find_if(settings.connections.begin(), settings.connections.end(),
                                    [&](const auto& one) { return folded(one.id) == name; });
    return found == settings.connections.end() ? nullptr : &*found;
}

std::string title_of(const ConnectionSettings& connection) {
    return winsock::printable(connection.name.empty() ? connection.id : connection.name, title_bytes_max);
}

} // namespace netmend
