// The smallest service that is useful to compare with: it tells Windows that it runs, reads one value of the registry,
// writes one, and then makes the file C:\minimal\mark, so that its work can be seen from outside. tests/bench/sandbox
// registers it as netmend-minimal: Wine starts services in the order of their names, and so both start at one place.
#include <windows.h>

namespace {

SERVICE_STATUS_HANDLE handle = nullptr;
HANDLE end = nullptr;

void report(DWORD state) {
    SERVICE_STATUS status{};
    status.dwServiceType = SERVICE_WIN32_OWN_PROCESS;
    status.dwCurrentState = state;
    status.dwControlsAccepted = state == SERVICE_RUNNING ? SERVICE_ACCEPT_STOP : 0;
    ::SetServiceStatus(handle, &status);
}

DWORD WINAPI control(DWORD code, DWORD, void*, void*) {
    if (code != SERVICE_CONTROL_STOP)
        return code == SERVICE_CONTROL_INTERROGATE ? NO_ERROR : ERROR_CALL_NOT_IMPLEMENTED;
    ::SetEvent(end);
    return NO_ERROR;
}

void work() {
    HKEY key = nullptr;
    if (::RegOpenKeyExW(HKEY_LOCAL_MACHINE, L"SYSTEM\\CurrentControlSet\\Services\\netmend-minimal", 0,
                        KEY_QUERY_VALUE | KEY_SET_VALUE, &key) != ERROR_SUCCESS)
        return;
    DWORD starts = 0;
    DWORD size = sizeof starts;
    ::RegQueryValueExW(key, L"Starts", /*lpReserved=*/nullptr, /*lpType=*/nullptr, reinterpret_cast<BYTE*>(&starts),
                       &size);
    ++starts;
    ::RegSetValueExW(key, L"Starts", 0, REG_DWORD, reinterpret_cast<const BYTE*>(&starts), sizeof starts);
    ::RegCloseKey(key);
    ::CloseHandle(::CreateFileW(L"C:\\minimal\\mark", GENERIC_WRITE, 0, /*lpSecurityAttributes=*/nullptr, CREATE_ALWAYS,
                                FILE_ATTRIBUTE_NORMAL, /*hTemplateFile=*/nullptr));
}

void WINAPI service_main(DWORD, wchar_t**) {
    end = ::CreateEventW(/*lpEventAttributes=*/nullptr, TRUE, FALSE, /*lpName=*/nullptr);
    handle = ::RegisterServiceCtrlHandlerExW(L"netmend-minimal", &control, nullptr);
    report(SERVICE_START_PENDING);
    work();
    report(SERVICE_RUNNING);
    ::WaitForSingleObject(end, INFINITE);
    report(SERVICE_STOPPED);
}

} // namespace

int main() {
    wchar_t name[] = L"netmend-minimal";
    const SERVICE_TABLE_ENTRYW table[] = {{name, &service_main}, {nullptr, nullptr}};
    return ::StartServiceCtrlDispatcherW(table) ? 0 : static_cast<int>(::GetLastError());
}
