"""A repair that is watched from outside and disturbed on its way.

Progress is what the chronicle on the machine's disk shows, read as a file. A disturbance comes so many lines after the one before
it, and then a part of the time that the undisturbed repair took from there to its next line: as near to a seed as real processes
allow.
"""

import re
import threading
import time
from dataclasses import dataclass

from .errors import SandboxError
from .product import RESTART_DUE, RESTING, SETTLED, WORK_TAKES

RESTARTS_MAX = 12     # limits::restarts_per_repair_max, the sum of every bound on restarts
# Seconds on a machine where nothing is emulated.
QUIET = 0.4           # without a new line, after which the person looks what netmend wants; longer where looking takes longer
PATIENCE = 600.0      # after which a repair counts as lost
GAP_MIN, GAP_MAX = 0.03, 2.0  # a look is no finer than that; and a wait for a person or a try is no measure

# Nothing is on the disk yet, or the half of a first checkpoint, which status tells as damaged: the person begins again.
BEGUN_IN_VAIN = {"none", "damaged-checkpoint"}

# After these phases' begin, or after these events, what was changed has been flushed.
FLUSHED = re.compile(r"ladder/(looking|restart|verifying)|closing/|settled/|rollback/(restart-after-rollback|confirming)")
FLUSHED_BY = (" PutBackDone: ", " StepDone: ")

# How often a random plan has each.
KINDS = {"cut": 4, "cut-kept": 2, "kill": 3, "restart": 2}


@dataclass
class Disturbance:
    kind: str      # cut: the registry as Wine last saved it; cut-kept: as it was; kill: the service alone; restart: a clean one
    lines: int     # of the chronicle, since the disturbance before it or since the start
    seconds: float


def plan(random, gaps, gap_max=GAP_MAX):
    """One to four disturbances; `gaps` are the seconds after each line of the undisturbed repair, gap_max at most counts."""
    points = sorted(random.randrange(len(gaps)) for _ in range(random.randint(1, 4)))
    kinds = random.choices(list(KINDS), KINDS.values(), k=len(points))
    return [Disturbance(kind, here - before, random.random() * min(max(gaps[here], GAP_MIN), gap_max))
            for kind, here, before in zip(kinds, points, [0] + points)]


class Repair:
    """Begun and followed by a person who restarts whenever netmend asks for it."""

    def __init__(self, netmend):
        self.netmend, self.machine = netmend, netmend.machine
        self.restarts, self.notes = 0, []
        self._begun_at = time.monotonic()
        self._quiet, self._patience = QUIET, self.machine.patience(PATIENCE)
        self._already = len(netmend.chronicle())
        self._times = [self._begun_at]  # when it was begun, and when each line of the chronicle came
        self._begin()

    def _begin(self):
        self._disturbed = False
        self._starting = threading.Thread(target=self._start, daemon=True)
        self._starting.start()

    def _start(self):
        try:
            reply = self.netmend.start()
            if reply.code not in (0, 3010, 1603) and not self._disturbed:
                self.notes.append("start gave %d: %s" % (reply.code, reply.output))
        except SandboxError:
            if not self._disturbed:  # else it went down with the machine
                raise

    @property
    def chronicle(self):
        return self.netmend.chronicle()[self._already:]

    @property
    def phase(self):
        found = re.findall(r"^\S+Z ([a-z]+/[a-z-]+): [a-z-]+$", "\n".join(self.chronicle), re.M)
        return found[-1] if found else "before its first step"

    @property
    def slowness(self):
        """How many times longer than QUIET the last look took; at least 1."""
        return self._quiet / QUIET

    @property
    def gaps(self):
        """Seconds from the start and from each line to the next line; the last one takes none."""
        return [later - here for here, later in zip(self._times, self._times[1:])] + [0.0]

    def _work_takes(self):
        """How many times longer it may be quiet before the person looks: an order is being carried out."""
        return WORK_TAKES if self.netmend.is_at_work(self.chronicle) else 1

    def _look(self):
        """The number of lines; True when there are new ones."""
        count = len(self.chronicle)
        new = count + 1 - len(self._times)
        self._times += [time.monotonic()] * new
        return count, new > 0

    def advance(self, lines=None):
        """Until there are so many more lines, or until it rests: then its last status, else None."""
        wanted = None if lines is None else self._look()[0] + lines
        quiet_since = time.monotonic()
        while True:
            count, is_new = self._look()
            if wanted is not None and count >= wanted:
                return None
            now = time.monotonic()
            if is_new:
                quiet_since = now
            elif now - quiet_since > self._quiet * self._work_takes() and not self._starting.is_alive():
                status = self._do_what_is_due()
                if status:
                    return status
                quiet_since = time.monotonic()
            if now - self._begun_at > self._patience:
                raise AssertionError("no end after %d s, in %s" % (self._patience, self.phase))
            time.sleep(0.01)

    def _do_what_is_due(self):
        asked_at = time.monotonic()
        status = self.netmend.status()
        self._quiet = max(QUIET, time.monotonic() - asked_at)
        if status["outcome"] in SETTLED | RESTING:
            return status
        if status["outcome"] in RESTART_DUE:
            self.restarts += 1
            if self.restarts > 2 * RESTARTS_MAX:
                raise AssertionError("it asks for more and more restarts, in %s" % self.phase)
            self.machine.restart()
        elif status["outcome"] in BEGUN_IN_VAIN:
            self.notes.append("begun again, for nothing was on the disk yet")
            self._begin()
        return None

    def _is_flushed(self):
        """Windows has on disk what was flushed, and Wine's RegFlushKey does nothing: a cut must not take that away."""
        last = self.chronicle[-1:]
        return bool(FLUSHED.match(self.phase)) or any(event in last[0] for event in FLUSHED_BY if last)

    def disturb(self, what):
        """Does it, and says in which phase."""
        time.sleep(what.seconds)
        said = "%s at line %d + %d ms in %s" % (what.kind, self._look()[0], 1000 * what.seconds, self.phase)
        self._disturbed = True
        if what.kind == "kill":
            said += "" if self.machine.kill("netmendsvc.exe") else " (there was nothing to kill)"
            self.netmend.start_service()
        elif what.kind == "restart":
            self.machine.restart()
        else:
            kept = what.kind == "cut-kept" or self._is_flushed()
            said += " (it was flushed)" if kept and what.kind == "cut" else ""
            self.machine.power_cut(keep=kept)
            self.machine.boot()
        self._starting.join(self.machine.patience(30))
        return said
