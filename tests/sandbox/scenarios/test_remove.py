"""A product that works is taken out by name, its layers or its names, on old Windows and new ones, without a restart; a rollback brings
it back, and of two removals the newer one first. What comes back is named as soon as Windows tells of it."""

from world import Scenario

from harness import testing

MACHINES = ("xp-sp3", "win7", "win11-23h2")


PRODUCTS = {"healthy-layered-provider": "third-party-layer", "healthy-name-provider": "third-party-namespace"}


class Remove(Scenario):
    def test_and_is_given_back(self):
        for windows in testing.smaller(MACHINES, ("xp-sp3", "win11-23h2"), "kinds of Windows"):
            for fault, code in PRODUCTS.items():
                with self.subTest(windows, fault=fault), self.machine(windows, fault) as (machine, netmend):
                    before = machine.stack()
                    product = self.product(netmend, code)
                    refused = netmend.run("remove", "mswsock.dll", "--yes")
                    self.assertEqual(refused.code, 1150, refused.output)
                    self.take_out(machine, netmend, product)
                    netmend.run("rollback", "--yes")
                    netmend.follow()
                    self.assert_as_found(before, machine)

    def test_two_and_the_newer_one_comes_back_first(self):
        with self.machine("win11-23h2", "healthy-layered-provider") as (machine, netmend):
            before = machine.stack()
            machine.break_("healthy-name-provider")
            both = machine.stack()
            self.take_out(machine, netmend, self.product(netmend, "third-party-layer"))
            first = machine.stack()
            self.take_out(machine, netmend, self.product(netmend, "third-party-namespace"))
            for stack in (first, both):
                reply = netmend.run("rollback", "--yes")
                self.assertIn(reply.code, (0, 3010), reply.output)
                netmend.follow()
                self.assert_as_found(stack, machine)
            self.assertNotEqual(before, both)

    def test_and_is_named_where_it_comes_back(self):
        with self.machine("xp-sp3", "healthy-layered-provider") as (machine, netmend):
            self.take_out(machine, netmend, self.product(netmend, "third-party-layer"))
            self.assertEqual(netmend.status()["back_again"], [])
            machine.break_("healthy-layered-provider")
            self.wait_for(machine, lambda: netmend.status()["back_again"])
            self.assertEqual(netmend.status()["outcome"], "repaired")

    def take_out(self, machine, netmend, product):
        reply = netmend.run("remove", product, "--yes")
        self.assertEqual(reply.code, 0, reply.output)
        status, restarts = netmend.follow()
        self.assertEqual((status["outcome"], restarts), ("repaired", 0), status)
        self.assert_mended(machine)
        self.assertNotIn(product, str(netmend.run("diagnose", "--verbose").output).lower())

    def product(self, netmend, code):
        """The DLL as diagnose prints it."""
        found = [one["dll"] for one in netmend.run("diagnose", "--json").data["findings"] if one["code"] == code]
        self.assertEqual(len(set(found)), 1, found)
        return found[0].split("\\")[-1].lower()


if __name__ == "__main__":
    testing.main()
