#include "statemachine/winsock/known_providers.hpp"

#include <algorithm>

#include "statemachine/winsock/provider_path.hpp"

namespace netmend::winsock {
namespace {

Guid id(const char* text) {
    return guid_from(text);
}

const char* const ipv4 = "{E70F1AA0-AB8B-11CF-8CA3-00805F48A192}";
const char* const ipv6 = "{F9EAB0C0-26D4-11D0-BBBF-00AA006C34E4}";
const char* const rsvp = "{9D60A9E0-337A-11D0-BD88-0000C082E69A}";
const char* const netbios = "{8D5F1830-C273-11CF-95C8-00805F48A192}";

struct Product {
    const char* dll; // file name in lower case
    const char* provider;
    const char* name;
};

constexpr const char* any = "";

// Seen on real machines and in public reports. A product that is not here is called by its DLL.
const Product products[] = {
    {"vsocklib.dll", "{570ADC4B-67B2-42CE-92B2-ACD33D88D842}", "VMware sockets"},
    {"lavasofttcpservice.dll", any, "Lavasoft (Ad-Aware)"},
    {"lavasofttcpservice64.dll", any, "Lavasoft (Ad-Aware)"},
    {"asproxy.dll", any, "Astrill"},
    {"asproxy64.dll", any, "Astrill"},
    {"pgplsp.dll", any, "Symantec PGP"},
    {"prxerdrv.dll", any, "Proxifier"},
    {"prxernsp.dll", any, "Proxifier"},
    {"mdnsnsp.dll", any, "Apple Bonjour"},
    {"imon.dll", any, "NOD32"},
    {"wspwsp.dll", any, "Microsoft Firewall Client"},
    {"fwcwsp.dll", any, "Microsoft Firewall Client"},
};

} // namespace

const std::vector<InboxProtocol>& inbox_protocols() {
    static const std::vector<InboxProtocol> table{
        {id(ipv4), "MSAFD Tcpip", Family::Tcpip, {"mswsock.dll"}},
        {id(ipv6), "MSAFD Tcpip over IPv6", Family::Tcpip, {"mswsock.dll"}},
        {id(rsvp), "RSVP", Family::Rsvp, {"rsvpsp.dll", "mswsock.dll"}}, // rsvpsp.dll until Server 2003
        {id(netbios), "MSAFD NetBIOS", Family::OtherInbox, {"mswsock.dll"}},
        {id("{11058240-BE47-11CF-95C8-00805F48A192}"), "MSAFD nwlnkipx", Family::Ipx, {"mswsock.dll"}},
        {id("{11058241-BE47-11CF-95C8-00805F48A192}"), "MSAFD nwlnkspx", Family::Ipx, {"mswsock.dll"}},
        {id("{3972523D-2AF1-11D1-B655-00805F3642CC}"), "MSAFD Irda", Family::OtherInbox, {"mswsock.dll"}},
        {id("{9FC48064-7298-43E4-B7BD-181F2089792A}"), "MSAFD Bluetooth", Family::OtherInbox, {"mswsock.dll"}},
        {id("{1234191B-4BF7-4CA7-86E0-DFD7C32B5445}"), "Hyper-V RAW", Family::OtherInbox, {"mswsock.dll"}},
        {id("{A00943D9-9C2E-4633-9B59-0057A3160994}"), "AF_UNIX", Family::OtherInbox, {"mswsock.dll"}},
        {id("{2C3B17A0-C6DF-11CF-95C8-00805F48A192}"), "MSAFD AppleTalk", Family::OtherInbox, {"mswsock.dll"}},
        {id("{89E4CBB0-B9C1-11CF-95C8-00805F48A192}"), "MSAFD IsoTp", Family::OtherInbox, {"mswsock.dll"}},
    };
    return table;
}

const std::vector<InboxEntry>& inbox_entries() {
    static const std::vector<InboxEntry> table{
        {id(ipv4), 2, 1, 6, "TCP over IPv4", Presence::Required, 500},
        {id(ipv4), 2, 2, 17, "UDP over IPv4", Presence::Required, 500},
        {id(ipv4), 2, 3, 0, "RAW over IPv4", Presence::Expected, 500},
        {id(ipv6), 23, 1, 6, "TCP over IPv6", Presence::Required, vista},
        {id(ipv6), 23, 2, 17, "UDP over IPv6", Presence::Required, vista},
        {id(ipv6), 23, 3, 0, "RAW over IPv6", Presence::Expected, vista},
        {id(rsvp), 2, 2, 17, "RSVP over UDP", Presence::Expected, 500},
        {id(rsvp), 2, 1, 6, "RSVP over TCP", Presence::Expected, 500},
    };
    return table;
}

const std::vector<InboxNamespace>& inbox_namespaces() {
    static const std::vector<InboxNamespace> table{
        {id("{22059D40-7E9E-11CF-AE5A-00AA00A7112B}"),
         12,
         "Tcpip",
         {"mswsock.dll", "rnr20.dll"},
         Presence::Required,
         500},
        {id("{3B2637EE-E580-11CF-A555-00C04FD8D4AC}"), 32, "NTDS", {"winrnr.dll"}, Presence::Expected, 500},
        {id("{6642243A-3BA8-4AA6-BAA5-2E0BD71FDD83}"),
         15,
         "Network Location Awareness",
         {"mswsock.dll", "nlaapi.dll", "nlansp_c.dll"},
         Presence::Expected,
         501},
        {id("{964ACBA2-B2BC-40EB-8C6A-A6DB40161CAE}"), 37, "E-mail naming shim", {"napinsp.dll"}},
        {id("{03FE89CE-766D-4976-B9C1-BB9BC42C7B4D}"), 39, "PNRP cloud", {"pnrpnsp.dll"}},
        {id("{03FE89CD-766D-4976-B9C1-BB9BC42C7B4D}"), 38, "PNRP name", {"pnrpnsp.dll"}},
        {id("{06AA63E0-7D60-41FF-AFB2-3EE6D2D9392D}"), 16, "Bluetooth", {"wshbth.dll"}},
    };
    return table;
}

const InboxProtocol* inbox_protocol(const Guid& provider) {
    const auto& table = inbox_protocols();
    const auto at = std::find_if(table.begin(), table.end(), [&](const auto& row) { return row.provider == provider; });
    return at == table.end() ? nullptr : &*at;
}

const InboxNamespace* inbox_namespace(const Guid& provider) {
    const auto& table = inbox_namespaces();
    const auto at = std::find_if(table.begin(), table.end(), [&](const auto& row) { return row.provider == provider; });
    return at == table.end() ? nullptr : &*at;
}

std::string product_of(std::string_view dll_path, const Guid& provider) {
    const std::string file = file_of(dll_path);
    for (const Product& product : products)
        if (file == product.dll || (*product.provider && provider == id(product.provider)))
            return product.name;
    return {};
}

namespace {

constexpr std::uint32_t tcp_flags = 0x20066, udp_flags = 0x20609, qos = 0x2000; // windows-facts, 1.3
constexpr std::uint32_t matches_protocol_zero = 8, hidden = 4;

struct DefaultEntry {
    const char* provider;
    const char* name;
    int family, type, protocol;
};

const DefaultEntry until_2003[] = {
    {ipv4, "MSAFD Tcpip [TCP/IP]", 2, 1, 6},      {ipv4, "MSAFD Tcpip [UDP/IP]", 2, 2, 17},
    {ipv4, "MSAFD Tcpip [RAW/IP]", 2, 3, 0},      {rsvp, "RSVP UDP Service Provider", 2, 2, 17},
    {rsvp, "RSVP TCP Service Provider", 2, 1, 6},
};

const DefaultEntry since_vista[] = {
    {ipv4, "MSAFD Tcpip [TCP/IP]", 2, 1, 6},          {ipv4, "MSAFD Tcpip [UDP/IP]", 2, 2, 17},
    {ipv4, "MSAFD Tcpip [RAW/IP]", 2, 3, 0},          {ipv6, "MSAFD Tcpip [TCP/IPv6]", 23, 1, 6},
    {ipv6, "MSAFD Tcpip [UDP/IPv6]", 23, 2, 17},      {ipv6, "MSAFD Tcpip [RAW/IPv6]", 23, 3, 0},
    {rsvp, "RSVP TCPv6 Service Provider", 23, 1, 6},  {rsvp, "RSVP TCP Service Provider", 2, 1, 6},
    {rsvp, "RSVP UDPv6 Service Provider", 23, 2, 17}, {rsvp, "RSVP UDP Service Provider", 2, 2, 17},
};

PackedItem item_of(const DefaultEntry& entry, bool modern) {
    const bool is_rsvp = entry.provider == rsvp, raw = entry.type == 3;
    PackedItem item;
    item.path = is_rsvp && !modern ? "%SystemRoot%\\system32\\rsvpsp.dll" : "%SystemRoot%\\system32\\mswsock.dll";
    item.service_flags[0] = (entry.type == 1 ? tcp_flags : udp_flags) | (is_rsvp ? qos : 0);
    item.provider_flags = matches_protocol_zero | (raw ? hidden : 0);
    item.provider = id(entry.provider);
    item.chain_length = 1;
    item.version = is_rsvp && !modern ? 6 : 2; // as xp-sp3.reg of the corpus has it
    item.family = entry.family;
    item.sockaddr_max = item.sockaddr_min = entry.family == 23 ? 28 : 16;
    item.type = entry.type;
    item.protocol = entry.protocol;
    item.protocol_offset_max = raw ? 255 : 0;
    // The greatest datagram; the three machines of the corpus give these.
    item.message_size = entry.type == 1 ? 0 : !modern ? 65467 : raw ? 32768 : 65527;
    item.name = entry.name;
    return item;
}

template<class Rows> std::vector<PackedItem> items_of(const Rows& rows, bool modern) {
    std::vector<PackedItem> items;
    for (const DefaultEntry& row : rows) {
        items.push_back(item_of(row, modern));
        items.back().entry_id = 1000 + static_cast<std::uint32_t>(items.size());
    }
    return items;
}

} // namespace

std::vector<PackedItem> default_entries(Generation generation) {
    return generation >= vista ? items_of(since_vista, true) : items_of(until_2003, false);
}

} // namespace netmend::winsock
