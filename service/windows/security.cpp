#include "service/windows/security.hpp"

#include <sddl.h>

#include "service/windows/error.hpp"

namespace netmend::win32 {
namespace {

// S-1-5-18 and S-1-5-32-544, made by hand: CreateWellKnownSid does not exist on Windows 2000.
class WellKnownSid {
  public:
    WellKnownSid(BYTE count, DWORD first, DWORD second) {
        SID_IDENTIFIER_AUTHORITY authority = SECURITY_NT_AUTHORITY;
        ::InitializeSid(sid(), &authority, count);
        *::GetSidSubAuthority(sid(), 0) = first;
        if (count > 1)
            *::GetSidSubAuthority(sid(), 1) = second;
    }
    PSID sid() { return buffer_; }

  private:
    alignas(DWORD) BYTE buffer_[SECURITY_MAX_SID_SIZE] = {};
};

WellKnownSid local_system() {
    return {1, SECURITY_LOCAL_SYSTEM_RID, 0};
}
WellKnownSid administrators() {
    return {2, SECURITY_BUILTIN_DOMAIN_RID, DOMAIN_ALIAS_RID_ADMINS};
}

} // namespace

Result<SecurityDescriptor> SecurityDescriptor::from_sddl(const std::wstring& sddl) {
    PSECURITY_DESCRIPTOR descriptor = nullptr;
    if (!::ConvertStringSecurityDescriptorToSecurityDescriptorW(sddl.c_str(), SDDL_REVISION_1, &descriptor,
                                                                /*SecurityDescriptorSize=*/nullptr))
        return failed("A security descriptor could not be made from its text.");
    SecurityDescriptor result;
    result.memory_.reset(descriptor);
    return result;
}

SECURITY_ATTRIBUTES SecurityDescriptor::attributes() const {
    SECURITY_ATTRIBUTES result{};
    result.nLength = sizeof result;
    result.lpSecurityDescriptor = memory_.get();
    return result;
}

bool is_local_system() {
    KernelHandle token;
    alignas(TOKEN_USER) BYTE buffer[sizeof(TOKEN_USER) + SECURITY_MAX_SID_SIZE];
    DWORD size = 0;
    if (!::OpenProcessToken(::GetCurrentProcess(), TOKEN_QUERY, token.put()) ||
        !::GetTokenInformation(token.get(), TokenUser, buffer, sizeof buffer, &size))
        return false;
    WellKnownSid system = local_system();
    return ::EqualSid(reinterpret_cast<TOKEN_USER*>(buffer)->User.Sid, system.sid()) != FALSE;
}

bool is_administrator() {
    BOOL member = FALSE;
    WellKnownSid group = administrators();
    return ::CheckTokenMembership(/*TokenHandle=*/nullptr, group.sid(), &member) && member;
}

Result<bool> owned_by_administrators(HANDLE object, SE_OBJECT_TYPE type) {
    PSID owner = nullptr;
    PSECURITY_DESCRIPTOR descriptor = nullptr;
    const DWORD code = ::GetSecurityInfo(object, type, OWNER_SECURITY_INFORMATION, &owner, /*ppsidGroup=*/nullptr,
                                         /*ppDacl=*/nullptr, /*ppSacl=*/nullptr, &descriptor);
    if (code != ERROR_SUCCESS)
        return failed("The owner of an object could not be read.", code);
    const LocalMemory keep(descriptor);
    WellKnownSid system = local_system(), group = administrators();
    return owner && (::EqualSid(owner, system.sid()) || ::EqualSid(owner, group.sid()));
}

} // namespace netmend::win32
