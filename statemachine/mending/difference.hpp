// What one rung of the ladder changes, recorded before it does: whole keys and single values, each as it was and as it
// shall be, so that this alone can be applied (apply.hpp) and, reversed, undone. It is made by looking
// (provider_mending.hpp, namespace_mending.hpp, inbox_mending.hpp, and the step that mends services), saved
// (difference_archive.hpp), and then applied. It names no more than it changes. The number that says how often a
// catalog was written (Serial_Access_Num) is never changed by it: applying raises it, and so does undoing.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "statemachine/base/ports.hpp"

namespace netmend::mending {

struct KeyContent {
    std::vector<RegistryValue> values;
    Bytes descriptor; // for a key that is made; one that is there keeps its own. Empty: that of the key above
    bool operator==(const KeyContent&) const = default;
};

struct KeyChange { // of a key without subkeys, or with such only as stand in the same difference
    std::string path;
    std::optional<KeyContent> before, after; // empty: no such key
    bool operator==(const KeyChange&) const = default;
};

struct ValueChange { // of a key that is there before and after
    std::string key;
    std::string name;
    std::optional<RegistryValue> before, after; // empty: no such value
    bool operator==(const ValueChange&) const = default;
};

struct RightsChange { // of a key that is there before and after: its whole descriptor
    std::string key;
    Bytes before, after;
    bool operator==(const RightsChange&) const = default;
};

struct CatalogSeen { // as it was looked at; its serial number rises with every write, ours and others'
    std::string path;
    std::uint32_t serial = 0;
    bool operator==(const CatalogSeen&) const = default;
};

struct Difference {
    std::vector<KeyChange> keys; // parents before what is made below them, children before what goes above them
    std::vector<ValueChange> values;
    std::vector<RightsChange> rights;
    std::vector<CatalogSeen> seen; // the catalogs that it changes; one written since then by others is refused
    bool undoes = false;           // it is a reversed one: what was seen was before it
    std::vector<std::string> said; // sentences for people: what is taken out, what is put back

    bool empty() const { return keys.empty() && values.empty() && rights.empty(); }
    Difference reversed() const; // undoes it; `said` stays, in its order
    bool operator==(const Difference&) const = default;
};

} // namespace netmend::mending
