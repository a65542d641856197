"""Registry values as Windows keeps them: a type number and the bytes. Strings are UTF-16LE with their NUL."""

import struct

NONE, SZ, EXPAND_SZ, BINARY, DWORD, DWORD_BE, LINK, MULTI_SZ = range(8)
QWORD = 11
NAMES = {NONE: "REG_NONE", SZ: "REG_SZ", EXPAND_SZ: "REG_EXPAND_SZ", BINARY: "REG_BINARY", DWORD: "REG_DWORD",
         MULTI_SZ: "REG_MULTI_SZ", QWORD: "REG_QWORD"}


def sz(text):
    return SZ, (text + "\0").encode("utf-16-le", "surrogatepass")


def expand(text):
    return EXPAND_SZ, (text + "\0").encode("utf-16-le", "surrogatepass")


def multi(*texts):
    return MULTI_SZ, ("".join(text + "\0" for text in texts) + "\0").encode("utf-16-le", "surrogatepass")


def dword(number):
    return DWORD, struct.pack("<I", number & 0xFFFFFFFF)


def binary(data):
    return BINARY, bytes(data)


def text_of(value):
    """The text of a string value up to its NUL; None when the value is missing or no string."""
    if value is None or value[0] not in (SZ, EXPAND_SZ):
        return None
    return value[1].decode("utf-16-le", "replace").split("\0")[0]


def texts_of(value):
    """The strings of a REG_MULTI_SZ; an empty list for anything else."""
    if value is None or value[0] != MULTI_SZ:
        return []
    return [text for text in value[1].decode("utf-16-le", "replace").split("\0") if text]


def number_of(value):
    """The number of a REG_DWORD; None when it is missing, of another type or of another size."""
    if value is None or value[0] != DWORD or len(value[1]) != 4:
        return None
    return struct.unpack("<I", value[1])[0]


def shown(value):
    """One line for a person."""
    kind, data = value
    name = NAMES.get(kind, "type %d" % kind)
    if kind in (SZ, EXPAND_SZ):
        return "%s %s" % (name, text_of(value))
    if kind == MULTI_SZ:
        return "%s %s" % (name, " | ".join(texts_of(value)))
    if kind == DWORD and len(data) == 4:
        return "%s %d (0x%x)" % (name, number_of(value), number_of(value))
    return "%s %s" % (name, data.hex() if len(data) <= 64 else data[:48].hex() + "... (%d bytes)" % len(data))
