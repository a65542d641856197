"""A program that reads the Winsock catalogs of a machine all the time (fixtures/reader.cpp), and what it has seen: whoever changes a
catalog under the marker of a writer is never seen half-way.
"""

import re
import time
from dataclasses import dataclass, field

PROGRAM, TOLD = "reader.exe", "C:\\fx\\reader.txt"
CATALOGS = ("protocols", "name-spaces")


@dataclass
class Account:
    contents: dict = field(default_factory=dict)  # (catalog, digest): (whether it fits together, how often it was read)
    waited: int = 0  # for a writer
    moved: int = 0   # readings that were thrown away, because somebody wrote meanwhile

    @property
    def readings(self):
        return sum(times for _, times in self.contents.values())


def parse(text):
    account = Account()
    for line in text.splitlines():
        content = re.fullmatch(r"(\S+) ([0-9A-F]{16}) (whole|half) (\d+)", line)
        count = re.fullmatch(r"(waited|moved) (\d+)", line)
        if content:
            catalog, digest, word, times = content.groups()
            account.contents[catalog, digest] = word == "whole", int(times)
        elif count:
            setattr(account, count.group(1), int(count.group(2)))
        else:
            raise ValueError(line)
    return account


class Reader:
    """begin() after each start of the machine; what it saw before it was ended counts on."""

    def __init__(self, machine):
        self._machine, self._earlier, self.found = machine, Account(), None
        self.left_by_cuts = set()  # what a power cut in the middle of a write left on the disk: the marker, which is volatile, is gone

    def begin(self, seconds=30.0, after_cut=False):
        """Returns when both catalogs have been read. What the first reading finds is no fault of whoever writes later."""
        with open(self._machine.path(TOLD), "w"):
            pass
        self._machine.begin("C:\\fx\\" + PROGRAM)
        deadline = time.monotonic() + self._machine.patience(seconds)
        while {catalog for catalog, _ in self._now().contents} != set(CATALOGS):
            if time.monotonic() > deadline:
                raise AssertionError("the reader has read nothing")
            time.sleep(0.02)
        if after_cut:
            self.left_by_cuts |= {key for key, (whole, _) in self._now().contents.items() if not whole} - self.found
        if self.found is None:
            self.found = set(self._now().contents)
        return self

    def _now(self):
        try:
            with open(self._machine.path(TOLD), encoding="ascii") as file:
                return parse(file.read())
        except FileNotFoundError:
            return Account()

    def account(self):
        """Of all its lives."""
        now, before = self._now(), self._earlier
        contents = dict(before.contents)
        for key, (whole, times) in now.contents.items():
            contents[key] = whole, times + contents.get(key, (whole, 0))[1]
        return Account(contents, before.waited + now.waited, before.moved + now.moved)

    def end(self):
        """Of this life: by whoever began it, or since the machine went down."""
        self._earlier = self.account()
        if self._machine.is_on:
            self._machine.kill(PROGRAM)
        with open(self._machine.path(TOLD), "w"):
            pass
        return self._earlier

    def halves(self):
        """Contents that do not fit together, were not there at the beginning, and were not left by a power cut."""
        known = self.found | self.left_by_cuts
        return sorted(key for key, (whole, _) in self.account().contents.items() if not whole and key not in known)
