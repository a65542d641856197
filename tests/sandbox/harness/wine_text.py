"""Wine's registry files (system.reg, user.reg): read whole, changed in memory, written back.

Keys that were not asked for keep their text untouched, so a change never disturbs what Wine wrote.
The format is that of Wine 8's server; a machine must be off while its file is written.
"""

import os
import re

from . import values
from .tree import Tree

_ESCAPES = {"a": "\a", "b": "\b", "e": "\x1b", "f": "\f", "n": "\n", "r": "\r", "t": "\t", "v": "\v"}
_ESCAPE = re.compile(r"\\(x[0-9a-fA-F]{1,4}|[0-7]{1,3}|.)", re.S)
_NAME = re.compile(r'^(?:@|"((?:[^"\\]|\\.)*)")=(.*)$', re.S)


def unescape(text):
    def one(match):
        body = match.group(1)
        if body[0] == "x" and len(body) > 1:
            return chr(int(body[1:], 16))
        if body[0] in "01234567":
            return chr(int(body, 8))
        return _ESCAPES.get(body, body)
    return _ESCAPE.sub(one, text) if "\\" in text else text


def escape(text, special):
    out = []
    for char in text:
        code = ord(char)
        if char in special or char == "\\":
            out.append("\\" + char)
        elif code < 32 or code > 126:
            out.append("\\x%04x" % code)
        else:
            out.append(char)
    return "".join(out)


def parse_data(text):
    """(type, bytes) of the right-hand side of a value line."""
    if text.startswith("dword:"):
        return values.dword(int(text[6:], 16))
    kind = values.SZ
    if text.startswith("hex"):
        kind, text = values.BINARY, text[3:]
        if text.startswith("("):
            number, text = text[1:].split(")", 1)
            kind = int(number, 16)
        digits = text.lstrip(":").replace(",", "").replace("\\", "").replace("\n", "").replace(" ", "")
        return kind, bytes.fromhex(digits)
    if text.startswith("str("):
        number, text = text[4:].split("):", 1)
        kind = int(number, 16)
    body = text[text.index('"') + 1:text.rindex('"')]
    return kind, (unescape(body) + "\0").encode("utf-16-le", "surrogatepass")


def format_data(value):
    kind, data = value
    if kind == values.DWORD and len(data) == 4:
        return "dword:%08x" % values.number_of(value)
    return ("hex:" if kind == values.BINARY else "hex(%x):" % kind) + ",".join("%02x" % byte for byte in data)


class WineFile:
    """One registry file. `tree(path)` reads, `replace(path, tree)`, `set` and `delete` change, `save` writes."""

    def __init__(self, path):
        self.path = path
        with open(path, encoding="utf-8", errors="surrogateescape", newline="\n") as file:
            text = file.read()
        head, _, rest = text.partition("\n[")
        self._head = head.rstrip("\n") + "\n"
        self._blocks = {}  # folded path -> [path, text of the block without its last newlines]
        for block in ("[" + rest).split("\n[") if rest else []:
            block = block if block.startswith("[") else "[" + block
            line = block.split("\n", 1)[0]
            written = unescape(line[1:line.rindex("]")].replace("\\\\", "\x00")).replace("\x00", "\\")
            self._blocks[written.lower()] = [written, block.rstrip("\n")]

    @staticmethod
    def _parse(block):
        lines = block.split("\n", 1)[1] if "\n" in block else ""
        lines = lines.replace("\\\n  ", "")
        found = {}
        for line in lines.split("\n"):
            match = _NAME.match(line)
            if match:
                found[unescape(match.group(1) or "")] = parse_data(match.group(2))
        return found

    def tree(self, path):
        """Everything at and below `path`, relative to it."""
        folded, result = path.lower(), Tree()
        for key, (written, block) in self._blocks.items():
            if key == folded or key.startswith(folded + "\\"):
                relative = written[len(path):].strip("\\")
                result.create(relative)
                for name, value in self._parse(block).items():
                    result.set(relative, name, value)
        return result

    def get(self, path, name):
        entry = self._blocks.get(path.lower())
        if entry is None:
            return None
        wanted = name.lower()
        return next((value for key, value in self._parse(entry[1]).items() if key.lower() == wanted), None)

    def _write(self, path, found):
        lines = ["[%s] 0" % escape(path, "[]")]
        for name, value in found.items():
            lines.append("%s=%s" % ('"%s"' % escape(name, '"') if name else "@", format_data(value)))
        self._blocks[path.lower()] = [path, "\n".join(lines)]

    def set(self, path, name, value):
        entry = self._blocks.get(path.lower())
        found = self._parse(entry[1]) if entry else {}
        for key in [key for key in found if key.lower() == name.lower()]:
            del found[key]
        if value is not None:
            found[name] = value
        self._write(entry[0] if entry else path, found)

    def delete(self, path):
        folded = path.lower()
        for key in [key for key in self._blocks if key == folded or key.startswith(folded + "\\")]:
            del self._blocks[key]

    def graft(self, path, tree):
        """Writes every key of `tree` below `path`, over what is there."""
        for relative, found in tree.items():
            target = (path + "\\" + relative).strip("\\")
            entry = self._blocks.get(target.lower())
            merged = self._parse(entry[1]) if entry else {}
            for name, value in found.items():
                for key in [key for key in merged if key.lower() == name.lower()]:
                    del merged[key]
                merged[name] = value
            self._write(entry[0] if entry else target, merged)

    def graft_file(self, path, other):
        """Writes every key of another file, which RegSaveKey made, below `path`."""
        for written, block in other._blocks.values():
            target = (path + "\\" + written).strip("\\")
            text = block.split("\n", 1)[1] if "\n" in block else ""
            self._blocks[target.lower()] = [target, "[%s] 0\n%s" % (escape(target, "[]"), text)]

    def replace(self, path, tree):
        self.delete(path)
        self.graft(path, tree)

    def save(self, path=None):
        target = path or self.path
        temporary = target + ".new"
        with open(temporary, "w", encoding="utf-8", errors="surrogateescape", newline="\n") as file:
            file.write(self._head)
            for key in sorted(self._blocks):
                file.write("\n" + self._blocks[key][1] + "\n")
        os.replace(temporary, target)
