// The owned set (procedures, chapter 8): the keys and values netmend answers for. What a backup holds, what is put back
// and what "as found" compares is decided here and nowhere else. The list itself is data, in owned_set.def.
// Paths are below HKEY_LOCAL_MACHINE; names compare without regard to case, as the registry does.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace netmend {

enum class Ownership {
    None,   // not ours: never read into a backup, never touched
    Values, // some of its values are ours; the key itself is recreated where it is missing and never removed
    Each,   // the same, and the key stands for one connection: ours only if it was there when the backup was made
    Whole,  // key, values and everything below are ours: what was added there is removed again
};

struct OwnedRule; // a line of the list

// What is ours of one key. Whoever goes down the registry takes it along: each step looks at one name, where the whole
// path would be looked at for every value.
class Owned {
  public:
    explicit Owned(std::string_view path);
    Owned below(std::string_view name) const; // of this subkey

    Ownership ownership() const;
    bool value(const std::string& name) const;
    bool leads_on() const; // some key at or below it may be owned

  private:
    void step(std::string_view name);

    std::vector<const OwnedRule*> rules_; // that agree so far, in the list's order
    std::size_t depth_ = 0;
    const OwnedRule* rule_ = nullptr; // of this very key
};

Ownership ownership_of(const std::string& path);
bool owns_key(const std::string& path); // anything but None
bool owns_value(const std::string& path, const std::string& name);
bool leads_to_owned(const std::string& path); // some key at or below it may be owned

struct OwnedRoot {
    std::string path;
    bool whole = false;
};
const std::vector<OwnedRoot>& owned_roots(); // where reading begins; no root lies below another

// Fingerprint of the list. A backup made with another list says nothing about values that it could not have held.
const std::string& owned_set_digest();

// ASCII only: enough for every name on the list, and for whole trees case never changes by itself.
std::string folded(const std::string& name);

} // namespace netmend
