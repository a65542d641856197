"""What every test of the sandbox does besides testing: it says how 32-bit programs run here, counts what it leaves out and why,
takes less where they are emulated, and ends by itself when it hangs.

For tests/run each part of a test that was skipped is a line "skipped part: NAME: REASON"; a test of which nothing was run prints
"skipped whole: REASON" and ends with exit code 77, which ctest knows.
"""

import faulthandler
import os
import sys
import threading
import time
import unittest

from . import places, template, wine32
from .errors import NoWine32

SKIPPED = 77
DEADLINE = "NETMEND_TEST_DEADLINE"  # seconds for one test where nothing is emulated; ctest gives it


def emulated():
    """Whether the 32-bit machines of this one are emulated."""
    return wine32.found().kind == "emulated"


def without_32_bits():
    """Why there can be no 32-bit machines here; "" where they can be."""
    try:
        places.Wine(32)
    except NoWine32 as reason:
        return str(reason)
    return ""


def slowness():
    """The greater factor of both kinds of machines, as far as they have been measured."""
    found = [1.0]
    for bits in (32, 64):
        try:
            found.append(template.slowness_of(places.Wine(bits), bits))
        except places.SandboxError:
            continue
    return max(found)


def jobs():
    """Tests that should run at once: a machine mostly waits, as a person would; an emulated one uses a processor while it does."""
    return (1 if emulated() else 3) * (os.cpu_count() or 1)


def how():
    """Lines for a person."""
    yield "%s." % wine32.found()
    yield "Deadlines of the harness are %.1f times as long as written; %d tests should run at once." % (slowness(), jobs())


def smaller(full, emulated_form, what):
    """The full list, or where machines are emulated the smaller form of it; then its size is printed."""
    full, emulated_form = list(full), list(emulated_form)
    if not emulated() or len(emulated_form) == len(full):
        return full
    print("smaller form: %d of %d %s, for 32-bit machines are emulated here: %s" % (
        len(emulated_form), len(full), what, ", ".join(getattr(one, "__name__", str(one)) for one in emulated_form)), flush=True)
    return emulated_form


def whole_skipped(reason):
    """Ends the program as a test of which nothing was run."""
    print("skipped whole: " + reason, flush=True)
    sys.exit(SKIPPED)


def part_skipped(name, reason):
    print("skipped part: %s: %s" % (name, reason), flush=True)


def _end_when_hung(seconds):
    """A thread that shows where a test hangs and ends it; nothing waits for it."""
    def watch():
        began = time.monotonic()
        while time.monotonic() - began < seconds * slowness():
            time.sleep(1)
        print("It hangs: no end after %d s." % (time.monotonic() - began), flush=True)
        faulthandler.dump_traceback(all_threads=True)
        os._exit(1)
    threading.Thread(target=watch, daemon=True).start()


def begin():
    """To be called first by each test that has machines."""
    for line in how():
        print(line, flush=True)
    if os.environ.get(DEADLINE):
        _end_when_hung(float(os.environ[DEADLINE]))


class _Counted(unittest.TextTestResult):
    """Knows whether anything was run at all; unittest counts a skipped test as run."""
    good = 0

    def addSuccess(self, test):
        super().addSuccess(test)
        self.good += 1

    def addSubTest(self, test, subtest, err):
        super().addSubTest(test, subtest, err)
        self.good += err is None


def main():
    """unittest.main() for tests that have machines."""
    begin()
    result = unittest.main(testRunner=unittest.TextTestRunner(verbosity=2, resultclass=_Counted), exit=False).result
    if result.wasSuccessful() and result.skipped and not result.good:
        whole_skipped("; ".join(sorted({reason for _, reason in result.skipped})))
    for test, reason in result.skipped:
        part_skipped(test.id().removeprefix("__main__."), reason)
    sys.exit(0 if result.wasSuccessful() else 1)
