// install and uninstall: the programs are copied to Program Files, because the stick they came on is gone after the
// restart, and the service is registered and started there. Whatever goes wrong, what ran before runs afterwards.
#include <algorithm>

#include "control/siblings.hpp"
#include "control/windows_border.hpp"
#include "service/windows/error.hpp"
#include "service/windows/file_version.hpp"
#include "service/windows/late.hpp"
#include "service/windows/paths.hpp"
#include "service/windows/programs.hpp"
#include "service/windows/service_install.hpp"
#include "service/windows/text.hpp"
#include "service/windows/version.hpp"

namespace netmend::control {
namespace {

constexpr std::chrono::minutes stop_time{4}; // a catalog writer may come to its end first
constexpr std::chrono::seconds start_time{60};
constexpr char service_program[] = "netmendsvc.exe";
constexpr char other_probe[] = "netmend-probe32.exe"; // beside the 64-bit programs only, and not always

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

// Those beside this one that this build knows. An error: one that is needed is not there.
Result<std::vector<win32::KnownProgram>> programs_beside(const std::wstring& source) {
    std::vector<win32::KnownProgram> found;
    for (const win32::KnownProgram& program : siblings()) {
        const bool there = win32::is_file(source + L"\\" + win32::wide(program.name));
        if (!there && program.name != other_probe)
            return fail(ErrorKind::NotFound, "The program " + program.name + " is not beside this one in " +
                                                 win32::narrow(source) + ": all programs of netmend are needed.");
        if (there)
            found.push_back(program);
    }
    return found;
}

// Older programs may not know what a newer one has saved.
Result<void> refuse_older(const std::wstring& source, const std::wstring& target) {
    const std::wstring name = L"\\" + win32::wide(service_program);
    const auto ours = win32::version_of(source + name), there = win32::version_of(target + name);
    if (ours && there && *ours < *there)
        return fail(
            ErrorKind::Unsupported,
            "A newer netmend is installed; an older one does not understand what it has saved. Uninstall it first.");
    return {};
}

Result<void> stop_if_running() {
    const auto status = win32::service_status();
    if (!status || status->state == SERVICE_STOPPED)
        return {};
    return win32::stop_service(stop_time);
}

bool is_registered() {
    return win32::service_status().has_value();
}

// The service is stopped only when every new program lies verified beside the old one.
Result<void> replace(const std::wstring& source, const std::wstring& target) {
    const auto programs = programs_beside(source);
    if (!programs)
        return tl::unexpected(programs.error());
    if (auto refused = refuse_older(source, target); !refused)
        return refused;
    const auto folder = win32::make_program_folder(source, target, *programs);
    if (const auto settled = settle_programs(*folder); !settled)
        return tl::unexpected(settled.error());
    std::vector<std::string> names;
    for (const win32::KnownProgram& program : *programs)
        names.push_back(program.name);
    std::stable_partition(names.begin(), names.end(), [](const auto& name) { return name == service_program; });
    if (auto staged = stage_programs(*folder, names); !staged)
        return staged;
    win32::forget_pending_deletions(target, siblings());
    if (auto stopped = stop_if_running(); !stopped) {
        for (const std::string& name : names)
            folder->discard_staged(name);
        return stopped;
    }
    return replace_programs(*folder, names);
}

Result<void> register_and_start(const std::wstring& target) {
    if (auto registered = win32::install_service(target + L"\\" + win32::wide(service_program)); !registered)
        return registered;
    return win32::start_service(start_time);
}

// Deletes the programs that `install` put there.
void remove_programs(const std::wstring& folder, std::vector<std::string>& done) {
    static_cast<void>(win32::settle_programs_in(folder)); // else what it had written down would lie about
    for (const win32::KnownProgram& program : siblings()) {
        const std::wstring file = folder + L"\\" + win32::wide(program.name);
        bool with_next_restart = false;
        if (!win32::remove_program(file, with_next_restart))
            done.push_back(win32::narrow(file) + " could not be deleted.");
        else if (with_next_restart) // this very program, when it was started from there
            done.push_back(program.name + " runs and goes away with the next restart.");
    }
    ::RemoveDirectoryW(folder.c_str());
}

} // namespace

Result<std::vector<std::string>> install_programs() {
    if (const std::string why = win32::why_wrong_bitness(); !why.empty())
        return fail(ErrorKind::Unsupported, why);
    const std::wstring parent = program_files();
    if (parent.empty())
        return fail(ErrorKind::Failed, "Windows does not say where its Program Files are.");
    const std::wstring source = win32::program_folder();
    const auto target = win32::claim_program_folder(parent + L"\\netmend");
    if (!target)
        return tl::unexpected(target.error());
    Result<void> installed;
    if (!same_path(source, *target))
        installed = replace(source, *target);
    else
        win32::forget_pending_deletions(*target, siblings());
    if (installed)
        installed = register_and_start(*target);
    if (!installed) {
        if (is_registered()) // with a repair open it must go on, by the programs of before
            win32::start_service(start_time);
        return tl::unexpected(installed.error());
    }
    std::vector<std::string> done{"The programs are in " + win32::narrow(*target) + "."};
    if (win32::is_x64() && !win32::is_file(*target + L"\\" + win32::wide(other_probe)))
        done.push_back("netmend-probe32.exe was not beside this program: 32-bit sockets will not be looked at.");
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
    const std::wstring usual = program_files() + L"\\netmend";
    if (same_path(folder, usual) || same_path(folder.substr(0, usual.size() + 1), usual + L"-"))
        remove_programs(folder, done);
    return done;
}

} // namespace netmend::control
