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
        "governor government", "japan spain", "iran iraq", "memorial veterans", "atlantic pacific arctic atlanta atlantis atlantik pacifist",
        "missouri mississippi", "abolish establish", "slavery slave", "country county", "king kin", "jay day may",
        "independence dependence", "oldest youngest", "austin houston boston", "albany albania", "oregon arizona",
        "november noviembre novembro", "july julio", "president resident", "press oppress", "speech peach", "taxes texas",
        "low law", "equal unequal", "equality inequality", "invade invite", "constitution constitutional", "declare delay", "republic republican", "communism communist community communication commune", "trump trumpet",
        "russia prussia", "mississippi mississauga", "seneca senegal", "roberts robertson robinson", "jefferson jeffries", "arms army", "flag flat", "tea ten", "peace piece place", "free three", "make take", "men women man woman",
    )
]  # fmt: skip
_SAME = [  # different spellings, sounds or words of one thing
    frozenset(group.split())
    for group in (
        "labor labour", "capital capitol", "right rights writes write rite rites", "freedom liberty", "color colour",
        "us america", "peace piece", "vote voting votes bote", "religion religious", "whether weather", "court courts cort",
        "war wore", "house haus", "checks cheques chex", "wrote rote", "too two to", "advises counsel", "july yuly",
        "england britain british english", "goverment government goberment", "follow obey fallow", "everyone everybody", "liberated freed emancipated", "ended abolished", "fight fought fighting", "until till til", "stop prevent stops prevents",
        "father fader fadder", "woman women womans womens", "man men mans mens", "america american americans",
    )
]  # fmt: skip
_NO_GROUP: frozenset[int] = frozenset()


def _groups_of(groups: list[frozenset[str]]) -> dict[str, frozenset[int]]:
    """For each word, the numbers of the groups it belongs to."""
    words = {word for group in groups for word in group}
    return {word: frozenset(i for i, group in enumerate(groups) if word in group) for word in words}


_SAME_OF, _APART_OF = _groups_of(_SAME), _groups_of(_APART)
_SAME_WITH = {word: frozenset().union(*(_SAME[i] for i in groups)) for word, groups in _SAME_OF.items()}
_HARD_C = re.compile(r"ck|q|c(?![eiyh])")
_SHUN = re.compile(r"tion|sion|shun|sian|tian")
_SH = re.compile(r"sh|ch|tch")
_SOFT_G = re.compile(r"g(?=[eiy])")
_LETTERS = str.maketrans({"v": "b", "w": "b", "h": None})
_VOWELS = str.maketrans("eiouy", "aaaaa")


@lru_cache(maxsize=8192)
def sound(word: str) -> str:
    """How a word sounds, roughly: vowels alike, b and v alike, silent letters gone."""
    if word.startswith("es") and word[2:3] in ("p", "t", "c", "k"):  # Spanish speakers' "estates", "espeech"
        word = word[1:]
    if word[:2] in ("gu", "hu") and word[2:3] in ("a", "e", "i", "o"):
        word = "w" + word[2:]
    word = word.replace("x", "ks")
    if word.startswith(("kn", "wr")):
        word = word[1:]
    word = word.replace("ph", "f")
    if "c" in word or "q" in word:
        word = _HARD_C.sub("k", word).replace("ce", "se").replace("ci", "si").replace("cy", "sy")
    word = word.replace("z", "s")
    if "ion" in word or "ian" in word or "shun" in word:
        word = _SHUN.sub("xn", word)
    if "h" in word:
        word = _SH.sub("x", word).replace("th", "t").replace("gh", "")
    word = word.translate(_LETTERS)
    if "g" in word:
        word = _SOFT_G.sub("j", word)
    word = word.translate(_VOWELS)
    word = "".join([one for one, before in zip(word, "." + word, strict=False) if one != before])
    return word.rstrip("a") or word


def others_like(word: str) -> frozenset[str]:
    """The words that are the same word, however different they look."""
    return _SAME_WITH.get(word, frozenset())


def apart(said: str, wanted: str) -> bool:
    """Whether two words are known to be different answers, however alike they are."""
    groups = _APART_OF.get(stem(said))
    return groups is not None and not groups.isdisjoint(_APART_OF.get(stem(wanted), _NO_GROUP))


def likeness(said: str, wanted: str) -> float:
    """1.0 the same word (in another form); 0.8 the same with a slip; 0.0 another word."""
    if said == wanted or stem(said) == stem(wanted):
        return 1.0
    if not (said.isalpha() and wanted.isalpha()):
        return 0.0  # numbers are right or other numbers
    if _SAME_OF.get(said, _NO_GROUP) & _SAME_OF.get(wanted, _NO_GROUP):
        return 1.0
    if apart(said, wanted):
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
