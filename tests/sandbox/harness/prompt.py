"""The prompt of a sandbox machine: what is typed is carried out as on that Windows, and besides `restart` and `power-cut` do what
a person does to the computer. Works on a terminal and with lines from a pipe.
"""

import contextlib
import os
import sys

from . import places, typed
from .console import Console, Unknown
from .machine import Machine

HELP = """\
  netmend ...        every command of netmend: diagnose, start, status, watch, cancel, rollback ...; netmend --help lists them
  dir, reg query ... other commands and programs of this Windows, as far as the sandbox has them; Ctrl-C ends one
  cd FOLDER          %%ERRORLEVEL%% is the last exit code; each line has a cmd.exe of its own, so `set` does not last
  restart            restarts the computer, which netmend asks for
  power-cut          the power fails, and comes back; power-cut --lose: what Windows had not yet written to the disk is lost, too
  exit               leaves (Ctrl-D, too); this machine %s. exit --keep: it stays, exit --destroy: it goes
  help               prints this"""
NOT_RECOGNIZED = "'%s' is not recognized as an internal or external command,\noperable program or batch file."
NO_PATH = "The system cannot find the path specified."
ENDS = {"exit": None, "exit --keep": True, "exit --destroy": False}


class Prompt:
    """`held` is the machine's; run() returns the exit code of the shell and leaves in held.kept whether the machine stays."""

    def __init__(self, held, lines=None):
        self._held, self._name = held, held.name
        self._terminal = lines is None and sys.stdin.isatty() and sys.stdout.isatty()
        self._lines = lines or sys.stdin
        self._console = Console(self._terminal, self._write)
        self._folder, self._code = "C:\\", 0
        self._asked = len(held.machine.restart_requests())

    @staticmethod
    def _write(text):
        sys.stdout.write(text)
        sys.stdout.flush()

    def _say(self, text):
        self._write(text + "\n")

    def _read(self):
        """The next line; None at the end. Ctrl-C gives an empty one, as it does at a real prompt."""
        sign = self._folder + ">"
        try:
            if self._terminal:
                return input("\n" + sign)
            self._write("\n" + sign)
            line = self._lines.readline()
            self._say(line.rstrip("\r\n"))
            return line if line else None
        except EOFError:
            self._say("")
            return None
        except KeyboardInterrupt:
            self._say("^C")
            return ""

    def run(self):
        if self._terminal:
            with contextlib.suppress(ImportError):
                import readline  # noqa: F401  (its import gives input() a history and editing)
        while True:
            self._note_request()
            line = self._read()
            if line is None:
                return 0
            line = "".join(char for char in line if char.isprintable() or char == "\t").strip()
            if " ".join(line.lower().split()) in ENDS:
                keep = ENDS[" ".join(line.lower().split())]
                self._held.keep(self._held.kept if keep is None else keep)
                return 0
            try:
                if line and not self._carry_out(line):
                    return 1
            except places.SandboxError as error:
                self._say("(%s)" % error)

    def _note_request(self):
        with contextlib.suppress(OSError):
            asked = len(self._held.machine.restart_requests())
            if asked > self._asked:
                self._say("(A program asked Windows to restart. Here you do it: type restart.)")
            self._asked = asked

    def _carry_out(self, line):
        """False when the machine is no more."""
        try:
            machine = self._held.machine = Machine(self._name)  # anew: others may have switched it off or on
        except places.SandboxError:
            self._say("(The machine %s is no more: somebody destroyed it.)" % self._name)
            self._held.machine = None
            self._held.keep(False)
            return False
        word, _, rest = line.partition(" ")
        own = {"help": self._help, "restart": self._restart, "power-cut": self._power_cut, "cls": self._clear}.get(word.lower())
        if own:
            own(machine, rest.strip())
        elif not machine.is_on:
            self._say("(The machine is off; restart switches it on.)")
        elif typed.changes_folder(line):
            self._change_folder(machine, typed.changes_folder(line))
        else:
            self._run(machine, line)
        return True

    def _help(self, machine, rest):
        self._say(HELP % ("stays" if self._held.kept else "is destroyed then"))

    def _clear(self, machine, rest):
        if self._terminal:
            self._write("\x1b[H\x1b[2J")

    def _restart(self, machine, rest):
        if rest:
            self._say("(restart takes no options.)")
            return
        self._say("(The computer is restarted.)")
        machine.restart() if machine.is_on else machine.boot()
        self._folder = "C:\\"

    def _power_cut(self, machine, rest):
        if rest not in ("", "--lose"):
            self._say("(power-cut takes no other option than --lose.)")
            return
        self._say("(The power is cut, and comes back.)")
        if machine.is_on:
            machine.power_cut(keep=not rest)
        machine.boot()
        self._folder = "C:\\"

    def _change_folder(self, machine, text):
        folder = typed.folder(machine, self._folder, text)
        if folder:
            self._folder = folder
        else:
            self._say(NO_PATH)
        self._code = 0 if folder else 1

    def _run(self, machine, line):
        line = typed.with_exit_code(line, self._code)
        # From a file, because quotes within quotes would not reach the interpreter as they were typed.
        batch = "C:\\fx\\run\\typed-%d.bat" % os.getpid()
        words = typed.words(line)
        if typed.needs_cmd(line):
            words = ["cmd", "/c", batch]
            with open(machine.path(batch), "w", encoding="utf-8", newline="\r\n") as file:
                file.write("@echo off\n%s\n" % line)
        try:
            code = self._console.run(machine, words, self._folder)
            self._code = 0xC000013A if code is None else code  # STATUS_CONTROL_C_EXIT
            if code is None and not self._terminal:
                self._say("^C")
        except Unknown:
            self._say(NOT_RECOGNIZED % words[0])
            self._code = 9009
        finally:
            with contextlib.suppress(OSError):
                os.unlink(machine.path(batch))
