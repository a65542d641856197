"""What a person types at the prompt of a sandbox machine, read as Windows' command interpreter reads it."""

import ntpath
import os
import re

from . import furnish

# What cmd.exe carries out itself (Windows XP, "cmd /?" and "help"), as far as Wine's has it.
BUILT_IN = set("""assoc call cd chdir copy date del dir echo erase for ftype if label md mkdir mklink move path pause popd prompt pushd rd rem
ren rename rmdir set start time title type ver verify vol""".split())
SPECIAL = set("|<>&^%")


def words(line):
    """The words of a line by the rules of CommandLineToArgvW: quotes join, a backslash counts only before a quote."""
    found, word, quoted, slashes = [], None, False, 0
    for char in line + " ":
        if char == "\\":
            slashes += 1
            continue
        if char == '"':
            word = (word or "") + "\\" * (slashes // 2)
            if slashes % 2:
                word += '"'
            else:
                quoted = not quoted
            slashes = 0
            continue
        if slashes:
            word, slashes = (word or "") + "\\" * slashes, 0
        if char in " \t" and not quoted:
            if word is not None:
                found.append(word)
            word = None
        else:
            word = (word or "") + char
    if word is not None:  # an open quote
        found.append(word[:-1])
    return found


def needs_cmd(line):
    """Whether it takes cmd.exe: a built-in command, or what only the interpreter understands."""
    outside = "".join(line.split('"')[::2])
    first = line.split(None, 1)[0].lower() if line.split() else ""
    name = first.split("\\")[0].split("/")[0].rstrip(".:,;=(")
    return name in BUILT_IN or first.startswith(("(", "@")) or bool(SPECIAL & set(outside)) or "%" in line


def with_exit_code(line, code):
    """The line with the last exit code in place of %ERRORLEVEL%, because each line gets an interpreter of its own."""
    return re.sub("%errorlevel%", str(code - (1 << 32) if code >> 31 else code), line, flags=re.I)


def changes_folder(line):
    """The folder behind a `cd` that changes it; None for every other line, also for the `cd` that only prints."""
    match = re.fullmatch(r"(?:cd|chdir)(?:\s+/d)?(?:\s+|(?=[\\.]))(\S.*)", line.strip(), re.I)
    return match.group(1) if match and not SPECIAL & set(match.group(1)) else None


def folder(machine, present, text):
    """The folder that `cd TEXT` leads to, as it is spelled on the disk; None where there is none."""
    target = ntpath.normpath(ntpath.join(present, text.strip().strip('"')))
    drive, rest = ntpath.splitdrive(target)
    if drive.upper() != "C:":
        return None
    place, spelled = machine.path("C:\\"), "C:\\"
    for part in filter(None, rest.split("\\")):
        place = furnish.find(place, part)
        if place is None or not os.path.isdir(place):
            return None
        spelled = ntpath.join(spelled, os.path.basename(place))
    return spelled
