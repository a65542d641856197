// The StateFolder port: netmend's own folder, which only LocalSystem and Administrators may touch. Whole files are
// written, flushed and renamed, and hives saved beside them. A file that somebody else put there, or that has a second
// name elsewhere, is never read and never written into.
#include <algorithm>

#include "service/adapters/adapters.hpp"
#include "service/adapters/registry_key.hpp"
#include "service/adapters/state_places.hpp"
#include "service/windows/error.hpp"
#include "service/windows/paths.hpp"
#include "service/windows/security.hpp"
#include "service/windows/text.hpp"

namespace netmend {
namespace {

using win32::FileHandle;
using win32::narrow;
using win32::wide;

constexpr int rename_tries = 10; // scanners hold new files for moments
constexpr DWORD rename_pause = 50;

class Folder final : public StateFolder {
  public:
    explicit Folder(std::wstring path) : path_(std::move(path)) {}

    Result<Bytes> read(const std::string& name, std::size_t bytes_max) override {
        FileHandle file = open(name, GENERIC_READ, OPEN_EXISTING);
        LARGE_INTEGER size{};
        if (!file)
            return not_opened(name);
        if (!believed(file))
            return fail(ErrorKind::Corrupt, "The file " + name + " was not put there by netmend.");
        if (!::GetFileSizeEx(file.get(), &size))
            return win32::failed("The size of the file " + name + " could not be read.");
        if (static_cast<unsigned long long>(size.QuadPart) > bytes_max)
            return fail(ErrorKind::TooLarge, "The file " + name + " is larger than it may be.");
        Bytes data(static_cast<std::size_t>(size.QuadPart));
        for (std::size_t at = 0; at < data.size();) {
            DWORD length = 0;
            const auto wanted = static_cast<DWORD>(data.size() - at);
            if (!::ReadFile(file.get(), data.data() + at, wanted, &length, /*lpOverlapped=*/nullptr))
                return win32::failed("The file " + name + " could not be read.");
            if (length == 0)
                return fail(ErrorKind::Corrupt, "The file " + name + " became shorter while it was read.");
            at += length;
        }
        return data;
    }

    Result<void> write(const std::string& name, const Bytes& data) override {
        // Not CREATE_ALWAYS, which cannot be had together with opening a link itself.
        FileHandle file = open(name, GENERIC_WRITE | READ_CONTROL | FILE_READ_ATTRIBUTES, OPEN_ALWAYS);
        if (file && !believed(file)) { // whoever owns it could change what is written into it
            file.reset();
            ::DeleteFileW(at(name).c_str());
            file = open(name, GENERIC_WRITE, CREATE_NEW);
        } else if (file && !::SetEndOfFile(file.get())) {
            return win32::failed("The file " + name + " could not be emptied.");
        }
        if (!file)
            return win32::failed("The file " + name + " could not be made.");
        for (std::size_t at = 0; at < data.size();) {
            DWORD length = 0;
            const auto wanted = static_cast<DWORD>(data.size() - at);
            if (!::WriteFile(file.get(), data.data() + at, wanted, &length, /*lpOverlapped=*/nullptr) || length == 0)
                return win32::failed("The file " + name + " could not be written.");
            at += length;
        }
        if (!::FlushFileBuffers(file.get()))
            return win32::failed("The file " + name + " could not be flushed to the disk.");
        return {};
    }

    Result<void> rename(const std::string& from, const std::string& to) override {
        for (int tries = 1;; ++tries) {
            if (::MoveFileExW(at(from).c_str(), at(to).c_str(), MOVEFILE_REPLACE_EXISTING | MOVEFILE_WRITE_THROUGH))
                return {};
            const DWORD code = ::GetLastError();
            const bool held =
                code == ERROR_SHARING_VIOLATION || code == ERROR_ACCESS_DENIED || code == ERROR_LOCK_VIOLATION;
            if (!held || tries == rename_tries)
                return win32::failed("The file " + from + " could not be renamed to " + to + ".", code);
            ::Sleep(rename_pause);
        }
    }

    Result<std::vector<std::string>> list() override {
        WIN32_FIND_DATAW found{};
        const HANDLE search = ::FindFirstFileW((path_ + L"\\*").c_str(), &found);
        if (search == INVALID_HANDLE_VALUE)
            return win32::failed("The folder " + narrow(path_) + " could not be listed.");
        std::vector<std::string> names;
        do {
            const std::wstring_view name = found.cFileName;
            if (name != L"." && name != L"..") // folders too: what was set aside may be one, and its name is taken
                names.push_back(narrow(name));
        } while (::FindNextFileW(search, &found));
        const DWORD code = ::GetLastError();
        ::FindClose(search);
        if (code != ERROR_NO_MORE_FILES)
            return win32::failed("The folder " + narrow(path_) + " could not be listed to its end.", code);
        std::sort(names.begin(), names.end());
        return names;
    }

