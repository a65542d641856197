"""Turns a fresh clone into a machine: its Windows version, its networking keys, the fixtures and their switches.

The product finds everything where Windows has it (netsh.exe and drivers in system32, the component installer by its class id);
what is the sandbox's own lies in C:\\fx and below HKLM\\Software\\NetmendSandbox.
"""

import os
import shutil

from . import baselines, defaults, keys, places, reg_text, values, windows as versions
from . import catalog_format as cf
from .tree import Tree
from .wine_text import WineFile


def put(source, target):
    """Copies a file over a possibly hard-linked one without touching the other links."""
    os.makedirs(os.path.dirname(target), exist_ok=True)
    if os.path.lexists(target):
        os.unlink(target)
    shutil.copy2(source, target)


def find(folder, name):
    """A file of a folder, whatever the case of its name; None when it is not there."""
    try:
        return next((os.path.join(folder, entry) for entry in os.listdir(folder) if entry.lower() == name.lower()), None)
    except OSError:
        return None


def stack_of(machine_windows, registry):
    """The Tree below Services: from an export where one is given, drivers it does not name from the baseline."""
    baseline = baselines.services(machine_windows)
    if not registry:
        return baseline, Tree()
    export = reg_text.read(registry)
    tree = export.subtree("HKLM\\" + keys.SERVICES)
    if not tree.exists("WinSock2"):
        raise places.SandboxError("%s holds no WinSock2 key: it is not an export of the networking keys." % registry)
    if tree.exists("WinSock2\\Parameters\\Protocol_Catalog9\\Catalog_Entries64") != (machine_windows.bits == 64):
        raise places.SandboxError("%s comes from a Windows of the other bitness than %s." % (registry, machine_windows.name))
    for service in [row.name for row in baselines.service_rows(machine_windows)] or ("Tcpip", "AFD", "NetBT"):
        for name, value in baseline.values(service).items():
            if tree.get(service, "Type") is None or name == "ImagePath":
                tree.set(service, name, value)  # Wine loads a driver only by a \SystemRoot path, exports have a shorter form
    export.delete("HKLM\\" + keys.SERVICES)
    return tree, export


def provider_paths(services):
    """(path, bits) of every provider DLL that the catalogs name; bits is None for the only or 32-bit half."""
    parameters = "WinSock2\\Parameters\\"
    for suffix in ("", "64"):
        entries = parameters + "Protocol_Catalog9\\Catalog_Entries" + suffix
        for number in services.subkeys(entries):
            value = services.get(entries + "\\" + number, "PackedCatalogItem")
            if value and len(value[1]) == cf.ITEM_SIZE:
                yield cf.unpack(value[1]).path, suffix
        entries = parameters + "NameSpace_Catalog5\\Catalog_Entries" + suffix
        for number in services.subkeys(entries):
            path = values.text_of(services.get(entries + "\\" + number, "LibraryPath"))
            if path:
                yield path, suffix


def system_folder(prefix, bits, suffix):
    """The folder that "system32" in a catalog path means for one half of the catalog."""
    return os.path.join(prefix, "drive_c/windows", "syswow64" if bits == 64 and suffix == "" else "system32")


def dll_place(prefix, bits, path, suffix):
    """Where a catalog path points to on the Linux side; None for a bare file name or another folder."""
    parts = path.replace("/", "\\").lower().split("\\")
    if len(parts) >= 2 and parts[-2] == "system32":
        return os.path.join(system_folder(prefix, bits, suffix), parts[-1])
    return None


def provider_missing(prefix, bits, path, suffix):
    """Whether the file that a catalog path means is gone; a bare name means the system folder."""
    place = dll_place(prefix, bits, path if "\\" in path else "%SystemRoot%\\system32\\" + path, suffix)
    return place is not None and find(os.path.dirname(place), os.path.basename(place)) is None


def _provider_files(prefix, windows, services):
    halves = ("", "64") if windows.bits == 64 else ("",)
    helpers = {(transport.helper, half) for transport in baselines.transports(windows) for half in halves}
    for path, suffix in set(provider_paths(services)) | (set() if windows.is_old else helpers):
        bits = 32 if windows.bits == 32 or suffix == "" else 64
        place = dll_place(prefix, windows.bits, path, suffix)
        if place and not find(os.path.dirname(place), os.path.basename(place)):
            put(os.path.join(places.fixtures(bits), "provider.dll"), place)


def change_providers(prefix, windows, gone, made):
    """Takes provider DLLs out of the system folders, and puts loadable ones there."""
    for suffix, bits in (("", 32), ("64", 64)) if windows.bits == 64 else (("", 32),):
        folder = system_folder(prefix, windows.bits, suffix)
        for name in gone:
            place = find(folder, name)
            if place:
                os.unlink(place)
        for name in made:
            put(os.path.join(places.fixtures(bits), "provider.dll"), os.path.join(folder, name))


