"""A build of deploy/try: it shows how far it is, its errors name what failed and where the whole is, and it can be ended. The compiler
is a script that prints what ninja prints.
"""

import io
import os
import sys
import tempfile
import threading
import time
import unittest
from unittest import mock

sys.path.insert(0, os.path.dirname(os.path.realpath(__file__)))
sys.dont_write_bytecode = True

from harness import building, progress  # noqa: E402

# cmake --preset P configures; cmake --build ... builds what the file STEPS says.
CMAKE = """#!/bin/sh
[ "$1" = --preset ] && echo "-- Configuring done" && exit $CONFIGURE_CODE
echo "$NINJA_STATUS" >>"$FOLDER/status"
while read -r line; do
    case $line in
    sleep) sleep 1000 ;;
    exit*) exit "${line#exit }" ;;
    *) echo "$line" ;;
    esac
done <"$FOLDER/steps"
"""


class Builds(unittest.TestCase):
    def setUp(self):
        self.folder = self.enterContext(tempfile.TemporaryDirectory())
        self.enterContext(mock.patch.object(building, "folder", lambda: self.folder))
        with open(os.path.join(self.folder, "cmake"), "w") as file:
            file.write(CMAKE)
        os.chmod(os.path.join(self.folder, "cmake"), 0o755)
        self.enterContext(mock.patch.dict(os.environ, {"PATH": self.folder + ":" + os.environ["PATH"], "FOLDER": self.folder,
                                                       "CONFIGURE_CODE": "0"}))
        self.times = progress.Times(os.path.join(self.folder, "try.json"))
        self.out = io.StringIO()
        self.display = progress.Display(self.out, terminal=False)

    def build(self, *steps, targets=("netmend",), **how):
        with open(os.path.join(self.folder, "steps"), "w") as file:
            file.write("".join(line + "\n" for line in steps))
        return building.Build("windows-x86", targets, self.times, **how).start()

    def test_it_ends_with_how_much_was_done_and_remembers_how_long_it_took(self):
        self.build(*["[%d/40] Building x%d.obj" % (number, number) for number in range(1, 41)]).wait(self.display, "Building")
        self.assertRegex(self.out.getvalue(), r"^Building: done, 40 steps in 0:0\d\.\n$")
        self.assertEqual(progress.Times(os.path.join(self.folder, "try.json")).get("build windows-x86")["steps"], 40)
        with open(os.path.join(self.folder, "status")) as file:
            self.assertEqual(file.read(), "[%f/%t] \n")

    def test_nothing_to_do_is_said_so(self):
        self.build("[0/2] Re-checking globbed directories...", "ninja: no work to do.").wait(self.display, "Building")
        self.assertRegex(self.out.getvalue(), r"^Building: nothing has changed \(0:0\d\)\.\n$")

    def test_an_error_shows_the_last_lines_and_where_the_whole_is(self):
        build = self.build(*["line %d" % number for number in range(1, 101)], "x.cpp:1:1: error: expected", "exit 3")
        with self.assertRaises(building.Failed) as failed:
            build.wait(self.display, "Building")
        text = str(failed.exception)
        self.assertIn("x.cpp:1:1: error: expected", text)
        self.assertIn("line 95\n", text)
        self.assertNotIn("line 50\n", text)
        self.assertIn("windows-x86 could not be built; the whole output is in " + os.path.join(self.folder, "try-windows-x86.txt"), text)
        with open(os.path.join(self.folder, "try-windows-x86.txt")) as file:
            self.assertIn("line 50\n", file.read())

    def test_a_failed_configuration_is_an_error_too(self):
        os.environ["CONFIGURE_CODE"] = "1"
        with self.assertRaisesRegex(building.Failed, "Configuring done"):
            self.build().wait(self.display, "Building")
        self.assertFalse(os.path.exists(os.path.join(self.folder, "status")))

    def test_no_cmake_at_all(self):
        os.environ["PATH"] = os.path.join(self.folder, "nothing")
        with self.assertRaisesRegex(building.Failed, "No such file or directory: 'cmake'"):
            self.build().wait(self.display, "Building")

    def test_it_says_how_far_it_is_and_can_be_ended(self):
        build = self.build("[1/9] Building a.obj", "[2/9] Building b.obj", "[3/9] Building c.obj", "sleep", behind=True)
        self.until(lambda: "3 of 9 steps" in build.text())
        self.assertIn(" more", build.text())
        began = time.monotonic()
        build.stop()
        with self.assertRaises(building.Failed):
            build.wait(self.display, "Building")
        self.assertLess(time.monotonic() - began, 100)

    def test_two_of_one_preset_do_not_meet(self):
        first = self.build("[1/2] Building a.obj", "sleep")
        self.until(lambda: "1 of 2" in first.text())
        second = self.build("[1/1] Building a.obj")
        waiter = threading.Thread(target=lambda: second.wait(self.display, "Second"))
        waiter.start()
        self.assertIn("waits for another build", second.text())
        first.stop()
        waiter.join(100)
        self.assertIn("Second: done, 1 steps", self.out.getvalue())

    def until(self, wanted):
        deadline = time.monotonic() + 100
        while not wanted():
            self.assertLess(time.monotonic(), deadline)
            time.sleep(0.02)


if __name__ == "__main__":
    unittest.main(verbosity=2)
