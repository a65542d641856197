"""The judge is tested against everything it must tell apart: every baseline and real export is healthy, every fault is damage."""

import glob
import os
import sys
import unittest

sys.path.insert(0, os.path.dirname(os.path.realpath(__file__)))
sys.dont_write_bytecode = True

from harness import baselines, catalog_edit, defaults, faults, judge, keys, places, reg_text  # noqa: E402
from harness import windows as versions  # noqa: E402

EXPECTED = {
    "provider-dll-missing": {"provider-missing"},
    "chain-names-gone-entry": {"chain-cut"},
    "numbering-gap": {"number-missing"},
    "base-tcp-gone": {"base-tcp-missing"},
    "both-keys-deleted": {"winsock2-key-missing", "winsock1-missing"},
    "half-written": {"number-missing"},
    "bare-path-malware": {"bare-path", "provider-missing"},
    "layered-provider-left-behind": {"provider-missing"},
    "orphan-beside-healthy": {"provider-missing"},
    "orphan-below-healthy": {"provider-missing"},
    "orphan-in-32-bits": {"provider-missing"},
    "orphan-in-64-bits": {"provider-missing"},
    "cut-below-healthy": {"chain-cut"},
    "wrong-count": {"number-extra"},
    "base-udp-gone-in-32-bits": {"base-udp-missing"},
    "protocols-blank": {"catalog-blank", "base-tcp-missing", "base-udp-missing"},
    "old-key-without-tcpip": {"winsock1-missing"},
    "dns-name-space-missing": {"namespace-tcpip-missing"},
    "dns-name-space-off": {"namespace-tcpip-off"},
    "orphaned-name-space": {"provider-missing"},
    "nsi-disabled": {"service-disabled"},
    "dhcp-disabled": set(),
    "dnscache-disabled": set(),
    "bfe-disabled": {"service-disabled"},
    "afd-disabled": {"service-disabled"},
    "dependency-gone": {"dependency-missing"},
    "healthy-layered-provider": set(),
    "healthy-name-provider": set(),
}


def look(tree, gone=()):
    return judge.judge(tree, lambda path, half: path.replace("/", "\\").split("\\")[-1].lower() in gone)


def corpus():
    return glob.glob(os.path.join(places.REPOSITORY, "..", "shared", "corpus", "*.reg"))


class Judge(unittest.TestCase):
    def test_every_baseline_is_healthy(self):
        for windows in versions.ALL.values():
            with self.subTest(windows.name):
                self.assertEqual(look(baselines.services(windows)).findings, [])

    def test_every_fault_is_seen_on_every_windows(self):
        self.assertEqual(set(EXPECTED), set(faults.ALL))
        for windows in versions.ALL.values():
            for fault, codes in EXPECTED.items():
                if not faults.fits(fault, windows):
                    continue
                with self.subTest(windows=windows.name, fault=fault):
                    tree = baselines.services(windows)
                    gone, _ = faults.apply(fault, tree, windows)
                    verdict = look(tree, gone)
                    self.assertEqual(set(verdict.damage), codes)
                    self.assertEqual(verdict.healthy, not codes)

    def test_real_exports_are_healthy(self):
        for path in corpus():
            with self.subTest(os.path.basename(path)):
                verdict = judge.judge(reg_text.read(path).subtree("HKLM\\" + keys.SERVICES))
                self.assertEqual(verdict.damage, [])

    def test_every_fault_is_seen_on_real_exports(self):
        for path in corpus():
            for fault, codes in EXPECTED.items():
                if not faults.fits(fault, None):
                    continue
                with self.subTest(export=os.path.basename(path), fault=fault):
                    tree = reg_text.read(path).subtree("HKLM\\" + keys.SERVICES)
                    gone, _ = faults.apply(fault, tree, None)
                    self.assertEqual(set(look(tree, gone).damage), codes)

    def test_a_service_that_is_off_is_named_but_no_damage(self):
        windows = versions.ALL["win11-23h2"]
        for fault in ("dhcp-disabled", "dnscache-disabled"):
            tree = baselines.services(windows)
            faults.apply(fault, tree, windows)
            self.assertIn("service-off", look(tree).codes)

    def test_faults_of_services_need_a_windows_whose_services_are_known(self):
        for fault in faults.FROM_VISTA:
            with self.assertRaisesRegex(places.SandboxError, "Vista and later"):
                faults.apply(fault, baselines.services(versions.ALL["xp-sp3"]), versions.ALL["xp-sp3"])

    def test_products_have_other_ids_in_each_half(self):
        windows = versions.ALL["win11-23h2"]
        tree = baselines.services(windows)
        faults.apply("orphan-beside-healthy", tree, windows)
        ids = [{entry.entry_id for entry in catalog_edit.entries_of(tree, half) if entry.provider == faults.LAYER} for half in ("", "64")]
        self.assertTrue(ids[0] and ids[1])
        self.assertFalse(ids[0] & ids[1])

    def test_a_healthy_third_party_is_named_but_no_damage(self):
        windows = versions.ALL["xp-sp3"]
        tree = baselines.services(windows)
        faults.apply("healthy-layered-provider", tree, windows)
        self.assertIn("third-party", look(tree).codes)

    def test_what_a_reset_writes_is_healthy(self):
        for windows in versions.ALL.values():
            for kind in ("Reset", "Install"):
                with self.subTest(windows=windows.name, kind=kind):
                    tree = baselines.services(windows)
                    clean = defaults.defaults(tree, windows).subtree(kind + "\\Protocol_Catalog9")
                    tree.delete("WinSock2\\Parameters\\Protocol_Catalog9")
                    tree.graft("WinSock2\\Parameters\\Protocol_Catalog9", clean)
                    self.assertEqual(look(tree).findings, [])

    def test_a_blank_catalog_is_damage(self):
        windows = versions.ALL["xp-sp1"]
        tree = baselines.services(windows)
        baselines_at = "WinSock2\\Parameters"
        tree.delete(baselines_at + "\\Protocol_Catalog9")
        baselines.write_protocols(tree, baselines_at, [], 32, False)
        self.assertIn("catalog-blank", look(tree).damage)


if __name__ == "__main__":
    unittest.main()
