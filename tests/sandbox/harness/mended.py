"""What a machine of Vista and later must be like when a rung of the ladder has mended a fault: what was there before, with the fault's own
traces taken out or put right, and nothing else. Written from windows-modern, 1.1, 2.2, 4 and 8; it shares nothing with netmend.

differences(fault, before, after, windows) takes Trees below Services; each sentence is one thing that is not as it must be.
"""

from . import baselines, modern_faults, tree
from . import catalog_format as cf
from . import values as v
from .catalog_edit import CATALOG, SPACES, entries_of, halves_of, spaces_of

# Counted anew with each change, and never the same again.
COUNTERS = ("serial_access_num", "next_catalog_entry_id")
LAYERS = ("provider-dll-missing", "layered-provider-left-behind", "orphan-beside-healthy", "orphan-below-healthy",
          "orphan-in-32-bits", "orphan-in-64-bits", "cut-below-healthy")
INBOX = ("numbering-gap", "base-tcp-gone", "wrong-count", "base-udp-gone-in-32-bits", "old-key-without-tcpip", "bare-path-malware")
# Only the reset mends it: the layer's DLL loads, so no gentler rung removes its chains, and without its own entry they cannot be closed
# up; or there is no list that anything could be written into.
RESET = ("chain-names-gone-entry", "protocols-blank")
# Of those: where what the reset takes is not accepted by itself, nothing may be done.
WITH_LOSS = ("chain-names-gone-entry",)
NAME_SPACES = ("dns-name-space-missing", "dns-name-space-off", "orphaned-name-space")
SERVICES = {"nsi-disabled": "nsi", "bfe-disabled": "BFE", "afd-disabled": "AFD", "dependency-gone": "nsi", "dhcp-disabled": "Dhcp",
            "dnscache-disabled": "Dnscache"}


def _shape(entry):
    """An entry without the ids that are given when it is written."""
    return entry.pack()[:296] + entry.pack()[332:]


def _without_layer(entries, known):
    """The list without the product LAYER; chains that stood on it without its ids, and without ids of nobody."""
    gone = {entry.entry_id for entry in entries if entry.provider == modern_faults.LAYER}
    kept = [entry for entry in entries if entry.provider != modern_faults.LAYER]
    for entry in kept:
        if entry.chain_length > 1:
            links = [link for link in entry.chain[:entry.chain_length] if link in known and link not in gone]
            entry.chain, entry.chain_length = links + [0] * (7 - len(links)), len(links)
    return kept


def _layers(before, after):
    for half in halves_of(before):
        entries = entries_of(before, half)
        wanted = _without_layer(entries, {entry.entry_id for entry in entries})
        found = entries_of(after, half)
        if [entry.pack() for entry in wanted] != [entry.pack() for entry in found]:
            yield "entries of half '%s' are %s instead of %s" % (
                half, [entry.entry_id for entry in found], [entry.entry_id for entry in wanted])


def _inbox(before, after, windows):
    """Every entry of the healthy machine in its order, by its shape; what was sound before has its old id. An entry that nothing needs
    (RAW) and that was not there before may be missing still."""
    healthy = baselines.services(windows)
    for half in halves_of(before):
        wanted, found = entries_of(healthy, half), entries_of(after, half)
        there = {_shape(entry) for entry in entries_of(before, half) + found}
        wanted = [entry for entry in wanted if entry.kind != 3 or _shape(entry) in there]
        if [_shape(entry) for entry in wanted] != [_shape(entry) for entry in found]:
            yield "entries of half '%s': %s instead of %s" % (half, [entry.name for entry in found], [entry.name for entry in wanted])
        was = {entry.pack() for entry in entries_of(before, half)}
        for entry in wanted:
            if entry.pack() in was and entry.pack() not in {one.pack() for one in found}:
                yield "the sound entry %d of half '%s' was changed" % (entry.entry_id, half)


