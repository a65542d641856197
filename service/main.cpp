// netmendsvc.exe: the service netmend, or with --console the same code by hand.
#include <windows.h>

#include <cstdio>
#include <string>
#include <vector>

#include "service/decisions/usage.hpp"
#include "service/repair_service.hpp"
#include "service/windows/libraries.hpp"
#include "service/windows/text.hpp"

int wmain(int count, wchar_t** words) {
    netmend::win32::never_load_from_own_folder(netmend::win32::Libraries::OfSystem);
    // Nobody could close a window of a service; our child processes inherit this.
    ::SetErrorMode(SEM_FAILCRITICALERRORS | SEM_NOGPFAULTERRORBOX | SEM_NOOPENFILEERRORBOX);
    const bool console = count == 2 && std::wstring(words[1]) == L"--console";
    if (count > 1 && !console) {
        std::vector<std::string> typed;
        for (int i = 1; i < count; ++i)
            typed.push_back(netmend::win32::narrow(words[i]));
        std::fputs(netmend::usage_after(netmend::service_line, typed).c_str(), stderr);
        return ERROR_INVALID_PARAMETER;
    }
    const auto body = netmend::make_repair_service();
    if (console)
        return netmend::run_in_console(*body);
    const int code = netmend::run_as_service(*body);
    if (code == ERROR_FAILED_SERVICE_CONTROLLER_CONNECT)
        std::fputs("This program is a service: start it with 'netmend install', or by hand with --console.\n", stderr);
    return code;
}
