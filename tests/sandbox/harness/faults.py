"""The ways a machine can be broken. Each changes the networking keys as a documented or observed damage does (both halves of the
catalog on 64-bit Windows, where it does not say otherwise); ALL gives each one's sentence, apply() does it.
"""

from . import catalog_format as cf
from . import modern_faults
from . import values as v
from .catalog_edit import CATALOG, bases, entries_of, halves_of, write
from .errors import SandboxError
from .modern_faults import LAYER, LAYER_DLL

MALWARE_DLL = "winhlpp.dll"


def _layered(stack, suffix, first, with_own_entry=True):
    """Installs a layered provider over IPv4: its own hidden entry and a chain over each base, before or after the bases."""
    entries = entries_of(stack, suffix)
    number = max(e.entry_id for e in entries) + 10
    path = "%SystemRoot%\\system32\\" + LAYER_DLL
    own = cf.Protocol(path, LAYER, number, 2, 1, 6, "Acme Shield", provider_flags=cf.HIDDEN, chain_length=0)
    chains = []
    for base in bases(entries):
        chains.append(cf.Protocol(path, LAYER, number + 1 + len(chains), base.family, base.kind, base.protocol,
                                  "Acme Shield over [%s]" % base.name, base.flags & ~0x20000, base.provider_flags,
                                  [number, base.entry_id], 2, base.address_size, base.protocol_offset, base.message_size))
    owns = [own] if with_own_entry else []
    write(stack, suffix, chains + entries + owns if first else entries + owns + chains)


def _provider_dll_missing(stack, windows):
    for suffix in halves_of(stack):
        _layered(stack, suffix, first=True)
    return [LAYER_DLL], []


def _left_behind(stack, windows):
    for suffix in halves_of(stack):
        _layered(stack, suffix, first=False)
    return [LAYER_DLL], []


def _chain_names_gone_entry(stack, windows):
    for suffix in halves_of(stack):
        _layered(stack, suffix, first=True, with_own_entry=False)
    return [], [LAYER_DLL]


def _healthy_layer(stack, windows):
    for suffix in halves_of(stack):
        _layered(stack, suffix, first=True)
    return [], [LAYER_DLL]


def _healthy_names(stack, windows):
    modern_faults.add_name_space(stack)
    return [], [modern_faults.NAME_SPACE_DLL]


def _numbering_gap(stack, windows):
    for suffix in halves_of(stack):
        raw = next(i for i, e in enumerate(entries_of(stack, suffix), 1) if e.provider == cf.TCPIP and e.kind == 3)
        stack.delete("%s\\Catalog_Entries%s\\%012d" % (CATALOG, suffix, raw))
    return [], []


def _base_tcp_gone(stack, windows):
    for suffix in halves_of(stack):
        write(stack, suffix, [e for e in entries_of(stack, suffix) if not (e.provider == cf.TCPIP and e.kind == 1)])
    return [], []


def _both_keys_deleted(stack, windows):
    stack.delete("WinSock2")
    stack.delete("Winsock")
    return [], []


def _half_written(stack, windows):
    for suffix in halves_of(stack):
        at = CATALOG + "\\Catalog_Entries" + suffix
        numbers = stack.subkeys(at)
        for number in numbers[len(numbers) // 2:]:
            stack.delete(at + "\\" + number)
    serial = (v.number_of(stack.get(CATALOG, "Serial_Access_Num")) or 1) + 1
    stack.set(CATALOG, "Serial_Access_Num", v.dword(serial))
    stack.create("%s\\%08X" % (CATALOG, serial))
    return [], []


def _bare_path_malware(stack, windows):
    for suffix in halves_of(stack):
        entries = entries_of(stack, suffix)
        for entry in bases(entries):
            entry.path = MALWARE_DLL
        write(stack, suffix, entries)
    return [MALWARE_DLL], []


ALL = {
    "provider-dll-missing": ("a layered provider stands over TCP/IP, first in order, and its DLL is gone", _provider_dll_missing),
    "chain-names-gone-entry": ("chains over TCP/IP name a layered provider whose own entry is gone", _chain_names_gone_entry),
    "numbering-gap": ("one entry is missing from the numbering of the protocol catalog", _numbering_gap),
    "base-tcp-gone": ("the catalog is consistent, but the base provider for TCP over IPv4 is not in it", _base_tcp_gone),
    "both-keys-deleted": ("the keys Winsock and WinSock2 are gone; the next start writes a blank WinSock2", _both_keys_deleted),
    "half-written": ("a writer died: half of the entries are gone, the counts are old, its marker is left behind", _half_written),
    "bare-path-malware": ("the base providers of IPv4 point to a bare DLL name that malware left and a cleaner removed", _bare_path_malware),
    "layered-provider-left-behind": ("an uninstaller removed the DLL of a layered provider but not its entries, last in order", _left_behind),
    **modern_faults.ALL,
    "healthy-layered-provider": ("no damage: a third party's layered provider stands over TCP/IP and its DLL is there", _healthy_layer),
    "healthy-name-provider": ("no damage: a third party's name-space provider answers names and its DLL is there", _healthy_names),
}


# What the procedures of the two articles are for.
OF_THE_ARTICLES = ("provider-dll-missing", "chain-names-gone-entry", "numbering-gap", "base-tcp-gone", "both-keys-deleted", "half-written",
                   "bare-path-malware", "layered-provider-left-behind")
FROM_VISTA = modern_faults.OF_SERVICES


def fits(name, windows):
    """Whether a machine of that Windows (None: unknown) can have the fault."""
    return name not in FROM_VISTA or bool(windows and windows.services)


def apply(name, stack, windows):
    """Changes `stack` (the Tree below Services). Returns (DLL names that go from system32, DLL names that must be there)."""
    if name not in ALL:
        raise SandboxError("'%s' is no fault; 'machine faults' lists them." % name)
    if not fits(name, windows):
        raise SandboxError("The fault '%s' is one of Windows Vista and later." % name)
    return ALL[name][1](stack, windows)
