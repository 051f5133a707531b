"""The rule: what was said, against what counts, as a careful officer would judge it (docs/grading.md)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache

from rapidfuzz import fuzz
from rapidfuzz.distance import Indel

from bot.lessons.grading.forms import Form, form, forms, name_forms, titles, ways
from bot.lessons.grading.matching import ROUGH_FIRST, Match, closeness, find, find_name, turned
from bot.lessons.grading.normal import NEGATIONS, STOP, before_reason, flat, split, weighty, words
from bot.lessons.grading.rivals import AGAINST, COUNTRY, UNITS, kinds, rival
from bot.lessons.grading.words import likeness
from bot.lessons.model import Answer, Grade, Key, Part, Verdict

MIXED = 0.95  # how closely the whole answer must match a near miss to be one
WHOLE = 0.9  # how closely an answer with "or" in it must match a form that holds all of it
STRAY = 6  # words beside the answer that are still a sentence about it and not an essay
_CORRECTION = re.compile(
    r".*\b(?:no wait|wait no|i mean|i meant|sorry|correction|no it's|no its|actually)\b[\s,.:]*", re.DOTALL
)
_UNKNOWING = re.compile(
    r"\b(?:i )?(?:do not|not|never)\s+(?:know|no|remember|sure)\b|\bno idea\b|\bidk\b|\bi forgot?t?e?n?\b|\bignore\b|\bcorrect\b|\bmark this\b"
)
_CONTRAST = re.compile(r"(.+?)[\s,;.]+(?:and |but )?not\b.*", re.DOTALL)
_PASSIVE = re.compile(r"\bby\b")  # "Kuwait was invaded by Iraq"
_OR_BECAUSE = re.compile(r"\bor because\b")  # a second reason, offered in case
_SHARE = re.compile(r"\b(?:each|per|every)\b")  # "100, two for each state": a number that explains
FOREIGN = frozenset(
    "el la los las del una unos un les des du oceano yon nan leyes julio noviembre porque habia puedes cualquier libertad "
    "ataque para por con que esta pou mayo suprema rama ejecutiva capitalismo republica democracia presidente congreso "
    "guerra guerre lage libertad liberdade libete lei leis lwa lalwa dwa "
    "dos das aos nas nos uma pelo pela mais nan yon sou oswa paske moun lan julho jiye batalha batalla batay etazini".split()
)
_FOREIGN_END = re.compile(
    r"[a-z]{2,}(?:cao|coes|dade|syon)"
)  # Portuguese and Haitian Creole: "declaracao", "deklarasyon"
_NOT_A_CONTRAST = re.compile(
    r"\b(?:is|are|was|were|do|does|did|can|have|has|must|should|will)\s*$"
)  # "… was not written"
_YEAR = re.compile(r"1[4-9]\d\d|20\d\d")
_JUNIOR = re.compile(r"\b(?:jr|junior)\b")
_NAME = re.compile(r"[a-z]{3,}")

_BESIDE_NAMES = frozenset(
    [
        "us",
        "state",
        "states",
        "country",
        "current",
        "first",
        "new",
        "our",
        "republican",
        "democrat",
        "democratic",
        "from",
        "now",
    ]
)

Units = tuple[tuple[Form, ...], ...]


def grade(key: Key, text: str) -> Grade:
    """Judge one answer. Never raises, and takes bounded time whatever the text is."""
    plain = flat(text)
    corrected = _CORRECTION.sub("", plain)
    plain = corrected if _NAME.search(corrected) or any(c.isdigit() for c in corrected) else plain
    said = _words(plain)
    if not said:
        return Grade(Verdict.INCORRECT, "empty")
    if key.open:
        return _any_name(key, plain, said)
    if (
        _JUNIOR.search(text.casefold())
        and key.names
        and not any(_JUNIOR.search(own.casefold()) for a in key.answers for own in (a.text, *a.also))
    ):
        return Grade(Verdict.INCORRECT, "other-person")
    if any(answer.parts for answer in key.answers):
        for answer in key.answers:
            said_so = [find(each, said) for each in _forms_of(Answer(answer.text, answer.also), person=False)]
            if any(match and match.coverage == 1.0 and len(match.used) == len(said) for match in said_so):
                return Grade(Verdict.CORRECT, "exact", tuple(part.text for part in answer.parts))
        return max((_several(key, answer.parts, plain, len(answer.parts)) for answer in key.answers), key=_rank)
    if key.how_many > 1:
        return _several(key, key.answers, plain, key.how_many)
    return _one(key, plain)


def _rank(grade: Grade) -> tuple[int, int]:
    order = {Verdict.INCORRECT: 0, Verdict.PARTIAL: 1, Verdict.CORRECT: 2}
    return order[grade.verdict], len(grade.matched)


def _words(plain: str) -> list[str]:
    every = words(plain)
    return weighty(every, we=True)


def _any_name(key: Key, plain: str, said: list[str]) -> Grade:
    if _UNKNOWING.search(plain) or not any(_NAME.fullmatch(word) for word in said) or len(said) > STRAY:
        return Grade(Verdict.INCORRECT, "no-match")
    return Grade(Verdict.CORRECT, "look-up", (plain.strip(),))


@lru_cache(maxsize=4096)
def _forms_of(unit: Answer | Part, *, person: bool) -> tuple[Form, ...]:
    make = name_forms if person else forms
    texts = (unit.text, *unit.also)
    return tuple(dict.fromkeys(each for text in texts for each in make(text)))


def _best(unit: Answer | Part, said: Sequence[str], *, negated: bool, person: bool) -> Match | None:
    found = [
        match
        for each in _forms_of(unit, person=person)
        if each.negated == negated
        and (match := find(each, said) or (find_name(each, said) if person else None)) is not None
    ]
    return max(
        found,
        key=lambda match: (closeness(match, said), match.quality, len(found) > 1 and not turned(match)),
        default=None,
    )


def _negated(said: Sequence[str]) -> bool:
    """Whether something is denied; "none" alone denies nothing."""
    return any(word in NEGATIONS for word in said) and not all(word in NEGATIONS for word in said)


def _bare(said: Sequence[str]) -> list[str]:
    return [word for word in said if word not in NEGATIONS] or list(said)


def _foreign(key: Key, every: Sequence[str]) -> bool:
    """Whether the words are held together by another language's articles."""
    marks = [word for word in every if word in FOREIGN or _FOREIGN_END.fullmatch(word)]
    marks += [word for word in every[:1] if word == "o"]
    if every[-1:] == ["la"]:  # no article ends a sentence: "Baton Rouge, LA"
        marks.remove("la")
    if not marks or key.names:
        return False
    own = {word for answer in key.answers for text in (answer.text, *answer.also) for word in words(flat(text))}
    return any(word not in own for word in marks)


