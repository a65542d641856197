"""The phases of a repair as the product's own table has them, read from statemachine/machine/states.hpp, and a way to stop a repair in one.

A repair is stopped by a full disk: its progress cannot be saved, so it gives no order and waits, in exactly the phase that it was
about to save. A request that comes then is dealt with in that phase.
"""

import os
import re
import time

from . import places

STATES = os.path.join(places.REPOSITORY, "statemachine", "machine", "states.hpp")
NEXT_CHECKPOINT = "C:\\ProgramData\\netmend\\checkpoint.new"
WAITS = "The repair waits: its progress could not be saved."


def _read():
    """({class: saved name}, {list: [class, ...]})"""
    with open(STATES, encoding="utf-8") as file:
        text = file.read()
    names = dict(re.findall(r'^struct (\w+)\s*: Phase<"([^"]+)"', text, re.M))
    lists = {name: re.findall(r"\w+", classes) for name, classes in re.findall(r"^struct (\w+)\s*: Phases<([^>]+)>", text, re.M)}
    return names, lists


def way_back_of_all():
    """{saved name: the list that names its way back}, in the order of the table."""
    names, lists = _read()
    found = {}
    for way_back in ("Untouched", "Restorable", "Stranded", "Finishing", "Returning", "Resting", "Settled"):
        for phase in lists[way_back]:
            found[names[phase]] = way_back
    if set(found) != set(names.values()):
        raise places.SandboxError("%s: no way back found for %s" % (STATES, set(names.values()) ^ set(found)))
    return {name: found[name] for name in names.values()}


def restarts():
    """The phases that wait for a restart."""
    names, lists = _read()
    return {names[phase] for phase in lists["Restarts"]}


class FullDisk:
    """From fill() to free() no checkpoint of this machine can be written."""

    def __init__(self, machine):
        self._place = machine.path(NEXT_CHECKPOINT)

    def fill(self, seconds=10.0):
        deadline = time.monotonic() + seconds
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
    deadline = time.monotonic() + 30
    while not any(WAITS in line for line in netmend.chronicle()):
        if time.monotonic() > deadline:
            raise AssertionError("it never waited for room on the disk")
        time.sleep(0.02)
    disk.free()
    return netmend.status()["repair"]["phase"] == phase


def wait_for_order_in(netmend, phase, times=1, seconds=120.0):
    """Returns as soon as the chronicle says that an order is being carried out in that phase, the first or a later time."""
    begun = re.compile("Z %s: [a-z-]+$" % re.escape(phase))
    deadline = time.monotonic() + seconds
    while sum(begun.search(line) is not None for line in netmend.chronicle()) < times:
        if time.monotonic() > deadline:
            raise AssertionError("it never came to " + phase)
        time.sleep(0.002)  # the order may be a short one
