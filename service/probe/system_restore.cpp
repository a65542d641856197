#include "service/probe/system_restore.hpp"

#include <windows.h>

#include <aclapi.h>
#include <initguid.h>
#include <objbase.h>
#include <wbemcli.h>

#include <algorithm>
#include <array>
#include <string>

#include "service/probe/com.hpp"
#include "service/probe/owned.hpp"
#include "service/windows/handle.hpp"
#include "service/windows/paths.hpp"

namespace netmend::probe {
namespace {

constexpr wchar_t wmi_class[] = L"SystemRestore";

class Text { // a BSTR
  public:
    explicit Text(const std::wstring& text) : text_(com::text(text.c_str())) {}
    ~Text() { com::free_text(text_); }
    Text(const Text&) = delete;
    Text& operator=(const Text&) = delete;
    BSTR get() const { return text_; }

  private:
    BSTR text_;
};

bool connect(Owned<IWbemServices>& services) {
    Owned<IWbemLocator> locator;
    if (com::create(CLSID_WbemLocator, IID_IWbemLocator, locator.put_void()) != S_OK)
        return false;
    const Text space(L"root\\default");
    if (locator->ConnectServer(space.get(), nullptr, nullptr, nullptr, 0, nullptr, nullptr, services.put()) != S_OK)
        return false;
    com::let_impersonate(services.get()); // where that is refused, the calls themselves tell
    return true;
}

} // namespace

bool let_system_restore_call_back() {
    if (FAILED(com::initialize(COINIT_MULTITHREADED)))
        return false;
    // Absolute, as the documentation asks for: owner and group Administrators.
    static std::array<std::array<BYTE, SECURITY_MAX_SID_SIZE>, 5> sids;
    SID_IDENTIFIER_AUTHORITY nt = SECURITY_NT_AUTHORITY;
    const std::array<DWORD, 5> names{SECURITY_LOCAL_SYSTEM_RID, SECURITY_LOCAL_SERVICE_RID,
                                     SECURITY_NETWORK_SERVICE_RID, SECURITY_PRINCIPAL_SELF_RID, 0};
    std::array<EXPLICIT_ACCESSW, 5> access{};
    for (std::size_t i = 0; i < names.size(); ++i) {
        const bool administrators = names[i] == 0;
        ::InitializeSid(sids[i].data(), &nt, administrators ? 2 : 1);
        *::GetSidSubAuthority(sids[i].data(), 0) = administrators ? SECURITY_BUILTIN_DOMAIN_RID : names[i];
        if (administrators)
            *::GetSidSubAuthority(sids[i].data(), 1) = DOMAIN_ALIAS_RID_ADMINS;
        access[i].grfAccessPermissions = COM_RIGHTS_EXECUTE | COM_RIGHTS_EXECUTE_LOCAL;
        access[i].grfAccessMode = SET_ACCESS;
        access[i].Trustee.TrusteeForm = TRUSTEE_IS_SID;
        access[i].Trustee.ptstrName = reinterpret_cast<LPWSTR>(sids[i].data());
    }
    PACL list = nullptr;
    static SECURITY_DESCRIPTOR descriptor; // COM keeps looking at it
    if (::SetEntriesInAclW(static_cast<ULONG>(access.size()), access.data(), nullptr, &list) != ERROR_SUCCESS ||
        !::InitializeSecurityDescriptor(&descriptor, SECURITY_DESCRIPTOR_REVISION) ||
        !::SetSecurityDescriptorOwner(&descriptor, sids[4].data(), FALSE) ||
        !::SetSecurityDescriptorGroup(&descriptor, sids[4].data(), FALSE) ||
        !::SetSecurityDescriptorDacl(&descriptor, TRUE, list, FALSE))
        return false;
    const HRESULT code = com::initialize_security(&descriptor, RPC_C_AUTHN_LEVEL_PKT_PRIVACY, RPC_C_IMP_LEVEL_IDENTIFY,
                                                  EOAC_DISABLE_AAA | EOAC_NO_CUSTOM_MARSHAL);
    ::SetLastError(static_cast<DWORD>(code));
    return SUCCEEDED(code) || code == RPC_E_TOO_LATE; // once a process
}

bool system_restore_is_off() {
    win32::RegistryHandle key;
    if (::RegOpenKeyExW(HKEY_LOCAL_MACHINE, settings_key, 0, KEY_QUERY_VALUE, key.put()) != ERROR_SUCCESS)
        return false; // the call itself will tell
    DWORD value = 0, size = sizeof value, type = 0;
    const auto number = [&](const wchar_t* name) {
        size = sizeof value;
        return ::RegQueryValueExW(key.get(), name, /*lpReserved=*/nullptr, &type, reinterpret_cast<BYTE*>(&value),
                                  &size) == ERROR_SUCCESS &&
                       type == REG_DWORD
                   ? std::optional<DWORD>(value)
                   : std::nullopt;
    };
    if (const auto disabled = number(L"DisableSR")) // Windows XP
        return *disabled == 1;
    const auto interval = number(L"RPSessionInterval"); // Vista and later: 0 where it is off
    return interval && *interval == 0;
}

bool switch_system_restore(bool on) {
    Owned<IWbemServices> services;
    if (!connect(services))
        return false;
    Owned<IWbemClassObject> system_restore, in_definition, in;
    const Text name(wmi_class), method(on ? L"Enable" : L"Disable");
    if (services->GetObject(name.get(), 0, nullptr, system_restore.put(), nullptr) != S_OK ||
        system_restore->GetMethod(method.get(), 0, in_definition.put(), nullptr) != S_OK ||
        in_definition->SpawnInstance(0, in.put()) != S_OK)
        return false;
    const Text drive(win32::windows_folder().substr(0, 2) + L"\\");
    VARIANT value{};
    value.vt = VT_BSTR;
    value.bstrVal = drive.get();
    Owned<IWbemClassObject> out;
    VARIANT answer{};
    // That the method could be called says nothing of what it did.
    const bool done =
        in->Put(L"Drive", 0, &value, 0) == S_OK &&
        services->ExecMethod(name.get(), method.get(), 0, nullptr, in.get(), out.put(), nullptr) == S_OK && out.get() &&
        out->Get(L"ReturnValue", 0, &answer, nullptr, nullptr) == S_OK && answer.vt == VT_I4 && answer.lVal == 0;
    com::clear(&answer);
    return done;
}

std::optional<std::int64_t> newest_restore_point() {
    Owned<IWbemServices> services;
    Owned<IEnumWbemClassObject> all;
    const Text name(wmi_class);
    if (!connect(services) ||
        services->CreateInstanceEnum(name.get(), WBEM_FLAG_FORWARD_ONLY, nullptr, all.put()) != S_OK)
        return std::nullopt;
    com::let_impersonate(all.get()); // a proxy of its own
    std::int64_t newest = 0;
    constexpr long patience = 10'000; // milliseconds
    for (;;) {
        Owned<IWbemClassObject> point;
        ULONG count = 0;
        const HRESULT code = all->Next(patience, 1, point.put(), &count);
        if (code == WBEM_S_FALSE) // the end of the list
            return newest;
        if (code != S_OK || count == 0)
            return std::nullopt;
        VARIANT number{};
        if (point->Get(L"SequenceNumber", 0, &number, nullptr, nullptr) == S_OK && number.vt == VT_I4)
            newest = std::max<std::int64_t>(newest, number.lVal);
        com::clear(&number);
    }
}

} // namespace netmend::probe