def _guesses(key: Key, plain: str) -> bool:
    """Whether several things are offered with "or", and one of them is no answer."""
    pieces = [piece for piece in re.split(r"\bor\b|\bo\b", plain) if _words(piece)]
    if len(pieces) < 2:
        return False
    every = _bare(_words(plain))
    match = max(
        (
            found
            for answer in key.answers
            if (found := _best(answer, every, negated=_negated(_words(plain)), person=key.names))
        ),
        key=lambda found: closeness(found, every),
        default=None,
    )
    if match is not None and closeness(match, every) >= WHOLE:  # "the states or the people" is one answer
        return False
    context = set(_words(flat(key.context)))
    for piece in pieces:
        said = _bare(_words(piece))
        if all(word in context or word in STOP for word in said):
            continue
        whole = _bare(_words(plain))
        if not any(_best(answer, said, negated=_negated(_words(piece)), person=key.names) for answer in key.answers):
            hit = [_best(answer, whole, negated=False, person=key.names) for answer in key.answers]
            needed = {whole[i] for match in hit if match for i in match.used}
            if not set(said) <= needed:
                return True
    return False


def _one(key: Key, plain: str) -> Grade:
    """One thing is asked."""
    contrast = _CONTRAST.match(plain)
    if contrast and _words(contrast[1]) and contrast[1] != plain and not _NOT_A_CONTRAST.search(contrast[1]):
        first = _one(key, contrast[1])
        if first.verdict is Verdict.CORRECT:
            return first
    if _foreign(key, words(plain)):
        return Grade(Verdict.INCORRECT, "not-english")
    if _guesses(key, before_reason(plain)) or _OR_BECAUSE.search(plain):
        return Grade(Verdict.INCORRECT, "two-answers")
    if _UNKNOWING.search(plain) and len(_words(plain)) <= 12:
        return Grade(Verdict.INCORRECT, "no-match")
    head = before_reason(plain)
    said = _words(head) or _words(plain)
    hits, bare, negated = _hits(key, said)
    if not hits and head != plain:
        hits, bare, negated = _hits(key, _words(plain))
    near = _nearest(key, bare, negated=negated, plain=plain)
    if not hits:
        if near is not None:
            return Grade(Verdict.INCORRECT, "near-miss", note=near[1])
        return Grade(Verdict.INCORRECT, _why_not(key, bare, negated=negated))
    answer, match = max(hits, key=lambda hit: (closeness(hit[1], bare), hit[1].quality))
    if near is not None and _misses(near, answer, closeness(match, bare), plain):
        return Grade(Verdict.INCORRECT, "near-miss", note=near[1])
    if turned(match) and not _PASSIVE.search(plain):
        return Grade(Verdict.INCORRECT, "no-match")
    used = frozenset().union(*(hit.used for _, hit in hits))
    context = set(_words(flat(key.context)))
    extra = [bare[i] for i in range(len(bare)) if i not in used and bare[i] not in context]
    own = {word for each, _ in hits for text in (each.text, *each.also) for word in form(text).words}
    extra = [word for word in extra if not any(likeness(word, mine) for mine in own)]
    wanted = kinds(word for each, hit in hits for word in (*form(each.text).words, *hit.form.words))
    wanted |= {COUNTRY} | kinds(word for each in key.answers for word in form(each.text).words if word.isdigit())
    if match.form.negated and _denies(plain, answer):
        return Grade(Verdict.INCORRECT, "negated")
    if match.form.negated:
        return Grade(Verdict.CORRECT, "same-meaning", (answer.text,))
    if key.names and (_somebody_else(bare, match, hits, extra) or _and_another(key, head)):
        return Grade(Verdict.INCORRECT, "other-person")
    if key.names:
        wanted |= {0}
    extra = [word for word in extra if not (word.isdigit() and (_SHARE.search(plain) or _dates(word, key)))]
    against = any(word in AGAINST and not (word == "king" and "luther" in extra) for word in extra) or (
        key.varies is None and any(word in UNITS for word in extra)
    )
    if against or (match.form.negated is False and any(word == "dc" for word in extra) and not key.varies):
        return Grade(Verdict.INCORRECT, "no-match")
    if any(rival(word, wanted) for word in extra):
        number = any(word.isdigit() for word in extra)
        return Grade(Verdict.INCORRECT, "other-number" if number else "two-answers")
    if _wrong_beside(key, bare, used):
        return Grade(Verdict.INCORRECT, "two-answers")
    if len(extra) > STRAY and len(extra) > 2 * len(used):
        return Grade(Verdict.INCORRECT, "no-match")
    if match.places[-1] < 0 and extra and bare[-1] == extra[-1]:  # "… understand the Bible": the point is another
        return Grade(Verdict.INCORRECT, "no-match")
    exact = match.quality == 1.0 and match.coverage == 1.0
    why = "exact" if exact and not extra else "same-meaning" if exact else "typo"
    return Grade(Verdict.CORRECT, why, (answer.text,), typo=not exact)


