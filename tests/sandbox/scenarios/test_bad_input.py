"""Wrong commands, damaged files and senseless clients: each is refused with its reason, and nothing else suffers.
Every refusal first shows that the same command succeeds without the obstacle."""

import hashlib
import os
import threading

from world import STACK, Scenario  # first: it says where the harness is

from harness import testing, values
from harness.tree import Tree

PROGRAM = "C:\\Program Files\\netmend\\netmend.exe"
SERVICE = "C:\\Program Files\\netmend\\netmendsvc.exe"
PROBE = "C:\\Program Files\\netmend\\netmend-probe.exe"
CHECKPOINTS = ("checkpoint", "checkpoint.previous")
CROWD = "C:\\fx\\crowd"  # there while the pipe is crowded
CHECKSUM = 40  # characters at the end: the SHA-1 of everything before


def state_folder(machine):
    for folder, _, files in os.walk(os.path.join(machine.prefix, "drive_c")):
        if "netmend.log" in files:
            return folder
    raise AssertionError("the service has made no state folder")


def flip_a_bit(path):
    with open(path, "r+b") as file:
        file.seek(os.path.getsize(path) // 2)
        byte = file.read(1)
        file.seek(-1, os.SEEK_CUR)
        file.write(bytes([byte[0] ^ 1]))


def cut_in_half(path):
    os.truncate(path, os.path.getsize(path) // 2)


def make_empty(path):
    os.truncate(path, 0)


def make_a_folder(path):
    os.unlink(path)
    os.mkdir(path)


def make_huge(path):
    with open(path, "ab") as file:
        file.truncate(200 << 20)


def come_from_the_future(path):
    """The same content in the next format, with a right checksum: only its version is wrong."""
    with open(path, "rb") as file:
        data = bytearray(file.read()[:-CHECKSUM])
    data[12:16] = (int.from_bytes(data[12:16], "little") + 1000).to_bytes(4, "little")
    with open(path, "wb") as file:
        file.write(bytes(data) + hashlib.sha1(data).hexdigest().encode())

DAMAGES = (flip_a_bit, cut_in_half, make_empty, make_a_folder, make_huge, come_from_the_future)
DAMAGES_EMULATED = (cut_in_half, come_from_the_future)


class Checkpoints(Scenario):
    def restart_service(self, machine, between=lambda: None):
        self.assertEqual(machine.run("net", "stop", "netmend").code, 0)
        between()
        self.assertEqual(machine.run("net", "start", "netmend").code, 0)

    def begin(self, machine, netmend):
        machine.break_("provider-dll-missing")
        self.assertIn(netmend.start().code, (0, 3010))
        netmend.wait_outcome("restart-needed")

    def test_every_damage_is_set_aside(self):
        with self.machine("xp-sp3") as (machine, netmend):
            self.begin(machine, netmend)
            self.restart_service(machine)
            netmend.wait_outcome("restart-needed")  # an undamaged one is taken up again
            folder = state_folder(machine)
            for damage in testing.smaller(DAMAGES, DAMAGES_EMULATED, "damages of checkpoints"):
                with self.subTest(damage.__name__):
                    before, aside = machine.stack(), set(os.listdir(folder))
                    self.restart_service(machine, lambda: [damage(os.path.join(folder, name)) for name in CHECKPOINTS])
                    status = netmend.wait_outcome("damaged-checkpoint", seconds=30)
                    kept = sorted(name for name in set(os.listdir(folder)) - aside if ".aside-2" in name)
                    self.assertEqual([name.split(".aside-")[0] for name in kept], list(CHECKPOINTS))
                    self.assertEqual(sorted(status["set_aside"]["names"]), kept)
                    told = netmend.run("status")
                    self.assertEqual(told.code, 1603)
                    self.assertIn(kept[0], told.output)
                    self.assert_as_found(before, machine)
                    self.assertIn("4  RUNNING", machine.run("sc", "query", "netmend").output)
                    self.begin(machine, netmend)  # a new start works
            status, restarts = netmend.follow(seconds=60)
            self.assertEqual((status["outcome"], restarts), ("repaired", 1))
            self.assert_mended(machine)

    def test_one_damaged_checkpoint_is_made_good_by_the_one_before(self):
        with self.machine("xp-sp3") as (machine, netmend):
            self.begin(machine, netmend)
            folder = state_folder(machine)
            self.restart_service(machine, lambda: flip_a_bit(os.path.join(folder, "checkpoint")))
            status = netmend.wait_outcome("restart-needed")
            self.assertEqual(len(status["set_aside"]["names"]), 1, status)
            status, restarts = netmend.follow()
            self.assertEqual((status["outcome"], restarts), ("repaired", 1))
            self.assert_mended(machine)


class Commands(Scenario):
    def test_unknown_words(self):
        with self.machine("xp-sp3") as (_, netmend):
            self.assertEqual(netmend.run("status").code, 0)
            for words in (["frobnicate"], ["status", "--frobnicate"], ["start", "--restart=maybe"], ["status", "status"],
                          ["start", "--wait=soon"]):
                with self.subTest(" ".join(words)):
                    reply = netmend.run(*words)
                    self.assertEqual(reply.code, 87, reply.output)
                    self.assertIn("netmend", reply.output)

    def test_unknown_words_of_the_other_programs(self):
        with self.machine("xp-sp3") as (machine, _):
            for program, word, meant in ((SERVICE, "--consol", "--console"), (PROBE, "socket", "sockets")):
                with self.subTest(program):
                    reply = machine.run(program, word)
                    self.assertEqual(reply.code, 87, reply.output)
                    self.assertIn(f"Did you mean {meant}?", reply.output)

    def test_second_start_and_uninstall_in_mid_repair(self):
        with self.machine("xp-sp3", "provider-dll-missing") as (machine, netmend):
            self.assertIn(netmend.start().code, (0, 3010))
            netmend.wait_outcome("restart-needed")
            second = netmend.start()
            self.assertEqual(second.code, 1618, second.output)
            self.assertIn("Restart this computer", second.output)  # what is running
            refused = netmend.run("uninstall")
            self.assertEqual(refused.code, 1618, refused.output)
            self.assertIn("--abandon", refused.output)
            self.assertEqual(netmend.outcome(), "restart-needed")
            abandoned = netmend.run("uninstall", "--abandon")
            self.assertEqual(abandoned.code, 0, abandoned.output)
            gone = netmend.run("cancel", "--yes")
            self.assertEqual(gone.code, 1060, gone.output)
            self.assertIn("install", gone.output)
            again = netmend.run("start", "--yes")  # installs it; the repair that was abandoned goes on
            self.assertEqual(again.code, 1618, again.output)
            self.assertIn("Restart this computer", again.output)

    def test_stopped_service(self):
        with self.machine("xp-sp3") as (machine, netmend):
            self.assertEqual(netmend.run("cancel", "--yes").code, 0)
            machine.run("net", "stop", "netmend")
            for words in (["cancel", "--yes"], ["start", "--yes"], ["continue"], ["watch"]):
                with self.subTest(words[0]):
                    reply = netmend.run(*words)
                    self.assertEqual(reply.code, 1062, reply.output)
                    self.assertIn("net start netmend", reply.output)
            machine.run("net", "start", "netmend")
            self.assertEqual(netmend.run("cancel", "--yes").code, 0)


class Rights(Scenario):
    def test_a_limited_user_may_look_only(self):
        with self.machine("xp-sp3", "provider-dll-missing") as (machine, netmend):
            def limited(*words):
                return machine.run("C:\\fx\\limited.exe", "C:\\stick\\netmend.exe", *words)
            before = machine.stack()
            for words in (["start", "--yes"], ["cancel", "--yes"], ["uninstall"], ["install"]):
                with self.subTest(words[0]):
                    reply = limited(*words)
                    self.assertEqual(reply.code, 5, reply.output)
                    self.assertIn("Run as administrator", reply.output)
            self.assertEqual(limited("status").code, 0)
            self.assert_as_found(before, machine)
            self.assertIn(netmend.start().code, (0, 3010))

    def test_the_service_refuses_them_itself(self):
        """Under Wine whoever impersonates is himself: with a limited service every client is a limited one."""
        with self.machine("xp-sp3", "provider-dll-missing") as (machine, netmend):
            before = machine.stack()
            self.run_service(machine, 'C:\\fx\\limited.exe "%s"' % SERVICE)
            reply = netmend.run("start", "--yes")
            self.assertEqual(reply.code, 5, reply.output)
            self.assertIn("Run as administrator", reply.output)
            self.assertEqual(netmend.run("status").code, 0)
            self.assert_as_found(before, machine)
            self.run_service(machine, '"%s"' % SERVICE)
            self.assertIn(netmend.start().code, (0, 3010))

    @staticmethod
    def run_service(machine, command):
        machine.off()
        tree = Tree()
        tree.set(STACK + "\\netmend", "ImagePath", values.sz(command))
        machine.write(tree)
        machine.boot()


class PipeClients(Scenario):
    def client(self, machine, kind):
        result = machine.run("C:\\fx\\pipeclient.exe", kind, "%d" % machine.patience(100), timeout=60)
        self.assertEqual(result.code, 0, result.output)
        return result.output

    def test_each_is_refused_and_the_others_go_on(self):
        with self.machine("xp-sp3", "provider-dll-missing") as (machine, netmend):
            self.assertIn(netmend.start().code, (0, 3010))
            netmend.wait_outcome("restart-needed")
            self.assertIn("restart-needed", self.client(machine, "good"))
            for kind in ("senseless", "nested", "verb", "oversized", "empty", "cut-off", "dumb", "talker"):
                with self.subTest(kind):
                    answer = self.client(machine, kind)
                    self.assertNotIn("silence", answer)
                    self.assertNotIn("restart-needed", answer)
                    if kind in ("senseless", "nested", "verb", "oversized"):
                        self.assertIn("87", answer)
                    self.assertEqual(netmend.run("status").code, 3010)
            crowd = threading.Thread(target=self.client, args=(machine, "crowd"))
            crowd.start()
            self.wait_for(machine, lambda: os.path.exists(machine.path(CROWD)))
            try:
                self.assertEqual(netmend.run("status").code, 3010)
            finally:
                os.unlink(machine.path(CROWD))
            crowd.join()
            status, restarts = netmend.follow()
            self.assertEqual((status["outcome"], restarts), ("repaired", 1))
            self.assert_mended(machine)


if __name__ == "__main__":
    testing.main()
