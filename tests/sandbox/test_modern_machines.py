"""Machines of Vista and later: their services stand on each other as on Windows, products put back what was taken from them, and a
reader of the catalogs sees none that is half written."""

import os
import sys
import time
import unittest

sys.path.insert(0, os.path.dirname(os.path.realpath(__file__)))
sys.dont_write_bytecode = True

from harness import baselines, catalog_edit, faults, furnish, keys, reading, testing, tree, values  # noqa: E402
from harness import windows as versions  # noqa: E402
from harness.machine import Machine  # noqa: E402
from harness.places import SandboxError  # noqa: E402

SERVICES = "HKLM\\" + keys.SERVICES + "\\"


def fresh(label, **options):
    return Machine.create("test-%s-%d" % (label, os.getpid()), **options)


def state(machine, service):
    """What the machine's service control manager says: "RUNNING", "STOPPED"."""
    words = machine.run("sc", "query", service).output.split()
    return words[words.index("STATE") + 3] if "STATE" in words else "unknown"


def start(machine, service):
    machine.run("net", "start", service)


def wait_for(machine, service, wanted, seconds=20):
    deadline = time.monotonic() + machine.patience(seconds)
    while state(machine, service) != wanted:
        if time.monotonic() > deadline:
            raise AssertionError("%s is %s, and not %s" % (service, state(machine, service), wanted))
        time.sleep(0.05)


class Files(unittest.TestCase):
    def test_every_helper_and_provider_is_there_in_both_bitnesses(self):
        with fresh("files", windows="win10-1709") as machine:
            bits, prefix = machine.windows.bits, machine.prefix
            named = [(transport.helper, half) for transport in baselines.transports(machine.windows) for half in ("", "64")]
            named += furnish.provider_paths(machine.stack())
            self.assertGreater(len(named), 50)
            self.assertEqual([one for one in named if furnish.provider_missing(prefix, bits, *one)], [])


class Services(unittest.TestCase):
    def test_all_that_start_by_themselves_run(self):
        for name in testing.smaller(("win11-23h2", "win8.1", "win7-x86"), ("win11-23h2", "win8.1"), "kinds of Windows"):
            with self.subTest(name), fresh("services", windows=name) as machine:
                machine.boot()
                for row in baselines.service_rows(machine.windows):
                    with self.subTest(row.name):
                        if row.start < 3:
                            self.assertEqual(state(machine, row.name), "RUNNING")
                        self.assertNotEqual(state(machine, row.name), "unknown")
                self.assertEqual(machine.judge().findings, [])
                self.assertEqual(machine.sockets(), 0)

    def test_what_stands_on_a_disabled_one_does_not_run_until_it_does(self):
        with fresh("disabled", windows="win11-23h2") as machine:
            machine.break_("nsi-disabled").boot()
            self.assertEqual([state(machine, name) for name in ("nsi", "Dhcp", "BFE")], ["STOPPED", "STOPPED", "RUNNING"])
            self.assertEqual(machine.judge().damage, ["service-disabled"])
            machine.write(one_value("nsi", "Start", values.dword(2)))
            machine.restart()
            self.assertEqual([state(machine, name) for name in ("nsi", "Dhcp")], ["RUNNING", "RUNNING"])

    def test_starting_one_starts_what_it_stands_on(self):
        with fresh("chain", windows="win10-1903") as machine:
            machine.boot()
            for name in ("Dhcp", "nsi"):
                machine.run("net", "stop", name)
                wait_for(machine, name, "STOPPED")
            start(machine, "Dhcp")
            wait_for(machine, "Dhcp", "RUNNING")
            self.assertEqual(state(machine, "nsi"), "RUNNING")

    def test_a_dependency_that_is_gone_keeps_it_from_starting(self):
        with fresh("gone", windows="2022") as machine:
            machine.break_("dependency-gone").boot()
            self.assertEqual(state(machine, "nsi"), "STOPPED")
            self.assertEqual(machine.judge().damage, ["dependency-missing"])

    def test_one_that_starts_only_while_windows_starts(self):
        with fresh("late", windows="2019", fixtures={}) as machine:
            machine.service_ways(BFE="after-restart")
            machine.boot()
            self.assertEqual(state(machine, "BFE"), "RUNNING")
            machine.run("net", "stop", "BFE")
            wait_for(machine, "BFE", "STOPPED")
            start(machine, "BFE")
            wait_for(machine, "BFE", "STOPPED")
            machine.restart()
            self.assertEqual(state(machine, "BFE"), "RUNNING")


def one_value(service, name, value):
    target = tree.Tree()
    target.set(SERVICES + service, name, value)
    return target


def packed(machine):
    return [[entry.pack() for entry in catalog_edit.entries_of(machine.stack(), half)] for half in ("", "64")]


class Products(unittest.TestCase):
    def test_one_puts_its_layer_and_a_start_type_back_at_each_boot(self):
        with fresh("vendor", windows="win10-22h2") as machine:
            machine.break_("orphan-beside-healthy")
            with_layer = packed(machine)
            machine.add_product(layer=True, switches_off="nsi")
            machine.boot()
            self.assertEqual(values.number_of(machine.stack().get("nsi", "Start")), 4)
            self.assertEqual(machine.run("netsh", "winsock", "reset").code, 0)
            self.assertNotIn("provider-missing", machine.judge().damage)
            machine.write(one_value("nsi", "Start", values.dword(2)))
            machine.restart()
            self.assertEqual(values.number_of(machine.stack().get("nsi", "Start")), 4)
            self.assertEqual(packed(machine), with_layer)

    def test_it_is_installed_while_the_machine_is_off(self):
        with fresh("vendor-on", windows="win7") as machine:
            machine.boot()
            with self.assertRaisesRegex(SandboxError, "is on"):
                machine.add_product(layer=True)


class Reading(unittest.TestCase):
    def test_an_account_is_read(self):
        account = reading.parse("protocols 00000000000000AB whole 3\nname-spaces 0123456789ABCDEF half 1\nwaited 2\nmoved 1\n")
        self.assertEqual(account.contents, {("protocols", "00000000000000AB"): (True, 3), ("name-spaces", "0123456789ABCDEF"): (False, 1)})
        self.assertEqual((account.waited, account.moved, account.readings), (2, 1, 4))
        with self.assertRaises(ValueError):
            reading.parse("protocols 12 whole 3")

    def test_a_writer_with_a_marker_is_never_seen_half_way_and_one_without_is(self):
        with fresh("reader", windows="win10-22h2") as machine:
            machine.break_("orphan-beside-healthy").boot()
            reader = reading.Reader(machine).begin()
            for _ in range(5):
                self.assertEqual(machine.run("netsh", "winsock", "reset").code, 0)
            self.assertEqual(reader.halves(), [])
            account = reader.account()
            self.assertEqual(len([key for key in account.contents if key[0] == "protocols"]), 2)  # broken, and clean
            machine.break_("numbering-gap")  # by an import, which knows no marker
            time.sleep(0.3)
            self.assertTrue(reader.halves())
            self.assertGreater(reader.end().readings, 10)


class Kinds(unittest.TestCase):
    def test_every_fault_says_which_windows_can_have_it(self):
        self.assertLessEqual(set(faults.FROM_VISTA) | set(faults.OF_THE_ARTICLES), set(faults.ALL))
        for name in faults.FROM_VISTA:
            self.assertTrue(all(faults.fits(name, windows) for windows in versions.MODERN.values()))
            self.assertFalse(any(faults.fits(name, windows) for windows in versions.OLD.values()))


if __name__ == "__main__":
    testing.main()
