#include "statemachine/mending/additions.hpp"

#include <algorithm>

#include "statemachine/base/text.hpp"
#include "statemachine/mending/raw_catalog.hpp"
#include "statemachine/winsock/registry_reading.hpp"

namespace netmend::mending {

using winsock::lower;
using winsock::same_text;

Result<std::optional<RegistryKey>*> Additions::look(const std::string& path) {
    const auto [at, is_new] = seen_.try_emplace(lower(path));
    if (is_new) {
        Result<std::optional<RegistryKey>> key = winsock::read_if_there(registry_, path);
        if (!key)
            return tl::unexpected(key.error());
        at->second = std::move(*key);
    }
    return &at->second;
}

bool Additions::is_changed(const std::string& path, const std::string& name) const {
    return std::any_of(difference_.values.begin(), difference_.values.end(), [&](const ValueChange& change) {
        return same_text(change.key, path) && same_text(change.name, name);
    });
}

Result<bool> Additions::has(const std::string& path) {
    const Result<std::optional<RegistryKey>*> key = look(path);
    if (!key)
        return tl::unexpected(key.error());
    return (*key)->has_value() || made_.count(lower(path)) != 0;
}

Result<void> Additions::make(const std::string& path) {
    const Result<bool> there = has(path);
    if (!there)
        return tl::unexpected(there.error());
    const std::size_t slash = path.rfind('\\');
    if (*there || slash == std::string::npos)
        return {};
    if (Result<void> done = make(path.substr(0, slash)); !done)
        return done;
    made_[lower(path)] = difference_.keys.size();
    difference_.keys.push_back({path, {}, KeyContent{}});
    return {};
}

Result<void> Additions::value(const std::string& path, RegistryValue value, bool replace) {
    const Result<std::optional<RegistryKey>*> key = look(path);
    if (!key)
        return tl::unexpected(key.error());
    if (!**key) {
        if (Result<void> done = make(path); !done)
            return done;
        std::vector<RegistryValue>& values = difference_.keys[made_.at(lower(path))].after->values;
        if (replace || !value_in(values, value.name))
            put_value(values, std::move(value));
        return {};
    }
    const RegistryValue* is = value_in((*key)->value().values, value.name);
    if ((is && !replace) || is_changed(path, value.name))
        return {};
    ValueChange change{path, value.name, {}, std::move(value)};
    if (is)
        change.before = *is;
    difference_.values.push_back(std::move(change));
    return {};
}

Result<void> Additions::tree(Registry& from, const std::string& path) {
    const Result<std::optional<RegistryKey>> key = winsock::read_if_there(from, path);
    if (!key || !*key) // a backup that does not hold it is no obstacle
        return {};
    if (Result<void> done = make(path); !done)
        return done;
    for (const RegistryValue& each : (*key)->values)
        if (Result<void> done = value(path, each); !done)
            return done;
    for (const std::string& name : (*key)->subkeys)
        if (Result<void> done = tree(from, path + "\\" + name); !done)
            return done;
    return {};
}

std::optional<RegistryValue> Additions::value_there(const std::string& path, const std::string& name) {
    const Result<std::optional<RegistryKey>*> key = look(path);
    const RegistryValue* value = key && **key ? value_in((*key)->value().values, name) : nullptr;
    return value ? std::optional(*value) : std::nullopt;
}

} // namespace netmend::mending
