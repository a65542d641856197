"""The harness's own judge of a machine's networking keys, written from the documented layout of the catalogs and sharing nothing with netmend.

judge(services) looks at a Tree below Services; `file_missing(path, half)` says whether a provider DLL is gone, and is left out
for an export whose files nobody can see. Findings with a code in DAMAGE make the verdict "damaged"; the rest is information.
"""

import re
from dataclasses import dataclass, field

from . import catalog_format as cf
from . import values as v

PARAMETERS = "WinSock2\\Parameters"
PROTOCOLS = PARAMETERS + "\\Protocol_Catalog9"
NAMESPACES = PARAMETERS + "\\NameSpace_Catalog5"

DAMAGE = {
    "winsock2-key-missing": "the key WinSock2 is not there",
    "catalog-missing": "a catalog key is not there",
    "value-missing": "a value that every reader needs is not there",
    "catalog-blank": "the protocol catalog has no entry",
    "number-missing": "an entry is missing from the numbering",
    "number-extra": "there are more entries than the count says",
    "entry-damaged": "an entry has no data or data of the wrong size",
    "id-twice": "two entries have the same catalog entry id",
    "id-not-issued": "an entry's id is not below the next id to be issued",
    "chain-cut": "a chain names an entry that is not in the catalog",
    "chain-length": "a chain is longer than seven",
    "provider-missing": "the DLL of a provider is not there",
    "bare-path": "an inbox provider's path is a bare file name",
    "base-tcp-missing": "no base provider for TCP over IPv4",
    "base-udp-missing": "no base provider for UDP over IPv4",
    "namespace-tcpip-missing": "no TCP/IP name space provider",
    "namespace-tcpip-off": "the TCP/IP name space provider is switched off",
    "winsock1-missing": "the key Winsock is not there or does not list TCP/IP",
    "helper-missing": "TCP/IP has no Winsock helper",
    "driver-missing": "a driver service of TCP/IP is not there",
    "service-disabled": "a service or driver that no socket works without is disabled",
    "dependency-missing": "a service waits for one that is not there",
}
INFORMATION = {
    "third-party": "a third party's provider",
    "writer-marker": "a subkey of eight hexadecimal digits, as a writer makes it; seen on healthy machines too",
    "disabled-namespace": "a name space provider is switched off",
    "service-off": "a service of the network is disabled, which may be somebody's wish",
}

# windows-modern, 8: what no socket works without, and what is needed by machines that ask for addresses and names.
NEEDED = ("Tcpip", "AFD", "tdx", "nsiproxy", "nsi", "BFE")
OFTEN_NEEDED = ("Dhcp", "Dnscache")
DISABLED = 4


@dataclass
class Verdict:
    findings: list = field(default_factory=list)  # (code, where)

    def add(self, code, where):
        self.findings.append((code, where))

    @property
    def codes(self):
        return {code for code, _ in self.findings}

    @property
    def damage(self):
        return sorted(self.codes & set(DAMAGE))

    @property
    def healthy(self):
        return not self.damage

    def __str__(self):
        return "healthy" if self.healthy else "damaged"


def sentence(code):
    return DAMAGE.get(code) or INFORMATION[code]


def judge(services, file_missing=None):
    verdict = Verdict()
    if not services.exists("WinSock2"):
        verdict.add("winsock2-key-missing", "WinSock2")
    elif not services.exists(PROTOCOLS) or not services.exists(NAMESPACES):
        verdict.add("catalog-missing", PROTOCOLS if not services.exists(PROTOCOLS) else NAMESPACES)
    else:
        halves = [""] + (["64"] if services.get(PROTOCOLS, "Num_Catalog_Entries64") or services.exists(PROTOCOLS + "\\Catalog_Entries64") else [])
        for half in halves:
            _protocol_half(services, half, verdict, file_missing)
            _namespace_half(services, half, verdict, file_missing)
        for name in services.subkeys(PROTOCOLS):
            if re.fullmatch(r"[0-9A-Fa-f]{8}", name):
                verdict.add("writer-marker", PROTOCOLS + "\\" + name)
    _transport(services, verdict)
    _services(services, verdict)
    return verdict


