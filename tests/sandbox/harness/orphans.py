"""Machines of tests that were killed: nobody would ever switch them off, and where machines are emulated each keeps the entry in
binfmt_misc. A test's machine carries the process that it belongs to; whoever makes the next machine takes away what is left.
"""

import contextlib
import json
import os
import shutil

from .session import cut, start_time


def owner():
    """This process, named for good."""
    return {"pid": os.getpid(), "started": start_time(os.getpid())}


def _is_gone(process):
    return start_time(process["pid"]) != process["started"]


def sweep(folder):
    """Switches off and removes the machines below `folder` whose owner has ended; their names."""
    swept = []
    for name in os.listdir(folder) if os.path.isdir(folder) else ():
        with contextlib.suppress(OSError, ValueError):  # just being made, or removed by another
            with open(os.path.join(folder, name, "machine.json")) as file:
                state = json.load(file)
            if state.get("owner") and _is_gone(state["owner"]):
                if state["init"]:
                    cut(state["init"])
                shutil.rmtree(os.path.join(folder, name))
                swept.append(name)
    return swept
