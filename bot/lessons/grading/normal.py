"""Text as it was typed or recognised → the words that matter."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from bot.lessons.grading.numbers import with_digits

LONGEST = 400  # characters: an answer to an officer is a sentence or two; what comes after does not count
_QUOTES = str.maketrans({"’": "'", "‘": "'", "`": "'", "´": "'", "“": '"', "”": '"', "–": "-", "—": ", ", "…": " "})
_ABBREVIATIONS = (
    (re.compile(r"\bu\.?\s?s\.?\s?s\.?\s?r\b\.?"), " ussr "),
    (re.compile(r"\bu\.?\s?s\.?\s?a\b\.?|\bunited states of america\b|\bestados unidos\b"), " us "),
    (re.compile(r"\bu\.s\b\.?|\bu s\b|\bunited state?s?\b|\bunited estates?\b|\bunite[st]? states?\b|\bu\.\s?s\."), " us "),
    (re.compile(r"\bd\.\s?c\b\.?|\bd c\b"), " dc "),
    (re.compile(r"\bmlk\b|\bm\.l\.k\.?"), " martin luther king "),
    (re.compile(r"\bfdr\b|\bf\.d\.r\.?"), " franklin roosevelt "),
    (re.compile(r"\bvp\b|\bv\.p\.?"), " vicepresident "),
    (re.compile(r"\bgop\b"), " republican "),
    (re.compile(r"\bj\.?\s?d\.?(?=\s+v)|\bjay dee\b"), " jd "),
    (re.compile(r"\bnov\b\.?"), " november "),
    (re.compile(r"\bapr\b\.?"), " april "),
    (re.compile(r"\bjul\b\.?"), " july "),
    (re.compile(r"\bny\b|\bn\.y\.?|\bn(?:u|iu|ew) york\b"), " new york "),
    (re.compile(r"\bn(?:u|iu|ue) (?=jers|mexi|hamp)"), " new "),
    (re.compile(r"\bnj\b"), " new jersey "),
    (re.compile(r"\bnh\b"), " new hampshire "),
    (re.compile(r"\bnc\b"), " north carolina "),
    (re.compile(r"\bsc\b"), " south carolina "),
    (re.compile(r"\bpa\b"), " pennsylvania "),
    (re.compile(r"\btx\b"), " texas "),
    (re.compile(r"\bva\b"), " virginia "),
    (re.compile(r"\bmass\b\.?"), " massachusetts "),
    (re.compile(r"\b7\s?[/-]\s?0?4\b"), " july 4 "),
    (re.compile(r"\b0?4\s?/\s?15\b"), " april 15 "),
    (re.compile(r"\bwar world\b|\bw(?:old|orl|ord|olrd|arld|orld) w(?:ar|ore|or)\b"), "world war"),
    (re.compile(r"\bwith out\b"), "without"),
    (re.compile(r"[\s,]*\bor (?:\w+ )?(?:not|no|none)\b.*$", re.DOTALL), " "),  # "… or not", "… or have no religion"
    (re.compile(r"\b(?:ww|world war|w\.w\.|w w)\s?(?:ii|2|two|to|too)\b|\bsecond world war\b|\b2nd world war\b"), " worldwar2 "),
    (re.compile(r"\b(?:ww|world war|w\.w\.|w w)\s?(?:i|1|one)\b|\bfirst world war\b|\b1st world war\b"), " worldwar1 "),
    (re.compile(r"\bworld wars\b"), " worldwar "),
    (re.compile(r"^(?:to|too|tu)(?= years?\b|[\s.!]*$)"), "two"),
    (re.compile(r"\bfor(?= hundred\b)|^for(?= years?[\s.!]*$)"), "four"),
    (re.compile(r"\blows\b"), "laws"),
    (re.compile(r"\bnoone\b"), "no one"),
    (re.compile(r"\b(?:da|de|di|ze)(?= \w)"), "the"),
    (re.compile(r"\bwee\b"), "we"),
    (re.compile(r"\b17 87\b"), "1787"),
    (re.compile(r"\bevery one\b"), "everyone"),
    (re.compile(r"\bbirth day\b"), "birthday"),
    (re.compile(r"\bmay (?=\d|first|fif)"), "maymonth "),
    (re.compile(r"\bnew year'?s?\b"), "newyear"),
    (re.compile(r"\bjr\b\.?|\bjunior\b|\bsr\b\.?"), " "),
    (re.compile(r"\bst\.(?=\s)"), "saint "),
    (re.compile(r"\bvice[- ]?presid\w+"), " vicepresident "),
    (re.compile(r"\bcan ?not\b|\bcan't\b|\bcant\b"), " can not "),
    (re.compile(r"\bwon't\b"), " will not "),
    (re.compile(r"n't\b|\b(?<=do|is)nt\b"), " not "),
    (re.compile(r"\b(do|does|did|is|are|was|were|has|have|should|would)nt\b"), r"\1 not "),
    (re.compile(r"\bgonna\b"), " going to "),
    (re.compile(r"(?<=\d),(?=\d{3}\b)"), ""),
    (re.compile(r"\$\s?(\d)"), r"\1"),
)  # fmt: skip
_SEPARATORS = re.compile(r"\s*(?:[,;/\n\r]|\s&\s|\.\s|\.$|\band\b|\bor\b|\bplus\b|\balso\b|\bthen\b|\+)\s*")
_WORD = re.compile(r"[a-z0-9']+")
_REASON = re.compile(r"\b(?:because|becuase|becaus|cause|since|so that|which|who is|who was|where|that is why)\b")
STOP = frozenset(
    "a an the of to in on at for by from with and or is are was were be been being am it its it's they them their he "
    "she his her him we our us' you your i i'm im my me this that these those there here what which who whom whose do "
    "does did have has had will would can could shall should may might must think thing believe guess say said says "
    "answer called name named um uh er hmm well so just like maybe probably yes ok okay please sir ma'am "
    "officer mr mrs ms dr very really only also too as into about than then if but some any all every each own get "
    "gets got let lets make makes made one's people's s t re ve ll d between age aged year day years old".split()
)
NEGATIONS = frozenset({"not", "no", "never", "nobody", "nothing", "without", "none", "neither", "nor", "dont"})


@lru_cache(maxsize=8192)
def flat(text: str) -> str:
    """Lower case, no accents, plain quotes, abbreviations spelled one way; separators are still there."""
    text = unicodedata.normalize("NFKC", text[:LONGEST]).translate(_QUOTES).casefold()
    text = "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))
    for pattern, plain in _ABBREVIATIONS:
        text = pattern.sub(plain, text)
    return text


def words(text: str) -> list[str]:
    """All words of a flat text, numbers as digits."""
    found = [word.strip("'").replace("'s", "").replace("'", "") for word in _WORD.findall(text.replace("-", " "))]
    return with_digits([word for word in found if word])


@lru_cache(maxsize=8192)
def content_words(text: str) -> tuple[str, ...]:
    """The words that carry an answer: without articles, fillers and the like. A text of stop words alone keeps them."""
    return tuple(weighty(words(flat(text))))


def weighty(every: list[str], *, we: bool = False) -> list[str]:
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


@lru_cache(maxsize=16384)
def stem(word: str) -> str:
    """A rough stem: enough to see that `freedoms` is `freedom` and `voting` is `vote`."""
    if word.isdigit() or len(word) < 4:
        return word
    for ending, least in (("ies", 3), ("ing", 3), ("ed", 3), ("es", 4), ("s", 3), ("e", 3)):
        if word.endswith(ending) and len(word) - len(ending) >= least and not word.endswith("ss"):
            word = word[: -len(ending)]
            if ending == "ies":
                word += "y"
            break
    if len(word) > 3 and word.endswith("e"):
        word = word[:-1]
    if len(word) > 3 and word[-1] == word[-2] and word[-1] not in "ls":
        word = word[:-1]
    return word
