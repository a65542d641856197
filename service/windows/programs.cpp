#include "service/windows/programs.hpp"

#include <array>

#include "service/decisions/sha256.hpp"
#include "service/windows/error.hpp"
#include "service/windows/paths.hpp"
#include "service/windows/security.hpp"
#include "service/windows/text.hpp"

namespace netmend::win32 {
namespace {

constexpr int rename_tries = 20; // scanners hold new programs for moments
constexpr DWORD rename_pause = 100;
constexpr wchar_t session_manager[] = L"SYSTEM\\CurrentControlSet\\Control\\Session Manager";

// A suffix that makes a name free: the counter alone would come again after a restart.
std::wstring suffix() {
    static unsigned number = 0;
    FILETIME now{};
    ::GetSystemTimeAsFileTime(&now);
    const unsigned long long time = static_cast<unsigned long long>(now.dwHighDateTime) << 32 | now.dwLowDateTime;
    return std::to_wstring(time) + L"-" + std::to_wstring(++number);
}

std::wstring free_name(const std::wstring& path) {
    return path + L".old-" + suffix();
}

bool rename(const std::wstring& from, const std::wstring& to, DWORD flags = 0) {
    for (int tries = 1;; ++tries) {
        if (::MoveFileExW(from.c_str(), to.c_str(), flags | MOVEFILE_WRITE_THROUGH))
            return true;
        const DWORD code = ::GetLastError();
        if ((code != ERROR_SHARING_VIOLATION && code != ERROR_ACCESS_DENIED) || tries == rename_tries)
            return false;
        ::Sleep(rename_pause);
    }
}

Result<void> copy_verified(const FileHandle& source, const std::wstring& target) {
    auto descriptor = SecurityDescriptor::from_sddl(wide(descriptors::program_file()));
    if (!descriptor)
        return tl::unexpected(descriptor.error());
    SECURITY_ATTRIBUTES attributes = descriptor->attributes();
    ::DeleteFileW(target.c_str());
    const FileHandle file(::CreateFileW(target.c_str(), GENERIC_WRITE, /*dwShareMode=*/0, &attributes, CREATE_NEW,
                                        FILE_ATTRIBUTE_NORMAL, /*hTemplateFile=*/nullptr));
    if (!file)
        return failed("The program " + narrow(target) + " could not be made.");
    ::SetFilePointer(source.get(), 0, /*lpDistanceToMoveHigh=*/nullptr, FILE_BEGIN);
    std::array<char, 65536> buffer;
    DWORD length = 0, written = 0;
    do {
        if (!::ReadFile(source.get(), buffer.data(), static_cast<DWORD>(buffer.size()), &length,
                        /*lpOverlapped=*/nullptr) ||
            !::WriteFile(file.get(), buffer.data(), length, &written, /*lpOverlapped=*/nullptr) || written != length)
            return failed("The program " + narrow(target) + " could not be written.");
    } while (length > 0);
    if (!::FlushFileBuffers(file.get()))
        return failed("The program " + narrow(target) + " could not be flushed to the disk.");
    return {};
}

// What is replaced at the moment (decisions/replacing); below our own folder, where only administrators write.
constexpr char open_replacement[] = "replacing.txt";
constexpr std::size_t open_replacement_bytes_max = 65536;

Result<void> write_whole(const std::wstring& path, const std::string& text) {
    auto descriptor = SecurityDescriptor::from_sddl(wide(descriptors::program_file()));
    if (!descriptor)
        return tl::unexpected(descriptor.error());
    SECURITY_ATTRIBUTES attributes = descriptor->attributes();
    ::DeleteFileW(path.c_str());
    const FileHandle file(::CreateFileW(path.c_str(), GENERIC_WRITE, /*dwShareMode=*/0, &attributes, CREATE_NEW,
                                        FILE_ATTRIBUTE_NORMAL, /*hTemplateFile=*/nullptr));
    DWORD written = 0;
    if (!file ||
        !::WriteFile(file.get(), text.data(), static_cast<DWORD>(text.size()), &written, /*lpOverlapped=*/nullptr) ||
        written != text.size() || !::FlushFileBuffers(file.get()))
        return failed("The file " + narrow(path) + " could not be written.");
    return {};
}

class Folder final : public ProgramFolder {
  public:
    Folder(std::wstring source, std::wstring target, std::vector<KnownProgram> programs)
        : source_(std::move(source)), target_(std::move(target)), programs_(std::move(programs)) {}

    Result<void> stage(const std::string& name) override {
        for (const KnownProgram& program : programs_)
            if (program.name == name) {
                const auto file = open_verified(source_ + L"\\" + wide(name), program);
                return file ? copy_verified(*file, at(name) + L".new") : tl::unexpected(file.error());
            }
        return fail(ErrorKind::NotFound, name + " is none of netmend's programs.");
    }
    void discard_staged(const std::string& name) override { ::DeleteFileW((at(name) + L".new").c_str()); }

