"""Whether two words are the same word, spelt by somebody who is learning, or heard by a machine."""

from __future__ import annotations

import re
from functools import lru_cache

from rapidfuzz.distance import OSA

from bot.lessons.grading.normal import stem

# Words that lie within a typo or a sound of each other and are different answers.
_APART = [
    frozenset(stem(word) for word in group.split())
    for group in (
        "senate senator", "north south northern southern", "east west", "union onion", "civil cold world", "state federal",
        "colonist colony", "america american africa african", "war law", "vote veto", "legislative executive judicial",
        "governor government", "japan spain", "iran iraq", "memorial veterans", "atlantic pacific arctic atlanta",
        "missouri mississippi", "abolish establish", "slavery slave", "country county", "king kin", "jay day may",
        "independence dependence", "oldest youngest", "austin houston boston", "albany albania", "oregon arizona",
        "november noviembre novembro", "july julio", "president resident", "press oppress", "speech peach", "taxes texas",
        "low law", "equal unequal", "arms army", "flag flat", "tea ten", "peace piece place", "free three", "make take", "men women man woman",
    )
]  # fmt: skip
_SAME = [  # different spellings, sounds or words of one thing
    frozenset(group.split())
    for group in (
        "labor labour", "capital capitol", "right rights writes write rite rites", "freedom liberty", "color colour",
        "us america", "peace piece", "vote voting votes bote", "religion religious", "whether weather", "court courts cort",
        "war wore", "house haus", "checks cheques chex", "wrote rote", "too two to", "advises counsel", "july yuly",
        "england britain british english", "goverment government goberment", "follow obey fallow", "everyone everybody", "liberated freed emancipated", "ended abolished",
        "father fader fadder", "woman women womans womens", "man men mans mens", "america american americans",
    )
]  # fmt: skip
_NO_GROUP: frozenset[int] = frozenset()


def _groups_of(groups: list[frozenset[str]]) -> dict[str, frozenset[int]]:
    """For each word, the numbers of the groups it belongs to."""
    words = {word for group in groups for word in group}
    return {word: frozenset(i for i, group in enumerate(groups) if word in group) for word in words}


_SAME_OF, _APART_OF = _groups_of(_SAME), _groups_of(_APART)
_SOUNDS = (
    (re.compile(r"^kn"), "n"), (re.compile(r"^wr"), "r"), (re.compile(r"ph"), "f"), (re.compile(r"ck|q|c(?=[aou]|[^eiyh]|$)"), "k"),
    (re.compile(r"c(?=[eiy])|z"), "s"), (re.compile(r"tion|sion|shun|cion|sian|tian"), "xn"), (re.compile(r"sh|ch|tch"), "x"),
    (re.compile(r"th"), "t"), (re.compile(r"gh"), ""), (re.compile(r"v|w"), "b"), (re.compile(r"h"), ""), (re.compile(r"j|g(?=[eiy])"), "j"),
    (re.compile(r"y"), "i"), (re.compile(r"[aeiou]+"), "a"), (re.compile(r"(.)\1+"), r"\1"),
)  # fmt: skip


@lru_cache(maxsize=32768)
def sound(word: str) -> str:
    """How a word sounds, roughly: vowels alike, b and v alike, silent letters gone."""
    word = re.sub(r"^es(?=[ptck])", "s", word)  # Spanish speakers' "estates", "espeech"
    word = re.sub(r"^[gh]u(?=[aeio])", "w", word).replace("x", "ks")
    for pattern, plain in _SOUNDS:
        word = pattern.sub(plain, word)
    return word.rstrip("a") or word


@lru_cache(maxsize=65536)
def likeness(said: str, wanted: str) -> float:
    """1.0 the same word (in another form); 0.8 the same with a slip; 0.0 another word."""
    if said == wanted or stem(said) == stem(wanted):
        return 1.0
    if any(c.isdigit() for c in said + wanted):
        return 0.0  # numbers are right or other numbers
    if _SAME_OF.get(said, _NO_GROUP) & _SAME_OF.get(wanted, _NO_GROUP):
        return 1.0
    if _APART_OF.get(stem(said), _NO_GROUP) & _APART_OF.get(stem(wanted), _NO_GROUP):
        return 0.0
    shorter, longer = min(len(said), len(wanted)), max(len(said), len(wanted))
    if shorter < 3:
        return 0.0
    allowed = 0 if longer < 4 else 1 if longer < 7 else 2 if longer < 11 else 3
    if shorter >= 4 and longer == 4 and said[0] != wanted[0]:
        allowed = 0
    distance = OSA.distance(said, wanted, score_cutoff=allowed)
    if distance <= allowed and (distance <= 1 or said[0] == wanted[0] or sound(said)[:1] == sound(wanted)[:1]):
        return 0.8
    if shorter >= 3 and sound(said) == sound(wanted) and len(sound(wanted)) >= 3:
        return 0.8
    far = shorter >= 8 and said[0] == wanted[0] and OSA.distance(said, wanted) <= allowed + 1
    if far and OSA.distance(sound(said), sound(wanted), score_cutoff=1) <= 1:
        return 0.8
    return 0.0
