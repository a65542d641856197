"""deploy/setup when it is not alone, is killed, finds a strange machine: and the small parts that it is made of."""

import os
import signal
import struct
import subprocess
import tempfile
import unittest

from case import SetUp
from stand_ins import TOP

PARTS = os.path.join(TOP, "deploy", "setup.d")


class NotAlone(SetUp):
    def held(self):
        """A set-up that waits inside mmdebstrap, until something is written to the gate."""
        self.emulates()
        gate = os.path.join(self.machine.folder, "gate")
        os.mkfifo(gate)
        run = self.machine.start()
        self.addCleanup(run.stdout.close)
        with open(gate, "w") as opened:  # returns when mmdebstrap reads
            os.unlink(gate)
            self.assertTrue(os.path.isdir(os.path.join(self.machine.cache, "root32.partial")))
            yield run
            opened.write("go on\n")

    def test_a_second_one_waits_for_the_first_and_finds_its_work_done(self):
        for first in self.held():
            second = self.machine.start()
            said = second.stdout.readline()
            self.assertIn("Another deploy/setup is at work", said)
        self.assertIn("emulated by", first.communicate()[0])
        self.assertIn("emulated by", second.communicate()[0])
        self.assertEqual((first.returncode, second.returncode), (0, 0))
        self.assertEqual(len(self.machine.calls("mmdebstrap --")), 1)
        self.assertEqual(self.machine.left_over(), [])

    def test_what_a_killed_one_left_is_taken_away(self):
        for run in self.held():
            os.killpg(run.pid, signal.SIGKILL)
            run.wait()
            self.assertIn("root32.partial", self.machine.left_over())
            self.assertIsNone(self.machine.choice())
            break
        self.machine.write("cache/netmend/root32.partial/usr/half", "of it")
        self.succeeds("emulated CACHE/root32 CACHE/qemu-i386")
        self.assertFalse(os.path.exists(os.path.join(self.machine.cache, "root32", "usr", "half")))

    def test_what_goes_on_after_a_kill_is_waited_for(self):
        for first in self.held():
            os.kill(first.pid, signal.SIGKILL)
            first.wait()
            second = self.machine.start()
            self.assertIn("Another deploy/setup is at work", second.stdout.readline())
        self.assertIn("emulated by", second.communicate()[0])
        self.assertEqual(self.machine.left_over(), [])
        self.assertEqual(len(self.machine.calls("mmdebstrap --")), 2)

    def test_one_that_is_interrupted_takes_back_what_it_made(self):
        for run in self.held():
            os.killpg(run.pid, signal.SIGINT)
            run.wait()
            self.assertEqual(self.machine.left_over(), [])
            self.assertNotEqual(run.returncode, 0)
            break

    def test_an_architecture_that_was_of_no_use_is_taken_back(self):
        self.machine.write("architectures", "i386")
        self.machine.write("cache/netmend/i386.added", "")
        self.emulates()
        self.succeeds("emulated CACHE/root32 CACHE/qemu-i386")
        self.assertEqual(self.machine.read("architectures"), "")

    def test_an_architecture_of_the_machine_stays(self):
        self.machine.write("architectures", "i386")
        self.without_multiarch()
        self.succeeds("chroot CACHE/root32")
        self.assertEqual(self.machine.read("architectures"), "i386\n")

    def test_an_installation_that_was_cut_off_is_ended_first(self):
        self.machine.fail("install", "E: dpkg was interrupted, you must manually run 'dpkg --configure -a' to correct the problem.")
        self.succeeds("multiarch")
        self.assertEqual(len(self.machine.calls("dpkg --configure -a")), 1)

    def test_the_scripts_of_packages_keep_their_output(self):
        self.machine.command("apt-get", """case "$*" in
            *"Status-Fd=3 "*" install "*)
                echo dlstatus:1:30.0:x >&3; exec 3>&-; echo "from a script" || exit 100
                shift; while [ "$1" != install ]; do shift; done; printf '%s\\n' "$@" >>"$here/installed" ;;
            *Status-Fd=[12]*install*) exit 100 ;;
            esac""")
        self.assertIn("30 % downloaded", self.succeeds("multiarch"))
        self.assertIn("from a script", self.machine.read("cache/netmend/setup.log"))

    def test_another_program_that_installs_is_waited_for(self):
        self.machine.fail("install", "E: Could not get lock /var/lib/dpkg/lock-frontend. It is held by process 812 (unattended-upgr)", times=5)
        self.succeeds("multiarch")
        self.assertEqual(len(self.machine.calls("^sleep 10")), 5)


