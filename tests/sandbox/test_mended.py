"""What the harness calls mended: a machine that was put right by hand, and not one on which anything else was changed as well."""

import importlib.machinery
import importlib.util
import os
import sys
import unittest

sys.path.insert(0, os.path.dirname(os.path.realpath(__file__)))
sys.dont_write_bytecode = True

from harness import baselines, catalog_edit, faults, mended, modern_faults, values  # noqa: E402
from harness import windows as versions  # noqa: E402

EVERY = (*mended.LAYERS, *mended.INBOX, *mended.NAME_SPACES, *mended.SERVICES, *mended.RESET)


def broken(fault, windows):
    stack = baselines.services(windows)
    faults.apply(fault, stack, windows)
    return stack


def by_hand(fault, windows):
    """The same machine without the fault, but with the healthy product that stands beside it."""
    stack = baselines.services(windows)
    if "healthy" not in fault and fault not in ("orphan-in-32-bits", "orphan-in-64-bits"):
        return stack
    result = broken(fault, windows)
    for half in catalog_edit.halves_of(result):
        entries = catalog_edit.entries_of(result, half)
        bases = catalog_edit.bases(entries)
        kept = [entry for entry in entries if entry.provider != modern_faults.LAYER]
        for entry in kept:
            if entry.provider == modern_faults.OTHER_LAYER and entry.chain_length > 2:
                base = next(one for one in bases if (one.kind, one.protocol) == (entry.kind, entry.protocol))
                entry.chain, entry.chain_length = [entry.chain[0], base.entry_id, 0, 0, 0, 0, 0], 2
        catalog_edit.write(result, half, kept)
    return result


class Mended(unittest.TestCase):
    def each(self):
        for windows in (versions.ALL["win11-23h2"], versions.ALL["win7-x86"], versions.ALL["win8.1"]):
            for fault in EVERY:
                with self.subTest(windows=windows.name, fault=fault):
                    yield fault, windows

    def test_one_that_was_put_right_is(self):
        for fault, windows in self.each():
            self.assertEqual(mended.differences(fault, broken(fault, windows), by_hand(fault, windows), windows), [])

    def test_one_that_is_as_it_was_is_not(self):
        for fault, windows in self.each():
            self.assertTrue(mended.differences(fault, broken(fault, windows), broken(fault, windows), windows))

    def test_whatever_else_is_changed_is_seen(self):
        for fault, windows in self.each():
            for path, name, value in (("Tcpip\\Parameters", "Hostname", values.sz("other")), ("lmhosts", "Start", values.dword(4)),
                                      ("WinSock2\\Parameters\\NameSpace_Catalog5\\Catalog_Entries\\000000000001", "Enabled", values.dword(0)),
                                      ("Winsock\\Parameters", "Transports", values.multi("Tcpip"))):
                after = by_hand(fault, windows)
                after.set(path, name, value)
                self.assertTrue(mended.differences(fault, broken(fault, windows), after, windows), path)


class Matrix(unittest.TestCase):
    """tests/sandbox/modern-matrix, as far as it needs no machine."""

    def setUp(self):
        loader = importlib.machinery.SourceFileLoader("modern_matrix", os.path.dirname(os.path.realpath(__file__)) + "/modern-matrix")
        self.matrix = importlib.util.module_from_spec(importlib.util.spec_from_loader("modern_matrix", loader))
        sys.modules["modern_matrix"] = self.matrix  # dataclasses look there
        self.addCleanup(sys.modules.pop, "modern_matrix")
        loader.exec_module(self.matrix)
        self.plan = list(self.matrix.cells(versions.MODERN, self.matrix.FAULTS, ()))

    def test_it_has_every_machine_and_fault_and_no_cell_twice(self):
        self.assertEqual({cell[0] for cell in self.plan}, set(versions.MODERN))
        self.assertEqual({cell[1] for cell in self.plan}, {*EVERY})
        self.assertEqual(len(set(self.plan)), len(self.plan))
        self.assertLessEqual(len(self.plan), self.matrix.CELLS_MAX)

    def test_its_parts_are_all_of_it_and_nothing_twice(self):
        parts = [cell for number in range(1, 8) for cell in self.matrix.part_of(self.plan, "%d/7" % number)]
        self.assertEqual(sorted(parts), sorted(self.plan))
        for wrong in ("0/7", "8/7", "1", "a/b"):
            with self.assertRaises(SystemExit):
                self.matrix.part_of(self.plan, wrong)

    def test_its_smallest_form_has_one_cell_for_each_machine_and_rung(self):
        chosen = list(self.matrix.one_each(self.plan))
        rungs = (mended.LAYERS, mended.INBOX, mended.NAME_SPACES, tuple(mended.SERVICES), mended.RESET)
        found = {(name, next(number for number, rung in enumerate(rungs) if fault in rung)) for name, fault, _ in chosen}
        self.assertEqual((len(found), len(chosen)), (5 * len(versions.MODERN),) * 2)


if __name__ == "__main__":
    unittest.main()
