"""Every behaviour of a fixture that cannot be excluded for Windows itself, with the real programs: repaired with so many
restarts, or as found. What takes longer than a test may (hanging tools wait for deadlines of many minutes) is left to the
simulated Windows; the list says so."""

from world import Scenario

from harness import testing

AS_FOUND = None

# netsh winsock reset on Windows XP SP3: restarts until "repaired". 1: the reset was enough; 2: it did not run, and the
# keys follow at once; 3: only the restart shows that it was not enough.
RESET = {"fails-after-effect": 1, "needs-restart": 1, "ipv4-only": 1, "fails": 2, "nothing": 3, "zero-on-failure": 3}

# The component installer on Windows XP SP1. 3: it asked for a restart of its own. Left out: hangs (15 minutes a try),
# lock-held (a minute a try, six tries).
INSTALLER = {"bare": 2, "nothing": 2, "second-way": 2, "needs-reboot": 2, "fails": 2, "fails-after-effect": 2, "dead": 2,
             "late": 3, "needs-restart-first": 3}

# When and how the blank keys come back, Windows XP SP1.
BOOT = {"late": 2, "old-entries-back": 3, "old-entries-back-always": AS_FOUND}

# Where machines are emulated: one for each number of restarts, and the ways that differ most.
EMULATED = {"netsh": ("needs-restart", "fails", "nothing"), "netcfg": ("second-way", "dead", "needs-restart-first"),
            "boot": ("old-entries-back", "old-entries-back-always")}


class Variants(Scenario):
    def run_one(self, windows, fault, expected, fixtures):
        with self.subTest(**fixtures), self.machine(windows, fault, **fixtures) as (machine, netmend):
            before = machine.stack()
            began = netmend.start()
            self.assertIn(began.code, (0, 3010), began.output)
            status, restarts = netmend.follow()
            if expected is AS_FOUND:
                self.assertEqual(status["outcome"], "rolled-back", status)
                return self.assert_as_found(before, machine)
            self.assertEqual((status["outcome"], restarts), ("repaired", expected), status)
            self.assert_mended(machine)

    def run_all(self, windows, fault, fixture, variants):
        for variant in testing.smaller(variants, EMULATED[fixture], "variants of " + fixture):
            self.run_one(windows, fault, variants[variant], {fixture: variant})

    def test_netsh(self):
        self.run_all("xp-sp3", "provider-dll-missing", "netsh", RESET)

    def test_component_installer(self):
        self.run_all("xp-sp1", "chain-names-gone-entry", "netcfg", INSTALLER)

    def test_blank_keys(self):
        self.run_all("xp-sp1", "provider-dll-missing", "boot", BOOT)

    def test_nothing_helps(self):
        self.run_one("xp-sp3", "provider-dll-missing", AS_FOUND, {"netsh": "fails", "netcfg": "fails", "wscinstall": "fails"})


if __name__ == "__main__":
    testing.main()
