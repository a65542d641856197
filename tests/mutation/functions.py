"""The functions of C++ files, as Universal Ctags finds them, and what stands in them: what mutations and the reasons of
tests/uncovered.txt are told by, so that a line that moves or is written in another way is still the same one."""
import json
import re
import subprocess
import sys
from typing import NamedTuple


class Function(NamedTuple):
    name: str  # with its class, without the namespaces: "Vault::load"
    first: int  # line, from 1
    last: int


def functions_of(folder, files):
    """{file: [Function, ...]}, in the order of their lines; SystemExit where ctags is missing or does not know a file."""
    try:
        done = subprocess.run(["ctags", "--languages=C++", "--langmap=C++:+.inc", "--kinds-C++=fn", "--fields=+neK",
                               "--output-format=json", "-o", "-", *files], cwd=folder, capture_output=True, text=True)
    except FileNotFoundError:
        sys.exit("ctags is missing: deploy/setup installs universal-ctags.")
    if done.returncode != 0:
        sys.exit("ctags: " + done.stderr.strip())
    tags = [json.loads(line) for line in done.stdout.splitlines()]
    namespaces = {(tag.get("scope", "") + "::" + tag["name"]).lstrip(":") for tag in tags if tag["kind"] == "namespace"}
    found = {file: [] for file in files}
    for tag in tags:
        # A lambda is part of the function that it stands in.
        if tag["kind"] != "function" or tag["name"].startswith("__anon") or "end" not in tag:
            continue
        scope = tag.get("scope", "")
        while scope and scope not in namespaces:
            before, _, last = scope.rpartition("::")
            if before in namespaces or not before:
                break
            scope = before
        inner = tag.get("scope", "")[len(scope.rpartition("::")[0] if scope not in namespaces else scope):].lstrip(":")
        found[tag["path"]].append(Function((inner + "::" if inner else "") + tag["name"], tag["line"], tag["end"]))
    return {file: sorted(each, key=lambda function: function.first) for file, each in found.items()}


def function_at(functions, line):
    """The innermost one that has this line; None: it stands in none."""
    inside = [each for each in functions if each.first <= line <= each.last]
    return max(inside, key=lambda each: each.first, default=None)


STRINGS = re.compile(r'"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])+\'|//[^\n]*|/\*.*?\*/', re.S)


def blanked(text):
    """Comments, texts and characters as blanks: brackets in them are none. Digits keep their separators."""
    return STRINGS.sub(lambda one: one.group() if re.fullmatch(r"'\d+'?", one.group()) else
                       re.sub(r"[^\n]", " ", one.group()), re.sub(r"(?<=\d)'(?=\d)", "_", text))


def closing(text, at):
    """Behind the bracket that closes the one at `at`."""
    depth = 0
    for index in range(at, len(text)):
        depth += {"(": 1, "{": 1, "[": 1, ")": -1, "}": -1, "]": -1}.get(text[index], 0)
        if depth == 0:
            return index + 1
    raise ValueError("a bracket is never closed")


def body_of(text, function):
    """(begin, end) of what stands between the braces of a function in its file's text."""
    plain = blanked(text)
    starts = [0] + [each.end() for each in re.finditer("\n", plain)] + [len(plain)]
    begin, end = starts[function.first - 1], starts[min(function.last, len(starts) - 1)]
    name = re.search(re.escape(function.name.rpartition("::")[2]) + r"\s*\(", plain[begin:end])
    if not name:
        raise ValueError(f"{function.name} does not begin where it should")
    brace = plain.index("{", closing(plain, begin + name.end() - 1))
    return brace + 1, closing(plain, brace) - 1
