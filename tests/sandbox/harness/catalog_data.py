"""tests/data/catalogs.txt: the catalogs of healthy machines by Windows, which the simulated Windows reads as well
(tests/simulated/catalog_data.cpp). The file says what its columns are.
"""

import functools
import os
from dataclasses import dataclass, field

from . import places
from .catalog_format import Protocol, guid

FILE = os.path.join(places.REPOSITORY, "tests", "data", "catalogs.txt")


class BadLine(ValueError):
    """What is no row, lacks a column, names what is not there, or comes after "end"; or there is no "end"."""


@dataclass(frozen=True)
class Row:
    """One Windows."""
    name: str
    version: str
    build: int
    service_pack: int
    product: str  # "workstation", "server"
    bits: int
    protocols: str  # lists
    name_spaces: str
    services: str  # "": none, before Vista
    transports: str
    title: str


@dataclass(frozen=True)
class Transport:
    """One name in the old Winsock key."""
    name: str
    provider: bytes
    has_templates: bool
    helper: str


@dataclass(frozen=True)
class Service:
    """A service or driver by default."""
    name: str
    type: int
    start: int
    depends_on: tuple
    title: str


@dataclass
class CatalogData:
    providers: dict = field(default_factory=dict)  # name to the 16 bytes of its GUID
    protocols: dict = field(default_factory=dict)  # list to its Protocols
    connections: dict = field(default_factory=dict)  # the same, for each connection with NetBIOS
    name_spaces: dict = field(default_factory=dict)  # list to (name, provider, DLL, name space)
    transports: dict = field(default_factory=dict)  # list to its Transports in order
    services: dict = field(default_factory=dict)  # list to its Services
    windows: dict = field(default_factory=dict)  # name to Row


def _columns(text, count):
    """So many words, the last one to the end of the line."""
    found = text.split(None, count - 1)
    if len(found) != count:
        raise ValueError
    return found


def _number(text):
    return int(text, 16 if text.startswith("0x") else 10)


def _entry(data, provider, numbers, path, name):
    least, _, greatest = numbers.pop(6).rpartition("-")
    entry_id, family, kind, protocol, flags, own, message, version = map(_number, numbers)
    return Protocol(path, data.providers[provider], entry_id, family, kind, protocol, name, flags, own,
                    address_size=_number(greatest), address_min=_number(least) if least else None,
                    protocol_offset=255 if kind == 3 else 0, message_size=message, version=version)


def _windows(data, columns):
    found = _columns(columns, 11)
    row = Row(found[0], found[1], _number(found[2]), _number(found[3]), found[4], _number(found[5]), found[6], found[7],
              "" if found[8] == "-" else found[8], found[9], found[10])
    major, minor = map(int, row.version.split("."))
    if row.product not in ("workstation", "server") or row.bits not in (32, 64) or major < 5 or minor < 0 or \
            row.protocols not in data.protocols or row.name_spaces not in data.name_spaces or \
            row.transports not in data.transports or row.services not in ("", *data.services):
        raise ValueError
    data.windows[row.name] = row


def _read(data, kind, columns):
    if kind == "provider":
        name, text = _columns(columns, 2)
        data.providers[name] = guid(text)
    elif kind == "protocol":
        found = _columns(columns, 13)
        entry = _entry(data, found[2], [found[1], *found[3:11]], found[11], found[12])
        data.protocols.setdefault(found[0], []).append(entry)
    elif kind == "connection":
        found = _columns(columns, 11)
        entry = _entry(data, found[1], ["0", found[2], found[3], "0", *found[4:9]], found[9], found[10])
        data.connections.setdefault(found[0], []).append(entry)
    elif kind == "name-space":
        which, provider, space, path, name = _columns(columns, 5)
        data.name_spaces.setdefault(which, []).append((name, data.providers[provider], path, _number(space)))
    elif kind == "transport":
        which, name, provider, templates, helper = _columns(columns, 5)
        found = Transport(name, data.providers[provider], {"yes": True, "-": False}[templates], helper)
        data.transports.setdefault(which, []).append(found)
    elif kind == "service":
        which, name, type_, start, depends, title = _columns(columns, 6)
        found = Service(name, _number(type_), _number(start), tuple(() if depends == "-" else depends.split(",")), title)
        if found.start > 4 or "" in found.depends_on:
            raise ValueError
        data.services.setdefault(which, []).append(found)
    elif kind == "windows":
        _windows(data, columns)
    else:
        raise ValueError


def read(text):
    """The CatalogData in the text of such a file; BadLine names the line."""
    data, number, ended = CatalogData(), 0, False
    for number, line in enumerate(text.splitlines(), 1):
        if not line or line.startswith("#"):
            continue
        kind, _, columns = line.partition(" ")
        try:
            if ended:
                raise ValueError
            ended = line == "end"
            if not ended:
                _read(data, kind, columns)
        except (ValueError, KeyError):
            raise BadLine("Line %d is not understood: %s" % (number, line)) from None
    if not ended:
        raise BadLine("It is cut off after line %d." % number)
    return data


@functools.lru_cache(maxsize=1)
def catalog_data():
    with open(FILE, encoding="utf-8") as file:
        return read(file.read())
