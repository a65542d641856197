"""What is done of how much, and about how long the rest takes: measured while it runs and in earlier runs, never a fixed text.

Estimate follows a build by the counts that ninja prints; Display is one changing line on a terminal and a line now and then
elsewhere; Times keeps the figures of earlier runs in a file.
"""

import contextlib
import json
import os
import re
import shutil
import sys
import threading
import time

COUNTED = re.compile(r"\[(\d+)/(\d+)\] ?(.*)")
PARTS = 10        # a build's course is kept as the seconds at each tenth of its steps
WHOLE_STEPS = 20  # fewer steps are a small change, and say nothing about a build from nothing


def duration(seconds):
    """For a person: coarse, because it is an estimate."""
    if seconds < 7.5:
        return "a few seconds"
    if seconds < 55:
        return "%d seconds" % (round(seconds / 5) * 5)
    if seconds < 90:
        return "1 minute"
    return "%d minutes" % round(seconds / 60)


def more(seconds):
    return "%s%s more" % ("" if seconds < 7.5 else "about ", duration(seconds))


def clock(seconds):
    return "%d:%02d" % divmod(int(seconds), 60)


def _is_course(value):
    return (isinstance(value, dict) and all(isinstance(value.get(key), (int, float)) and value[key] > 0 for key in ("seconds", "steps"))
            and isinstance(value.get("marks"), list) and len(value["marks"]) == PARTS + 1
            and all(isinstance(mark, (int, float)) for mark in value["marks"]) and value["marks"] == sorted(value["marks"])
            and value["marks"][-1] > 0)


class Estimate:
    """Fed with the lines of a build and the seconds since it began; `earlier` is the course() of a build like this one."""

    def __init__(self, earlier=None):
        self._earlier = earlier if _is_course(earlier) else None
        self._begin(0.0)

    def _begin(self, at):
        self.done, self.total, self.doing = 0, 0, ""
        self._began, self._marks = at, [0.0]

    def line(self, text, at):
        """True when the line was one of ninja's steps."""
        step = COUNTED.match(text)
        if not step:
            return False
        done, total = int(step.group(1)), int(step.group(2))
        if done < self.done:  # ninja begins anew after it has looked for new files or has run CMake
            self._begin(at)
        self.done, self.total, self.doing = done, total, step.group(3)
        while total and len(self._marks) <= PARTS and done * PARTS >= len(self._marks) * total:
            self._marks.append(at - self._began)
        return True

    def _share(self):
        """Which part of the time the steps that are done take, as the earlier build went; without one, as many as steps."""
        steps = self.done / self.total
        if not self._earlier:
            return steps
        marks, part = self._earlier["marks"], int(steps * PARTS)
        upper = marks[min(part + 1, PARTS)]
        return (marks[part] + (upper - marks[part]) * (steps * PARTS - part)) / marks[-1]

    def remaining(self, at):
        """Seconds until the end, or None while nothing is known yet."""
        if not self.total:
            return self._earlier["seconds"] if self._earlier else None
        elapsed, share = at - self._began, self._share()
        if not self._earlier:
            return elapsed / share - elapsed if self.done >= 3 else None
        # The earlier build counts like a few seconds of this one: enough to begin with, soon outweighed by what is measured.
        whole = self._earlier["seconds"] * self.total / self._earlier["steps"]
        weight = min(10.0, whole / 10)
        return whole * (1 - share) * (elapsed + weight) / (whole * share + weight)

    def course(self, at):
        """What the next build like this one can be compared with; None where this one was only a small part."""
        if self.done < self.total or self.total < WHOLE_STEPS:
            return None
        return {"seconds": at - self._began, "steps": self.total, "marks": self._marks}

    def text(self, at):
        if not self.total:
            return "looks what has changed"
        rest = self.remaining(at)
        return "%d of %d steps%s" % (self.done, self.total, ", " + more(rest) if rest is not None else "")


class Times:
    """Figures of earlier runs by name, in a JSON file; what cannot be read counts as not there, and is written anew."""

    def __init__(self, path):
        self._path = path
        try:
            with open(path, encoding="utf-8") as file:
                found = json.load(file)
        except (OSError, ValueError):
            found = {}
        self._all = found if isinstance(found, dict) else {}

    def get(self, name):
        return self._all.get(name)

    def seconds(self, name):
        value = self._all.get(name)
        return value if isinstance(value, (int, float)) and not isinstance(value, bool) and value > 0 else None

    def put(self, name, value):
        self._all[name] = value
        with contextlib.suppress(OSError):  # a figure less, and nothing else
            temporary = "%s.%d" % (self._path, os.getpid())
            with open(temporary, "w", encoding="utf-8") as file:
                json.dump(self._all, file, indent=1)
            os.replace(temporary, self._path)


class Display:
    """Lines that stay, and one that changes. Where no terminal is, the changing line is printed when `every` seconds went silently."""

    def __init__(self, stream=None, terminal=None, every=20.0, now=time.monotonic):
        self._stream, self._every, self._now = stream or sys.stdout, every, now
        self._terminal = terminal
        if terminal is None:
            self._terminal = self._stream.isatty() and os.environ.get("TERM", "dumb") != "dumb"
        self._lock, self._shown, self._last = threading.RLock(), "", now()

    def _write(self, text):
        self._stream.write(text)
        self._stream.flush()

    def say(self, text=""):
        with self._lock:
            self.clear()
            self._write(text + "\n")
            self._last = self._now()

    def show(self, text):
        with self._lock:
            if self._terminal:
                text = text[:max(shutil.get_terminal_size().columns - 1, 20)]
                if text != self._shown:
                    self._write("\r%s\x1b[K" % text)
                    self._shown = text
            elif self._now() - self._last >= self._every:
                self.say(text)

    def clear(self):
        with self._lock:
            if self._shown:
                self._write("\r\x1b[K")
                self._shown = ""

    @contextlib.contextmanager
    def watching(self, describe, period=0.5):
        """Shows what describe() says again and again until the block ends."""
        ended = threading.Event()

        def paint():
            with contextlib.suppress(OSError):  # the terminal was closed: whoever waits for the block learns it, too
                while not ended.wait(period):
                    self.show(describe())

        painter = threading.Thread(target=paint, daemon=True)
        painter.start()
        try:
            yield
        finally:
            ended.set()
            painter.join()
            self.clear()
