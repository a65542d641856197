"""Signals that end a program, as an exception, so that what was begun is taken back: machines are destroyed, builds end."""

import os
import signal


class Ended(BaseException):
    """A signal asked for the end; `number` says which."""

    def __init__(self, number):
        super().__init__(number)
        self.number = number


def _end(number, _):
    for one in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(one, signal.SIG_IGN)  # taking back is not interrupted by somebody's impatience
    if number == signal.SIGHUP:  # the terminal is closed: what is still said goes nowhere, and fails nowhere
        nowhere = os.open(os.devnull, os.O_RDWR)
        for standard in (0, 1, 2):
            os.dup2(nowhere, standard)
    raise Ended(number)


def by_exception(*numbers):
    """From now on each of these signals raises Ended, once."""
    for number in numbers:
        signal.signal(number, _end)
