#include "service/adapters/registry_key.hpp"

#include "service/adapters/refusing_key.hpp"

#include "service/windows/late.hpp"
#include "service/windows/privileges.hpp"
#include "service/windows/text.hpp"
#include "statemachine/base/limits.hpp"

namespace netmend {
namespace {

constexpr DWORD name_length_max = 16384; // of a value, the terminating zero included; names of keys have 255

constexpr DWORD all = MAXDWORD;

// Up to `count` of them: to ask on until there are no more costs one request that a known count spares.
LONG read_subkeys(HKEY key, DWORD count, std::vector<std::string>& names) {
    wchar_t name[256];
    for (DWORD index = 0; index < count; ++index) {
        DWORD length = static_cast<DWORD>(std::size(name));
        const LONG code = ::RegEnumKeyExW(key, index, name, &length, /*lpReserved=*/nullptr, /*lpClass=*/nullptr,
                                          /*lpcchClass=*/nullptr, /*lpftLastWriteTime=*/nullptr);
        if (code == ERROR_NO_MORE_ITEMS)
            return ERROR_SUCCESS;
        if (code != ERROR_SUCCESS)
            return code;
        if (names.size() >= limits::registry_keys_max)
            return ERROR_FILE_TOO_LARGE;
        names.push_back(win32::narrow({name, length}));
    }
    return ERROR_SUCCESS;
}

LONG read_values(HKEY key, DWORD count, std::vector<RegistryValue>& values) {
    if (count == 0)
        return ERROR_SUCCESS;
    std::wstring name(name_length_max, L'\0');
    Bytes data(4096);
    for (DWORD index = 0; index < count;) {
        DWORD length = name_length_max, type = 0, size = static_cast<DWORD>(data.size());
        const LONG code =
            ::RegEnumValueW(key, index, name.data(), &length, /*lpReserved=*/nullptr, &type, data.data(), &size);
        if (code == ERROR_NO_MORE_ITEMS)
            return ERROR_SUCCESS;
        if (code == ERROR_MORE_DATA) {
            // The size that comes back may already be outdated, so the buffer also grows by itself.
            if (data.size() > limits::registry_value_bytes_max)
                return ERROR_FILE_TOO_LARGE;
            data.resize(std::max<std::size_t>(size, data.size() * 2));
            continue;
        }
        if (code != ERROR_SUCCESS)
            return code;
        if (size > limits::registry_value_bytes_max || values.size() >= limits::registry_keys_max)
            return ERROR_FILE_TOO_LARGE;
        values.push_back({win32::narrow({name.data(), length}), type, Bytes(data.begin(), data.begin() + size)});
        ++index;
    }
    return ERROR_SUCCESS;
}

// By handle and not by name: RegDeleteKey would open a symbolic link's target.
LONG delete_opened(HKEY key) {
    using NtDeleteKey = LONG NTAPI(HANDLE);
    using RtlNtStatusToDosError = ULONG NTAPI(LONG);
    static const auto nt_delete_key = win32::late<NtDeleteKey>(L"ntdll.dll", "NtDeleteKey");
    static const auto to_code = win32::late<RtlNtStatusToDosError>(L"ntdll.dll", "RtlNtStatusToDosError");
    if (!nt_delete_key || !to_code)
        return ERROR_PROC_NOT_FOUND;
    return static_cast<LONG>(to_code(nt_delete_key(key)));
}

LONG erase_at(HKEY parent, const std::wstring& path, int depth);

// `key` has been opened by the rights that deleting needs.
LONG erase_opened(HKEY key, int depth) {
    std::vector<std::string> names;
    LONG code = read_subkeys(key, all, names);
    for (std::size_t i = 0; code == ERROR_SUCCESS && i < names.size(); ++i)
        code = erase_at(key, win32::wide(names[i]), depth + 1);
    return code == ERROR_SUCCESS ? delete_opened(key) : code;
}

// Plainly, because a handle of the backup privileges cannot delete before Vista. A key that refuses lets us in first;
// what could not be deleted then has its descriptor back.
LONG erase_at(HKEY parent, const std::wstring& path, int depth) {
    if (depth > limits::registry_depth_max)
        return ERROR_FILE_TOO_LARGE;
    constexpr REGSAM deleting = KEY_ENUMERATE_SUB_KEYS | DELETE;
    win32::RegistryHandle key;
    LONG code = ::RegOpenKeyExW(parent, path.c_str(), REG_OPTION_OPEN_LINK, deleting, key.put());
    if (code == ERROR_SUCCESS) {
        code = erase_opened(key.get(), depth);
    } else if (code == ERROR_ACCESS_DENIED) {
        LetIn let_in(parent, path, /*link_itself=*/true);
        code = ::RegOpenKeyExW(parent, path.c_str(), REG_OPTION_OPEN_LINK, deleting, key.put());
        if (code == ERROR_SUCCESS)
            code = erase_opened(key.get(), depth);
        if (code == ERROR_SUCCESS)
            let_in.keep();
    }
    return code == ERROR_KEY_DELETED || code == ERROR_FILE_NOT_FOUND ? ERROR_SUCCESS : code;
}

} // namespace

bool have_backup_privileges() {
    static const bool held = win32::enable_privilege(SE_BACKUP_NAME) & win32::enable_privilege(SE_RESTORE_NAME);
    return held;
}

LONG open_key(HKEY parent, const std::wstring& path, REGSAM access, bool link_itself, win32::RegistryHandle& key) {
    const DWORD link = link_itself ? REG_OPTION_OPEN_LINK : 0;
    const LONG code = ::RegOpenKeyExW(parent, path.c_str(), link, access, key.put());
    if (code != ERROR_ACCESS_DENIED || !have_backup_privileges())
        return code;
    // Only creating knows the option on Windows before 7. The key was refused, so it exists and none is made.
    return ::RegCreateKeyExW(parent, path.c_str(), 0, /*lpClass=*/nullptr, REG_OPTION_BACKUP_RESTORE | link, access,
                             /*lpSecurityAttributes=*/nullptr, key.put(), /*lpdwDisposition=*/nullptr);
}

LONG create_key(HKEY parent, const std::wstring& path, Lasting lasting, win32::RegistryHandle& key, bool& is_new) {
    const DWORD kept = lasting == Lasting::ThisSession ? REG_OPTION_VOLATILE : REG_OPTION_NON_VOLATILE;
    LONG code = ERROR_ACCESS_DENIED;
    DWORD disposition = 0;
    for (const DWORD options : {DWORD{0}, DWORD{REG_OPTION_BACKUP_RESTORE}}) {
        if (options == REG_OPTION_BACKUP_RESTORE && !have_backup_privileges())
            continue;
        code = ::RegCreateKeyExW(parent, path.c_str(), 0, /*lpClass=*/nullptr, kept | options, KEY_WRITE,
                                 /*lpSecurityAttributes=*/nullptr, key.put(), &disposition);
        if (code == ERROR_SUCCESS)
            break;
    }
    is_new = code == ERROR_SUCCESS && disposition == REG_CREATED_NEW_KEY;
    return code;
}

LONG write_key(HKEY parent, const std::wstring& path, const std::function<LONG(HKEY)>& write) {
    win32::RegistryHandle key;
    LONG code = open_key(parent, path, KEY_SET_VALUE, /*link_itself=*/false, key);
    if (code == ERROR_SUCCESS)
        code = write(key.get());
    if (code != ERROR_ACCESS_DENIED)
        return code;
    const LetIn let_in(parent, path, /*link_itself=*/false);
    code = ::RegOpenKeyExW(parent, path.c_str(), 0, KEY_SET_VALUE, key.put());
    return code == ERROR_SUCCESS ? write(key.get()) : code;
}

LONG read_key(HKEY key, RegistryKey& content) {
    LONG code = read_subkeys(key, all, content.subkeys);
    if (code == ERROR_SUCCESS)
        code = read_values(key, all, content.values);
    content.descriptor = read_descriptor(key);
    return code;
}

LONG read_key_content(HKEY key, RegistryKey& content) {
    DWORD subkeys = 0, values = 0;
    LONG code = ::RegQueryInfoKeyW(key, /*lpClass=*/nullptr, /*lpcchClass=*/nullptr, /*lpReserved=*/nullptr, &subkeys,
                                   /*lpcbMaxSubKeyLen=*/nullptr, /*lpcbMaxClassLen=*/nullptr, &values,
                                   /*lpcbMaxValueNameLen=*/nullptr, /*lpcbMaxValueLen=*/nullptr,
                                   /*lpcbSecurityDescriptor=*/nullptr, /*lpftLastWriteTime=*/nullptr);
    if (code == ERROR_SUCCESS)
        code = read_subkeys(key, subkeys, content.subkeys);
    if (code == ERROR_SUCCESS)
        code = read_values(key, values, content.values);
    return code;
}

LONG erase_tree_below(HKEY parent, const std::wstring& path) {
    return erase_at(parent, path, 0);
}

} // namespace netmend
