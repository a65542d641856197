#include "statemachine/mending/changing.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "statemachine/base/descriptor.hpp"
#include "statemachine/base/text.hpp"
#include "statemachine/mending/raw_catalog.hpp"
#include "statemachine/winsock/registry_reading.hpp"

namespace netmend::mending {
namespace {

using winsock::lower;
using winsock::read_if_there;

using Key = std::optional<RegistryKey>;

tl::unexpected<Error> by_somebody_else(const std::string& what) {
    return fail(ErrorKind::Busy,
                what + " was changed by somebody else: it is neither as netmend found it nor as netmend writes it.");
}

const RegistryValue* value_of(const std::optional<KeyContent>& content, std::string_view name) {
    return content ? value_in(content->values, name) : nullptr;
}

const RegistryValue* value_of(const Key& key, std::string_view name) {
    return key ? value_in(key->values, name) : nullptr;
}

bool same(const RegistryValue* a, const RegistryValue* b) {
    return a && b ? a->type == b->type && a->data == b->data : a == b;
}

std::set<std::string> names_of(const KeyChange& change, const Key& is) {
    std::set<std::string> names;
    for (const std::optional<KeyContent>* content : {&change.before, &change.after})
        if (*content)
            for (const RegistryValue& value : (*content)->values)
                names.insert(lower(value.name));
    if (is)
        for (const RegistryValue& value : is->values)
            names.insert(lower(value.name));
    return names;
}

// Of every value either the old or the new one: writing may have been cut off anywhere.
bool is_on_the_way(const KeyChange& change, const Key& is) {
    if (!is && change.before && change.after)
        return false;
    const std::set<std::string> names = names_of(change, is);
    return std::all_of(names.begin(), names.end(), [&](const std::string& name) {
        const RegistryValue* now = value_of(is, name);
        return same(now, value_of(change.before, name)) || same(now, value_of(change.after, name));
    });
}

bool is_made(const KeyChange& change, const Key& is) {
    return is.has_value() == change.after.has_value() && (!is || same_values(is->values, change.after->values));
}

// A key goes with all that is below it, so nobody else may have anything there.
bool holds_others(const KeyChange& change, const Key& is, const std::set<std::string>& going) {
    return !change.after && is && std::any_of(is->subkeys.begin(), is->subkeys.end(), [&](const std::string& name) {
        return going.count(lower(change.path + "\\" + name)) == 0;
    });
}

std::set<std::string> going_keys(const Difference& difference) {
    std::set<std::string> going;
    for (const KeyChange& change : difference.keys)
        if (!change.after)
            going.insert(lower(change.path));
    return going;
}

Result<int> count_open_keys(Registry& registry, const Difference& difference) {
    const std::set<std::string> going = going_keys(difference);
    int open = 0;
    for (const KeyChange& change : difference.keys) {
        const Result<Key> is = read_if_there(registry, change.path);
        if (!is)
            return tl::unexpected(is.error());
        if (is_made(change, *is))
            continue;
        if (!is_on_the_way(change, *is) || holds_others(change, *is, going))
            return by_somebody_else("The registry key " + change.path);
        ++open;
    }
    return open;
}

Result<int> count_open_values(Registry& registry, const Difference& difference) {
    std::map<std::string, Key> keys;
    int open = 0;
    for (const ValueChange& change : difference.values) {
        const auto [at, is_new] = keys.try_emplace(lower(change.key));
        if (is_new) {
            Result<Key> key = read_if_there(registry, change.key);
            if (!key)
                return tl::unexpected(key.error());
            at->second = std::move(*key);
        }
        const RegistryValue* is = value_of(at->second, change.name);
        const RegistryValue* before = change.before ? &*change.before : nullptr;
        const RegistryValue* after = change.after ? &*change.after : nullptr;
        if (same(is, after))
            continue;
        if (!at->second || !same(is, before))
            return by_somebody_else("The registry value \"" + change.name + "\" of " + change.key);
        ++open;
    }
    return open;
}

// A key that went meanwhile has nothing to be undone; a new thing of that name would be somebody else's.
Result<int> count_open_rights(Registry& registry, const Difference& difference) {
    int open = 0;
    for (const RightsChange& change : difference.rights) {
        const Result<RegistryKey> is = registry.read(change.key);
        if (!is && is.error().kind == ErrorKind::NotFound && difference.undoes)
            continue;
        if (!is && is.error().kind != ErrorKind::NotFound)
            return tl::unexpected(is.error());
        if (is && same_descriptor(is->descriptor, change.after))
            continue;
        if (!is || !same_descriptor(is->descriptor, change.before))
            return by_somebody_else("What may be done to the registry key " + change.key);
        ++open;
    }
    return open;
}

Result<void> make_rights(Registry& registry, const RightsChange& change) {
    const Result<RegistryKey> is = registry.read(change.key);
    if (!is && is.error().kind == ErrorKind::NotFound)
        return {}; // it went since it was counted: never made anew for the sake of its rights
    if (!is)
        return tl::unexpected(is.error());
    return same_descriptor(is->descriptor, change.after) ? Result<void>() : registry.create(change.key, change.after);
}

Result<void> make_key(Registry& registry, const KeyChange& change) {
    const Result<Key> is = read_if_there(registry, change.path);
    if (!is)
        return tl::unexpected(is.error());
    if (is_made(change, *is))
        return {};
    if (!change.after)
        return registry.erase_tree(change.path);
    if (!*is)
        if (Result<void> done = registry.create(change.path, change.after->descriptor); !done)
            return done;
    if (*is)
        for (const RegistryValue& value : (*is)->values)
            if (!value_of(change.after, value.name))
                if (Result<void> done = registry.erase_value(change.path, value.name); !done)
                    return done;
    for (const RegistryValue& value : change.after->values)
        if (!same(value_of(*is, value.name), &value))
            if (Result<void> done = registry.set(change.path, value); !done)
                return done;
    return {};
}

Result<void> make_value(Registry& registry, const ValueChange& change) {
    const Result<Key> key = read_if_there(registry, change.key);
    if (!key)
        return tl::unexpected(key.error());
    if (same(value_of(*key, change.name), change.after ? &*change.after : nullptr))
        return {};
    return change.after ? registry.set(change.key, *change.after) : registry.erase_value(change.key, change.name);
}

} // namespace

Result<int> count_open(Registry& registry, const Difference& difference) {
    const Result<int> keys = count_open_keys(registry, difference);
    if (!keys)
        return keys;
    const Result<int> values = count_open_values(registry, difference);
    if (!values)
        return values;
    const Result<int> rights = count_open_rights(registry, difference);
    return rights ? Result<int>(*keys + *values + *rights) : rights;
}

Result<void> make_so(Registry& registry, const Difference& difference) {
    for (const KeyChange& change : difference.keys)
        if (Result<void> done = make_key(registry, change); !done)
            return done;
    for (const ValueChange& change : difference.values)
        if (Result<void> done = make_value(registry, change); !done)
            return done;
    for (const RightsChange& change : difference.rights)
        if (Result<void> done = make_rights(registry, change); !done)
            return done;
    return {};
}

} // namespace netmend::mending
