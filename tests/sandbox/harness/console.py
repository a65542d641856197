"""A program on a machine as a person runs it: on the terminal itself, where Wine makes a console of it, or, without a terminal,
its output as it comes and nothing to read. Ctrl-C ends the program and not the prompt.
"""

import contextlib
import os
import select
import signal
import subprocess
import termios
import time

from . import places
from .programs import NotBegun

STICK = "C:\\stick"
FOREVER = str(2 ** 32 - 1)  # INFINITE
NOT_FOUND = ("error 2", "error 3")  # ERROR_FILE_NOT_FOUND, ERROR_PATH_NOT_FOUND


class Unknown(Exception):
    """Windows finds no such program."""


class Console:
    """`terminal`: the program gets ours; else its output goes to write(text)."""

    def __init__(self, terminal, write):
        self.terminal, self._write = terminal, write

    def run(self, machine, program, folder="C:\\"):
        """Runs it to its end; returns its exit code, or None where it was interrupted."""
        for tries_left in (2, 1, 0):
            try:
                return self._run(machine, program, folder)
            except NotBegun:
                if not tries_left:
                    raise

    def _run(self, machine, program, folder):
        code_file = machine.path("C:\\fx\\run\\typed-%d" % os.getpid())
        interrupted = (self._on_terminal if self.terminal else self._piped)(machine, self._command(machine, program, folder))
        try:
            with open(code_file, encoding="ascii", errors="replace") as file:
                told = file.read()
            os.unlink(code_file)
        except OSError:
            told = None
        if told and told.isdigit():
            return None if interrupted else int(told)
        if interrupted:
            return None
        if told in NOT_FOUND:
            raise Unknown(program[0])
        if not machine.is_on:
            raise places.SandboxError("The machine went down.")
        raise (NotBegun if told is None else places.SandboxError)("%s gave no exit code (%s)." % (program[0], told or "it was ended"))

    @staticmethod
    def _command(machine, program, folder):
        wine = places.Wine(machine.windows.bits)
        here = ["-C", wine.inside(machine.path(folder))]
        known = ["WINEPATH=" + STICK, "TERM=" + os.environ.get("TERM", "dumb")]
        runner = [wine.loader, "C:\\fx\\runner.exe", "C:\\fx\\run\\typed-%d" % os.getpid(), FOREVER, "--", *program]
        return machine._session.nsenter(machine._state["init"], ["env", *here, *known, *runner])

    def _on_terminal(self, machine, command):
        """The terminal sends Ctrl-C to every process of its foreground group. Wine's make a Ctrl-C of Windows of it; nsenter must
        not die of it before them. At the third one the processes are ended from outside."""
        before, presses = termios.tcgetattr(0), []

        def pressed(*_):
            presses.append(1)
            if len(presses) >= 3:
                _kill_group(machine, os.getpgrp())

        def ignore():
            for number in (signal.SIGINT, signal.SIGTSTP):
                signal.signal(number, signal.SIG_IGN)

        usual = signal.signal(signal.SIGINT, pressed)
        process = None
        try:
            _give_keys(before)
            process = subprocess.Popen(command, preexec_fn=ignore)
            process.wait()
            _wait_for_keys(machine)
        finally:
            if process and process.poll() is None:
                _kill_group(machine, os.getpgrp())
            signal.signal(signal.SIGINT, usual)
            with contextlib.suppress(OSError, termios.error):
                termios.tcsetattr(0, termios.TCSADRAIN, before)
                os.write(1, b"\x1b[?25h")  # a program that was ended may have hidden the cursor
        return bool(presses)

    def _piped(self, machine, command):
        process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                                   start_new_session=True)
        try:
            self._pump(process)
            process.wait()
            return False
        except KeyboardInterrupt:
            return True
        finally:
            if process.poll() is None:
                _kill_group(machine, process.pid)
            process.stdout.close()

    def _pump(self, process):
        """Until the process has ended and nothing is left: what it started in the background may hold the pipe longer."""
        rest = b""
        while True:
            ended = process.poll() is not None
            if select.select([process.stdout], [], [], 0 if ended else 0.05)[0]:
                piece = os.read(process.stdout.fileno(), 65536)
                if not piece:
                    break
                whole, newline, rest = (rest + piece).rpartition(b"\n")
                self._write((whole + newline).decode("utf-8", "replace").replace("\r\n", "\n"))
            elif ended:
                break
        self._write(rest.decode("utf-8", "replace").replace("\r\n", "\n"))


def _give_keys(usual):
    """Keys go to the program one by one, as Wine wants them, also those that are typed before it has begun."""
    keys = list(usual)
    keys[0] &= ~termios.ICRNL
    keys[3] &= ~(termios.ICANON | termios.ECHO | termios.IEXTEN)
    termios.tcsetattr(0, termios.TCSADRAIN, keys)


def _wait_for_keys(machine):
    """Wine's console reads the terminal until its last program has ended, a little after the one that was typed. One that a program
    in the background keeps is ended: the keys belong to the prompt."""
    deadline = time.monotonic() + machine.patience(10)
    while machine.is_on:
        consoles = [pid for pid in machine._session.processes(machine._state["init"]) if _is_our_console(pid)]
        if not consoles:
            return
        if time.monotonic() > deadline:
            for pid in consoles:
                with contextlib.suppress(OSError):
                    os.kill(pid, signal.SIGKILL)
        time.sleep(0.01)


def _is_our_console(pid):
    try:
        with open("/proc/%d/cmdline" % pid, "rb") as file:
            return b"conhost.exe" in file.read() and os.getpgid(pid) == os.getpgrp()
    except OSError:
        return False


def _kill_group(machine, group):
    """Ends the processes of one group on the machine; all of them were started by one command. Returns when they are gone."""
    deadline = time.monotonic() + machine.patience(10)
    while machine.is_on and time.monotonic() < deadline:
        found = False
        for pid in machine._session.processes(machine._state["init"]):
            with contextlib.suppress(OSError):
                if os.getpgid(pid) == group:
                    os.kill(pid, signal.SIGKILL)
                    found = True
        if not found:
            return
        time.sleep(0.02)
