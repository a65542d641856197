"""The machines of deploy/try: what a user types and sees on each, and whether each ended as it must.

The comparison at the end is the harness's own: the registry file judged by judge.py, and a program that opens sockets.
"""

import os
import textwrap
from dataclasses import dataclass

from . import faults, held, mended, places, tree
from . import windows as versions
from .machine import Machine
from .product import RESTART_DUE, RESTING, SETTLED, Netmend

EXPORT = os.path.join(places.REPOSITORY, "..", "shared", "corpus", "xp-sp3.reg")


class Failed(Exception):
    """A machine did not end as it must; the text says how."""


class Show:
    """Where stories are told: lines on a Display, and `doing`, what the present one waits for."""

    def __init__(self, display):
        self.display, self.number, self.doing = display, 0, ""

    def say(self, text="", indent=2):
        for line in text.strip("\n").splitlines() or [""]:
            self.display.say(textwrap.fill(line, 110, initial_indent=" " * indent, subsequent_indent=" " * indent,
                                           break_long_words=False, break_on_hyphens=False) if line.strip() else "")


class Story:
    """One machine, made and switched on; destroyed at the end of a with block."""

    def __init__(self, show, title, windows, fault=None, registry=None, **fixtures):
        self._show, self.restarts = show, 0
        show.say()
        show.say("%d. %s" % (show.number, title), 0)
        source = "of a real machine (%s)" % os.path.basename(registry) if registry else "from our own baseline"
        show.say("Machine: %s, networking keys %s." % (versions.ALL[windows].title, source))
        self._held = held.fresh("try-%d" % show.number)
        try:
            self._prepare(windows, fault, registry, fixtures)
        except BaseException:
            self._held.release()
            raise

    def _prepare(self, windows, fault, registry, fixtures):
        self._show.doing = "the machine is made"
        self.machine = self._held.has(Machine.create(self._held.name, windows, registry, fixtures))
        if fault:
            self.machine.break_(fault)
            self._show.say("Damage: %s." % faults.ALL[fault][0])
        self._show.doing = "the machine is switched on"
        self.machine.boot()
        self.before = self.machine.stack()
        self.sockets = code = self.machine.sockets()
        self._show.say("Sockets: %s." % ("a program gets Winsock error %d" % code if code else "work"))
        self.netmend = Netmend(self.machine).carry_in()

    def type(self, *words, codes=(0,)):
        """What the user types, and sees."""
        self._show.say()
        self._show.say("C:\\> netmend " + " ".join(words))
        self._show.doing = "netmend " + words[0]
        reply = self.netmend.run(*words)
        self._show.say(reply.output, 4)
        if reply.code not in codes:
            raise Failed("'netmend %s' gave exit code %d instead of %s" % (
                " ".join(words), reply.code, " or ".join(map(str, codes))))
        return reply

    def begin(self, codes=(0, 3010)):
        self.type("install")
        self.type("start", "--yes", "--restart=ask", codes=codes)

    def restart(self):
        self.restarts += 1
        self._show.say()
        self._show.say("(the computer is restarted)")
        self._show.doing = "the computer is restarted"
        self.machine.restart()

    def power_cut(self):
        self.restarts += 1
        self._show.say()
        self._show.say("(the power is cut, and comes back)")
        self._show.doing = "the power comes back"
        self.machine.power_cut(keep=True)
        self.machine.boot()

    def until_it_rests(self, outcome, cut_after=None):
        """Restarts when netmend says so, shows each status; `cut_after` names a restart at which the power fails instead."""
        while True:
            self._show.doing = "netmend works"
            status = self.netmend.wait_outcome(*SETTLED, *RESTING, *RESTART_DUE, seconds=300)
            self.type("status", codes=(status["exit_code"],))
            if status["outcome"] not in RESTART_DUE:
                break
            if self.restarts >= 8:
                raise Failed("netmend asked for more and more restarts")
            if cut_after == self.restarts:
                self.power_cut()
            else:
                self.restart()
        if status["outcome"] != outcome:
            raise Failed("it ended as '%s' instead of '%s'" % (status["outcome"], outcome))

    def must_be_mended(self, restarts):
        self._show.doing = "the harness looks"
        verdict, code = self.machine.judge(), self.machine.sockets()
        if not verdict.healthy or code:
            raise Failed("damage left: %s; sockets: %d" % (", ".join(verdict.damage) or "none", code))
        if self.restarts != restarts:
            raise Failed("%d restarts instead of %d" % (self.restarts, restarts))
        return "registry healthy, sockets carry data, %d restart%s" % (restarts, "" if restarts == 1 else "s")

    def must_be_mended_alone(self, fault):
        """Nothing but what the fault was about has changed."""
        changed = mended.differences(fault, self.before, self.machine.stack(), self.machine.windows)
        if changed:
            raise Failed("%d differences beside the repair's own: %s" % (len(changed), "; ".join(changed[:5])))
        return ", and nothing else was changed"

    def must_be_as_found(self):
        self._show.doing = "the harness looks"
        changed = [line for line in tree.differences(self.before, self.machine.stack()) if "serial_access_num" not in line]
        if changed:
            raise Failed("%d differences to what was there before: %s" % (len(changed), "; ".join(changed[:5])))
        code = self.machine.sockets()
        if code != self.sockets:
            raise Failed("sockets give %d, and gave %d before" % (code, self.sockets))
        return "every networking key is as it was found, and sockets do what they did"

    def __enter__(self):
        return self

    def __exit__(self, *unused):
        self._held.release()


