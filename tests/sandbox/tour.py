"""The tour of deploy/try: six machines, what a user types and sees on each, and whether each ended as it must.

Prints for a person; exits 1 when any machine did not end as it must. The comparison at the end is the harness's own: the
registry file judged by judge.py, and a program that opens sockets.
"""

import os
import sys
import textwrap
import time
import traceback

sys.path.insert(0, os.path.dirname(os.path.realpath(__file__)))
sys.dont_write_bytecode = True

from harness import faults, places, tree  # noqa: E402
from harness import windows as versions  # noqa: E402
from harness.machine import Machine  # noqa: E402
from harness.product import RESTART_DUE, RESTING, SETTLED, Netmend  # noqa: E402

EXPORT = os.path.join(places.REPOSITORY, "..", "shared", "corpus", "xp-sp3.reg")


def say(text, indent=2):
    for line in text.strip("\n").splitlines():
        print(textwrap.fill(line, 110, initial_indent=" " * indent, subsequent_indent=" " * indent,
                            break_long_words=False, break_on_hyphens=False) if line.strip() else "")
    sys.stdout.flush()


class Failed(Exception):
    """A machine did not end as it must; the text says how."""


class Story:
    def __init__(self, number, title, windows, fault=None, registry=None, **fixtures):
        self.title, self.restarts = title, 0
        print("\n%d. %s" % (number, title))
        self.machine = Machine.create("try-%d-%d" % (number, os.getpid()), windows, registry, fixtures)
        source = "the keys of a real machine (%s)" % os.path.basename(registry) if registry else "our own baseline"
        say("Machine: %s, networking keys from %s." % (versions.ALL[windows].title, source))
        if fault:
            self.machine.break_(fault)
            say("Damage: %s." % faults.ALL[fault][0])
        self.machine.boot()
        self.before = self.machine.stack()
        self.sockets = code = self.machine.sockets()
        say("Sockets: %s." % ("a program gets Winsock error %d" % code if code else "work"))
        self.netmend = Netmend(self.machine).carry_in()

    def type(self, *words, codes=(0,)):
        """What the user types, and sees."""
        print()
        say("C:\\> netmend " + " ".join(words))
        reply = self.netmend.run(*words)
        say(reply.output, 4)
        if reply.code not in codes:
            raise Failed("'netmend %s' gave exit code %d instead of %s" % (
                " ".join(words), reply.code, " or ".join(map(str, codes))))
        return reply

    def restart(self):
        self.restarts += 1
        print()
        say("(the computer is restarted)")
        self.machine.restart()

    def power_cut(self):
        print()
        say("(the power is cut, and comes back)")
        self.machine.power_cut(keep=True)
        self.machine.boot()

    def until_it_rests(self, outcome, cut_after=None):
        """Restarts when netmend says so, shows each status; `cut_after` names a phase at which the power fails instead."""
        while True:
            status = self.netmend.wait_outcome(*SETTLED, *RESTING, *RESTART_DUE, seconds=300)
            self.type("status", codes=(status["exit_code"],))
            if status["outcome"] not in RESTART_DUE:
                break
            if self.restarts >= 8:
                raise Failed("netmend asked for more and more restarts")
            if cut_after == self.restarts:
                self.restarts += 1
                self.power_cut()
            else:
                self.restart()
        if status["outcome"] != outcome:
            raise Failed("it ended as '%s' instead of '%s'" % (status["outcome"], outcome))

    def must_be_mended(self, restarts):
        verdict, code = self.machine.judge(), self.machine.sockets()
        if not verdict.healthy or code:
            raise Failed("damage left: %s; sockets: %d" % (", ".join(verdict.damage) or "none", code))
        if self.restarts != restarts:
            raise Failed("%d restarts instead of %d" % (self.restarts, restarts))
        return "registry healthy, sockets carry data, %d restart%s" % (restarts, "" if restarts == 1 else "s")

    def must_be_as_found(self):
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
        self.machine.destroy()


def reset():
    export = EXPORT if os.path.exists(EXPORT) else None
    with Story(1, "Windows XP SP3: a reset suffices, one restart", "xp-sp3", "provider-dll-missing", export) as story:
        story.type("install")
        story.type("start", "--yes", "--restart=ask", codes=(0, 3010))
        story.until_it_rests("repaired")
        return story.must_be_mended(restarts=1)


def keys():
    with Story(2, "Windows XP SP1: delete the keys, install TCP/IP again, two restarts", "xp-sp1",
               "chain-names-gone-entry") as story:
        story.type("install")
        story.type("start", "--yes", "--restart=ask", codes=(0, 3010))
        story.until_it_rests("repaired")
        return story.must_be_mended(restarts=2)


def power_cut():
    with Story(3, "The same, and the power fails in the middle", "xp-sp1", "chain-names-gone-entry") as story:
        story.type("install")
        story.type("start", "--yes", "--restart=ask", codes=(0, 3010))
        story.until_it_rests("repaired", cut_after=0)
        return story.must_be_mended(restarts=2)


def healthy():
    with Story(4, "A healthy machine: netmend must leave it alone", "xp-sp3") as story:
        story.type("install")
        story.type("start", "--yes", "--restart=ask")
        if story.netmend.outcome() not in ("none", "healthy"):
            raise Failed("a repair was begun on a healthy machine")
        return story.must_be_as_found()


def dead_installer():
    with Story(5, "Windows XP SP1 whose component installer is dead: it must end as it was found", "xp-sp1",
               "provider-dll-missing", netcfg="dead", wscinstall="fails") as story:
        story.type("install")
        story.type("start", "--yes", "--restart=ask", codes=(0, 3010))
        story.until_it_rests("rolled-back")
        return story.must_be_as_found()


def windows_2000():
    with Story(6, "Windows 2000: TCP/IP is taken out and put in again, three restarts, no setting lost", "2000-sp4",
               "provider-dll-missing") as story:
        story.type("install")
        story.type("start", "--yes", "--restart=ask", codes=(0, 3010))
        story.until_it_rests("repaired")
        lost = [line for key in ("Tcpip\\Parameters", "NetBT\\Parameters")
                for line in tree.differences(story.before.subtree(key), story.machine.stack().subtree(key))]
        if lost:
            raise Failed("settings differ: " + "; ".join(lost[:5]))
        return story.must_be_mended(restarts=3) + ", every setting of both connections is as it was"


def main():
    results, began = [], time.monotonic()
    for story in (reset, keys, power_cut, healthy, dead_installer, windows_2000):
        start = time.monotonic()
        try:
            end, good = story(), True
        except (Failed, places.SandboxError, AssertionError) as error:
            end, good = str(error), False
        except Exception:  # a fault of the tour itself must not hide the other machines
            end, good = traceback.format_exc(), False
        print()
        say(("As it must be: " if good else "NOT as it must be: ") + end + ".")
        results.append((good, story.__name__, time.monotonic() - start))
    print("\n%d of %d machines ended as they must, in %d seconds." % (
        sum(good for good, _, _ in results), len(results), time.monotonic() - began))
    return 0 if all(good for good, _, _ in results) else 1


if __name__ == "__main__":
    sys.exit(main())
