"""What the fixtures put back when they do the work of netsh or of the component installer: copies of the machine's own clean keys,
kept in the registry below HKLM\\Software\\NetmendSandbox\\Defaults, where the product never looks.
"""

from . import baselines
from . import catalog_format as cf
from .tree import Tree


def _clean_protocols(services, suffix):
    """The machine's inbox base entries, in their order, with fresh ids: the clean state that a reset makes."""
    entries = "WinSock2\\Parameters\\Protocol_Catalog9\\Catalog_Entries" + suffix
    found = []
    for number in services.subkeys(entries):
        value = services.get(entries + "\\" + number, "PackedCatalogItem")
        entry = cf.unpack(value[1]) if value else None
        if entry and entry.provider in cf.INBOX and entry.chain_length == 1:
            entry.entry_id = 1001 + len(found)
            found.append(entry)
    return found


def defaults(services, windows):
    """The Tree for ...\\Defaults, from the machine's healthy services Tree (baseline or export)."""
    tree = Tree()
    vista = not windows.is_old
    clean = _clean_protocols(services, "64" if windows.bits == 64 else "")
    baselines.write_protocols(tree, "Reset", clean, windows.bits, vista)
    # Installing TCP/IP writes what belongs to TCP/IP itself; RSVP belongs to the packet scheduler and is not among it.
    installed = [entry for entry in clean if entry.provider in (cf.TCPIP, cf.NETBIOS)]
    baselines.write_protocols(tree, "Install", installed, windows.bits, vista)
    baselines.write_protocols(tree, "InstallBare", [e for e in installed if e.provider == cf.TCPIP], windows.bits, vista)
    tree.graft("NameSpace_Catalog5", services.subtree("WinSock2\\Parameters\\NameSpace_Catalog5"))
    tree.graft("Winsock", services.subtree("Winsock"))
    tree.graft("TcpipWinsock", services.subtree("Tcpip\\Parameters\\Winsock"))
    # What the uninstallation on Windows 2000 takes away; netsh's own defaults are laid over the settings afterwards.
    tree.graft("Tcpip", services.subtree("Tcpip"))
    for service in ("lanmanserver", "lanmanworkstation"):
        tree.graft(service, services.subtree(service + "\\Linkage"))
    return tree
