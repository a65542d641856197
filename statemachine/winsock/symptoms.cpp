#include "statemachine/winsock/symptoms.hpp"

#include <algorithm>
#include <iterator>

namespace netmend::winsock {
namespace {

const Symptom symptoms[] = {
    {2, "ERROR_FILE_NOT_FOUND", "unable to contact the driver; the TCP/IP driver is not loaded", Blame::Stack},
    {720, "ERROR_PPP_NO_PROTOCOLS_CONFIGURED", "no PPP control protocols are configured", Blame::Stack},
    {10013, "WSAEACCES", "access was refused, as a firewall does", Blame::Others},
    {10022, "WSAEINVAL", "no provider takes the request", Blame::Stack},
    {10024, "WSAEMFILE", "too many sockets are open", Blame::Others},
    {10038, "WSAENOTSOCK", "an operation was attempted on something that is not a socket", Blame::Stack},
    {10041, "WSAEPROTOTYPE", "the old Winsock key does not lead to a helper DLL for this protocol", Blame::Stack},
    {10043, "WSAEPROTONOSUPPORT", "no provider offers this protocol", Blame::Absent},
    {10044, "WSAESOCKTNOSUPPORT", "no provider offers this type of socket", Blame::Absent},
    {10045, "WSAEOPNOTSUPP", "the attempted operation is not supported for the type of object referenced",
     Blame::Stack},
    {10047, "WSAEAFNOSUPPORT", "no provider offers this address family", Blame::Absent},
    {10049, "WSAEADDRNOTAVAIL", "this machine does not have the loopback address of this family", Blame::Absent},
    {10050, "WSAENETDOWN", "the network is down, as with a driver that does not run", Blame::Stack},
    {10055, "WSAENOBUFS", "the machine is out of buffers", Blame::Others},
    {10054, "WSAECONNRESET", "the other side ended the connection", Blame::Others},
    {10060, "WSAETIMEDOUT", "nothing came through in time, as with a firewall that swallows it", Blame::Others},
    {10061, "WSAECONNREFUSED", "nobody took the connection", Blame::Others},
    {10067, "WSAEPROCLIM", "too many programs use Winsock", Blame::Others},
    {10091, "WSASYSNOTREADY", "the network subsystem is not ready", Blame::Stack},
    {10092, "WSAVERNOTSUPPORTED", "this version of Winsock is not offered", Blame::Stack},
    {10104, "WSAEINVALIDPROCTABLE", "a provider handed over an invalid table of its functions", Blame::Stack},
    {10105, "WSAEINVALIDPROVIDER", "a provider has the wrong version", Blame::Stack},
    {10106, "WSAEPROVIDERFAILEDINIT", "the requested service provider could not be loaded or initialized",
     Blame::Stack},
    {10107, "WSASYSCALLFAILURE", "a system call that should never fail has failed; the catalog cannot be read",
     Blame::Stack},
    {11003, "WSANO_RECOVERY", "the catalog is locked by a program that did not finish changing it", Blame::Stack},
};

} // namespace

const Symptom* symptom_of(std::uint32_t code) {
    const auto at = std::find_if(std::begin(symptoms), std::end(symptoms),
                                 [&](const Symptom& symptom) { return symptom.code == code; });
    return at == std::end(symptoms) ? nullptr : at;
}

Blame blame_of(std::uint32_t code) {
    const Symptom* symptom = symptom_of(code);
    return symptom ? symptom->blame : Blame::Stack;
}

std::string shown_code(std::uint32_t code) {
    const Symptom* symptom = symptom_of(code);
    if (!symptom)
        return "code " + std::to_string(code);
    return std::to_string(code) + " " + symptom->name + ": " + symptom->sentence;
}

} // namespace netmend::winsock
