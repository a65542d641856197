"""What the harness does when it cannot do what it is there for: machines that cannot be, are not seen, or were left behind. No machine
is made for it."""

import importlib.machinery
import importlib.util
import json
import os
import subprocess
import sys
import tempfile
import textwrap
import types
import unittest
from unittest import mock

sys.path.insert(0, os.path.dirname(os.path.realpath(__file__)))
sys.dont_write_bytecode = True

from harness import errors, orphans, session, testing  # noqa: E402
from harness.product import Netmend  # noqa: E402

HERE = os.path.dirname(os.path.realpath(__file__))


class Orphans(unittest.TestCase):
    """What a killed test leaves running."""

    def machine(self, folder, name, **state):
        running = subprocess.Popen(["sleep", "1000"])
        self.addCleanup(running.wait)
        self.addCleanup(running.kill)
        os.mkdir(os.path.join(folder, name))
        init = {"pid": running.pid, "started": session.start_time(running.pid)}
        with open(os.path.join(folder, name, "machine.json"), "w") as file:
            json.dump({"init": init, **state}, file)
        return running

    def test_the_next_one_takes_it_away_and_nothing_else(self):
        with tempfile.TemporaryDirectory() as folder:
            ended = subprocess.Popen(["sleep", "1000"])
            owner = {"pid": ended.pid, "started": session.start_time(ended.pid)}
            ended.kill()
            ended.wait()
            orphan = self.machine(folder, "orphan", owner=owner)
            kept = [self.machine(folder, "mine", owner=orphans.owner()), self.machine(folder, "by-hand"),
                    self.machine(folder, "kept", owner=None)]
            os.mkdir(os.path.join(folder, "being-made"))
            self.assertEqual(orphans.sweep(folder), ["orphan"])
            self.assertIsNone(session.start_time(orphan.pid))
            self.assertEqual(sorted(os.listdir(folder)), ["being-made", "by-hand", "kept", "mine"])
            self.assertEqual([machine.poll() for machine in kept], [None] * 3)


class WithoutThem(unittest.TestCase):
    """The file says "none REASON": nothing fails, nothing is left out in silence."""

    def run_python(self, *words):
        with tempfile.TemporaryDirectory() as cache:
            os.mkdir(cache + "/netmend")
            with open(cache + "/netmend/wine32", "w") as file:
                file.write("none no root here\n")
            environment = {key: value for key, value in os.environ.items() if key != "NETMEND_ROOT32"}
            return subprocess.run([sys.executable, "-B", *words], cwd=HERE, text=True,
                                  env={**environment, "XDG_CACHE_HOME": cache, "NETMEND_SANDBOX": cache + "/sandbox"},
                                  stdout=subprocess.PIPE, stderr=subprocess.STDOUT)

    def run_tests(self, third):
        return self.run_python("-c", textwrap.dedent(self.TESTS) % third)

    TESTS = """
        import unittest
        from harness import testing
        from harness.machine import Machine
        class A(unittest.TestCase):
            def test_one(self): Machine.create("a", "xp-sp3")
            def test_two(self):
                with self.subTest(): Machine.create("a", "xp-sp3")
            def test_three(self): %s
        testing.main()
    """
    REASON = "32-bit programs do not run here: no root here"

    def test_a_test_of_which_nothing_runs_is_skipped(self):
        done = self.run_tests('Machine.create("a", "2000-sp4")')
        self.assertEqual(done.returncode, testing.SKIPPED, done.stdout)
        self.assertIn("\nskipped whole: %s\n" % self.REASON, done.stdout)

    def test_the_parts_of_another_are_counted(self):
        done = self.run_tests("pass")
        self.assertEqual(done.returncode, 0, done.stdout)
        self.assertEqual(done.stdout.count("\nskipped part: "), 2, done.stdout)
        self.assertIn("\nskipped part: A.test_one: %s\n" % self.REASON, done.stdout)

    def test_a_failure_stays_one(self):
        done = self.run_tests("self.fail()")
        self.assertEqual(done.returncode, 1, done.stdout)

    def test_programs_with_machines_of_32_bits_only(self):
        for name in ("storm", "networks", "ways-back"):
            done = self.run_python(name)
            self.assertEqual(done.returncode, testing.SKIPPED, done.stdout)
            self.assertIn("skipped whole: " + self.REASON, done.stdout)


