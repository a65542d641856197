"""tests/tidy sees what it is there for: each law is broken once, and a tree that keeps them all is left in peace."""
import importlib.machinery
import importlib.util
import json
import os
import shutil
import sys
import tempfile
import unittest

sys.dont_write_bytecode = True
TESTS = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, TESTS)
import clang_checks
import papers
import sentences

FACTS = """# Facts

| tag | meaning |
|---|---|
| **D** | documented |
| **K** | the articles |
| **M** | unverified |

## 1. The catalog
### 1.1 Registry tree
### 1.3 Providers
## 2. How the blank keys come back
## Appendix B. Imports
## Surprises: ten of them
"""
PROCEDURES = "# Procedures\n\n## 5. Keys\n### 5.7 Compare\n## 6. Windows 2000\n"


def load_tidy():
    loader = importlib.machinery.SourceFileLoader("tidy", os.path.join(TESTS, "tidy"))
    module = importlib.util.module_from_spec(importlib.util.spec_from_loader("tidy", loader))
    loader.exec_module(module)
    return module


def cited(text, name="service/a.cpp"):
    tree = {papers.PAPERS["windows-facts"]: FACTS, papers.PAPERS["procedures"]: PROCEDURES, name: text}
    return papers.citations(tree)


class Versions(unittest.TestCase):
    def test_stand_in_one_place(self):
        tree = {"CMakeLists.txt": "project(netmend VERSION 1.2.3 LANGUAGES C)", "deploy/CHANGES.md": "# Changes\n\n## 1.2.3\n\n## 1.2.2\n"}
        find = load_tidy().findings_of_version
        self.assertEqual(list(find(tree)), [])
        self.assertEqual(len(list(find(tree | {"deploy/CHANGES.md": "## 1.2.2\n"}))), 1)
        self.assertEqual(len(list(find(tree | {"control/a.cpp": 'print("1.2.3");'}))), 1)
        self.assertEqual(len(list(find({}))), 1)


class Sentences(unittest.TestCase):
    def said(self, source, name="control/a.cpp"):
        return [sentence for _, sentence in sentences.sentences_of(name, source)]

    def test_are_collected_from_whatever_is_put_together(self):
        for source, expected in (
                ('print("One two three. Four five six.");', ["One two three.", "Four five six."]),
                ('print("One two " /* and */ "three " // more\n  "four");', ["One two three four"]),
                ('return "The key " + path + " is " + name_of(a, "b c d e") + ".";', ["b c d e", "The key X is X."]),
                ('x = torn ? "it is torn apart" : "it is left whole";', ["it is torn apart", "it is left whole"]),
                ('f(name + (a ? " is the long one of two" : " is short") + " at last");',
                 [" is the long one of two".strip(), "X is the long one of two at last"]),
                ('{"code", one, two, "a meaning for people", "and a remedy, too"},', ["a meaning for people", "and a remedy, too"]),
                ('const char* a = R"(raw text of four)"; char c = \'"\';', ["raw text of four"]),
                ('line("first of these\\nsecond of these");', ["first of these", "second of these"]),
                ('#include "no words for people"\n// "nor are these four"', [])):
            self.assertEqual(self.said(source), expected, source)

    def test_are_not_looked_for_elsewhere(self):
        self.assertEqual(self.said('say("One two three four.");', "tests/a.cpp"), [])

    def test_that_are_too_long_are_findings(self):
        words = " ".join("abcdefghijklmnopqrstuvwxyz")
        for text, found in ((f"{words[:-2]}.", 0), (f"{words}.", 1), (f"{words[:-2]}. netmend goes on.", 0),
                            ("A list (" + words.replace(" ", ", ") + ") is one word.", 0)):
            self.assertEqual(len(sentences.findings({"control/a.cpp": f'say("{text}");'})[1]), found, text)
        found = sentences.findings({"tests/golden/plans.txt": f"== x\n  refusal: {words}.\n", "service/b.hpp": f'say("{words}.");'})[1]
        self.assertEqual(found, [f"service/b.hpp:1: a sentence of 26 words, 25 at most: {words}."], "once")


