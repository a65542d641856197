"""How much slower Windows programs are here than where the processor runs them by itself, and what follows for the harness's own
deadlines: they grow by it. None decides what a test says; each only ends one that waits for what never comes.

Measured once for each template, by a small program (template.py), and kept beside it. In processor time: what else the computer does
just then says nothing of the next hours, and the deadlines have room for it as they are written.
"""

import re

from .errors import SandboxError

# Seconds of processor time that "cmd /c exit" takes where nothing is emulated, and a little more.
ORDINARY = 0.05


def factor(seconds):
    """Never below one: a quick machine gets the deadlines as they are written."""
    return max(1.0, seconds / ORDINARY)


TIMES = 5


def script(command):
    """Shell lines that run a command again and again and print the processor time so far after each."""
    return "; ".join([command, "times"] * (1 + TIMES))


def measured(said):
    """The fewest seconds of processor time that the command took, the first time left out, from what script() printed: what else the
    computer does makes it take more, and nothing makes it take less."""
    # Two lines each time, of the shell and of its children: user, system.
    found = re.findall(r"^(\d+)m([\d.]+)s (\d+)m([\d.]+)s$", said, re.M)
    if len(found) != 2 * (1 + TIMES):
        raise SandboxError("A small program could not be measured: " + said[-300:])
    so_far = [60 * (int(line[0]) + int(line[2])) + float(line[1]) + float(line[3]) for line in found[1::2]]
    return min(later - here for here, later in zip(so_far, so_far[1:]))