def _hits(key: Key, said: Sequence[str]) -> tuple[list[tuple[Answer, Match]], list[str], bool]:
    """The answers that the words say; the words without negations; whether they are negated."""
    negated, bare = _negated(said), _bare(said)
    found = [
        (answer, match) for answer in key.answers if (match := _best(answer, bare, negated=negated, person=key.names))
    ]
    return found, bare, negated


def _denies(plain: str, answer: Answer) -> bool:
    """Whether a "not" before everything turns an answer round that has its own "not" inside."""
    return words(plain)[:1] == ["not"] and all(words(flat(text))[:1] != ["not"] for text in (answer.text, *answer.also))


def _dates(number: str, key: Key) -> bool:
    """Whether a number is a year beside an answer that is none: "the 14th Amendment, in 1868"."""
    own = {word for answer in key.answers for text in (answer.text, *answer.also) for word in form(text).words}
    return bool(_YEAR.fullmatch(number)) and not any(_YEAR.fullmatch(word) for word in own)


def _misses(near: tuple[float, str, str], answer: Answer, close: float, plain: str) -> bool:
    """Whether a near miss fits better than the answer. Where both hold the same words, their order and the little words tell."""
    if abs(near[0] - close) > 0.001:
        return near[0] > close
    if _PASSIVE.search(plain) and not _PASSIVE.search(near[2]):  # the order says nothing
        return False
    said = words(plain)
    return _alike(near[2], said) > max(_alike(text, said) for text in (answer.text, *answer.also))


