"""What a healthy machine's networking keys hold, by Windows version: written from documented facts, not copied from a machine.

services(windows) gives the Tree below HKLM\\System\\CurrentControlSet\\Services. Two adapters: the first takes its
address by DHCP, the second has a static one, so that a repair that loses settings is seen.
"""

import struct

from . import catalog_format as cf
from . import values as v
from .tree import Tree

DHCP_ADAPTER = "{4C1B7A60-52A9-4B0E-8D7E-0A5C2F1E9B11}"
STATIC_ADAPTER = "{9E27D4F3-1B86-4E55-A0C9-6D3B8E7F2A22}"
MSWSOCK = "%SystemRoot%\\system32\\mswsock.dll"
RSVPSP = "%SystemRoot%\\system32\\rsvpsp.dll"


def _tcpip(entry_id, family, kind, protocol, name, provider, old):
    datagram = kind != 1
    message = 0 if not datagram else 65467 if old else 65527 if kind == 2 else 32768
    flags = cf.MATCHES_ZERO | (cf.HIDDEN if kind == 3 else 0)
    return cf.Protocol(MSWSOCK, provider, entry_id, family, kind, protocol, name, 0x20609 if datagram else 0x20066, flags,
                       address_size=16 if family == 2 else 28, protocol_offset=255 if kind == 3 else 0, message_size=message)


def _rsvp(entry_id, family, kind, name, old):
    entry = _tcpip(entry_id, family, kind, 17 if kind == 2 else 6, name, cf.RSVP, old)
    entry.flags |= 0x2000
    if old:
        entry.path, entry.version = RSVPSP, 6
    return entry


def _netbios(entry_id, adapter, number):
    device = "[\\Device\\NetBT_Tcpip_%s]" % adapter
    protocol = 0x80000000 if number == 0 else -number
    shared = dict(provider_flags=cf.MATCHES_ZERO if number == 0 else 0, address_size=20, message_size=64000)
    return [cf.Protocol(MSWSOCK, cf.NETBIOS, entry_id, 17, 5, protocol, "MSAFD NetBIOS %s SEQPACKET %d" % (device, number),
                        0x2000E, **shared),
            cf.Protocol(MSWSOCK, cf.NETBIOS, entry_id + 1, 17, 2, protocol, "MSAFD NetBIOS %s DATAGRAM %d" % (device, number),
                        0x20209, **shared)]


def protocols(windows):
    """The protocol entries in their default order (the order decides which provider a plain socket() gets)."""
    names = ((1, 6, "TCP/IP"), (2, 17, "UDP/IP"), (3, 0, "RAW/IP"))
    found = [_tcpip(1001 + i, 2, kind, protocol, "MSAFD Tcpip [%s]" % name, cf.TCPIP, windows.is_old)
             for i, (kind, protocol, name) in enumerate(names)]
    if windows.is_old:
        found += [_rsvp(1004, 2, 2, "RSVP UDP Service Provider", True), _rsvp(1005, 2, 1, "RSVP TCP Service Provider", True)]
    else:
        found += [_tcpip(1004 + i, 23, kind, protocol, "MSAFD Tcpip [%sv6]" % name, cf.TCPIP6, False)
                  for i, (kind, protocol, name) in enumerate(names)]
        found += [_rsvp(1007, 23, 1, "RSVP TCPv6 Service Provider", False), _rsvp(1008, 2, 1, "RSVP TCP Service Provider", False),
                  _rsvp(1009, 23, 2, "RSVP UDPv6 Service Provider", False), _rsvp(1010, 2, 2, "RSVP UDP Service Provider", False)]
    first = found[-1].entry_id + 5  # a gap between ids is normal; entries that came and went have used them up
    return found + _netbios(first, DHCP_ADAPTER, 0) + _netbios(first + 2, STATIC_ADAPTER, 1)


def namespaces(windows):
    """(name, provider id, DLL, name space) in order."""
    system = "%SystemRoot%\\System32\\"
    if windows.version == "5.0":  # its own library, and no network location awareness
        return [("Tcpip", cf.NS_TCPIP, system + "rnr20.dll", 12), ("NTDS", cf.NS_NTDS, system + "winrnr.dll", 32)]
    found = [("Tcpip", cf.NS_TCPIP, system + "mswsock.dll", 12), ("NTDS", cf.NS_NTDS, system + "winrnr.dll", 32)]
    if windows.is_old:
        return found + [("Network Location Awareness (NLA) Namespace", cf.NS_NLA, system + "mswsock.dll", 15)]
    return [("Network Location Awareness Legacy (NLAv1) Namespace", cf.NS_NLA, system + "nlaapi.dll", 15),
            ("E-mail Naming Shim Provider", cf.NS_EMAIL, system + "napinsp.dll", 37),
            ("PNRP Cloud Namespace Provider", cf.NS_PNRP_CLOUD, system + "pnrpnsp.dll", 39),
            ("PNRP Name Namespace Provider", cf.NS_PNRP_NAME, system + "pnrpnsp.dll", 38)] + found


