"""What a healthy machine's networking keys hold, by Windows version: written from documented facts, not copied from a machine.

services(windows) gives the Tree below HKLM\\System\\CurrentControlSet\\Services. Two adapters: the first takes its
address by DHCP, the second has a static one, so that a repair that loses settings is seen.
"""

import struct
from dataclasses import replace

from . import catalog_format as cf
from . import values as v
from .catalog_data import catalog_data
from .tree import Tree

DHCP_ADAPTER = "{4C1B7A60-52A9-4B0E-8D7E-0A5C2F1E9B11}"
STATIC_ADAPTER = "{9E27D4F3-1B86-4E55-A0C9-6D3B8E7F2A22}"
FREE_IDS = 5  # between the base entries and those of connections: ones that came and went have used them up


def protocols(windows):
    """The protocol entries in their default order (the order decides which provider a plain socket() gets)."""
    found = [replace(entry) for entry in catalog_data().protocols[windows.protocols]]
    following = max(entry.entry_id for entry in found) + FREE_IDS
    for number, card in enumerate((DHCP_ADAPTER, STATIC_ADAPTER)):
        for entry in catalog_data().connections.get(windows.protocols, ()):
            found.append(replace(entry, entry_id=following, protocol=0x80000000 if number == 0 else -number,
                                 provider_flags=entry.provider_flags if number == 0 else 0,
                                 name=entry.name.replace("{card}", card).replace("{n}", str(number))))
            following += 1
    return found


def namespaces(windows):
    """(name, provider id, DLL, name space) in order."""
    return catalog_data().name_spaces[windows.name_spaces]


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
    if not windows.is_old:
        _categories(tree, at + "\\AppId_Catalog", windows)


def _categories(tree, at, windows):
    """What Windows itself keeps out of layered providers (windows-modern 5.3): for each program a key by its path."""
    system = "C:\\Windows\\System32\\"
    if windows.version == "10.0":
        found = [(key, program, "", 0x40000000) for key, program in (
            ("06EBDCB1", "wininit.exe"), ("343305C9", "lsass.exe"), ("2C69D9F1", "svchost.exe"))]
    else:
        found = [("06EBDCB1", "wininit.exe", "", 0x80000040), ("343305C9", "lsass.exe", "", 0x80000000)]
        for key, group, category in (("0F0A6651", "NetworkService", 0x80000044), ("1F4968A0", "LocalServiceNetworkRestricted", 0x80000044),
                                     ("215FDCCA", "LocalServiceAndNoImpersonation", 0x80000040), ("34FFF7C0", "LocalService", 0x80000044)):
            found.append(("2C69D9F1-" + key, "svchost.exe", "-k " + group, category))
    for key, program, arguments, category in found:
        tree.set(at + "\\" + key, "AppFullPath", v.sz(system + program))
        tree.set(at + "\\" + key, "PermittedLspCategories", v.dword(category))
        if arguments:
            tree.set(at + "\\" + key, "AppArgs", v.sz(arguments))


KNOWN_STATIC = ("Tcpip", "Tcpip6", "NwlnkIpx", "NwlnkSpx", "AppleTalk", "IsoTp", "Psched")  # on all builds (windows-modern 2.2)


def transports(windows):
    return catalog_data().transports[windows.transports]


def _winsock1(tree, windows):
    names = [transport.name for transport in transports(windows)]
    tree.set("Winsock", "ErrorControl", v.dword(1))
    tree.set("Winsock", "Start", v.dword(3))
    tree.set("Winsock", "Type", v.dword(4))
    tree.set("Winsock\\Parameters", "Transports", v.multi(*names))
    tree.set("Winsock\\Setup Migration", "Setup Version", v.dword(0x1009))
    # From Vista on it is another order than that of Transports.
    tree.set("Winsock\\Setup Migration", "Provider List", v.multi(*(names if windows.is_old else sorted(names))))
    if not windows.is_old:
        tree.set("Winsock\\Setup Migration", "Known Static Providers", v.multi(*KNOWN_STATIC))
    for transport in transports(windows):
        tree.set("Winsock\\Setup Migration\\Providers\\" + transport.name, "WinSock 2.0 Provider ID", v.binary(transport.provider))


def _mapping(windows, entries):
    """Rows of address family, type, protocol (Configuring a Winsock helper DLL)."""
    family = entries[0].family
    if entries[0].provider in (cf.TCPIP, cf.TCPIP6):
        rows = [(family, 1, 6), (family, 1, 0), (family, 0, 6), (family, 2, 17), (family, 2, 0), (family, 0, 17)]
        rows += [(family, 3, 0)] if windows.is_old else [(family, 3, 255), (family, 3, 0)]
    else:
        rows = [(entry.family, entry.kind, entry.protocol) for entry in entries]
    return struct.pack("<2I", len(rows), 3) + b"".join(struct.pack("<3I", *row) for row in rows)


