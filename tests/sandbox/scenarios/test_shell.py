"""deploy/try shell, used as a newcomer uses it: lines from a pipe, and keys on a terminal."""

import os
import pty
import re
import select
import signal
import subprocess
import time

from world import Scenario  # first: it makes the harness known

from harness import building, held, places, testing
from harness.machine import Machine

TRY = os.path.join(places.REPOSITORY, "deploy", "try")
WINDOWS, VERSION = ("xp-x64-sp2", "5.2.3790") if building.why_no_32() else ("xp-sp3", "5.1.2600")
# What is tested is the prompt: the programs are those that the other scenarios use.
ENVIRONMENT = {**os.environ, "NETMEND_BUILD": os.environ.get("NETMEND_BUILD") or os.path.join(places.REPOSITORY, "build"), "TERM": "xterm"}


def typed(*lines, options=()):
    """The exit code and what was printed when these lines come from a pipe."""
    done = subprocess.run([TRY, "shell", *options], input="\n".join(lines) + "\n", text=True, stdout=subprocess.PIPE,
                          stderr=subprocess.STDOUT, env=ENVIRONMENT, timeout=600 * testing.slowness())
    return done.returncode, done.stdout


class Terminal:
    """deploy/try shell on a terminal of its own."""

    def __init__(self, *options):
        self.pid, self._keys = pty.fork()
        if self.pid == 0:
            os.execve(TRY, [TRY, "shell", *options], ENVIRONMENT)
        os.set_inheritable(self._keys, False)  # a second terminal must not keep the first one open
        self.seen, self._mark = "", 0

    def wait_for(self, text):
        """Returns when the text comes, after what was waited for before."""
        if not self._comes(text, 120.0 * testing.slowness()):
            raise AssertionError("'%s' did not come: %s" % (text, self.seen[-2000:]))

    def _comes(self, text, seconds):
        deadline = time.monotonic() + seconds
        while text not in self.seen[self._mark:]:
            if time.monotonic() > deadline:
                return False
            if select.select([self._keys], [], [], 0.2)[0]:
                self.seen += os.read(self._keys, 65536).decode("utf-8", "replace")
        self._mark += self.seen[self._mark:].index(text) + len(text)
        return True

    def press(self, keys):
        os.write(self._keys, keys.encode())

    def press_until(self, keys, text):
        """As a person does: once more where nothing came of it. Python's input() waits on where the signal comes in the moment between
        its prompt and its waiting (the flag of the signal is looked at only after select was broken off). The prompt is no Windows
        program, so five seconds are five seconds where those are emulated, too."""
        for _ in range(4):
            self.press(keys)
            if self._comes(text, 5.0):
                return
        self.wait_for(text)

    def name(self):
        return re.search(r"machine's name is (\S+)\.\r", self.seen).group(1)

    def close(self):
        os.close(self._keys)

    def ended(self, seconds=60.0):
        """The exit code; 128 and more for a signal."""
        deadline = time.monotonic() + seconds * testing.slowness()
        while time.monotonic() < deadline:
            pid, status = os.waitpid(self.pid, os.WNOHANG)
            if pid:
                return os.waitstatus_to_exitcode(status)
            time.sleep(0.1)
        os.kill(self.pid, signal.SIGKILL)
        raise AssertionError("the shell did not end: " + self.seen[-2000:])


def exists(name):
    return os.path.exists(os.path.join(places.base(), "machines", name))


class FromAPipe(Scenario):
    def test_a_whole_repair_with_restart_and_power_cut(self):
        code, text = typed("netmend diagnose", "echo %ERRORLEVEL%", "frobnicate /x", "netmend start --yes --restart=ask", "netmend watch",
                           "restart", "netmend watch", "netmend status", "power-cut", "netmend status", "cd \\Program Files\\netmend",
                           "dir /b", "help", "exit", "ver", options=["--windows=" + WINDOWS, "--fault=provider-dll-missing", "--keep"])
        self.assertEqual(code, 0, text)
        name = re.search(r"machine's name is (\S+)\.\n", text).group(1)
        try:
            self.assertIn("Winsock error 10106", text)
            self.assertIn("acmelsp.dll", text)                      # netmend diagnose
            self.assertIn("C:\\>echo %ERRORLEVEL%\n1\n", text)       # damage
            self.assertIn("'frobnicate' is not recognized as an internal or external command,\noperable program or batch file.\n", text)
            self.assertIn("Restart this computer", text)
            self.assertEqual(text.count("Repaired: sockets carry data again."), 3, text)
            self.assertIn("C:\\Program Files\\netmend>dir /b", text)
            self.assertIn("netmendsvc.exe", text)
            self.assertNotIn(">ver", text)                          # nothing is read after exit
            self.assertNotIn("\r", text)
            self.assert_mended_off(name)
        finally:
            code, text = typed("netmend status", "exit", options=["--machine=" + name, "--destroy"])
        self.assertEqual(code, 0, text)
        self.assertIn("Repaired", text)
        self.assertFalse(exists(name))

    def assert_mended_off(self, name):
        """It stays, shut down, and the harness finds no damage on it."""
        self.assertIn((name, False), held.kept())
        machine = Machine(name)
        self.assertFalse(machine.is_on)
        self.assertEqual(machine.judge().damage, [])

    def test_a_machine_that_is_not_there(self):
        code, text = typed("exit", options=["--machine=nobody"])
        self.assertEqual(code, 1)
        self.assertIn("No machine 'nobody' was kept", text)


class OnATerminal(Scenario):
    def test_questions_are_answered_and_ctrl_c_ends_programs_only(self):
        terminal = Terminal("--windows=" + WINDOWS)
        terminal.wait_for("C:\\>")
        name = terminal.name()
        terminal.press("netmend start\r")
        terminal.wait_for("[y/N]")
        terminal.press("n\r")
        terminal.wait_for("You declined; nothing was done.")
        terminal.wait_for("C:\\>")
        terminal.press("pause\r")
        terminal.wait_for("Press ")
        terminal.press("\x03")
        terminal.wait_for("C:\\>")
        terminal.press_until("\x03", "C:\\>")  # at the prompt it takes the line away
        # What others do to the machine is seen, and the prompt lives.
        Machine(name).power_cut()
        terminal.press("ver\r")
        terminal.wait_for("The machine is off")
        terminal.wait_for("C:\\>")
        terminal.press("restart\r")
        terminal.wait_for("C:\\>")
        terminal.press("ver\r")
        terminal.wait_for(VERSION)
        terminal.wait_for("C:\\>")
        terminal.press("\x04")
        terminal.wait_for("is destroyed")
        self.assertEqual(terminal.ended(), 0)
        self.assertFalse(exists(name))

    def test_a_closed_terminal_takes_its_machine_along_and_no_other(self):
        first, second = Terminal("--windows=" + WINDOWS), Terminal("--windows=" + WINDOWS, "--fault=none")
        for terminal in (first, second):
            terminal.wait_for("C:\\>")
        names = first.name(), second.name()
        self.assertNotEqual(*names)
        first.press("pause\r")
        first.wait_for("Press ")
        first.close()
        self.assertEqual(first.ended(), 128 + signal.SIGHUP)
        self.assertEqual([exists(name) for name in names], [False, True])
        second.press("ver\r")
        second.wait_for(VERSION)
        second.wait_for("C:\\>")
        Machine(names[1]).destroy()
        second.press("ver\r")
        second.wait_for("is no more")
        self.assertEqual(second.ended(), 1)


if __name__ == "__main__":
    testing.main()
