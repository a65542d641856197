"""The catalogs of healthy machines by Windows: the whole file is read, and what is cut off or unknown is told by its line."""

import os
import sys
import unittest

sys.path.insert(0, os.path.dirname(os.path.realpath(__file__)))
sys.dont_write_bytecode = True

from harness import catalog_data, catalog_format as cf  # noqa: E402

ENTRIES_MAX = 20


def text():
    with open(catalog_data.FILE, encoding="utf-8") as file:
        return file.read()


class CatalogData(unittest.TestCase):
    def test_every_list_is_within_its_limits(self):
        data = catalog_data.catalog_data()
        for name, entries in data.protocols.items():
            with self.subTest(name):
                self.assertEqual(len({entry.entry_id for entry in entries}), len(entries))
                self.assertLessEqual(len(entries), ENTRIES_MAX)
                for entry in entries + data.connections.get(name, []):
                    self.assertEqual(cf.unpack(entry.pack()).name, entry.name)
                    self.assertEqual(cf.unpack(entry.pack()).path, entry.path)
                    self.assertIn(entry.provider, cf.INBOX)
        for name, spaces in data.name_spaces.items():
            with self.subTest(name):
                self.assertLessEqual(len(spaces), ENTRIES_MAX)
                self.assertIn(cf.NS_TCPIP, [provider for _, provider, _, _ in spaces])

    def test_every_service_that_another_one_names_is_there(self):
        for which, services in catalog_data.catalog_data().services.items():
            names = [service.name.lower() for service in services]
            self.assertEqual(len(set(names)), len(names), which)
            for service in services:
                with self.subTest(which + " " + service.name):
                    self.assertLessEqual({name.lower() for name in service.depends_on}, set(names))

    def test_ids_run_in_the_order_of_transports_from_windows_8_1_on(self):
        data = catalog_data.catalog_data()
        for row in data.windows.values():
            if row.version not in ("6.3", "10.0"):
                continue
            with self.subTest(row.name):
                entries, ids = data.protocols[row.protocols], []
                for transport in data.transports[row.transports]:
                    ids += sorted(entry.entry_id for entry in entries if entry.provider == transport.provider)
                self.assertEqual(ids, list(range(1001, 1001 + len(entries))))

    def test_every_windows_is_there_once(self):
        rows = [line for line in text().splitlines() if line.startswith("windows")]
        self.assertEqual(len(catalog_data.catalog_data().windows), len(rows))

    def test_a_file_that_is_cut_off_is_told_by_its_line(self):
        lines = text().splitlines()
        for count in range(len(lines)):
            with self.subTest(count), self.assertRaisesRegex(catalog_data.BadLine, "after line %d|Line %d " % (count, count)):
                catalog_data.read("".join(line + "\n" for line in lines[:count]))

    def test_a_row_that_lacks_its_end_or_is_unknown_is_told_by_its_line(self):
        lines = text().splitlines()
        for number, line in enumerate(lines, 1):
            if not line or line.startswith("#"):
                continue
            for bad in (line[:len(line) // 3], "un" + line):
                with self.subTest(number), self.assertRaisesRegex(catalog_data.BadLine, "Line %d " % number):
                    catalog_data.read("\n".join(lines[:number - 1] + [bad] + lines[number:]))

    def test_nothing_follows_the_end(self):
        with self.assertRaisesRegex(catalog_data.BadLine, "windows"):
            catalog_data.read(text() + text().splitlines()[-2])


if __name__ == "__main__":
    unittest.main()
