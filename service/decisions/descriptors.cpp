#include "service/decisions/descriptors.hpp"

namespace netmend::descriptors {
namespace {

std::string owner(const Maker& maker) {
    return maker.local_system ? "O:SYG:SY" : "O:BAG:BA";
}

std::string pipe(const Maker& maker, bool interactive) {
    const std::string clients = "0x12019b";
    std::string text = owner(maker) + "D:P";
    // Later systems reject clients of other machines by a flag of the pipe; the entry would lock out local programs
    // that were started over a network logon.
    if (!maker.vista_or_later)
        text += "(D;;GA;;;NU)";
    text += "(A;;GA;;;SY)(A;;" + (maker.local_system ? clients : "GA") + ";;;BA)";
    return interactive ? text + "(A;;" + clients + ";;;IU)" : text;
}

} // namespace

std::string state_folder(const Maker& maker) {
    return owner(maker) + "D:PAI(A;OICI;FA;;;SY)(A;OICI;FA;;;BA)";
}

std::string state_file(const Maker& maker) {
    return owner(maker) + "D:PAI(A;;FA;;;SY)(A;;FA;;;BA)";
}

std::string program_folder() {
    return "O:BAG:SYD:PAI(A;OICI;FA;;;SY)(A;OICI;FA;;;BA)(A;OICI;0x1200a9;;;BU)";
}

std::string program_file() {
    return "O:BAG:SYD:PAI(A;;FA;;;SY)(A;;FA;;;BA)(A;;0x1200a9;;;BU)";
}

std::string own_key(const Maker& maker) {
    // 0x30019: KEY_READ and DELETE, so that `uninstall` can take the key away.
    return owner(maker) + "D:PAI(A;CI;KA;;;SY)(A;CI;" + (maker.local_system ? "0x30019" : "KA") + ";;;BA)";
}

std::string client_pipe(const Maker& maker) {
    return pipe(maker, /*interactive=*/true);
}

std::string administrator_pipe(const Maker& maker) {
    return pipe(maker, /*interactive=*/false);
}

} // namespace netmend::descriptors
