"""Network configurations made up from a seed, as values below Services: cards with static, dynamic and alternate addresses, gateways,
name servers, WINS, filters and routes (windows facts, chapter 4), and what real registries hold besides: odd types and sizes, empty
lists, names that are no valid UTF-16, missing keys, and keys of cards that went long ago.

generate(seed) makes one; put_on() gives it to a machine that is off, together with what an installation of TCP/IP would write there;
lost() compares.
"""

import random
from dataclasses import dataclass, field

from . import baselines, keys, owned
from . import values as v
from . import windows as versions
from .tree import Tree

PARAMETERS = "Tcpip\\Parameters"
INTERFACES = PARAMETERS + "\\Interfaces\\"
NETBIOS = "NetBT\\Parameters\\Interfaces\\Tcpip_"
ALTERNATE = "Dhcp\\Configurations\\Alternate_"
WORDS = ("contoso", "example", "Verkauf", "B\u00fcro", "\u4eac", "x", "dc-1", "a b")
BINDINGS = ("ms_tcpip->card-1", "ms_tcpip->card-2", "ms_msclient->ms_tcpip", "ms_server->ms_tcpip")

# What an installation writes and Windows lives by: it stays where nobody had set it before.
STAYS = {"enabledhcp", "hostname", "nv hostname", "nv domain", "databasepath", "forwardbroadcasts",
         "dnspriority", "transportbindname"}


@dataclass
class Network:
    services: Tree = field(default_factory=Tree)
    cards: list = field(default_factory=list)   # those that are there
    stale: list = field(default_factory=list)   # those whose keys were left behind
    bindings: dict = field(default_factory=dict)

    @property
    def values(self):
        return sum(len(found) for _, found in self.services.items())


