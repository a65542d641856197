#include "statemachine/settings/giving_back.hpp"

#include <algorithm>
#include <set>

#include "statemachine/base/descriptor.hpp"
#include "statemachine/base/text.hpp"
#include "statemachine/settings/comparing.hpp"
#include "statemachine/settings/fields.hpp"
#include "statemachine/settings/places.hpp"

namespace netmend {

namespace {

struct Change {
    enum class Kind { CreateKey, SetValue, TakeOut, SetPermissions };
    Kind kind;
    std::string path;
    RegistryValue value; // of SetValue, and by its name of TakeOut
    Bytes descriptor;
};

// What would have to be written now. Empty: everything that can be given back is there.
class Planning {
  public:
    Planning(const Settings& was, const Settings& is, const std::set<std::string>& services)
        : was_(was), is_(is), services_(services) {}

    std::vector<Change> run() {
        for (const SettingsKey& key : was_.machine)
            give_back(key, key_at(is_.machine, key.path), /*may_create=*/true);
        for (const ConnectionSettings& connection : was_.connections) {
            const ConnectionSettings* now = connection_at(is_, connection.id);
            for (const SettingsKey& key : connection.keys)
                give_back(key, now != nullptr ? key_at(now->keys, key.path) : nullptr, now != nullptr && now->has_card);
        }
        return std::move(changes_);
    }

    // Of keys that are missing and that nothing is left to belong to.
    const std::vector<std::string>& kept_back() const { return kept_back_; }

  private:
    void give_back(const SettingsKey& was, const SettingsKey* is, bool may_create) {
        const std::optional<Placed> placed = place_of(was.path);
        if (!placed || !is_given_back(was.path))
            return;
        const bool has_service = services_.contains(placed->facts->service);
        if (!has_service || (is == nullptr && !may_create)) {
            kept_back_.push_back("The settings of " + printable_name(was.path) + " stay in the record: " +
                                 (has_service ? "there is no network card for them."
                                              : "the service that they belong to is not there any more."));
            return;
        }
        static const SettingsKey none;
        const SettingsKey& now = is != nullptr ? *is : none;
        if (is == nullptr)
            changes_.push_back({Change::Kind::CreateKey, was.path, {}, was.descriptor});
        for (const RegistryValue& value : now.values)
            if (find(was, value.name) == nullptr && is_removable(was.path, value.name))
                changes_.push_back({Change::Kind::TakeOut, was.path, value, {}});
        for (const RegistryValue& value : was.values) {
            const RegistryValue* there = find(now, value.name);
            if (is_setting(was.path, value.name) &&
                (there == nullptr || there->type != value.type || there->data != value.data))
                changes_.push_back({Change::Kind::SetValue, was.path, value, {}});
        }
        if (!was.descriptor.empty() && !now.descriptor.empty() && !same_descriptor(was.descriptor, now.descriptor))
            changes_.push_back({Change::Kind::SetPermissions, was.path, {}, was.descriptor});
    }

    static const RegistryValue* find(const SettingsKey& key, const std::string& name) {
        const auto found = std::find_if(key.values.begin(), key.values.end(), [&](const RegistryValue& value) {
            return winsock::same_text(value.name, name);
        });
        return found == key.values.end() ? nullptr : &*found;
    }

    const Settings& was_;
    const Settings& is_;
    const std::set<std::string>& services_;
    std::vector<Change> changes_;
    std::vector<std::string> kept_back_;
};

Result<void> make(Registry& registry, const Change& change) {
    switch (change.kind) {
    case Change::Kind::CreateKey:
    case Change::Kind::SetPermissions:
        return registry.create(change.path, change.descriptor);
    case Change::Kind::SetValue:
        return registry.set(change.path, change.value);
    case Change::Kind::TakeOut:
        return registry.erase_value(change.path, change.value.name);
    }
    return {};
}

std::string sentence_of(const Change& change) {
    const std::string value = "The value \"" + printable_name(change.value.name) + "\" of " + change.path;
    switch (change.kind) {
    case Change::Kind::CreateKey:
        return "The key " + change.path + " was created again.";
    case Change::Kind::SetPermissions:
        return "The permissions of " + change.path + " were given back.";
    case Change::Kind::SetValue:
        return value + " was given back.";
    case Change::Kind::TakeOut:
        return value + " was taken out: it was not set before, and the reinstallation had set it.";
    }
    return {};
}

// The services of which settings were recorded and which are there now. A key that only its own settings would bring
// back belongs to nobody.
Result<std::set<std::string>> services_there(Registry& registry) {
    std::set<std::string> there;
    std::set<std::string> asked;
    for (const PlaceFacts& facts : settings_places()) {
        if (facts.place == Place::IpSecurity || !asked.insert(facts.service).second)
            continue;
        const Result<RegistryKey> key = registry.read(facts.service);
        if (key)
            there.insert(facts.service);
        else if (key.error().kind != ErrorKind::NotFound)
            return fail(key.error().kind, facts.service + " could not be read: " + key.error().text,
                        key.error().os_code);
    }
    if (!there.contains(settings_places().front().service))
        return fail(ErrorKind::NotFound, "TCP/IP is not installed, so the settings have nowhere to go back to.");
    return there;
}

} // namespace

Result<GivenBack> give_back_settings(Registry& registry, const Settings& settings) {
    const Result<std::set<std::string>> services = services_there(registry);
    if (!services)
        return tl::unexpected(services.error());
    const Result<Settings> found = record_settings(registry);
    if (!found)
        return tl::unexpected(found.error());
    Planning planning(settings, *found, *services);
    const std::vector<Change> changes = planning.run();
    GivenBack outcome{{}, {}, what_is_gone(settings, *found), new_cards(settings, *found)};
    outcome.kept_back.insert(outcome.kept_back.end(), planning.kept_back().begin(), planning.kept_back().end());
    for (const Change& change : changes) {
        if (const Result<void> done = make(registry, change); !done)
            return fail(done.error().kind,
                        "The settings could not be given back to " + change.path + ": " + done.error().text,
                        done.error().os_code);
        (change.kind == Change::Kind::TakeOut ? outcome.taken_out : outcome.changes).push_back(sentence_of(change));
    }
    // Also when nothing differed: an earlier attempt may have been stopped just before its flush.
    if (const Result<void> done = registry.flush(); !done)
        return tl::unexpected(done.error());

    const Result<Settings> now = record_settings(registry);
    if (!now)
        return tl::unexpected(now.error());
    const std::vector<Change> left = Planning(settings, *now, *services).run();
    if (!left.empty())
        return fail(ErrorKind::Failed, "Not every setting is as it was after giving it back (" +
                                           std::to_string(left.size()) + " differ): " + left.front().path +
                                           (left.front().value.name.empty()
                                                ? "."
                                                : ", value \"" + printable_name(left.front().value.name) + "\"."));
    return outcome;
}

} // namespace netmend
