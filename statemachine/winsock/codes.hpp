// Every code that a finding may have, with its weights, what it means and what is to be done where it is no damage:
// one row a code, and the only way to make a finding. A code that is not in the list does not compile. Scripts rely on
// codes: never rename one, and never give an old one a new meaning.
#pragma once

#include <cstddef>
#include <iterator>
#include <string>
#include <string_view>

#include "statemachine/winsock/finding.hpp"

namespace netmend::winsock {

struct CodeRow {
    std::string_view code;
    Severity gravest, mildest; // every finding with this code weighs something in between
    std::string_view meaning;
    std::string_view advice;      // the remedy of a finding that is no damage; empty: nothing to do
    Part part = Part::None;       // what has to be put right where it is damage
    std::string_view person = {}; // what a person does where no procedure puts that right; empty: nothing is known
};

// A code that may be damage says what mends it: a part that a procedure puts right, or what a person does. So does one
// that is left to a person and is no damage: by its advice.
constexpr bool says_what_mends_it(const CodeRow& row) {
    const bool may_be_damage = row.gravest == Severity::Damage;
    if (row.part == Part::Person)
        return may_be_damage ? !row.person.empty() : !row.advice.empty();
    return may_be_damage == (row.part != Part::None);
}

namespace code_list { // the weights as the columns below name them
inline constexpr Severity damage = Severity::Damage, suspicious = Severity::Suspicious, note = Severity::Note;
inline constexpr Part its_list = Part::ItsList, its_catalog = Part::ItsCatalog, protocols = Part::Protocols,
                      layers = Part::Layers, name_spaces = Part::NameSpaces, names_off = Part::NamesOff,
                      old_key = Part::OldKey, services = Part::Services, drivers = Part::Drivers, stack = Part::Stack,
                      person = Part::Person;

// clang-format off
inline constexpr CodeRow code_rows[] = {
    // lists of protocol and of name-space providers
    {"catalog-missing",            damage,     damage,     "a catalog, or all of them, is not there", "", its_catalog,
     "Type \"netsh winsock reset\" as an administrator and restart Windows. Where names are not found after that, repair "
     "Windows from its installation medium."},
    {"catalog-blank",              damage,     damage,     "a catalog has no entry", "", its_catalog,
     "Type \"netsh winsock reset\" as an administrator and restart Windows. Where names are not found after that, repair "
     "Windows from its installation medium."},
    {"count-missing",              damage,     damage,     "a catalog does not say how many entries it has", "", its_list},
    {"count-differs",              damage,     damage,     "a catalog says another number of entries than it has", "", its_list},
    {"numbering-gap",              damage,     damage,     "the numbers of the entries have a gap", "", its_list},
    {"malformed-entry",            damage,     damage,     "an entry cannot be read", "", its_list},
    {"stray-key",                  note,       note,       "a key among the entries that is none", ""},
    {"writer-marker",              damage,     note,       "a program changes the catalog, or died there",
     "Nothing by itself. If programs wait for minutes at their start: restart Windows.", its_list},
    {"catalogs-disagree",          note,       note,       "a layer serves programs of one bitness only", ""},
    {"provider-in-one-list",       note,       note,       "a provider serves programs of one bitness only", ""},
    // entries of the protocol catalog
    {"duplicate-id",               damage,     damage,     "two entries have one id", "", protocols},
    {"next-id-missing",            damage,     damage,     "the catalog does not say the next id", "", protocols},
    {"id-too-high",                damage,     damage,     "the next id has been given out already", "", protocols},
    {"chain-entry-gone",           damage,     damage,     "a chain names an entry that is not there", "", layers},
    {"chain-too-long",             damage,     damage,     "a chain has more layers than Windows allows", "", protocols},
    {"chain-loop",                 damage,     damage,     "a chain names one entry twice", "", protocols},
    {"chain-circle",               damage,     damage,     "chains name one another in a circle", "", protocols},
    {"chain-without-base",         damage,     damage,     "a chain does not end at a base provider", "", protocols},
    {"chain-over-wrong-base",      damage,     damage,     "a chain ends at a base of another family or type", "", protocols},
    {"chain-over-other-protocol",  suspicious, suspicious, "a chain ends at a base of another protocol",
     "Repair or uninstall the product whose chain it is."},
    {"chain-past-base",            suspicious, suspicious, "a chain goes on behind a base provider",
     "Repair or uninstall the product whose chain it is."},
    {"chain-of-another-product",   suspicious, suspicious, "a chain begins with the layer of another product",
     "Repair or uninstall the products that the chain names."},
    {"layer-without-chain",        suspicious, suspicious, "a layer that no chain names",
     "Finish or repeat the installation of that product, or uninstall it."},
    {"base-provider-missing",      damage,     note,       "TCP or UDP has no base provider", "", protocols},
    {"protocol-zero-lost",         damage,     damage,     "no entry matches protocol zero", "", protocols},
    {"foreign-base-first",         suspicious, suspicious, "another maker's base provider gets every plain socket",
     "Scan for malware, and uninstall the product if nobody knows it."},
    {"rsvp-missing",               note,       note,       "the quality-of-service providers are not there", ""},
    {"inbox-provider-missing",     note,       note,       "a provider that Windows usually brings is not there", ""},
    // providers of either kind
    {"provider-dll-missing",       damage,     suspicious, "the DLL of a provider is not there",
     "Repair or uninstall the product that brought it; \"sfc /scannow\" where it is Windows' own.", its_list,
     "It is a file of Windows: type \"sfc /scannow\" as an administrator; that puts it back."},
    {"provider-dll-changed",       damage,     suspicious, "a provider of Windows names somebody else's DLL",
     "Find out who redirected it, and scan for malware.", its_list},
    {"provider-path-bare",         damage,     suspicious, "a DLL is named without a folder",
     "Scan for malware, and uninstall the product if nobody knows it.", its_list},
    {"provider-path-unusual",      suspicious, suspicious, "a DLL is in a place where providers do not live",
     "Scan for malware, and uninstall the product if nobody knows it."},
    {"orphan",                     damage,     damage,     "layers of a product whose DLL is gone", "", layers},
    {"windows-layer",              note,       note,       "a layer of Windows itself",
     "Nothing by itself. If it makes trouble: switch it off in Windows."},
    {"third-party-layer",          suspicious, suspicious, "a product between programs and the network",
     "Nothing by itself. If it makes trouble: update or uninstall that product."},
    {"third-party-base",           note,       note,       "a product with network providers of its own", ""},
    {"third-party-namespace",      suspicious, note,       "a product that answers name lookups",
     "Nothing by itself. If names are not found: update or uninstall that product."},
    {"namespace-provider-missing", damage,     note,       "a name-space provider of Windows is not there", "", name_spaces,
     "Put its entry back below WinSock2\\Parameters\\NameSpace_Catalog5, as another computer with the same Windows has "
     "it, or repair Windows from its installation medium."},
    {"namespace-provider-off",     damage,     note,       "a name-space provider of Windows is switched off",
     "Nothing by itself. If names are not found: switch it on again.", names_off,
     "Set Enabled to 1 in its entry below WinSock2\\Parameters\\NameSpace_Catalog5 (regedit, as an administrator), in "
     "both lists where there are two, and restart Windows."},
    {"program-excluded",           note,       note,       "a program that bypasses layered providers", ""},
    // values directly below WinSock2\Parameters
    {"parameter-changed",          suspicious, suspicious, "a value says other than Windows writes there",
     "Set it back to what Windows writes there."},
    {"parameter-malformed",        suspicious, suspicious, "a value that Windows does not write so",
     "Set it back to what Windows writes there."},
    {"parameter-dll-changed",      suspicious, suspicious, "every program loads a DLL that is not Windows' own",
     "Scan for malware, and set it back to Windows' own DLL."},
    // the old Winsock key
    {"old-key-missing",            damage,     note,       "the old Winsock key is not there", "", old_key},
    {"old-key-without-tcpip",      damage,     note,       "the old Winsock key does not name Tcpip", "", old_key},
    {"setup-migration-missing",    damage,     note,       "providers cannot be led to their transports", "", old_key},
    {"transport-helper-missing",   note,       note,       "a transport names no helper DLL that is there", ""},
    // the running machine
    {"driver-missing",             damage,     damage,     "a driver is not installed", "", drivers},
    {"driver-disabled",            damage,     damage,     "a driver is disabled", "", drivers},
    {"driver-stopped",             damage,     damage,     "a driver does not run", "", drivers},
    {"driver-unknown",             note,       note,       "a driver could not be asked", ""},
    {"service-disabled",           damage,     note,       "a service of the network is switched off",
     "Nothing by itself. If what it does is missed: `netmend start --service=NAME` switches it on again.", services},
    {"service-by-policy",          damage,     note,       "a policy switches a service of the network off",
     "Nothing by itself. If what it does is missed: change the policy.", person,
     "A policy of this computer or of its domain switches a service off that no network lives without: change that "
     "policy. netmend does not fight it."},
    {"service-stopped",            damage,     damage,     "a service that no network lives without does not run", "", services},
    {"dependency-gone",            damage,     damage,     "a service waits for one that does not exist", "", services},
    {"rights-lost",                damage,     note,       "a service has lost rights on its registry key",
     "Nothing by itself. If what that service does fails: allow it again (regedit, Permissions).", services},
    {"rights-unknown",             note,       note,       "whether services have their rights could not be seen",
     "Look again as an administrator."},
    {"winsock-start-fails",        damage,     suspicious, "Winsock does not start",
     "See which firewall or which want of memory refuses it.", stack},
    {"enumeration-fails",          damage,     suspicious, "the list of protocols cannot be read",
     "See which firewall or which want of memory refuses it.", stack},
    {"sockets-fail",               damage,     suspicious, "sockets that every machine has carry no data",
     "See which firewall or which want of memory refuses it.", stack},
    {"system-root-suspected",      note,       note,       "the environment of the program may lack SystemRoot",
     "Set SystemRoot in the environment of that program (normally C:\\Windows) and start it again."},
    {"socket-not-offered",         note,       note,       "sockets that not every machine has carry no data", ""},
    {"probe-hung",                 damage,     damage,     "a program that used sockets hung", "", stack},
    {"probe-crashed",              damage,     damage,     "a program that used sockets crashed", "", stack},
    // what lies around the stack
    {"no-address",                 damage,     damage,     "a connected adapter gets no address at all", "", stack},
    {"no-address-yet",             note,       note,       "it has none at the moment of the look",
     "Look again in two minutes."},
    {"adapter-without-address",    note,       note,       "it has none, for reasons that are not the stack's",
     "See whether its fixed address is right, and taken by nobody else."},
    {"no-dhcp-answer",             note,       note,       "an adapter had to give itself an address",
     "Look at the cable, the router or the DHCP server."},
    {"not-connected",              note,       note,       "no adapter is connected",
     "Look at the cable, or connect to the wireless network."},
    {"no-adapter",                 note,       note,       "TCP/IP knows of no adapter",
     "See whether the network card has its driver and is switched on."},
    {"adapters-unknown",           note,       note,       "the adapters could not be listed", ""},
    {"name-lookup-fails",          note,       note,       "names are not found",
     "Look at the name server that is set, and at the router."},
    {"name-lookup-crashes",        suspicious, suspicious, "a provider crashes programs that look up names",
     "Update or uninstall the product that answers name lookups."},
    {"proxy-left-set",             note,       note,       "a proxy is set where nobody answers",
     "Switch the proxy off in the Internet options; that of WinHTTP by \"netsh winhttp reset proxy\".", person},
    {"proxy-set",                  note,       note,       "a proxy is set", ""},
    // what no rung mends, and a person does
    {"filter-driver-gone",         suspicious, note,       "the file of a network filter driver is gone",
     "Install its product again and uninstall it; or take it out: ncpa.cpl, properties of the connection, choose it, "
     "Uninstall.", person},
    {"tcpip-unticked",             suspicious, note,       "TCP/IP is not bound to an adapter",
     "If it is missed: tick Internet Protocol again: ncpa.cpl, properties of the connection.", person},
    {"name-server-dead",           suspicious, note,       "a name server on this computer is set and nobody answers there",
     "Start the program that answered there, or let the connection find its name servers by itself: ncpa.cpl, "
     "properties of the connection, Internet Protocol, properties.", person},
    {"name-policy-left",           suspicious, note,       "a policy sends all names to servers of its own",
     "If names are not found: start the VPN that set it and end it properly, or remove the rule: "
     "Remove-DnsClientNrptRule in PowerShell, as an administrator.", person},
    {"hosts-redirect",             note,       note,       "the file hosts sends names elsewhere",
     "If such a name fails: take its line out of System32\\drivers\\etc\\hosts, as an administrator.", person},
    {"route-left",                 note,       note,       "a lasting default route leads into no network of this computer",
     "If no VPN of yours uses it: \"route delete\" with its target, as an administrator.", person},
    {"filters-left",               suspicious, note,       "lasting filters of a product block connections",
     "Install that product again, end its kill switch and uninstall it by its own uninstaller. Do not delete filters "
     "by hand.", person},
    {"service-group-gone",         suspicious, suspicious, "the service host does not know a service of the network",
     "Put its name back into the list of its group below Windows NT\\CurrentVersion\\Svchost, as another computer with "
     "the same Windows has it.", person},
    {"service-image-gone",         suspicious, suspicious, "the file of a service of the network is gone",
     "Type \"sfc /scannow\" as an administrator; if the path is wrong, set it back as another computer with the same "
     "Windows has it.", person},
    {"around-not-seen",            note,       note,       "something around the stack could not be looked at", ""},
    {"restart-first",              note,       note,       "something changed since Windows was started",
     "Restart this computer and look again before anything is repaired."},
    // what was not looked at
    {could_not_look_code,          note,       note,       "something could not be looked at", ""},
    {"running-not-checked",        note,       note,       "neither drivers nor sockets were looked at", ""},
    {"old-key-not-in-export",      note,       note,       "the export does not hold the old Winsock key", ""},
    {"dlls-not-checked",           note,       note,       "no DLL was looked for", ""},
    {"dll-not-checked",            note,       note,       "a DLL could not be looked for by its name", ""},
};
// clang-format on
} // namespace code_list

using code_list::code_rows;

constexpr bool all_say_what_mends_them() {
    for (const CodeRow& row : code_rows)
        if (!says_what_mends_it(row))
            return false;
    return true;
}
static_assert(all_say_what_mends_them(), "a code that may be damage names what mends it, and no other does");

// The number of its row; how many rows there are where it has none.
constexpr std::size_t number_of_code(std::string_view code) {
    std::size_t number = 0;
    for (const CodeRow& row : code_rows) {
        if (row.code == code)
            break;
        ++number;
    }
    return number;
}

class Code {
  public:
    consteval Code(const char* text) : number_(number_of_code(text)) {
        if (number_ == std::size(code_rows))
            throw "this code is not in the list";
    }
    const CodeRow& row() const { return code_rows[number_]; }

  private:
    std::size_t number_;
};

// What has to be put right where a finding of this code, about this catalog, is damage.
Part part_of(const CodeRow& row, std::string_view catalog);

// With the remedy that its weight and its code bring along; the caller fills in what else it knows.
Finding make_finding(Severity severity, Code code, const char* catalog, int bits, std::string text);

// The damage is one that no procedure puts right, and the code's row says what a person does.
void leave_to_a_person(Finding& finding);

// What a person does about a damage that no procedure puts right there; empty: nothing is known.
std::string what_a_person_does(const Finding& finding);

// The same for all damage that was found, where every damage is for a person; empty: not so.
std::string all_left_to_a_person(const Diagnosis& diagnosis);

} // namespace netmend::winsock
