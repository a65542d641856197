"""What every scenario starts from: a broken machine with netmend on it, and the question how it must look at the end."""

import contextlib
import os
import sys
import time
import unittest

sys.path.insert(0, os.path.join(os.path.dirname(os.path.realpath(__file__)), ".."))
sys.dont_write_bytecode = True

from harness import keys, places, tree  # noqa: E402
from harness.machine import Machine  # noqa: E402
from harness.product import Netmend  # noqa: E402

STACK = "HKLM\\" + keys.SERVICES


def corpus(name):
    """A real export where the folder is there, else None: our own baseline."""
    path = os.path.join(places.REPOSITORY, "..", "shared", "corpus", name)
    return path if os.path.exists(path) else None


class Scenario(unittest.TestCase):
    maxDiff = None

    @contextlib.contextmanager
    def machine(self, windows, fault=None, registry=None, denied=None, ways=None, product=None, **fixtures):
        """A running machine, broken before it is switched on, with netmend installed. `denied`: a service that nobody may change;
        `ways`: how services start; `product`: what one puts back at each boot."""
        name = "%s-%d" % (self.id().split(".")[-1][:30].replace("test_", "").replace("_", "-"), os.getpid())
        with Machine.create(name, windows, registry, fixtures) as machine:
            if fault:
                machine.break_(fault)
            if denied:
                machine.deny_services(denied)
            if ways:
                machine.service_ways(**ways)
            if product:
                machine.add_product(**product)
            machine.boot()
            yield machine, Netmend(machine).install()

    def broken_from(self, windows, fault, **fixtures):
        return self.machine(windows, fault, **fixtures)

    def wait_for(self, machine, fact, seconds=30):
        """Until fact() is true."""
        deadline = time.monotonic() + machine.patience(seconds)
        while not fact():
            self.assertLess(time.monotonic(), deadline, "waited in vain")
            time.sleep(0.05)

    def assert_mended(self, machine):
        """By the registry file and by sockets, not by what netmend says."""
        self.assertEqual(machine.judge().damage, [])
        self.assertEqual(machine.sockets(), 0)

    def assert_as_found(self, before, machine):
        """Equal over the networking keys; `before` is machine.stack() of the moment before the repair."""
        changed = [line for line in tree.differences(before, machine.stack()) if "serial_access_num" not in line]
        self.assertEqual(changed, [])
