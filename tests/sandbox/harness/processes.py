"""Which Windows program a process of a machine is, read from /proc/PID/cmdline whether the processor runs it or an emulator does.

Wine moves its own name out of the command line, so that the processor's own process begins with the program. That of an emulated
process stays what the kernel made it: the emulator, then Wine's loader, then the program. The machine's boot process is looked
for each time: where even that is not seen, nothing is known of the others.
"""

import contextlib
import re

from .errors import CannotLook

LOADER = re.compile(r"wine(64)?(-preloader)?")
EMULATOR = re.compile(r"qemu-[a-z0-9_]+(-static)?")
BOOT_PROCESS = "up.exe"


def _last_part(word):
    return re.split(r"[\\/]", word)[-1].lower()


def program_of(command_line, emulator=None):
    """"netsh.exe", from the bytes of /proc/PID/cmdline; "" for a process that is ending."""
    words = [word.decode(errors="replace") for word in command_line.split(b"\0")]
    if words[0] == emulator or EMULATOR.fullmatch(_last_part(words[0])):
        words = words[1:]
    while len(words) > 1 and words[1] and LOADER.fullmatch(_last_part(words[0])):
        words = words[1:]
    return _last_part(words[0]) if words else ""


def programs_of(pids, emulator=None, proc="/proc"):
    """{pid: program}; processes that end meanwhile are left out."""
    found = {}
    for pid in pids:
        with contextlib.suppress(OSError):
            with open("%s/%d/cmdline" % (proc, pid), "rb") as file:
                found[pid] = program_of(file.read(), emulator)
    return found


def require_boot_process(programs, machine):
    """Raises CannotLook unless the process that every running machine has is among them."""
    if BOOT_PROCESS not in programs.values():
        raise CannotLook("Could not look: of %d processes of %s none is its boot process %s; they are %s." % (
            len(programs), machine, BOOT_PROCESS, ", ".join(sorted(set(programs.values()))) or "none"))
