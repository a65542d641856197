"""The phases of a repair as the product's own table has them, asked of netmend-sim, and a way to stop a repair in one.

A repair is stopped by a full disk: its progress cannot be saved, so it gives no order and waits, in exactly the phase that it was
about to save. A request that comes then is dealt with in that phase.
"""

import functools
import json
import os
import re
import subprocess
import time

from . import places
from .errors import SandboxError

SIMULATORS = [os.path.join(places.REPOSITORY, "build", preset, "bin", "netmend-sim") for preset in ("native", "release")]
NEXT_CHECKPOINT = "C:\\windows\\netmend\\checkpoint.new"
WAITS = "The repair waits: its progress could not be saved."


@functools.lru_cache(maxsize=None)
def rows():
    """The rows of the table, in its order: name, way_back, waits_for_restart and more."""
    built = [program for program in SIMULATORS if os.path.exists(program)]
    if not built:
        raise SandboxError("The table is asked of netmend-sim, which is not built: cmake --build --preset release --target netmend-sim")
    newest = max(built, key=os.path.getmtime)
    return json.loads(subprocess.run([newest, "--phases"], check=True, capture_output=True, text=True).stdout)


def way_back_of_all():
    """{saved name: its way back}, in the order of the table."""
    return {row["name"]: row["way_back"] for row in rows()}


def restarts():
    """The phases that wait for a restart."""
    return {row["name"] for row in rows() if row["waits_for_restart"]}


class FullDisk:
    """From fill() to free() no checkpoint of this machine can be written."""

    def __init__(self, machine):
        self._machine = machine
        self._place = machine.path(NEXT_CHECKPOINT)

    def fill(self, seconds=10.0):
        deadline = time.monotonic() + self._machine.patience(seconds)
        while True:
            try:
                os.makedirs(os.path.dirname(self._place), exist_ok=True)
                return os.symlink("/dev/full", self._place)
            except FileExistsError:  # a checkpoint is being saved
                if time.monotonic() > deadline:
                    raise
                time.sleep(0.001)

    def free(self):
        os.unlink(self._place)


def stop_in(netmend, disk, phase):
    """Waits until the repair waits for room on the disk, and makes room; whether it is in that phase."""
    deadline = time.monotonic() + netmend.machine.patience(30)
    while not any(WAITS in line for line in netmend.chronicle()):
        if time.monotonic() > deadline:
            raise AssertionError("it never waited for room on the disk")
        time.sleep(0.02)
    disk.free()
    return netmend.status()["repair"]["phase"] == phase


def wait_for_order_in(netmend, phase, times=1, seconds=120.0):
    """Returns as soon as the chronicle says that an order is being carried out in that phase, the first or a later time."""
    begun = re.compile("Z %s: [a-z-]+$" % re.escape(phase))
    deadline = time.monotonic() + netmend.machine.patience(seconds)
    while sum(begun.search(line) is not None for line in netmend.chronicle()) < times:
        if time.monotonic() > deadline:
            raise AssertionError("it never came to " + phase)
        time.sleep(0.002)  # the order may be a short one
