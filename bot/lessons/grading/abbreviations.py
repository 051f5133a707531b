"""What is written short, run together or split, spelled one way.

Each pattern stands with the words one of which a text must hold for it to match, and is looked for only then: most
texts hold none, and are done in a microsecond or two.
"""

from __future__ import annotations

import re

_TABLE = (
    ("u us uss ussr", r"\bu\.?\s?s\.?\s?s\.?\s?r\b\.?", " ussr "),
    ("u us usa united estados", r"\bu\.?\s?s\.?\s?a\b\.?|\bunited states of america\b|\bestados unidos\b", " us "),
    (
        "u united unite unites unitet",
        r"\bu\.s\b\.?|\bu s\b|\bunited state?s?\b|\bunited estates?\b|\bunite[st]? states?\b|\bu\.\s?s\.",
        " us ",
    ),
    ("united", r"\bunited nations?\b", " unitednations "),
    ("united uk", r"\bunited kingdom\b|\buk\b", " unitedkingdom "),
    ("america", r"\b(?:latin|south|central) america\b", " latinamerica "),
    ("d dday", r"\bd[- ]?day\b", " dday "),
    ("d", r"\bd\.\s?c\b\.?|\bd c\b", " dc "),
    ("mlk m", r"\bmlk\b|\bm\.l\.k\.?", " martin luther king "),
    ("fdr f", r"\bfdr\b|\bf\.d\.r\.?", " franklin roosevelt "),
    ("vp v", r"\bvp\b|\bv\.p\.?", " vicepresident "),
    ("gop", r"\bgop\b", " republican "),
    ("j jd jay", r"\bj\.?\s?d\.?(?=\s+v)|\bjay dee\b", " jd "),
    ("nov", r"\bnov\b\.?", " november "),
    ("apr", r"\bapr\b\.?", " april "),
    ("jul", r"\bjul\b\.?", " july "),
    ("ny n nu niu new", r"\bny\b|\bn\.y\.?|\bn(?:u|iu|ew) york\b", " new york "),
    ("nu niu nue", r"\bn(?:u|iu|ue) (?=jers|mexi|hamp)", " new "),
    ("nj", r"\bnj\b", " new jersey "),
    ("nh", r"\bnh\b", " new hampshire "),
    ("nc", r"\bnc\b", " north carolina "),
    ("sc", r"\bsc\b", " south carolina "),
    ("pa", r"\bpa\b", " pennsylvania "),
    ("tx", r"\btx\b", " texas "),
    ("va", r"\bva\b", " virginia "),
    ("mass", r"\bmass\b\.?", " massachusetts "),
    ("7 07", r"\b(1[67]\d\d)-0?7-0?4\b", r" july 4 \1 "),
    ("7 07", r"\b0?7\s?[/-]\s?0?4\b", " july 4 "),
    ("4 04", r"\b0?4\s?/\s?15\b", " april 15 "),
    (
        "war wold worl word wolrd warld world",
        r"\bwar world\b|\bw(?:old|orl|ord|olrd|arld|orld) w(?:ar|ore|or)\b",
        "world war",
    ),
    ("with", r"\bwith out\b", "without"),
    ("or", r"(?s:[\s,]*\bor (?:\w+ )?(?:not|no|none)\b.*$)", " "),  # "… or not", "… or have no religion"
    (
        "ww ww2 wwii wwtwo w war wold worl word wolrd warld world second 2nd",
        r"\b(?:ww|world war|w\.w\.|w w)\s?(?:ii|2|two|to|too)\b|\bsecond world war\b|\b2nd world war\b",
        " worldwar2 ",
    ),
    (
        "ww ww1 wwi wwone w war wold worl word wolrd warld world first 1st",
        r"\b(?:ww|world war|w\.w\.|w w)\s?(?:i|1|one)\b|\bfirst world war\b|\b1st world war\b",
        " worldwar1 ",
    ),
    ("world", r"\bworld wars\b", " worldwar "),
    ("to too tu", r"^(?:to|too|tu)(?= years?\b|[\s.!]*$)", "two"),
    ("for", r"\bfor(?= hundred\b)|^for(?= years?[\s.!]*$)", "four"),
    ("lows", r"\blows\b", "laws"),
    ("to", r"\b(?:ha(?:ve|s|d)|needs?) to\b", "must"),
    ("befor bifore", r"\b(?:befor|bifore)\b", "before"),
    ("noone no", r"\bno ?one\b", "nobody"),
    ("nothing nobody none noone no", r"\b(?:nothing|nobody|none) but\b", "only"),
    ("north south", r"\b(north|south) and (north|south) (carolina|dakota)", r"\1 \3 and \2 \3"),
    ("da de di ze", r"\b(?:da|de|di|ze)(?= \w)", "the"),
    ("wee", r"\bwee\b", "we"),
    ("17", r"\b17 87\b", "1787"),
    ("every", r"\bevery one\b", "everyone"),
    ("birth", r"\bbirth day\b", "birthday"),
    ("may", r"\bmay (?=\d|first|fif)", "maymonth "),
    ("new", r"\bnew year'?s?\b", "newyear"),
    ("jr junior sr", r"(?:,\s*)?\b(?:jr\b\.?|junior\b|sr\b\.?)", " "),
    ("st", r"\bst\.(?=\s)", "saint "),
    ("vice vicepresident vicepresidents vicepresidente", r"\bvice[- ]?presid\w+", " vicepresident "),
    ("can cannot cant", r"\bcan ?not\b|\bcan't\b|\bcant\b", " can not "),
    ("won", r"\bwon't\b", " will not "),
    ("t", r"n't\b", " not "),
    (
        "dont doesnt didnt isnt arent wasnt werent hasnt havent shouldnt wouldnt",
        r"\b(do|does|did|is|are|was|were|has|have|should|would)nt\b",
        r"\1 not ",
    ),
    ("gonna", r"\bgonna\b", " going to "),
    (",", r"(?<=\d),(?=\d{3}\b)", ""),
    ("$", r"\$\s?(\d)", r"\1"),
)
_RULES = tuple((re.compile(pattern), plain) for _, pattern, plain in _TABLE)
_TOKEN = re.compile(r"[a-z0-9]+|[,$]")
_AT: dict[str, list[int]] = {}  # a word → the places of the rules that may match where it stands
for _i, (_words, _, _) in enumerate(_TABLE):
    for _word in _words.split():
        _AT.setdefault(_word, []).append(_i)


def spelled_out(text: str) -> str:
    """A lower-case text without accents, its abbreviations spelled one way."""
    due = {i for token in _TOKEN.findall(text) if token in _AT for i in _AT[token]}
    for i in sorted(due):
        pattern, plain = _RULES[i]
        text = pattern.sub(plain, text)
    return text
