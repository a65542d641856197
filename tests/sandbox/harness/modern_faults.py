"""The ways a machine can be broken that people on Vista and later have (windows-modern, 10); a part of faults.py."""

from . import catalog_format as cf
from . import values as v
from .catalog_edit import CATALOG, bases, entries_of, halves_of, spaces_of, write, write_spaces

LAYER = cf.guid("{B5A3C1E2-7F04-4D1B-9C55-2A61D0E48F33}")
LAYER_DLL = "acmelsp.dll"
OTHER_LAYER = cf.guid("{3D0E5C77-91B4-4A62-8E0F-C6527A1B9D40}")
OTHER_DLL = "boreaflt.dll"
NAME_SPACE_DLL = "acmensp.dll"
DISABLED = 4


def _install(stack, suffix, title, guid, dll, below=()):
    """As an installer does: first in order a chain over each base of IPv4, through the chains of `below` where such a product is there,
    then the product's own entry; ids that were never used, so that those of the two halves differ."""
    entries = entries_of(stack, suffix)
    number = v.number_of(stack.get(CATALOG, "Next_Catalog_Entry_ID"))
    path = "%SystemRoot%\\system32\\" + dll
    own = cf.Protocol(path, guid, number, 2, 1, 6, title, provider_flags=cf.HIDDEN, chain_length=0)
    chains = []
    for base in bases(entries):
        links = [number, *[entry.entry_id for entry in entries if entry.chain_length == 0 and entry.provider in below], base.entry_id]
        chains.append(cf.Protocol(path, guid, number + 1 + len(chains), base.family, base.kind, base.protocol,
                                  "%s over [%s]" % (title, base.name), base.flags & ~0x20000, base.provider_flags, links, len(links),
                                  base.address_size, base.protocol_offset, base.message_size))
    write(stack, suffix, chains + entries + [own])


def _healthy_product(stack, suffix, below=()):
    _install(stack, suffix, "Borea Filter", OTHER_LAYER, OTHER_DLL, below)


def _orphan(stack, suffix):
    _install(stack, suffix, "Acme Shield", LAYER, LAYER_DLL)


def _orphan_beside_healthy(stack, windows):
    for suffix in halves_of(stack):
        _healthy_product(stack, suffix)
        _orphan(stack, suffix)
    return [LAYER_DLL], [OTHER_DLL]


def _orphan_below_healthy(stack, windows):
    for suffix in halves_of(stack):
        _orphan(stack, suffix)
        _healthy_product(stack, suffix, below=(LAYER,))
    return [LAYER_DLL], [OTHER_DLL]


def _orphan_in(which):
    """In one half only, where there are two; the healthy product is in both."""
    def fault(stack, windows):
        halves = halves_of(stack)
        for suffix in halves:
            _healthy_product(stack, suffix)
        _orphan(stack, halves[0] if which == 32 else halves[-1])
        return [LAYER_DLL], [OTHER_DLL]
    return fault


def _cut_below_healthy(stack, windows):
    for suffix in halves_of(stack):
        _orphan(stack, suffix)
        _healthy_product(stack, suffix, below=(LAYER,))
        write(stack, suffix, [entry for entry in entries_of(stack, suffix) if entry.provider != LAYER])
    return [LAYER_DLL], [OTHER_DLL]


def _wrong_count(stack, windows):
    """The last two entries are not counted, so that nobody reads them."""
    for suffix in halves_of(stack):
        stack.set(CATALOG, "Num_Catalog_Entries" + suffix, v.dword(len(entries_of(stack, suffix)) - 2))
    return [], []


def _base_udp_gone_in_one(stack, windows):
    suffix = halves_of(stack)[0]
    write(stack, suffix, [e for e in entries_of(stack, suffix) if not (e.provider == cf.TCPIP and e.kind == 2)])
    return [], []


def _old_key_without_tcpip(stack, windows):
    names = v.texts_of(stack.get("Winsock\\Parameters", "Transports"))
    stack.set("Winsock\\Parameters", "Transports", v.multi(*[name for name in names if name.lower() != "tcpip"]))
    return [], []


