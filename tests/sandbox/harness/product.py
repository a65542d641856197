"""netmend on a sandbox machine, used as a person or a script uses it: the control tool is run, its words and codes are read.

Netmend(machine).install() puts it there from a "stick" as a technician would; after that start(), status(), follow().
"""

import json
import os
import re
import time
from dataclasses import dataclass

from . import places

STICK = "C:\\stick\\"
CHRONICLE = "C:\\windows\\netmend\\netmend.log"
HISTORY = "C:\\windows\\netmend\\history.jsonl"
SETTLED = {"healthy", "refused", "unchanged", "cancelled", "repaired", "rolled-back", "kept-as-is"}
RESTING = {"unproven", "needing-person", "waiting-for-consent"}
RESTART_DUE = {"restart-needed", "restarting"}
# A line of the chronicle that is an order which is being carried out; the two others are carried out where a repair rests.
AT_WORK = re.compile(r"\S+Z [a-z-]+/[a-z-]+: (?!ask-for-restart$|tell-outcome$)[a-z-]+")
WORK_TAKES = 10  # times as long as to ask for the status; then it is asked for although an order is being carried out


@dataclass
class Reply:
    code: int
    output: str
    seconds: float

    @property
    def data(self):
        """The object of --json; the test fails with the whole output when there is none."""
        try:
            return json.loads(self.output)
        except ValueError:
            raise AssertionError("no JSON (exit code %d): %s" % (self.code, self.output[-1500:]))


class Netmend:
    def __init__(self, machine):
        self.machine = machine
        self._program = STICK + "netmend.exe"

    def carry_in(self):
        """Lays the programs on the stick; nothing is installed by it."""
        bits = self.machine.windows.bits
        folder = self.machine.path(STICK)
        os.makedirs(folder, exist_ok=True)
        for name in ("netmend.exe", "netmendsvc.exe", "netmend-probe.exe"):
            source = os.path.join(places.programs(bits), name)
            if not os.path.exists(source):
                raise places.SandboxError("%s is not built." % source)
            self.machine.copy_in(source, STICK + name)
        other = os.path.join(places.programs(32), "netmend-probe.exe")
        if bits == 64 and places.Wine(64).both_bitnesses and os.path.exists(other):
            self.machine.copy_in(other, STICK + "netmend-probe32.exe")
        return self

    def install(self):
        self.carry_in()
        reply = self.run("install")
        if reply.code != 0:
            raise AssertionError("install gave %d: %s" % (reply.code, reply.output))
        return self

    def run(self, *words, timeout=180.0):
        result = self.machine.run(self._program, *words, timeout=timeout)
        return Reply(result.code, result.output, result.seconds)

    def json(self, *words, timeout=180.0):
        return self.run(*words, "--json", timeout=timeout).data

    def start(self, *options, restart="ask"):
        """The repair is agreed to beforehand, as a script does it."""
        return self.run("start", "--yes", "--restart=" + restart, *options)

    def status(self):
        """The status object, whichever way the verb wraps it."""
        data = self.json("status", timeout=60)
        return data.get("status", data) if "outcome" not in data else data

    def chronicle(self):
        """The lines of netmend's log so far, read from outside."""
        return self._lines_of(CHRONICLE)

    def _lines_of(self, path):
        try:
            with open(self.machine.path(path), encoding="utf-8", errors="replace") as file:
                return file.read().splitlines()
        except OSError:
            return []

    def start_service(self, seconds=30.0):
        """After its process was killed: as soon as the service control manager has seen that. Raises CannotLook where it cannot be
        seen whether it runs."""
        deadline = time.monotonic() + self.machine.patience(seconds)
        while True:
            result = self.machine.run("net", "start", "netmend")
            if self.machine.is_running("netmendsvc.exe"):
                return
            if time.monotonic() > deadline:
                raise AssertionError("the service does not start: " + result.output)
            time.sleep(0.1)

    def outcome(self):
        return self.status()["outcome"]

    def is_at_work(self, lines):
        """Whether the last of these lines of the chronicle is an order: until the next one it does not rest."""
        return bool(lines) and AT_WORK.fullmatch(lines[-1]) is not None

    def wait_status(self, wanted, seconds=120.0, rests=False):
        """The first status for which `wanted(status)` is true; an AssertionError that shows the last one when none comes. `rests`: it
        is one of a repair that rests, so it need not be asked for while an order is being carried out."""
        patience = self.machine.patience(seconds)
        deadline = time.monotonic() + patience
        while True:
            known, asked_at = len(self.chronicle()), time.monotonic()
            status = self.status()
            if wanted(status):
                return status
            if time.monotonic() > deadline:
                raise AssertionError("waited %d s in vain; last status: %s" % (patience, json.dumps(status, indent=1)[:4000]))
            self._wait_for_news(known, max(0.3, time.monotonic() - asked_at), rests)

    def _wait_for_news(self, known, seconds, rests):
        """Until the chronicle has more than the known number of lines, or so many seconds, as long as asking took: to ask costs a
        program on the machine, and where it is emulated much of what netmend would need itself."""
        since, count = time.monotonic(), known
        while True:
            lines, now = self.chronicle(), time.monotonic()
            if len(lines) != count:
                since, count = now, len(lines)
            at_work = rests and self.is_at_work(lines)
            if now - since > seconds * (WORK_TAKES if at_work else 1):
                return
            if count != known and not at_work and (not rests or now - since > 0.1):  # what follows an event comes at once
                return
            time.sleep(0.02)

    def wait_outcome(self, *outcomes, seconds=120.0):
        return self.wait_status(lambda status: status["outcome"] in outcomes, seconds, rests={*outcomes} <= SETTLED | RESTING | RESTART_DUE)

    def wait_phase(self, *phases, seconds=120.0):
        return self.wait_status(lambda status: (status["repair"] or {}).get("phase") in phases, seconds)

    def follow(self, restarts_max=6, seconds=240.0, before_restart=None):
        """Restarts the machine whenever netmend asks for it, until the repair rests; (last status, number of restarts)."""
        for restarts in range(restarts_max + 1):
            status = self.wait_outcome(*SETTLED, *RESTING, *RESTART_DUE, seconds=seconds)
            if status["outcome"] not in RESTART_DUE:
                if status["repair"] and status["outcome"] != "waiting-for-consent":
                    self._wait_until_told(status["repair"], seconds)
                return status, restarts
            if before_restart:
                before_restart(restarts, status)
            self.machine.restart()
        raise AssertionError("netmend asked for more than %d restarts" % restarts_max)

    def _wait_until_told(self, repair, seconds):
        """The outcome is shown as soon as it is decided. What goes with it (a restore point is closed, the way back forgotten) is done
        when the history has its line."""
        deadline = time.monotonic() + self.machine.patience(seconds)
        while not any({repair["id"], repair["phase"]} <= set(line.split("\t")) for line in self._lines_of(HISTORY)):
            if time.monotonic() > deadline:
                raise AssertionError("the history never told of %(id)s, %(phase)s" % repair)
            time.sleep(0.02)
