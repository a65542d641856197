"""Machines side by side: each mostly waits, as Windows does when it starts."""

import concurrent.futures
import multiprocessing
import time


def _timed(function, arguments):
    began = time.monotonic()
    result = function(*arguments)
    return result, time.monotonic() - began


def play(function, cells, jobs):
    """(arguments, result, seconds) of every call, each in a process of its own; with one job in order, else as they end."""
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


def add_option(options):
    options.add_argument("--jobs", type=int, default=1)
