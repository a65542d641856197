"""How the harness finds its way where 32-bit programs are emulated: without any machine, and without the real binfmt_misc."""

import contextlib
import errno
import io
import os
import signal
import subprocess
import sys
import tempfile
import textwrap
import unittest
from unittest import mock

sys.path.insert(0, os.path.dirname(os.path.realpath(__file__)))
sys.dont_write_bytecode = True

from harness import binfmt, errors, processes, slowness, testing, wine32  # noqa: E402

HERE = os.path.dirname(os.path.realpath(__file__))
QEMU = "/cache/netmend/qemu-i386"


class Ways(unittest.TestCase):
    """The one line of the file wine32."""

    def test_each_form_is_read(self):
        self.assertEqual(wine32.parse("multiarch\n"), wine32.Way("multiarch"))
        self.assertEqual(wine32.parse("chroot /cache/root 32\n"), wine32.Way("chroot", folder="/cache/root 32"))
        self.assertEqual(wine32.parse("none no binfmt_misc: it is mounted read-only\n"),
                         wine32.Way("none", reason="no binfmt_misc: it is mounted read-only"))
        self.assertEqual(wine32.parse("emulated /cache/root32 %s\n" % QEMU), wine32.Way("emulated", "/cache/root32", QEMU))

    def test_blanks_and_umlauts_in_both_paths(self):
        for folder in ("/users/jörg mayer/root32", "/users/ j /root32", "/a /b /root32"):
            program = os.path.dirname(folder) + "/qemu-i386"
            way = wine32.parse("emulated %s %s" % (folder, program), {folder, program}.__contains__)
            self.assertEqual((way.folder, way.program), (folder, program))

    def test_anything_else_names_the_file(self):
        for line in ("", "multiarch too", "chroot", "chroot relative", "emulated /only/one", "none", "wow64 /root"):
            with self.assertRaisesRegex(errors.SandboxError, "the file wine32", msg=line):
                wine32.parse(line)


class Names(unittest.TestCase):
    """Which program a process is, from what /proc/PID/cmdline really held on machines of both kinds."""

    NATIVE = {"C:\\fx\\up.exe|15000||||||||": "up.exe", "/usr/lib/wine/wineserver64|-p0|": "wineserver64",
              "C:\\windows\\system32\\svchost.exe|-k|LocalServiceNetworkRestricted|||||": "svchost.exe",
              "C:\\Program Files\\netmend\\netmendsvc.exe||||": "netmendsvc.exe", "sleep|3600|": "sleep",
              "/usr/lib/wine/wine|C:\\fx\\runner.exe|C:\\fx\\run\\1|100|--|netsh.exe|": "runner.exe", "": ""}
    EMULATED = {"%s|/usr/lib/wine/wine|C:\\fx\\up.exe|41199|": "up.exe",
                "%s|/usr/lib/wine/wine|C:\\Program Files\\netmend\\netmendsvc.exe|": "netmendsvc.exe",
                "%s|/usr/lib/wine/wine|C:\\fx\\runner.exe|C:\\fx\\run\\1|100|--|netsh.exe|": "runner.exe",
                "%s|/usr/lib/wine/wine|/usr/lib/wine/wine|C:\\windows\\NETSH.EXE|": "netsh.exe",  # flag P: both names
                "%s|/usr/lib/wine/wineserver32|-p0|": "wineserver32", "%s|/bin/sh|-c|/usr/lib/wine/wine 'C:\\fx\\up.exe'|": "sh",
                "%s|/usr/lib/wine/wine|": "wine"}

    @staticmethod
    def bytes_of(line):
        return line.replace("|", "\0").encode()

    def test_a_process_that_the_processor_runs(self):
        for line, name in self.NATIVE.items():
            self.assertEqual(processes.program_of(self.bytes_of(line)), name, line)

    def test_a_process_that_an_emulator_runs(self):
        for emulator in (QEMU, "/usr/bin/qemu-i386-static", "/usr/libexec/somebody's"):
            for line, name in self.EMULATED.items():
                self.assertEqual(processes.program_of(self.bytes_of(line % emulator), emulator), name, line)

    def test_a_machine_that_is_not_seen_is_said_not_to_be(self):
        with tempfile.TemporaryDirectory() as proc:
            lines = {7: "C:\\fx\\up.exe|", 8: "C:\\windows\\netsh.exe|", 9: "/unknown/emulator|/usr/lib/wine/wine|C:\\fx\\up.exe|"}
            for pid, line in lines.items():
                os.mkdir("%s/%d" % (proc, pid))
                with open("%s/%d/cmdline" % (proc, pid), "wb") as file:
                    file.write(self.bytes_of(line))
            seen = processes.programs_of([7, 8, 10], proc=proc)  # 10 has ended
            self.assertEqual(seen, {7: "up.exe", 8: "netsh.exe"})
            processes.require_boot_process(seen, "box")
            with self.assertRaisesRegex(errors.CannotLook, "Could not look: .* box .* up.exe; they are emulator, netsh.exe"):
                processes.require_boot_process(processes.programs_of([8, 9], proc=proc), "box")


