"""Where the sandbox finds and keeps things, and one sentence for each thing that can be missing.

Everything lives below ${NETMEND_SANDBOX:-${TMPDIR:-/tmp}/netmend-sandbox}: templates/ (one prefix per bitness, made once)
and machines/NAME/. Wine comes from a small Debian root (see wine32.py) or from the host.
"""

import contextlib
import os
import sys
import tempfile

from . import binfmt, wine32
from .errors import NoWine32, SandboxError

REPOSITORY = os.path.abspath(os.path.join(os.path.dirname(__file__), "..", "..", ".."))


def base():
    return os.path.abspath(os.environ.get("NETMEND_SANDBOX") or os.path.join(tempfile.gettempdir(), "netmend-sandbox"))


class Wine:
    """Which loader runs a machine of one bitness, and in which root ("/" is the host). That of 64 bits always runs natively."""

    SERVER = "/usr/lib/wine/wineserver"  # by its place: a root that was only unpacked has no names in its PATH

    def __init__(self, bits):
        way = wine32.found()
        loader = "usr/lib/wine/wine" if bits == 32 else "usr/lib/wine/wine64"
        if bits == 32 and way.kind == "none":
            raise NoWine32(str(way))
        roots = [way.folder] if way.folder and bits == 32 else [way.folder, "/"]
        candidates = [root for root in roots if root and os.path.exists(os.path.join(root, loader))]
        if not candidates:
            raise SandboxError("Wine for %d-bit machines is missing: run deploy/setup first." % bits)
        self.root = candidates[0]
        self.loader = "/" + loader
        self.in_chroot = self.root != "/"
        self.both_bitnesses = bits == 64 and way.kind != "none" and os.path.exists(os.path.join(self.root, "usr/lib/wine/wine"))
        # What the kernel must give the 32-bit programs of this root to; None where it runs them itself.
        self.emulator = way.program if self.in_chroot and way.kind == "emulated" else None
        self.runs_32_bits = bits == 32 or self.both_bitnesses

    @contextlib.contextmanager
    def runnable(self):
        """The root's 32-bit programs run while this lasts, and as long as a process has the file descriptors that this gives."""
        if self.emulator:
            with binfmt.THE.hold(self.emulator) as lock:
                yield [lock]
            return
        if self.runs_32_bits and not binfmt.THE.release():
            print("sandbox: another sandbox on this machine has 32-bit programs emulated; here, too, they are until it ends.",
                  file=sys.stderr)
        yield []

    def ended(self):
        """To be called when a machine has ended."""
        binfmt.THE.release()

    def inside(self, path):
        """How a path below the base folder is called inside the machine's root."""
        return path.replace(base(), "/mnt", 1) if self.in_chroot else path


def fixtures(bits):
    """The folder with the built fixtures of one bitness."""
    preset = "windows-x86" if bits == 32 else "windows-x64"
    root = os.environ.get("NETMEND_BUILD") or os.path.join(REPOSITORY, "build")
    folder = os.path.join(root, preset, "fixtures")
    if not os.path.exists(os.path.join(folder, "up.exe")):
        raise SandboxError("The fixtures are not built: cmake --preset %s && cmake --build --preset %s" % (preset, preset))
    return folder


def programs(bits):
    """The folder with the product's programs of one bitness."""
    preset = "windows-x86" if bits == 32 else "windows-x64"
    return os.path.join(os.environ.get("NETMEND_BUILD") or os.path.join(REPOSITORY, "build"), preset, "bin")
