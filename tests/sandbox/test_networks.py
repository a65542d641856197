"""The generated networks: the same seed makes the same one, and no setting can be lost, changed or added unseen."""

import os
import sys
import unittest

sys.path.insert(0, os.path.dirname(os.path.realpath(__file__)))
sys.dont_write_bytecode = True

from harness import networks, owned, values  # noqa: E402


class Networks(unittest.TestCase):
    def test_a_seed_makes_the_same_network(self):
        for seed in range(1, 50):
            self.assertEqual(networks.generate(seed).services.flat(), networks.generate(seed).services.flat())

    def test_seeds_make_every_kind_of_network(self):
        made = [networks.generate(seed) for seed in range(1, 51)]
        self.assertEqual({len(network.cards) for network in made}, {1, 2, 3, 4})
        self.assertEqual({len(network.stale) for network in made}, {0, 1, 2})
        self.assertTrue(any(0 in network.bindings.values() for network in made))

    def test_every_setting_is_compared(self):
        for seed in range(1, 11):
            network = networks.generate(seed)
            was = owned.owned(network.services)
            compared = 0
            for path, found in was.items():
                for name in found:
                    after = networks.generate(seed).services
                    after.set(path, name, values.binary(b"somebody was here"))
                    seen = networks.lost(network, network.services, after)
                    after.unset(path, name)
                    if any(card.lower() in path.lower() for card in network.stale):
                        self.assertEqual(seen, [], (seed, path, name))
                        continue
                    self.assertEqual(len(seen), 1, (seed, path, name))
                    self.assertEqual(len(networks.lost(network, network.services, after)), 1, (seed, path, name))
                    compared += 1
            self.assertGreater(compared, 20)

    def test_what_an_installation_adds_is_a_difference_where_it_says_something(self):
        network, after = networks.generate(1), networks.generate(1).services
        card = next(card for card in network.cards if after.exists(networks.INTERFACES + card))
        for name, differences in (("EnableDHCP", 0), ("Added", 1)):
            for tree in (network.services, after):
                tree.unset(networks.INTERFACES + card, name)
            after.set(networks.INTERFACES + card, name, values.dword(1))
            self.assertEqual(len(networks.lost(network, network.services, after)), differences, name)
            after.unset(networks.INTERFACES + card, name)


if __name__ == "__main__":
    unittest.main(verbosity=2)
