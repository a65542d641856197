"""Restore points through srclient.dll: begun after the backup, ended with the repair, cancelled with it, and never its end. What
takes longer than a test may (a call that hangs is stopped after five minutes) is left to the simulated Windows."""

from world import Scenario

from harness import keys, testing, values

OWN = "HKLM\\" + keys.OWN + "\\RestorePoints"


class RestorePoints(Scenario):
    def counted(self, machine):
        """(begun, ended, cancelled)"""
        tree = machine.registry(OWN)
        return tuple(values.number_of(tree.get("", name)) or 0 for name in ("begun", "ended", "cancelled"))

    def test_is_ended_with_the_repair(self):
        with self.machine("xp-sp3", "provider-dll-missing", srclient="works") as (machine, netmend):
            netmend.start()
            netmend.wait_outcome("restart-needed")
            self.assertEqual(self.counted(machine), (1, 0, 0))
            status, _ = netmend.follow()
            self.assertEqual(status["outcome"], "repaired", status)
            self.assertEqual(status["repair"]["restore_point"], "Restore point 42 was made.")
            self.assertEqual(self.counted(machine), (1, 1, 0))

    def test_is_cancelled_with_the_repair(self):
        with self.machine("xp-sp3", "provider-dll-missing", srclient="works") as (machine, netmend):
            netmend.start()
            netmend.wait_outcome("restart-needed")
            netmend.run("cancel", "--yes")
            status, _ = netmend.follow()
            self.assertEqual(status["outcome"], "cancelled", status)
            self.assertEqual(self.counted(machine), (1, 0, 1))

    def test_is_never_the_end(self):
        for variant in ("fails", "switched-off", "crashes"):
            with self.subTest(variant), self.machine("xp-sp3", "provider-dll-missing", srclient=variant) as (machine, netmend):
                netmend.start()
                status, restarts = netmend.follow()
                self.assertEqual((status["outcome"], restarts), ("repaired", 1), status)
                self.assertIn("No restore point was made", status["repair"]["restore_point"])
                self.assertEqual(self.counted(machine), (0, 0, 0))
                self.assert_mended(machine)


if __name__ == "__main__":
    testing.main()
