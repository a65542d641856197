"""What netmend asks of Windows and what it answers to mistakes."""

from world import Scenario  # first: it makes the harness known

from harness import testing
from harness.machine import Machine
from harness.product import Netmend


class RestartRequest(Scenario):
    def test_automatic_restart_is_asked_for_with_a_reason(self):
        with self.machine("xp-sp3", "provider-dll-missing") as (machine, netmend):
            began = netmend.start(restart="auto")
            self.assertIn(began.code, (0, 1641), began.output)
            self.wait_for(machine, machine.restart_requests, seconds=300)  # two minutes of uptime, and the countdown
            requests = machine.restart_requests()
            self.assertEqual(len(requests), 1)
            self.assertIn("InitiateSystemShutdownEx", requests[0]["call"])
            self.assertIn("80020004", requests[0]["arguments"])
            self.assertEqual(netmend.run("status").code, 1641)
            machine.restart()
            self.assertEqual(netmend.wait_outcome("repaired")["exit_code"], 0)
            self.assert_mended(machine)

    def test_nothing_is_asked_for_when_the_user_restarts(self):
        with self.machine("xp-sp3", "provider-dll-missing") as (machine, netmend):
            netmend.start()
            netmend.follow()
            self.assertEqual(machine.restart_requests(), [])


class Registration(Scenario):
    def value(self, machine, key, name):
        words = ["/ve"] if name is None else ["/v", name]
        return machine.run("reg", "query", "HKLM\\SYSTEM\\CurrentControlSet\\" + key, *words)

    def test_the_service_is_registered_as_it_must_be(self):
        with self.machine("xp-sp3") as (machine, netmend):
            service = "Services\\netmend"
            self.assertIn("0x2", self.value(machine, service, "Start").output)  # automatic
            self.assertIn("LocalSystem", self.value(machine, service, "ObjectName").output)
            self.assertIn('"C:\\Program Files\\netmend\\netmendsvc.exe"', self.value(machine, service, "ImagePath").output)
            self.assertNotEqual(self.value(machine, service, "DependOnService").code, 0)
            self.assertNotIn("0x1", self.value(machine, service, "DelayedAutoStart").output)
            for mode in ("Minimal", "Network"):
                self.assertIn("Service", self.value(machine, "Control\\SafeBoot\\%s\\netmend" % mode, None).output)
            self.assertIn("EventCreate.exe", self.value(machine, "Services\\EventLog\\Application\\netmend",
                                                        "EventMessageFile").output)
            self.assertEqual(netmend.run("uninstall").code, 0)
            for key in (service, "Control\\SafeBoot\\Minimal\\netmend", "Control\\SafeBoot\\Network\\netmend"):
                self.assertNotEqual(machine.run("reg", "query", "HKLM\\SYSTEM\\CurrentControlSet\\" + key).code, 0, key)


class Mistakes(Scenario):
    def test_each_has_its_exit_code(self):
        with self.machine("xp-sp3", "provider-dll-missing") as (machine, netmend):
            self.assertEqual(netmend.run("frobnicate").code, 87)
            self.assertEqual(netmend.run("start", "--no-such-option").code, 87)
            netmend.start()
            netmend.wait_outcome("restart-needed")
            second = netmend.run("start", "--yes")
            self.assertEqual(second.code, 1618, second.output)
            self.assertNotEqual(netmend.run("uninstall").code, 0)  # in mid-repair
            self.assertEqual(netmend.run("status").code, 3010)
            machine.run("net", "stop", "netmend")
            self.assertEqual(netmend.run("start", "--yes").code, 1062)
            from_disk = netmend.run("status")
            self.assertEqual(from_disk.code, 1062)
            self.assertIn("Restart this computer", from_disk.output)

    def test_not_installed(self):
        with Machine.create("not-installed", "xp-sp3") as machine:
            machine.boot()
            netmend = Netmend(machine).carry_in()
            self.assertEqual(netmend.run("cancel").code, 1060)
            # Nothing is broken, so there is nothing to begin and nothing to install for it.
            self.assertEqual(netmend.run("start", "--yes").code, 0)
            self.assertEqual(netmend.status()["outcome"], "none")


if __name__ == "__main__":
    testing.main()
