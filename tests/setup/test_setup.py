"""deploy/setup on machines that stand in for real ones (stand_ins.py): each choice of Wine, each kind of bad input, what it says."""

import os
import shutil

from case import SetUp

NO_NETWORK = "Err:1 http://deb.debian.org/debian bookworm InRelease\n  Temporary failure resolving 'deb.debian.org'\n" \
    "E: Failed to fetch http://deb.debian.org/debian/dists/bookworm/InRelease  Temporary failure resolving 'deb.debian.org'\n" \
    "E: mmdebstrap failed to run"
MID_UPDATE = "E: Failed to fetch http://deb.debian.org/debian/dists/bookworm/main/binary-i386/Packages.xz  File has unexpected size " \
    "(346968 != 370248). Mirror sync in progress? [IP: 203.0.113.80 80]\nE: Some index files failed to download."
DISK_FULL = "tar: ./usr/lib/i386-linux-gnu/librav1e.so.0.5.1: Wrote only 8704 of 10240 bytes\nE: tar --extract failed: 512"
NO_PACKAGE = "E: Unable to locate package qemu-user"


class Choices(SetUp):
    def test_the_package_comes_first(self):
        self.without_boost()
        said = self.succeeds("multiarch")
        self.assertIn("natively, by the package wine32:i386", said)
        self.assertIn("wine32:i386", self.machine.read("installed"))

    def test_the_root_where_the_package_cannot_be_installed(self):
        self.without_multiarch()
        self.assertIn("run natively, in ", self.succeeds("chroot CACHE/root32"))
        self.assertEqual(self.machine.read("architectures"), "")

    def test_emulation_where_the_kernel_runs_no_32_bit_programs(self):
        self.emulates()
        self.assertIn("emulated by", self.succeeds("emulated CACHE/root32 CACHE/qemu-i386"))
        self.assertEqual(self.machine.calls("add-architecture"), [])

    def test_none_where_there_is_no_binfmt_misc(self):
        self.emulates()
        self.machine.fail("binfmt", "mount: unknown filesystem type 'binfmt_misc'.\nunmounted")
        self.assertIn("32-bit programs do not run, there are only 64-bit machines", self.succeeds("none this kernel has no binfmt_misc, or does not let it be mounted"))
        self.assertEqual(self.machine.calls("mmdebstrap --"), [])

    def test_each_can_be_asked_for_and_stays(self):
        for wanted, choice in (("none", "none so it was asked for (--wine32=none)"), ("chroot", "chroot CACHE/root32"), ("multiarch", "multiarch"),
                               ("emulated", "emulated CACHE/root32 CACHE/qemu-i386")):
            self.succeeds(choice, "--wine32=" + wanted)
            self.succeeds(choice)
        self.succeeds("multiarch", "--wine32=auto")

    def test_what_fuzzers_and_coverage_need_is_added(self):
        self.succeeds("multiarch", "--fuzz")
        self.assertNotIn("llvm", self.machine.read("installed"))
        self.succeeds("multiarch", "--coverage")
        self.assertIn("llvm", self.machine.read("installed"))

    def test_what_is_not_known_is_refused(self):
        code, said = self.machine.setup("--wine32=qemu")
        self.assertEqual((code, "unknown option: --wine32=qemu" in said), (87, True))

    def test_nothing_is_done_when_nothing_is_missing(self):
        for prepare in (lambda: None, self.without_multiarch, self.emulates):
            prepare()
            self.machine.setup("--wine32=auto")
            self.machine.write("calls", "")
            self.succeeds(self.machine.choice())
            self.assertEqual(self.machine.calls("^(apt-get|mmdebstrap|unshare|sleep)"), [])

    def test_the_root_is_finished_as_the_packages_scripts_would(self):
        self.emulates()
        self.succeeds("emulated CACHE/root32 CACHE/qemu-i386")
        for lib in ("i386", "x86_64"):
            for bits in ("i386", "x86_64"):
                dll = self.machine.read("cache/netmend/root32/usr/lib/%s-linux-gnu/wine/%s-windows/zlib1.dll" % (lib, bits))
                self.assertEqual(dll, 64 * "z" + "Wine builtin DLL" + 16 * "\0" + 104 * "z")
        for name in ("proc", "mnt", "root", "usr/bin/wineserver", "etc/passwd"):
            self.assertTrue(os.path.exists(os.path.join(self.machine.cache, "root32", name)), name)


