"""deploy/try says what is done of how much and about how long the rest takes: fed with what ninja prints."""

import io
import os
import sys
import tempfile
import unittest

sys.path.insert(0, os.path.dirname(os.path.realpath(__file__)))
sys.dont_write_bytecode = True

from harness import progress  # noqa: E402


def built(costs, speed=1.0, earlier=None, until=None):
    """An Estimate after the steps of these costs (seconds), and the time by then; `until` steps of them where given."""
    estimate, at = progress.Estimate(earlier), 0.0
    for number, cost in enumerate(costs[:until], 1):
        at += cost / speed
        estimate.line("[%d/%d] Building CXX object part%d.obj" % (number, len(costs), number), at)
    return estimate, at


class Estimates(unittest.TestCase):
    EVEN = [2.0] * 100
    DEAR_AT_THE_END = [1.0] * 90 + [30.0] * 10

    def test_other_lines_are_no_steps(self):
        estimate = progress.Estimate()
        for line in ("-- Configuring done", "ninja: no work to do.", "", "[1/x] Building", "warning: [3/4] inside"):
            self.assertFalse(estimate.line(line, 1.0), line)
        self.assertEqual(estimate.total, 0)
        self.assertIsNone(estimate.remaining(1.0))
        self.assertIn("looks", estimate.text(1.0))

    def test_the_rate_so_far_tells_the_rest(self):
        estimate, at = built(self.EVEN, until=25)
        self.assertAlmostEqual(estimate.remaining(at), 150.0)
        self.assertEqual(estimate.text(at), "25 of 100 steps, about 2 minutes more")

    def test_one_or_two_steps_tell_nothing(self):
        self.assertIsNone(built(self.EVEN, until=2)[0].remaining(4.0))

    def test_a_step_that_takes_long_makes_the_rest_longer_and_never_shorter(self):
        estimate, at = built(self.EVEN, until=50)
        rests = [estimate.remaining(at + waited) for waited in range(0, 300, 10)]
        self.assertEqual(rests, sorted(rests))

    def test_the_course_of_an_earlier_build_is_followed(self):
        whole, end = built(self.DEAR_AT_THE_END)
        course = whole.course(end)
        without, at = built(self.DEAR_AT_THE_END, until=90)
        knowing, at = built(self.DEAR_AT_THE_END, earlier=course, until=90)
        self.assertAlmostEqual(without.remaining(at), 10.0)  # what the rate so far says, and far too little
        self.assertAlmostEqual(knowing.remaining(at), 300.0, delta=5)

    def test_a_machine_that_is_slower_than_the_last_time_is_seen(self):
        whole, end = built(self.EVEN)
        slower, at = built(self.EVEN, speed=0.25, earlier=whole.course(end), until=50)
        self.assertAlmostEqual(slower.remaining(at), 400.0, delta=50)
        cached, at = built(self.EVEN, speed=50.0, earlier=whole.course(end), until=50)
        self.assertLess(cached.remaining(at), 20.0)

    def test_before_the_first_step_the_earlier_build_is_all_there_is(self):
        whole, end = built(self.EVEN)
        self.assertAlmostEqual(progress.Estimate(whole.course(end)).remaining(0.0), 200.0)

    def test_ninja_counts_anew_after_it_has_run_cmake(self):
        estimate = progress.Estimate()
        estimate.line("[1/2] Re-checking globbed directories...", 1.0)
        estimate.line("[2/2] Re-running CMake...", 31.0)
        for number in range(1, 11):
            estimate.line("[%d/20] Building C object x.obj" % number, 31.0 + number)
        self.assertEqual((estimate.done, estimate.total), (10, 20))
        self.assertLess(estimate.remaining(41.0), 12.0)

    def test_small_and_unfinished_builds_leave_no_course(self):
        self.assertIsNone(built([1.0] * 5)[0].course(5.0))
        unfinished, at = built(self.EVEN, until=99)
        self.assertIsNone(unfinished.course(at))

    def test_figures_that_make_no_sense_count_as_none(self):
        marks = [float(mark) for mark in range(11)]
        for earlier in (None, 7, "x", [], {}, {"seconds": 10.0, "steps": 100}, {"seconds": 0, "steps": 100, "marks": marks},
                        {"seconds": 10.0, "steps": 100, "marks": marks[:5]}, {"seconds": 10.0, "steps": 100, "marks": marks[::-1]},
                        {"seconds": 10.0, "steps": 100, "marks": ["a"] * 11}, {"seconds": 10.0, "steps": 100, "marks": [0] * 11}):
            self.assertIsNone(progress.Estimate(earlier).remaining(0.0), earlier)
            estimate, at = built(self.EVEN, earlier=earlier, until=50)
            self.assertAlmostEqual(estimate.remaining(at), 100.0)


class Figures(unittest.TestCase):
    def test_they_last_and_nonsense_is_written_anew(self):
        with tempfile.TemporaryDirectory() as folder:
            path = os.path.join(folder, "times.json")
            for content in (None, "", "[1, 2]", '{"a": ', '{"a": "long"}', '{"a": true}', '{"a": -3}'):
                if content is not None:
                    with open(path, "w") as file:
                        file.write(content)
                times = progress.Times(path)
                self.assertIsNone(times.seconds("a"), content)
                times.put("a", 4.5)
                self.assertEqual(progress.Times(path).seconds("a"), 4.5)
            self.assertEqual(os.listdir(folder), ["times.json"])
            progress.Times(os.path.join(folder, "missing", "times.json")).put("a", 1.0)  # a figure less, and nothing else


class Displays(unittest.TestCase):
    def setUp(self):
        self.stream, self.time = io.StringIO(), 0.0

    def display(self, terminal):
        return progress.Display(self.stream, terminal, every=20.0, now=lambda: self.time)

    def test_on_a_terminal_one_line_changes_and_others_stay(self):
        display = self.display(terminal=True)
        display.show("1 of 3")
        display.show("1 of 3")
        display.show("2 of 3")
        display.say("done")
        self.assertEqual(self.stream.getvalue(), "\r1 of 3\x1b[K\r2 of 3\x1b[K\r\x1b[Kdone\n")

    def test_elsewhere_a_line_comes_when_it_was_silent_for_a_while(self):
        display = self.display(terminal=False)
        for second in range(0, 70, 5):
            self.time = float(second)
            display.show("%d of 70" % second)
        self.assertEqual(self.stream.getvalue(), "20 of 70\n40 of 70\n60 of 70\n")

    def test_a_line_longer_than_the_terminal_does_not_wrap(self):
        self.display(terminal=True).show("x" * 10000)
        self.assertLess(len(self.stream.getvalue()), 1000)

    def test_durations_are_words(self):
        self.assertEqual([progress.duration(seconds) for seconds in (0, 12, 41, 60, 95, 3600)],
                         ["a few seconds", "10 seconds", "40 seconds", "1 minute", "2 minutes", "60 minutes"])


if __name__ == "__main__":
    unittest.main(verbosity=2)
