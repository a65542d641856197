// Security descriptors from their text form, and who owns what. Used by the state folder and by the pipe.
#pragma once

#include <windows.h>

#include <aclapi.h>

#include <string>

#include "service/windows/handle.hpp"
#include "statemachine/base/error.hpp"

namespace netmend::win32 {

// Descriptor plus the SECURITY_ATTRIBUTES that Create... functions want; lives as long as the object made with it.
class SecurityDescriptor {
  public:
    static Result<SecurityDescriptor> from_sddl(const std::wstring& sddl);
    SECURITY_ATTRIBUTES attributes() const; // not inheritable; points into this object
    PSECURITY_DESCRIPTOR get() const { return memory_.get(); }

  private:
    LocalMemory memory_;
};

bool is_local_system();  // this process runs as LocalSystem
bool is_administrator(); // the token of this thread or process has Administrators enabled

// True: the object's owner is LocalSystem or the Administrators group. `type`: SE_FILE_OBJECT, SE_KERNEL_OBJECT (pipe).
Result<bool> owned_by_administrators(HANDLE object, SE_OBJECT_TYPE type);
// As above, or the account of this very process owns it.
Result<bool> owned_by_us(HANDLE object, SE_OBJECT_TYPE type);

} // namespace netmend::win32
