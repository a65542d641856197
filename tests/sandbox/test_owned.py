"""The harness's own reading of the owned set: what it holds, what it leaves out, and what counts as a difference."""

import os
import sys
import unittest

sys.path.insert(0, os.path.dirname(os.path.realpath(__file__)))
sys.dont_write_bytecode = True

from harness import baselines, keys, owned, tree, values  # noqa: E402
from harness import windows as versions  # noqa: E402

INTERFACES = "Tcpip\\Parameters\\Interfaces\\"
CATALOG = "WinSock2\\Parameters\\Protocol_Catalog9"


class Owned(unittest.TestCase):
    def setUp(self):
        self.before = baselines.services(versions.ALL["xp-sp3"])
        self.after = baselines.services(versions.ALL["xp-sp3"])

    def differences(self):
        return owned.differences(self.before, self.after)

    def test_machine_stack_reads_all_of_it(self):
        read = [*keys.STACK, *(row.name for row in baselines.service_rows(versions.ALL["win11-23h2"]))]
        for rule in owned.read_rules():
            self.assertTrue(any((rule.key + "\\").startswith(name.lower() + "\\") for name in read), rule.key)

    def test_every_baseline_is_equal_to_itself_and_almost_whole(self):
        for windows in versions.ALL.values():
            services = baselines.services(windows)
            self.assertEqual(owned.differences(services, services), [])
            left_out = {line.rsplit(", ", 1)[1] for line in tree.differences(services, owned.owned(services)) if "value" in line}
            self.assertLessEqual(left_out, {"dhcpipaddress", "dhcpserver", "leaseobtainedtime", "preshutdowntimeout"}, windows.name)

    def test_every_value_that_a_person_sets_is_seen(self):
        for name in ("IPAddress", "DefaultGatewayMetric", "NameServer", "TCPAllowedPorts"):
            self.setUp()
            self.after.unset(INTERFACES + baselines.STATIC_ADAPTER, name)
            self.assertEqual(len(self.differences()), 1, name)

    def test_leases_and_markers_are_left_out(self):
        self.after.set(INTERFACES + baselines.DHCP_ADAPTER, "DhcpIPAddress", values.sz("169.254.7.7"))
        self.after.create(CATALOG + "\\0000002A")
        self.assertEqual(self.differences(), [])

    def test_what_is_added_to_a_whole_tree_is_a_difference(self):
        self.after.create("Winsock\\Somebody")
        self.after.set("WinSock2\\Parameters", "Somebody", values.dword(1))
        self.assertEqual(len(self.differences()), 2)

    def test_a_connection_or_a_service_that_came_later_is_none(self):
        self.after.set(INTERFACES + "{00000000-0000-0000-0000-000000000001}", "EnableDHCP", values.dword(1))
        self.after.set("Tcpip6\\Parameters", "DisabledComponents", values.dword(1))
        self.after.create("Tcpip\\ServiceProvider")
        self.assertEqual(self.differences(), [])

    def test_a_key_and_a_value_that_went_are_differences(self):
        self.after.delete(INTERFACES + baselines.STATIC_ADAPTER)
        self.after.unset("lanmanserver\\Linkage", "Bind")
        self.assertEqual(len(self.differences()), 2)

    def test_a_counter_that_rose_is_no_difference_and_one_that_fell_is(self):
        for number, wrong in ((99, 0), (0, 1)):
            self.after.set(CATALOG, "Serial_Access_Num", values.dword(number))
            self.assertEqual(len(owned.differences(self.before, self.after)), wrong)

    def test_counters_can_be_left_out(self):
        self.after.set(CATALOG, "Serial_Access_Num", values.dword(0))
        self.assertEqual(len(self.differences()), 1)
        self.assertEqual(owned.differences(self.before, self.after, counters=False), [])


if __name__ == "__main__":
    unittest.main(verbosity=2)
