// Replacing installed programs by new ones, all or none. The new ones are verified and complete beside the old ones
// before anything is touched; each old one is kept under another name, and which ones are replaced is written down,
// until all are in place. The service's own program goes first, in one step, so that it is never missing: a service
// that Windows cannot start would leave a repair undone. Wherever this is cut off, the service that Windows starts next
// is one of the two builds, and settles the rest to its own before it does anything else: programs of two builds never
// work together.
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
    keep_old(const std::string& name) = 0;              // a second copy; its name, empty where none is there
    virtual bool is_there(const std::string& file) = 0; // a program, a staged or a kept one
    // The file, a staged or a kept one, becomes the program: in one step, or not at all.
    virtual Result<void> swap(const std::string& file, const std::string& name) = 0;
    // The same, where the program may run: then it is renamed away before.
    virtual Result<void> put(const std::string& file, const std::string& name) = 0;
    virtual Result<void> remove(const std::string& file) = 0; // one that runs goes with the next restart of Windows

    // What is written down while programs are being replaced: on the disk, whole or not at all.
    virtual Result<void> note(const std::string& text) = 0;
    virtual Result<std::string> noted() = 0; // empty: nothing
    virtual Result<void> forget() = 0;       // success where there is nothing
};

inline constexpr const char* staged_suffix = ".new";

// In this order, the service stopped in between. Each leaves nothing behind where it fails. The first of the names is
// the service's program.
Result<void> stage_programs(ProgramFolder& folder, const std::vector<std::string>& names);
Result<void> replace_programs(ProgramFolder& folder, const std::vector<std::string>& names);

enum class Settled { NothingOpen, ToNew, ToOld };
// Brings a replacement that was cut off to its end, towards the build of the service's program that is there. Again
// without harm; an error: still open.
Result<Settled> settle_programs(ProgramFolder& folder);

// What Windows deletes or renames at its next start (PendingFileRenameOperations): strings in pairs, each with its end;
// the second of a pair is empty for a deletion. Gives the value without the pairs that begin with one of the paths,
// whose case does not count. Equal to `value` where none does, or where it is not such a list.
std::u16string without_pending(const std::u16string& value, const std::vector<std::u16string>& paths);

struct ProgramVersion {
    int major = 0, minor = 0, patch = 0;
    auto operator<=>(const ProgramVersion&) const = default;
};

} // namespace netmend
