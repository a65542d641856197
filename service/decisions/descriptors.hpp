// The security descriptors of everything that netmend makes, as text (SDDL). All in one place and portable, so that one
// table shows who gets what on each Windows. Every list is protected: nothing comes in from the folder or key above.
#pragma once

#include <string>

namespace netmend::descriptors {

// LocalSystem's own default owner is the Administrators group, so the owner is always named. A process that is not
// LocalSystem (`netmendsvc --console`) may make only Administrators the owner, and needs the rights of LocalSystem
// itself.
struct Maker {
    bool local_system = true;
    bool vista_or_later = true;
};

std::string state_folder(const Maker& maker); // only LocalSystem and Administrators get in
std::string state_file(const Maker& maker);

// Everybody may run the programs; who may write them is LocalSystem at the next start. Windows 2000 and XP give Power
// Users "modify" below Program Files, and a converted disk gives everybody everything.
std::string program_folder();
std::string program_file();

std::string own_key(const Maker& maker); // below HKLM\SOFTWARE: LocalSystem writes, Administrators read and remove

// What a client of the pipe needs and no more: "write" as Windows groups rights would let it add an instance.
inline constexpr unsigned client_rights = 0x12019b;
std::string client_pipe(const Maker& maker);        // LocalSystem, Administrators, interactive users
std::string administrator_pipe(const Maker& maker); // without the interactive users

} // namespace netmend::descriptors