def _helper(tree, transport, windows):
    """What a transport keeps for Winsock: its helper DLL, and from Windows 10 on a template for each of its entries."""
    entries = sorted((entry for entry in catalog_data().protocols[windows.protocols] if entry.provider == transport.provider),
                     key=lambda entry: entry.entry_id)
    if not entries:
        return  # NetBIOS: an entry for each connection
    key = transport.name + "\\Parameters\\Winsock"
    tree.set(key, "HelperDllName", v.expand(transport.helper))
    tree.set(key, "Mapping", v.binary(_mapping(windows, entries)))
    tree.set(key, "MinSockAddrLength", v.dword(_least(entries[0])))
    tree.set(key, "MaxSockAddrLength", v.dword(entries[0].address_size))
    tree.set(key, "UseDelayedAcceptance", v.dword(0))
    if windows.version == "10.0":
        tree.set(key, "ProviderGUID", v.binary(transport.provider))
        tree.set(key, "OfflineCapable", v.dword(1))
    for number, entry in enumerate(entries if transport.has_templates else ()):
        _template(tree, "%s\\%d" % (key, number), entry)


def _least(entry):
    return entry.address_size if entry.address_min is None else entry.address_min


def _template(tree, key, entry):
    """One entry as the transport keeps it, by exports of Windows 10 machines: its name is an expandable string without the NUL."""
    for name, number in (("Version", entry.version), ("AddressFamily", entry.family), ("MaxSockAddrLength", entry.address_size),
                         ("MinSockAddrLength", _least(entry)), ("SocketType", entry.kind), ("Protocol", entry.protocol),
                         ("ProtocolMaxOffset", entry.protocol_offset), ("ByteOrder", 0), ("MessageSize", entry.message_size),
                         ("ProviderFlags", entry.provider_flags), ("ServiceFlags", entry.flags)):
        tree.set(key, name, v.dword(number))
    tree.set(key, "szProtocol", (v.EXPAND_SZ, entry.name.encode("utf-16-le")))


# Services that Wine has itself: they keep their programs, and get only what a repair may change.
WINES_OWN = ("rpcss", "eventlog", "winmgmt", "nsiproxy", "ndis")
DRIVER = 1
FIRST_USER = "Dnscache"  # of Winsock at boot (fixtures/dnscache.cpp)


def service_rows(windows):
    return catalog_data().services[windows.services] if windows.services else []


def driver_files(windows):
    """Names of the driver files that stand for the machine's drivers."""
    rows = [row.name for row in service_rows(windows) if row.type == DRIVER and row.name.lower() not in WINES_OWN]
    return [name.lower() + ".sys" for name in rows or ("Tcpip", "AFD", "NetBT")]


def _image(row):
    if row.type == DRIVER:  # in the only relative form that Wine loads a driver by
        return "\\SystemRoot\\System32\\drivers\\%s.sys" % row.name.lower()
    return "C:\\fx\\dnscache.exe" if row.name == FIRST_USER else "C:\\fx\\host.exe " + row.name


def _service(tree, row):
    """One service or driver by default. What Wine's service control manager would add when it changes a service is there already, so that
    nothing but the change itself is seen afterwards."""
    tree.set(row.name, "Start", v.dword(row.start))
    if row.depends_on:
        tree.set(row.name, "DependOnService", v.multi(*row.depends_on))
    if row.name.lower() in WINES_OWN:
        return
    for value, number in (("Type", row.type), ("ErrorControl", 1), ("PreshutdownTimeout", 180000)):
        tree.set(row.name, value, v.dword(number))
    for value, text in (("DisplayName", row.title), ("ImagePath", _image(row)), ("ObjectName", "LocalSystem")):
        tree.set(row.name, value, v.sz(text))
    if row.type == DRIVER:  # of one group: Wine has a process for each
        tree.set(row.name, "Group", v.sz("PNP_TDI"))


def _driver(tree, name, title, file, group):
    """A driver before Vista. The image path is in the \\SystemRoot form, the only relative one that Wine loads a driver by."""
    for value, number in (("Type", DRIVER), ("Start", 1), ("ErrorControl", 1)):
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
    if windows.is_old:
        _driver(tree, "Tcpip", "TCP/IP Protocol Driver", "tcpip.sys", "PNP_TDI")
        _driver(tree, "AFD", "AFD", "afd.sys", "TDI")
        _driver(tree, "NetBT", "NetBios over Tcpip", "netbt.sys", "PNP_TDI")
    else:
        tree.create("Tcpip6\\Parameters\\Interfaces\\" + STATIC_ADAPTER)
    for row in service_rows(windows):
        _service(tree, row)
    for transport in transports(windows):
        _helper(tree, transport, windows)
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
