"""What deploy/try does: sets up, builds what each machine needs, shows the machines, and says whether each ended as it must; or
opens a prompt on one. Exits 1 when any machine did not end as it must, 87 when it was typed wrongly.
"""

import os
import signal
import subprocess
import sys
import time
import traceback

sys.path.insert(0, os.path.dirname(os.path.realpath(__file__)))
sys.dont_write_bytecode = True

from harness import building, ending, held, opening, places, progress, stories, try_options  # noqa: E402

TITLES = {"windows-x86": "Building the 32-bit programs", "windows-x64": "Building the 64-bit programs"}


class Preparing:
    """Set-up, builds and templates; each shows how far it is."""

    def __init__(self, display, times):
        self._display, self._times, self._builds = display, times, {}
        self._begun = {}  # preset to its targets so far

    def set_up(self):
        if not building.built_elsewhere():
            building.set_up(self._display)

    def begin(self, bits, behind=False):
        """Starts those builds for machines of one bitness that have not begun; `behind` others, which go first."""
        if building.built_elsewhere():
            return
        for preset, targets in building.needs(bits):
            begun = self._begun.setdefault(preset, set())
            if begun >= set(targets):
                continue
            if preset in self._builds:
                self._finish(preset)
            begun.update(targets)
            self._builds[preset] = building.Build(preset, targets, self._times, behind)
            self._builds[preset].start()
            if not behind:
                self._finish(preset)

    def _finish(self, preset):
        build, self._builds[preset] = self._builds[preset], None
        if build:
            try:
                build.wait(self._display, TITLES[preset])
            finally:
                build.stop()

    def finish(self, bits):
        """Returns when machines of that bitness can be made."""
        self.begin(bits)
        for preset, _ in building.needs(bits):
            self._finish(preset) if preset in self._builds else None
        building.make_template(bits, self._display, self._times)

    def shell(self, bits):
        self.set_up()
        self.finish(bits)

    def stop(self):
        for build in filter(None, self._builds.values()):
            build.stop()


class Tour:
    """The machines one after the other; each result is whether it ended as it must."""

    def __init__(self, display, times):
        self._display, self._times, self._show = display, times, stories.Show(display)
        self._results, self._took, self._began, self._first = [], [], time.monotonic(), None
        self._reason, self._told = None, []

    def choose(self):
        """Leaves out what cannot run here; says so."""
        self._reason = building.why_no_32()
        self._told = [told for told in stories.ALL if told.bits == 64 or not self._reason]
        if self._reason:
            numbers = [str(number) for number, told in enumerate(stories.ALL, 1) if told not in self._told]
            self._display.say("Left out: machines %s, because 32-bit programs cannot run here: %s" % (
                " and ".join(filter(None, [", ".join(numbers[:-1]), numbers[-1]])), self._reason))

    def run(self, preparing):
        self.choose()
        ready = {}  # bitness to whether its machines can be made
        for told in self._told:
            if told.bits not in ready:
                if self._results:
                    self._display.say()
                try:
                    ready[told.bits] = self._prepare(preparing, told.bits)
                except building.Failed as error:
                    complain(error)
                    break  # what comes next needs these programs, too
                for bits in sorted({one.bits for one in self._told} - set(ready)):
                    preparing.begin(bits, behind=True)
            if ready[told.bits]:
                self._tell(told)
            else:
                self._results.append(False)

    @staticmethod
    def _prepare(preparing, bits):
        try:
            preparing.finish(bits)
            return True
        except places.SandboxError as error:
            complain(error)
            return False

    def _tell(self, told):
        start = time.monotonic()
        self._show.number = stories.ALL.index(told) + 1
        with self._display.watching(lambda: self._text(told, time.monotonic() - start)):
            try:
                end, good = told.tell(self._show), True
            except (stories.Failed, places.SandboxError, AssertionError) as error:
                end, good = str(error), False
            except Exception:  # a fault of the tour itself must not hide the other machines
                end, good = traceback.format_exc(), False
        self._show.say()
        self._show.say(("As it must be: " if good else "NOT as it must be: ") + end + ".")
        self._results.append(good)
        self._took.append(time.monotonic() - start)
        if good:
            self._times.put("machine " + told.name, self._took[-1])
            self._first = self._first or time.monotonic() - self._began

    def _text(self, told, elapsed):
        """What the present machine waits for, and how long all the rest takes: by earlier runs, else by the machines so far."""
        usual = sum(self._took) / len(self._took) if self._took else None
        rest = [self._times.seconds("machine " + one.name) or usual for one in self._told[len(self._results):]]
        all_of_it = ""
        if rest and all(rest):
            all_of_it = ", %s for all" % progress.more(max(rest[0] - elapsed, 1) + sum(rest[1:]))
        return "Machine %d of %d%s: %s, %s" % (self._show.number, len(stories.ALL), all_of_it, self._show.doing, progress.clock(elapsed))

    def sum_up(self):
        """Prints the end; the exit code."""
        took, good = time.monotonic() - self._began, sum(self._results)
        left_out = "; %d were left out: %s" % (len(stories.ALL) - len(self._told), self._reason.rstrip(".")) if self._reason else ""
        self._display.say("\n%d of %d machines ended as they must%s." % (good, len(self._told), left_out))
        if self._first:
            self._display.say("The first repaired machine was there after %s, the last after %s." % (
                progress.clock(self._first), progress.clock(took)))
        return 0 if good == len(self._told) else 1


def complain(error):
    sys.stdout.flush()
    print("deploy/try: %s" % error, file=sys.stderr)


def show_all(options, display, times, preparing):
    held.sweep()
    tour = Tour(display, times)
    preparing.set_up()
    tour.run(preparing)
    code = tour.sum_up()
    if code == 0:
        _say_how_on(options, display)
    return code


def _say_how_on(options, display):
    if not options.keep:
        display.say("To type into such a machine yourself: deploy/try shell")
        return
    with held.fresh("kept") as holding:
        opening.make(holding, opening.chosen(options), opening.FAULT, display)
        holding.keep()
    display.say("The machine %s stays: %s, broken like the first one, switched off." % (holding.name, holding.machine.windows.title))
    display.say("To type into it yourself: deploy/try shell --machine=%s" % holding.name)


def act(options):
    display = progress.Display()
    times = progress.Times(os.path.join(building.folder(), "try.json"))
    preparing = Preparing(display, times)
    try:
        if options.list:
            opening.print_list()
            return 0
        if options.shell:
            return opening.shell(options, preparing.shell, display)
        return show_all(options, display, times, preparing)
    except (building.Failed, places.SandboxError, AssertionError, OSError) as error:
        complain(error)
        return 1
    finally:
        preparing.stop()


def main(words):
    try:
        options = try_options.parse(words)
    except try_options.Wrong as error:
        complain("%s." % error)
        subprocess.run([os.path.join(places.REPOSITORY, "deploy", "try"), "--help"], stdout=sys.stderr)
        return 87
    # At the prompt Ctrl-C is for the program that runs there.
    ending.by_exception(signal.SIGTERM, signal.SIGHUP, *([] if options.shell else [signal.SIGINT]))
    try:
        return act(options)
    except ending.Ended as end:
        return 128 + end.number
    except KeyboardInterrupt:
        return 128 + signal.SIGINT


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
