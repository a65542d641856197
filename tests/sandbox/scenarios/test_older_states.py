"""A repair that an older netmend began is finished by this one: for each procedure a state folder that the program of before the
ladder left on a sandbox machine, while it waited for a restart, laid on a machine that stands where that one stood.

They were made with that program: NETMEND_MAKE_STATES=1, and NETMEND_BUILD the folder of its builds (programs of then, fixtures of
now); what is there is kept."""

import ctypes
import hashlib
import os
import socket
import unittest

from world import Scenario

from harness import older_state, testing

# procedure: Windows, phase, restarts of the whole repair
WAYS = {
    "reset": ("xp-sp3", "reset/restart-after-reset", 1),
    "keys": ("xp-sp1", "keys/restart-for-blank-keys", 2),
    "reinstall": ("2000-sp4", "reinstall/restart-without-tcpip", 3),
}
FAULT = "provider-dll-missing"
HOST = "older"
NEW_UTS = 0x04000000  # CLONE_NEWUTS of <sched.h>


class OlderStates(Scenario):
    @classmethod
    def setUpClass(cls):
        """A sandbox machine is called as its host is, and the name is one of the settings: for these tests, and what they start, it is
        the one under which the folders were made."""
        if ctypes.CDLL(None, use_errno=True).unshare(NEW_UTS):
            raise OSError(ctypes.get_errno(), "unshare")
        socket.sethostname(HOST)

    def finish(self, procedure):
        windows, phase, restarts_in_all = WAYS[procedure]
        with self.machine(windows, FAULT) as (machine, netmend):
            netmend.start()
            own = netmend.wait_phase(phase)["repair"]["id"]
            machine.off()
            if os.environ.get("NETMEND_MAKE_STATES"):
                if os.path.exists(os.path.join(older_state.FOLDERS, procedure)):
                    self.skipTest("it is there")
                return older_state.take(machine, procedure, windows=windows, fault=FAULT, phase=phase, repair=own)
            older = older_state.about(procedure)
            self.assertEqual((older["windows"], older["fault"], older["phase"]), (windows, FAULT, phase))
            older_state.lay(machine, procedure)
            machine.boot()
            status, restarts = netmend.follow()
            self.assertEqual(status["outcome"], "repaired", status)
            self.assertEqual(status["repair"]["id"], older["repair"])
            self.assertNotEqual(status["repair"]["id"], own)
            self.assertEqual(status["repair"]["settings_differences"], [])
            self.assertEqual(restarts, restarts_in_all - 1)
            self.assert_mended(machine)

    def test_reset(self):
        self.finish("reset")

    def test_keys(self):
        self.finish("keys")

    def test_reinstall(self):
        self.finish("reinstall")


class WithoutMachine(unittest.TestCase):
    def test_the_name_is_taken_out_and_the_envelope_is_whole(self):
        name = b"01234567-89ab-cdef-0123-456789abcdef/S-1-5-21-1-2-3"
        payload = b"12345678" + b"22 serialization::archive 19 1 0 5 1 2600 3 0 0 %d %s 0 1" % (len(name), name)
        checkpoint = b"netmend\x1a" + b"\x01\0\0\0\x03\0\0\0" + len(payload).to_bytes(8, "little") + payload + b"0" * 40
        changed = older_state.without_machine(checkpoint)
        self.assertEqual(changed[24:-40], b"12345678" + b"22 serialization::archive 19 1 0 5 1 2600 3 0 0 0  0 1")
        self.assertEqual(int.from_bytes(changed[16:24], "little"), len(changed) - 64)
        self.assertEqual(changed[-40:].decode(), hashlib.sha1(changed[:-40]).hexdigest())


if __name__ == "__main__":
    testing.main()
