"""The entry in binfmt_misc by which the kernel gives 32-bit programs to an emulator, where it does not run them itself.

The list is the whole machine's. So the entry has a name of our own, is made only while no other entry takes i386 programs, and goes
away with its last user. Users hold a shared lock on the list's own file "status": a harness while it starts something, a sandbox
machine as long as one of its processes lives, for they inherit the opened file. The kernel ends the lock with the last of them, a
kill included; the entry that is left then is used or taken away by whoever comes next.

    with hold(program) as lock: start a machine that inherits the file descriptor `lock`
    release()                   after it has ended
"""

import contextlib
import errno
import fcntl
import os
import subprocess
import sys

from .errors import SandboxError

NAME = "netmend-i386"
FOLDER = "/proc/sys/fs/binfmt_misc"
# The first 20 bytes of an i386 program; the entry takes shared objects (position-independent programs) as well.
HEADER = b"\x7fELF\x01\x01\x01" + bytes(9) + b"\x02\x00\x03\x00"
MASK = b"\xff" * 5 + b"\xfe\xfe\x00" + b"\xff" * 8 + b"\xfe" + b"\xff" * 3
# O, C: the program is opened by the kernel and keeps its rights; F: the emulator is opened now, so that every root finds it.
FLAGS = "OCF"
NEEDED = "32-bit programs are emulated here, which needs an entry in binfmt_misc: "


def _escaped(data):
    return "".join("\\x%02x" % byte for byte in data)


def registration(program):
    fields = ("", NAME, "M", "", _escaped(HEADER), _escaped(MASK), program, FLAGS)
    return next(mark for mark in ":|;,#" if mark not in program).join(fields)


def _entry(text):
    """What the file of an entry says: {"interpreter": ..., "magic": ..., ...}, and "enabled" as a truth."""
    fields = dict(line.split(" ", 1) for line in text.splitlines() if " " in line)
    return {**fields, "enabled": text.startswith("enabled")}


def takes_i386(entry):
    """Whether an enabled entry takes i386 programs."""
    magic, at = bytes.fromhex(entry.get("magic", "")), int(entry.get("offset", "0"))
    mask = bytes.fromhex(entry.get("mask", "")) or b"\xff" * len(magic)
    seen = HEADER[at:at + len(magic)]
    return entry["enabled"] and len(magic) > 4 and len(seen) == len(magic) and all(
        a & m == b & m for a, b, m in zip(seen, magic, mask))


class Binfmt:
    def __init__(self, folder=FOLDER):
        self._folder = folder

    def _path(self, name):
        return os.path.join(self._folder, name)

    def _write(self, name, text):
        with open(self._path(name), "w", encoding="utf-8", errors="surrogateescape") as file:
            file.write(text)

    def _mount(self):
        subprocess.run(["mount", "-t", "binfmt_misc", "binfmt_misc", self._folder], check=True, stdin=subprocess.DEVNULL,
                       stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)

    def _entries(self):
        found = {}
        for name in os.listdir(self._folder):
            if name not in ("register", "status"):
                with contextlib.suppress(OSError), open(self._path(name), encoding="utf-8", errors="surrogateescape") as file:
                    found[name] = _entry(file.read())
        return found

    def emulator(self):
        """The program that i386 programs are given to now; None where the kernel does as it would by itself."""
        found = self._entries() if os.path.isdir(self._folder) else {}
        return next((entry["interpreter"] for entry in found.values() if takes_i386(entry)), None)

    def mount(self):
        """The list is there; it often is not until somebody uses it."""
        if not os.path.exists(self._path("status")):
            try:
                self._mount()
            except subprocess.CalledProcessError as failed:
                raise SandboxError(NEEDED + "binfmt_misc cannot be mounted: %s" % failed.stderr.decode(errors="replace").strip())

    def register(self, program):
        """Makes the entry where nobody takes i386 programs yet. To be called by who holds the lock, or for him."""
        try:
            if not self.emulator():
                self._write("register", registration(program))
        except FileExistsError:
            pass  # somebody was as quick
        except OSError as failed:
            why = {errno.EROFS: "it is mounted read-only", errno.ENOENT: "%s is not there" % program}
            raise SandboxError(NEEDED + "%s cannot be written: %s." % (self._folder, why.get(failed.errno, failed.strerror)))

    @contextlib.contextmanager
    def hold(self, program):
        """The entry is there, and stays as long as somebody has the file descriptor that this gives."""
        _as_root("mount") if os.geteuid() and not os.path.exists(self._path("status")) else self.mount()
        try:
            with open(self._path("status")) as status:
                fcntl.flock(status, fcntl.LOCK_SH)  # waits only for one who takes the entry away at this moment
                _as_root("register", program) if os.geteuid() and not self.emulator() else self.register(program)
                yield status.fileno()  # closed, not unlocked, by this process: another may have it still
        finally:
            self.release()

    def release(self):
        """Takes our entry away when nobody uses it any more; whether there is none."""
        if not os.path.exists(self._path(NAME)):
            return True
        with open(self._path("status")) as status:
            try:
                fcntl.flock(status, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                return False
            if os.geteuid():
                fcntl.flock(status, fcntl.LOCK_UN)
                return _as_root("release", needed=False)
            with contextlib.suppress(OSError):  # it is gone already, or this is a container that may only look
                self._write(NAME, "-1")
        return not os.path.exists(self._path(NAME))


def _as_root(*words, needed=True):
    """The same by sudo, which asks nothing; whether it was done."""
    try:
        done = subprocess.run(["sudo", "-n", sys.executable, "-B", "-m", __name__, *words], stdin=subprocess.DEVNULL,
                              cwd=os.path.dirname(os.path.dirname(os.path.abspath(__file__))), capture_output=True)
        failed, why = done.returncode != 0, done.stderr.decode(errors="replace").strip()[-300:]
    except OSError:
        failed, why = True, "there is no sudo"
    if failed and needed:
        raise SandboxError(NEEDED + "only root can make it: " + why)
    return not failed


THE = Binfmt()


def main(verb, *words):
    try:
        return 1 if {"mount": THE.mount, "register": THE.register, "release": THE.release}[verb](*words) is False else 0
    except SandboxError as error:
        print(error, file=sys.stderr)
        return 1


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
