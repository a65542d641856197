#include "service/windows/process_list.hpp"

#include <windows.h>

#include <tlhelp32.h>

#include "service/windows/handle.hpp"
#include "service/windows/late.hpp"
#include "service/windows/text.hpp"

namespace netmend::win32 {
namespace {

constexpr DWORD end_time = 5000; // milliseconds

std::uint64_t started_at(DWORD id) {
    const KernelHandle process(::OpenProcess(PROCESS_QUERY_INFORMATION, /*bInheritHandle=*/FALSE, id));
    FILETIME created{}, exited{}, kernel{}, user{};
    if (!process || !::GetProcessTimes(process.get(), &created, &exited, &kernel, &user))
        return 0;
    return static_cast<std::uint64_t>(created.dwHighDateTime) << 32 | created.dwLowDateTime;
}

} // namespace

std::vector<ProcessFacts> all_processes() {
    using CreateSnapshot = HANDLE WINAPI(DWORD, DWORD);
    using Walk = BOOL WINAPI(HANDLE, PROCESSENTRY32W*);
    const auto create = late<CreateSnapshot>(L"kernel32.dll", "CreateToolhelp32Snapshot");
    const auto first = late<Walk>(L"kernel32.dll", "Process32FirstW");
    const auto next = late<Walk>(L"kernel32.dll", "Process32NextW");
    std::vector<ProcessFacts> all;
    if (!create || !first || !next)
        return all;
    const FileHandle snapshot(create(TH32CS_SNAPPROCESS, 0));
    PROCESSENTRY32W entry{};
    entry.dwSize = sizeof entry;
    if (!snapshot)
        return all;
    for (BOOL more = first(snapshot.get(), &entry); more; more = next(snapshot.get(), &entry)) {
        std::string name = narrow(entry.szExeFile);
        for (char& c : name)
            c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
        all.push_back({entry.th32ProcessID, entry.th32ParentProcessID, started_at(entry.th32ProcessID), name});
    }
    return all;
}

void end_process(std::uint32_t id) {
    const KernelHandle process(::OpenProcess(PROCESS_TERMINATE | SYNCHRONIZE, /*bInheritHandle=*/FALSE, id));
    if (process && ::TerminateProcess(process.get(), ERROR_TIMEOUT))
        ::WaitForSingleObject(process.get(), end_time);
}

} // namespace netmend::win32