    Result<std::string> keep_old(const std::string& name) override {
        if (::GetFileAttributesW(at(name).c_str()) == INVALID_FILE_ATTRIBUTES)
            return std::string();
        const std::wstring kept = free_name(at(name));
        if (!::CopyFileW(at(name).c_str(), kept.c_str(), /*bFailIfExists=*/TRUE))
            return failed("The program " + narrow(at(name)) + " could not be kept for the case of a failure.");
        const FileHandle file(::CreateFileW(kept.c_str(), GENERIC_WRITE, FILE_SHARE_READ,
                                            /*lpSecurityAttributes=*/nullptr, OPEN_EXISTING, FILE_ATTRIBUTE_NORMAL,
                                            /*hTemplateFile=*/nullptr));
        if (!file || !::FlushFileBuffers(file.get()))
            return failed("The copy " + narrow(kept) + " could not be flushed to the disk.");
        return narrow(kept.substr(target_.size() + 1));
    }

    bool is_there(const std::string& file) override { return is_file(at(file)); }

    Result<void> swap(const std::string& file, const std::string& name) override {
        if (rename(at(file), at(name), MOVEFILE_REPLACE_EXISTING))
            return {};
        return failed("The program " + narrow(at(name)) + " could not be replaced.");
    }

    // A program that runs cannot be replaced, and may be renamed.
    Result<void> put(const std::string& file, const std::string& name) override {
        const Result<void> swapped = swap(file, name);
        if (swapped)
            return swapped;
        const std::wstring running = free_name(at(name));
        if (!rename(at(name), running))
            return swapped;
        if (!rename(at(file), at(name))) {
            rename(running, at(name));
            return swapped;
        }
        ::MoveFileExW(running.c_str(), /*lpNewFileName=*/nullptr, MOVEFILE_DELAY_UNTIL_REBOOT);
        return {};
    }

    Result<void> remove(const std::string& file) override {
        bool later = false;
        return remove_program(at(file), later) ? Result<void>() : failed(narrow(at(file)) + " could not be deleted.");
    }

    Result<void> note(const std::string& text) override {
        const std::wstring fresh = at(open_replacement) + L".new";
        if (auto written = write_whole(fresh, text); !written)
            return written;
        if (!rename(fresh, at(open_replacement), MOVEFILE_REPLACE_EXISTING))
            return failed("The file " + narrow(at(open_replacement)) + " could not be written.");
        return {};
    }

    Result<std::string> noted() override {
        const FileHandle file(::CreateFileW(at(open_replacement).c_str(), GENERIC_READ, FILE_SHARE_READ,
                                            /*lpSecurityAttributes=*/nullptr, OPEN_EXISTING, FILE_ATTRIBUTE_NORMAL,
                                            /*hTemplateFile=*/nullptr));
        if (!file)
            return ::GetLastError() == ERROR_FILE_NOT_FOUND || ::GetLastError() == ERROR_PATH_NOT_FOUND
                       ? Result<std::string>(std::string())
                       : failed("The file " + narrow(at(open_replacement)) + " could not be opened.");
        std::string text(open_replacement_bytes_max, '\0');
        DWORD length = 0;
        if (!::ReadFile(file.get(), text.data(), static_cast<DWORD>(text.size()), &length, /*lpOverlapped=*/nullptr))
            return failed("The file " + narrow(at(open_replacement)) + " could not be read.");
        text.resize(length);
        return text;
    }

    Result<void> forget() override {
        if (::DeleteFileW(at(open_replacement).c_str()) || ::GetLastError() == ERROR_FILE_NOT_FOUND)
            return {};
        return failed("The file " + narrow(at(open_replacement)) + " could not be deleted.");
    }