def reset(show):
    export = EXPORT if os.path.exists(EXPORT) else None
    with Story(show, "Windows XP SP3: a reset suffices, one restart", "xp-sp3", "provider-dll-missing", export) as story:
        story.begin()
        story.until_it_rests("repaired")
        return story.must_be_mended(restarts=1)


def keys(show):
    with Story(show, "Windows XP SP1: delete the keys, install TCP/IP again, two restarts", "xp-sp1",
               "chain-names-gone-entry") as story:
        story.begin()
        story.until_it_rests("repaired")
        return story.must_be_mended(restarts=2)


def power_cut(show):
    with Story(show, "The same, and the power fails in the middle", "xp-sp1", "chain-names-gone-entry") as story:
        story.begin()
        story.until_it_rests("repaired", cut_after=0)
        return story.must_be_mended(restarts=2)


def healthy(show):
    with Story(show, "A healthy machine: netmend must leave it alone", "xp-sp3") as story:
        story.begin(codes=(0,))
        if story.netmend.outcome() not in ("none", "healthy"):
            raise Failed("a repair was begun on a healthy machine")
        return story.must_be_as_found()


def dead_installer(show):
    with Story(show, "Windows XP SP1 whose component installer is dead: it must end as it was found", "xp-sp1",
               "provider-dll-missing", netcfg="dead", wscinstall="fails") as story:
        story.begin()
        story.until_it_rests("rolled-back")
        return story.must_be_as_found()


def windows_2000(show):
    with Story(show, "Windows 2000: TCP/IP is taken out and put in again, three restarts, no setting lost", "2000-sp4",
               "provider-dll-missing") as story:
        story.begin()
        story.until_it_rests("repaired")
        lost = [line for key in ("Tcpip\\Parameters", "NetBT\\Parameters")
                for line in tree.differences(story.before.subtree(key), story.machine.stack().subtree(key))]
        if lost:
            raise Failed("settings differ: " + "; ".join(lost[:5]))
        return story.must_be_mended(restarts=3) + ", every setting of both connections is as it was"


def windows_xp_x64(show):
    with Story(show, "64-bit Windows XP: both halves of the catalog are broken, a reset suffices, one restart", "xp-x64-sp2",
               "provider-dll-missing") as story:
        story.begin()
        story.until_it_rests("repaired")
        return story.must_be_mended(restarts=1)


def windows_7(show):
    with Story(show, "Windows 7: a service that no network lives without was switched off; it runs again without a restart", "win7",
               "nsi-disabled") as story:
        story.type("install")
        story.type("diagnose", codes=(1,))
        story.type("start", "--yes", "--restart=ask", codes=(0,))
        story.until_it_rests("repaired")
        return story.must_be_mended(restarts=0) + story.must_be_mended_alone("nsi-disabled")


def windows_11(show):
    with Story(show, "Windows 11: a layered provider whose program is gone is taken out of both catalogs; a healthy one beside it stays, "
               "and no restart is needed", "win11-23h2", "orphan-beside-healthy") as story:
        story.type("install")
        story.type("plan")
        story.type("start", "--yes", "--restart=ask", codes=(0,))
        story.until_it_rests("repaired")
        return story.must_be_mended(restarts=0) + story.must_be_mended_alone("orphan-beside-healthy")


@dataclass(frozen=True)
class Told:
    bits: int
    tell: object

    @property
    def name(self):
        return self.tell.__name__


ALL = ([Told(64, windows_11)] + [Told(32, tell) for tell in (reset, keys, power_cut, healthy, dead_installer, windows_2000)]
       + [Told(64, tell) for tell in (windows_xp_x64, windows_7)])
