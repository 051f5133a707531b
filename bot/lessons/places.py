"""Which state somebody lives in, however they write it: with a slip, in a sentence, by its name in their own language."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from rapidfuzz import fuzz, process

from bot.lessons.grading.normal import flat
from bot.lessons.model import Jurisdiction

ALIKE = 85  # of 100: "conneticut" is Connecticut, India is not Indiana


def state_named(text: str, officials: Mapping[str, Jurisdiction]) -> str | None:
    """The code of the one state, district or territory that a text names; None where it names none, or several."""
    said = _bare(text)
    by_name = dict(_names(officials))
    code = text.strip(" .").replace(".", "").upper()
    if code in officials and officials[code].kind != "federal":
        return code
    if (last := text.replace(".", "").split()[-1:]) and last[0] in by_name.values():
        return last[0]  # "Lynn, MA"
    padded, named = f" {said} ", set()
    for name in sorted(by_name, key=len, reverse=True):
        if f" {name} " in padded:
            named.add(by_name[name])
            padded = padded.replace(f" {name} ", "  ")  # Virginia is not in "West Virginia"
    if named:
        return named.pop() if len(named) == 1 else None
    alike = process.extractOne(said, list(by_name), scorer=fuzz.ratio, score_cutoff=ALIKE) if said else None
    return None if alike is None else by_name[alike[0]]


def _names(officials: Mapping[str, Jurisdiction]) -> Iterator[tuple[str, str]]:
    for code, place in officials.items():
        if place.kind != "federal":
            yield from ((_bare(name), code) for name in (place.name, *place.also))


def _bare(text: str) -> str:
    return " ".join("".join(c if c.isalnum() else " " for c in flat(text.replace(".", ""))).split())
