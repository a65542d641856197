"""The tour of deploy/try: in which order it builds and shows, what it leaves out, and when it is a failure. The machines are made up."""

import contextlib
import io
import os
import sys
import tempfile
import unittest
from unittest import mock

sys.path.insert(0, os.path.dirname(os.path.realpath(__file__)))
sys.dont_write_bytecode = True

import tour  # noqa: E402
from harness import building, places, progress, stories  # noqa: E402


class Preparing:
    """Notes what is asked for; a bitness in `broken` cannot be built."""

    def __init__(self, notes, broken=()):
        self.notes, self.broken = notes, broken

    def begin(self, bits, behind=False):
        self.notes.append("begin %d%s" % (bits, " behind" if behind else ""))

    def finish(self, bits):
        self.notes.append("finish %d" % bits)
        if bits in self.broken:
            raise building.Failed("%d bits: x.cpp is wrong" % bits)


class Tours(unittest.TestCase):
    def run_tour(self, *machines, reason=None, broken=()):
        """The exit code; machines are (bits, how they end: a text, or what is raised)."""
        self.notes, self.out, self.errors = [], io.StringIO(), io.StringIO()

        def told(number, bits, end):
            def tell(show):
                self.notes.append("machine %d" % number)
                if isinstance(end, BaseException):
                    raise end
                return end
            tell.__name__ = "machine%d" % number
            return stories.Told(bits, tell)

        everything = [told(number, *machine) for number, machine in enumerate(machines, 1)]
        with (tempfile.TemporaryDirectory() as folder, mock.patch.object(stories, "ALL", everything),
              mock.patch.object(building, "why_no_32", lambda: reason), contextlib.redirect_stderr(self.errors)):
            shown = tour.Tour(progress.Display(self.out, terminal=False), progress.Times(os.path.join(folder, "try.json")))
            shown.run(Preparing(self.notes, broken))
            return shown.sum_up()

    def test_the_first_machines_come_before_the_other_programs_are_built(self):
        self.assertEqual(self.run_tour((32, "good"), (32, "good"), (64, "good")), 0)
        self.assertEqual(self.notes, ["finish 32", "begin 64 behind", "machine 1", "machine 2", "finish 64", "machine 3"])
        self.assertIn("3 of 3 machines ended as they must.", self.out.getvalue())
        self.assertIn("The first repaired machine was there after 0:0", self.out.getvalue())

    def test_machines_are_shown_in_their_order_whatever_their_bitness(self):
        self.assertEqual(self.run_tour((64, "good"), (32, "good"), (64, "good")), 0)
        self.assertEqual(self.notes, ["finish 64", "begin 32 behind", "machine 1", "finish 32", "machine 2", "machine 3"])

    def test_what_one_bitness_needs_beside_the_others_programs_is_built_too(self):
        built = []

        class Build:
            def __init__(self, preset, targets, times, behind):
                built.append((preset, targets))
                self.start = self.stop = lambda: None
                self.wait = lambda display, title: None

        needs = {64: [("x86", ("probe", "fixtures")), ("x64", ("all",))], 32: [("x86", ("all", "probe", "fixtures"))]}
        with (mock.patch.object(building, "Build", Build), mock.patch.object(building, "needs", needs.get),
              mock.patch.object(building, "make_template"), mock.patch.object(building, "built_elsewhere", lambda: False),
              mock.patch.dict(tour.TITLES, {"x86": "", "x64": ""})):
            preparing = tour.Preparing(None, None)
            for bits in (64, 32, 64):
                preparing.finish(bits)
            self.assertEqual(built, [*needs[64], *needs[32]])
            built.clear()
            preparing = tour.Preparing(None, None)
            for bits in (32, 64):
                preparing.finish(bits)
            self.assertEqual(built, [*needs[32], needs[64][1]])

    def test_one_that_did_not_end_as_it_must_is_a_failure_and_hides_no_other(self):
        for wrong in (stories.Failed("damage left"), places.SandboxError("Wine is gone"), AssertionError("waited in vain"), ZeroDivisionError()):
            self.assertEqual(self.run_tour((32, wrong), (64, "good")), 1)
            self.assertIn("NOT as it must be: ", self.out.getvalue())
            self.assertIn("1 of 2 machines ended as they must.", self.out.getvalue())
            self.assertEqual(self.notes[-1], "machine 2")

    def test_what_cannot_run_here_is_named_as_left_out_with_the_reason(self):
        self.assertEqual(self.run_tour((32, "good"), (32, "good"), (64, "good"), reason="no root"), 0)
        self.assertEqual(self.notes, ["finish 64", "machine 3"])
        self.assertIn("Left out: machines 1 and 2", self.out.getvalue())
        self.assertIn("1 of 1 machines ended as they must; 2 were left out: no root.", self.out.getvalue())

    def test_programs_that_cannot_be_built_are_a_failure(self):
        self.assertEqual(self.run_tour((32, "good"), (64, "good"), broken=(64,)), 1)
        self.assertEqual(self.notes[-1], "finish 64")
        self.assertIn("deploy/try: 64 bits: x.cpp is wrong", self.errors.getvalue())
        self.assertIn("1 of 2 machines", self.out.getvalue())
        self.assertEqual(self.run_tour((32, "good"), (64, "good"), broken=(32,)), 1)
        self.assertEqual(self.notes, ["finish 32"])

    def test_how_long_all_the_machines_take_is_what_they_took_before(self):
        with tempfile.TemporaryDirectory() as folder:
            times = progress.Times(os.path.join(folder, "try.json"))
            shown = tour.Tour(progress.Display(io.StringIO(), terminal=False), times)
            with mock.patch.object(building, "why_no_32", lambda: None):
                shown.choose()
            first = stories.ALL[0]
            self.assertNotIn("more", shown._text(first, 5.0))
            for told in stories.ALL:
                times.put("machine " + told.name, 30.0)
            self.assertIn("about 4 minutes more for all", shown._text(first, 5.0))


if __name__ == "__main__":
    unittest.main(verbosity=2)
