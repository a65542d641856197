"""Templates and clones: one Wine prefix per bitness is made once; a machine is a tree of hard links to it. How slow
a small program is here is measured when it is made (slowness.py).

Wine replaces files instead of writing into them, so links are safe for everything but what is listed in OWN.
"""

import fcntl
import os
import shutil

from . import places, slowness
from .session import Session

# Written in place by Wine or by programs: a clone gets real copies.
OWN = (".update-timestamp", "drive_c/users", "drive_c/ProgramData", "drive_c/windows/inf", "drive_c/windows/win.ini",
       "drive_c/windows/system.ini", "drive_c/windows/temp")
LEFT_OUT = ("wineserver",)


DEADLINE = 900.0  # for making one; nothing is known yet of how slow this machine is


def _folder(wine, bits):
    kind = "win%d%s%s" % (bits, "-both" if wine.both_bitnesses else "", "-emulated" if wine.emulator else "")
    return os.path.join(places.base(), "templates", kind)


def _complete(folder):
    """Seconds of processor time that a small program takes; None while the template is not there."""
    try:
        with open(os.path.join(folder, "complete")) as file:
            return float(file.read())
    except (OSError, ValueError):
        return None


def slowness_of(wine, bits):
    """The factor for the deadlines of a machine; 1 as long as there is no template to have measured it."""
    return slowness.factor(_complete(_folder(wine, bits)) or 0.0)


def _make(wine, bits, folder):
    shutil.rmtree(folder, ignore_errors=True)
    for part in ("home", "tmp"):
        os.makedirs(os.path.join(folder, part))
    small = "%s 'C:\\windows\\%s\\cmd.exe' /c exit" % (wine.loader, "syswow64" if wine.both_bitnesses else "system32")
    script = "set -e; %s wineboot.exe -i; %s; %s -w" % (wine.loader, slowness.script(small), wine.SERVER)
    said = Session(wine, folder).once(script, DEADLINE, "win32" if bits == 32 else "win64")
    with open(os.path.join(folder, "prefix", ".update-timestamp"), "w") as file:
        file.write("disable\n")
    with open(os.path.join(folder, "complete"), "w") as file:
        file.write("%.3f\n" % slowness.measured(said))


def template(bits):
    """The folder of the template prefix, made now when it is not there yet (about half a minute)."""
    wine = places.Wine(bits)
    folder = _folder(wine, bits)
    os.makedirs(os.path.dirname(folder), exist_ok=True)
    with open(folder + ".lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if _complete(folder) is None:
            _make(wine, bits, folder)
    return os.path.join(folder, "prefix")


def _own(relative):
    return relative.endswith(".reg") and "/" not in relative or any(
        relative == own or relative.startswith(own + "/") for own in OWN)


def clone(source, target):
    for folder, folders, files in os.walk(source):
        relative = os.path.relpath(folder, source)
        relative = "" if relative == "." else relative + "/"
        os.makedirs(os.path.join(target, relative), exist_ok=True)
        for name in list(folders):
            if os.path.islink(os.path.join(folder, name)):
                folders.remove(name)
                files.append(name)
        for name in files:
            path = relative + name
            if path in LEFT_OUT:
                continue
            if os.path.islink(os.path.join(folder, name)):
                os.symlink(os.readlink(os.path.join(folder, name)), os.path.join(target, path))
            elif _own(path):
                shutil.copy2(os.path.join(folder, name), os.path.join(target, path))
            else:
                os.link(os.path.join(folder, name), os.path.join(target, path))
