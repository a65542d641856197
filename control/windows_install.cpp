// install and uninstall: the programs are copied to Program Files, because the stick they came on is gone after the
// restart, and the service is registered and started there.
#include <array>

#include "control/windows_border.hpp"
#include "service/windows/error.hpp"
#include "service/windows/late.hpp"
#include "service/windows/paths.hpp"
#include "service/windows/service_install.hpp"
#include "service/windows/text.hpp"
#include "service/windows/version.hpp"

namespace netmend::control {
namespace {

constexpr std::chrono::minutes stop_time{4}; // a catalog writer may come to its end first
constexpr std::chrono::seconds start_time{60};

struct Program {
    const wchar_t* name;
    bool needed;
};
constexpr std::array programs{
    Program{L"netmendsvc.exe", true}, Program{L"netmend.exe", true}, Program{L"netmend-probe.exe", true},
    Program{L"netmend-probe32.exe", false}, // beside the 64-bit programs only
};

std::wstring program_files() {
    using GetFolderPath = HRESULT WINAPI(HWND, int, HANDLE, DWORD, wchar_t*);
    const auto folder_path = win32::late<GetFolderPath>(L"shell32.dll", "SHGetFolderPathW");
    wchar_t buffer[MAX_PATH];
    if (!folder_path ||
        folder_path(/*hwnd=*/nullptr, /*CSIDL_PROGRAM_FILES=*/0x26, /*hToken=*/nullptr, 0, buffer) != S_OK)
        return {};
    return buffer;
}

bool same_path(const std::wstring& one, const std::wstring& other) {
    return ::lstrcmpiW(one.c_str(), other.c_str()) == 0;
}

// Under another name first: a copy that was cut off must not stand where the service starts from.
Result<void> copy(const std::wstring& from, const std::wstring& to) {
    const std::wstring fresh = to + L".new";
    if (!::CopyFileW(from.c_str(), fresh.c_str(), /*bFailIfExists=*/FALSE))
        return win32::failed("The program " + win32::narrow(from) + " could not be copied.");
    if (!::MoveFileExW(fresh.c_str(), to.c_str(), MOVEFILE_REPLACE_EXISTING | MOVEFILE_WRITE_THROUGH))
        return win32::failed("The program " + win32::narrow(to) + " could not be replaced; it may be running.");
    return {};
}

Result<void> copy_all(const std::wstring& source, const std::wstring& target) {
    for (const Program& program : programs)
        if (program.needed && !win32::is_file(source + L"\\" + program.name))
            return fail(ErrorKind::NotFound, "The program " + win32::narrow(program.name) +
                                                 " is not beside this one in " + win32::narrow(source) +
                                                 ": all programs of netmend are needed.");
    if (same_path(source, target))
        return {};
    if (!::CreateDirectoryW(target.c_str(), /*lpSecurityAttributes=*/nullptr) &&
        ::GetLastError() != ERROR_ALREADY_EXISTS)
        return win32::failed("The folder " + win32::narrow(target) + " could not be made.");
    for (const Program& program : programs) {
        const std::wstring from = source + L"\\" + program.name;
        if (!win32::is_file(from))
            continue;
        if (auto copied = copy(from, target + L"\\" + program.name); !copied)
            return copied;
    }
    return {};
}

Result<void> stop_if_running() {
    const auto status = win32::service_status();
    if (!status || status->state == SERVICE_STOPPED)
        return {};
    return win32::stop_service(stop_time);
}

} // namespace

Result<std::vector<std::string>> install_programs() {
    if (const std::string why = win32::why_wrong_bitness(); !why.empty())
        return fail(ErrorKind::Unsupported, why);
    const std::wstring parent = program_files();
    if (parent.empty())
        return fail(ErrorKind::Failed, "Windows does not say where its Program Files are.");
    const std::wstring source = win32::program_folder(), target = parent + L"\\netmend";
    std::vector<std::string> done;
    if (auto stopped = stop_if_running(); !stopped)
        return tl::unexpected(stopped.error());
    if (auto copied = copy_all(source, target); !copied)
        return tl::unexpected(copied.error());
    done.push_back("The programs are in " + win32::narrow(target) + ".");
    if (win32::is_x64() && !win32::is_file(target + L"\\" + programs.back().name))
        done.push_back("netmend-probe32.exe was not beside this program: 32-bit sockets will not be looked at.");
    if (auto registered = win32::install_service(target + L"\\" + programs.front().name); !registered)
        return tl::unexpected(registered.error());
    if (auto started = win32::start_service(start_time); !started)
        return tl::unexpected(started.error());
    done.push_back("The service netmend is registered and runs; Windows starts it by itself from now on.");
    return done;
}

Result<std::vector<std::string>> uninstall_programs() {
    const auto status = win32::service_status();
    if (!status)
        return tl::unexpected(status.error());
    const std::wstring folder = status->program.substr(0, status->program.find_last_of(L'\\'));
    if (auto stopped = stop_if_running(); !stopped)
        return tl::unexpected(stopped.error());
    if (auto removed = win32::uninstall_service(); !removed)
        return tl::unexpected(removed.error());
    std::vector<std::string> done{"The service netmend is stopped and removed."};
    // Only where `install` puts them: a service registered by hand runs from a folder that is somebody else's.
    if (!same_path(folder, program_files() + L"\\netmend"))
        return done;
    for (const Program& program : programs) {
        const std::wstring file = folder + L"\\" + program.name;
        if (!win32::is_file(file) || ::DeleteFileW(file.c_str()))
            continue;
        // This very program, when it was started from there.
        if (::MoveFileExW(file.c_str(), /*lpNewFileName=*/nullptr, MOVEFILE_DELAY_UNTIL_REBOOT))
            done.push_back(win32::narrow(program.name) + " runs and goes away with the next restart.");
        else
            done.push_back(win32::narrow(file) + " could not be deleted.");
    }
    ::RemoveDirectoryW(folder.c_str());
    return done;
}

} // namespace netmend::control
