"""Cells of a table, each a machine of its own; side by side, since each mostly waits, as Windows does when it starts. An emulated
one does not: there no more are played at once than there are processors."""

import concurrent.futures
import functools
import multiprocessing
import time

from . import errors, testing


def cell(run):
    """Around a function that gives (what is wrong, what it came to): an end that nobody foresaw is wrong, too."""
    @functools.wraps(run)
    def attempt(*arguments):
        try:
            return run(*arguments)
        except errors.CannotLook as error:
            return [str(error)], "not seen"
        except (AssertionError, errors.SandboxError) as error:
            return [str(error)], "no end"
    return attempt


def _timed(function, arguments):
    began = time.monotonic()
    result = function(*arguments)
    return result, time.monotonic() - began


def play(function, cells, jobs):
    """(arguments, result, seconds) of every call, each in a process of its own; with one job in order, else as they end."""
    if testing.emulated():
        jobs = min(jobs, testing.jobs())
    if jobs == 1:
        for arguments in cells:
            yield (arguments, *_timed(function, arguments))
        return
    with concurrent.futures.ProcessPoolExecutor(jobs, multiprocessing.get_context("fork")) as pool:
        running = {pool.submit(_timed, function, arguments): arguments for arguments in cells}
        try:
            for done in concurrent.futures.as_completed(running):
                yield (running[done], *done.result())
        except BaseException:
            pool.shutdown(cancel_futures=True)
            raise


def add_runs(options, default):
    options.add_argument("--runs", type=int, default=default)
    options.add_argument("--runs-emulated", type=int, metavar="N", help="so many where 32-bit machines are emulated")


def runs(chosen):
    """How many runs were asked for; fewer where that is the wish and machines are emulated."""
    fewer = chosen.runs if chosen.runs_emulated is None else chosen.runs_emulated
    return len(testing.smaller(range(chosen.runs), range(fewer), "runs"))


def add_option(options):
    options.add_argument("--jobs", type=int, default=1)
