"""One boot of one machine: a PID namespace whose first process keeps the Wine session alive.

start() boots, run() executes a program inside, stop() is a clean shutdown, cut() is the power cut: one SIGKILL of the
first process, after which the kernel has killed everything of exactly this machine. Nothing is mounted outside the namespace.
"""

import os
import shlex
import signal
import subprocess
import time

from .errors import CannotLook, SandboxError
from .places import base

# Seconds on a machine where nothing is emulated.
BOOT_DEADLINE = 60.0
SHUTDOWN_DEADLINE = 30.0
DEATH_DEADLINE = 60.0  # of a killed process, which may have to wait for the disk


def _stat(pid):
    """What follows the name in /proc/PID/stat, the state first; only that of a dead process when it is gone."""
    try:
        with open("/proc/%d/stat" % pid) as file:
            return file.read().rsplit(")", 1)[1].split()
    except OSError:
        return ["X"]


def start_time(pid):
    """Ticks since boot at which a process started: with the pid this names a process for good. None when it is gone."""
    fields = _stat(pid)
    return None if fields[0] in "ZX" else int(fields[19])


def is_stopped(pid):
    """Whether it does nothing until somebody lets it go on; a process that is gone does nothing either."""
    return _stat(pid)[0] in "TtZX"


def wait_gone(pid, started, seconds):
    """Whether the process has ended; `started` is None for one that had ended before anybody asked."""
    deadline = time.monotonic() + seconds
    while start_time(pid) == started is not None and time.monotonic() < deadline:
        time.sleep(0.005)
    return started is None or start_time(pid) != started


def cut(init, slowness=1.0):
    """Kills the first process of a namespace, and the kernel everything in it."""
    if start_time(init["pid"]) == init["started"]:
        os.kill(init["pid"], signal.SIGKILL)
    if not wait_gone(init["pid"], init["started"], DEATH_DEADLINE * slowness):
        raise CannotLook("Process %d did not die." % init["pid"])


class Session:
    def __init__(self, wine, folder, slowness=1.0):
        self._wine = wine
        self._slowness = slowness  # deadlines are that many times as long
        self._folder = folder  # the machine's folder; the prefix is folder/prefix
        self._unshare = None

    def environment(self, debug="-all,fixme+advapi"):
        inside = self._wine.inside(self._folder)
        return {"PATH": "/usr/bin:/bin", "HOME": inside + "/home", "TMPDIR": inside + "/tmp", "LANG": "C.UTF-8",
                "WINEPREFIX": inside + "/prefix", "WINEDEBUG": debug, "WINELOADER": self._wine.loader,
                "WINEDLLOVERRIDES": "mscoree,mshtml=;winemenubuilder.exe=d;winedbg.exe=d"}

    def _wrapped(self, script, arch=None):
        """A shell line that runs `script` in the wine root with the machine's environment and nothing else."""
        env = self.environment()
        if arch:
            env["WINEARCH"] = arch
        inner = "exec env -i %s sh -c %s" % (" ".join("%s=%s" % (k, shlex.quote(v)) for k, v in env.items()),
                                             shlex.quote(script))
        if not self._wine.in_chroot:
            return "mount -t proc proc /proc; " + inner
        root = shlex.quote(self._wine.root)
        return ("mount --bind %s %s/mnt && mount -t proc proc %s/proc && cd / && exec chroot %s sh -c %s"
                % (shlex.quote(base()), root, root, root, shlex.quote(inner)))

    @staticmethod
    def _unshare_command(line):
        rights = [] if os.geteuid() == 0 else ["--map-root-user"]
        return ["unshare", *rights, "-mpf", "--kill-child", "sh", "-c", line]

    def once(self, script, seconds, arch=None):
        """Runs a script in a namespace of its own that ends with it (used to make the templates); what it said."""
        try:
            with self._wine.runnable():
                done = subprocess.run(self._unshare_command(self._wrapped(script, arch)), stdin=subprocess.DEVNULL,
                                      stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=seconds)
        except subprocess.TimeoutExpired:
            raise SandboxError("Wine did not finish within %d seconds: %s" % (seconds, script))
        said = done.stdout.decode("utf-8", "replace")
        if done.returncode:
            raise SandboxError("Wine failed (%d): %s" % (done.returncode, said[-800:]))
        return said

    def start(self, command):
        """Starts the namespace with `command` (a shell line) as the boot; returns {"pid", "started"} of its first process."""
        with self._wine.runnable() as inherited:
            return self._start(command, inherited)

    def _start(self, command, inherited):
        script = "%s & while :; do sleep 3600; done" % command
        with open(os.path.join(self._folder, "wine.err"), "ab") as errors:
            self._unshare = subprocess.Popen(self._unshare_command(self._wrapped(script)), stdin=subprocess.DEVNULL,
                                             stdout=subprocess.DEVNULL, stderr=errors, start_new_session=True,
                                             pass_fds=inherited)
        deadline = time.monotonic() + 10 * self._slowness
        while time.monotonic() < deadline and self._unshare.poll() is None:
            try:
                with open("/proc/%d/task/%d/children" % (self._unshare.pid, self._unshare.pid)) as file:
                    children = file.read().split()
            except OSError:
                children = []
            if children:
                pid = int(children[0])
                return {"pid": pid, "started": start_time(pid)}
            time.sleep(0.005)
        raise SandboxError("The machine's PID namespace could not be made (is unshare allowed here?); see %s/wine.err" % self._folder)

    def nsenter(self, init, program, debug="-all"):
        env = self.environment(debug)
        rights = [] if os.geteuid() == 0 else ["-U", "--preserve-credentials"]
        return ["nsenter", "-t", str(init["pid"]), *rights, "-m", "-p", "-r", "-w", "--", "env", "-i",
                *["%s=%s" % item for item in env.items()], *program]

    def stop(self, init):
        """A clean shutdown: the registry is saved, then everything ends."""
        for option in ("-k", "-w"):
            try:
                subprocess.run(self.nsenter(init, [self._wine.SERVER, option]), stdin=subprocess.DEVNULL,
                               timeout=SHUTDOWN_DEADLINE * self._slowness, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            except subprocess.TimeoutExpired:
                raise SandboxError("The machine did not shut down within %d seconds." % (SHUTDOWN_DEADLINE * self._slowness))
        self.cut(init)

    def cut(self, init):
        cut(init, self._slowness)
        if self._unshare:
            self._unshare.wait(DEATH_DEADLINE * self._slowness)
            self._unshare = None
        self._wine.ended()

    def processes(self, init):
        """Host pids of everything in the machine's namespace, whatever its name is and whoever runs it."""
        space = os.readlink("/proc/%d/ns/pid_for_children" % init["pid"])
        found = []
        for entry in os.listdir("/proc"):
            if entry.isdigit():
                try:
                    if os.readlink("/proc/%s/ns/pid" % entry) == space:
                        found.append(int(entry))
                except OSError:
                    continue
        return found