def _nearer(text: str, other: str, plain: str) -> bool:
    said = words(plain)
    return _alike(text, said) > _alike(other, said)


def _alike(text: str, said: Sequence[str]) -> float:
    return max(float(Indel.normalized_similarity(words(flat(each)), said)) for each in ways(text))


def _somebody_else(
    said: Sequence[str], match: Match, hits: Sequence[tuple[Answer, Match]], extra: Sequence[str]
) -> bool:
    """A surname with somebody else's first name before it is somebody else; so is a first name with another surname."""
    if len(match.form.words) > 1:
        return False
    own = {word for answer, _ in hits for text in (answer.text, *answer.also) for word in form(text).words}
    strangers = [word for word in extra if word not in titles() and word not in _BESIDE_NAMES and len(word) > 1]
    return any(max(fuzz.ratio(word, mine) for mine in own) < ROUGH_FIRST for word in strangers)


def _and_another(key: Key, plain: str) -> bool:
    """Whether a second person is named whom the question does not accept: "John Cornyn and Greg Abbott"."""
    return any(
        len(said := _words(piece)) in (2, 3)
        and all(_NAME.fullmatch(word) and word not in titles() and word not in _BESIDE_NAMES for word in said)
        and not any(_best(answer, said, negated=False, person=True) for answer in key.answers)
        for piece in re.split(r"\band\b", plain)[1:]
    )


def _nearest(key: Key, said: Sequence[str], *, negated: bool, plain: str = "") -> tuple[float, str, str] | None:
    """The near miss or wrong choice that the words match best: how closely, what to say about it, and its text.

    Where several hold the same words, the one that reads most like `plain`.
    """
    best: tuple[float, str, str] | None = None
    for text, say in (*((miss.text, miss.say) for miss in key.near_miss), *((text, "") for text in key.wrong)):
        for each in forms(text):
            match = find(each, said) if each.negated == negated else None
            if match is not None and match.coverage == 1.0:
                close = closeness(match, said)
                if best is None or close > best[0] or (plain and close == best[0] and _nearer(text, best[2], plain)):
                    best = close, say, text
    return best


def _wrong_beside(key: Key, said: Sequence[str], used: frozenset[int]) -> bool:
    """Whether a whole wrong choice or near miss stands among the words that the answer did not need."""
    rest = [said[i] for i in range(len(said)) if i not in used]
    return any(
        (match := find(each, rest)) is not None and match.coverage == 1.0
        for text in (*key.wrong, *(miss.text for miss in key.near_miss))
        for each in forms(text)[:1]
        if rest
    )


def _why_not(key: Key, said: Sequence[str], *, negated: bool) -> str:
    if negated and any(_best(answer, said, negated=False, person=key.names) for answer in key.answers):
        return "negated"
    numbers = {word for answer in key.answers for word in form(answer.text).words if word.isdigit()}
    if numbers and any(word.isdigit() for word in said):
        return "other-number"
    return "other-person" if key.names else "no-match"


def _pieces(plain: str) -> Iterator[list[str]]:
    for piece in split(plain):
        if piece_words := _words(piece):
            yield piece_words


