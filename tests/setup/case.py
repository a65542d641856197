"""What the tests of deploy/setup have in common: a machine that stands in, and what a run must leave."""

import os
import shutil
import unittest

from stand_ins import StandIn

NOT_BESIDE = "The following packages have unmet dependencies:\n wine32:i386 : Depends: libwine:i386 (= 8.0~repack-4) but it is not " \
    "going to be installed\nE: Unable to correct problems, you have held broken packages."


class SetUp(unittest.TestCase):
    name = "machine"

    def setUp(self):
        self.machine = StandIn(self.name)
        self.addCleanup(self.machine.remove)
        self.machine.write("cache/netmend/boost-serialization-1.81/archive.cpp", "")

    def succeeds(self, choice, *options):
        code, said = self.machine.setup(*options)
        self.assertEqual(code, 0, said)
        self.assertEqual(self.machine.choice(), choice, said)
        self.assertEqual(self.machine.left_over(), [])
        return said

    def fails(self, sentence, *options):
        code, said = self.machine.setup(*options)
        self.assertEqual(code, 1, said)
        self.assertIn(sentence, said)
        self.assertNotIn("W:", said)
        self.assertEqual(self.machine.left_over(), [])
        return said

    def without_boost(self):
        shutil.rmtree(os.path.join(self.machine.cache, "boost-serialization-1.81"))

    def without_multiarch(self):
        self.machine.fail("simulate", NOT_BESIDE)

    def emulates(self):
        self.machine.runs_32_bit(False)
