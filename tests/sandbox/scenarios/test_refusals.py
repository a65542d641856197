"""What must not be repaired: healthy machines."""

from world import Scenario

from harness import testing


class Refusals(Scenario):
    def test_healthy_machine_is_refused(self):
        with self.machine("xp-sp3") as (machine, netmend):
            before = machine.stack()
            reply = netmend.start()
            self.assertEqual(reply.code, 0, reply.output)
            self.assertIn(netmend.outcome(), ("none", "healthy"))
            self.assert_as_found(before, machine)
            machine.break_("provider-dll-missing")
            self.assertEqual(netmend.run("diagnose").code, 1)  # the same command sees damage when there is some

    def test_a_healthy_layered_provider_is_no_damage(self):
        with self.machine("xp-sp3", "healthy-layered-provider") as (machine, netmend):
            self.assertEqual(netmend.run("diagnose").code, 2)


if __name__ == "__main__":
    testing.main()
