// Keys and values that are written where they are missing: new keys whole, with the parents that are missing, single
// values into keys that are there. What is there keeps its bytes. They are collected in a difference.
#pragma once

#include <map>
#include <optional>
#include <string>

#include "statemachine/mending/difference.hpp"

namespace netmend::mending {

class Additions {
  public:
    Additions(Registry& registry, Difference& difference) : registry_(registry), difference_(difference) {}

    Result<bool> has(const std::string& path); // or will have
    Result<void> make(const std::string& path);
    // `replace`: also where it is there.
    Result<void> value(const std::string& path, RegistryValue value, bool replace = false);
    // The key with its values and all below it, as `from` has it; where that has none, nothing.
    Result<void> tree(Registry& from, const std::string& path);
    // Of a key that is there.
    std::optional<RegistryValue> value_there(const std::string& path, const std::string& name);

  private:
    Result<std::optional<RegistryKey>*> look(const std::string& path);
    bool is_changed(const std::string& path, const std::string& name) const;

    Registry& registry_;
    Difference& difference_;
    std::map<std::string, std::optional<RegistryKey>> seen_; // by path in lower case
    std::map<std::string, std::size_t> made_;                // the same, and which of the keys
};

} // namespace netmend::mending
