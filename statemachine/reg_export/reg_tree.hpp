// The keys and values of a registry export as a tree, built in the order of the file: what comes twice is merged, what
// is deleted is gone, as regedit would do it. Remembers of each key whether it has a line of its own, for regedit
// writes one for every key it exports and none for the keys above them: so this tells what was exported whole.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <string_view>

#include "statemachine/reg_export/reg_syntax.hpp"

namespace netmend {

struct RegNode {
    struct Kept {
        std::size_t order = 0; // in which the values came
        RegistryValue value;
    };

    std::string name;
    bool own_line = false;
    std::map<std::string, std::unique_ptr<RegNode>, std::less<>> subkeys; // by folded name: the order of an export
    std::map<std::string, Kept, std::less<>> values;                      // by folded name

    const RegNode* find(std::string_view path) const; // null: no such key
    RegistryKey key() const;
};

// As names compare and exports are sorted: without regard to ASCII case, in the order of the capital letters.
std::string reg_folded(std::string_view name);

// Cuts the first part off `path`; parts are apart by one or more backslashes.
std::string_view next_part(std::string_view& path);

class RegTree final : public RegTaker {
  public:
    Result<void> key(std::string_view path) override;
    Result<void> key_deleted(std::string_view path) override;
    Result<void> value(RegistryValue value) override;
    Result<void> value_deleted(std::string_view name) override;

    // Its subkeys are HKEY_LOCAL_MACHINE and so on, whatever the file calls them for short.
    const RegNode& root() const { return root_; }

  private:
    RegNode root_;
    RegNode* here_ = nullptr;
    std::size_t keys_ = 0, values_ = 0; // made so far; deleted ones count, for they were work too
};

} // namespace netmend
