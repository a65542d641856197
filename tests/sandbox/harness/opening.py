"""deploy/try shell: chooses or makes the machine, opens the prompt on it, and lets it stay or go afterwards."""

import sys

from . import building, faults, held, places, try_options
from . import windows as versions
from .machine import Machine
from .product import Netmend
from .prompt import Prompt

WINDOWS, WINDOWS_64, FAULT = "xp-sp3", "xp-x64-sp2", "provider-dll-missing"


def chosen(options):
    """The Windows of a new machine; SandboxError where it cannot run here."""
    reason = building.why_no_32()
    name = options.windows or (WINDOWS_64 if reason else WINDOWS)
    if reason and versions.ALL[name].bits == 32:
        raise places.SandboxError("32-bit machines cannot run here (%s); --windows=%s can." % (reason, WINDOWS_64))
    return versions.ALL[name]


def make(holding, windows, fault, display):
    """A new machine, broken and then switched on, with netmend installed."""
    with display.watching(lambda: "Making a machine with %s ..." % windows.title):
        machine = holding.has(Machine.create(holding.name, windows.name))
        if fault != try_options.HEALTHY:
            machine.break_(fault)
        machine.boot()
        Netmend(machine).install()
    return holding


def existing(options):
    """The Held of the machine that is to be opened, or None where a new one is wanted."""
    if options.windows or options.fault:
        return None
    if options.machine:
        known = dict(held.kept())
        if options.machine not in known:
            raise places.SandboxError("No machine '%s' was kept; deploy/try shell --list says which were." % options.machine)
        holding = held.take(options.machine)
        if not holding:
            raise places.SandboxError("Another prompt has the machine '%s' open." % options.machine)
        return holding
    for name, _ in reversed(held.kept()):
        holding = held.take(name)
        if holding:
            return holding
    return None


def reopen(holding, display):
    machine = holding.has(Machine(holding.name))
    if not machine.is_on:
        with display.watching(lambda: "Switching on %s ..." % holding.name):
            machine.boot()


def _greet(holding, display):
    machine = holding.machine
    damage = [faults.ALL[fault][0] for fault in machine._state["faults"]]
    code = machine.sockets()
    display.say("%s; the machine's name is %s." % (machine.windows.title, machine.name))
    display.say("Damage done to it: %s." % ("; ".join(damage) or "none"))
    display.say("Sockets: %s." % ("a program gets Winsock error %d" % code if code else "work"))
    display.say("netmend is installed. Type `netmend diagnose` to begin with; `help` says what else; `exit` leaves.")


def shell(options, prepare, display):
    """Opens the prompt; prepare(bits) sets up and builds what a machine of that bitness needs. Returns the exit code."""
    held.sweep()
    holding = existing(options)
    try:
        windows = Machine(holding.name).windows if holding else chosen(options)
        prepare(windows.bits)
        if holding:
            reopen(holding, display)
        else:
            holding = held.fresh("shell")
            make(holding, windows, options.fault or FAULT, display)
            holding.keep(options.keep)
        if options.destroy:
            holding.keep(False)
        _greet(holding, display)
        return Prompt(holding).run()
    finally:
        if holding:
            _let_go(holding, display)


def _let_go(holding, display):
    name = holding.name
    with display.watching(lambda: "The machine %s is %s ..." % (name, "shut down" if holding.kept else "destroyed")):
        stays = holding.release()
    display.say("The machine %s %s." % (name, "is shut down and stays; deploy/try shell --machine=%s opens it" % name if stays
                                        else "is destroyed"))


def print_list(out=sys.stdout):
    reason = building.why_no_32()
    print("--windows=", file=out)
    for windows in versions.ALL.values():
        note = " (cannot run here: %s)" % reason if reason and windows.bits == 32 else ""
        print("  %-30s %s%s" % (windows.name, windows.title, note), file=out)
    print("--fault=", file=out)
    print("  %-30s %s" % (try_options.HEALTHY, "a healthy machine"), file=out)
    for name, (sentence, _) in faults.ALL.items():
        print("  %-30s %s" % (name, sentence), file=out)
    print("--machine= (machines that were kept)", file=out)
    for name, used in held.kept():
        print("  %-30s %s%s" % (name, Machine(name).windows.title, ", open in another prompt" if used else ""), file=out)
    if not held.kept():
        print("  none", file=out)
