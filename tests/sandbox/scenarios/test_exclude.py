"""One program kept out of every layered provider (Vista and later): set by Windows' own call, read back, and undone without a trace."""

from world import STACK, Scenario

from harness import testing, values

LIST = STACK + "\\WinSock2\\Parameters\\AppId_Catalog"
OWN = "HKLM\\SOFTWARE\\netmend\\Exclusions"
PROGRAM = "C:\\windows\\system32\\notepad.exe"
KEPT_OUT = 0x80000000


class Exclude(Scenario):
    def entry(self, machine):
        """Key and category of PROGRAM, as the registry has them."""
        tree = machine.registry(LIST)
        for name in tree.subkeys(""):
            if (values.text_of(tree.get(name, "AppFullPath")) or "").lower() == PROGRAM.lower():
                return name, values.number_of(tree.get(name, "PermittedLspCategories"))
        return None

    def test_is_undone_without_a_trace(self):
        with self.machine("win11-23h2") as (machine, netmend):
            before = machine.stack()
            self.assertEqual(netmend.run("exclude", PROGRAM.replace("notepad", "nothing"), "--yes").code, 1603)
            self.assertEqual(netmend.run("exclude", "C:\\windows", "--yes").code, 1150)
            self.assertEqual(netmend.run("exclude", "C:\\windows\\system32\\svchost.exe", "--yes").code, 1150)
            result = netmend.run("exclude", PROGRAM.upper(), "--yes")
            self.assertEqual(result.code, 0, result.output)
            self.assertEqual(self.entry(machine)[1], KEPT_OUT)
            machine.restart()
            self.assertEqual(self.entry(machine)[1], KEPT_OUT)
            self.assertIn("(by netmend)", netmend.run("exclude", "--list").output)
            result = netmend.run("exclude", "--undo", PROGRAM)
            self.assertEqual(result.code, 0, result.output)
            self.assertEqual(self.entry(machine), None)
            self.assertEqual(list(machine.registry(OWN).values("")), [])
            self.assert_as_found(before, machine)

    def test_believes_what_it_sees(self):
        for variant in ("nothing", "fails"):
            with self.subTest(variant), self.machine("win7", category=variant) as (machine, netmend):
                self.assertEqual(netmend.run("exclude", PROGRAM, "--yes").code, 1603)
                self.assertEqual(self.entry(machine), None)
                self.assertNotIn("(by netmend)", netmend.run("exclude", "--list").output)


if __name__ == "__main__":
    testing.main()
