"""deploy/try from outside: its options, what it says to wrong ones, how it reads what is typed at a prompt, and whose a machine is."""

import os
import subprocess
import sys
import tempfile
import unittest
from unittest import mock

sys.path.insert(0, os.path.dirname(os.path.realpath(__file__)))
sys.dont_write_bytecode = True

from harness import building, held, opening, places, stories, try_options, typed  # noqa: E402
from harness.try_options import Options, Wrong, parse  # noqa: E402

TRY = os.path.join(places.REPOSITORY, "deploy", "try")


class OptionsOfTry(unittest.TestCase):
    def test_what_can_be_asked(self):
        self.assertEqual(parse([]), Options())
        self.assertEqual(parse(["--keep"]), Options(keep=True))
        self.assertEqual(parse(["shell"]), Options(shell=True))
        self.assertEqual(parse(["shell", "--windows=win7", "--fault", "none", "--keep"]),
                         Options(shell=True, windows="win7", fault="none", keep=True))
        self.assertEqual(parse(["shell", "--machine=kept-1", "--destroy"]), Options(shell=True, machine="kept-1", destroy=True))
        self.assertEqual(parse(["shell", "--list"]), Options(shell=True, list=True))

    def test_what_cannot(self):
        for words in (["shel"], ["--destroy"], ["--windows=xp-sp3"], ["shell", "--windows=xp"], ["shell", "--windows="],
                      ["shell", "--fault"], ["shell", "--fault=all"], ["shell", "--keep", "--destroy"], ["shell", "shell"], [""],
                      ["shell", "--machine=a", "--windows=win7"], ["shell", "--fault=nsi-disabled", "--windows=xp-sp3"], ["shell", "--keep=yes"], ["--keep", "shell"]):
            with self.assertRaises(Wrong, msg=words):
                parse(words)

    def test_wrong_options_end_with_87_and_the_usage(self):
        done = subprocess.run([TRY, "shell", "--fault=everything"], capture_output=True, text=True)
        self.assertEqual((done.returncode, done.stdout), (87, ""))
        self.assertIn("'everything' is not known to --fault", done.stderr)
        self.assertIn("usage: deploy/try", done.stderr)

    def test_help_names_every_option(self):
        done = subprocess.run([TRY, "--help"], capture_output=True, text=True)
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        for name in ("--windows=", "--fault=", "--machine=", "--keep", "--destroy", "--list", "shell", "NETMEND_BUILD"):
            self.assertIn(name, done.stdout)

    def test_the_list_has_every_name(self):
        done = subprocess.run([TRY, "shell", "--list"], capture_output=True, text=True)
        self.assertEqual(done.returncode, 0, done.stderr)
        for name in ("xp-sp3", "win7", "win11-23h2", "2008-r2", "none", "provider-dll-missing", "nsi-disabled"):
            self.assertRegex(done.stdout, r"(?m)^  %s  " % name)


class WithoutThirtyTwoBits(unittest.TestCase):
    def setUp(self):
        folder = self.enterContext(tempfile.TemporaryDirectory())
        os.makedirs(os.path.join(folder, "netmend"))
        self.enterContext(mock.patch.dict(os.environ, {"XDG_CACHE_HOME": folder}))
        os.environ.pop("NETMEND_ROOT32", None)
        self.note = os.path.join(folder, "netmend", "wine32")

    def write(self, line):
        with open(self.note, "w") as file:
            file.write(line + "\n")

    def test_the_reason_is_the_one_that_setup_noted(self):
        self.assertIsNone(building.why_no_32())
        for line in ("multiarch", "chroot /some/root32", "emulated /some/root32 /some/qemu-i386"):
            self.write(line)
            self.assertIsNone(building.why_no_32(), line)
        self.write("none no root, and no binfmt_misc")
        self.assertEqual(building.why_no_32(), "no root, and no binfmt_misc")

    def test_only_64_bit_machines_are_made_and_only_their_programs_built(self):
        self.write("none the kernel runs no 32-bit programs")
        self.assertEqual(opening.chosen(Options()).bits, 64)
        self.assertEqual(opening.chosen(Options(windows="win7")).name, "win7")
        with self.assertRaisesRegex(places.SandboxError, "the kernel runs no 32-bit programs"):
            opening.chosen(Options(windows="xp-sp3"))
        self.assertEqual(building.needs(64)[0], ("windows-x86", ("sandbox_fixtures",)))
        self.assertTrue([told for told in stories.ALL if told.bits == 64])

    def test_elsewhere_the_usual_machine_has_32_bits(self):
        self.write("multiarch")
        self.assertEqual(opening.chosen(Options()).bits, 32)
        self.assertEqual([preset for preset, _ in building.needs(32)], ["windows-x86"])


