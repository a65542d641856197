"""The tree that is mutated: its files, their functions, and where every mutation has its place in them."""
import functools
import glob
import os

from changes import placed
from functions import functions_of
from mechanical import points_of
from named import NAMED

TOP = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
HEADERS = ["statemachine/base/limits.hpp"]


def read(name):
    with open(os.path.join(TOP, name), encoding="utf-8") as file:
        return file.read()


def portable_files():
    """What is mutated: the machine, its steps, the driver and what they read and write."""
    return sorted(glob.glob("statemachine/**/*.cpp", root_dir=TOP, recursive=True)) + HEADERS


@functools.cache
def functions():
    return functions_of(TOP, portable_files())


def places_of_named(mutation):
    """[(change, (begin, end, new text))]; Misplaced where one does not find its place."""
    return [(change, placed(change, read(change.file), functions().get(change.file, []))) for change in mutation.changes]


def all_points():
    """Not on a line that a named mutation changes."""
    taken = set()
    for mutation in NAMED:
        for change, (begin, end, _) in places_of_named(mutation):
            lines = [read(change.file)[:at].count("\n") + 1 for at in (begin, end)]
            taken.update((change.file, line) for line in range(lines[0], lines[1] + 1))
    return [point for file in portable_files() for point in points_of(file, read(file), functions()[file])
            if (point.file, point.line) not in taken]