class StandIn(binfmt.Binfmt):
    """A folder that answers as the kernel does: Documentation/admin-guide/binfmt-misc.rst."""

    def __init__(self, folder, refuses=None):
        super().__init__(folder)
        self.refuses = refuses

    def _mount(self):
        if self.refuses:
            raise subprocess.CalledProcessError(32, "mount", stderr=b"mount: permission denied.\n")
        self._fill("status", "enabled\n")

    def _fill(self, name, text):
        with open(self._path(name), "w") as file:
            file.write(text)

    def add(self, name, interpreter, magic, mask, enabled=True):
        self._fill(name, "%s\ninterpreter %s\nflags: OCF\noffset 0\nmagic %s\nmask %s\n" % (
            "enabled" if enabled else "disabled", interpreter, magic.hex(), mask.hex()))

    def _write(self, name, text):
        if self.refuses:
            raise OSError(self.refuses, os.strerror(self.refuses))
        if name != "register":
            assert text == "-1"
            return os.unlink(self._path(name))
        _, name, kind, offset, magic, mask, interpreter, flags = text.split(text[0])
        assert (kind, offset, flags) == ("M", "", "OCF"), text
        if os.path.exists(self._path(name)):
            raise FileExistsError(errno.EEXIST, name)
        self.add(name, interpreter, *(bytes.fromhex(part.replace("\\x", "")) for part in (magic, mask)))