class Typed(unittest.TestCase):
    def test_words_are_those_of_windows(self):
        for line, expected in (("netmend start --yes", ["netmend", "start", "--yes"]), ('dir "C:\\Program Files"', ["dir", "C:\\Program Files"]),
                               ('a "b c"d  e\\f', ["a", "b cd", "e\\f"]), ('a "b\\\\" c', ["a", "b\\", "c"]), ('a \\"b', ["a", '"b']),
                               ('a ""', ["a", ""]), ('a "b c', ["a", "b c"]), ("", []), ("  ", []), ("C:\\", ["C:\\"])):
            self.assertEqual(typed.words(line), expected, line)

    def test_what_takes_an_interpreter(self):
        for line in ("dir", "DIR /w", "dir\\windows", "echo. x", "netmend status | find \"x\"", "type %windir%\\win.ini", "a & b", "cd"):
            self.assertTrue(typed.needs_cmd(line), line)
        for line in ("netmend status", "frobnicate", 'reg query "HKLM\\A & B"', "C:\\fx\\sockets.exe", "dirt", ""):
            self.assertFalse(typed.needs_cmd(line), line)

    def test_the_exit_code_is_put_in(self):
        self.assertEqual(typed.with_exit_code("echo %ErrorLevel%", 3010), "echo 3010")
        self.assertEqual(typed.with_exit_code("echo %ErrorLevel%", 0xC0000005), "echo -1073741819")

    def test_the_folder_that_cd_leads_to(self):
        for line, expected in (("cd \\stick", "\\stick"), ("cd\\", "\\"), ("cd..", ".."), ("CD /d C:\\fx", "C:\\fx"), ("cd", None),
                               ("cdrom", None), ("cd a & b", None), ('chdir "Program Files"', '"Program Files"')):
            self.assertEqual(typed.changes_folder(line), expected, line)
        with tempfile.TemporaryDirectory() as prefix:
            os.makedirs(os.path.join(prefix, "drive_c", "Program Files", "netmend"))
            machine = mock.Mock(path=lambda path: os.path.join(prefix, "drive_c", path[3:].replace("\\", "/")))
            for present, text, expected in (("C:\\", "program files", "C:\\Program Files"), ("C:\\Program Files", "..", "C:\\"),
                                            ("C:\\Program Files", "NETMEND", "C:\\Program Files\\netmend"), ("C:\\", "..", "C:\\"),
                                            ("C:\\", "nowhere", None), ("C:\\", "Z:\\", None), ("C:\\", "c:/Program Files", "C:\\Program Files")):
                self.assertEqual(typed.folder(machine, present, text), expected, (present, text))


class Holding(unittest.TestCase):
    def setUp(self):
        folder = self.enterContext(tempfile.TemporaryDirectory())
        self.enterContext(mock.patch.dict(os.environ, {"NETMEND_SANDBOX": folder}))
        self.machines = os.path.join(folder, "machines")

    def make(self, name):
        """As much of a machine as counts here."""
        os.makedirs(os.path.join(self.machines, name))
        with open(os.path.join(self.machines, name, "machine.json"), "w") as file:
            file.write('{"windows": "xp-sp3", "registry": null, "fixtures": {}, "init": null, "boots": 0, "faults": []}')

    def test_who_has_one_has_it_alone(self):
        first, second = held.fresh("shell"), held.fresh("shell")
        self.assertIsNone(held.take(first.name))
        self.assertNotEqual(second.name, first.name)
        first.leave()
        again = held.take(first.name)
        self.assertIsNotNone(again)
        again.leave()
        second.leave()

    def test_what_a_killed_run_left_behind_goes_and_what_was_kept_stays(self):
        lost, kept, used = held.fresh("shell"), held.fresh("shell"), held.fresh("shell")
        for one in (lost, kept, used):
            self.make(one.name)
        kept.keep()
        lost.leave()
        kept.leave()
        held.sweep()
        self.assertEqual(sorted(os.listdir(self.machines)), sorted([kept.name, used.name]))
        self.assertEqual(held.kept(), [(kept.name, False)])
        again = held.take(kept.name)
        self.assertEqual(held.kept(), [(kept.name, True)])
        again.keep(False)
        again.release()
        used.release()
        self.assertEqual((os.listdir(self.machines), held.kept()), ([], []))

    def test_a_machine_that_was_never_finished_goes_too(self):
        half = held.fresh("try-1")
        os.makedirs(os.path.join(self.machines, half.name, "prefix"))
        half.release()
        self.assertEqual(os.listdir(self.machines), [])


if __name__ == "__main__":
    unittest.main(verbosity=2)
