// Security descriptors from their text form, and who owns what: of the state folder, the programs, our keys, the pipes.
#pragma once

#include <windows.h>

#include <string>

#include "service/decisions/descriptors.hpp"
#include "service/decisions/ownership.hpp"
#include "service/windows/handle.hpp"
#include "statemachine/base/ports.hpp"

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

bool is_local_system();     // this process runs as LocalSystem
bool is_administrator();    // the token of this thread or process has Administrators enabled
descriptors::Maker maker(); // what this process may make on this Windows

// Whose the object is; a handle with READ_CONTROL. Read from the kernel, not by the library of the security editor,
// which would be looked for in our own folder first.
Result<Owner> owner_of(HANDLE object);
std::string owner_name(HANDLE object); // "DOMAIN\\account", for people; empty where Windows does not tell
// True: LocalSystem or the Administrators group owns it.
Result<bool> owned_by_administrators(HANDLE object);

// Of a folder or file, by handle; with WRITE_OWNER and WRITE_DAC for the second. Set is exactly what the text says:
// owner, group and the protected list. Success, too, where a disk that cannot be written has it already.
Result<Bytes> descriptor_of(HANDLE object);
Result<void> set_descriptor(HANDLE object, const std::string& sddl);

// What is known of a folder or file that is held open: the facts that decide whether it is believed.
Result<ObjectFacts> facts_of(HANDLE object);

} // namespace netmend::win32
