"""The binary form of protocol entries and GUIDs: what baselines write and the judge reads. Source: the layout of
WSAPROTOCOL_INFOW (628 bytes, the same on 32 and 64 bits) behind a path of 260 bytes, as exports of real machines show it.
"""

import struct
import uuid
from dataclasses import dataclass, field

ITEM_SIZE = 888
PATH_SIZE = 260

HIDDEN = 4
MATCHES_ZERO = 8


def guid(text):
    """The 16 bytes of {XXXXXXXX-XXXX-XXXX-XXXX-XXXXXXXXXXXX}, first three fields little-endian."""
    return uuid.UUID(text).bytes_le


TCPIP = guid("{E70F1AA0-AB8B-11CF-8CA3-00805F48A192}")
TCPIP6 = guid("{F9EAB0C0-26D4-11D0-BBBF-00AA006C34E4}")
RSVP = guid("{9D60A9E0-337A-11D0-BD88-0000C082E69A}")
NETBIOS = guid("{8D5F1830-C273-11CF-95C8-00805F48A192}")
IPX = guid("{11058240-BE47-11CF-95C8-00805F48A192}")
SPX = guid("{11058241-BE47-11CF-95C8-00805F48A192}")
IRDA = guid("{3972523D-2AF1-11D1-B655-00805F3642CC}")
BLUETOOTH = guid("{9FC48064-7298-43E4-B7BD-181F2089792A}")
HYPERV = guid("{1234191B-4BF7-4CA7-86E0-DFD7C32B5445}")
AF_UNIX = guid("{A00943D9-9C2E-4633-9B59-0057A3160994}")
INBOX = {TCPIP, TCPIP6, RSVP, NETBIOS, IPX, SPX, IRDA, BLUETOOTH, HYPERV, AF_UNIX}

NS_TCPIP = guid("{22059D40-7E9E-11CF-AE5A-00AA00A7112B}")
NS_NTDS = guid("{3B2637EE-E580-11CF-A555-00C04FD8D4AC}")
NS_NLA = guid("{6642243A-3BA8-4AA6-BAA5-2E0BD71FDD83}")
NS_EMAIL = guid("{964ACBA2-B2BC-40EB-8C6A-A6DB40161CAE}")
NS_PNRP_CLOUD = guid("{03FE89CE-766D-4976-B9C1-BB9BC42C7B4D}")
NS_PNRP_NAME = guid("{03FE89CD-766D-4976-B9C1-BB9BC42C7B4D}")


@dataclass
class Protocol:
    """One protocol entry, with the fields of WSAPROTOCOL_INFOW that matter."""
    path: str
    provider: bytes
    entry_id: int
    family: int
    kind: int
    protocol: int
    name: str
    flags: int = 0x20066
    provider_flags: int = MATCHES_ZERO
    chain: list = field(default_factory=lambda: [0])
    chain_length: int = 1
    address_size: int = 16
    protocol_offset: int = 0
    message_size: int = 0
    version: int = 2
    address_min: int = None  # where it is not the same as the size

    def pack(self):
        chain = (list(self.chain) + [0] * 7)[:7]
        head = struct.pack("<5I", self.flags, 0, 0, 0, self.provider_flags) + self.provider
        tail = struct.pack("<I I7I 11I", self.entry_id, self.chain_length, *chain, self.version, self.family,
                           self.address_size, self.address_size if self.address_min is None else self.address_min, self.kind,
                           self.protocol & 0xFFFFFFFF,
                           self.protocol_offset, 0, 0, self.message_size, 0)
        path = self.path.encode("latin-1")[:PATH_SIZE - 1].ljust(PATH_SIZE, b"\0")
        name = self.name.encode("utf-16-le")[:510].ljust(512, b"\0")
        return path + head + tail + name


def unpack(data):
    """The Protocol in a PackedCatalogItem; ValueError when the size is wrong."""
    if len(data) != ITEM_SIZE:
        raise ValueError("a protocol entry of %d bytes instead of %d" % (len(data), ITEM_SIZE))
    flags, _, _, _, provider_flags = struct.unpack("<5I", data[260:280])
    entry_id, length = struct.unpack("<2I", data[296:304])
    chain = list(struct.unpack("<7I", data[304:332]))
    version, family, maximum, minimum, kind, protocol, offset, _, _, message, _ = struct.unpack("<11I", data[332:376])
    return Protocol(data[:260].split(b"\0")[0].decode("latin-1"), data[280:296], entry_id, family, kind, protocol,
                    data[376:].decode("utf-16-le", "replace").split("\0")[0], flags, provider_flags, chain, length,
                    maximum, offset, message, version, None if minimum == maximum else minimum)