class Network(SetUp):
    def test_no_network_for_packages(self):
        self.machine.fail("update", NO_NETWORK)
        self.machine.fail("install", "E: Unable to locate package ccache")
        self.fails("packages could not be installed: there is no way to deb.debian.org.")

    def test_no_network_for_the_root(self):
        self.emulates()
        self.machine.fail("mmdebstrap", NO_NETWORK)
        self.fails("the root with 32-bit Wine could not be unpacked: there is no way to deb.debian.org.")
        self.assertIsNone(self.machine.choice())

    def test_a_mirror_in_mid_update_is_tried_again(self):
        self.emulates()
        self.machine.fail("mmdebstrap", MID_UPDATE, times=2)
        said = self.succeeds("emulated CACHE/root32 CACHE/qemu-i386")
        self.assertIn("deb.debian.org is just being updated, its lists and its files do not match; trying again", said)

    def test_a_mirror_that_stays_in_mid_update_is_named(self):
        self.without_boost()
        self.machine.fail("source", MID_UPDATE)
        self.fails("Boost.Serialization could not be fetched: deb.debian.org is just being updated, its lists and its files do not match "
                   "(tried 3 times)")

    def test_the_lists_of_32_bit_packages_in_mid_update_do_not_matter_to_the_root(self):
        self.machine.fail("update", MID_UPDATE, times=2)
        self.machine.fail("simulate", "E: Unable to locate package wine32:i386")
        self.succeeds("chroot CACHE/root32")

    def test_backports_without_the_package(self):
        self.emulates()
        self.machine.fail("download", NO_PACKAGE)
        self.succeeds("none the emulator of 32-bit programs could not be fetched: deb.debian.org has no package qemu-user")

    def test_no_backports_at_all(self):
        self.emulates()
        self.machine.fail("download", "E: The repository 'http://deb.debian.org/debian bookworm-backports Release' does not have a Release file.")
        self.succeeds("none the emulator of 32-bit programs could not be fetched: deb.debian.org has no bookworm-backports")

    def test_the_emulator_of_debian_12_itself_is_not_taken(self):
        self.emulates()
        self.machine.write("emulator", "7.2.17")
        self.succeeds("none the emulator qemu-i386 of bookworm-backports has the version 7, and Wine needs 10")

    def test_of_backports_nothing_but_the_emulator_is_to_be_had(self):
        self.emulates()
        self.succeeds("emulated CACHE/root32 CACHE/qemu-i386")
        self.assertRegex(self.machine.read("sources"), r"^deb \[arch=amd64 signed-by=\S+\] http://deb.debian.org/debian bookworm-backports main\n"
                         r"Package: qemu-user\nPin: release n=bookworm-backports\n[^*]*\nPackage: \*\nPin: release \*\nPin-Priority: -1\n$")


class Disk(SetUp):
    def test_full_in_the_middle(self):
        self.emulates()
        self.machine.fail("mmdebstrap", DISK_FULL)
        self.fails("could not be unpacked: the disk is full (90000 MB are free in ")
        self.assertFalse(os.path.exists(os.path.join(self.machine.cache, "root32")))

    def test_too_full_to_begin(self):
        self.emulates()
        self.machine.write("free", "700")
        self.fails("the root with 32-bit Wine takes 1900 MB, and only 700 MB are free")
        self.assertEqual(self.machine.calls("mmdebstrap --"), [])

    def test_a_cache_folder_that_cannot_be_made(self):
        shutil.rmtree(os.path.dirname(self.machine.cache))
        self.machine.write("cache", "a file")
        code, said = self.machine.setup()
        self.assertEqual((code, "cannot be made." in said), (1, True), said)


