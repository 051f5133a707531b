"""Wording that is above its level, and what does not belong in a lesson at all (curriculum, pedagogy section 13).

Clauses and passives are seen by their marks (a linking word and who does it, a form of be and a participle): near enough
for a warning. What marks cannot show, a person reads (docs/content-review.md).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from bot.lessons.course import LEVELS, Course, Exercise, Lesson, Unit
from bot.lessons.graded import english_of
from bot.lessons.marked import Faults, Spot
from bot.lessons.vocabulary import sentences

CLAUSES = {"a0": 1, "a1a": 1, "a1b": 2, "a2": 3, "b1": 3, "b2": 4}
PASSIVE_FROM, NEGATED_QUESTIONS_FROM, IDIOMS_FROM = LEVELS.index("b1"), LEVELS.index("a2"), LEVELS.index("b1")
_OFFICIAL = ("cit", "civ")  # official terms are taught there


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


_OPENS = _set("because although unless while whether if when which who")  # a clause, but for a question's first word
_LINKS = _set(
    "and but or so then before after until since that what where how why as than"
)  # a clause, with who does it
_DOERS = _set("i you he she it we they there this")
_ADVERBS = _set("not never always often usually also already")
_BE = _set("am is are was were be been being isn't aren't wasn't weren't")
_PARTICIPLES = _set(
    "done made given taken seen written told paid sent found built caught chosen driven eaten held kept known met read said shown sold "
    "spoken stolen taught thrown understood worn won cut"
)
_STATES = _set(  # like adjectives, learned with be
    "tired married divorced widowed closed interested worried excited bored scared injured required included preferred unemployed need "
    "united limited red bed called"
)
_BARRED = _set(
    "beer beers wine vodka whiskey liquor alcohol alcoholic drunk casino casinos gamble gambles gambled gambling lottery poker gun guns rifle "
    "rifles bullet bullets bomb bombs bombed bombing war wars soldier soldiers army missile missiles murder murdered illegal illegally illegals "
    "alien aliens smuggle smuggled smuggler smugglers smuggling deport deports deported deportation arrest arrests arrested detain detained "
    "detention handcuffs jail"
)
_BARRED_PHRASES = ("refugee camp",)
_BRANDS = _set(
    "ICE Facebook Messenger WhatsApp Telegram Google Gmail Amazon Walmart Target Costco IKEA Nike Adidas Dunkin Uber Lyft CVS Walgreens "
    "Starbucks McDonald McDonalds iPhone iPad Android YouTube Instagram TikTok Snapchat Twitter Zoom Skype Venmo PayPal Zelle eBay Craigslist "
    "Netflix Tylenol Advil Coke Pepsi Airbnb ChatGPT Microsoft Mastercard Toyota Samsung"
)
_IDIOMS = (
    "piece of cake", "under the weather", "hit the road", "break a leg", "cost an arm", "once in a blue", "feel blue", "on the same page",
    "touch base", "ballpark", "run out of steam", "hang in there",
)  # fmt: skip
_WORD = re.compile(r"[A-Za-z]+")
_PHONE = re.compile(r"\b\d{3}[-. ](?:\d{3}[-. ])?\d{4}\b")
_CAPITALS = re.compile(r"\b[A-Z]{5,}\b|\b[A-Z]{2,} [A-Z]{2,}\b")
_24_HOURS = re.compile(r"\b(?:1[3-9]|2[0-3]):[0-5]\d\b")


def check_wording(course: Course, places: Mapping[str, Spot], faults: Faults) -> None:
    """Note what is above its level or out of place, at the lesson or unit it stands in."""
    for unit in course.units.values():
        _belongs("\n".join(_of_unit(unit)), unit, Spot(places[unit.id].node, places[unit.id].file, faults))
        for lesson in unit.lessons:
            spot = Spot(places[lesson.id].node, places[lesson.id].file, faults)
            text = "\n".join(english_of(unit, lesson))
            _belongs("\n".join([text, *_beside(lesson)]), unit, spot)
            for sentence in dict.fromkeys(sentences(text)):
                for what in above(sentence, unit.level):
                    spot.fault(f"{what} in `{sentence}`: say it plainly at {unit.level}", warning=True)


def above(sentence: str, level: str) -> Iterator[str]:
    """What is above a level in a sentence, in words."""
    words, rank = _words(sentence.rpartition(": ")[2]), LEVELS.index(level)  # "Desk: Who is here?" is one clause
    asks = sentence.endswith("?")
    if (count := _clauses(words, asks)) > CLAUSES[level]:
        yield f"{count} clauses ({CLAUSES[level]} at most)"
    if rank < PASSIVE_FROM and (found := _passive(words)):
        yield f"a passive (`{found}`)"
    if rank < NEGATED_QUESTIONS_FROM and asks and _negated(words, sentence):
        yield "a negated question"


def _words(sentence: str) -> list[str]:
    """The words of a sentence in small letters, without what stands round them; a picture is no word."""
    return [word for part in sentence.replace("’", "'").casefold().split() if (word := part.strip(".,:;!?()\"'…–—_👂"))]


def _clauses(words: Sequence[str], asks: bool) -> int:
    """How many clauses a sentence has: one, and one for each word that opens another."""
    count = 1
    for i, word in enumerate(words):
        after = words[i + 1 : i + 3]
        if word in _OPENS:
            count += bool(after) and after[0] != "of" and (i > 0 or not asks)
        elif word in _LINKS and i > 0:
            count += len(after) == 2 and after[0].partition("'")[0] in _DOERS
    return count


def _passive(words: Sequence[str]) -> str:
    """The passive of a sentence, or "". `needs to be fixed` is learned whole (a2, unit 4)."""
    for i, word in enumerate(words):
        if word in _BE and words[max(0, i - 2) : i] not in (["needs", "to"], ["need", "to"]):
            j = i + 2 if words[i + 1 : i + 2] and words[i + 1] in _ADVERBS else i + 1
            said = words[j] if j < len(words) else ""
            if said in _PARTICIPLES or (said.endswith("ed") and said not in _STATES):
                return f"{word} {said}"
    return ""


def _negated(words: Sequence[str], sentence: str) -> bool:
    """Whether a question begins with a negated verb, after "why", or ends with one as its tag."""
    first = [word for word in words[:2] if word != "why"][:1]
    return any(word.endswith("n't") for word in first) or bool(re.search(r", \w+n't \w+\?$", sentence))


def _belongs(text: str, unit: Unit, spot: Spot) -> None:
    """Note what does not belong in a lesson."""
    plain = text.casefold()
    if unit.track not in _OFFICIAL:
        words = set(_WORD.findall(text))
        barred = _BRANDS & words | _BARRED & {word.casefold() for word in words}
        for word in sorted(barred | {phrase for phrase in _BARRED_PHRASES if phrase in plain}):
            spot.fault(f"`{word}` does not belong in a lesson: say it another way (docs/content-review.md)")
    if LEVELS.index(unit.level) < IDIOMS_FROM:
        for idiom in (idiom for idiom in _IDIOMS if idiom in plain):
            spot.fault(f"`{idiom}` is an idiom: say it plainly below b1", warning=True)
    for number in dict.fromkeys(_PHONE.findall(text)):
        if "555-01" not in number.replace(".", "-").replace(" ", "-"):
            spot.fault(f"`{number}` may be a real number: use 555-01xx")
    if found := _CAPITALS.search(text):
        spot.fault(f"`{found[0]}` is all capitals: beginners read small letters", warning=True)
    if found := _24_HOURS.search(text):
        spot.fault(f"`{found[0]}` is not how the clock is read here: use 1 to 12, with a.m. or p.m.", warning=True)


def _of_unit(unit: Unit) -> Iterator[str]:
    yield from (unit.title, unit.week, unit.scene, *unit.can)
    for word in unit.words.values():
        yield from (word.text, word.means, word.example)
    yield from (line.says for line in unit.dialogue)


def _beside(lesson: Lesson) -> Iterator[str]:
    """What is read beside the texts of a lesson: its rule, wrong choices, reasons, hints."""
    yield lesson.title
    if lesson.rule:
        yield lesson.rule.say
    for e in lesson.exercises:
        yield from _around(e)


def _around(e: Exercise) -> Iterator[str]:
    yield from (e.why, e.hint, e.right)
    for choices in (e.wrong, e.near, e.pairs, *(turn.wrong for turn in e.turns)):
        yield from (*choices, *choices.values())
    yield from (goal.tick for goal in e.goals.values())
