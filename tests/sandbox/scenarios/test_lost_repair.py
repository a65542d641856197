"""Windows 2000 with TCP/IP taken out, and every checkpoint damaged: the person starts again. Nothing of what the first repair found
may be lost: the settings come back, and a rollback leads to what was there before it."""

import glob
import os

from world import Scenario

from harness import owned, testing


class LostRepair(Scenario):
    def take_tcpip_out(self, machine, netmend):
        netmend.start()
        status = netmend.wait_phase("reinstall/restart-without-tcpip")
        machine.off()
        damaged = 0
        for file in glob.glob(os.path.join(glob.escape(machine.prefix), "drive_c", "**", "checkpoint*"), recursive=True):
            with open(file, "r+b") as opened:
                opened.truncate(os.path.getsize(file) // 2)
            damaged += 1
        self.assertGreater(damaged, 0)
        machine.boot()
        return status["repair"]["id"]

    def test_goes_on_with_its_settings_and_back_to_what_it_found(self):
        with self.machine("2000-sp4", "provider-dll-missing") as (machine, netmend):
            before = machine.stack()
            first = self.take_tcpip_out(machine, netmend)
            self.assertIsNone(netmend.status()["repair"])
            netmend.start()
            status, _ = netmend.follow()
            self.assertEqual(status["outcome"], "repaired", status)
            self.assertEqual(status["repair"]["settings_differences"], [])
            self.assertEqual(status["repair"]["backup"], "backup-" + first)
            self.assert_mended(machine)
            netmend.run("rollback", "--yes")
            status, _ = netmend.follow()
            self.assertEqual(status["outcome"], "cancelled", status)
            self.assertEqual(owned.differences(before, machine.stack()), [])


if __name__ == "__main__":
    testing.main()