class Blanks(NotAlone):
    """All of it in a folder whose name has blanks, umlauts and a slash after a blank."""
    name = "m\u00e4ine kiste /n\u00fcn \u00a7"

    def test_choices_are_read_back(self):
        for wanted, choice in (("chroot", "chroot CACHE/root32"), ("emulated", "emulated CACHE/root32 CACHE/qemu-i386")):
            self.succeeds(choice, "--wine32=" + wanted)
            self.machine.write("calls", "")
            self.succeeds(choice)
            self.assertEqual(self.machine.calls("^(apt-get|mmdebstrap|unshare)"), [])


class Binfmt(SetUp):
    def test_mounted_read_only(self):
        self.emulates()
        self.machine.fail("binfmt", "sh: 8: cannot create /proc/sys/fs/binfmt_misc/register: Read-only file system\nunregistered")
        self.succeeds("none binfmt_misc is mounted read-only")

    def test_entries_that_cannot_be_made(self):
        self.emulates()
        self.machine.fail("binfmt", "sh: 8: printf: I/O error: Operation not permitted\nunregistered")
        self.succeeds("none no entry can be made in binfmt_misc (sh: 8: printf: I/O error: Operation not permitted)")

    def test_entries_without_effect(self):
        self.emulates()
        self.machine.fail("binfmt", "ended 126")
        self.succeeds("none an entry in binfmt_misc has no effect here")

    def test_that_cannot_be_tried(self):
        self.emulates()
        self.machine.fail("binfmt", "unshare: unshare failed: Operation not permitted")
        self.succeeds("none binfmt_misc cannot be tried (unshare: unshare failed: Operation not permitted)")

    def test_asked_for_it_is_a_failure(self):
        self.machine.fail("binfmt", "unmounted")
        self.fails("this kernel has no binfmt_misc", "--wine32=emulated")

    def test_somebody_elses_entry_is_used_where_it_runs_wine(self):
        self.machine.runs_32_bit("emulated")
        self.machine.entry("qemu-i386", "/usr/libexec/qemu-binfmt/i386-binfmt-P")
        self.succeeds("emulated CACHE/root32 /usr/libexec/qemu-binfmt/i386-binfmt-P")
        self.assertEqual(self.machine.calls("^apt-get .*(emulator.partial)"), [])
        self.assertEqual(self.machine.calls("^unshare .*register"), [])
        self.machine.write("calls", "")
        self.succeeds("emulated CACHE/root32 /usr/libexec/qemu-binfmt/i386-binfmt-P")
        self.assertEqual(self.machine.calls("^unshare"), [])

    def test_somebody_elses_entry_that_does_not_run_wine_is_not_replaced(self):
        self.machine.runs_32_bit("emulated")
        self.machine.entry("qemu-i386", "/usr/bin/qemu-i386-static")
        self.machine.fail("wine", "qemu: uncaught target signal 11 (Segmentation fault) - core dumped")
        self.succeeds("none binfmt_misc has an entry for i386 already, /usr/bin/qemu-i386-static, and that does not run Wine")
        self.assertEqual(self.machine.calls("^unshare .*register"), [])

    def test_entries_of_others_that_do_not_matter(self):
        self.emulates()
        self.machine.entry("qemu-arm", "/usr/bin/qemu-arm", magic="7f454c4601010100000000000000000002002800")
        self.machine.entry("qemu-i386", "/usr/bin/qemu-i386-static", state="disabled")
        self.machine.entry("netmend-i386", "/home-of-another-clone/qemu-i386")
        self.succeeds("emulated CACHE/root32 CACHE/qemu-i386")


