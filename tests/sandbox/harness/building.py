"""What deploy/try does before a machine: set-up, the programs that the machine needs, its template. Each stage shows how far it is;
a Build can also run behind the machines that do not need it.
"""

import contextlib
import fcntl
import os
import signal
import subprocess
import threading
import time

from . import places, progress, template, wine32

PRODUCTS = ("netmend", "netmendsvc", "netmend-probe")
FIXTURES = "sandbox_fixtures"
LINES_SHOWN = 20  # of the log of a build that failed


class Failed(Exception):
    """A stage failed; the text is for the person who typed the command."""


def folder():
    """Where builds, their logs and the figures of earlier runs are."""
    return os.path.join(places.REPOSITORY, "build")


def built_elsewhere():
    """Whether somebody else cares for the programs: then nothing is set up and nothing built."""
    return bool(os.environ.get("NETMEND_BUILD"))


def why_no_32():
    """Why 32-bit programs cannot run on this machine, as deploy/setup found out; None where they can."""
    way = wine32.found()
    return way.reason if way.kind == "none" else None


def needs(bits):
    """[(preset, targets)] for machines of one bitness, the smaller one first. 64-bit machines hold 32-bit fixtures, too."""
    if bits == 32:
        return [("windows-x86", (*PRODUCTS, FIXTURES))]
    probe = () if why_no_32() else ("netmend-probe",)
    return [("windows-x86", (*probe, FIXTURES)), ("windows-x64", (*PRODUCTS, FIXTURES))]


class Build:
    """One preset, configured and built by a thread; wait() shows how far it is and raises Failed when it could not be built."""

    def __init__(self, preset, targets, times, behind=False):
        self._preset, self._targets, self._times, self._behind = preset, targets, times, behind
        self._log = os.path.join(folder(), "try-%s.txt" % preset)
        like = [times.get("build " + name) for name in (preset, "windows-x86", "windows-x64")]
        self._estimate = progress.Estimate(next(filter(None, like), None))
        self._ended = None
        self._process, self._stopped, self._code, self._at = None, False, None, "waits for another build of this folder"
        self._thread = threading.Thread(target=self._work, daemon=True)

    def start(self):
        self._began = time.monotonic()
        self._thread.start()
        return self

    def _elapsed(self):
        return (self._ended or time.monotonic()) - self._began

    def _run(self, log, command):
        if self._stopped:
            return 1
        jobs = {"NINJA_STATUS": "[%f/%t] "}
        nice = ["nice", "-n", "10"] if self._behind else []
        self._process = subprocess.Popen([*nice, *command], cwd=places.REPOSITORY, env={**os.environ, **jobs}, text=True,
                                         errors="replace", stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                                         stderr=subprocess.STDOUT, start_new_session=True)
        with self._process.stdout as lines:
            for line in lines:
                log.write(line)
                log.flush()
                self._estimate.line(line.rstrip("\n"), self._elapsed())
        return self._process.wait()

    def _work(self):
        try:
            os.makedirs(folder(), exist_ok=True)
            with open(os.path.join(folder(), "try-%s.lock" % self._preset), "w") as lock:
                fcntl.flock(lock, fcntl.LOCK_EX)  # two at once in one folder would spoil each other's files
                with open(self._log, "w", encoding="utf-8") as log:
                    self._at, self._began = "configures", time.monotonic()
                    code = self._run(log, ["cmake", "--preset", self._preset])
                    self._at = ""
                    jobs = str(len(os.sched_getaffinity(0)))
                    self._code = code or self._run(log, ["cmake", "--build", "--preset", self._preset, "-j", jobs,
                                                         "--target", *self._targets])
        except OSError as error:  # no cmake, a full disk
            self._at, self._code = str(error), 1
        self._ended = time.monotonic()

    def text(self):
        return "%s, %s so far" % (self._at or self._estimate.text(self._elapsed()), progress.clock(self._elapsed()))

    def wait(self, display, title):
        with display.watching(lambda: "%s: %s" % (title, self.text())):
            self._thread.join()
        if self._code != 0:
            raise Failed("%s\n%s could not be built; the whole output is in %s." % (self._last_lines(), self._preset, self._log))
        course = self._estimate.course(self._elapsed())
        if course:
            self._times.put("build " + self._preset, course)
        took = progress.clock(self._elapsed())
        steps = "done, %d steps in %s" % (self._estimate.total, took) if self._estimate.done else "nothing has changed (%s)" % took
        display.say("%s: %s." % (title, steps))

    def _last_lines(self):
        try:
            with open(self._log, encoding="utf-8", errors="replace") as file:
                return "".join(file.readlines()[-LINES_SHOWN:]) + self._at
        except OSError:
            return self._at

    def stop(self):
        """Ends it when it still runs."""
        self._stopped = True
        process = self._process
        if self._thread.is_alive() and process:
            with contextlib.suppress(OSError):
                os.killpg(process.pid, signal.SIGTERM)


def set_up(display):
    """deploy/setup, whose lines are shown as they come: it says itself how far it is; here only the time goes on."""
    began = time.monotonic()
    process = subprocess.Popen([os.path.join(places.REPOSITORY, "deploy", "setup")], cwd=places.REPOSITORY, text=True,
                               errors="replace", stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    # Where sudo may ask for a password, nothing is painted over its question.
    quiet = contextlib.nullcontext() if os.geteuid() else display.watching(lambda: "Set-up: %s so far" % progress.clock(time.monotonic() - began))
    with quiet, process.stdout as lines:
        for line in lines:
            display.say(line.rstrip("\n"))
    if process.wait():
        raise Failed("the set-up failed (exit code %d), see above." % process.returncode)


def make_template(bits, display, times):
    """The Windows folder that machines of one bitness are cloned from; made once."""
    name, began = "template %d" % bits, time.monotonic()

    def text():
        elapsed, earlier = time.monotonic() - began, times.seconds(name)
        rest = ", " + progress.more(earlier - elapsed) if earlier and earlier > elapsed else ""
        return "Making the folder that %d-bit machines are copies of: %s so far%s" % (bits, progress.clock(elapsed), rest)

    with display.watching(text):
        try:
            template.template(bits)
        except places.SandboxError as error:  # on a busy machine Wine's own set-up was seen to hang; the next one did not
            display.say("%s; once more." % error)
            template.template(bits)
    took = time.monotonic() - began
    if took > 3:  # else it was there
        times.put(name, took)
        display.say("The folder that %d-bit machines are copies of is made: %s, once." % (bits, progress.clock(took)))
