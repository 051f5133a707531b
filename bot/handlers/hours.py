"""The hours of practice to choose from, and a time as people type it: "a las 8", "8 pm", "20:30", "a 7è"."""

from __future__ import annotations

import re

from bot.handlers.menus import bare
from bot.messages import Button, Rows
from bot.turn import Turn

HOURS = ("07:00", "12:00", "17:00", "19:00", "21:00")  # never at night: nobody is woken
DAY = 24 * 60
PARTS = {"morning": 7, "afternoon": 17, "night": 19, "noon": 12}  # of a day, and the hour that each means by itself
LONGEST = 8  # words: more is no answer to "what time?"

_TIME = re.compile(r"(?<![\d:/.-])(\d{1,2})(?:\s?[:.he]\s?(\d{2}))?(?![\d:/-])")
_HALF = re.compile(r"(?<![a-z])([ap])\.?\s?m\b")


def rows(turn: Turn, place: str) -> Rows:
    """The hours to choose from, as a clock of the learner's language shows them, and none."""
    buttons = [Button(clock(hour, turn.learner.language), place, hour) for hour in HOURS]
    return (tuple(buttons[:3]), tuple(buttons[3:]), (Button(turn.t("reminder.none"), place, "none"),))


def clock(hour: str, language: str) -> str:
    """`19:00` as it is said where people live: "7:00 PM" in English, and Spanish speakers here know it so too."""
    hours, minutes = (int(part) for part in hour.split(":"))
    if language in ("en", "es"):
        return f"{hours % 12 or 12}:{minutes:02} {'AM' if hours < 12 else 'PM'}"
    return f"{hours}h{minutes:02}" if language == "ht" else hour


def nearest(turn: Turn, text: str) -> str | None:
    """The hour on offer that is nearest to a typed time; None when it is none. What may be morning or evening is
    whichever is nearer to an hour on offer, and the morning when both are as near."""
    times = _times(turn, text)

    def far(time: int, hour: str) -> int:
        apart = abs(time - int(hour[:2]) * 60)
        return min(apart, DAY - apart)

    return min(((far(time, hour), n, hour) for n, time in enumerate(times) for hour in HOURS), default=(0, 0, None))[2]


def _times(turn: Turn, text: str) -> list[int]:
    """The times that a text may mean, in minutes of the day."""
    said, found = bare(text), list(_TIME.finditer(bare(text)))
    words = re.findall(r"[^\W\d_]+", said)
    if len(found) > 1 or len(said.split()) > LONGEST:
        return []
    half_past = 30 if _has(words, _list(turn, "half")) else 0
    part = next((part for part in PARTS if _has(words, _list(turn, part))), None)
    if found:
        hour, minute, exact = int(found[0][1]), int(found[0][2] or half_past), found[0][1].startswith("0")
    else:
        named = [n for n, word in enumerate(_list(turn, "hours"), 1) if _has(words, [word])]
        if not named:
            return [PARTS[part] * 60] if part is not None else []
        hour, minute, exact = named[0], half_past, False
    if hour > 24 or minute > 59:
        return []
    half = _HALF.search(said)
    return [hour * 60 + minute for hour in _hours(hour, half[1] if half else "", part, exact=exact)]


def _hours(hour: int, half: str, part: str | None, *, exact: bool) -> list[int]:
    """The hours of the day that an hour may be; `exact`: it was written as a clock of 24 hours shows it."""
    if hour > 12 or hour == 0 or (exact and not half and part is None):
        return [hour % 24]
    before, after = hour % 12, hour % 12 + 12
    if half == "a" or (not half and part == "morning"):
        return [before]
    if half == "p" or part in ("noon", "afternoon"):
        return [after]
    if part == "night":
        return [after if 5 <= hour < 12 else before]
    return [before, after]


def _list(turn: Turn, key: str) -> list[str]:
    """The words of a list, in the learner's language and in English."""
    phrases = turn.tools.phrases
    return [
        bare(word.strip()) for each in (turn.learner.language, "en") for word in phrases(f"said.{key}", each).split(",")
    ]


def _has(words: list[str], wanted: list[str]) -> bool:
    text = f" {' '.join(words)} "
    return any(f" {' '.join(re.findall(r'[a-z]+', each))} " in text for each in wanted)
