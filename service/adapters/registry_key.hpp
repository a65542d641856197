// Keys of the registry with backup semantics: opened even where their descriptor refuses us, as far as this process
// holds SeBackupPrivilege and SeRestorePrivilege; opened plainly where it does not.
#pragma once

#include <functional>

#include "service/windows/handle.hpp"
#include "statemachine/base/ports.hpp"

namespace netmend {

// Enables both privileges for this process, once, when something first needs them; false where one is not held.
bool have_backup_privileges();

// Existing keys only. `link_itself`: a symbolic link is opened instead of the key that it points to.
LONG open_key(HKEY parent, const std::wstring& path, REGSAM access, bool link_itself, win32::RegistryHandle& key);
enum class Lasting { ForGood, ThisSession }; // a volatile key goes with the boot session
// Opened to write; with its missing parents. `is_new`: it was not there.
LONG create_key(HKEY parent, const std::wstring& path, Lasting lasting, win32::RegistryHandle& key, bool& is_new);

// `write` gets the key, opened for setting and deleting values; a second time where the key had to let us in first.
LONG write_key(HKEY parent, const std::wstring& path, const std::function<LONG(HKEY)>& write);

// ERROR_FILE_TOO_LARGE: over a bound of limits.hpp. `read_key_content` leaves the descriptor out.
LONG read_key(HKEY key, RegistryKey& content);
LONG read_key_content(HKEY key, RegistryKey& content);

// The key and all below it. Never follows a symbolic link out of the tree: the link itself is deleted.
LONG erase_tree_below(HKEY parent, const std::wstring& path);

} // namespace netmend
