"""The Windows versions a machine can present, and the registry values that make Wine's version calls answer so.

The values are those that Wine reads at the start of each process; GetVersionEx, RtlGetVersion and VerifyVersionInfo then agree.
"""

from dataclasses import dataclass

from . import keys, values


@dataclass(frozen=True)
class Windows:
    name: str
    title: str
    bits: int
    version: str
    build: int
    service_pack: int
    product: str = "WinNT"  # ServerNT for servers
    has_netsh_winsock: bool = True

    @property
    def has_system_restore(self):
        """Windows XP and later workstations."""
        return self.product == "WinNT" and self.version != "5.0"

    @property
    def is_old(self):
        """Before Vista: two-digit NT 5."""
        return self.version.startswith("5.")


ALL = {windows.name: windows for windows in (
    Windows("2000-sp4", "Windows 2000 Professional SP4, 32 bits", 32, "5.0", 2195, 4, has_netsh_winsock=False),
    Windows("xp-rtm", "Windows XP without service pack, 32 bits", 32, "5.1", 2600, 0, has_netsh_winsock=False),
    Windows("xp-sp1", "Windows XP SP1, 32 bits", 32, "5.1", 2600, 1, has_netsh_winsock=False),
    Windows("xp-sp2", "Windows XP SP2, 32 bits", 32, "5.1", 2600, 2),
    Windows("xp-sp3", "Windows XP SP3, 32 bits", 32, "5.1", 2600, 3),
    Windows("2003-rtm", "Windows Server 2003 without service pack, 32 bits", 32, "5.2", 3790, 0, "ServerNT", False),
    Windows("2003-sp1", "Windows Server 2003 SP1, 32 bits", 32, "5.2", 3790, 1, "ServerNT"),
    Windows("2003-sp2", "Windows Server 2003 SP2, 32 bits", 32, "5.2", 3790, 2, "ServerNT"),
    Windows("xp-x64-sp2", "Windows XP Professional x64 SP2", 64, "5.2", 3790, 2),
    Windows("win7", "Windows 7 SP1, 64 bits", 64, "6.1", 7601, 1),
)}


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
