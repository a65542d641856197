"""The owned set (procedures, chapter 8) as the harness sees it: the list that product, simulator and sandbox share
(statemachine/backup/owned_set.def), applied by code of the harness to registry files that netmend takes no part in.

differences(before, after) takes Trees below Services and says how they differ over the owned set: "equal over the owned set" is
the empty list.
"""

import os
import re

from . import places, tree, values
from .tree import Tree

LIST = os.path.join(places.REPOSITORY, "statemachine", "backup", "owned_set.def")
WHOLE, VALUES, NOT_OWNED = "OWNED_TREE", "OWNED_VALUES", "NOT_OWNED_KEY"
SERVICES = "services\\"

# How often a catalog was changed, and not what is in it: two ways to the same catalog count differently.
COUNTER = "serial_access_num"


def _pattern(text, any_run):
    return "".join(any_run if char == "*" else "[0-9a-f]" if char == "#" else re.escape(char) for char in text.lower())


def _names(text):
    return re.compile("|".join("(?:%s)" % _pattern(name, ".*") for name in text.split("|")), re.S)


class Rule:
    def __init__(self, kind, key, names="*", except_=""):
        if not key.lower().startswith(SERVICES):
            raise places.SandboxError("%s: a key outside Services, %s" % (LIST, key))
        self.kind, self.key = kind, key[len(SERVICES):].lower()
        below = _pattern(self.key, "[^\\\\]*")
        self.stands_for_one = kind == VALUES and "*" in key
        self._key = re.compile(below if kind == VALUES else below + "(?:\\\\.*)?", re.S)
        self._names = _names(names)
        self._except = _names(except_) if except_ else None

    def covers(self, path):
        return self._key.fullmatch(path) is not None

    def owns(self, name):
        name = name.lower()
        return self._names.fullmatch(name) is not None and not (self._except and self._except.fullmatch(name))


def read_rules(path=LIST):
    """One entry a line: NAME("string", "string", ...), with C escapes."""
    found = []
    with open(path, encoding="utf-8") as file:
        for line in file:
            entry = re.match(r"(%s|%s|%s)\((.*)\)$" % (WHOLE, VALUES, NOT_OWNED), line.strip())
            if entry:
                strings = re.findall(r'"((?:[^"\\]|\\.)*)"', entry.group(2))
                strings = [re.sub(r"\\(.)", r"\1", string) for string in strings]
                found.append(Rule(entry.group(1), *strings))
    if not found:
        raise places.SandboxError("%s names nothing." % path)
    return found


_RULES = read_rules()


def _rule_for(path):
    path = path.lower()
    if any(rule.kind == NOT_OWNED and rule.covers(path) for rule in _RULES):
        return None
    return next((rule for rule in _RULES if rule.kind != NOT_OWNED and rule.covers(path)), None)


def owned(services, counters=True):
    """The part of a Tree below Services that belongs to the owned set."""
    result = Tree()
    for path, found in services.items():
        rule = _rule_for(path)
        if rule:
            result.create(path)
            for name, value in found.items():
                if rule.owns(name) and (counters or name.lower() != COUNTER):
                    result.set(path, name, value)
    return result


def _is_nobodys_loss(path, found, before):
    """A key that was not there before: a connection or a service that came later, or a key that was made again and is empty."""
    rule = _rule_for(path)
    return rule.kind == VALUES and (rule.stands_for_one or not found or not before.exists(path.split("\\")[0]))


def _counters_that_rose(was, now):
    """Whoever puts a catalog back writes it once more, and the counter only ever rises."""
    for path, found in now.items():
        for name in [name for name in found if name.lower() == COUNTER]:
            old, new = values.number_of(was.get(path, name)), values.number_of(now.get(path, name))
            if old is not None and new is not None and new > old:
                yield path, name


def differences(before, after, counters=True):
    was, now = owned(before, counters), owned(after, counters)
    for path, name in list(_counters_that_rose(was, now)):
        now.set(path, name, was.get(path, name))
    for path, found in sorted(now.items(), reverse=True):  # what is below comes first
        if not was.exists(path) and not now.subkeys(path) and _is_nobodys_loss(path, found, was):
            now.delete(path)
    return tree.differences(was, now)
