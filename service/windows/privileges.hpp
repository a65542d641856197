// Privileges that LocalSystem has but that are switched off until somebody asks for them.
#pragma once

namespace netmend::win32 {

// In the token of this process, for good. False: not held; AdjustTokenPrivileges itself succeeds even then.
bool enable_privilege(
    const wchar_t* name); // SE_BACKUP_NAME, SE_RESTORE_NAME, SE_SHUTDOWN_NAME, SE_LOAD_DRIVER_NAME ...

} // namespace netmend::win32
