#include "service/adapters/state_places.hpp"

#include <cstdio>
#include <functional>

#include "service/adapters/own_key.hpp"
#include "service/windows/error.hpp"
#include "service/windows/text.hpp"

namespace netmend {
namespace {

using win32::FileHandle;
using win32::narrow;
using win32::wide;

constexpr wchar_t remembered_value[] = L"StateFolder";
constexpr DWORD looking = READ_CONTROL | FILE_READ_ATTRIBUTES;
constexpr DWORD securing = looking | WRITE_DAC | WRITE_OWNER;

// Without following a link, and judged by the handle, so that nothing can be exchanged in between. None of these rights
// can be kept from us by somebody who has it open.
FileHandle open(const std::wstring& path, DWORD access) {
    return FileHandle(::CreateFileW(path.c_str(), access, FILE_SHARE_READ | FILE_SHARE_WRITE | FILE_SHARE_DELETE,
                                    /*lpSecurityAttributes=*/nullptr, OPEN_EXISTING,
                                    FILE_FLAG_BACKUP_SEMANTICS | FILE_FLAG_OPEN_REPARSE_POINT,
                                    /*hTemplateFile=*/nullptr));
}

void for_each_name(const std::wstring& folder, const std::function<void(const std::wstring&)>& call) {
    WIN32_FIND_DATAW found{};
    const HANDLE search = ::FindFirstFileW((folder + L"\\*").c_str(), &found);
    if (search == INVALID_HANDLE_VALUE)
        return;
    do {
        const std::wstring name = found.cFileName;
        if (name != L"." && name != L"..")
            call(name);
    } while (::FindNextFileW(search, &found));
    ::FindClose(search);
}

Result<void> secure_opened(const FileHandle& object, const ObjectFacts& facts, const std::string& descriptor) {
    return facts.has_acls ? win32::set_descriptor(object.get(), descriptor) : Result<void>();
}

bool is_believed_file(const std::wstring& path) {
    const FileHandle file = open(path, looking);
    const Result<ObjectFacts> facts = file ? win32::facts_of(file.get()) : win32::failed("");
    return facts && is_believed(judge_file(*facts));
}

class WindowsPlaces final : public StatePlaces {
  public:
    Result<Verdict> look(const std::string& path) override {
        const FileHandle folder = open(wide(path), looking);
        if (folder) {
            const Result<ObjectFacts> facts = win32::facts_of(folder.get());
            return facts ? Result<Verdict>(judge_folder(*facts)) : tl::unexpected(facts.error());
        }
        const DWORD code = ::GetLastError();
        ObjectFacts facts;
        facts.exists = code != ERROR_FILE_NOT_FOUND && code != ERROR_PATH_NOT_FOUND;
        facts.refused = code == ERROR_ACCESS_DENIED;
        if (facts.exists && !facts.refused)
            return win32::failed("The folder " + path + " could not be opened.", code);
        return judge_folder(facts);
    }

    Result<void> make(const std::string& path) override {
        auto descriptor = win32::SecurityDescriptor::from_sddl(wide(descriptors::state_folder(win32::maker())));
        if (!descriptor)
            return tl::unexpected(descriptor.error());
        SECURITY_ATTRIBUTES attributes = descriptor->attributes();
        if (!::CreateDirectoryW(wide(path).c_str(), &attributes))
            return win32::failed("The folder " + path + " could not be made.");
        return {};
    }

    // The folder first: from then on nobody else adds a file to it.
    Result<void> secure(const std::string& path) override {
        FileHandle folder = open(wide(path), securing);
        if (!folder) // on a disk that cannot be written it may be as it should be all the same
            folder = open(wide(path), looking);
        if (!folder)
            return win32::failed("The folder " + path + " could not be opened to set its rights.");
        const Result<ObjectFacts> facts = win32::facts_of(folder.get());
        if (!facts || !is_believed(judge_folder(*facts)))
            return fail(ErrorKind::AccessDenied, "The folder " + path + " is not netmend's any more.");
        if (auto secured = secure_opened(folder, *facts, descriptors::state_folder(win32::maker())); !secured)
            return secured;
        for_each_name(wide(path), [&](const std::wstring& name) {
            const FileHandle file = open(wide(path) + L"\\" + name, securing);
            const Result<ObjectFacts> its = file ? win32::facts_of(file.get()) : win32::failed("");
            if (its && is_believed(judge_file(*its)))
                secure_opened(file, *its, descriptors::state_file(win32::maker()));
        });
        return {};
    }

    Result<void> rename(const std::string& from, const std::string& to) override {
        if (!::MoveFileExW(wide(from).c_str(), wide(to).c_str(), MOVEFILE_WRITE_THROUGH))
            return win32::failed("The folder " + from + " could not be renamed to " + to + ".");
        return {};
    }

    Result<void> copy(const std::string& from, const std::string& to) override {
        Result<void> done;
        for_each_name(wide(from), [&](const std::wstring& name) {
            if (done && is_believed_file(wide(from) + L"\\" + name))
                done = copy_file(wide(from) + L"\\" + name, wide(to) + L"\\" + name);
        });
        return done;
    }

    void discard(const std::string& path) override {
        if (const Result<Verdict> verdict = look(path); !verdict || !is_believed(*verdict))
            return;
        for_each_name(wide(path),
                      [&](const std::wstring& name) { ::DeleteFileW((wide(path) + L"\\" + name).c_str()); });
        ::RemoveDirectoryW(wide(path).c_str());
    }

    std::string remembered() override { return narrow(own_text(remembered_value)); }
    Result<void> remember(const std::string& path) override { return set_own_text(remembered_value, wide(path)); }
    std::string random_suffix() override { return narrow(random_id()); }

    std::string date_suffix() override {
        SYSTEMTIME now{};
        ::GetSystemTime(&now);
        char text[64];
        std::snprintf(text, sizeof text, "%04d%02d%02d-%02d%02d%02d-%03d", now.wYear, now.wMonth, now.wDay, now.wHour,
                      now.wMinute, now.wSecond, now.wMilliseconds);
        return text;
    }

  private:
    static Result<void> copy_file(const std::wstring& from, const std::wstring& to) {
        if (!::CopyFileW(from.c_str(), to.c_str(), /*bFailIfExists=*/TRUE))
            return win32::failed("The file " + narrow(from) + " could not be copied.");
        const FileHandle file(::CreateFileW(to.c_str(), GENERIC_WRITE, FILE_SHARE_READ,
                                            /*lpSecurityAttributes=*/nullptr, OPEN_EXISTING, FILE_ATTRIBUTE_NORMAL,
                                            /*hTemplateFile=*/nullptr));
        if (!file || !::FlushFileBuffers(file.get()))
            return win32::failed("The file " + narrow(to) + " could not be flushed to the disk.");
        return {};
    }
};

} // namespace

std::unique_ptr<StatePlaces> make_state_places() {
    return std::make_unique<WindowsPlaces>();
}

} // namespace netmend