class _Generator:
    def __init__(self, seed):
        self.random, self.network = random.Random("network/%d" % seed), Network()

    def one_in(self, count):
        return self.random.randrange(count) == 0

    def address(self):
        return ".".join(str(self.random.randrange(low, 256 if low == 0 else 224)) for low in (1, 0, 0, 0))

    def addresses(self, count_max):
        return [self.address() for _ in range(self.random.randint(0, count_max))]

    def guid(self):
        form = "{%08x-%04x-%04x-%04x-%012x}" if self.one_in(4) else "{%08X-%04X-%04X-%04X-%012X}"
        return form % tuple(self.random.getrandbits(bits) for bits in (32, 16, 16, 16, 48))

    def word(self):
        return self.random.choice(WORDS)

    def odd(self):
        kind = self.random.choice((0, 1, 2, 3, 4, 5, 6, 7, 8, 11, 0x80000001))
        return kind, bytes(0 if self.one_in(3) else self.random.randrange(256) for _ in range(self.random.randrange(24)))

    def set(self, key, name, value):
        """Or leaves it out, or makes it odd."""
        if not self.one_in(8):
            self.network.services.set(key, name, self.odd() if self.one_in(16) else value)

    def numbers(self, key, names, below):
        for name in names:
            if not self.one_in(3):
                self.set(key, name, v.dword(self.random.randrange(below)))

    def machine(self):
        # Not Hostname and Domain: Wine itself writes them, at every start.
        self.set(PARAMETERS, "NV Hostname", v.sz(self.word()))
        self.set(PARAMETERS, "NV Domain", v.sz("" if self.one_in(2) else self.word() + ".example"))
        self.set(PARAMETERS, "SearchList", v.sz("" if self.one_in(2) else "%s.example,%s.test" % (self.word(), self.word())))
        self.set(PARAMETERS, "NameServer", v.sz("" if self.one_in(2) else self.address()))
        self.set(PARAMETERS, "DataBasePath", v.expand("%SystemRoot%\\System32\\drivers\\etc"))
        self.numbers(PARAMETERS, ("IPEnableRouter", "EnableSecurityFilters", "UseDomainNameDevolution", "EnableICMPRedirect",
                                  "DisableDynamicUpdate", "DeadGWDetectDefault"), 2)
        self.numbers(PARAMETERS, ("TcpWindowSize", "DefaultTTL", "KeepAliveTime"), 65536)
        if self.one_in(4):
            self.network.services.set(PARAMETERS, "Torn", (v.SZ, b"L\0\0\xd8N\0\0\0"))
        if self.one_in(4):
            self.network.services.set(PARAMETERS, "\ud800 name", self.odd())
        self.network.services.set(PARAMETERS, "DhcpNameServer", v.sz(self.address()))
        if not self.one_in(4):
            self.network.services.create(PARAMETERS + "\\PersistentRoutes")
        for _ in range(self.random.randrange(6)):
            route = "%s,255.255.0.0,%s,%d" % (self.address(), self.address(), self.random.randint(1, 30))
            self.network.services.set(PARAMETERS + "\\PersistentRoutes", route, v.sz(""))
        self.numbers("Tcpip\\ServiceProvider", ("DnsPriority", "HostsPriority", "LocalPriority", "NetbtPriority"), 2500)
        self.numbers("NetBT\\Parameters", ("EnableLMHOSTS", "EnableProxy", "NodeType"), 9)
        if self.one_in(3):
            self.set("NetBT\\Parameters", "ScopeId", v.sz(self.word()))
        if self.one_in(2):
            self.set("AFD\\Parameters", "DefaultReceiveWindow", v.dword(65535))

    def interface(self, card):
        key, dhcp = INTERFACES + card, self.one_in(2)
        self.network.services.create(key)
        own = ["0.0.0.0"] if dhcp else self.addresses(12)
        gateways = self.addresses(4)
        self.set(key, "EnableDHCP", v.dword(dhcp))
        self.set(key, "IPAddress", v.multi(*own))
        self.set(key, "SubnetMask", v.multi(*["0.0.0.0" if dhcp else "255.255.255.0"] * len(own)))
        self.set(key, "DefaultGateway", v.multi(*gateways))
        self.set(key, "DefaultGatewayMetric", v.multi(*[str(self.random.randrange(30)) for _ in gateways]))
        self.set(key, "NameServer", v.sz(self.random.choice((",", " ")).join(self.addresses(3))))
        self.set(key, "Domain", v.sz("" if self.one_in(2) else self.word() + ".example"))
        self.numbers(key, ("RegistrationEnabled", "RegisterAdapterName", "DisableDynamicUpdate", "InterfaceMetric", "MTU",
                           "EnableAdapterDomainNameRegistration", "IPAutoconfigurationEnabled", "TcpWindowSize"), 1501)
        for name in ("TCPAllowedPorts", "UDPAllowedPorts", "RawIPAllowedProtocols"):
            ports = ["0"] if self.one_in(2) else [str(self.random.randrange(65536)) for _ in range(self.random.randrange(4))]
            self.set(key, name, v.multi(*ports))
        for name in ("DhcpIPAddress", "DhcpServer", "IPAutoconfigurationAddress"):
            self.network.services.set(key, name, v.sz(self.address()))
        for name in ("T1", "Lease", "LeaseObtainedTime", "AddressType"):
            self.network.services.set(key, name, v.dword(self.random.getrandbits(32)))
        if self.one_in(4):
            self.network.services.set(key, "Somebody's own", self.odd())
        if self.one_in(3):
            self.set(key, "ActiveConfigurations", v.multi("Alternate_" + card))
            self.network.services.set(ALTERNATE + card, "Options", self.odd())
        if self.one_in(6):
            return  # its NetBIOS key is missing
        self.network.services.create(NETBIOS + card)
        self.set(NETBIOS + card, "NameServerList", v.multi(*self.addresses(4)))
        self.set(NETBIOS + card, "NetbiosOptions", v.dword(self.random.randrange(3)))

    def run(self):
        self.machine()
        for _ in range(self.random.randint(1, 4)):
            self.network.cards.append(self.guid())
            if not self.one_in(12):  # else TCP/IP is not bound to it
                self.interface(self.network.cards[-1])
        for _ in range(self.random.randrange(3)):
            self.network.stale.append(self.guid())
            self.interface(self.network.stale[-1])
        self.network.bindings = {token: 0 if self.one_in(5) else 1 for token in BINDINGS}
        return self.network