  private:
    std::wstring at(const std::string& name) const { return target_ + L"\\" + wide(name); }
    std::wstring source_, target_;
    std::vector<KnownProgram> programs_;
};

// False: it belongs to somebody else. An error: it is ours, and its rights could not be set.
Result<bool> secure_folder(const std::wstring& path) {
    const FileHandle folder(::CreateFileW(
        path.c_str(), READ_CONTROL | FILE_READ_ATTRIBUTES | WRITE_DAC | WRITE_OWNER,
        FILE_SHARE_READ | FILE_SHARE_WRITE | FILE_SHARE_DELETE, /*lpSecurityAttributes=*/nullptr, OPEN_EXISTING,
        FILE_FLAG_BACKUP_SEMANTICS | FILE_FLAG_OPEN_REPARSE_POINT, /*hTemplateFile=*/nullptr));
    if (!folder)
        return ::GetLastError() == ERROR_ACCESS_DENIED ? Result<bool>(false)
                                                       : failed("The folder " + narrow(path) + " could not be opened.");
    const Result<ObjectFacts> facts = facts_of(folder.get());
    if (!facts)
        return tl::unexpected(facts.error());
    if (!is_believed(judge_folder(*facts)))
        return false;
    if (!facts->has_acls)
        return true;
    const Result<void> set = set_descriptor(folder.get(), descriptors::program_folder());
    return set ? Result<bool>(true) : tl::unexpected(set.error());
}

} // namespace

Result<FileHandle> open_verified(const std::wstring& path, const KnownProgram& program) {
    FileHandle file(::CreateFileW(path.c_str(), GENERIC_READ, FILE_SHARE_READ, /*lpSecurityAttributes=*/nullptr,
                                  OPEN_EXISTING, FILE_FLAG_SEQUENTIAL_SCAN, /*hTemplateFile=*/nullptr));
    if (!file)
        return failed("The program " + narrow(path) + " could not be opened.");
    if (program.sha256.empty())
        return file;
    Sha256 sum;
    std::array<char, 65536> buffer;
    DWORD length = 0;
    do {
        if (!::ReadFile(file.get(), buffer.data(), static_cast<DWORD>(buffer.size()), &length,
                        /*lpOverlapped=*/nullptr))
            return failed("The program " + narrow(path) + " could not be read.");
        sum.add(buffer.data(), length);
    } while (length > 0);
    if (sum.hex() != program.sha256)
        return fail(ErrorKind::Corrupt, "The program " + narrow(path) +
                                            " is not the one that was built together with this netmend. Copy all "
                                            "programs of one netmend into one folder again.");
    return file;
}

Result<std::wstring> claim_program_folder(const std::wstring& usual) {
    const auto descriptor = SecurityDescriptor::from_sddl(wide(descriptors::program_folder()));
    if (!descriptor)
        return tl::unexpected(descriptor.error());
    SECURITY_ATTRIBUTES attributes = descriptor->attributes();
    for (std::wstring path : {usual, usual, usual + L"-" + suffix()}) {
        if (::CreateDirectoryW(path.c_str(), &attributes))
            return path;
        if (::GetLastError() != ERROR_ALREADY_EXISTS)
            return failed("The folder " + narrow(path) + " could not be made.");
        const Result<bool> ours = secure_folder(path);
        if (!ours)
            return tl::unexpected(ours.error());
        if (*ours)
            return path;
        ::MoveFileExW(path.c_str(), (path + L".foreign-" + suffix()).c_str(), MOVEFILE_WRITE_THROUGH);
    }
    return fail(ErrorKind::AccessDenied, "The folder " + narrow(usual) + " belongs to somebody else.");
}

std::unique_ptr<ProgramFolder> make_program_folder(const std::wstring& source, const std::wstring& target,
                                                   const std::vector<KnownProgram>& programs) {
    return std::make_unique<Folder>(source, target, programs);
}

Result<Settled> settle_programs_in(const std::wstring& folder) {
    Folder programs(/*source=*/{}, folder, {});
    return settle_programs(programs);
}

void forget_pending_deletions(const std::wstring& folder, const std::vector<KnownProgram>& programs) {
    static_assert(sizeof(wchar_t) == sizeof(char16_t));
    RegistryHandle key;
    if (::RegOpenKeyExW(HKEY_LOCAL_MACHINE, session_manager, 0, KEY_QUERY_VALUE | KEY_SET_VALUE, key.put()) !=
        ERROR_SUCCESS)
        return;
    std::vector<std::u16string> paths;
    for (const KnownProgram& program : programs) {
        const std::wstring path = folder + L"\\" + wide(program.name);
        paths.emplace_back(path.begin(), path.end());
    }
    for (const wchar_t* name : {L"PendingFileRenameOperations", L"PendingFileRenameOperations2"}) {
        DWORD size = 0, type = 0;
        if (::RegQueryValueExW(key.get(), name, /*lpReserved=*/nullptr, &type, nullptr, &size) != ERROR_SUCCESS ||
            type != REG_MULTI_SZ)
            continue;
        std::u16string value(size / sizeof(char16_t), u'\0');
        if (::RegQueryValueExW(key.get(), name, nullptr, &type, reinterpret_cast<BYTE*>(value.data()), &size) !=
            ERROR_SUCCESS)
            continue;
        const std::u16string left = without_pending(value, paths);
        if (left.empty())
            ::RegDeleteValueW(key.get(), name);
        else if (left != value)
            ::RegSetValueExW(key.get(), name, 0, REG_MULTI_SZ, reinterpret_cast<const BYTE*>(left.data()),
                             static_cast<DWORD>(left.size() * sizeof(char16_t)));
    }
    ::RegFlushKey(key.get());
}

bool remove_program(const std::wstring& path, bool& with_next_restart) {
    if (::DeleteFileW(path.c_str()) || ::GetLastError() == ERROR_FILE_NOT_FOUND)
        return true;
    // Under a name that no later `install` uses.
    const std::wstring away = free_name(path);
    const std::wstring& left = ::MoveFileExW(path.c_str(), away.c_str(), 0) ? away : path;
    with_next_restart =
        left == away && ::MoveFileExW(left.c_str(), /*lpNewFileName=*/nullptr, MOVEFILE_DELAY_UNTIL_REBOOT);
    return left == away;
}

} // namespace netmend::win32
