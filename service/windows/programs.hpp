// The folder with the installed programs, and the programs beside this one that are to be copied into it.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "service/decisions/replacing.hpp"
#include "service/windows/handle.hpp"

namespace netmend::win32 {

struct KnownProgram {
    std::string name;
    std::string sha256; // of this very build; empty: not known, any content will do
};

// Opened so that nobody writes into it while the handle is there, and read through it: NotFound; Corrupt: another
// program, or another build, under this name.
Result<FileHandle> open_verified(const std::wstring& path, const KnownProgram& program);

// Makes the folder, or takes the one that is there, and sets owner and rights. One that belongs to somebody else is
// moved aside; where that cannot be done, the folder is another one beside it. The path that is used.
Result<std::wstring> claim_program_folder(const std::wstring& usual);

// `source`: where the new ones lie.
std::unique_ptr<ProgramFolder> make_program_folder(const std::wstring& source, const std::wstring& target,
                                                   const std::vector<KnownProgram>& programs);

// An `install` into this folder that was cut off, by a power cut for one, is brought to its end (decisions/replacing).
Result<Settled> settle_programs_in(const std::wstring& folder);

// Takes back what an earlier `uninstall` asked Windows to delete at its next start.
void forget_pending_deletions(const std::wstring& folder, const std::vector<KnownProgram>& programs);

// Deletes it, or, where it runs, renames it away and lets Windows delete it under that name. False: it stays.
bool remove_program(const std::wstring& path, bool& with_next_restart);

} // namespace netmend::win32
