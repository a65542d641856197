"""Citations and links: what a comment or a page says of another page leads to a heading that is there.

A citation names a paper and, mostly, places in it: "(procedures, 5.7)", "windows-facts 1.3 and 1.4", "windows-modern §8",
"[design](design.md), 4", 'windows-facts, "Surprises" 7'. A place is the number that a heading begins with, or its title. Tags such
as "(D)" or "(K, M: 1018)" in comments are citations, too: of the table of tags in windows-facts. So is the name of a page."""
import os
import re

PAPERS = {
    "design": "statemachine/design.md",
    "procedures": "statemachine/procedures.md",
    "windows-facts": "statemachine/windows-facts.md",
    "windows-modern": "statemachine/windows-modern.md",
}
TAGGED = PAPERS["windows-facts"]
# What programs print, what comes from elsewhere, and what is made up for a test cites nobody.
NOT_READ = ("tests/golden/", "tests/sim/seeds/", "tests/fuzz/seeds/", "tests/test_tidy.py")

GAP = r"(?:[ \t]*\n[ \t]*(?://+|#(?!#)|\*)?[ \t]*|[ \t]+)"  # within a sentence; a comment may go on in its next line
PLACE = rf"(?:§{GAP}?|chapter{GAP}|section{GAP})?(?P<{{}}>\d+(?:\.\d+)?)(?![\d%])"
FIRST = re.compile(
    rf"(?<![\w/.-])(?P<paper>windows[- ]facts|windows-modern|procedures|design)(?P<file>\.md)?(?:`|\]\([\w./-]*\))?(?!-)"
    rf"(?:,?{GAP}(?:{PLACE.format('number')}|\"(?P<title>[^\"\n]+)\"))?", re.I)
NEXT = re.compile(rf"(?:,{GAP}?(?:and{GAP})?|{GAP}(?:and|to){GAP}){PLACE.format('number')}")
WORDS = {"procedures", "design"}  # mean a paper only where a place or ".md" follows
FILE = re.compile(r"(?<![\w./*-])([\w-]+(?:/[\w.-]+)*\.md)\b")
TAGS = re.compile(r"(?://|#).*?\(([DKRPTMIH](?:, ?[DKRPTMIH])*)(?=[):])")
HEADING = re.compile(r"^(#{1,6})\s+(.*?)\s*#*\s*$")
LINK = re.compile(r"(?<!!)\[[^\]\n]*\]\(([^)\s]+)\)|!\[[^\]\n]*\]\(([^)\s]+)\)")
# A file of this repository, as pages name it: `statemachine/machine/table.hpp`, `table.hpp`, `tests/tidy`. NAME and N stand for
# one that whoever reads makes.
NAMED_FILE = re.compile(r"`((?:statemachine|service|control|tests|deploy)/[\w./-]*[\w-]/?|[a-z][\w./-]*\.(?:cpp|hpp|inc|def|py|cmake))`")
OWN_PLACE = re.compile(r"§(\d+(?:\.\d+)?)")


def outside_of_fences(text):
    fenced = False
    for line in text.split("\n"):
        if line.startswith("```"):
            fenced = not fenced
            line = ""
        yield "" if fenced else line


