"""Power cuts, killed processes, and a power-on that was no restart: the repair goes on where it was, and never twice."""

from world import Scenario

from harness import testing

FIXTURES = "HKLM\\SOFTWARE\\NetmendSandbox\\Fixtures"


class Interruptions(Scenario):
    def test_power_cut_after_every_restart_request(self):
        with self.machine("xp-sp1", "provider-dll-missing") as (machine, netmend):
            netmend.start()
            cuts = 0
            for _ in range(4):
                status = netmend.wait_outcome("restart-needed", "repaired", "rolled-back", seconds=240)
                if status["outcome"] != "restart-needed":
                    break
                machine.power_cut(keep=True)  # what netmend calls done it has flushed
                cuts += 1
                machine.boot()
            self.assertEqual(status["outcome"], "repaired", status)
            self.assertEqual(cuts, 2)
            self.assert_mended(machine)

    def test_power_cut_that_loses_the_registry(self):
        with self.machine("xp-sp1", "provider-dll-missing") as (machine, netmend):
            machine.restart()  # what is on disk now is the broken machine with netmend installed
            netmend.start()
            netmend.wait_outcome("restart-needed")
            machine.power_cut()  # the deletion of the keys is lost, the checkpoint is not
            machine.boot()
            status, _ = netmend.follow()
            self.assertEqual(status["outcome"], "repaired", status)
            self.assert_mended(machine)

    def test_killed_service_goes_on(self):
        with self.machine("xp-sp3", "provider-dll-missing") as (machine, netmend):
            netmend.start()
            netmend.wait_outcome("restart-needed")
            machine.kill("netmendsvc.exe")
            netmend.start_service()
            status = netmend.wait_outcome("restart-needed")
            self.assertEqual(status["repair"]["restarts"]["done"], 0)
            status, restarts = netmend.follow()
            self.assertEqual((status["outcome"], restarts), ("repaired", 1))
            self.assert_mended(machine)

    def begin_an_order_that_hangs(self, machine, netmend):
        began = netmend.start()
        self.assertIn(began.code, (0, 3010), began.output)
        netmend.wait_phase("reset/resetting-catalog")
        self.wait_for(machine, lambda: machine.is_running("netsh.exe"))

    def test_power_cut_inside_an_order(self):
        with self.machine("xp-sp3", "provider-dll-missing", netsh="hangs") as (machine, netmend):
            self.begin_an_order_that_hangs(machine, netmend)
            machine.power_cut(keep=True)
            machine.set_fixtures(netsh="works")
            machine.boot()
            status, restarts = netmend.follow()
            self.assertEqual((status["outcome"], restarts), ("repaired", 1), status)
            self.assert_mended(machine)

    def test_service_killed_inside_an_order(self):
        with self.machine("xp-sp3", "provider-dll-missing", netsh="hangs") as (machine, netmend):
            self.begin_an_order_that_hangs(machine, netmend)
            machine.kill("netmendsvc.exe")
            self.wait_for(machine, lambda: not machine.is_running("netsh.exe"))  # the job object took it along
            machine.run("reg", "add", FIXTURES, "/v", "netsh", "/d", "works", "/f")
            netmend.start_service()
            status, restarts = netmend.follow()
            self.assertEqual((status["outcome"], restarts), ("repaired", 1), status)
            self.assert_mended(machine)

    def test_power_on_that_was_no_restart(self):
        with self.machine("xp-sp3", "provider-dll-missing") as (machine, netmend):
            netmend.start()
            netmend.wait_outcome("restart-needed")
            machine.freeze(2)
            machine.run("net", "stop", "netmend")
            machine.run("net", "start", "netmend")
            status = netmend.wait_outcome("restart-needed")
            self.assertEqual(status["repair"]["restarts"]["done"], 0)
            told = netmend.run("status")
            self.assertEqual(told.code, 3010)
            self.assertIn("Choose Restart, not Shut down", told.output)
            self.assertIn("switching on is no restart", told.output)
            status, restarts = netmend.follow()
            self.assertEqual((status["outcome"], restarts), ("repaired", 1))


if __name__ == "__main__":
    testing.main()
