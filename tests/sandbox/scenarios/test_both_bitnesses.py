"""A 64-bit Windows has a catalog for each bitness; netmend-probe32.exe looks at the one that 64-bit programs never see."""

import unittest

from world import Scenario  # first: it makes the harness known

from harness import catalog_format, keys, places, testing, values
from harness.tree import Tree

FIRST_ENTRY = "HKLM\\" + keys.SERVICES + "\\WinSock2\\Parameters\\Protocol_Catalog9\\Catalog_Entries%s\\000000000001"


@unittest.skipUnless(places.Wine(64).both_bitnesses, "this Wine runs no 32-bit programs on 64-bit machines; see deploy/setup")
class BothBitnesses(Scenario):
    def diagnosed_without_the_first_entry(self, half):
        with self.machine("win7") as (machine, netmend):
            healthy = netmend.run("diagnose", "--json")
            self.assertEqual((healthy.code, healthy.data["verdict"]), (0, "healthy"), healthy.output)
            self.assertNotIn("running-not-checked", [finding["code"] for finding in healthy.data["findings"]])
            self.assertEqual(machine.run("reg", "delete", FIRST_ENTRY % half, "/f").code, 0)
            broken = netmend.run("diagnose", "--json")
        self.assertEqual((broken.code, broken.data["verdict"]), (1, "damaged"), broken.output)
        return [(finding["code"], finding["bits"]) for finding in broken.data["findings"] if finding["severity"] == "damage"]

    def test_a_damaged_32_bit_catalog_is_found_by_its_own_sockets(self):
        damage = self.diagnosed_without_the_first_entry("")
        self.assertIn(("winsock-start-fails", 32), damage)
        self.assertEqual({bits for _, bits in damage}, {32})

    def test_a_damaged_64_bit_catalog_leaves_the_other_alone(self):
        damage = self.diagnosed_without_the_first_entry("64")
        self.assertIn(("winsock-start-fails", 64), damage)
        self.assertEqual({bits for _, bits in damage}, {64})

    def test_the_netsh_of_32_bit_programs_mends_their_list_where_the_native_one_left_it(self):
        with self.machine("xp-x64-sp2", "provider-dll-missing", netsh="own-list") as (machine, netmend):
            self.assertIn(netmend.start().code, (0, 3010))
            status, restarts = netmend.follow()
            self.assertEqual((status["outcome"], restarts), ("repaired", 1), status)
            self.assert_mended(machine)


class WritingEntries(Scenario):
    """Needs the 64-bit programs alone: these change both lists."""

    def test_a_provider_that_is_half_there_in_the_32_bit_list_is_written_into_both(self):
        with self.machine("xp-x64-sp2") as (machine, _):
            catalog = "WinSock2\\Parameters\\Protocol_Catalog9"
            stack = machine.stack()

            def entries(tree, half):
                items = (tree.get("%s\\Catalog_Entries%s\\%s" % (catalog, half, number), "PackedCatalogItem")[1]
                         for number in tree.subkeys("%s\\Catalog_Entries%s" % (catalog, half)))
                return [item for item in items if catalog_format.unpack(item).provider == catalog_format.TCPIP]

            given = entries(stack, "64")
            self.assertGreater(len(given), 1)
            self.assertEqual(len(entries(stack, "")), len(given))
            place = "HKLM\\%s\\%s" % (keys.SERVICES, catalog)
            half_there = Tree()
            half_there.set(place, "Num_Catalog_Entries", values.dword(1))
            machine.write(half_there, ["%s\\Catalog_Entries\\%s" % (place, number)
                                       for number in stack.subkeys(catalog + "\\Catalog_Entries")[1:]])
            self.assertEqual(len(entries(machine.stack(), "")), 1)
            with open(machine.path("C:\\entries.txt"), "w") as file:
                file.write("".join(item.hex() + "\n" for item in given))
            done = machine.run("cmd", "/c", "C:\\stick\\netmend-probe.exe install-tcpip --way=write-entries <C:\\entries.txt")
            self.assertIn('"code":0', done.output)
            for half in ("", "64"):
                self.assertEqual(len(entries(machine.stack(), half)), len(given), "list '%s'" % half)


if __name__ == "__main__":
    testing.main()
