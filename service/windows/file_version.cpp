#include "service/windows/file_version.hpp"

#include <cstring>
#include <cwchar>
#include <vector>

#include "service/windows/error.hpp"
#include "service/windows/late.hpp"
#include "service/windows/paths.hpp"
#include "service/windows/text.hpp"
#include "statemachine/base/limits.hpp"

namespace netmend::win32 {
namespace {

// Looked up at run time: a service that is to be quick at boot does not load version.dll for what few machines need.
struct VersionLibrary {
    using Size = DWORD WINAPI(const wchar_t*, DWORD*);
    using Read = BOOL WINAPI(const wchar_t*, DWORD, DWORD, void*);
    using Query = BOOL WINAPI(const void*, const wchar_t*, void**, UINT*);
    Size* size = late<Size>(L"version.dll", "GetFileVersionInfoSizeW");
    Read* read = late<Read>(L"version.dll", "GetFileVersionInfoW");
    Query* query = late<Query>(L"version.dll", "VerQueryValueW");
    bool there() const { return size && read && query; }
};

bool lies_in(const std::vector<BYTE>& block, const void* data, std::size_t size) {
    const auto* first = static_cast<const BYTE*>(data);
    return first >= block.data() && first <= block.data() + block.size() &&
           size <= static_cast<std::size_t>(block.data() + block.size() - first);
}

std::string text_at(const VersionLibrary& library, const std::vector<BYTE>& block, DWORD language,
                    const wchar_t* name) {
    wchar_t path[80];
    std::swprintf(path, std::size(path), L"\\StringFileInfo\\%04x%04x\\%ls", static_cast<unsigned>(LOWORD(language)),
                  static_cast<unsigned>(HIWORD(language)), name);
    void* text = nullptr;
    UINT length = 0; // in characters, the last NUL included; as the file says it, which may be anything
    if (!library.query(block.data(), path, &text, &length) || !text || length > limits::text_bytes_max ||
        !lies_in(block, text, length * sizeof(wchar_t)))
        return {};
    const auto* characters = static_cast<const wchar_t*>(text);
    return narrow(std::wstring(characters, ::wcsnlen(characters, length)));
}

// The whole version resource; empty where there is none.
std::vector<BYTE> block_of(const VersionLibrary& library, const std::wstring& path) {
    DWORD unused = 0;
    const DWORD size = library.there() ? library.size(path.c_str(), &unused) : 0;
    if (size == 0 || size > limits::registry_value_bytes_max)
        return {};
    std::vector<BYTE> block(size);
    if (!library.read(path.c_str(), 0, size, block.data()))
        return {};
    return block;
}

} // namespace

std::optional<ProgramVersion> version_of(const std::wstring& path) {
    static const VersionLibrary library;
    const std::vector<BYTE> block = block_of(library, path);
    void* data = nullptr;
    UINT bytes = 0;
    VS_FIXEDFILEINFO information{};
    if (block.empty() || !library.query(block.data(), L"\\", &data, &bytes) || bytes < sizeof information ||
        !lies_in(block, data, sizeof information))
        return std::nullopt;
    std::memcpy(&information, data, sizeof information);
    return ProgramVersion{HIWORD(information.dwFileVersionMS), LOWORD(information.dwFileVersionMS),
                          HIWORD(information.dwFileVersionLS)};
}

Result<FileFacts> describe(const std::wstring& path) {
    static const VersionLibrary library;
    if (!is_file(path))
        return fail(ErrorKind::NotFound, "The file " + narrow(path) + " is not there.", ERROR_FILE_NOT_FOUND);
    FileFacts facts;
    const std::vector<BYTE> block = block_of(library, path);
    void* languages = nullptr;
    UINT bytes = 0;
    if (block.empty() || !library.query(block.data(), L"\\VarFileInfo\\Translation", &languages, &bytes) ||
        bytes < sizeof(DWORD) || !lies_in(block, languages, sizeof(DWORD)))
        return facts;
    DWORD language = 0; // the first: language in the low word, code page in the high one
    std::memcpy(&language, languages, sizeof language);
    facts.product = text_at(library, block, language, L"ProductName");
    facts.company = text_at(library, block, language, L"CompanyName");
    return facts;
}

} // namespace netmend::win32