def _protocols_blank(stack, windows):
    """As somebody's "repair tool" leaves it: the catalog is there, and no entry in it."""
    for suffix in halves_of(stack):
        write(stack, suffix, [])
    return [], []


def _dns_space_missing(stack, windows):
    for suffix in halves_of(stack):
        write_spaces(stack, suffix, [found for found in spaces_of(stack, suffix) if found["ProviderId"][1] != cf.NS_TCPIP])
    return [], []


def _dns_space_off(stack, windows):
    for suffix in halves_of(stack):
        entries = spaces_of(stack, suffix)
        for found in entries:
            if found["ProviderId"][1] == cf.NS_TCPIP:
                found["Enabled"] = v.dword(0)
        write_spaces(stack, suffix, entries)
    return [], []


def add_name_space(stack):
    """Another product's name-space provider, whose DLL is NAME_SPACE_DLL."""
    for suffix in halves_of(stack):
        entries = spaces_of(stack, suffix)
        added = {**entries[0], "LibraryPath": v.sz("%SystemRoot%\\system32\\" + NAME_SPACE_DLL), "DisplayString": v.sz("Acme Names"),
                 "ProviderId": v.binary(OTHER_LAYER), "SupportedNameSpace": v.dword(12)}
        write_spaces(stack, suffix, entries + [added])


def _space_orphan(stack, windows):
    add_name_space(stack)
    return [NAME_SPACE_DLL], []


def _disabled(service):
    def fault(stack, windows):
        stack.set(service, "Start", v.dword(DISABLED))
        return [], []
    return fault


def _dependency_gone(stack, windows):
    """A program that watched the network was uninstalled; what it stood below still waits for it."""
    stack.set("nsi", "DependOnService", v.multi(*v.texts_of(stack.get("nsi", "DependOnService")), "AcmeWatch"))
    return [], []


ALL = {
    "orphan-beside-healthy": ("an uninstaller removed the DLL of a layered provider; another product's, which loads, stands beside it",
                              _orphan_beside_healthy),
    "orphan-below-healthy": ("the chains of a layered provider whose DLL is there stand on one whose DLL is gone", _orphan_below_healthy),
    "orphan-in-32-bits": ("the same as orphan-beside-healthy, in the 32-bit half of the catalog only", _orphan_in(32)),
    "orphan-in-64-bits": ("the same as orphan-beside-healthy, in the 64-bit half of the catalog only", _orphan_in(64)),
    "cut-below-healthy": ("the chains of a layered provider whose DLL is there name one that is gone", _cut_below_healthy),
    "wrong-count": ("the count of the protocol catalog is lower than the number of its entries", _wrong_count),
    "base-udp-gone-in-32-bits": ("the 32-bit half is consistent, but the base provider for UDP over IPv4 is not in it", _base_udp_gone_in_one),
    "protocols-blank": ("the protocol catalog is there and holds no entry", _protocols_blank),
    "old-key-without-tcpip": ("the old Winsock key does not name TCP/IP any more", _old_key_without_tcpip),
    "dns-name-space-missing": ("the name-space provider of DNS is not in the catalog", _dns_space_missing),
    "dns-name-space-off": ("the name-space provider of DNS is switched off", _dns_space_off),
    "orphaned-name-space": ("an uninstaller removed the DLL of a name-space provider but not its entry", _space_orphan),
    "nsi-disabled": ("the service nsi, without which nothing finds its network, is disabled", _disabled("nsi")),
    "dhcp-disabled": ("the DHCP client is disabled", _disabled("Dhcp")),
    "dnscache-disabled": ("the DNS client is disabled", _disabled("Dnscache")),
    "bfe-disabled": ("the base of all firewalls is disabled", _disabled("BFE")),
    "afd-disabled": ("the driver below Winsock is disabled", _disabled("AFD")),
    "dependency-gone": ("the service nsi waits for a service that does not exist", _dependency_gone),
}

# They need a machine whose services are known.
OF_SERVICES = ("nsi-disabled", "dhcp-disabled", "dnscache-disabled", "bfe-disabled", "afd-disabled", "dependency-gone")
