"""Templates and clones: one Wine prefix per bitness is made once; a machine is a tree of hard links to it.

Wine replaces files instead of writing into them, so links are safe for everything but what is listed in OWN.
"""

import fcntl
import os
import shutil

from . import places
from .session import Session

# Written in place by Wine or by programs: a clone gets real copies.
OWN = (".update-timestamp", "drive_c/users", "drive_c/ProgramData", "drive_c/windows/inf", "drive_c/windows/win.ini",
       "drive_c/windows/system.ini", "drive_c/windows/temp")
LEFT_OUT = ("wineserver",)


def template(bits):
    """The folder of the template prefix, made now when it is not there yet (about half a minute)."""
    wine = places.Wine(bits)
    kind = "win%d%s" % (bits, "-both" if wine.both_bitnesses else "")
    folder = os.path.join(places.base(), "templates", kind)
    os.makedirs(os.path.dirname(folder), exist_ok=True)
    with open(folder + ".lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if os.path.exists(os.path.join(folder, "complete")):
            return os.path.join(folder, "prefix")
        shutil.rmtree(folder, ignore_errors=True)
        for part in ("home", "tmp"):
            os.makedirs(os.path.join(folder, part))
        arch = "win32" if bits == 32 else "win64"
        Session(wine, folder).once("wineboot -i && wineserver -w", 300, arch)
        with open(os.path.join(folder, "prefix", ".update-timestamp"), "w") as file:
            file.write("disable\n")
        open(os.path.join(folder, "complete"), "w").close()
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