def _reset(after, windows):
    """What the transports of the machine say, and nothing else; ids are given anew."""
    healthy = baselines.services(windows)
    for half in halves_of(healthy):
        wanted, found = entries_of(healthy, half), entries_of(after, half)
        if sorted(map(_shape, wanted)) != sorted(map(_shape, found)):
            yield "entries of half '%s': %s instead of %s" % (half, [entry.name for entry in found], [entry.name for entry in wanted])
        if len({entry.entry_id for entry in found}) != len(found):
            yield "ids of half '%s' are there twice" % half


def _name_spaces(before, after, windows):
    healthy = baselines.services(windows)
    for half in halves_of(before):
        def key(found):
            return sorted((name.lower(), value) for name, value in found.items())
        if sorted(map(key, spaces_of(healthy, half))) != sorted(map(key, spaces_of(after, half))):
            yield "name spaces of half '%s' are not those of a healthy machine" % half


def _numbered_well(after):
    for catalog in (CATALOG, SPACES):
        for half in halves_of(after):
            numbers = after.subkeys(catalog + "\\Catalog_Entries" + half)
            if numbers != ["%012d" % number for number in range(1, len(numbers) + 1)]:
                yield "%s%s has gaps" % (catalog, half)
            if v.number_of(after.get(catalog, "Num_Catalog_Entries" + half)) != len(numbers):
                yield "%s%s counts wrongly" % (catalog, half)


def _rest(stack, *cut):
    """Everything but what the rung is about."""
    rest = tree.Tree()
    rest.graft("", stack)
    for path in cut:
        rest.delete(path)
    for catalog in (CATALOG, SPACES):
        for name in list(rest.values(catalog)):
            if name.lower() in COUNTERS or name.lower().startswith("num_catalog_entries"):
                rest.unset(catalog, name)
    return rest


def _any_order(winsock):
    """Nobody knows at which place of Transports a name stood that is gone."""
    winsock.set("Parameters", "Transports", v.multi(*sorted(v.texts_of(winsock.get("Parameters", "Transports")))))
    return winsock


def _service(fault, before, after, windows):
    name = SERVICES[fault]
    row = next(row for row in baselines.service_rows(windows) if row.name == name)
    if v.number_of(after.get(name, "Start")) != row.start:
        yield "the start type of %s is %s" % (name, v.number_of(after.get(name, "Start")))
    if [one.lower() for one in v.texts_of(after.get(name, "DependOnService"))] != [one.lower() for one in row.depends_on]:
        yield "%s depends on %s" % (name, v.texts_of(after.get(name, "DependOnService")))
    was, now = _rest(before), _rest(after)
    for rest in (was, now):
        for value in ("Start", "DependOnService"):
            rest.unset(name, value)
    yield from tree.differences(was, now)


def differences(fault, before, after, windows):
    if fault in SERVICES:
        return list(_service(fault, before, after, windows))
    entries = [CATALOG + "\\Catalog_Entries", CATALOG + "\\Catalog_Entries64"]
    spaces = [SPACES + "\\Catalog_Entries", SPACES + "\\Catalog_Entries64"]
    found = list(_numbered_well(after))
    if fault in LAYERS:
        return found + list(_layers(before, after)) + tree.differences(_rest(before, *entries), _rest(after, *entries))
    if fault in NAME_SPACES:
        return found + list(_name_spaces(before, after, windows)) + tree.differences(_rest(before, *spaces), _rest(after, *spaces))
    if fault in RESET:
        return found + list(_reset(after, windows)) + tree.differences(_rest(before, *entries), _rest(after, *entries))
    if fault in INBOX:
        found += list(_inbox(before, after, windows))
        was = baselines.services(windows).subtree("Winsock") if fault == "old-key-without-tcpip" else before.subtree("Winsock")
        found += tree.differences(_any_order(was), _any_order(after.subtree("Winsock")))
        return found + tree.differences(_rest(before, "Winsock", *entries), _rest(after, "Winsock", *entries))
    raise ValueError(fault)
