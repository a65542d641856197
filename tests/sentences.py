"""Sentences for people: how many, and how long. For tests/tidy; by itself it prints those that are too long. They are collected
from the texts in the product's sources, and from what the findings and plans of the golden files say as a whole.

In a source, what is put together with + is one text, in which whatever is no literal counts as one word: the longest
alternative of a condition, X for anything else. A sentence ends at a full stop, a question mark, an exclamation mark or the end
of a line. A list in brackets counts as one word."""
import os
import re
import sys

WORDS_MAX = 25
WORDS_OF_TEXT_MIN = 3  # shorter ones are names, formats, pieces
SOURCES = re.compile(r"^(statemachine|service|control)/.*\.(cpp|hpp|inc|def)$")
PRINTED = {"tests/golden/findings.txt": re.compile(r"^ +(?:->|remedy:)? *"), "tests/golden/plans.txt": re.compile(r"^ +(?:[a-z ]+: )?")}
TOKEN = re.compile(r"""
    (?P<skip>\s+ | //[^\n]* | /\*.*?\*/ | ^[ \t]*\#(?:[^\n\\]|\\.)*$ )
  | (?P<raw>(?:L|u8|u|U)?R"(?P<mark>[^(\s]*)\((?P<inside>.*?)\)(?P=mark)")
  | (?P<text>(?:L|u8|u|U)?"(?:[^"\\\n]|\\.)*")
  | (?P<letter>'(?:[^'\\\n]|\\.)+')
  | (?P<word>[\w]+)
  | (?P<sign>->|::|\+=|\+\+|<<|>>|&&|\|\||[=!<>]=|.)
""", re.X | re.S | re.M)
ESCAPES = {"n": "\n", "r": "\n", "t": " ", '"': '"', "'": "'", "\\": "\\", "0": " "}
OPEN, CLOSE = {"(": ")", "[": "]", "{": "}"}, ")]}"
ENDS = {",", ";", "?", ":", "=", "+=", "<<", ">>", "&&", "||", "==", "!=", "<=", ">=", "return", "else"}
ELSE = "X"  # whatever is no literal


def tokens_of(source):
    """(kind, text, line), without what the compiler does not see."""
    line = 1
    for found in TOKEN.finditer(source):
        kind = found.lastgroup if found.lastgroup not in ("mark", "inside") else "raw"
        if kind == "text":
            inside = found["text"][found["text"].index('"') + 1:-1]
            yield "text", re.sub(r"\\(x[0-9a-fA-F]+|.)", lambda m: ESCAPES.get(m[1], ELSE), inside), line
        elif kind == "raw":
            yield "text", found["inside"], line
        elif kind != "skip":
            yield kind, found[0], line
        line += found[0].count("\n")


class Texts:
    """The texts of one source, each with its line."""

    def __init__(self, source):
        self._tokens, self._at, self.found = list(tokens_of(source)), 0, []
        while self._at < len(self._tokens):
            self._group(None)

    def _group(self, closing):
        """Up to the closing bracket; the longest of its texts, "" where it has none."""
        longest, text, line, glued, before = "", "", 0, True, None
        while self._at < len(self._tokens):
            kind, token, here = self._tokens[self._at]
            self._at += 1
            if kind == "text":
                text, line, glued = text + token, line or here, False
            elif token == "+" and kind == "sign":
                glued = True
            elif token in ENDS or token in CLOSE:
                self._add(text, line)
                longest, text, line, glued = max(longest, text, key=len), "", 0, True
                if token in CLOSE:
                    return longest
            elif token in OPEN:
                within = self._group(OPEN[token])
                is_call = before is not None and before[0] == "word" and before[1] != "return" or token != "("
                if not is_call:
                    text, line, glued = text + (within or (ELSE if glued else "")), line or here, False
                if token == "{":  # a body, or the members of one
                    text, line, glued = "", 0, True
            elif glued and kind in ("word", "letter"):
                text, line, glued = text + ELSE, line or here, False
            before = (kind, token)
        self._add(text, line)
        return longest

    def _add(self, text, line):
        if re.search(r"[a-z]", text):
            self.found.append((line, text))


def words_of(sentence):
    return len([word for word in re.sub(r"\([^()]*,[^()]*\)", ELSE, sentence).split() if re.search(r"\w", word)])


def split(text):
    for sentence in re.split(r"\n|(?<=[.!?])[\"')]*\s+(?=[\"'`(A-Z<])|(?<=\.)\s+(?=netmend\b)", text):
        if words_of(sentence) >= WORDS_OF_TEXT_MIN:
            yield sentence.strip()


def sentences_of(name, text):
    """(line, sentence) of each sentence for people."""
    if name in PRINTED:
        lines = [(number, PRINTED[name].sub("", line)) for number, line in enumerate(text.split("\n"), 1) if line.startswith(" ")]
    else:
        lines = Texts(text).found if SOURCES.match(name) else []
    for number, line in lines:
        for sentence in split(line):
            yield number, sentence


def findings(texts):
    """(what was counted, [finding]) of {name: text}."""
    seen, found = {}, []
    for name in sorted(texts, key=lambda name: (name in PRINTED, name)):
        for line, sentence in sentences_of(name, texts[name]):
            words = seen.get(sentence)
            if words is None and (words := words_of(sentence)) > WORDS_MAX:
                found.append(f"{name}:{line}: a sentence of {words} words, {WORDS_MAX} at most: {sentence}")
            seen[sentence] = words
    return f"{len(seen)} sentences for people, the longest has {max(seen.values(), default=0)} words, {len(found)} have too many", found


def main():
    top = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
    texts = {}
    for folder, _, files in os.walk(top):
        for name in (os.path.relpath(os.path.join(folder, file), top) for file in files):
            if SOURCES.match(name) or name in PRINTED:
                with open(os.path.join(top, name), encoding="utf-8") as file:
                    texts[name] = file.read()
    counted, found = findings(texts)
    print("\n".join([*found, counted]))
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
