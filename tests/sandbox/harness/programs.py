"""Running programs on a machine and learning their real exit codes; a part of Machine."""

import contextlib
import os
import re
import subprocess
import time
from dataclasses import dataclass

from . import furnish
from .errors import SandboxError


@dataclass
class Result:
    code: int      # all 32 bits, unsigned
    output: str
    seconds: float


class NotBegun(SandboxError):
    """Nothing has run, as it happens on a busy machine: it can be tried again."""


class Programs:
    """Needs from Machine: name, folder, prefix, is_on, patience, _session, _state, _wine."""

    def path(self, windows_path):
        """The Linux path of a path on drive C."""
        rest = windows_path.replace("\\", "/")
        if not rest.lower().startswith("c:/"):
            raise SandboxError("%s is not on drive C." % windows_path)
        return os.path.join(self.prefix, "drive_c", rest[3:])

    def run(self, *program, timeout=120.0, debug="-all"):
        """Runs a program on the machine to its end; the Result has its real exit code. After `timeout` seconds (longer where the
        machine is emulated) it is ended, and that is a SandboxError."""
        for tries_left in (2, 1, 0):
            try:
                return self._run(program, timeout, debug)
            except NotBegun:
                if not tries_left:
                    raise

    def _run(self, program, timeout, debug):
        self._require_on()
        number = "%d-%d" % (os.getpid(), time.monotonic_ns())
        code_file = self.path("C:\\fx\\run\\" + number)
        command = self._session.nsenter(self._state["init"], [
            self._wine.loader, "C:\\fx\\runner.exe", "C:\\fx\\run\\" + number, str(int(self.patience(timeout) * 1000)), "--",
            *program], debug)
        began = time.monotonic()
        # To a file, not a pipe: a program left running in the background would hold a pipe open.
        with open(code_file + ".out", "w+b") as output:
            try:
                subprocess.run(command, stdin=subprocess.DEVNULL, stdout=output, stderr=subprocess.STDOUT,
                               timeout=self.patience(timeout + 15))
            except subprocess.TimeoutExpired:
                pass
            output.seek(0)
            text = output.read().decode("utf-8", "replace").replace("\r\n", "\n")
        seconds = time.monotonic() - began
        begun = os.path.exists(code_file)
        told = ""
        if begun:
            with open(code_file) as file:
                told = file.read()
        for name in (code_file, code_file + ".out"):
            with contextlib.suppress(OSError):
                os.unlink(name)
        if not told.isdigit():
            why = told or ("the machine went down" if begun else "Wine did not begin it")
            raise (SandboxError if begun else NotBegun)("%s gave no exit code (%s). Output: %s" % (" ".join(program), why, text[-600:]))
        return Result(int(told), text, seconds)

    def begin(self, *program):
        """Starts a program and does not wait for it: it ends by kill(), or with the machine."""
        self._require_on()
        command = self._session.nsenter(self._state["init"], [self._wine.loader, *program])
        self.begun = [process for process in getattr(self, "begun", []) if process.poll() is None]
        self.begun.append(subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL))

    def copy_in(self, source, windows_path):
        furnish.put(source, self.path(windows_path))

    def restart_requests(self):
        """The requests to shut down or restart that reached Windows, as Wine's trace shows them: dicts with the arguments."""
        pattern = re.compile(r"fixme:advapi:(InitiateSystemShutdown\w+|InitiateShutdown\w*) (.*)")
        with open(os.path.join(self.folder, "wine.err"), encoding="utf-8", errors="replace") as file:
            return [{"call": match.group(1), "arguments": match.group(2)} for match in map(pattern.search, file) if match]