def _numbers(services, catalog, half, verdict, values):
    """The numbered subkeys of one half in order, after the counts were compared; None when nobody could read them."""
    entries = catalog + "\\Catalog_Entries" + half
    count = v.number_of(services.get(catalog, "Num_Catalog_Entries" + half))
    missing = [name for name in values if v.number_of(services.get(catalog, name)) is None]
    if count is None:
        missing.append("Num_Catalog_Entries" + half)
    for name in missing:
        verdict.add("value-missing", "%s, %s" % (catalog, name))
    if not services.exists(entries):
        verdict.add("catalog-missing", entries)
    if count is None or not services.exists(entries):
        return None
    there = services.subkeys(entries)
    wanted = ["%012d" % number for number in range(1, count + 1)]
    for name in wanted:
        if name not in there:
            verdict.add("number-missing", entries + "\\" + name)
    for name in there:
        if name not in wanted:
            verdict.add("number-extra", entries + "\\" + name)
    return [entries + "\\" + name for name in wanted if name in there]


def _protocol_half(services, half, verdict, file_missing):
    keys = _numbers(services, PROTOCOLS, half, verdict, ("Serial_Access_Num", "Next_Catalog_Entry_ID"))
    if keys is None:
        return
    found = {}
    for key in keys:
        value = services.get(key, "PackedCatalogItem")
        try:
            entry = cf.unpack(value[1] if value else b"")
        except ValueError:
            verdict.add("entry-damaged", key)
            continue
        if entry.entry_id in found:
            verdict.add("id-twice", key)
        found[entry.entry_id] = (key, entry)
    if not keys:
        verdict.add("catalog-blank", PROTOCOLS + "\\Catalog_Entries" + half)
    following = v.number_of(services.get(PROTOCOLS, "Next_Catalog_Entry_ID"))
    for key, entry in found.values():
        _protocol_entry(key, entry, half, found, following, verdict, file_missing)
    for kind, protocol, code in ((1, 6, "base-tcp-missing"), (2, 17, "base-udp-missing")):
        if not any(entry.provider == cf.TCPIP and entry.chain_length == 1 and
                   (entry.family, entry.kind, entry.protocol) == (2, kind, protocol) for _, entry in found.values()):
            verdict.add(code, PROTOCOLS + "\\Catalog_Entries" + half)


def _protocol_entry(key, entry, half, found, following, verdict, file_missing):
    if following is not None and entry.entry_id >= following:
        verdict.add("id-not-issued", key)
    if entry.chain_length > 7:
        verdict.add("chain-length", key)
    elif entry.chain_length > 1:
        for number in entry.chain[:entry.chain_length]:
            if number not in found:
                verdict.add("chain-cut", "%s names %d" % (key, number))
    if entry.provider not in cf.INBOX:
        verdict.add("third-party", "%s: %s" % (entry.path, entry.name))
    elif "\\" not in entry.path:
        verdict.add("bare-path", "%s: %s" % (key, entry.path))
    if file_missing and file_missing(entry.path, half):
        verdict.add("provider-missing", "%s: %s" % (key, entry.path))


def _namespace_half(services, half, verdict, file_missing):
    keys = _numbers(services, NAMESPACES, half, verdict, ("Serial_Access_Num",))
    if keys is None:
        return
    tcpip = False
    for key in keys:
        provider, path = services.get(key, "ProviderId"), v.text_of(services.get(key, "LibraryPath"))
        if provider is None or len(provider[1]) != 16 or not path:
            verdict.add("entry-damaged", key)
            continue
        tcpip = tcpip or provider[1] == cf.NS_TCPIP
        if v.number_of(services.get(key, "Enabled")) == 0:
            verdict.add("namespace-tcpip-off" if provider[1] == cf.NS_TCPIP else "disabled-namespace", key)
        if file_missing and file_missing(path, half):
            verdict.add("provider-missing", "%s: %s" % (key, path))
    if not tcpip:
        verdict.add("namespace-tcpip-missing", NAMESPACES + "\\Catalog_Entries" + half)


def _transport(services, verdict):
    transports = [name.lower() for name in v.texts_of(services.get("Winsock\\Parameters", "Transports"))]
    if "tcpip" not in transports:
        verdict.add("winsock1-missing", "Winsock\\Parameters, Transports")
    if not v.text_of(services.get("Tcpip\\Parameters\\Winsock", "HelperDllName")):
        verdict.add("helper-missing", "Tcpip\\Parameters\\Winsock")
    for driver in ("Tcpip", "AFD"):
        if v.number_of(services.get(driver, "Type")) is None:
            verdict.add("driver-missing", driver)


def _services(services, verdict):
    for name in NEEDED + OFTEN_NEEDED:
        if v.number_of(services.get(name, "Start")) == DISABLED:
            verdict.add("service-disabled" if name in NEEDED else "service-off", name)
        if not services.exists("RpcSs"):
            continue  # not all services are here, as in an export of the networking keys
        for other in v.texts_of(services.get(name, "DependOnService")):
            if not other.startswith("+") and not services.exists(other):
                verdict.add("dependency-missing", "%s waits for %s" % (name, other))
