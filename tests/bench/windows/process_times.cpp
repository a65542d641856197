// How long two programs take as whole processes, from CreateProcess to their end, started by the same program in turn:
// process_times PAIRS "FIRST PROGRAM AND ITS WORDS" "SECOND PROGRAM AND ITS WORDS". What they print goes nowhere.
// Prints one line: pairs, both medians in microseconds, the median of the pairs' ratios, and both exit codes.
#include <windows.h>

#include <shellapi.h>

#include <algorithm>
#include <cstdio>
#include <string>
#include <vector>

namespace {

constexpr DWORD time_max = 60000;

double now_us() {
    LARGE_INTEGER count{}, frequency{};
    ::QueryPerformanceCounter(&count);
    ::QueryPerformanceFrequency(&frequency);
    return static_cast<double>(count.QuadPart) * 1e6 / static_cast<double>(frequency.QuadPart);
}

struct Run {
    double us = 0;
    DWORD code = 0;
};

bool run(const wchar_t* words, HANDLE nowhere, Run& result) {
    std::wstring line = words;
    STARTUPINFOW startup{};
    startup.cb = sizeof startup;
    startup.dwFlags = STARTF_USESTDHANDLES;
    startup.hStdInput = startup.hStdOutput = startup.hStdError = nowhere;
    PROCESS_INFORMATION process{};
    const double begin = now_us();
    if (!::CreateProcessW(/*lpApplicationName=*/nullptr, line.data(), /*lpProcessAttributes=*/nullptr,
                          /*lpThreadAttributes=*/nullptr, /*bInheritHandles=*/TRUE, 0, /*lpEnvironment=*/nullptr,
                          /*lpCurrentDirectory=*/nullptr, &startup, &process))
        return false;
    const bool ended = ::WaitForSingleObject(process.hProcess, time_max) == WAIT_OBJECT_0;
    result.us = now_us() - begin;
    ::GetExitCodeProcess(process.hProcess, &result.code);
    ::CloseHandle(process.hThread);
    ::CloseHandle(process.hProcess);
    return ended;
}

double median(std::vector<double> values) {
    std::sort(values.begin(), values.end());
    return values[values.size() / 2];
}

} // namespace

int main() {
    int count = 0;
    wchar_t** words = ::CommandLineToArgvW(::GetCommandLineW(), &count);
    const int pairs = words != nullptr && count == 4 ? std::stoi(words[1]) : 0;
    if (pairs < 1) {
        std::puts("usage: process_times PAIRS \"FIRST ...\" \"SECOND ...\"");
        return ERROR_INVALID_PARAMETER;
    }
    SECURITY_ATTRIBUTES inherited{sizeof inherited, nullptr, TRUE};
    const HANDLE nowhere = ::CreateFileW(L"NUL", GENERIC_READ | GENERIC_WRITE, FILE_SHARE_READ | FILE_SHARE_WRITE,
                                         &inherited, OPEN_EXISTING, 0, /*hTemplateFile=*/nullptr);
    std::vector<double> first, second, ratios;
    Run one, two;
    for (int i = -2; i < pairs; ++i) { // the first ones fill caches and do not count
        // Who goes first changes, or a slow moment of the machine would always meet the same one.
        const bool done = i % 2 == 0 ? run(words[2], nowhere, one) && run(words[3], nowhere, two)
                                     : run(words[3], nowhere, two) && run(words[2], nowhere, one);
        if (!done) {
            std::puts("a program could not be run to its end");
            return ERROR_GEN_FAILURE;
        }
        if (i < 0)
            continue;
        first.push_back(one.us);
        second.push_back(two.us);
        ratios.push_back(one.us / two.us);
    }
    std::printf("%d %.0f %.0f %.3f %lu %lu\n", pairs, median(first), median(second), median(ratios), one.code,
                two.code);
    return 0;
}
