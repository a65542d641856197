#include "service/windows/security.hpp"

#include <sddl.h>
#include <winternl.h>

#include "service/windows/error.hpp"
#include "service/windows/late.hpp"
#include "service/windows/text.hpp"
#include "service/windows/version.hpp"
#include "statemachine/base/descriptor.hpp"

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

// The name of the Administrators group, which is a local one, in the language of this Windows.
std::wstring administrators_name() {
    WellKnownSid group = administrators();
    wchar_t name[256] = L"", domain[256] = L"";
    DWORD length = 256, domain_length = 256;
    SID_NAME_USE use{};
    return ::LookupAccountSidW(/*lpSystemName=*/nullptr, group.sid(), name, &length, domain, &domain_length, &use)
               ? std::wstring(name)
               : std::wstring();
}

// A direct member of the local Administrators. Asked only of an owner that is nobody else.
bool is_administrators_member(PSID account) {
    using GetMembers = DWORD WINAPI(const wchar_t*, const wchar_t*, DWORD, BYTE**, DWORD, DWORD*, DWORD*, DWORD_PTR*);
    using FreeBuffer = DWORD WINAPI(void*);
    const auto get_members = late<GetMembers>(L"netapi32.dll", "NetLocalGroupGetMembers");
    const auto free_buffer = late<FreeBuffer>(L"netapi32.dll", "NetApiBufferFree");
    const std::wstring group = administrators_name();
    BYTE* members = nullptr;
    DWORD count = 0, total = 0;
    if (!get_members || !free_buffer || group.empty() ||
        get_members(/*servername=*/nullptr, group.c_str(), /*level=*/0, &members, /*MAX_PREFERRED_LENGTH=*/0xFFFFFFFF,
                    &count, &total, /*resumehandle=*/nullptr) != 0)
        return false;
    bool found = false;
    for (DWORD i = 0; i < count; ++i) // LOCALGROUP_MEMBERS_INFO_0: a pointer to a SID
        found = found || ::EqualSid(account, reinterpret_cast<PSID*>(members)[i]);
    free_buffer(members);
    return found;
}

// FILE_PERSISTENT_ACLS of the volume, asked by the handle: a path could lead elsewhere by now. Where it cannot be
// asked, owners count.
bool has_acls(HANDLE file) {
    using Query = LONG NTAPI(HANDLE, IO_STATUS_BLOCK*, void*, ULONG, int);
    struct {
        ULONG attributes;
        LONG name_length_max;
        ULONG name_length;
        wchar_t name[64];
    } information{};
    constexpr int file_fs_attribute_information = 5;
    const auto query = late<Query>(L"ntdll.dll", "NtQueryVolumeInformationFile");
    IO_STATUS_BLOCK status{};
    const LONG code =
        query ? query(file, &status, &information, sizeof information, file_fs_attribute_information) : -1;
    return code != 0 || (information.attributes & FILE_PERSISTENT_ACLS) != 0;
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

descriptors::Maker maker() {
    return {is_local_system(), version().vista_or_later()};
}

Result<Bytes> descriptor_of(HANDLE object) {
    constexpr SECURITY_INFORMATION wanted =
        OWNER_SECURITY_INFORMATION | GROUP_SECURITY_INFORMATION | DACL_SECURITY_INFORMATION;
    Bytes descriptor(1024);
    for (int round = 0; round < 3; ++round) {
        DWORD needed = 0;
        if (::GetKernelObjectSecurity(object, wanted, descriptor.data(), static_cast<DWORD>(descriptor.size()),
                                      &needed)) {
            descriptor.resize(::GetSecurityDescriptorLength(descriptor.data()));
            return descriptor;
        }
        if (::GetLastError() != ERROR_INSUFFICIENT_BUFFER || needed <= descriptor.size())
            break;
        descriptor.resize(needed);
    }
    return failed("The owner of an object could not be read.");
}

Result<Owner> owner_of(HANDLE object) {
    Result<Bytes> descriptor = descriptor_of(object);
    if (!descriptor)
        return tl::unexpected(descriptor.error());
    PSID owner = nullptr;
    BOOL defaulted = FALSE;
    if (!::GetSecurityDescriptorOwner(descriptor->data(), &owner, &defaulted) || !owner)
        return Owner::Somebody;
    WellKnownSid system = local_system(), group = administrators();
    OwnUser user;
    for (const PSID ours : {system.sid(), group.sid(), user.sid()})
        if (ours && ::EqualSid(owner, ours))
            return Owner::Ours;
    return is_administrators_member(owner) ? Owner::Administrator : Owner::Somebody;
}

std::string owner_name(HANDLE object) {
    Result<Bytes> descriptor = descriptor_of(object);
    PSID owner = nullptr;
    BOOL defaulted = FALSE;
    wchar_t name[256] = L"", domain[256] = L"";
    DWORD length = 256, domain_length = 256;
    SID_NAME_USE use{};
    if (!descriptor || !::GetSecurityDescriptorOwner(descriptor->data(), &owner, &defaulted) || !owner ||
        !::LookupAccountSidW(/*lpSystemName=*/nullptr, owner, name, &length, domain, &domain_length, &use))
        return {};
    return narrow(domain) + "\\" + narrow(name);
}

Result<bool> owned_by_administrators(HANDLE object) {
    Result<Bytes> descriptor = descriptor_of(object);
    if (!descriptor)
        return tl::unexpected(descriptor.error());
    PSID owner = nullptr;
    BOOL defaulted = FALSE;
    WellKnownSid system = local_system(), group = administrators();
    return ::GetSecurityDescriptorOwner(descriptor->data(), &owner, &defaulted) && owner &&
           (::EqualSid(owner, system.sid()) || ::EqualSid(owner, group.sid()));
}

Result<void> set_descriptor(HANDLE object, const std::string& sddl) {
    const auto wanted = SecurityDescriptor::from_sddl(wide(sddl));
    if (!wanted)
        return tl::unexpected(wanted.error());
    // The list's protection is a flag of the descriptor itself.
    if (::SetKernelObjectSecurity(
            object, OWNER_SECURITY_INFORMATION | GROUP_SECURITY_INFORMATION | DACL_SECURITY_INFORMATION, wanted->get()))
        return {};
    const DWORD code = ::GetLastError();
    const auto* bytes = static_cast<const std::uint8_t*>(wanted->get());
    const Result<Bytes> there = descriptor_of(object);
    if (there && same_descriptor(*there, Bytes(bytes, bytes + ::GetSecurityDescriptorLength(wanted->get()))))
        return {};
    return failed("Owner and rights of an object could not be set.", code);
}

Result<ObjectFacts> facts_of(HANDLE object) {
    BY_HANDLE_FILE_INFORMATION information{};
    if (!::GetFileInformationByHandle(object, &information))
        return failed("A file or folder could not be examined.");
    const Result<Owner> owner = owner_of(object);
    ObjectFacts facts;
    facts.directory = information.dwFileAttributes & FILE_ATTRIBUTE_DIRECTORY;
    facts.reparse_point = information.dwFileAttributes & FILE_ATTRIBUTE_REPARSE_POINT;
    facts.has_acls = has_acls(object);
    facts.links = information.nNumberOfLinks;
    if (!owner && facts.has_acls)
        return tl::unexpected(owner.error());
    facts.owner = owner.value_or(Owner::Somebody);
    return facts;
}

} // namespace netmend::win32
