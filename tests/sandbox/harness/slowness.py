"""How much slower Windows programs are here than where the processor runs them by itself, and what follows for the harness's own
deadlines: they grow by it. None decides what a test says; each only ends one that waits for what never comes.

Measured once for each template, by a small program (template.py), and kept beside it.
"""

import re

from .errors import SandboxError

# Seconds from the command to the end of "cmd /c exit" in a running prefix where nothing is emulated and little else works.
ORDINARY = 0.05


def factor(seconds):
    """Never below one: a quick machine gets the deadlines as they are written."""
    return max(1.0, seconds / ORDINARY)


def script(command, times=5):
    """Shell lines that run a program and print the time before and after each but the first, which starts what stays."""
    return "%s; date +now:%%s.%%N; " % command + "; ".join(["%s; date +now:%%s.%%N" % command] * times)


def measured(said):
    """Seconds that the program took at best, from what script() printed: the machine may be busy with something else."""
    moments = [float(moment) for moment in re.findall(r"^now:(\d+\.\d+)\s*$", said, re.M)]
    if len(moments) < 2:
        raise SandboxError("A small program could not be measured: " + said[-300:])
    return min(later - moment for moment, later in zip(moments, moments[1:]))
