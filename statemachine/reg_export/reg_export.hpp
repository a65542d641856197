// A registry export that somebody mailed, as a registry to look at: read it, and every reader of the live registry runs
// on it unchanged. Paths are those of the machine it came from; whichever control set the export holds is shown as
// SYSTEM\CurrentControlSet, a hive loaded under another name as SYSTEM. An export holds only a part of a registry, so a
// key that is not found here need not be missing there: ask surely_missing(). Writing is refused.
#pragma once

#include <span>

#include "statemachine/base/read_only_registry.hpp"
#include "statemachine/reg_export/reg_tree.hpp"

namespace netmend {

class RegExport final : public ReadOnlyRegistry {
  public:
    // Corrupt: no export, or not understood. TooLarge: beyond reg_limits. The text names line, key and value.
    static Result<RegExport> read(std::span<const std::uint8_t> file);

    Result<RegistryKey> read(const std::string& path) override;

    // The key was exported with all that is below it: it or a key above it has a line of its own.
    bool has_whole(const std::string& path) const;

    // On that machine there was no such key: the key above it was exported whole, the file holds other keys of it that
    // stand behind this one in the order of every export (so it was not cut off before), and this one is not there.
    bool surely_missing(const std::string& path) const;

    const std::string& control_set() const { return taken_; }             // "HKEY_LOCAL_MACHINE\SYSTEM\ControlSet001"
    const std::vector<std::string>& other_sets() const { return other_; } // that hold WinSock2 too, and are not shown
    bool ends_in_a_line() const { return ends_in_a_line_; }               // it may have been cut off there

  private:
    void choose_set();
    // Which key of the file that path means, and what is left of the path below it.
    const RegNode* start_of(std::string_view& path) const;

    std::unique_ptr<RegTree> tree_;
    const RegNode *hive_ = nullptr, *set_ = nullptr, *software_ = nullptr;
    std::string taken_;
    std::vector<std::string> other_;
    bool ends_in_a_line_ = false;
};

} // namespace netmend
