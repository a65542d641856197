// Replacing installed programs by new ones, all or none. The new ones are verified and complete beside the old ones
// before anything is touched; each old one is kept under another name until all are in place, so that a failure in the
// middle is taken back. A program is never missing, wherever this is cut off: a service that Windows cannot start would
// leave a repair undone.
#pragma once

#include <string>
#include <vector>

#include "statemachine/base/error.hpp"

namespace netmend {

class ProgramFolder {
  public:
    virtual ~ProgramFolder() = default;
    virtual Result<void> stage(const std::string& name) = 0;  // "NAME.new", verified, on the disk
    virtual void discard_staged(const std::string& name) = 0; // again without harm
    virtual Result<std::string>
    keep_old(const std::string& name) = 0;                 // a second copy; its name, empty where none is there
    virtual Result<void> put(const std::string& name) = 0; // the staged one takes its place, in one step
    virtual Result<void> put_back(const std::string& name, const std::string& kept) = 0; // `kept` empty: it is removed
    virtual void remove(const std::string& kept) = 0; // now, or with the next restart while it runs
};

// In this order, the service stopped in between. Each leaves nothing behind where it fails.
Result<void> stage_programs(ProgramFolder& folder, const std::vector<std::string>& names);
Result<void> replace_programs(ProgramFolder& folder, const std::vector<std::string>& names);

// What Windows deletes or renames at its next start (PendingFileRenameOperations): strings in pairs, each with its end;
// the second of a pair is empty for a deletion. Gives the value without the pairs that begin with one of the paths,
// whose case does not count. Equal to `value` where none does, or where it is not such a list.
std::u16string without_pending(const std::u16string& value, const std::vector<std::u16string>& paths);

struct ProgramVersion {
    int major = 0, minor = 0, patch = 0;
    auto operator<=>(const ProgramVersion&) const = default;
};

} // namespace netmend
