"""Where the sandbox finds and keeps things, and one sentence for each thing that can be missing.

Everything lives below ${NETMEND_SANDBOX:-${TMPDIR:-/tmp}/netmend-sandbox}: templates/ (one prefix per bitness, made once)
and machines/NAME/. Wine comes from a small Debian root (see deploy/setup) or from the host.
"""

import os
import tempfile

REPOSITORY = os.path.abspath(os.path.join(os.path.dirname(__file__), "..", "..", ".."))


class SandboxError(Exception):
    """Something is missing or was asked for wrongly; the text is for the person who typed the command."""


def base():
    return os.path.abspath(os.environ.get("NETMEND_SANDBOX") or os.path.join(tempfile.gettempdir(), "netmend-sandbox"))


def _cache():
    return os.environ.get("XDG_CACHE_HOME") or os.path.join(os.path.expanduser("~"), ".cache")


def wine_root():
    """The Debian root that holds wine32 (and, when set up so, wine64); None when there is none. deploy/setup notes in the file
    "wine32" of its cache folder which way it took: "multiarch", or "chroot FOLDER"."""
    root = os.environ.get("NETMEND_ROOT32")
    if not root:
        try:
            with open(os.path.join(_cache(), "netmend", "wine32")) as file:
                kind, _, root = file.read().strip().partition(" ")
        except OSError:
            return None
        if kind != "chroot":
            return None
    return root if os.path.exists(os.path.join(root, "usr/lib/wine")) else None


class Wine:
    """Which loader runs a machine of one bitness, and in which root ("/" is the host)."""

    def __init__(self, bits):
        loader = "usr/lib/wine/wine" if bits == 32 else "usr/lib/wine/wine64"
        candidates = [root for root in (wine_root(), "/") if root and os.path.exists(os.path.join(root, loader))]
        if not candidates:
            raise SandboxError("Wine for %d-bit machines is missing: run deploy/setup first." % bits)
        self.root = candidates[0]
        self.loader = "/" + loader
        self.in_chroot = self.root != "/"
        self.both_bitnesses = bits == 64 and os.path.exists(os.path.join(self.root, "usr/lib/wine/wine"))

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
