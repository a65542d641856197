"""The mechanical mutations: every condition negated, every call or assignment left out, every number changed that stands
in a line of its own kind. They go by the text that clang-format leaves, so a line is enough to see what it is."""
import re
from typing import NamedTuple

from changes import has_word
from functions import function_at


class Point(NamedTuple):
    file: str
    line: int  # from 1
    begin: int  # where the line begins in its file's text
    function: str  # that it stands in; empty: in none
    kind: str
    text: str  # the line as it was
    broken: str  # the line as it is in the mutated tree; BROKEN is true in its own run

    def reason(self, survivors):
        """Why nothing can find it; None: nobody has said so."""
        return next((reason for (file, function, kind, word), reason in survivors.items()
                     if (file, function, kind) == (self.file, self.function, self.kind) and has_word(self.text, word)), None)


CONDITION = re.compile(r"^(?P<before>\s*(?:\} else )?if \()(?P<condition>.*)(?P<after>\)(?: \{)?)$")
DECLARES = re.compile(r"^(const )?(auto|[\w:<>]+)[*& ]+[\w\[\], ]+ = ")
RETURNS = re.compile(r"^(?P<before>\s+return )(?P<value>[^?{}]*(?: (?:==|!=|<=|>=|&&|\|\||<|>) )[^?{}]*);$")
CALL = re.compile(r"^(?P<before>\s+)(?P<call>(?!return\b|throw\b|delete\b|using\b|static_assert\b)[\w:.>\-\[\]*]+\(.*\));$")
ASSIGNMENT = re.compile(r"^(?P<before>\s+)(?P<call>[\w.>\-\[\]*]+ [+\-|&]?= [^{}]*);$")
NUMBER = re.compile(r"(?<= )[+-] 1\b(?!\s*\.\.)")
LIMIT = re.compile(r"^inline constexpr int (?P<name>\w*_max) = (?P<value>\d+);(?P<after>.*)$")


def balanced(text):
    depth = 0
    for character in text:
        depth += {"(": 1, ")": -1}.get(character, 0)
        if depth < 0:
            return False
    return depth == 0


def last_part(condition):
    """Behind the initialiser of `if (const auto x = ...; condition)`."""
    depth, at = 0, 0
    for index, character in enumerate(condition):
        depth += {"(": 1, "{": 1, "[": 1, ")": -1, "}": -1, "]": -1}.get(character, 0)
        if character == ";" and depth == 0:
            at = index + 1
    return condition[:at], condition[at:].strip()


def broken_line(line, follows_statement):
    """(kind, the line with BROKEN in it), or None where there is nothing that this program knows how to break."""
    if found := CONDITION.match(line):
        first, condition = last_part(found["condition"])
        if balanced(found["condition"]) and '"' not in first and not DECLARES.match(condition) and "constexpr" not in line:
            return "condition negated", f"{found['before']}{first} negated(BROKEN, static_cast<bool>({condition})){found['after']}"
        return None
    if found := RETURNS.match(line):
        if balanced(found["value"]) and "<<" not in line and "template" not in line and '" ' not in line:
            return "answer negated", f"{found['before']}negated(BROKEN, static_cast<bool>({found['value']}));"
    if NUMBER.search(line) and line.startswith("    ") and not line.lstrip().startswith(("static", "constexpr", "//", "template")):
        return "number changed", NUMBER.sub(lambda one: one.group().replace("1", "(BROKEN ? 2 : 1)"), line, count=1)
    for kind, form in (("call left out", CALL), ("assignment left out", ASSIGNMENT)):
        found = form.match(line)
        # Room made in advance changes nothing that can be seen.
        if found and follows_statement and balanced(found["call"]) and ".reserve(" not in found["call"]:
            return kind, f"{found['before']}(void)(BROKEN || ((void)({found['call']}), true));"
    return None


def points_of(file, text, functions):
    before, begin = "", 0
    for number, line in enumerate(text.split("\n"), 1):
        inside = function_at(functions, number)
        where = (file, number, begin, inside.name if inside else "")
        begin += len(line) + 1
        if found := LIMIT.match(line):
            yield Point(*where, "limit changed", line,
                        f"inline const int {found['name']} = BROKEN ? {int(found['value']) + 1} : {found['value']};")
        elif file.endswith(".cpp"):
            follows = before.rstrip().endswith((";", "{", "}", ")", ":")) or before.strip() in ("", "else") or before.lstrip().startswith("//")
            made = broken_line(line, follows)
            if made:
                yield Point(*where, made[0], line, made[1])
        if line.strip():
            before = line