class Rights(SetUp):
    def test_no_sudo_and_packages_missing(self):
        self.machine.user()
        said = self.fails("these packages are missing: build-essential")
        self.assertIn("installing them needs root, and there is no sudo here", said)

    def test_sudo_that_asks_where_nobody_can_answer(self):
        self.machine.user(sudo="refuses")
        self.fails("and sudo asks for a password, which nobody can type here")

    def test_under_sudo_the_cache_is_that_of_the_person(self):
        self.machine.environment = {"SUDO_USER": "anna"}
        self.machine.cache = os.path.join(self.machine.folder, "anna", ".cache", "netmend")
        code, said = self.machine.setup("--wine32=chroot")
        self.assertEqual((code, self.machine.left_over()), (0, []), said)
        given = [os.path.basename(name) for name in self.machine.calls("^chown -R ")[0].split()]
        self.assertLessEqual({"wine32", "setup.log", "lock", "boost-serialization-1.81"}, set(given))
        self.assertFalse({"root32", "netmend"} & set(given), "the files of the root are root's")

    def test_sudo_that_works(self):
        self.machine.user(sudo="works")
        self.succeeds("multiarch")

    def test_without_root_there_are_64_bit_machines_until_there_is_root(self):
        self.succeeds("none so it was asked for (--wine32=none)", "--wine32=none")
        self.machine.user(sudo="refuses")
        self.machine.runs_32_bit(False)
        self.succeeds("none setting up 32-bit Wine needs root, and sudo asks for a password, which nobody can type here", "--wine32=auto")
        self.succeeds(self.machine.choice())
        self.machine.write("uid", "0")
        self.succeeds("emulated CACHE/root32 CACHE/qemu-i386")

    def test_without_root_a_root_that_is_there_is_used(self):
        self.succeeds("chroot CACHE/root32", "--wine32=chroot")
        os.unlink(os.path.join(self.machine.cache, "wine32"))
        self.machine.user()
        self.succeeds("chroot CACHE/root32")

    def test_what_was_asked_for_is_not_replaced_by_none(self):
        self.succeeds("none so it was asked for (--wine32=none)", "--wine32=none")
        self.machine.user()
        self.fails("setting up 32-bit Wine needs root, and there is no sudo here", "--wine32=chroot")


class OlderCaches(SetUp):
    def older(self, choice):
        """What the version before this one left: a root by debootstrap, without a count."""
        self.emulates()
        self.succeeds("emulated CACHE/root32 CACHE/qemu-i386")
        os.unlink(os.path.join(self.machine.cache, "root32.count"))
        os.unlink(os.path.join(self.machine.cache, "qemu-i386"))
        self.machine.write("cache/netmend/wine32", choice.replace("CACHE", self.machine.cache))
        self.machine.runs_32_bit(True)
        self.without_multiarch()
        self.machine.write("calls", "")

    def test_a_whole_root_is_kept(self):
        self.older("chroot CACHE/root32")
        self.succeeds("chroot CACHE/root32")
        self.assertEqual(self.machine.calls("mmdebstrap --"), [])

    def test_a_whole_root_is_used_where_it_is_to_be_emulated(self):
        self.older("chroot CACHE/root32")
        self.emulates()
        self.succeeds("emulated CACHE/root32 CACHE/qemu-i386")
        self.assertEqual(self.machine.calls("mmdebstrap --"), [])

    def test_a_root_without_64_bit_wine_is_made_again(self):
        self.older("chroot CACHE/root32")
        self.machine.write("cache/netmend/wine64", "The package wine64:amd64 could not be installed")
        os.unlink(os.path.join(self.machine.cache, "root32/usr/lib/wine/wine64"))
        self.succeeds("chroot CACHE/root32")
        self.assertEqual(len(self.machine.calls("mmdebstrap --")), 1)
        self.assertFalse(os.path.exists(os.path.join(self.machine.cache, "wine64")))

    def test_a_word_that_is_not_known_is_replaced(self):
        self.older("prefix somewhere")
        self.succeeds("chroot CACHE/root32")

    def test_a_root_that_was_cut_off_is_made_again(self):
        for damage in (lambda path: open(path, "w").close(), os.unlink):
            self.without_multiarch()
            self.succeeds("chroot CACHE/root32")
            self.machine.write("calls", "")
            damage(os.path.join(self.machine.cache, "root32/usr/lib/x86_64-linux-gnu/wine/i386-windows/zlib1.dll"))
            self.succeeds("chroot CACHE/root32")
            self.assertEqual(len(self.machine.calls("mmdebstrap --")), 1)

    def test_multiarch_whose_package_is_gone(self):
        self.succeeds("multiarch")
        self.machine.write("installed", self.machine.read("installed").replace("wine32:i386\n", ""))
        self.without_multiarch()
        self.succeeds("chroot CACHE/root32")

    def test_a_kernel_that_no_longer_runs_32_bit_programs(self):
        self.without_multiarch()
        self.succeeds("chroot CACHE/root32")
        self.emulates()
        self.succeeds("emulated CACHE/root32 CACHE/qemu-i386")
