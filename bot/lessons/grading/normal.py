"""Text as it was typed or recognised → the words that matter."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache

from bot.lessons.grading.abbreviations import spelled_out
from bot.lessons.grading.numbers import with_digits

LONGEST = 400  # characters: an answer to an officer is a sentence or two; what comes after does not count
_QUOTES = str.maketrans({"’": "'", "‘": "'", "`": "'", "´": "'", "“": '"', "”": '"', "–": "-", "—": ", ", "…": " "})
_SEPARATORS = re.compile(r"\s*(?:[,;/\n\r]|\s&\s|\.\s|\.$|\band\b|\bor\b|\bplus\b|\balso\b|\bthen\b|\+)\s*")
_WORD = re.compile(r"[a-z0-9']+")
_REASON = re.compile(
    r"\b(?:because|becuase|becaus|cause|since|so that|(?<=, )so|which|who is|who was|where|that is why)\b"
)
_MARKS = " .,;:!?-"
_SPACES = re.compile(r"[ \t]+")
STOP = frozenset(
    "a an the of to in on at for by from with and or is are was were be been being am it its it's they them their he "
    "she his her him we our us' you your i i'm im my me this that these those there here what which who whom whose do "
    "does did have has had will would can could shall should may might must think thing believe guess say said says "
    "answer called name named um uh er hmm well so just like maybe probably yes ok okay please sir ma'am "
    "officer mr mrs ms dr very really only also too as into about than then if but some any all every each own let "
    "lets one's people's s t re ve ll d between age aged year day years old".split()
)
NEGATIONS = frozenset({"not", "no", "never", "nobody", "nothing", "without", "none", "neither", "nor", "dont"})


def flat(text: str) -> str:
    """Lower case, no accents, plain quotes, one space, abbreviations spelled one way; separators are still there."""
    text = text[:LONGEST]
    if text.isascii():
        return spelled_out(_spaced(text.replace("`", "'").lower()))
    text = _spaced(unicodedata.normalize("NFKC", text)).translate(_QUOTES).casefold()
    return spelled_out("".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c)))


def _spaced(text: str) -> str:
    return _SPACES.sub(" ", text) if "  " in text or "\t" in text else text


def said_once(text: str) -> str:
    """A flat text without its second half, where that says the first again: "women can vote, women can vote"."""
    tokens = text.split()
    half, odd = divmod(len(tokens), 2)
    if odd or not half or tokens[0] != tokens[half].lstrip(_MARKS):  # nearly always
        return text
    first, second = (
        [bare for token in part if (bare := token.strip(_MARKS))] for part in (tokens[:half], tokens[half:])
    )
    return " ".join(tokens[:half]) if first == second else text


def words(text: str) -> list[str]:
    """All words of a flat text, numbers as digits."""
    found = _WORD.findall(text)
    if "'" in text:
        found = [bare for word in found if (bare := word.strip("'").replace("'s", "").replace("'", ""))]
    return with_digits(found)


def content_words(text: str) -> tuple[str, ...]:
    """The words that carry an answer: without articles, fillers and the like. A text of stop words alone keeps them."""
    return tuple(weighty(words(flat(text))))


def said_words(text: str) -> Sequence[str]:
    """The words of a flat text that count in what was said."""
    return weighty(words(text), we=True)


def weighty(every: Sequence[str], *, we: bool = False) -> Sequence[str]:
    """The words that are not stop words; "we" counts in a form as short as "We the People", and in what is said (`we`)."""
    kept = [word for word in every if word not in STOP or (word == "we" and (we or len(every) <= 4))]
    return kept or every


def split(text: str) -> list[str]:
    """The things listed in a flat text."""
    return [piece for piece in _SEPARATORS.split(text) if piece and _WORD.search(piece)]


def before_reason(text: str) -> str:
    """A flat text up to where it begins to explain itself."""
    match = _REASON.search(text)
    return text[: match.start()] if match and _WORD.search(text[: match.start()]) else text


@lru_cache(maxsize=8192)
def stem(word: str) -> str:
    """A rough stem: enough to see that `freedoms` is `freedom` and `voting` is `vote`."""
    if word.isdigit() or len(word) < 4:
        return word
    if word[-1] in "sgde" and not word.endswith("ss"):
        for ending, least in (("ies", 3), ("ing", 3), ("ed", 3), ("es", 4), ("s", 3), ("e", 3)):
            if word.endswith(ending) and len(word) - len(ending) >= least:
                word = word[: -len(ending)]
                if ending == "ies":
                    word += "y"
                break
    if len(word) > 3 and word.endswith("e"):
        word = word[:-1]
    if len(word) > 3 and word[-1] == word[-2] and word[-1] not in "ls":
        word = word[:-1]
    return word
