"""A 64-bit Windows has a catalog for each bitness; netmend-probe32.exe looks at the one that 64-bit programs never see."""

import unittest

from world import Scenario  # first: it makes the harness known

from harness import keys, places, testing

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


if __name__ == "__main__":
    testing.main()
