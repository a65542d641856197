"""Vista and later: healthy machines are left alone; what the ladder mended is put back on request; what a reset takes is
accepted by itself; a service whose descriptor denies its configuration, and one that starts only while Windows starts, run after one restart. All causes on all machines: modern-matrix."""

from world import Scenario

from harness import mended, testing, values
from harness import windows as versions

EMULATED = ("win7", "win8.1", "win10-1903", "win11-23h2")


class Healthy(Scenario):
    def test_healthy_machines_are_left_alone(self):
        for name in testing.smaller(versions.MODERN, EMULATED, "kinds of Windows"):
            with self.subTest(name), self.machine(name) as (machine, netmend):
                before = machine.stack()
                reply = netmend.run("diagnose", "--json")
                self.assertEqual((reply.code, reply.data["verdict"]), (0, "healthy"), reply.output)
                reply = netmend.start()
                self.assertEqual(reply.code, 0, reply.output)
                self.assert_as_found(before, machine)


class Mended(Scenario):
    def repaired(self, machine, netmend, fault, restarts, options=()):
        before = machine.stack()
        began = netmend.start(*options)
        self.assertIn(began.code, (0, 3010), began.output)
        status, taken = netmend.follow()
        self.assertEqual((status["outcome"], taken), ("repaired", restarts), status)
        self.assertEqual(mended.differences(fault, before, machine.stack(), machine.windows), [])
        self.assert_mended(machine)
        return before

    def test_what_was_mended_is_put_back_on_request(self):
        for fault in ("orphan-beside-healthy", "nsi-disabled", "dns-name-space-missing", "base-tcp-gone"):
            with self.subTest(fault), self.machine("win10-22h2", fault) as (machine, netmend):
                before = self.repaired(machine, netmend, fault, restarts=0)
                netmend.run("rollback", "--yes")
                status, _ = netmend.follow()
                # "Cancelled" where the rung's own difference was all there was to put back.
                self.assertIn(status["outcome"], ("rolled-back", "cancelled"), status)
                self.assert_as_found(before, machine)

    def test_what_a_reset_takes_is_accepted_by_itself(self):
        fault = "chain-names-gone-entry"
        with self.machine("win10-22h2", fault) as (machine, netmend):
            before = machine.stack()
            netmend.start()
            status, taken = netmend.follow()
            self.assertEqual((status["outcome"], taken), ("rolled-back", 0), status)
            self.assertIn("--accept-loss", status["repair"]["trouble"])
            self.assertEqual(len(status["repair"]["plan"]["loss"]), 1, status["repair"]["plan"])
            self.assert_as_found(before, machine)
            self.repaired(machine, netmend, fault, restarts=1, options=("--accept-loss",))
            status = netmend.status()
            self.assertTrue(any("Install it again" in line for line in status["sentences"]), status["sentences"])
            netmend.run("rollback", "--yes")
            netmend.follow()
            self.assert_as_found(before, machine)

    def test_a_service_that_nobody_may_change(self):
        with self.machine("win11-23h2", "nsi-disabled", denied="nsi", stack="needs-services") as (machine, netmend):
            self.repaired(machine, netmend, "nsi-disabled", restarts=1)

    def test_one_that_starts_only_while_windows_starts(self):
        with self.machine("2022", "bfe-disabled", ways={"BFE": "after-restart"}, stack="needs-services") as (machine, netmend):
            self.repaired(machine, netmend, "bfe-disabled", restarts=1)

    def test_a_product_that_switches_a_service_off_again(self):
        with self.machine("win10-22h2", "nsi-disabled", product={"switches_off": "nsi"}) as (machine, netmend):
            self.repaired(machine, netmend, "nsi-disabled", restarts=0)
            machine.restart()
            self.assertEqual(values.number_of(machine.stack().get("nsi", "Start")), 4)
            self.assertEqual(netmend.run("diagnose").code, 1)


if __name__ == "__main__":
    testing.main()
