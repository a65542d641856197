"""Both halves of a machine's catalogs as lists of entries, read and written again whole and consistent."""

from . import catalog_format as cf
from . import values as v

CATALOG = "WinSock2\\Parameters\\Protocol_Catalog9"
SPACES = "WinSock2\\Parameters\\NameSpace_Catalog5"


def halves_of(stack):
    return [suffix for suffix in ("", "64") if stack.exists(CATALOG + "\\Catalog_Entries" + suffix)]


def entries_of(stack, suffix):
    at = CATALOG + "\\Catalog_Entries" + suffix
    return [cf.unpack(stack.get(at + "\\" + number, "PackedCatalogItem")[1]) for number in stack.subkeys(at)]


def write(stack, suffix, entries):
    """Puts a whole, consistent half in place."""
    at = CATALOG + "\\Catalog_Entries" + suffix
    named = any(stack.get(at + "\\" + number, "ProtocolName") for number in stack.subkeys(at))
    stack.delete(at)
    stack.create(at)
    for number, entry in enumerate(entries, 1):
        key = "%s\\%012d" % (at, number)
        stack.set(key, "PackedCatalogItem", v.binary(entry.pack()))
        if named:
            stack.set(key, "ProtocolName", v.sz(entry.name))
    stack.set(CATALOG, "Num_Catalog_Entries" + suffix, v.dword(len(entries)))
    following = max([e.entry_id for e in entries] + [(v.number_of(stack.get(CATALOG, "Next_Catalog_Entry_ID")) or 1001) - 1]) + 1
    stack.set(CATALOG, "Next_Catalog_Entry_ID", v.dword(following))


def bases(entries):
    return [e for e in entries if e.provider == cf.TCPIP and e.chain_length == 1]


def spaces_of(stack, suffix):
    """[{name: value} of each name-space entry] in order."""
    at = SPACES + "\\Catalog_Entries" + suffix
    return [stack.values(at + "\\" + number) for number in stack.subkeys(at)]


def write_spaces(stack, suffix, entries):
    at = SPACES + "\\Catalog_Entries" + suffix
    stack.delete(at)
    stack.create(at)
    for number, found in enumerate(entries, 1):
        for name, value in found.items():
            stack.set("%s\\%012d" % (at, number), name, value)
    stack.set(SPACES, "Num_Catalog_Entries" + suffix, v.dword(len(entries)))