def _fixture_files(prefix, windows, srclient):
    """C:\\fx, the drivers, netsh.exe, and the Winsock library with Wine's own kept beside it."""
    system = os.path.join(prefix, "drive_c/windows")
    halves = [(windows.bits, "system32", "fx")] + ([(32, "syswow64", "fx/x86")] if windows.bits == 64 else [])
    for bits, folder, own in halves:
        built = places.fixtures(bits)
        for name in os.listdir(built):
            put(os.path.join(built, name), os.path.join(prefix, "drive_c", own, name))
        # The probe's name decides which Winsock a program gets; the harness's own look at sockets wants the same one.
        put(os.path.join(built, "sockets.exe"), os.path.join(prefix, "drive_c", own, "sockets", "netmend-probe.exe"))
        here = os.path.join(system, folder)
        real = find(here, "ws2_32.dll")
        if real:
            put(real, os.path.join(prefix, "drive_c", own, "real", "ws2_32.dll"))
            put(os.path.join(built, "ws2_32.dll"), real)
            put(os.path.join(built, "netsh.exe"), find(here, "netsh.exe") or os.path.join(here, "netsh.exe"))
    if srclient:
        put(os.path.join(places.fixtures(windows.bits), "srclient.dll"), os.path.join(system, "system32/srclient.dll"))
    for driver in baselines.driver_files(windows):
        put(os.path.join(places.fixtures(windows.bits), "driver.sys"), os.path.join(system, "system32/drivers", driver))
    os.makedirs(os.path.join(prefix, "drive_c/fx/run"), exist_ok=True)


def _service_manager(prefix, windows, user):
    """What netmend's service sees of the service control manager (fixtures/scm); it has the machine's own bitness."""
    library = find(os.path.join(prefix, "drive_c/windows/system32"), "sechost.dll")
    put(library, os.path.join(prefix, "drive_c/fx/real/sechost.dll"))
    put(os.path.join(places.fixtures(windows.bits), "sechost.dll"), library)
    user.set(keys.SERVICE_OVERRIDES, "sechost", values.sz("native,builtin"))


def deny_services(prefix, names):
    """Services whose configuration nobody may change."""
    folder = os.path.join(prefix, "drive_c/fx/denied")
    os.makedirs(folder, exist_ok=True)
    for name in names:
        with open(os.path.join(folder, name), "w"):
            pass


def _install_files(prefix):
    """The INF of TCP/IP as far as an installation's needs can be read from it (windows facts, 3.2)."""
    path = os.path.join(prefix, "drive_c/windows/inf/nettcpip.inf")
    os.makedirs(os.path.dirname(path), exist_ok=True)
    if os.path.lexists(path):
        os.unlink(path)
    with open(path, "w", newline="\r\n") as file:
        file.write("[Version]\nSignature = \"$Windows NT$\"\n\n[MS_TCPIP.PrimaryInstall]\nCopyFiles = CpyFiles_Sys ; drivers\n\n"
                   "[CpyFiles_Sys]\ntcpip.sys,,,2\n\n[DestinationDirs]\nCpyFiles_Sys = 12\nDefaultDestDir = 11\n")


def set_variants(system, variants):
    """Writes fixture=variant pairs; "netcfg=dead" takes the class away, as a broken registration would."""
    for name, variant in variants.items():
        system.set(keys.OWN + "\\Fixtures", name, values.sz(variant))
    if "netcfg" in variants:
        place = "Software\\Classes\\" + keys.NETCFG
        if variants["netcfg"] == "dead":
            system.delete(place.rsplit("\\", 1)[0])
        else:
            system.set(place, "", values.sz("C:\\fx\\netcfg.dll"))
            system.set(place, "ThreadingModel", values.sz("Both"))


def _first_user(system):
    """Before Vista it is the only service that a machine has for its network's sake."""
    key = keys.SERVICES + "\\" + baselines.FIRST_USER
    for name, value in (("Type", values.dword(0x10)), ("Start", values.dword(2)), ("ErrorControl", values.dword(1)),
                        ("ImagePath", values.expand("C:\\fx\\dnscache.exe")), ("ObjectName", values.sz("LocalSystem")),
                        ("DisplayName", values.sz("DNS Client (sandbox)"))):
        system.set(key, name, value)


SERVICE_START_DEADLINE = 30.0  # seconds; Windows' own. Wine has ten, which are few on a busy computer.


def furnish(prefix, windows, registry, variants, slowness=1.0):
    services, rest = stack_of(windows, registry)
    system = WineFile(os.path.join(prefix, "system.reg"))
    user = WineFile(os.path.join(prefix, "user.reg"))
    versions.present(system, windows)
    # A driver whose process came too late would count as one that does not run, and that is damage.
    system.set(keys.CONTROL, "ServicesPipeTimeout", values.dword(int(1000 * SERVICE_START_DEADLINE * slowness)))
    for name in keys.STACK:
        system.delete(keys.SERVICES + "\\" + name)
    system.graft(keys.SERVICES, services)
    for path, found in rest.subtree("HKLM").items():
        for name, value in found.items():
            system.set(path, name, value)
    system.graft(keys.OWN + "\\Defaults", defaults.defaults(services, windows))
    system.set(keys.OWN, "NetshWinsock", values.dword(1 if windows.has_netsh_winsock else 0))
    if not windows.services:
        _first_user(system)
    set_variants(system, {"netcfg": "works", **variants})
    user.set(keys.OVERRIDES, "netsh.exe", values.sz("native"))
    for program in keys.PROBE_OVERRIDES:
        user.set(program, "ws2_32", values.sz("native,builtin"))
        user.set(program, "srclient", values.sz("native,builtin" if windows.has_system_restore else ""))
    for guid, name in ((baselines.DHCP_ADAPTER, "Local Area Connection"), (baselines.STATIC_ADAPTER, "Local Area Connection 2")):
        connection = keys.NETWORK_CARDS + "\\" + guid + "\\Connection"
        system.set(connection, "Name", values.sz(name))
        system.set(connection, "PnpInstanceID", values.sz("PCI\\VEN_8086&DEV_1229\\" + guid[1:9]))
    _install_files(prefix)
    _fixture_files(prefix, windows, "srclient" in variants)
    _provider_files(prefix, windows, services)
    if windows.services:
        _service_manager(prefix, windows, user)
    system.save()
    user.save()
