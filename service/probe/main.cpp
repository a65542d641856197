// netmend-probe.exe: one verb, one line of JSON on standard output, the last one. Started by the service with a
// deadline.
#include <windows.h>

#include <cstdio>
#include <iostream>

#include "service/probe/verbs.hpp"
#include "statemachine/limits.hpp"

namespace {

using nlohmann::json;

std::vector<std::string> lines_of_input() {
    std::vector<std::string> lines;
    for (std::string line; std::getline(std::cin, line);) {
        if (!line.empty() && line.back() == '\r')
            line.pop_back();
        if (!line.empty() && lines.size() <= netmend::limits::catalog_entries_max)
            lines.push_back(line);
    }
    return lines;
}

void print(const json& answer) {
    // Names of providers may be no valid UTF-8: half a surrogate pair.
    const std::string line = answer.dump(-1, ' ', /*ensure_ascii=*/true, json::error_handler_t::replace) + "\n";
    std::fputs(line.c_str(), stdout);
    std::fflush(stdout);
}

// The sockets are told first, on a line of their own: a crash while looking further takes nothing of them away.
json sockets_and_network() {
    json answer = netmend::probe::sockets();
    if (answer["startup"] != 0)
        return answer;
    print(answer);
    answer["network"] = netmend::probe::network();
    return answer;
}

json run(const std::wstring& verb, const std::wstring& way) {
    if (verb == L"sockets" && way.empty())
        return netmend::probe::sockets();
    if (verb == L"sockets" && way == L"--network")
        return sockets_and_network();
    if (verb == L"start-winsock" && way.empty())
        return netmend::probe::start_winsock();
    if (verb == L"install-tcpip" && way == L"--way=install")
        return netmend::probe::install_tcpip(/*update=*/false);
    if (verb == L"install-tcpip" && way == L"--way=update")
        return netmend::probe::install_tcpip(/*update=*/true);
    if (verb == L"install-tcpip" && way == L"--way=write-entries")
        return netmend::probe::write_entries(lines_of_input());
    return nullptr;
}

} // namespace

int wmain(int count, wchar_t** words) {
    // A crash inside a provider is a finding: no window may wait for somebody to close it.
    ::SetErrorMode(SEM_FAILCRITICALERRORS | SEM_NOGPFAULTERRORBOX | SEM_NOOPENFILEERRORBOX);
    const json answer = count == 2 || count == 3 ? run(words[1], count == 3 ? words[2] : L"") : json();
    if (answer.is_null()) {
        std::fputs(
            "netmend-probe sockets [--network] | start-winsock | install-tcpip --way=install|update|write-entries\n",
            stderr);
        return ERROR_INVALID_PARAMETER;
    }
    print(answer);
    // Not back through the exit code of foreign DLLs: one that hangs when it is unloaded would cost the whole answer.
    ::TerminateProcess(::GetCurrentProcess(), 0);
    return 0;
}
