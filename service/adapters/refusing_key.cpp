#include "service/adapters/refusing_key.hpp"

#include "service/adapters/registry_key.hpp"
#include "service/windows/privileges.hpp"
#include "service/windows/security.hpp"

namespace netmend {
namespace {

using win32::RegistryHandle;

constexpr SECURITY_INFORMATION owner_group_dacl =
    OWNER_SECURITY_INFORMATION | GROUP_SECURITY_INFORMATION | DACL_SECURITY_INFORMATION;

LONG open_plainly(HKEY parent, const std::wstring& path, DWORD link, REGSAM access, RegistryHandle& key) {
    return ::RegOpenKeyExW(parent, path.c_str(), link, access, key.put());
}

LONG set_parts(HKEY parent, const std::wstring& path, DWORD link, REGSAM access, SECURITY_INFORMATION parts,
               PSECURITY_DESCRIPTOR descriptor) {
    RegistryHandle key;
    const LONG code = open_plainly(parent, path, link, access, key);
    return code == ERROR_SUCCESS ? ::RegSetKeySecurity(key.get(), parts, descriptor) : code;
}

bool is_whole(Bytes& descriptor) {
    return descriptor.size() >= SECURITY_DESCRIPTOR_MIN_LENGTH && ::IsValidSecurityDescriptor(descriptor.data()) &&
           ::GetSecurityDescriptorLength(descriptor.data()) <= descriptor.size();
}

bool has_audit_list(Bytes& descriptor) {
    BOOL present = FALSE, defaulted = FALSE;
    PACL list = nullptr;
    return ::GetSecurityDescriptorSacl(descriptor.data(), &present, &list, &defaulted) && present && list;
}

// Each part by a handle of its own: who is refused one of the rights still gets the others.
LONG set_whole(HKEY parent, const std::wstring& path, DWORD link, Bytes descriptor) {
    LONG code = set_parts(parent, path, link, WRITE_DAC | WRITE_OWNER, owner_group_dacl, descriptor.data());
    if (code != ERROR_SUCCESS) { // who may do what counts more than whose it is
        set_parts(parent, path, link, WRITE_OWNER, OWNER_SECURITY_INFORMATION | GROUP_SECURITY_INFORMATION,
                  descriptor.data());
        code = set_parts(parent, path, link, WRITE_DAC, DACL_SECURITY_INFORMATION, descriptor.data());
    }
    if (has_audit_list(descriptor) && have_security_privileges())
        set_parts(parent, path, link, ACCESS_SYSTEM_SECURITY, SACL_SECURITY_INFORMATION, descriptor.data());
    return code;
}

} // namespace

bool have_security_privileges() {
    static const bool held =
        win32::enable_privilege(SE_TAKE_OWNERSHIP_NAME) & win32::enable_privilege(SE_SECURITY_NAME);
    return held;
}

Bytes read_descriptor(HKEY key) {
    for (const SECURITY_INFORMATION wanted : {owner_group_dacl | SACL_SECURITY_INFORMATION, owner_group_dacl}) {
        Bytes descriptor(1024);
        for (int round = 0; round < 3; ++round) {
            DWORD size = static_cast<DWORD>(descriptor.size());
            const LONG code = ::RegGetKeySecurity(key, wanted, descriptor.data(), &size);
            if (code == ERROR_SUCCESS && ::IsValidSecurityDescriptor(descriptor.data())) {
                descriptor.resize(::GetSecurityDescriptorLength(descriptor.data()));
                return descriptor;
            }
            if (code != ERROR_INSUFFICIENT_BUFFER)
                break;
            descriptor.resize(size);
        }
    }
    return {};
}

LONG set_descriptor(HKEY parent, const std::wstring& path, const Bytes& descriptor) {
    Bytes copy = descriptor; // Windows wants it writable, and aligned as the heap gives it
    if (!is_whole(copy))
        return ERROR_INVALID_SECURITY_DESCR;
    // "It was inherited" is a flag that Windows keeps only for who asks it to.
    auto* control = &reinterpret_cast<SECURITY_DESCRIPTOR_RELATIVE*>(copy.data())->Control;
    if (*control & SE_DACL_AUTO_INHERITED)
        *control |= SE_DACL_AUTO_INHERIT_REQ;
    const LONG code = set_whole(parent, path, /*link=*/0, copy);
    if (code != ERROR_ACCESS_DENIED)
        return code;
    LetIn let_in(parent, path, /*link_itself=*/false);
    let_in.keep();
    return set_whole(parent, path, /*link=*/0, copy);
}

LetIn::LetIn(HKEY parent, const std::wstring& path, bool link_itself)
    : parent_(parent), path_(path), link_(link_itself ? REG_OPTION_OPEN_LINK : 0) {
    have_security_privileges();
    RegistryHandle key;
    if (open_key(parent, path, READ_CONTROL | ACCESS_SYSTEM_SECURITY, link_itself, key) == ERROR_SUCCESS ||
        open_key(parent, path, READ_CONTROL, link_itself, key) == ERROR_SUCCESS)
        before_ = read_descriptor(key.get());
    key.reset();
    const auto ours =
        win32::SecurityDescriptor::from_sddl(win32::is_local_system() ? L"O:SYG:SYD:P(A;CI;KA;;;SY)(A;CI;KA;;;BA)"
                                                                      : L"O:BAG:BAD:P(A;CI;KA;;;SY)(A;CI;KA;;;BA)");
    if (!ours)
        return;
    // One after the other: only the owner's right to change the list is sure, and only with the privilege to become it.
    set_parts(parent, path, link_, WRITE_OWNER, OWNER_SECURITY_INFORMATION, ours->get());
    set_parts(parent, path, link_, WRITE_DAC, DACL_SECURITY_INFORMATION, ours->get());
}

LetIn::~LetIn() {
    if (!before_.empty())
        set_whole(parent_, path_, link_, before_);
}

} // namespace netmend