class Unseen(unittest.TestCase):
    def test_a_process_that_ended_by_itself_is_gone(self):
        ended = subprocess.Popen(["true"])
        ended.wait()
        started = session.start_time(ended.pid)
        self.assertIsNone(started)
        self.assertTrue(session.wait_gone(ended.pid, started, seconds=0))
        self.assertFalse(session.wait_gone(os.getpid(), session.start_time(os.getpid()), seconds=0))


class Storms(unittest.TestCase):
    """tests/sandbox/storm with a stand-in for its machine."""

    def setUp(self):
        loader = importlib.machinery.SourceFileLoader("storm", HERE + "/storm")
        self.storm = importlib.util.module_from_spec(importlib.util.spec_from_loader("storm", loader))
        loader.exec_module(self.storm)
        self.stand_in = mock.Mock(done=[], asked=0, repair=types.SimpleNamespace(notes=[], gaps=[0.1], slowness=1.0), after=None)
        self.stand_in.machine.patience.return_value = 1.0
        patched = mock.patch.object(self.storm, "Storm", return_value=self.stand_in)
        patched.start()
        self.addCleanup(patched.stop)

    def test_one_that_cannot_look_does_not_call_a_repair_lost(self):
        ends = {"keys": self.storm.End("repaired", None, [0.1], 1, 3.0)}
        for error, title in ((errors.CannotLook("Could not look"), "NOT SEEN"), (errors.SandboxError("no end"), "LOST")):
            self.stand_in.pass_over.side_effect = error
            self.assertEqual(self.storm.run(1, 1, "keys", ends, keep=False)[0], title)
            self.assertIn(title, self.storm.FAILURES)

    def test_nothing_is_compared_with_an_undisturbed_repair_that_did_not_end_as_it_must(self):
        self.stand_in.pass_over.return_value = {"outcome": "rolled-back", "repair": {"trouble": "AFD does not run"}}
        self.assertEqual(self.storm.undisturbed("way-back").outcome, "rolled-back")
        with self.assertRaisesRegex(SystemExit, "keys ended as rolled-back instead of repaired.*AFD does not run"):
            self.storm.undisturbed("keys")


class Asking(unittest.TestCase):
    """To ask for the status costs a program on the machine, so nobody asks while an order is being carried out."""
    AT = "2026-11-01T00:10:40Z "

    def setUp(self):
        self.lines = []
        self.netmend = Netmend.__new__(Netmend)
        self.netmend.chronicle = lambda: list(self.lines)

    def test_which_lines_are_orders_that_are_being_carried_out(self):
        for line, expected in (("reset/verifying: verify", True), ("ladder/looking: look-after-rung", True),
                               ("reset/restart-after-reset: ask-for-restart", False), ("settled/repaired: tell-outcome", False),
                               ("StepDone: ", False), ("Repaired.", False), ("Woke in reset/verifying, new boot session.", False)):
            self.assertEqual(self.netmend.is_at_work([self.AT + "Begun.", self.AT + line]), expected, line)
        self.assertFalse(self.netmend.is_at_work([]))

    def waited(self, line, next_line, asking_takes, rests):
        """Whether the next line was waited for; it comes when the chronicle is read for the twentieth time."""
        self.lines, reads = [self.AT + line], []

        def chronicle():
            reads.append(None)
            return self.lines + [self.AT + next_line] * (len(reads) >= 20)

        self.netmend.chronicle = chronicle
        self.netmend._wait_for_news(1, asking_takes, rests)
        return len(reads) >= 20

    def test_an_order_is_waited_for_and_nothing_else(self):
        self.assertTrue(self.waited("reset/verifying: verify", "SeenMended: healthy", asking_takes=3.0, rests=True))
        self.assertFalse(self.waited("reset/verifying: verify", "SeenMended: healthy", asking_takes=0.01, rests=False))
        self.assertFalse(self.waited("reset/restart-after-reset: ask-for-restart", "Woke.", asking_takes=0.01, rests=True))


if __name__ == "__main__":
    unittest.main(verbosity=2)
