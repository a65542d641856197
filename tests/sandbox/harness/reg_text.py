"""Registry exports (.reg, REGEDIT4 or version 5.00), read and written in Python, without any Windows tool."""

import re

from . import values
from .tree import Tree

_NAME = re.compile(r'^(?:@|"((?:[^"\\]|\\.)*)")=(.*)$', re.S)
_ROOTS = {"hkey_local_machine": "HKLM", "hkey_current_user": "HKCU", "hkey_users": "HKU", "hkey_classes_root": "HKCR"}


def _unescape(text):
    return re.sub(r"\\(.)", r"\1", text)


def _value(text, version5):
    if text.startswith('"'):
        return values.sz(_unescape(text[1:text.rindex('"')]))
    if text.startswith("dword:"):
        return values.dword(int(text[6:].strip(), 16))
    if text.startswith("hex"):
        kind = values.BINARY
        body = text[3:]
        if body.startswith("("):
            number, body = body[1:].split(")", 1)
            kind = int(number, 16)
        data = bytes.fromhex(body.lstrip(":").replace(",", "").replace(" ", ""))
        if not version5 and kind in (values.EXPAND_SZ, values.MULTI_SZ):
            data = data.decode("latin-1").encode("utf-16-le")
        return kind, data
    raise ValueError("no registry data: " + text[:60])


def short_root(path):
    """HKEY_LOCAL_MACHINE\\X -> HKLM\\X."""
    root, _, rest = path.partition("\\")
    root = _ROOTS.get(root.lower(), root.upper())
    return root + "\\" + rest if rest else root


def decode(data):
    if data[:2] == b"\xff\xfe":
        return data.decode("utf-16")
    return data.decode("utf-8-sig", "replace")


def read(path):
    """The Tree of a .reg file, with paths such as HKLM\\SYSTEM\\.... Deletions in the file are not supported."""
    with open(path, "rb") as file:
        text = decode(file.read()).replace("\r\n", "\n")
    text = re.sub(r"\\\n\s*", "", text)
    first = text.lstrip().split("\n", 1)[0].strip()
    if first not in ("Windows Registry Editor Version 5.00", "REGEDIT4"):
        raise ValueError("%s is not a registry export: its first line is '%s'" % (path, first[:60]))
    version5 = first != "REGEDIT4"
    tree, key = Tree(), None
    for line in text.split("\n"):
        line = line.strip()
        if line.startswith("[-"):
            raise ValueError("%s deletes keys; a machine is made only from exports" % path)
        if line.startswith("["):
            key = short_root(line[1:line.rindex("]")])
            tree.create(key)
        elif key and line and not line.startswith(";"):
            match = _NAME.match(line)
            if match:
                tree.set(key, _unescape(match.group(1) or ""), _value(match.group(2), version5))
    return tree


def write(deletions, tree):
    """The text of a version 5.00 file that first deletes whole keys, then writes `tree` (paths begin with HKLM or HKCU)."""
    long = {"HKLM": "HKEY_LOCAL_MACHINE", "HKCU": "HKEY_CURRENT_USER"}

    def full(path):
        root, _, rest = path.partition("\\")
        return long.get(root, root) + "\\" + rest

    lines = ["Windows Registry Editor Version 5.00", ""]
    for path in deletions:
        lines += ["[-%s]" % full(path), ""]
    for path, found in tree.items():
        lines.append("[%s]" % full(path))
        for name, (kind, data) in found.items():
            shown = '"%s"' % name.replace("\\", "\\\\").replace('"', '\\"') if name else "@"
            if kind == values.DWORD and len(data) == 4:
                lines.append("%s=dword:%08x" % (shown, values.number_of((kind, data))))
            else:
                prefix = "hex:" if kind == values.BINARY else "hex(%x):" % kind
                lines.append(shown + "=" + prefix + ",".join("%02x" % byte for byte in data))
        lines.append("")
    return "\r\n".join(lines)
