// COM, looked up at run time: it would load half of the user interface into every probe, and only the verbs of the
// component installer and of System Restore need it. Where it is missing each call says so.
#pragma once

#include <windows.h>

#include <oaidl.h>
#include <objbase.h>

#include "service/windows/late.hpp"

namespace netmend::probe::com {

inline constexpr HRESULT missing = HRESULT(0x8007007E); // ERROR_MOD_NOT_FOUND

inline HRESULT initialize(DWORD how) {
    using Function = HRESULT WINAPI(void*, DWORD);
    const auto function = win32::late<Function>(L"ole32.dll", "CoInitializeEx");
    return function ? function(/*pvReserved=*/nullptr, how) : missing;
}

inline HRESULT create(REFCLSID class_id, REFIID id, void** out) {
    using Function = HRESULT WINAPI(REFCLSID, IUnknown*, DWORD, REFIID, void**);
    const auto function = win32::late<Function>(L"ole32.dll", "CoCreateInstance");
    return function ? function(class_id, /*pUnkOuter=*/nullptr, CLSCTX_INPROC_SERVER, id, out) : missing;
}

inline void free(void* memory) {
    using Function = void WINAPI(void*);
    if (const auto function = win32::late<Function>(L"ole32.dll", "CoTaskMemFree"))
        function(memory);
}

inline HRESULT initialize_security(SECURITY_DESCRIPTOR* descriptor, DWORD authentication, DWORD impersonation,
                                   DWORD capabilities) {
    using Function = HRESULT WINAPI(PSECURITY_DESCRIPTOR, LONG, SOLE_AUTHENTICATION_SERVICE*, void*, DWORD, DWORD,
                                    void*, DWORD, void*);
    const auto function = win32::late<Function>(L"ole32.dll", "CoInitializeSecurity");
    return function ? function(descriptor, -1, nullptr, nullptr, authentication, impersonation, nullptr, capabilities,
                               nullptr)
                    : missing;
}

// For calls over a proxy: WMI answers "access denied" where it may only identify the caller, which is all that the
// process as a whole allows, because System Restore's page asks for that.
inline HRESULT let_impersonate(IUnknown* proxy) {
    using Function = HRESULT WINAPI(IUnknown*, DWORD, DWORD, OLECHAR*, DWORD, DWORD, void*, DWORD);
    const auto function = win32::late<Function>(L"ole32.dll", "CoSetProxyBlanket");
    return function
               ? function(proxy, RPC_C_AUTHN_WINNT, RPC_C_AUTHZ_NONE, /*pServerPrincName=*/nullptr,
                          RPC_C_AUTHN_LEVEL_PKT_PRIVACY, RPC_C_IMP_LEVEL_IMPERSONATE, /*pAuthInfo=*/nullptr, EOAC_NONE)
               : missing;
}

inline BSTR text(const wchar_t* text) { // null where it cannot be made
    using Function = BSTR WINAPI(const OLECHAR*);
    const auto function = win32::late<Function>(L"oleaut32.dll", "SysAllocString");
    return function ? function(text) : nullptr;
}

inline void free_text(BSTR text) {
    using Function = void WINAPI(BSTR);
    if (const auto function = win32::late<Function>(L"oleaut32.dll", "SysFreeString"))
        function(text);
}

inline void clear(VARIANT* value) {
    using Function = HRESULT WINAPI(VARIANTARG*);
    if (const auto function = win32::late<Function>(L"oleaut32.dll", "VariantClear"))
        function(value);
}

} // namespace netmend::probe::com