def write_protocols(tree, at, entries, bits, vista):
    """Writes a protocol catalog (both halves on 64-bit Windows) below key `at`, which is WinSock2\\Parameters."""
    catalog = at + "\\Protocol_Catalog9"
    following = max([entry.entry_id for entry in entries] or [1000]) + 1
    tree.set(catalog, "Next_Catalog_Entry_ID", v.dword(following))
    tree.set(catalog, "Serial_Access_Num", v.dword(len(entries) // 2 + 1))
    for suffix in ("", "64") if bits == 64 else ("",):
        tree.set(catalog, "Num_Catalog_Entries" + suffix, v.dword(len(entries)))
        tree.create(catalog + "\\Catalog_Entries" + suffix)
        for number, entry in enumerate(entries, 1):
            key = "%s\\Catalog_Entries%s\\%012d" % (catalog, suffix, number)
            tree.set(key, "PackedCatalogItem", v.binary(entry.pack()))
            if vista:
                tree.set(key, "ProtocolName", v.sz(entry.name))


def write_namespaces(tree, at, entries, bits, vista):
    catalog = at + "\\NameSpace_Catalog5"
    tree.set(catalog, "Serial_Access_Num", v.dword(len(entries) + 1))
    for suffix in ("", "64") if bits == 64 else ("",):
        tree.set(catalog, "Num_Catalog_Entries" + suffix, v.dword(len(entries)))
        tree.create(catalog + "\\Catalog_Entries" + suffix)
        for number, (name, provider, path, space) in enumerate(entries, 1):
            key = "%s\\Catalog_Entries%s\\%012d" % (catalog, suffix, number)
            tree.set(key, "LibraryPath", v.sz(path))
            tree.set(key, "DisplayString", v.sz(name))
            tree.set(key, "ProviderId", v.binary(provider))
            for value, number_ in (("SupportedNameSpace", space), ("Enabled", 1), ("Version", 0), ("StoresServiceClassInfo", 0)):
                tree.set(key, value, v.dword(number_))
            if vista:
                tree.set(key, "ProviderInfo", v.binary(b""))


def _winsock2(tree, windows):
    at = "WinSock2\\Parameters"
    tree.set(at, "WinSock_Registry_Version", v.sz("2.0"))
    tree.set(at, "Current_Protocol_Catalog", v.sz("Protocol_Catalog9"))
    tree.set(at, "Current_NameSpace_Catalog", v.sz("NameSpace_Catalog5"))
    write_protocols(tree, at, protocols(windows), windows.bits, not windows.is_old)
    write_namespaces(tree, at, namespaces(windows), windows.bits, not windows.is_old)


def _winsock1(tree, windows):
    transports = ["Tcpip", "NetBIOS"] if windows.is_old else ["Tcpip6", "Tcpip", "Psched"]
    guids = {"Tcpip": cf.TCPIP, "Tcpip6": cf.TCPIP6, "NetBIOS": cf.NETBIOS, "Psched": cf.RSVP}
    tree.set("Winsock", "ErrorControl", v.dword(1))
    tree.set("Winsock", "Start", v.dword(3))
    tree.set("Winsock", "Type", v.dword(4))
    tree.set("Winsock\\Parameters", "Transports", v.multi(*transports))
    tree.set("Winsock\\Setup Migration", "Setup Version", v.dword(0x1009))
    tree.set("Winsock\\Setup Migration", "Provider List", v.multi(*transports))
    for name in transports:
        tree.set("Winsock\\Setup Migration\\Providers\\" + name, "WinSock 2.0 Provider ID", v.binary(guids[name]))


def _helper(tree, transport, family, dll):
    """The Winsock helper of a transport: rows of address family, type, protocol (Configuring a Winsock helper DLL)."""
    rows = [(family, 1, 6), (family, 1, 0), (family, 0, 6), (family, 2, 17), (family, 2, 0), (family, 0, 17), (family, 3, 0)]
    mapping = struct.pack("<2I", len(rows), 3) + b"".join(struct.pack("<3I", *row) for row in rows)
    size = 16 if family == 2 else 28
    key = transport + "\\Parameters\\Winsock"
    tree.set(key, "HelperDllName", v.expand("%SystemRoot%\\System32\\" + dll))
    tree.set(key, "Mapping", v.binary(mapping))
    tree.set(key, "MinSockAddrLength", v.dword(size))
    tree.set(key, "MaxSockAddrLength", v.dword(size))
    tree.set(key, "UseDelayedAcceptance", v.dword(0))


def _driver(tree, name, title, file, windows, group):
    """A driver service. The image path is in the \\SystemRoot form, the only relative one that Wine loads a driver by."""
    start = 0 if name == "Tcpip" and not windows.is_old else 1
    for value, number in (("Type", 1), ("Start", start), ("ErrorControl", 1)):
        tree.set(name, value, v.dword(number))
    tree.set(name, "ImagePath", v.expand("\\SystemRoot\\System32\\drivers\\" + file))
    tree.set(name, "DisplayName", v.sz(title))
    tree.set(name, "Group", v.sz(group))


def _interface(tree, adapter, static):
    key = "Tcpip\\Parameters\\Interfaces\\" + adapter
    tree.set(key, "EnableDHCP", v.dword(0 if static else 1))
    tree.set(key, "IPAddress", v.multi(*(["192.168.40.17", "192.168.40.4", "10.9.0.4"] if static else ["0.0.0.0"])))
    tree.set(key, "SubnetMask", v.multi(*(["255.255.255.0", "255.255.255.0", "255.255.0.0"] if static else ["0.0.0.0"])))
    tree.set(key, "DefaultGateway", v.multi(*(["192.168.40.254", "192.168.40.1"] if static else [])))
    tree.set(key, "DefaultGatewayMetric", v.multi(*(["20", "10"] if static else [])))
    tree.set(key, "NameServer", v.sz("192.168.40.2,192.168.40.3" if static else ""))
    tree.set(key, "Domain", v.sz("plant.example" if static else ""))
    tree.set(key, "InterfaceMetric", v.dword(15 if static else 0))
    tree.set(key, "RegistrationEnabled", v.dword(1))
    tree.set(key, "RegisterAdapterName", v.dword(0))
    for value, allowed in (("TCPAllowedPorts", ["80", "443"]), ("UDPAllowedPorts", ["53"]), ("RawIPAllowedProtocols", ["0"])):
        tree.set(key, value, v.multi(*(allowed if static else ["0"])))
    if not static:
        tree.set(key, "DhcpIPAddress", v.sz("192.168.41.103"))
        tree.set(key, "DhcpServer", v.sz("192.168.41.1"))
        tree.set(key, "LeaseObtainedTime", v.dword(0x4B1EE8E3))
    netbt = "NetBT\\Parameters\\Interfaces\\Tcpip_" + adapter
    tree.set(netbt, "NameServerList", v.multi(*(["192.168.40.9", "192.168.40.8"] if static else [])))
    tree.set(netbt, "NetbiosOptions", v.dword(1 if static else 0))


def _tcpip_settings(tree):
    key = "Tcpip\\Parameters"
    for name, text in (("Hostname", "NETMEND-PC"), ("NV Hostname", "NETMEND-PC"), ("Domain", ""), ("NV Domain", ""),
                       ("SearchList", "plant.example,office.example"), ("NameServer", "")):
        tree.set(key, name, v.sz(text))
    tree.set(key, "DataBasePath", v.expand("%SystemRoot%\\System32\\drivers\\etc"))
    for name, number in (("IPEnableRouter", 0), ("UseDomainNameDevolution", 1), ("EnableICMPRedirect", 1),
                         ("DeadGWDetectDefault", 1), ("EnableSecurityFilters", 0)):
        tree.set(key, name, v.dword(number))
    tree.set(key + "\\PersistentRoutes", "10.9.0.0,255.255.0.0,192.168.40.254,1", v.sz(""))
    tree.set("NetBT\\Parameters", "EnableLMHOSTS", v.dword(1))
    tree.set("NetBT\\Parameters", "TransportBindName", v.sz("\\Device\\"))
    tree.set("Dhcp\\Parameters", "ServiceDll", v.expand("%SystemRoot%\\System32\\dhcpcsvc.dll"))


def services(windows):
    """The whole Tree of one healthy machine."""
    tree = Tree()
    _winsock2(tree, windows)
    _winsock1(tree, windows)
    _driver(tree, "Tcpip", "TCP/IP Protocol Driver", "tcpip.sys", windows, "PNP_TDI")
    _driver(tree, "AFD", "AFD", "afd.sys", windows, "TDI")
    _driver(tree, "NetBT", "NetBios over Tcpip", "netbt.sys", windows, "PNP_TDI")
    _helper(tree, "Tcpip", 2, "wshtcpip.dll")
    if not windows.is_old:
        _helper(tree, "Tcpip6", 23, "wship6.dll")
        tree.create("Tcpip6\\Parameters\\Interfaces\\" + STATIC_ADAPTER)
    _tcpip_settings(tree)
    for adapter, static in ((DHCP_ADAPTER, False), (STATIC_ADAPTER, True)):
        _interface(tree, adapter, static)
    devices = ["\\Device\\NetBT_Tcpip_" + adapter for adapter in (DHCP_ADAPTER, STATIC_ADAPTER)]
    tree.set("Tcpip\\Linkage", "Bind", v.multi(*["\\Device\\" + a for a in (DHCP_ADAPTER, STATIC_ADAPTER)]))
    for name in ("lanmanserver", "lanmanworkstation"):
        tree.set(name + "\\Linkage", "Bind", v.multi("\\Device\\NetbiosSmb", *devices))
        tree.set(name + "\\Linkage", "Route", v.multi('"NetbiosSmb"', '"NetBT" "Tcpip"'))
        tree.set(name + "\\Linkage", "Export", v.multi("\\Device\\%s_NetbiosSmb" % name))
    return tree
