"""State folders that an older netmend left while it waited for a restart (tests/golden/folders): taken from a machine on which that
program runs, laid on one that stands in the same phase.

A checkpoint names the machine that it is of, and no two sandbox machines have one name. What cannot be read of that name is not
compared (same_system in statemachine/planning), so it is taken out; all else is as the older program wrote it."""

import hashlib
import json
import os
import re
import shutil

from . import places
from .errors import SandboxError

FOLDERS = os.path.join(places.REPOSITORY, "tests", "golden", "folders")
STATE = "C:\\windows\\netmend"
HEADER, CHECKSUM = 24, 40  # bytes of the envelope, before and behind its payload (statemachine/base/envelope.cpp)
MACHINE = re.compile(rb" \d+ [0-9a-fA-F-]{36}/S-1-5-[0-9-]+ ")


def without_machine(checkpoint):
    """The same checkpoint, of a machine whose name could not be read."""
    payload, taken_out = MACHINE.subn(b" 0  ", checkpoint[HEADER:-CHECKSUM], count=1)
    if not taken_out:
        raise SandboxError("The older checkpoint names no machine.")
    whole = checkpoint[:HEADER - 8] + len(payload).to_bytes(8, "little") + payload
    return whole + hashlib.sha1(whole).hexdigest().encode()


def folder_of(machine):
    """Where netmend keeps its state on this machine, by its history."""
    for folder, _, files in os.walk(os.path.join(machine.prefix, "drive_c")):
        if "netmend.log" in files and "checkpoint" in files:
            return folder
    raise SandboxError("no netmend has left a state on " + machine.name)


def take(machine, name, **about):
    """Keeps the state of a machine that is off: what a repair goes on by, without histories, without the checkpoint before this one,
    and without the hives, which are a person's last net."""
    target = os.path.join(FOLDERS, name)
    os.makedirs(target)
    source = folder_of(machine)
    for file in sorted(os.listdir(source)):
        if not file.startswith(("checkpoint.", "netmend.log", "hive-")):
            shutil.copyfile(os.path.join(source, file), os.path.join(target, file))
    with open(os.path.join(target, "about.json"), "w", encoding="utf-8") as out:
        json.dump(about, out, indent=1)
        out.write("\n")


def about(name):
    with open(os.path.join(FOLDERS, name, "about.json"), encoding="utf-8") as file:
        return json.load(file)


def lay(machine, name):
    """The machine is off; what its own netmend had saved is gone afterwards."""
    target = machine.path(STATE)
    for file in os.listdir(target):
        os.unlink(os.path.join(target, file))
    for file in os.listdir(os.path.join(FOLDERS, name)):
        if file == "about.json":
            continue
        with open(os.path.join(FOLDERS, name, file), "rb") as opened:
            content = opened.read()
        with open(os.path.join(target, file), "wb") as out:
            out.write(without_machine(content) if file == "checkpoint" else content)