@unittest.skipIf(os.geteuid(), "for others than root sudo does it")
class Entries(unittest.TestCase):
    """Who makes the entry, who keeps it, who takes it away."""

    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.list = StandIn(folder.name)

    def machine(self):
        """A process that lives as a machine does, with the lock inherited."""
        with self.list.hold(QEMU) as lock:
            started = subprocess.Popen(["sleep", "1000"], pass_fds=[lock])
        self.addCleanup(lambda: started.poll() is None and self.end(started))
        return started

    @staticmethod
    def end(process):
        process.kill()
        process.wait()

    def test_it_is_there_while_it_is_held(self):
        with self.list.hold(QEMU):
            self.assertEqual(self.list.emulator(), QEMU)
        self.assertIsNone(self.list.emulator())

    def test_the_last_machine_takes_it_away(self):
        first, second = self.machine(), self.machine()
        self.end(first)
        self.assertFalse(self.list.release())
        self.assertEqual(self.list.emulator(), QEMU)
        self.end(second)
        self.assertTrue(self.list.release())
        self.assertIsNone(self.list.emulator())

    def test_after_a_kill_the_next_one_does(self):
        script = textwrap.dedent("""
            import sys; sys.path.insert(0, %r); sys.dont_write_bytecode = True
            import test_emulation, time
            with test_emulation.StandIn(%r).hold(%r):
                print("held", flush=True)
                time.sleep(1000)
        """) % (HERE, self.list._folder, QEMU)
        harness = subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE)
        self.assertEqual(harness.stdout.readline(), b"held\n")
        self.assertFalse(self.list.release(), "somebody is about to start a machine")
        harness.send_signal(signal.SIGKILL)
        harness.wait()
        harness.stdout.close()
        self.assertEqual(self.list.emulator(), QEMU)
        self.assertTrue(self.list.release())
        self.assertIsNone(self.list.emulator())

    def test_somebody_elses_is_used_and_left_alone(self):
        self.list.mount()
        self.list.add("qemu-i386", "/usr/bin/qemu-i386-static", binfmt.HEADER, binfmt.MASK)
        self.end(self.machine())
        self.assertTrue(self.list.release())
        self.assertEqual(self.list.emulator(), "/usr/bin/qemu-i386-static")
        self.assertNotIn(binfmt.NAME, os.listdir(self.list._folder))

    def test_entries_for_other_programs_do_not_count(self):
        self.list.mount()
        self.list.add("DOSWin", "/usr/bin/wine", b"MZ", b"\xff\xff")
        self.list.add("qemu-arm", "/usr/bin/qemu-arm", binfmt.HEADER[:18] + b"\x28\x00", binfmt.MASK)
        self.list.add("qemu-i386", "/usr/bin/qemu-i386", binfmt.HEADER, binfmt.MASK, enabled=False)
        with self.list.hold(QEMU):
            self.assertEqual(self.list.emulator(), QEMU)

    def test_what_cannot_be_made_is_named(self):
        self.list.refuses = errno.EPERM
        with self.assertRaisesRegex(errors.SandboxError, "cannot be mounted: mount: permission denied."):
            self.list.hold(QEMU).__enter__()
        self.list.refuses = None
        self.list.mount()
        for refuses, why in ((errno.EROFS, "mounted read-only"), (errno.ENOENT, QEMU + " is not there")):
            self.list.refuses = refuses
            with self.assertRaisesRegex(errors.SandboxError, why):
                self.list.hold(QEMU).__enter__()

    def test_others_than_root_ask_sudo(self):
        self.list.mount()
        asked = []

        def sudo(words, **_):
            asked.append(words[words.index("harness.binfmt") + 1:])
            self.list.register(QEMU) if "register" in words else os.unlink(self.list._path(binfmt.NAME))
            return subprocess.CompletedProcess(words, 0, b"", b"")

        with mock.patch("os.geteuid", return_value=1000), mock.patch("subprocess.run", sudo):
            with self.list.hold(QEMU):
                self.assertEqual(self.list.emulator(), QEMU)
            self.assertIsNone(self.list.emulator())
        self.assertEqual(asked, [["register", QEMU], ["release"]])

    def test_without_sudo_it_is_said(self):
        self.list.mount()
        with mock.patch("os.geteuid", return_value=1000), mock.patch("subprocess.run", side_effect=FileNotFoundError("sudo")):
            with self.assertRaisesRegex(errors.SandboxError, "only root can make it: there is no sudo"):
                self.list.hold(QEMU).__enter__()

    def test_one_that_cannot_be_taken_away_stays(self):
        self.list.mount()
        self.list.register(QEMU)
        self.list.refuses = errno.EROFS
        self.assertFalse(self.list.release())

    def test_a_program_with_a_colon_blanks_and_umlauts(self):
        program = "/users/jörg mayer/a:b/qemu-i386"
        with self.list.hold(program):
            self.assertEqual(self.list.emulator(), program)


class SmallerForms(unittest.TestCase):
    """Tests that take long where machines are emulated."""

    def taken(self, kind):
        said = io.StringIO()
        with mock.patch.object(wine32, "found", return_value=wine32.Way(kind)), contextlib.redirect_stdout(said):
            return testing.smaller(["a", "b", "c"], ["b"], "letters"), testing.jobs(), said.getvalue()

    def test_only_there_and_never_in_silence(self):
        self.assertEqual(self.taken("chroot"), (["a", "b", "c"], 3 * os.cpu_count(), ""))
        self.assertEqual(self.taken("emulated"), (["b"], os.cpu_count(),
                         "smaller form: 1 of 3 letters, for 32-bit machines are emulated here: b\n"))


class Slowness(unittest.TestCase):
    def test_deadlines_never_shrink_and_grow_by_what_was_measured(self):
        self.assertEqual(slowness.factor(slowness.ORDINARY / 3), 1.0)
        self.assertEqual(slowness.factor(slowness.ORDINARY * 8), 8.0)

    def test_the_quickest_counts_and_neither_the_first_nor_the_shell(self):
        said = "noise\n"
        for seconds in (1.5, 62.5, 64.0, 64.5, 70.0, 71.25):  # 61, 1.5, 0.5, 5.5 and 1.25 after the first
            said += "0m9.000000s 0m9.000000s\n%dm%fs 0m0.250000s\n" % divmod(seconds - 0.25, 60)
        self.assertEqual(slowness.measured(said), 0.5)

    def test_what_the_shell_prints_is_understood(self):
        said = subprocess.run(["sh", "-ec", slowness.script("true")], stdout=subprocess.PIPE, text=True).stdout
        self.assertLess(slowness.measured(said), 1)

    def test_nothing_measured_is_an_error(self):
        with self.assertRaisesRegex(errors.SandboxError, "could not be measured: wine: not found"):
            slowness.measured("wine: not found")


if __name__ == "__main__":
    unittest.main(verbosity=2)
