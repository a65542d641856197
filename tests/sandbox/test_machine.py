"""Machines and fixtures behave as the harness says, before any of netmend is run on them."""

import os
import sys
import unittest

sys.path.insert(0, os.path.dirname(os.path.realpath(__file__)))
sys.dont_write_bytecode = True

from harness import keys, places, testing, tree, values  # noqa: E402
from harness.machine import Machine  # noqa: E402
from harness.places import SandboxError  # noqa: E402

CATALOG = "HKLM\\" + keys.SERVICES + "\\WinSock2\\Parameters\\Protocol_Catalog9"
CALLS = "HKLM\\" + keys.OWN + "\\Calls"
UNREADABLE, NO_PROVIDER, PROVIDER_FAILED = 10107, 10047, 10106


def fresh(label, **options):
    name = "test-%s-%d" % (label, os.getpid())
    return Machine.create(name, **options)


def entries(machine):
    return values.number_of(machine.registry(CATALOG).get("", "Num_Catalog_Entries"))


class Life(unittest.TestCase):
    def test_boot_run_restart_and_power_cut(self):
        with fresh("life", windows="xp-sp3") as machine:
            with self.assertRaises(SandboxError):
                machine.run("cmd", "/c", "ver")
            machine.boot()
            self.assertIn("5.1.2600", machine.run("cmd", "/c", "ver").output)
            for code in (0, 1, 256, 1641, 3010, 0xC0000005):
                self.assertEqual(machine.run("cmd", "/c", "exit %d" % (code - (1 << 32) if code >> 31 else code)).code, code)
            self.assertIn("RUNNING", machine.run("sc", "query", "Tcpip").output)
            machine.restart()
            self.assertTrue(machine.is_on)
            machine.power_cut()
            self.assertFalse(machine.is_on)
            machine.boot()

    def test_three_kinds_of_power_cut(self):
        with fresh("cut", windows="xp-sp3") as machine:
            machine.boot().restart()

            def write(name):
                machine.run("reg", "add", "HKLM\\Software\\Cut", "/v", name, "/d", "x", "/f")

            def there():
                return sorted(machine.registry("HKLM\\Software\\Cut").values(""))

            write("A")
            machine.flush_image()
            write("B")
            machine.power_cut(flushed=True)
            self.assertEqual(there(), ["A"])
            machine.boot()
            write("C")
            machine.power_cut()
            self.assertEqual(there(), ["A"])
            machine.boot()
            write("D")
            machine.power_cut(keep=True)
            self.assertEqual(there(), ["A", "D"])

    def test_a_second_machine_is_not_touched_by_a_cut(self):
        with fresh("one", windows="xp-sp3") as one, fresh("two", windows="xp-sp1") as two:
            one.boot()
            two.boot()
            one.power_cut()
            self.assertEqual(two.run("cmd", "/c", "exit 7").code, 7)

    def test_a_machine_from_an_export(self):
        export = os.path.join(places.REPOSITORY, "..", "shared", "corpus", "xp-sp3.reg")
        if not os.path.exists(export):
            self.skipTest("the exports of real machines are not here")
        with fresh("export", windows="xp-sp3", registry=export) as machine:
            self.assertTrue(machine.judge().healthy, machine.judge().findings)
            machine.boot()
            self.assertEqual(entries(machine), 11)
            self.assertEqual(machine.sockets(), 0)
            self.assertIn("RUNNING", machine.run("sc", "query", "Tcpip").output)


class Faults(unittest.TestCase):
    SOCKETS = {"provider-dll-missing": PROVIDER_FAILED, "chain-names-gone-entry": PROVIDER_FAILED, "numbering-gap": UNREADABLE,
               "base-tcp-gone": PROVIDER_FAILED, "both-keys-deleted": NO_PROVIDER, "half-written": UNREADABLE,
               "bare-path-malware": PROVIDER_FAILED, "layered-provider-left-behind": 0, "healthy-layered-provider": 0}

    def test_sockets_follow_the_catalog(self):
        with fresh("faults", windows="xp-sp3") as machine:
            healthy = machine.stack()
            machine.boot()
            for fault, error in self.SOCKETS.items():
                with self.subTest(fault):
                    machine.break_(fault)
                    self.assertEqual(machine.sockets(), error)
                    self.assertEqual(machine.judge().healthy, fault == "healthy-layered-provider")
                    target = tree.Tree()
                    target.graft("HKLM\\" + keys.SERVICES, healthy)
                    machine.write(target, ["HKLM\\%s\\%s" % (keys.SERVICES, name) for name in ("WinSock2", "Winsock")])
                    self.assertEqual(machine.sockets(), 0)
            self.assertEqual(tree.differences(healthy, machine.stack()), [])


