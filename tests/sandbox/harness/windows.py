"""The Windows versions a machine can present, and the registry values that make Wine's version calls answer so.

The values are those that Wine reads at the start of each process; GetVersionEx, RtlGetVersion and VerifyVersionInfo then agree.
"""

from dataclasses import dataclass

from . import keys, values
from .catalog_data import catalog_data


@dataclass(frozen=True)
class Windows:
    name: str
    title: str
    bits: int
    version: str
    build: int
    service_pack: int
    product: str  # WinNT, ServerNT
    protocols: str  # lists of tests/data/catalogs.txt
    name_spaces: str
    services: str  # "": none, before Vista
    transports: str
    has_netsh_winsock: bool

    @property
    def has_system_restore(self):
        """Windows XP and later workstations."""
        return self.product == "WinNT" and self.version != "5.0"

    @property
    def is_old(self):
        """Before Vista: two-digit NT 5."""
        return self.version.startswith("5.")


# `netsh winsock` came with Windows XP SP2 and Server 2003 SP1 (the articles).
_WITHOUT_NETSH_WINSOCK = ("2000-sp4", "xp-rtm", "xp-sp1", "2003-rtm")


def _windows(name):
    row = catalog_data().windows[name]
    return Windows(name, row.title, row.bits, row.version, row.build, row.service_pack,
                   "ServerNT" if row.product == "server" else "WinNT", row.protocols, row.name_spaces,
                   row.services, row.transports, name not in _WITHOUT_NETSH_WINSOCK)


ALL = {name: _windows(name) for name in (
    "2000-sp4", "xp-rtm", "xp-sp1", "xp-sp2", "xp-sp3", "2003-rtm", "2003-sp1", "2003-sp2", "xp-x64-sp2",
    "vista-sp2-x86", "vista-sp2", "2008-r2", "win7-x86", "win7", "win8.1", "win10-1709", "win10-1903", "win10-22h2-x86",
    "win10-22h2", "2016", "2019", "2022", "win11-23h2")}
OLD = {name: windows for name, windows in ALL.items() if windows.is_old}
MODERN = {name: windows for name, windows in ALL.items() if not windows.is_old}


def present(system, windows):
    """Writes the version into a machine's system.reg (a WineFile)."""
    current = "Software\\Microsoft\\Windows NT\\CurrentVersion"
    pack = values.sz("Service Pack %d" % windows.service_pack) if windows.service_pack else None
    places = [current]
    if windows.bits == 64:
        places.append("Software\\Wow6432Node\\Microsoft\\Windows NT\\CurrentVersion")
    for place in places:
        system.set(place, "CurrentVersion", values.sz(windows.version))
        system.set(place, "CurrentBuildNumber", values.sz(str(windows.build)))
        system.set(place, "CurrentBuild", values.sz(str(windows.build)))
        system.set(place, "CSDVersion", pack)
        system.set(place, "ProductName", values.sz(windows.title))
        for newer in ("CurrentMajorVersionNumber", "CurrentMinorVersionNumber"):
            system.set(place, newer, None)
    control = keys.CONTROL
    system.set(control + "\\Windows", "CSDVersion", values.dword(windows.service_pack * 0x100))
    system.set(control + "\\ProductOptions", "ProductType", values.sz(windows.product))
