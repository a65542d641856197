// netmend-probe.exe: one verb, one line of JSON on standard output, the last one. Started by the service with a
// deadline.
#include <windows.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <cwchar>
#include <future>
#include <iostream>

#include "service/decisions/usage.hpp"
#include "service/probe/filters.hpp"
#include "service/probe/verbs.hpp"
#include "service/windows/libraries.hpp"
#include "service/windows/text.hpp"
#include "statemachine/base/limits.hpp"

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
// The adapters are listed meanwhile, from before the word is given.
json sockets_and_network(bool when_told) {
    std::future<json> adapters = std::async(std::launch::async, &netmend::probe::adapters_around);
    if (when_told)
        lines_of_input();
    json answer = netmend::probe::sockets();
    print(answer);
    if (answer["startup"] != 0)
        return answer;
    answer["network"] = netmend::probe::network(adapters.get());
    print(answer); // the base of the firewalls may not answer, which says nothing of the names
    netmend::probe::add_blocking(answer["network"]);
    return answer;
}

// Its description comes as the one line of input.
json make_restore_point(bool turn_on) {
    const std::vector<std::string> lines = lines_of_input();
    return netmend::probe::make_restore_point(netmend::win32::wide(lines.empty() ? "netmend" : lines.front()), turn_on);
}

// The number, and then the words "cancelled" and "turn-off" where they hold, each on a line.
json close_restore_point(const std::vector<std::string>& lines) {
    if (lines.empty())
        return nullptr;
    const auto has = [&](const char* word) { return std::find(lines.begin() + 1, lines.end(), word) != lines.end(); };
    return netmend::probe::close_restore_point(std::strtoll(lines.front().c_str(), nullptr, 10), has("cancelled"),
                                               has("turn-off"));
}

// The program's path and a number, each on a line.
json categorize(const std::vector<std::string>& lines) {
    if (lines.size() != 2)
        return nullptr;
    return netmend::probe::categorize(netmend::win32::wide(lines[0]),
                                      static_cast<std::uint32_t>(std::strtoul(lines[1].c_str(), nullptr, 10)));
}

// Told by the end of the input: starting Winsock may write into the registry, which the parent still reads.
json run(const std::wstring& verb, const std::wstring& way, bool when_told) {
    if (verb == L"sockets" && way == L"--network")
        return sockets_and_network(when_told);
    if (when_told)
        lines_of_input();
    if (verb == L"sockets" && way.empty())
        return netmend::probe::sockets();
    if (verb == L"start-winsock" && way.empty())
        return netmend::probe::start_winsock();
    if (verb == L"categorize" && way.empty())
        return categorize(lines_of_input());
    if (verb == L"tcpip-component" && way.empty())
        return netmend::probe::tcpip_component();
    if (verb == L"check-reinstall" && way.empty())
        return netmend::probe::check_reinstall();
    if (verb == L"uninstall-tcpip" && way.empty())
        return netmend::probe::uninstall_tcpip();
    if (verb == L"bindings" && way.empty())
        return netmend::probe::bindings();
    if (verb == L"restore-bindings" && way.empty())
        return netmend::probe::restore_bindings(lines_of_input());
    if (verb == L"make-restore-point" && (way.empty() || way == L"--turn-on"))
        return make_restore_point(/*turn_on=*/!way.empty());
    if (verb == L"close-restore-point" && way.empty())
        return close_restore_point(lines_of_input());
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
    netmend::win32::never_load_from_own_folder(netmend::win32::Libraries::AsOthersFindThem);
    // A crash inside a provider is a finding: no window may wait for somebody to close it.
    ::SetErrorMode(SEM_FAILCRITICALERRORS | SEM_NOGPFAULTERRORBOX | SEM_NOOPENFILEERRORBOX);
    netmend::probe::load_winsock();
    const bool when_told = count > 2 && std::wcscmp(words[count - 1], L"--when-told") == 0;
    const int given = when_told ? count - 1 : count;
    const json answer = given == 2 || given == 3 ? run(words[1], given == 3 ? words[2] : L"", when_told) : json();
    if (answer.is_null()) {
        std::vector<std::string> typed;
        for (int i = 1; i < count; ++i)
            typed.push_back(netmend::win32::narrow(words[i]));
        std::fputs(netmend::usage_after(netmend::probe_line, typed).c_str(), stderr);
        return ERROR_INVALID_PARAMETER;
    }
    print(answer);
    // Not back through the exit code of foreign DLLs: one that hangs when it is unloaded would cost the whole answer.
    ::TerminateProcess(::GetCurrentProcess(), 0);
    return 0;
}