def headings(text):
    """(numbers, titles, anchors) of a page."""
    numbers, titles, anchors = set(), set(), set()
    for line in outside_of_fences(text):
        match = HEADING.match(line)
        if not match:
            continue
        title = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", match[2]).replace("`", "")
        number = re.match(r"(?:Appendix )?(\d+(?:\.\d+)*|[A-Z](?=\. ))", title)
        if number:
            numbers.add(number[1])
        titles.add(re.sub(r"^(?:Appendix )?[\d.A-Z]+\.? ", "", title).split(":")[0].lower())
        anchors.add(re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-"))
    return numbers, titles, anchors


def places_of(text):
    """(line, paper, number or None, title or None) of each citation of a paper."""
    for match in FIRST.finditer(text):
        paper = match["paper"].lower().replace(" ", "-")
        number, title = match["number"], match["title"]
        if paper in WORDS and not match["file"] and number is None:
            continue
        if match["paper"].lower() == "windows facts" and number is None:
            continue
        line = text.count("\n", 0, match.start()) + 1
        yield line, paper, number, title
        end = match.end()
        while number is not None:
            more = NEXT.match(text, end)
            if not more:
                break
            yield line, paper, more["number"], None
            end = more.end()


def citations(texts):
    """(count, findings) of the citations in all files; `texts` maps names to contents."""
    known = {paper: headings(texts[name]) for paper, name in PAPERS.items() if name in texts}
    tags = set(re.findall(r"^\| \*\*([A-Z])\*\*", texts.get(TAGGED, ""), re.M))
    bases = {os.path.basename(name) for name in texts if name.endswith(".md")}
    count, findings = 0, []

    def resolve(holds, where, what):
        nonlocal count
        count += 1
        if not holds:
            findings.append(f"{where}: cites {what}, which is not there")

    for name, text in texts.items():
        if name.startswith(NOT_READ) or name.endswith(".reg"):
            continue
        for line, paper, number, title in places_of(text):
            numbers, titles, _ = known.get(paper, (set(), set(), set()))
            holds = paper in known if not number and not title else number in numbers if number else title.lower() in titles
            resolve(holds, f"{name}:{line}", f"{paper} {number or title or ''}".strip())
        markdown = name.endswith(".md")
        for line, content in enumerate(text.split("\n"), 1):
            if not markdown:
                for match in FILE.finditer(content):
                    if match[1].split(".")[0] not in PAPERS:
                        resolve(os.path.basename(match[1]) in bases, f"{name}:{line}", match[1])
                for match in TAGS.finditer(content) if not name.endswith(".py") else ():
                    for tag in re.split(", ?", match[1]):
                        resolve(tag in tags, f"{name}:{line}", f"the tag {tag}")
            elif name in PAPERS.values():
                numbers = known[next(paper for paper, page in PAPERS.items() if page == name)][0]
                bare = FIRST.sub(lambda found: " " * len(found[0]), content)
                for match in OWN_PLACE.finditer(bare):
                    resolve(match[1] in numbers, f"{name}:{line}", f"§{match[1]} of its own page")
    return count, findings


def dead_links(texts, exists):
    """(count, findings) of the relative links in all pages; `exists` says whether a path relative to the top is there."""
    count, findings = 0, []
    for name, text in texts.items():
        if not name.endswith(".md"):
            continue
        for line, content in enumerate(outside_of_fences(text), 1):
            for match in LINK.finditer(re.sub(r"`[^`]*`", lambda code: " " * len(code[0]), content)):
                target = match[1] or match[2]
                if re.match(r"[a-z]+:", target):
                    continue
                count += 1
                path, _, anchor = target.partition("#")
                path = os.path.normpath(os.path.join(os.path.dirname(name), path)) if path else name
                if not exists(path):
                    findings.append(f"{name}:{line}: links to {target}, which is not there")
                elif anchor and path in texts and anchor not in headings(texts[path])[2]:
                    findings.append(f"{name}:{line}: links to {target}, which has no such heading")
    return count, findings


def lost_files(texts, exists):
    """(count, findings) of the files and folders that pages name in `code`, from the top or by the end of their path."""
    ends = {"/".join(name.split("/")[-depth:]) for name in texts for depth in range(1, 5)}
    count, findings = 0, []
    for name, text in texts.items():
        if not name.endswith(".md"):
            continue
        for line, content in enumerate(outside_of_fences(text), 1):
            for match in NAMED_FILE.finditer(content):
                if re.search(r"NAME|-N\.", match[1]):
                    continue
                count += 1
                beside = os.path.join(os.path.dirname(name), match[1])
                if not (match[1] in ends or exists(match[1]) or exists(beside)):
                    findings.append(f"{name}:{line}: names {match[1]}, which is not there")
    return count, findings


# What pages tell people to type: `netmend start --yes`, in code or in a block.
COMMAND = re.compile(r"(^|`|> ?)netmend(?: ([a-z]+)\b)?((?: --[a-z-]+(?:=[^\s`]+)?)*)")


def unknown_words(texts):
    """(count, findings) of the verbs and options of netmend that pages name, compared with control/verbs.cpp and arguments.cpp."""
    verbs = set(re.findall(r'Verb\{"(\w+)"', texts["control/verbs.cpp"]))
    options = set(re.findall(r'"(?:-\w,)?(--[a-z-]+)"', texts["control/arguments.cpp"])) | {"--help"}
    count, findings = 0, []
    for name, text in texts.items():
        if not name.endswith(".md"):
            continue
        fenced = False
        for line, content in enumerate(text.split("\n"), 1):
            fenced = fenced != content.startswith("```")
            for match in COMMAND.finditer(content):
                words = [match[2]] * bool(match[2]) + [word.split("=")[0] for word in match[3].split()]
                if not words or match[1] != "`" and not fenced:
                    continue
                count += 1
                findings += [f"{name}:{line}: netmend does not know {word}" for word in words if word not in verbs | options]
    return count, findings
