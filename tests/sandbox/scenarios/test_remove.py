"""A layered product that works is taken out by name, on old Windows and new ones, without a restart; a rollback brings it back."""

from world import Scenario

from harness import testing

MACHINES = ("xp-sp3", "win7", "win11-23h2")


class Remove(Scenario):
    def test_and_is_given_back(self):
        for windows in testing.smaller(MACHINES, ("xp-sp3", "win11-23h2"), "kinds of Windows"):
            with self.subTest(windows), self.machine(windows, "healthy-layered-provider") as (machine, netmend):
                before = machine.stack()
                product = self.product(netmend)
                refused = netmend.run("remove", "mswsock.dll", "--yes")
                self.assertEqual(refused.code, 1150, refused.output)
                reply = netmend.run("remove", product, "--yes")
                self.assertEqual(reply.code, 0, reply.output)
                status, restarts = netmend.follow()
                self.assertEqual((status["outcome"], restarts), ("repaired", 0), status)
                self.assert_mended(machine)
                self.assertNotIn(product, str(netmend.run("diagnose", "--verbose").output).lower())
                netmend.run("rollback", "--yes")
                netmend.follow()
                self.assert_as_found(before, machine)

    def product(self, netmend):
        """The DLL as diagnose prints it."""
        layers = [one["dll"] for one in netmend.run("diagnose", "--json").data["findings"] if one["code"] == "third-party-layer"]
        self.assertEqual(len(set(layers)), 1, layers)
        return layers[0].split("\\")[-1].lower()


if __name__ == "__main__":
    testing.main()
