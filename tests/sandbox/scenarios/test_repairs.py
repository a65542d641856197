"""The repairs that must succeed: each procedure from damage to "repaired", with the fewest restarts."""

from world import Scenario, corpus

from harness import testing, tree


class Repairs(Scenario):
    def repaired(self, machine, netmend, restarts):
        began = netmend.start()
        self.assertIn(began.code, (0, 3010), began.output)
        status, taken = netmend.follow()
        self.assertEqual(status["outcome"], "repaired", status)
        self.assertEqual(taken, restarts)
        self.assertEqual(netmend.run("status").code, 0)
        self.assert_mended(machine)

    def test_reset_suffices(self):
        with self.machine("xp-sp3", "provider-dll-missing", registry=corpus("xp-sp3.reg")) as (machine, netmend):
            self.repaired(machine, netmend, restarts=1)

    def test_reset_does_not_suffice(self):
        with self.machine("xp-sp3", "provider-dll-missing", netsh="partial") as (machine, netmend):
            self.repaired(machine, netmend, restarts=3)

    def test_keys_procedure(self):
        for windows in ("xp-sp1", "2003-rtm"):
            with self.subTest(windows), self.machine(windows, "chain-names-gone-entry") as (machine, netmend):
                self.repaired(machine, netmend, restarts=2)

    def test_both_keys_deleted(self):
        with self.machine("xp-sp1", "both-keys-deleted") as (machine, netmend):
            self.repaired(machine, netmend, restarts=2)

    def test_windows_2000(self):
        with self.machine("2000-sp4", "provider-dll-missing") as (machine, netmend):
            before = machine.stack()
            self.repaired(machine, netmend, restarts=3)
            # Every setting of both connections is there again, though TCP/IP was taken out: by the registry file.
            after = machine.stack()
            for key in ("Tcpip\\Parameters", "NetBT\\Parameters", "lanmanserver\\Linkage", "lanmanworkstation\\Linkage"):
                self.assertEqual(tree.differences(before.subtree(key), after.subtree(key)), [], key)

    def test_64_bits(self):
        with self.machine("xp-x64-sp2", "provider-dll-missing") as (machine, netmend):
            self.repaired(machine, netmend, restarts=1)


if __name__ == "__main__":
    testing.main()