class Netsh(unittest.TestCase):
    # variant: (exit code, damage afterwards)
    VARIANTS = {"works": (0, []), "nothing": (0, ["provider-missing"]), "fails": (1, ["provider-missing"]),
                "fails-after-effect": (1, []), "zero-on-failure": (0, ["provider-missing"]),
                "partial": (0, ["base-tcp-missing"]), "needs-restart": (0, ["provider-missing"])}

    def test_every_variant(self):
        with fresh("netsh", windows="xp-sp3") as machine:
            machine.boot()
            for variant, (code, damage) in self.VARIANTS.items():
                with self.subTest(variant):
                    machine.break_("provider-dll-missing")
                    machine.set_fixtures(netsh=variant)
                    self.assertEqual(machine.run("C:\\windows\\system32\\netsh.exe", "winsock", "reset").code, code)
                    self.assertEqual(machine.judge().damage, damage)
                    if variant == "needs-restart":
                        machine.restart()
                        self.assertTrue(machine.judge().healthy)
                    else:
                        machine.set_fixtures(netsh="works")
                        machine.run("netsh", "winsock", "reset")
            self.assertEqual(values.number_of(machine.registry(CALLS).get("", "netsh winsock reset")), 13)

    def test_a_hanging_netsh_is_killed_at_the_deadline(self):
        with fresh("hang", windows="xp-sp3", fixtures={"netsh": "hangs"}) as machine:
            machine.boot()
            with self.assertRaisesRegex(SandboxError, "no exit code \\(timeout\\)"):
                machine.run("netsh", "winsock", "reset", timeout=2 / machine.patience(1.0))  # it must elapse

    def test_old_windows_has_no_winsock_context(self):
        with fresh("old", windows="2003-rtm") as machine:
            machine.boot()
            self.assertEqual(machine.run("netsh", "winsock", "reset").code, 1)
            self.assertEqual(machine.run("netsh", "int", "ip", "reset").code, 1)
            self.assertEqual(machine.run("netsh", "int", "ip", "reset", "C:\\log.txt").code, 0)
            parameters = machine.registry("HKLM\\" + keys.SERVICES + "\\Tcpip\\Parameters")
            self.assertEqual(values.text_of(parameters.get("", "SearchList")), "")


class Installer(unittest.TestCase):
    # variant: entries after the first way, after the second way
    VARIANTS = {"works": (7, 7), "bare": (3, 3), "nothing": (0, 0), "second-way": (0, 7), "fails": (0, 0),
                "fails-after-effect": (7, 7),
                "needs-reboot": (7, 7), "lock-held": (0, 0)}

    def test_every_variant(self):
        with fresh("netcfg", windows="xp-sp1") as machine:
            machine.boot()
            for variant, expected in self.VARIANTS.items():
                with self.subTest(variant):
                    machine.set_fixtures(netcfg=variant)
                    for way, count in enumerate(expected):
                        machine.break_("both-keys-deleted")
                        machine.run("net", "stop", "Dnscache")
                        machine.run("net", "start", "Dnscache")
                        machine.run("C:\\fx\\installtest.exe", *["second"] * way)
                        self.assertEqual(entries(machine), count)

    def test_effects_that_wait_for_a_restart(self):
        with fresh("wait", windows="xp-sp1", fixtures={"netcfg": "late"}) as machine:
            machine.break_("both-keys-deleted").boot()
            machine.run("C:\\fx\\installtest.exe")
            self.assertEqual(entries(machine), 0)
            machine.restart()
            self.assertEqual(entries(machine), 7)
            machine.set_fixtures(netcfg="needs-restart-first")
            self.assertIn("AcquireWriteLock: 8004a025", machine.run("C:\\fx\\installtest.exe").output)
            self.assertIn("AcquireWriteLock: 8004a025", machine.run("C:\\fx\\installtest.exe").output)
            machine.restart()
            self.assertIn("AcquireWriteLock: 00000000", machine.run("C:\\fx\\installtest.exe").output)

    def test_a_dead_registration(self):
        with fresh("dead", windows="xp-sp1", fixtures={"netcfg": "dead"}) as machine:
            machine.boot()
            self.assertIn("CoCreateInstance: 80040154", machine.run("C:\\fx\\installtest.exe").output)


class BlankKeys(unittest.TestCase):
    def test_they_come_back_at_the_start_or_with_the_first_socket(self):
        with fresh("blank", windows="xp-sp1") as machine:
            machine.break_("both-keys-deleted").boot()
            self.assertEqual(entries(machine), 0)
            machine.set_fixtures(boot="late")
            machine.break_("both-keys-deleted").restart()
            self.assertIsNone(entries(machine))
            machine.sockets()
            self.assertEqual(entries(machine), 0)

    def test_last_known_good_brings_old_entries_back_once(self):
        with fresh("good", windows="xp-sp1", fixtures={"boot": "old-entries-back"}) as machine:
            machine.break_("provider-dll-missing").boot()
            count = entries(machine)
            machine.break_("both-keys-deleted").restart()
            self.assertEqual(entries(machine), count)
            machine.break_("both-keys-deleted").restart()
            self.assertEqual(entries(machine), 0)


if __name__ == "__main__":
    testing.main()
