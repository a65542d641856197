#include "service/windows/security.hpp"

#include <sddl.h>

#include <algorithm>
#include <initializer_list>

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

// The account of this process.
class OwnUser {
  public:
    OwnUser() {
        KernelHandle token;
        DWORD size = 0;
        read_ = ::OpenProcessToken(::GetCurrentProcess(), TOKEN_QUERY, token.put()) &&
                ::GetTokenInformation(token.get(), TokenUser, buffer_, sizeof buffer_, &size);
    }
    PSID sid() { return read_ ? reinterpret_cast<TOKEN_USER*>(buffer_)->User.Sid : nullptr; }

  private:
    alignas(TOKEN_USER) BYTE buffer_[sizeof(TOKEN_USER) + SECURITY_MAX_SID_SIZE];
    bool read_ = false;
};

Result<bool> owned_by_one_of(HANDLE object, SE_OBJECT_TYPE type, std::initializer_list<PSID> accepted) {
    PSID owner = nullptr;
    PSECURITY_DESCRIPTOR descriptor = nullptr;
    const DWORD code = ::GetSecurityInfo(object, type, OWNER_SECURITY_INFORMATION, &owner, /*ppsidGroup=*/nullptr,
                                         /*ppDacl=*/nullptr, /*ppSacl=*/nullptr, &descriptor);
    if (code != ERROR_SUCCESS)
        return failed("The owner of an object could not be read.", code);
    const LocalMemory keep(descriptor);
    return owner &&
           std::any_of(accepted.begin(), accepted.end(), [&](PSID sid) { return sid && ::EqualSid(owner, sid); });
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
    WellKnownSid system = local_system();
    OwnUser user;
    return user.sid() && ::EqualSid(user.sid(), system.sid());
}

bool is_administrator() {
    BOOL member = FALSE;
    WellKnownSid group = administrators();
    return ::CheckTokenMembership(/*TokenHandle=*/nullptr, group.sid(), &member) && member;
}

Result<bool> owned_by_administrators(HANDLE object, SE_OBJECT_TYPE type) {
    WellKnownSid system = local_system(), group = administrators();
    return owned_by_one_of(object, type, {system.sid(), group.sid()});
}

Result<bool> owned_by_us(HANDLE object, SE_OBJECT_TYPE type) {
    WellKnownSid system = local_system(), group = administrators();
    OwnUser user;
    return owned_by_one_of(object, type, {system.sid(), group.sid(), user.sid()});
}

} // namespace netmend::win32
