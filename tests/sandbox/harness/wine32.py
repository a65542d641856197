"""How 32-bit programs run here: the one line that deploy/setup leaves in the file "wine32" of its cache folder, read here only.

    multiarch                  by Debian's package wine32
    chroot FOLDER              in an i386 root whose programs the kernel runs
    emulated FOLDER PROGRAM    in such a root whose programs PROGRAM (qemu-i386) runs, through binfmt_misc
    none REASON                not at all
"""

import os
from dataclasses import dataclass

from .errors import SandboxError


@dataclass(frozen=True)
class Way:
    kind: str
    folder: str = ""   # the i386 root
    program: str = ""  # the emulator
    reason: str = ""   # why there is none

    def __str__(self):
        return "32-bit programs " + {
            "multiarch": "run natively, by the package wine32", "chroot": "run natively, in " + self.folder,
            "emulated": "are emulated by %s, in %s" % (self.program, self.folder),
            "none": "do not run here: " + self.reason}[self.kind]


UNKNOWN = "'%s' (the file wine32 of the cache folder) names no way to run 32-bit programs: run deploy/setup again."


def _two_paths(text, exists):
    """Both are absolute, and both may hold blanks: of all places where they can be parted the one where both are there."""
    parted = [(text[:at], text[at + 1:]) for at in range(len(text)) if text[at:at + 2] == " /"]
    there = [pair for pair in parted if all(map(exists, pair))]
    return (there or parted or [("", "")])[0]


def parse(line, exists=os.path.exists):
    kind, _, rest = line.strip().partition(" ")
    if kind == "multiarch" and not rest:
        return Way(kind)
    if kind == "chroot" and rest.startswith("/"):
        return Way(kind, folder=rest)
    if kind == "none" and rest:
        return Way(kind, reason=rest)
    if kind == "emulated" and rest.startswith("/"):
        folder, program = _two_paths(rest, exists)
        if program:
            return Way(kind, folder=folder, program=program)
    raise SandboxError(UNKNOWN % line.strip())


def cache_folder():
    return os.path.join(os.environ.get("XDG_CACHE_HOME") or os.path.join(os.path.expanduser("~"), ".cache"), "netmend")


def found():
    """The Way of this machine; without the file Debian's own, which is missing then or is not."""
    root = os.environ.get("NETMEND_ROOT32")
    if root:
        return Way("chroot", folder=root)
    try:
        with open(os.path.join(cache_folder(), "wine32"), encoding="utf-8", errors="surrogateescape") as file:
            return parse(file.read())
    except OSError:
        return Way("multiarch")
