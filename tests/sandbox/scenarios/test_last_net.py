"""Windows 2000 whose TCP/IP is out and does not come back: the last net, the whole registry, by name only. Wine's RegReplaceKey answers
0 and does nothing, so the harness does what it asks of Windows, with the file that netmend has handed over, while the machine is off."""

import glob
import os

from world import Scenario

from harness import testing
from harness.wine_text import WineFile


def handed_over(machine):
    """The copies of the SYSTEM hive that netmend gave to Windows."""
    return glob.glob(os.path.join(glob.escape(machine.prefix), "drive_c", "**", "hive-*-SYSTEM.replaced-*.given"), recursive=True)


def take(machine, hive):
    system = WineFile(os.path.join(machine.prefix, "system.reg"))
    system.delete("System")
    system.graft_file("System", WineFile(hive))
    system.save()


class LastNet(Scenario):
    def stranded(self, machine, netmend):
        netmend.start()
        status, _ = netmend.follow()
        self.assertEqual(status["repair"]["phase"], "reinstall/needing-person", status)
        self.assertIn("--whole-registry", " ".join(status["sentences"]))

    def test_is_offered_by_name_and_puts_everything_back(self):
        with self.machine("2000-sp4", "provider-dll-missing", netcfg="nothing") as (machine, netmend):
            before = machine.stack()
            self.stranded(machine, netmend)
            self.assertEqual(handed_over(machine), [])
            self.assertEqual(netmend.run("rollback", "--whole-registry").code, 1602, "nobody is there to agree")
            self.assertEqual(handed_over(machine), [])
            self.assertEqual(netmend.run("rollback", "--whole-registry", "--yes").code, 3010)
            self.assertEqual(len(handed_over(machine)), 1)
            machine.off()
            take(machine, handed_over(machine)[0])
            machine.boot()
            status, restarts = netmend.follow()
            self.assertEqual((status["outcome"], restarts), ("rolled-back", 0), status)
            self.assert_as_found(before, machine)

    def test_that_windows_does_not_take_leaves_the_person_asked(self):
        with self.machine("2000-sp4", "provider-dll-missing", netcfg="nothing") as (machine, netmend):
            self.stranded(machine, netmend)
            netmend.run("rollback", "--whole-registry", "--yes")
            status, _ = netmend.follow()
            self.assertEqual(status["repair"]["phase"], "reinstall/needing-person", status)
            machine.set_fixtures(netcfg="works")  # what the clicks do
            netmend.run("continue")
            status, _ = netmend.follow()
            self.assertEqual(status["outcome"], "repaired", status)
            self.assert_mended(machine)


if __name__ == "__main__":
    testing.main()
