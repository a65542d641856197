"""An upgrade that a power cut interrupted in mid-repair, and one that finds a service whose process takes its time to end."""

import os
import time

from world import Scenario

from harness import places, testing

FOLDER = "C:\\Program Files\\netmend\\"
SERVICE = "netmendsvc.exe"
WINDOWS = "xp-x64-sp2"  # its programs run on every computer
LINGERS = 4.0  # seconds: fixtures/linger.cpp


class Upgrading(Scenario):
    def content(self, machine, name):
        with open(machine.path(FOLDER + name), "rb") as file:
            return file.read()

    def write(self, machine, name, data):
        with open(machine.path(FOLDER + name), "wb") as file:
            file.write(data)

    def cut_off(self, machine, service_is_put):
        """The folder as a cut leaves it after the service's own program was put, or before; what the others are to become. The
        other build differs in its last bytes only, so that it runs."""
        there = {name: self.content(machine, name) for name in os.listdir(machine.path(FOLDER))}
        for name, here in there.items():
            other = here + b"of another build"
            self.write(machine, name + ".old-1", other if service_is_put else here)
            if name == SERVICE and service_is_put:
                continue
            if service_is_put:
                self.write(machine, name, other)
                self.write(machine, name + ".new", here)
            else:
                self.write(machine, name + ".new", other)
        lines = "".join("%s\t%s.old-1\n" % (name, name) for name in sorted(there, key=lambda name: name != SERVICE))
        self.write(machine, "replacing.txt", ("netmend programs 1\n" + lines).encode())
        return there

    def settled_after_a_cut(self, service_is_put, said):
        with self.machine(WINDOWS, "provider-dll-missing") as (machine, netmend):
            self.assertIn(netmend.start().code, (0, 3010))
            netmend.wait_outcome("restart-needed")
            machine.off()
            wanted = self.cut_off(machine, service_is_put)
            machine.boot()
            self.assertEqual(netmend.wait_outcome("repaired")["outcome"], "repaired")
            for name, content in wanted.items():
                self.assertTrue(self.content(machine, name) == content, name + " is of the other build")
            self.assertEqual(sorted(os.listdir(machine.path(FOLDER))), sorted(wanted))
            self.assertTrue([line for line in netmend.chronicle() if said in line], netmend.chronicle())
            self.assert_mended(machine)

    def test_cut_off_behind_the_service_it_is_finished(self):
        self.settled_after_a_cut(True, "cut off has been finished")

    def test_cut_off_before_the_service_it_is_taken_back(self):
        self.settled_after_a_cut(False, "cut off has been taken back")

    def test_a_process_that_goes_on_after_its_service_has_stopped_is_waited_for(self):
        with self.machine(WINDOWS) as (machine, netmend):
            ours = self.content(machine, SERVICE)
            self.assertEqual(machine.run("net", "stop", "netmend").code, 0)
            machine.copy_in(os.path.join(places.fixtures(machine.windows.bits), "linger.exe"), FOLDER + SERVICE)
            self.assertEqual(machine.run("net", "start", "netmend").code, 0)
            began = time.monotonic()
            reply = netmend.run("install")
            self.assertEqual(reply.code, 0, reply.output)
            self.assertGreaterEqual(time.monotonic() - began, LINGERS)
            self.assertTrue(self.content(machine, SERVICE) == ours, "the program was not replaced")
            self.assertEqual(netmend.run("status").code, 0)


if __name__ == "__main__":
    testing.main()
