"""A sandbox machine: create, boot, run programs, restart, cut the power, break it, read its registry, destroy it.

A machine is a folder: prefix/ (the Wine prefix), machine.json (what it is, and the first process of the present boot),
wine.err (what its processes wrote to stderr). Every wait has a deadline.
"""

import contextlib
import fcntl
import json
import os
import re
import shutil
import signal
import time

from . import binfmt, furnish, keys, orphans, places, processes, reg_text, template, windows as versions
from .errors import CannotLook, SandboxError
from .machine_registry import Registry
from .programs import Programs
from .session import BOOT_DEADLINE, DEATH_DEADLINE, Session, is_stopped, start_time, wait_gone
from .tree import Tree

LAST_GOOD = "last-known-good.reg"
SERVICES_DEADLINE = 15.0  # seconds; a Windows whose service hangs while it starts is up all the same


class Machine(Programs, Registry):
    def __init__(self, name):
        if not re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9._-]{0,40}", name):
            raise SandboxError("'%s' is no machine name: letters, digits, dot, dash and underscore only." % name)
        self.name = name
        self.folder = os.path.join(places.base(), "machines", name)
        self.prefix = os.path.join(self.folder, "prefix")
        try:
            with open(os.path.join(self.folder, "machine.json")) as file:
                self._state = json.load(file)
        except OSError:
            raise SandboxError("There is no machine '%s'; make it with: machine create %s --windows=xp-sp1" % (name, name))
        self.windows = versions.ALL[self._state["windows"]]
        self._wine = places.Wine(self.windows.bits)
        self._slowness = template.slowness_of(self._wine, self.windows.bits)
        self._session = Session(self._wine, self.folder, self._slowness)

    # -- life ------------------------------------------------------------------------------------

    @classmethod
    def create(cls, name, windows="xp-sp1", registry=None, fixtures=None):
        if windows not in versions.ALL:
            raise SandboxError("'%s' is no Windows version; 'machine windows' lists them." % windows)
        folder = os.path.join(places.base(), "machines", name)
        if os.path.exists(folder):
            raise SandboxError("There is a machine '%s' already; 'machine destroy %s' removes it." % (name, name))
        if registry and not os.path.isfile(registry):
            raise SandboxError("There is no file %s." % registry)
        orphans.sweep(os.path.join(places.base(), "machines"))
        chosen = versions.ALL[windows]
        source = template.template(chosen.bits)
        try:
            for part in ("home", "tmp"):
                os.makedirs(os.path.join(folder, part))
            template.clone(source, os.path.join(folder, "prefix"))
            furnish.furnish(os.path.join(folder, "prefix"), chosen, registry, fixtures or {},
                            template.slowness_of(places.Wine(chosen.bits), chosen.bits))
            state = {"windows": windows, "registry": registry, "fixtures": fixtures or {}, "init": None, "boots": 0, "faults": []}
            with open(os.path.join(folder, "machine.json"), "w") as file:
                json.dump(state, file, indent=1)
        except BaseException:
            shutil.rmtree(folder, ignore_errors=True)
            raise
        return cls(name)

    @property
    def is_on(self):
        init = self._state["init"]
        return bool(init) and start_time(init["pid"]) == init["started"]

    def patience(self, seconds):
        """A deadline of the harness that is written for a machine where nothing is emulated, as long as it is here."""
        return seconds * self._slowness

    def _save_state(self, **changes):
        self._state.update(changes)
        temporary = os.path.join(self.folder, "machine.json.new")
        with open(temporary, "w") as file:
            json.dump(self._state, file, indent=1)
        os.replace(temporary, os.path.join(self.folder, "machine.json"))

    @contextlib.contextmanager
    def _locked(self):
        with open(os.path.join(self.folder, "lock"), "w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield

    def boot(self):
        """Starts the machine and returns when its services have started."""
        with self._locked():
            if self.is_on:
                raise SandboxError("%s is on already." % self.name)
            self._before_boot()
            marker = self.path("C:\\fx\\up")
            if os.path.exists(marker):
                os.unlink(marker)
            self._start(marker)
        return self

    def _start(self, marker):
        init = self._session.start("%s 'C:\\fx\\%s' %d" % (
            self._wine.loader, processes.BOOT_PROCESS, 1000 * self.patience(SERVICES_DEADLINE)))
        self._save_state(init=init, boots=self._state["boots"] + 1)
        seconds = self.patience(BOOT_DEADLINE)
        deadline = time.monotonic() + seconds
        while not os.path.exists(marker):
            if time.monotonic() > deadline or not self.is_on:
                self._session.cut(init)
                self._save_state(init=None)
                raise SandboxError("%s did not come up within %d seconds; see %s/wine.err" % (self.name, seconds, self.folder))
            time.sleep(0.01)

    def _before_boot(self):
        """Choosing "last known good" puts an older control set in place before anything starts: so it is done to the file."""
        system = self._system_file()
        stack = Tree()
        for name in ("WinSock2", "Winsock"):
            stack.graft("HKLM\\%s\\%s" % (keys.SERVICES, name), system.tree(keys.SERVICES + "\\" + name))
        kept = os.path.join(self.folder, LAST_GOOD)
        there = system.tree(keys.SERVICES + "\\WinSock2\\Parameters\\Protocol_Catalog9\\Catalog_Entries").subkeys("")
        if there:
            with open(kept, "w") as file:
                file.write(reg_text.write([], stack))
            return
        variant = self._state["fixtures"].get("boot", "works")
        if not variant.startswith("old-entries-back") or not os.path.exists(kept):
            return
        for path, found in reg_text.read(kept).subtree("HKLM").items():
            for name, value in found.items():
                system.set(path, name, value)
        system.save()
        if variant == "old-entries-back":  # once; "old-entries-back-always" does it at every boot
            self.set_fixtures(boot="works")

    def off(self):
        """A clean shutdown: the registry is saved."""
        with self._locked():
            self._require_on()
            self._session.stop(self._state["init"])
            self._save_state(init=None)
        return self

    def restart(self):
        self.off()
        return self.boot()

    def power_cut(self, flushed=False, keep=False):
        """Everything of this machine is killed at once. Of the registry stays what was last saved; with `flushed` the image that
        flush_image() took, with `keep` everything."""
        with self._locked():
            self._require_on()
            init = self._state["init"]
            if keep:
                self._save_by_server(init)
            self._session.cut(init)
            for name in os.listdir(self.prefix):
                if re.fullmatch(r"reg.*\.tmp", name):
                    os.unlink(os.path.join(self.prefix, name))
            image = self.path("C:\\img\\system.reg")
            if flushed and os.path.exists(image):
                for name in ("system.reg", "user.reg"):
                    furnish.put(self.path("C:\\img\\" + name), os.path.join(self.prefix, name))
            self._save_state(init=None)
        return self

    def _save_by_server(self, init):
        """SIGTERM makes Wine's server save the registry and end."""
        servers = [pid for pid, name in self.processes().items() if name.startswith("wineserver")]
        if not servers:
            raise CannotLook("Could not look: no Wine server is seen on %s, so nothing could be kept." % self.name)
        for pid in servers:
            started = start_time(pid)
            with contextlib.suppress(OSError):
                os.kill(pid, signal.SIGTERM)
            if not wait_gone(pid, started, self.patience(DEATH_DEADLINE)):
                raise CannotLook("Wine's server (%d) did not end." % pid)

    def freeze(self, seconds):
        """"Shut down and power on" with Fast Startup: every process sleeps and goes on in the same session."""
        self._require_on()
        pids = self._session.processes(self._state["init"])
        for number in (signal.SIGSTOP, signal.SIGCONT):
            for pid in pids:
                with contextlib.suppress(OSError):
                    os.kill(pid, number)
            if number == signal.SIGSTOP:
                deadline = time.monotonic() + self.patience(DEATH_DEADLINE)
                while not all(map(is_stopped, pids)) and time.monotonic() < deadline:
                    time.sleep(0.005)
                time.sleep(seconds)

    def processes(self):
        """{pid outside: program} of everything that runs on the machine, "netsh.exe"; raises CannotLook when it cannot be seen."""
        self._require_on()
        found = processes.programs_of(self._session.processes(self._state["init"]), binfmt.THE.emulator() or self._wine.emulator)
        processes.require_boot_process(found, self.name)
        return found

    def is_running(self, program):
        """Whether a process of that name runs on the machine. Seen from outside."""
        return program in self.processes().values()

    def kill(self, program):
        """Ends every process of that name at once, from outside; returns how many there were, when they are gone."""
        pids = [pid for pid, name in self.processes().items() if name == program]
        for pid in pids:
            started = start_time(pid)
            with contextlib.suppress(OSError):
                os.kill(pid, signal.SIGKILL)
            if not wait_gone(pid, started, self.patience(DEATH_DEADLINE)):
                raise CannotLook("%s (%d) did not die." % (program, pid))
        return len(pids)

    def destroy(self):
        if self.is_on:
            self._session.cut(self._state["init"])
        else:
            self._wine.ended()  # somebody else may have ended it
        shutil.rmtree(self.folder)

    def own(self):
        """It belongs to this process from now on, and goes with it."""
        self._save_state(owner=orphans.owner())
        return self

    def disown(self):
        self._save_state(owner=None)

    def __enter__(self):
        return self.own()

    def __exit__(self, *unused):
        self.destroy()

    def _require_on(self):
        if not self.is_on:
            raise SandboxError("%s is off; 'machine boot %s' starts it." % (self.name, self.name))