class Parts(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)

    def bash(self, script, *arguments):
        return subprocess.run(["bash", "-c", script, PARTS, *arguments], capture_output=True, text=True, env={
            "PATH": os.environ["PATH"], "cache": self.folder.name, "LC_ALL": "C", "mirror": "http://deb.debian.org/debian"}).stdout

    def test_the_program_that_is_run_is_a_whole_i386_program(self):
        name = os.path.join(self.folder.name, "probe")
        self.bash('. "$0/probe.sh"; write_probe "$1"', name)
        with open(name, "rb") as file:
            data = file.read()
        kind, machine, _, entry, header = struct.unpack_from("<HHIII", data, 16)
        self.assertEqual((data[:7], kind, machine, header), (b"\x7fELF\x01\x01\x01", 2, 3, 52))
        loaded, offset, address, _, in_file, in_memory, rights, _ = struct.unpack_from("<8I", data, header)
        self.assertEqual((loaded, offset, in_file, in_memory, rights), (1, 0, len(data), len(data), 5))
        self.assertEqual(entry, address + header + 32)

    def test_the_machine_says_how_it_runs_it(self):
        self.assertIn(self.bash('. "$0/probe.sh"; probe; echo $runs'), ("natively\n", "emulated\n", "no\n"))

    def test_what_went_wrong_is_said_in_one_sentence(self):
        for said, trouble, why in (
                ("Err:1 http://example.invalid/debian bookworm InRelease\n  Could not resolve 'example.invalid'", "network", "there is no way to example.invalid"),
                ("  Could not connect to 127.0.0.1:9 (127.0.0.1). - connect (111: Connection refused)", "network", "there is no way to deb.debian.org"),
                ("E: Failed to fetch http://security.debian.org/x  Hash Sum mismatch", "updating",
                 "security.debian.org is just being updated, its lists and its files do not match"),
                ("E: Failed to fetch http://deb.debian.org/debian/pool/main/w/wine.deb  404  Not Found [IP: 203.0.113.80 80]", "updating",
                 "deb.debian.org is just being updated, its lists and its files do not match"),
                ("E: Unable to find a source package for boost1.81", "unknown", "deb.debian.org has no package boost1.81"),
                ("E: Can't select candidate version from package qemu-user as it has no candidate", "unknown", "deb.debian.org has no package qemu-user"),
                ("E: Package 'wine32' has no installation candidate", "unknown", "deb.debian.org has no package wine32"),
                ("E: Release file for http://x.example/InRelease is not valid yet (invalid for another 3d)", "clock",
                 "the lists of deb.debian.org are of the future or long past: is the clock of this machine right?"),
                ("The following packages have unmet dependencies:\n wine32:i386 :   Depends: libwine:i386 (= 8.0) but\nE: Unable", "conflict",
                 "the packages that are here stand in the way (wine32:i386 : Depends: libwine:i386 (= 8.0) but)"),
                ("dpkg: error processing package ccache (--configure):\n subprocess returned error exit status 1\nE: Sub-process /usr/bin/dpkg",
                 "broken", "dpkg could not finish with ccache"),
                ("W: See /x/debootstrap.log for details\nE: Sub-process returned an error code", "other", "Sub-process returned an error code"),
                ("", "other", "it ended with an error")):
            name = os.path.join(self.folder.name, "said")
            with open(name, "w") as file:
                file.write(said)
            with self.subTest(said):
                self.assertEqual(self.bash('. "$0/common.sh"; explain "$1"; echo "$trouble|$why"', name), "%s|%s\n" % (trouble, why))