def _several(key: Key, units: Sequence[Answer | Part], plain: str, wanted: int) -> Grade:
    """Several things are asked: the right ones are counted, each once, and what is said beside them is looked at."""
    near = _nearest(key, _words(plain), negated=_negated(_words(plain)))
    mixed = near is not None and near[0] >= MIXED
    plain = before_reason(plain)
    pieces = list(_pieces(plain)) or [_words(plain)]
    hits: dict[str, Match] = {}
    wrong = int(mixed)
    clean: list[str] = []
    denied = _words(plain)[:1] == ["not"]
    for piece in pieces:
        if denied:
            continue
        if _foreign(key, piece):
            wrong += 1
        elif _negated(piece):  # "not the army": what is denied is not given, unless it is so in the answer
            negated = [match for unit in units if (match := _best(unit, _bare(piece), negated=True, person=False))]
            for unit in units:
                if _best(unit, _bare(piece), negated=True, person=False):
                    hits.setdefault(unit.text, negated[0])
        elif (
            (near := _nearest(key, piece, negated=False)) is not None
            and not _too_few(near[2], units)
            and near[0] > _closest(units, piece) + 0.001
        ):
            wrong += 1
        elif (whole := _whole(units, piece, hits)) is not None:
            hits[whole[0].text] = whole[1]
        else:
            clean += piece
    left = _take(units, clean, hits)
    context = set(_words(flat(key.context)))
    kind = kinds(word for unit in units for word in form(unit.text).words)
    beside = [word for word in left if word not in context]
    own = {word for unit in units if unit.text in hits for word in form(unit.text).words}
    wrong += any(rival(word, kind) for word in beside if not word.isdigit() and word not in own)
    wrong += any(
        all(word in beside and not any(likeness(word, mine) for mine in own) for word in piece)
        for piece in pieces
        if not _negated(piece) and any(not word.isdigit() for word in piece)
    )
    matched = tuple(hits)
    if len(hits) >= wanted:
        if wrong:
            return Grade(Verdict.PARTIAL, "extra-wrong", matched)
        exact = all(match.quality == 1.0 and match.coverage == 1.0 for match in hits.values())
        return Grade(Verdict.CORRECT, "exact" if exact else "typo", matched, typo=not exact)
    if hits:
        missing = tuple(unit.text for unit in units if unit.text not in hits)
        return Grade(Verdict.PARTIAL, "some-missing", matched, missing[: max(3, wanted - len(hits))])
    said = _bare(_words(plain))
    near = _nearest(key, said, negated=_negated(_words(plain)))
    if near is not None:
        return Grade(Verdict.INCORRECT, "near-miss", note=near[1])
    return Grade(Verdict.INCORRECT, _why_not(key, said, negated=_negated(_words(plain))))


def _too_few(miss: str, units: Sequence[Answer | Part]) -> bool:
    """Whether a near miss is nothing but right things, of which more are asked ("Germany and Japan")."""
    said = _take(units, list(form(miss).words), {})
    return not said


def _whole(
    units: Sequence[Answer | Part], piece: Sequence[str], hits: Mapping[str, Match]
) -> tuple[Answer | Part, Match] | None:
    """The one thing that a piece says and nothing else, so that no other takes a word of it."""
    found = [
        (unit, match)
        for unit in units
        if unit.text not in hits and (match := _best(unit, piece, negated=False, person=False))
    ]
    best = max(found, key=lambda hit: closeness(hit[1], piece), default=None)
    return best if best is not None and closeness(best[1], piece) >= WHOLE else None


def _closest(units: Sequence[Answer | Part], said: Sequence[str]) -> float:
    matches = [match for unit in units if (match := _best(unit, said, negated=False, person=False))]
    return max((closeness(match, said) for match in matches), default=0.0)


def _take(units: Sequence[Answer | Part], said: list[str], hits: dict[str, Match]) -> list[str]:
    """Find one thing after another, each in words that no other has taken; returns the words that are left."""
    left = list(said)
    while left:
        found = [
            (unit, match)
            for unit in units
            if unit.text not in hits and (match := _best(unit, left, negated=False, person=False))
        ]
        if not found:
            break
        unit, match = max(
            found, key=lambda hit: (hit[1].quality * hit[1].coverage * len(hit[1].form.words), -min(hit[1].used))
        )
        hits[unit.text] = match
        left = [word for i, word in enumerate(left) if i not in match.used]
    return left