class Citations(unittest.TestCase):
    def check(self, text, count, *missing):
        found, findings = cited(text)
        self.assertEqual(found, count, text)
        self.assertEqual([finding.split(": cites ")[1].split(", which")[0] for finding in findings], list(missing), text)

    def test_of_every_form_lead_to_headings(self):
        for text, count in (("// (windows-facts, 1.3)", 1), ("// windows-facts 1.1 to 1.3", 2), ("// windows facts §1.3, §2", 2),
                            ("// windows-facts 1.1, 1.3 and 2: both", 3), ("// windows facts, chapter 2", 1),
                            ('// windows-facts, "Surprises" 7', 1), ("// (procedures, 5.7)", 1), ("// Procedures, 5.7: named", 1),
                            ("// procedures, 6, step 0", 1), ("// the tags of windows-facts", 1)):
            self.check(text, count)

    def test_go_on_in_the_next_line_of_a_comment(self):
        self.check("// windows-facts 1.3 and\n// 2 say so", 2)
        self.check("# written from windows-facts\n# 1.1", 1)

    def test_that_lead_nowhere_are_named(self):
        self.check("// (windows-facts, 1.2)", 1, "windows-facts 1.2")
        self.check("// windows-facts 1.3 and 9", 2, "windows-facts 9")
        self.check("// (procedures, 5.8)", 1, "procedures 5.8")
        self.check('// windows-facts, "Wonders"', 1, "windows-facts Wonders")
        self.check("// design, chapter 4", 1, "design 4")

    def test_behind_a_link_are_citations(self):
        self.check("see [windows-facts](windows-facts.md), 3, and [procedures](../a/procedures.md), 6", 2, "windows-facts 3")

    def test_name_the_line(self):
        self.assertEqual(cited("int a;\n// (procedures, 7)")[1], ["service/a.cpp:2: cites procedures 7, which is not there"])

    def test_are_not_made_of_plain_words_and_names_of_files(self):
        for text in ("// how the procedures go", '"windows-modern-catalogs.json"', "// the design is old", "namespace procedures = 5;"):
            self.check(text, 0)

    def test_of_pages_by_their_name(self):
        self.check("// see PAGE.md".replace("PAGE", "windows-facts"), 1)
        self.check("// see style.md", 1, "style.md")

    def test_by_tags_know_the_table_of_tags(self):
        self.check("Works, // at once (D)", 1)
        self.check("Works, // (K, M: 1018)", 2)
        self.check("Works, // at once (R)", 1, "the tag R")
        self.check('text += "(D;;GA;;;NU)"; // an entry', 0)
        self.check("f(D); // not in a comment", 0)

    def test_within_a_page_are_looked_up_there(self):
        tree = {papers.PAPERS["procedures"]: PROCEDURES + "As §5.7 says, and §5.9."}
        count, findings = papers.citations(tree)
        self.assertEqual((count, len(findings)), (2, 1))
        self.assertIn("§5.9", findings[0])

    def test_in_what_programs_print_are_none(self):
        self.assertEqual(cited("procedures, 99", "tests/golden/plans.txt"), (0, []))


class Links(unittest.TestCase):
    def dead(self, text, name="tests/README.md"):
        tree = {name: text, "README.md": "# Netmend\n## What is built\n"}
        return papers.dead_links(tree, lambda path: path in tree or path == "tests/sim")

    def test_to_what_is_there_are_left_in_peace(self):
        self.assertEqual(self.dead("[a](../README.md) [b](sim) [c](../README.md#what-is-built) [d](https://x.org/none) [e](#top)\n# Top"),
                         (4, []))

    def test_that_are_dead_are_named_with_their_line(self):
        self.assertEqual(self.dead("\n[a](gone.md)")[1], ["tests/README.md:2: links to gone.md, which is not there"])
        self.assertIn("no such heading", self.dead("[a](../README.md#what-was)")[1][0])
        self.assertIn("no such heading", self.dead("[a](#here)")[1][0])

    def test_in_code_are_none(self):
        self.assertEqual(self.dead("`[a](gone.md)`\n```\n[b](gone.md)\n```"), (0, []))


