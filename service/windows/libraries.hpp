// Where this process may load libraries from: never from the program's own folder, which may be a stick or somebody's
// downloads, nor from the current one. The first statement of every program, before anything is loaded by its bare
// name.
#pragma once

namespace netmend::win32 {

enum class Libraries {
    OfSystem,         // the system folder only
    AsOthersFindThem, // and the Windows folder and the path, as a provider finds what it needs in any other program
};

// Windows 8 and later, and Vista and 7 with an update, are told so. Older ones look into the program's folder first,
// whatever they are told: there, what system libraries load by a bare name is loaded now, by its full path.
void never_load_from_own_folder(Libraries allowed);

} // namespace netmend::win32
