"""The commands of tests/sandbox/machine: text in, text out; the work is in machine.py."""

import argparse
import sys

from . import faults, reg_text, testing, values, windows as versions
from .machine import Machine
from .errors import SandboxError


def _pairs(text):
    try:
        return dict(pair.split("=", 1) for pair in text.split(",")) if text else {}
    except ValueError:
        raise SandboxError("--fixtures takes name=variant,name=variant, not '%s'." % text)


def _create(options):
    machine = Machine.create(options.name, options.windows, options.registry, _pairs(options.fixtures))
    print("%s: %s, off. Start it with: machine boot %s" % (machine.name, machine.windows.title, machine.name))


def _boot(options):
    Machine(options.name).boot()


def _run(options):
    program = options.program[1:] if options.program[:1] == ["--"] else options.program
    if not program:
        raise SandboxError("Which program? machine run NAME -- PROGRAM ARGS")
    result = Machine(options.name).run(*program, timeout=options.timeout)
    sys.stdout.write(result.output)
    print("exit code %d" % result.code, file=sys.stderr)
    return min(result.code, 255)  # a Unix status has 8 bits: the line above tells the whole number


def _power_cut(options):
    Machine(options.name).power_cut(flushed=options.flushed, keep=options.keep)


def _break(options):
    Machine(options.name).break_(options.fault)
    print("%s: %s" % (options.name, faults.ALL[options.fault][0]))


def _registry(options):
    tree = Machine(options.name).registry(options.key)
    if not tree:
        print("%s is not there" % options.key, file=sys.stderr)
        return 2
    for path, found in sorted(tree.items(), key=lambda item: item[0].lower()):
        print("[%s]" % (reg_text.short_root(options.key) + ("\\" + path if path else "")))
        for name in sorted(found, key=str.lower):
            print("  %s = %s" % (name or "(default)", values.shown(found[name])))


def _set(options):
    Machine(options.name).set_fixtures(**_pairs(options.fixtures))


def _windows(options):
    for windows in versions.ALL.values():
        print("%-15s %s (%s.%d)" % (windows.name, windows.title, windows.version, windows.build))


def _faults(options):
    for name, (sentence, _) in faults.ALL.items():
        print("%-30s %s" % (name, sentence))


def _how(options):
    print(testing.jobs() if options.jobs else "\n".join(testing.how()))


def _requests(options):
    for request in Machine(options.name).restart_requests():
        print("%(call)s %(arguments)s" % request)


def _parser():
    parser = argparse.ArgumentParser(prog="machine", description="One sandbox machine, by hand.")
    verbs = parser.add_subparsers(dest="verb", required=True, metavar="VERB")

    def verb(name, function, text, named=True):
        added = verbs.add_parser(name, help=text, description=text)
        added.set_defaults(function=function)
        if named:
            added.add_argument("name", metavar="NAME")
        return added

    create = verb("create", _create, "make a machine, off")
    create.add_argument("--windows", default="xp-sp1", help="see 'machine windows'")
    create.add_argument("--registry", metavar="FILE.reg", help="networking keys from an export instead of our baseline")
    create.add_argument("--fixtures", metavar="NAME=VARIANT,...", help="for example netsh=nothing,netcfg=dead")
    verb("boot", _boot, "start it; returns when its services have started")
    run = verb("run", _run, "run a program on it; prints its output and its real exit code")
    run.add_argument("--timeout", type=float, default=120.0, help="seconds")
    run.add_argument("program", nargs=argparse.REMAINDER, metavar="-- PROGRAM ARGS")
    verb("off", lambda options: Machine(options.name).off() and None, "shut it down cleanly")
    verb("restart", lambda options: Machine(options.name).restart() and None, "shut it down cleanly and start it")
    cut = verb("power-cut", _power_cut, "kill everything on it at once; of the registry stays what was last saved")
    cut.add_argument("--flushed", action="store_true", help="what 'machine flush' marked stays")
    cut.add_argument("--keep", action="store_true", help="all registry changes stay")
    verb("flush", lambda options: Machine(options.name).flush_image(), "mark the registry that power-cut --flushed keeps")
    verb("break", _break, "damage it").add_argument("fault", metavar="FAULT")
    verb("fixtures", _set, "choose other fixture variants").add_argument("fixtures", metavar="NAME=VARIANT,...")
    verb("registry", _registry, "print a key, on or off").add_argument("key", metavar="KEY")
    verb("restart-requests", _requests, "the restarts that programs on it asked for")
    verb("destroy", lambda options: Machine(options.name).destroy(), "remove it")
    verb("windows", _windows, "list the Windows versions", named=False)
    verb("faults", _faults, "list the faults", named=False)
    how = verb("how", _how, "how 32-bit programs run here, and how much slower", named=False)
    how.add_argument("--jobs", action="store_true", help="only how many tests should run at once")
    return parser


def main(arguments):
    options = _parser().parse_args(arguments)
    try:
        return options.function(options) or 0
    except SandboxError as error:
        print("machine: %s" % error, file=sys.stderr)
        return 1