class NamedFiles(unittest.TestCase):
    def test_that_are_not_there_are_named(self):
        tree = {"deploy/A.md": "`machine/table.hpp` `table.hpp` `tests/tidy` `steps/NAME.cpp` `statemachine/a-N.inc` `*_findings.cpp`\n`gone.hpp` `tests/gone`",
                "statemachine/machine/table.hpp": ""}
        count, findings = papers.lost_files(tree, lambda path: path == "tests/tidy")
        self.assertEqual(count, 5)
        self.assertEqual(findings, ["deploy/A.md:2: names gone.hpp, which is not there",
                                    "deploy/A.md:2: names tests/gone, which is not there"])


class Commands(unittest.TestCase):
    code = {"control/verbs.cpp": 'Verb{"start", &start, "begin", option_yes},', "control/arguments.cpp": 'app.add_flag("--yes", yes, "")'}

    def check(self, text, count, *unknown):
        found, findings = papers.unknown_words(self.code | {"README.md": text})
        self.assertEqual((found, [finding.rsplit(" ", 1)[1] for finding in findings]), (count, list(unknown)), text)

    def test_of_pages_are_those_of_the_program(self):
        self.check("Type `netmend start --yes`.\n```\nnetmend start      begins\nC:\\>netmend start\n```", 3)
        self.check("`netmend begin`", 1, "begin")
        self.check("```\nnetmend start --please=now\n```", 1, "--please")

    def test_are_not_made_of_sentences(self):
        self.check("netmend repairs a stack. `netmend` alone, `netmend.exe`.", 0)


class Files(unittest.TestCase):
    tidy = load_tidy()

    def findings(self, name, text):
        return list(self.tidy.findings_of_file(name, text))

    def test_that_break_a_law_are_named(self):
        for name, text, says in (("service/a.cpp", "x\n" * 301, "301 lines"),
                                 ("statemachine/a.cpp", "#include <windows.h>", "must not see"),
                                 ("control/a.cpp", 'if (name == "reset")', "by text"),
                                 ("service/a.cpp", "// TO" "DO", "left open"),
                                 ("tests/a.py", 'open("/ho' 'me/me/x")', "one machine")):
            findings = self.findings(name, text)
            self.assertEqual(len(findings), 1, name)
            self.assertIn(says, findings[0])

    def test_that_keep_them_are_left_in_peace(self):
        self.assertEqual(self.findings("service/a.cpp", "#include <windows.h>\nint a;\n"), [])


USE_AFTER_MOVE = """#include <string>
#include <utility>
std::string kept;
std::size_t keep(std::string text) {
    kept = std::move(text);
    return text.size();
}
"""


class ChangedSources(unittest.TestCase):
    def test_are_those_that_are_built_with_those_of_their_headers_and_the_products_first(self):
        built = {"tests/unit/a_test.cpp", "statemachine/a.cpp", "statemachine/b.cpp", "control/c.cpp"}
        changed = {"tests/unit/a_test.cpp", "statemachine/b.hpp", "control/c.cpp", "service/windows/d.cpp", "README.md"}
        self.assertEqual(clang_checks.sources_of(changed, built), ["statemachine/b.cpp", "control/c.cpp", "tests/unit/a_test.cpp"])

    @unittest.skipUnless(shutil.which("clang-tidy"), "clang-tidy is not here")
    def test_with_a_true_fault_are_named(self):
        with tempfile.TemporaryDirectory() as top:
            folder = os.path.join(top, "build", "release")
            source = os.path.join(top, "service", "a.cpp")
            os.makedirs(folder)
            os.makedirs(os.path.dirname(source))
            command = {"directory": folder, "file": source, "command": f"c++ -std=c++20 -c {source}"}
            with open(os.path.join(folder, "compile_commands.json"), "w", encoding="utf-8") as file:
                json.dump([command], file)
            for text, lines in ((USE_AFTER_MOVE, ["service/a.cpp:6"]), (USE_AFTER_MOVE.replace("text.size()", "kept.size()"), [])):
                with open(source, "w", encoding="utf-8") as file:
                    file.write(text)
                found = clang_checks.findings(top, changed={"service/a.cpp"})
                self.assertEqual([finding.split(": ")[0] for finding in found], lines)


if __name__ == "__main__":
    unittest.main()
