"""The machines of deploy/try: which of them are in use, which stay, and which a killed run left behind.

Each has a file uses/NAME beside the folder of machines, locked by the process that uses it; "kept" in it says that the machine
stays when nobody uses it. A machine of which that is not said belongs to nobody as soon as its file is free.
"""

import contextlib
import fcntl
import os
import shutil

from . import places
from .machine import Machine

KEPT = "kept\n"


def _folder():
    return os.path.join(places.base(), "uses")


class Held:
    """A machine's name, ours until release(); has() says which machine it is."""

    def __init__(self, name, file, kept):
        self.name, self.kept, self.machine, self._file = name, kept, None, file

    def has(self, machine):
        """The machine of this name, made or opened. One that does not stay goes with this process, whoever notices first."""
        self.machine = machine
        machine.disown() if self.kept else machine.own()
        return machine

    def keep(self, kept=True):
        self.kept = kept
        if self.machine:
            self.has(self.machine)
        self._file.seek(0)
        self._file.truncate()
        self._file.write(KEPT if kept else "")
        self._file.flush()

    def leave(self):
        """Others may have it, as it is."""
        self._file.close()

    def release(self):
        """The machine is shut down where it stays, else it is destroyed; true where it stays."""
        try:
            if self.kept and self.machine:
                if self.machine.is_on:
                    self._shut_down()
                return True
            _destroy(self.name)
            os.unlink(self._file.name)
            return False
        finally:
            self.leave()

    def _shut_down(self):
        try:
            self.machine.off()
        except places.SandboxError:  # it hangs: what a person would do then
            self.machine.power_cut(keep=True)

    def __enter__(self):
        return self

    def __exit__(self, *unused):
        self.release()


def _destroy(name):
    """Also a machine of which only a part was made."""
    with contextlib.suppress(places.SandboxError):
        Machine(name).destroy()
    shutil.rmtree(os.path.join(places.base(), "machines", name), ignore_errors=True)


def take(name):
    """The Held of this name, or None where another process uses it."""
    path = os.path.join(_folder(), name)
    os.makedirs(_folder(), exist_ok=True)
    while True:
        file = open(path, "a+", encoding="utf-8")
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            file.close()
            return None
        with contextlib.suppress(FileNotFoundError):
            if os.stat(path).st_ino == os.fstat(file.fileno()).st_ino:
                file.seek(0)
                return Held(name, file, file.read() == KEPT)
        file.close()  # it was taken away between opening and locking


def fresh(prefix):
    """The Held of a name that no machine has."""
    number = 0
    while True:
        name = "%s-%d" % (prefix, os.getpid()) + ("-%d" % number if number else "")
        held = take(name)
        if held and not held.kept and not os.path.exists(os.path.join(places.base(), "machines", name)):
            return held
        if held:
            held.leave()
        number += 1


def _names():
    try:
        return sorted(os.listdir(_folder()), key=lambda name: os.path.getmtime(os.path.join(_folder(), name)))
    except OSError:
        return []


def kept():
    """(name, whether somebody uses it) of the machines that stay, the newest last."""
    found = []
    for name in _names():
        with contextlib.suppress(OSError):
            with open(os.path.join(_folder(), name), encoding="utf-8") as file:
                if file.read() != KEPT or not os.path.exists(os.path.join(places.base(), "machines", name, "machine.json")):
                    continue
            held = take(name)
            found.append((name, held is None))
            if held:
                held.leave()
    return found


def sweep():
    """Destroys what killed runs left behind."""
    for name in _names():
        held = take(name)
        if held and not held.kept:
            held.release()
        elif held:
            held.leave()
