"""Cancel, failure and rollback: the machine ends as it was found."""

from world import Scenario

from harness import testing


class WaysBack(Scenario):
    def test_dead_installer_ends_as_found(self):
        with self.machine("xp-sp1", "provider-dll-missing", netcfg="dead", wscinstall="fails") as (machine, netmend):
            before = machine.stack()
            netmend.start()
            status, _ = netmend.follow()
            self.assertEqual(status["outcome"], "rolled-back", status)
            self.assertEqual(netmend.run("status").code, 1603)
            self.assert_as_found(before, machine)

    def test_cancel_before_the_first_restart(self):
        with self.machine("xp-sp1", "provider-dll-missing") as (machine, netmend):
            before = machine.stack()
            netmend.start()
            netmend.wait_outcome("restart-needed")
            netmend.run("cancel", "--yes")
            status, _ = netmend.follow()
            self.assertEqual(status["outcome"], "cancelled", status)
            self.assert_as_found(before, machine)

    def test_cancel_between_the_restarts(self):
        with self.machine("xp-sp1", "provider-dll-missing") as (machine, netmend):
            before = machine.stack()
            netmend.start()
            netmend.wait_phase("keys/restart-for-blank-keys")
            machine.restart()
            netmend.wait_phase("keys/restart-after-install")
            netmend.run("cancel", "--yes")
            status, _ = netmend.follow()
            self.assertEqual(status["outcome"], "cancelled", status)
            self.assert_as_found(before, machine)

    def test_cancel_after_a_reset(self):
        with self.machine("xp-sp3", "provider-dll-missing") as (machine, netmend):
            before = machine.stack()
            netmend.start()
            netmend.wait_outcome("restart-needed")
            netmend.run("cancel", "--yes")
            status, _ = netmend.follow()
            self.assertEqual(status["outcome"], "cancelled", status)
            self.assert_as_found(before, machine)

    def test_rollback_after_success(self):
        with self.machine("xp-sp3", "provider-dll-missing") as (machine, netmend):
            before = machine.stack()
            netmend.start()
            self.assertEqual(netmend.follow()[0]["outcome"], "repaired")
            netmend.run("rollback", "--yes")
            netmend.follow()
            self.assert_as_found(before, machine)


if __name__ == "__main__":
    testing.main()
