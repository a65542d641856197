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
    std::string_view advice; // the remedy of a finding that is no damage; empty: nothing to do
};

namespace code_list { // the weights as the columns below name them
inline constexpr Severity damage = Severity::Damage, suspicious = Severity::Suspicious, note = Severity::Note;

// clang-format off
inline constexpr CodeRow code_rows[] = {
    // lists of protocol and of name-space providers
    {"catalog-missing",            damage,     damage,     "a catalog, or all of them, is not there", ""},
    {"catalog-blank",              damage,     damage,     "a catalog has no entry", ""},
    {"count-missing",              damage,     damage,     "a catalog does not say how many entries it has", ""},
    {"count-differs",              damage,     damage,     "a catalog says another number of entries than it has", ""},
    {"numbering-gap",              damage,     damage,     "the numbers of the entries have a gap", ""},
    {"malformed-entry",            damage,     damage,     "an entry cannot be read", ""},
    {"stray-key",                  note,       note,       "a key among the entries that is none", ""},
    {"writer-marker",              damage,     note,       "a program changes the catalog, or died there",
     "Nothing by itself. If programs wait for minutes at their start: restart Windows."},
    {"catalogs-disagree",          note,       note,       "a layer serves programs of one bitness only", ""},
    {"provider-in-one-list",       note,       note,       "a provider serves programs of one bitness only", ""},
    // entries of the protocol catalog
    {"duplicate-id",               damage,     damage,     "two entries have one id", ""},
    {"next-id-missing",            damage,     damage,     "the catalog does not say the next id", ""},
    {"id-too-high",                damage,     damage,     "the next id has been given out already", ""},
    {"chain-entry-gone",           damage,     damage,     "a chain names an entry that is not there", ""},
    {"chain-too-long",             damage,     damage,     "a chain has more layers than Windows allows", ""},
    {"chain-loop",                 damage,     damage,     "a chain names one entry twice", ""},
    {"chain-circle",               damage,     damage,     "chains name one another in a circle", ""},
    {"chain-without-base",         damage,     damage,     "a chain does not end at a base provider", ""},
    {"chain-over-wrong-base",      damage,     damage,     "a chain ends at a base of another family or type", ""},
    {"chain-over-other-protocol",  suspicious, suspicious, "a chain ends at a base of another protocol",
     "Repair or uninstall the product whose chain it is."},
    {"chain-past-base",            suspicious, suspicious, "a chain goes on behind a base provider",
     "Repair or uninstall the product whose chain it is."},
    {"chain-of-another-product",   suspicious, suspicious, "a chain begins with the layer of another product",
     "Repair or uninstall the products that the chain names."},
    {"layer-without-chain",        suspicious, suspicious, "a layer that no chain names",
     "Finish or repeat the installation of that product, or uninstall it."},
    {"base-provider-missing",      damage,     damage,     "TCP or UDP has no base provider", ""},
    {"protocol-zero-lost",         damage,     damage,     "no entry matches protocol zero", ""},
    {"foreign-base-first",         suspicious, suspicious, "another maker's base provider gets every plain socket",
     "Scan for malware, and uninstall the product if nobody knows it."},
    {"rsvp-missing",               note,       note,       "the quality-of-service providers are not there", ""},
    {"inbox-provider-missing",     note,       note,       "a provider that Windows usually brings is not there", ""},
    // providers of either kind
    {"provider-dll-missing",       damage,     suspicious, "the DLL of a provider is not there",
     "Repair or uninstall the product that brought it; \"sfc /scannow\" where it is Windows' own."},
    {"provider-dll-changed",       damage,     suspicious, "a provider of Windows names somebody else's DLL",
     "Find out who redirected it, and scan for malware."},
    {"provider-path-bare",         damage,     suspicious, "a DLL is named without a folder",
     "Scan for malware, and uninstall the product if nobody knows it."},
    {"provider-path-unusual",      suspicious, suspicious, "a DLL is in a place where providers do not live",
     "Scan for malware, and uninstall the product if nobody knows it."},
    {"orphan",                     damage,     damage,     "layers of a product whose DLL is gone", ""},
    {"windows-layer",              note,       note,       "a layer of Windows itself",
     "Nothing by itself. If it makes trouble: switch it off in Windows."},
    {"third-party-layer",          suspicious, suspicious, "a product between programs and the network",
     "Nothing by itself. If it makes trouble: update or uninstall that product."},
    {"third-party-base",           note,       note,       "a product with network providers of its own", ""},
    {"third-party-namespace",      suspicious, note,       "a product that answers name lookups",
     "Nothing by itself. If names are not found: update or uninstall that product."},
    {"namespace-provider-missing", damage,     note,       "a name-space provider of Windows is not there", ""},
    {"namespace-provider-off",     damage,     note,       "a name-space provider of Windows is switched off",
     "Nothing by itself. If names are not found: switch it on again."},
    {"program-excluded",           note,       note,       "a program that bypasses layered providers", ""},
    // values directly below WinSock2\Parameters
    {"parameter-changed",          suspicious, suspicious, "a value says other than Windows writes there",
     "Set it back to what Windows writes there."},
    {"parameter-malformed",        suspicious, suspicious, "a value that Windows does not write so",
     "Set it back to what Windows writes there."},
    {"parameter-dll-changed",      suspicious, suspicious, "every program loads a DLL that is not Windows' own",
     "Scan for malware, and set it back to Windows' own DLL."},
    // the old Winsock key
    {"old-key-missing",            damage,     note,       "the old Winsock key is not there", ""},
    {"old-key-without-tcpip",      damage,     note,       "the old Winsock key does not name Tcpip", ""},
    {"setup-migration-missing",    damage,     note,       "providers cannot be led to their transports", ""},
    {"transport-helper-missing",   note,       note,       "a transport names no helper DLL that is there", ""},
    // the running machine
    {"driver-missing",             damage,     damage,     "a driver is not installed", ""},
    {"driver-disabled",            damage,     damage,     "a driver is disabled", ""},
    {"driver-stopped",             damage,     damage,     "a driver does not run", ""},
    {"driver-unknown",             note,       note,       "a driver could not be asked", ""},
    {"winsock-start-fails",        damage,     suspicious, "Winsock does not start",
     "See which firewall or which want of memory refuses it."},
    {"enumeration-fails",          damage,     suspicious, "the list of protocols cannot be read",
     "See which firewall or which want of memory refuses it."},
    {"sockets-fail",               damage,     suspicious, "sockets that every machine has carry no data",
     "See which firewall or which want of memory refuses it."},
    {"system-root-suspected",      note,       note,       "the environment of the program may lack SystemRoot",
     "Set SystemRoot in the environment of that program (normally C:\\Windows) and start it again."},
    {"socket-not-offered",         note,       note,       "sockets that not every machine has carry no data", ""},
    {"probe-hung",                 damage,     damage,     "a program that used sockets hung", ""},
    {"probe-crashed",              damage,     damage,     "a program that used sockets crashed", ""},
    // what lies around the stack
    {"no-address",                 damage,     damage,     "a connected adapter gets no address at all", ""},
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
     "Switch the proxy off in the Internet options."},
    {"proxy-set",                  note,       note,       "a proxy is set", ""},
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

// With the remedy that its weight and its code bring along; the caller fills in what else it knows.
Finding make_finding(Severity severity, Code code, const char* catalog, int bits, std::string text);

} // namespace netmend::winsock
