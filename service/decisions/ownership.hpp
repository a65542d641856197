// Whose a folder or file is that netmend finds under one of its names: facts that were read by one open handle, and
// what follows from them. A file system without access control lists (FAT, exFAT) has no owners: Windows answers
// "Everyone" for all of it, so there nothing can be told apart and everything is believed.
#pragma once

#include <string>

namespace netmend {

enum class Owner {
    Ours,          // LocalSystem, the Administrators group, or the account of this very process
    Administrator, // a member of Administrators: a technician took ownership to look inside
    Somebody,
};

struct ObjectFacts {
    bool exists = true;
    bool refused = false; // it could not be opened, not even to read who owns it
    bool directory = true;
    bool reparse_point = false; // a junction, a link, a mounted volume
    bool has_acls = true;       // asked of the volume that it lies on
    Owner owner = Owner::Ours;
    unsigned links = 1; // names of a file
};

enum class Verdict {
    Absent,
    Ours,
    TakenBack, // ours, once its owner is set again
    Believed,  // no owners here; anybody may have put it there
    Foreign,
};

Verdict judge_folder(const ObjectFacts& facts);
Verdict judge_file(const ObjectFacts& facts);

inline bool is_believed(Verdict verdict) {
    return verdict != Verdict::Absent && verdict != Verdict::Foreign;
}

} // namespace netmend