    // The keys of the owned set, each in a file for people and recovery tools; a key that is not there has no file.
    Result<void> save_hives(const std::string& prefix, bool whole) override {
        have_backup_privileges();
        std::vector<std::pair<std::string, std::string>> keys; // key, file
        for (const char* service : {"Winsock", "WinSock2", "Tcpip", "Tcpip6", "NetBT", "Dhcp", "AFD"})
            keys.emplace_back(std::string("SYSTEM\\CurrentControlSet\\Services\\") + service, service);
        if (whole)
            for (const char* hive : {"SYSTEM", "SOFTWARE"})
                keys.emplace_back(hive, hive);
        for (const auto& [key, file] : keys)
            if (const Result<void> saved = save_hive(key, at(prefix + file + ".hiv")); !saved)
                return saved;
        return {};
    }

    Result<void> put_hive_back(const std::string& name, const std::string& replaced) override {
        if (win32::is_file(at(replaced)))
            return {};
        // Windows keeps the file that it is given; ours stays with the backup.
        const std::string given = replaced + ".given";
        if (!::CopyFileW(at(name).c_str(), at(given).c_str(), /*bFailIfExists=*/FALSE))
            return win32::failed("The file " + name + " could not be copied.");
        const FileHandle file = open(given, GENERIC_WRITE, OPEN_EXISTING);
        if (!file || !::FlushFileBuffers(file.get()))
            return win32::failed("The copy of the file " + name + " could not be written to the disk.");
        if (!have_backup_privileges())
            return win32::failed("This account may not put a registry back.", ERROR_PRIVILEGE_NOT_HELD);
        const LONG code = ::RegReplaceKeyW(HKEY_LOCAL_MACHINE, L"SYSTEM", at(given).c_str(), at(replaced).c_str());
        if (code != ERROR_SUCCESS)
            return win32::failed("Windows does not take the file " + name + " as its registry.",
                                 static_cast<DWORD>(code));
        return {};
    }

  private:
    // RegSaveKey takes no existing file on Windows: one of an earlier, interrupted attempt goes first.
    static Result<void> save_hive(const std::string& source, const std::wstring& target) {
        win32::RegistryHandle key;
        LONG code = open_key(HKEY_LOCAL_MACHINE, wide(source), KEY_READ, /*link_itself=*/false, key);
        if (code == ERROR_FILE_NOT_FOUND)
            return {};
        ::DeleteFileW(target.c_str());
        if (code == ERROR_SUCCESS)
            code = ::RegSaveKeyW(key.get(), target.c_str(), /*lpSecurityAttributes=*/nullptr);
        if (code != ERROR_SUCCESS)
            return win32::failed("The key " + source + " could not be saved to a file.", static_cast<DWORD>(code));
        return {};
    }

    std::wstring at(const std::string& name) const { return path_ + L"\\" + wide(name); }
    FileHandle open(const std::string& name, DWORD access, DWORD disposition) const {
        return FileHandle(::CreateFileW(at(name).c_str(), access, FILE_SHARE_READ, /*lpSecurityAttributes=*/nullptr,
                                        disposition, FILE_ATTRIBUTE_NORMAL | FILE_FLAG_OPEN_REPARSE_POINT,
                                        /*hTemplateFile=*/nullptr));
    }
    static bool believed(const FileHandle& file) {
        const Result<ObjectFacts> facts = win32::facts_of(file.get());
        return facts && is_believed(judge_file(*facts));
    }

    // A folder or a link where a file should be will never be readable: that is damage, not a refusal to let us look.
    tl::unexpected<Error> not_opened(const std::string& name) const {
        const DWORD code = ::GetLastError();
        const DWORD attributes = ::GetFileAttributesW(at(name).c_str());
        if (attributes != INVALID_FILE_ATTRIBUTES && (attributes & FILE_ATTRIBUTE_DIRECTORY))
            return fail(ErrorKind::Corrupt, name + " is a folder and should be a file.", code);
        return win32::failed("The file " + name + " could not be opened.", code);
    }

    std::wstring path_;
};

} // namespace

Result<OpenedStateFolder> open_state_folder(const std::wstring& usual, const std::wstring& older) {
    // An administrator may be told to make LocalSystem or Administrators the owner only with this privilege.
    have_backup_privileges();
    const auto places = make_state_places();
    auto settled = settle_state_folder(*places, narrow(usual), narrow(older));
    if (!settled)
        return tl::unexpected(settled.error());
    OpenedStateFolder opened;
    opened.path = wide(settled->path);
    opened.told = std::move(settled->told);
    opened.folder = std::make_unique<Folder>(opened.path);
    return opened;
}

std::wstring find_state_folder() {
    const auto places = make_state_places();
    return wide(
        netmend::find_state_folder(*places, narrow(win32::state_folder()), narrow(win32::older_state_folder())));
}

} // namespace netmend
