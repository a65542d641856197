#include "service/adapters/own_key.hpp"

#include "service/adapters/registry_key.hpp"
#include "service/windows/error.hpp"
#include "service/windows/late.hpp"
#include "service/windows/privileges.hpp"
#include "service/windows/security.hpp"
#include "service/windows/text.hpp"

namespace netmend {
namespace {

using win32::RegistryHandle;

constexpr wchar_t root[] = L"SOFTWARE\\netmend";
constexpr REGSAM wanted = KEY_READ | KEY_SET_VALUE | KEY_CREATE_SUB_KEY;

// Made with its descriptor in the same call, so that it is never there without.
LONG create(const std::wstring& path, bool lasting, RegistryHandle& key, bool& is_new) {
    const auto descriptor = win32::SecurityDescriptor::from_sddl(win32::wide(descriptors::own_key(win32::maker())));
    SECURITY_ATTRIBUTES attributes{};
    if (descriptor)
        attributes = descriptor->attributes();
    DWORD disposition = 0;
    const LONG code = ::RegCreateKeyExW(HKEY_LOCAL_MACHINE, path.c_str(), 0, /*lpClass=*/nullptr,
                                        lasting ? REG_OPTION_NON_VOLATILE : REG_OPTION_VOLATILE, wanted,
                                        descriptor ? &attributes : nullptr, key.put(), &disposition);
    is_new = code == ERROR_SUCCESS && disposition == REG_CREATED_NEW_KEY;
    return code;
}

// What earlier versions made has the rights of the key above. A process that may not set them (by hand, without the
// rights of an administrator) uses the key as it is.
void secure(const std::wstring& path) {
    RegistryHandle key;
    win32::enable_privilege(SE_RESTORE_NAME);
    if (::RegOpenKeyExW(HKEY_LOCAL_MACHINE, path.c_str(), 0, READ_CONTROL | WRITE_DAC | WRITE_OWNER, key.put()) ==
        ERROR_SUCCESS)
        win32::set_descriptor(key.get(), descriptors::own_key(win32::maker()));
}

Result<RegistryHandle> open(const std::wstring& path, bool lasting) {
    RegistryHandle key;
    bool is_new = false;
    LONG code = create(path, lasting, key, is_new);
    const Result<Owner> owner = code == ERROR_SUCCESS ? win32::owner_of(key.get()) : Owner::Ours;
    // Ours never refuses us.
    if (code == ERROR_ACCESS_DENIED || (owner && *owner == Owner::Somebody)) {
        key.reset();
        if (erase_tree_below(HKEY_LOCAL_MACHINE, path) == ERROR_SUCCESS)
            code = create(path, lasting, key, is_new);
    } else if (code == ERROR_SUCCESS && !is_new) {
        secure(path);
    }
    if (code != ERROR_SUCCESS)
        return win32::failed("The key HKLM\\" + win32::narrow(path) + " could not be opened.",
                             static_cast<DWORD>(code));
    return key;
}

} // namespace

Result<RegistryHandle> open_own_key(const std::wstring& name, bool lasting) {
    auto parent = open(root, /*lasting=*/true);
    if (!parent || name.empty())
        return parent;
    return open(root + (L"\\" + name), lasting);
}

std::wstring own_text(const wchar_t* name) {
    RegistryHandle key;
    wchar_t text[1024] = L"";
    DWORD size = sizeof text - sizeof(wchar_t), type = 0;
    if (::RegOpenKeyExW(HKEY_LOCAL_MACHINE, root, 0, KEY_QUERY_VALUE | READ_CONTROL, key.put()) != ERROR_SUCCESS)
        return {};
    const Result<Owner> owner = win32::owner_of(key.get());
    if (!owner || *owner == Owner::Somebody ||
        ::RegQueryValueExW(key.get(), name, /*lpReserved=*/nullptr, &type, reinterpret_cast<BYTE*>(text), &size) !=
            ERROR_SUCCESS ||
        type != REG_SZ)
        return {};
    return text;
}

Result<void> set_own_text(const wchar_t* name, const std::wstring& text) {
    auto key = open_own_key(L"", /*lasting=*/true);
    if (!key)
        return tl::unexpected(key.error());
    LONG code = text.empty()
                    ? ::RegDeleteValueW(key->get(), name)
                    : ::RegSetValueExW(key->get(), name, 0, REG_SZ, reinterpret_cast<const BYTE*>(text.c_str()),
                                       static_cast<DWORD>((text.size() + 1) * sizeof(wchar_t)));
    if (code == ERROR_FILE_NOT_FOUND)
        code = ERROR_SUCCESS;
    if (code == ERROR_SUCCESS)
        code = ::RegFlushKey(key->get());
    if (code != ERROR_SUCCESS)
        return win32::failed("A value of netmend's own key could not be written.", static_cast<DWORD>(code));
    return {};
}

// From the generator of advapi32, because one of COM would load half of the user interface.
std::wstring random_id() {
    using RtlGenRandom = BOOLEAN WINAPI(void*, ULONG);
    const auto random = win32::late<RtlGenRandom>(L"advapi32.dll", "SystemFunction036"); // XP and later
    struct {
        LARGE_INTEGER counter;
        DWORD ticks, process;
    } bytes{{}, ::GetTickCount(), ::GetCurrentProcessId()};
    ::QueryPerformanceCounter(&bytes.counter);
    if (random)
        random(&bytes, sizeof bytes);
    std::wstring id;
    for (std::size_t i = 0; i < sizeof bytes; ++i) {
        const auto byte = reinterpret_cast<const unsigned char*>(&bytes)[i];
        id += L"0123456789abcdef"[byte >> 4];
        id += L"0123456789abcdef"[byte & 15];
    }
    return id;
}

} // namespace netmend
