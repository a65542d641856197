// The exit codes of the control tool (those of Windows Installer where it has one) and what each means. Scripts rely on
// the numbers: never change one.
#pragma once

namespace netmend {

enum ExitCode : int {
    exit_done = 0,               // done, healthy, or nothing to do
    exit_not_permitted = 5,      // ERROR_ACCESS_DENIED
    exit_bad_usage = 87,         // ERROR_INVALID_PARAMETER
    exit_not_installed = 1060,   // ERROR_SERVICE_DOES_NOT_EXIST
    exit_not_running = 1062,     // ERROR_SERVICE_NOT_ACTIVE
    exit_refused_here = 1150,    // ERROR_OLD_WIN_VERSION: no safe procedure for this Windows
    exit_cancelled = 1602,       // ERROR_INSTALL_USEREXIT: cancelled or declined
    exit_failed = 1603,          // ERROR_INSTALL_FAILURE
    exit_already_running = 1618, // ERROR_INSTALL_ALREADY_RUNNING
    exit_restarting = 1641,      // ERROR_SUCCESS_REBOOT_INITIATED
    exit_restart_needed = 3010,  // ERROR_SUCCESS_REBOOT_REQUIRED
};

// Of `diagnose` alone.
enum DiagnoseCode : int { diagnose_healthy = 0, diagnose_damaged = 1, diagnose_suspicious = 2, diagnose_unseen = 3 };

} // namespace netmend
