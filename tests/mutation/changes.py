"""What a named mutation changes: one thing in one function, told by what it is and not by how its line is written. Each
gives the places of the change as (begin, end, new text); BROKEN is true in the one run that plays the mutation."""
import re
from typing import NamedTuple

from functions import blanked, body_of, closing


class Misplaced(Exception):
    """The change does not find its place any more, or finds several."""


def has_word(text, word):
    return re.search(r"(?<!\w)" + re.escape(word) + r"(?!\w)", text) is not None


class Answer(NamedTuple):
    """The function answers this at once, where `when` holds."""
    file: str
    function: str
    value: str
    when: str = ""

    def places(self, text, body):
        yield body[0], body[0], f" if (BROKEN{' && (' + self.when + ')' if self.when else ''}) return {self.value};"


class Condition(NamedTuple):
    """The one `if` that mentions all these words is never true, or is another condition instead."""
    file: str
    function: str
    mentions: tuple
    instead: str = "false"

    def places(self, text, body):
        plain = blanked(text)
        for found in re.finditer(r"\bif \(", plain[body[0]:body[1]]):
            begin = body[0] + found.end()
            end = closing(plain, begin - 1) - 1
            if all(has_word(text[begin:end], word) for word in self.mentions):
                parts = re.split(r";\s*", plain[begin:end])
                begin = end - len(parts[-1])
                yield begin, end, f"BROKEN ? ({self.instead}) : static_cast<bool>({text[begin:end]})"


class Call(NamedTuple):
    """The one call of this is left out: it gives an empty answer, or this one instead."""
    file: str
    function: str
    called: str
    instead: str = ""

    def places(self, text, body):
        plain = blanked(text)
        for found in re.finditer(r"(?<![\w.:])" + re.escape(self.called) + r"\(", plain[body[0]:body[1]]):
            begin, end = body[0] + found.start(), closing(plain, body[0] + found.end() - 1)
            call = text[begin:end]
            yield begin, end, f"(BROKEN ? {self.instead or f'std::decay_t<decltype({call})>()'} : {call})"


def placed(change, text, functions):
    """The one place of a change in its file's text: (begin, end, new text)."""
    named = [each for each in functions if each.name == change.function]
    if len(named) != 1:
        raise Misplaced(f"{change.file} has {len(named)} functions {change.function}")
    body = body_of(text, named[0])
    places = list(change.places(text, body))
    if len(places) != 1:
        raise Misplaced(f"{change.function} in {change.file} has {len(places)} places for {change}")
    if "\n" in places[0][2].replace(text[places[0][0]:places[0][1]], ""):
        raise Misplaced(f"{change} would add lines")
    return places[0]


def with_places(text, places):
    """The text with all these changes in it, whatever their order."""
    before = len(text)
    for begin, end, new in sorted(places, reverse=True):
        if end > before:
            raise Misplaced(f"two changes meet at: {text[begin:end]}")
        text, before = text[:begin] + new + text[end:], begin
    return text
