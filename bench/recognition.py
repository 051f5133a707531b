"""What is understood of spoken answers: how long it takes, how many words come out wrong, and, what matters, how many answers the
graders still judge right. The answers are of the kinds that learners give: to citizenship questions, sentences of the course, numbers,
names. The offline voice says them in five ways, in quiet and in two strengths of a street's noise, packed as phones pack them.
"""

from __future__ import annotations

import asyncio
import io
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path
from random import Random
from statistics import median, quantiles
from typing import Any

from rapidfuzz.distance import Levenshtein

from bot.lessons.catalog import Loaded
from bot.lessons.grading import grade
from bot.lessons.grading.english import heard, mark, words_of
from bot.lessons.keys import key_of
from bot.lessons.model import Catalogue, Key, Verdict
from bot.speech import ears, voice

ROOT = Path(__file__).parent.parent
TODAY = date(2026, 11, 23)
SECONDS = 180.0  # of processor time in all: what is left then (on a slow machine) is not heard
QUESTIONS, SENTENCES, WRONG = 36, 28, 12
NOISES = {"quiet": None, "some noise": 15.0, "much noise": 5.0}  # decibels that the voice is louder
NUMBERS = {  # what is said, and what it must not be taken for
    "thirteen": "thirty", "thirty": "thirteen", "fourteen": "forty", "forty": "fourteen", "fifteen": "fifty", "fifty": "fifteen",
    "sixteen": "sixty", "sixty": "sixteen", "eighteen": "eighty", "ninety": "nineteen", "seventeen eighty-seven": "1788",
    "four thirty": "4:13", "a quarter to eight": "quarter to nine", "two hundred dollars": "300 dollars",
    "forty-five dollars": "$49", "nineteen ninety-four": "1995", "June fourteenth": "June 4", "five tablets": "nine tablets",
    "six one seven, five five five, zero one nine two": "617 555 0190", "apartment twelve": "apartment 20",
}  # fmt: skip
NAMES = (
    "My name is Ana.", "My name is Marisol Reyes.", "I am Jean Baptiste.", "My name is Fatima Ali.", "This is Linh Tran.",
    "My name is Carlos Silva.", "I am Olena Kovalenko.", "My teacher is Mrs. Johnson.", "My son's name is Mateo.",
    "My doctor is Dr. Patel.", "I live on Washington Street.", "I live in Worcester, Massachusetts.", "My boss is David.",
    "Her name is Guerline Pierre.", "His name is Abdi Hassan.", "My friend is Wei Chen.",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Voice:
    """A way of speaking: how fast, and how high, as against the offline voice's own."""

    name: str
    speed: float = 1.0
    pitch: float = 1.0


VOICES = (
    Voice("as it is"),
    Voice("slow", 0.75),
    Voice("fast", 1.3),
    Voice("low", pitch=0.84),
    Voice("high", pitch=1.16),
)


@dataclass(frozen=True, slots=True)
class Said:
    """Something to say, and what would judge it; `wrong` answers must not become right ones."""

    kind: str
    text: str
    right: Callable[[str], bool]
    wrong: bool = False


@dataclass(frozen=True, slots=True)
class Understood:
    """One answer, said in one way in one noise, and what came of it."""

    said: Said
    voice: Voice
    noise: str
    text: str
    seconds: float

    @property
    def slips(self) -> int:
        """How many words are other words, missing or too many; numbers are compared as digits, articles not at all."""
        return Levenshtein.distance(words_of(self.said.text), words_of(self.text))


def every(things: Sequence[Any], count: int) -> list[Any]:
    """So many of them, evenly from first to last."""
    return [things[round(i * (len(things) - 1) / (count - 1))] for i in range(count)]


def _is_right(key: Key, text: str) -> bool:
    return grade(key, text).verdict is Verdict.CORRECT


def _is_marked_right(wanted: str, text: str) -> bool:
    return mark((wanted,), text).verdict is Verdict.CORRECT


def _all_heard(words: Iterable[str], text: str) -> bool:
    return all(heard(word, text) for word in words)


def answers(catalogue: Catalogue) -> Iterator[Said]:
    """What is said."""
    questions = catalogue.test("2008", senior=False)
    keys = [key_of(question, catalogue.officials, state="MA", on=TODAY) for question in questions]
    for key in every([key for key in keys if key.say and _is_right(key, key.say)], QUESTIONS):
        yield Said("citizenship answers", key.say, partial(_is_right, key))
    for key in every([key for key in keys if key.wrong], WRONG):
        yield Said("wrong answers", key.wrong[0], partial(_is_right, key), wrong=True)
    for exercise in every([e for e in catalogue.course.exercises.values() if e.type == "say-it"], SENTENCES):
        yield Said("sentences of the course", exercise.say, partial(_all_heard, exercise.key))
    for number in NUMBERS:
        yield Said("numbers", number, partial(_is_marked_right, number))
    for name in NAMES:
        yield Said("names", name, partial(_is_marked_right, name))


class Mouth:
    """Says a text in a voice and a noise, as the bytes that a phone would send."""

    def __init__(self) -> None:
        from hibari import Hibari

        self._model = Hibari()

    def __call__(self, text: str, how: Voice, decibels: float | None, seed: int) -> bytes:
        import numpy
        import soundfile

        sound = numpy.asarray(self._model(voice.spoken(text), speed=how.speed / how.pitch, seed=seed), dtype=float)
        sound = numpy.interp(numpy.arange(0, len(sound) - 1, how.pitch), numpy.arange(len(sound)), sound)
        sound = numpy.concatenate([numpy.zeros(voice.RATE // 4), sound, numpy.zeros(voice.RATE // 4)])
        if decibels is not None:
            noise = _street(len(sound), seed)
            loudness = numpy.sqrt(numpy.mean(sound**2) / numpy.mean(noise**2)) * 10 ** (-decibels / 20)
            sound = sound + noise * loudness
        out = io.BytesIO()
        soundfile.write(out, sound / max(1.0, abs(sound).max()), voice.RATE, format="OGG", subtype="OPUS")
        return out.getvalue()


def _street(length: int, seed: int) -> Any:
    """Pink noise: as loud in each octave, like traffic, fans and rain."""
    import numpy

    white = numpy.fft.rfft(numpy.random.default_rng(seed).standard_normal(length))
    return numpy.fft.irfft(white / numpy.sqrt(numpy.arange(1, len(white) + 1)), length)


async def listen(said: Sequence[Said]) -> tuple[float, list[Understood]]:
    """Each answer in quiet and once more in a noise, each time in another voice; the seconds of the first of all, which loads
    the recogniser, and what was understood."""
    mouth, ear, chance = Mouth(), ears.Ears(), Random(1)
    quiet = [(each, VOICES[i % len(VOICES)], "quiet") for i, each in enumerate(said)]
    noisy = [(each, VOICES[(i + 2) % len(VOICES)], ("some noise", "much noise")[i % 2]) for i, each in enumerate(said)]
    plan = chance.sample(quiet, len(quiet)) + chance.sample(noisy, len(noisy))  # so that stopping early favours nothing
    out: list[Understood] = []
    try:
        began = time.process_time()
        await ear(mouth("Hello.", VOICES[0], None, 0))
        first, spent = time.process_time() - began, 0.0
        for number, (each, how, noise) in enumerate(plan):
            sound = mouth(each.text, how, NOISES[noise], number)
            began = time.process_time()
            text = await ear(sound)
            took = time.process_time() - began
            out.append(Understood(each, how, noise, text, took))
            spent += took
            if spent > SECONDS:
                break
    finally:
        ear.close()
    return first, out


def _row(name: str, results: Sequence[Understood]) -> str:
    slips = sum(one.slips for one in results)
    words = sum(len(words_of(one.said.text)) for one in results)
    right = sum(one.said.right(one.text) for one in results)
    return f"| {name} | {len(results)} | {100 * slips / words:.1f} | {100 * right / len(results):.0f} |"


def table(first: float, results: Sequence[Understood]) -> str:
    """The figures as Markdown."""
    good = [one for one in results if not one.said.wrong]
    quiet = [one for one in good if one.noise == "quiet"]
    kinds = dict.fromkeys(one.said.kind for one in good)
    groups = [
        *((f"**{noise}**", [one for one in good if one.noise == noise]) for noise in NOISES),
        *((f"{kind}, in quiet", [one for one in quiet if one.said.kind == kind]) for kind in kinds),
        *((f"voice {how.name}, in quiet", [one for one in quiet if one.voice == how]) for how in VOICES),
    ]
    head = ["| | answers | words wrong % | still judged right % |", "|---|---|---|---|"]
    times = sorted(one.seconds for one in results)
    bad = [one for one in results if one.said.wrong]
    numbers = [one for one in good if one.said.kind == "numbers"]
    taken = sum(_is_marked_right(NUMBERS[one.said.text], one.text) for one in numbers)
    return "\n".join(
        [
            f"{len(results)} spoken answers. The first takes {first:.1f} s of one core (the recogniser is loaded), the others "
            f"{median(times):.2f} s (median; nine in ten under {quantiles(times, n=10)[-1]:.2f} s).",
            "",
            *head,
            *(_row(name, some) for name, some in groups if some),
            "",
            f"Wrong answers that became right ones: {sum(one.said.right(one.text) for one in bad)} of {len(bad)}. "
            f"Numbers taken for their neighbour (13 for 30): {taken} of {len(numbers)}.",
        ]
    )


async def run() -> str:
    """The table; says so where the voice group is not installed."""
    if not (ears.installed() and voice.installed()):
        return "The voice group is not installed."
    return table(*await listen(list(answers(Loaded(ROOT / "content").catalogue))))


if __name__ == "__main__":
    print(asyncio.run(run()))