def generate(seed):
    return _Generator(seed).run()


def _installed_parts(cards):
    """What is no setting: the driver, the Winsock helper, what TCP/IP is bound to."""
    baseline, tree = baselines.services(versions.ALL["2000-sp4"]), Tree()
    for key in ("Tcpip", PARAMETERS + "\\Winsock"):
        for name, value in baseline.values(key).items():
            tree.set(key, name, value)
    tree.set("Tcpip\\Linkage", "Bind", v.multi(*["\\Device\\" + card for card in cards]))
    for card in cards:
        tree.set(PARAMETERS + "\\Adapters\\" + card, "IpConfig", v.multi(INTERFACES + card))
    return tree


def _installed(cards):
    """What an installation of TCP/IP writes for these cards: another host name, filters for none; the lease came later."""
    tree = _installed_parts(cards)
    for name in ("Hostname", "NV Hostname"):
        tree.set(PARAMETERS, name, v.sz("newname"))
    for name in ("IPEnableRouter", "ForwardBroadcasts"):
        tree.set(PARAMETERS, name, v.dword(0))
    tree.set(PARAMETERS, "DataBasePath", v.expand("%SystemRoot%\\System32\\drivers\\etc"))
    tree.set("Tcpip\\ServiceProvider", "DnsPriority", v.dword(2000))
    for card in cards:
        tree.set(INTERFACES + card, "TCPAllowedPorts", v.multi("0"))
        tree.set(INTERFACES + card, "DhcpIPAddress", v.sz("169.254.7.7"))
        tree.set(INTERFACES + card, "T1", v.dword(77))
    return tree


def put_on(machine, network):
    """On a machine that is off: the network's own keys instead of the baseline's, and the installation's to come."""
    services, own, cards = "HKLM\\%s\\" % keys.SERVICES, "HKLM\\%s\\" % keys.OWN, "HKLM\\%s\\" % keys.NETWORK_CARDS
    tree = Tree()
    tree.graft(services, _installed_parts(network.cards))
    tree.graft(services, network.services)
    tree.graft(own + "Defaults\\Tcpip", _installed(network.cards).subtree("Tcpip"))
    for token, enabled in network.bindings.items():
        tree.set(own + "Bindings", token, v.dword(enabled))
    for number, card in enumerate(network.cards, 1):
        tree.set(cards + card + "\\Connection", "Name", v.sz("Local Area Connection %d" % number))
        tree.set(cards + card + "\\Connection", "PnpInstanceID", v.sz("PCI\\VEN_10EC&DEV_8139\\%d" % number))
    machine.write(tree, [services + "Tcpip", services + "NetBT\\Parameters", services + "Dhcp\\Configurations",
                         services + "AFD\\Parameters", own + "Defaults\\Tcpip"] +
                  [cards + card for card in (baselines.DHCP_ADAPTER, baselines.STATIC_ADAPTER)])


def not_there(network, services):
    """What of the network a machine does not hold: then it says nothing about it."""
    return ["%s, %s is not on the machine" % (path, name) for path, found in network.services.items()
            for name, value in found.items() if services.get(path, name) != value]


def bindings_of(machine):
    found = machine.registry(keys.OWN + "\\Bindings").values("")
    return {token: 1 if v.number_of(found.get(token)) is None else v.number_of(found[token]) for token in BINDINGS}


def _stays(path, name):
    return name in STAYS or (name == "domain" and path.lower() == PARAMETERS.lower())


def lost(network, before, after):
    """Sentences, one for each setting of a card that is there, or of the machine, that is not what it was."""
    was, now = owned.owned(before), owned.owned(after)
    for tree in (was, now):
        for key in ["WinSock2", "Winsock"] + [start + card for start in (INTERFACES, NETBIOS, ALTERNATE) for card in network.stale]:
            tree.delete(key)
    for path, found in list(now.items()):
        for name in found:
            if was.get(path, name) is None and _stays(path, name.lower()):
                now.unset(path, name)
    return owned.differences(was, now)
