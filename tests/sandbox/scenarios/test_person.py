"""What no rung mends and a person does (Vista and later): netmend names it with its cure, calls nothing of it damage, and a repair leaves it
as it was found."""

import os
import struct

from world import STACK, Scenario

from harness import testing, values
from harness.tree import Tree

MACHINES = ("win7", "win10-22h2", "win11-23h2")
CONTROL = "HKLM\\SYSTEM\\CurrentControlSet\\Control\\"
NETWORK = CONTROL + "Network\\"
CARD, FILTER = "{5C1D7A34-90B2-4E6F-8A11-2B3C4D5E6F70}", "{9E2F6B80-13A4-47C5-B6D7-8899AABBCCDD}"


def _card(tree, protocols):
    key = CONTROL + "Class\\{4D36E972-E325-11CE-BFC1-08002BE10318}\\0099"
    tree.set(key, "NetCfgInstanceId", values.sz(CARD))
    tree.set(key + "\\Linkage", "UpperBind", values.multi(*protocols))
    tree.set(key + "\\Linkage", "FilterList", values.multi(CARD + "-" + FILTER + "-0000"))
    tree.set(NETWORK + "{4D36E972-E325-11CE-BFC1-08002BE10318}\\" + CARD + "\\Connection", "Name", values.sz("Acme Ethernet"))


def _filter(tree):
    _card(tree, ("Tcpip", "Tcpip6"))
    key = NETWORK + "{4D36E974-E325-11CE-BFC1-08002BE10318}\\" + FILTER
    tree.set(key, "Characteristics", values.dword(0x40028))
    tree.set(key, "ComponentId", values.sz("acme_shield"))
    tree.set(key, "Description", values.sz("Acme Shield Filter"))
    tree.set(key + "\\Ndi", "Service", values.sz("acmeflt"))
    tree.set(key + "\\Ndi", "FilterRunType", values.dword(1))
    tree.set(STACK + "\\acmeflt", "ImagePath", values.expand("\\SystemRoot\\System32\\drivers\\acmeflt.sys"))
    tree.set(STACK + "\\acmeflt", "Start", values.dword(4))


def _unticked(tree):
    _card(tree, ("rspndr", "Tcpip6"))


def _policy(tree):
    rule = STACK + "\\Dnscache\\Parameters\\DnsPolicyConfig\\{0C1B}"
    tree.set(rule, "Name", values.multi("."))
    tree.set(rule, "GenericDNSServers", values.sz("10.8.0.1"))
    tree.set(rule, "Comment", values.sz("Acme VPN"))


def _route(tree):
    _card(tree, ("Tcpip", "Tcpip6"))
    tree.set(STACK + "\\Tcpip\\Parameters\\PersistentRoutes", "0.0.0.0,0.0.0.0,10.253.7.1,1", values.sz(""))


def _proxy_of_all(tree):
    policies = "HKLM\\SOFTWARE\\Policies\\Microsoft\\Windows\\CurrentVersion\\Internet Settings"
    tree.set(policies, "ProxyEnable", values.dword(1))
    tree.set(policies, "ProxyServer", values.sz("127.0.0.1:9"))


def _proxy_of_services(tree):
    server = b"127.0.0.1:9"
    # As "netsh winhttp set proxy" writes it: version, a number, 2 for a proxy, its length and name, no exceptions.
    settings = struct.pack("<IIII", 0x18, 0, 3, len(server)) + server + struct.pack("<I", 0)
    tree.set("HKLM\\SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\Internet Settings\\Connections", "WinHttpSettings", values.binary(settings))


CAUSES = {  # what it writes, the code, its weight, a word that the sentence has
    "filter": (_filter, "filter-driver-gone", "suspicious", "Acme Shield Filter"),
    "unticked": (_unticked, "tcpip-unticked", None, "Acme Ethernet"),
    "policy": (_policy, "name-policy-left", None, "Acme VPN"),
    "route": (_route, "route-left", "note", "10.253.7.1"),
    "proxy": (_proxy_of_all, "proxy-left-set", "note", "a policy"),
    "winhttp": (_proxy_of_services, "proxy-left-set", "note", "WinHTTP"),
}


class Person(Scenario):
    def test_each_cause_is_named_and_left_alone(self):
        for number, cause in enumerate(CAUSES):
            name = MACHINES[number % len(MACHINES)]
            write, code, weight, word = CAUSES[cause]
            with self.subTest(cause, windows=name), self.machine(name) as (machine, netmend):
                tree = Tree()
                write(tree)
                machine.write(tree)
                before = machine.stack()
                reply = netmend.run("diagnose", "--json")
                found = [one for one in reply.data["findings"] if one["code"] == code]
                self.assertEqual(len(found), 1, reply.output)
                self.assertIn(word, found[0]["text"])
                self.assertTrue(found[0]["remedy"])
                self.assertIn(found[0]["severity"], [weight] if weight else ["suspicious", "note"])
                self.assertNotEqual(reply.data["verdict"], "damaged", reply.output)
                self.assertEqual(netmend.start().code, 0)
                self.assert_as_found(before, machine)

    def test_a_file_hosts_that_sends_names_elsewhere(self):
        with self.machine("win10-22h2") as (machine, netmend):
            hosts = machine.path("C:\\windows\\system32\\drivers\\etc\\hosts")
            if os.path.lexists(hosts):
                os.unlink(hosts)  # it is a link to the template's, which all machines share
            with open(hosts, "w") as file:
                file.write("127.0.0.1 localhost\n0.0.0.0 telemetry.example # blocked\n")
            found = [one for one in netmend.run("diagnose", "--json").data["findings"] if one["code"] == "hosts-redirect"]
            self.assertEqual([one["severity"] for one in found], ["note"])
            self.assertIn("telemetry.example 0.0.0.0", found[0]["text"])


if __name__ == "__main__":
    testing.main()
