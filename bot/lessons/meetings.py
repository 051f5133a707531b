"""Where key words are met again, and sentences that are met once too often (curriculum, pedagogy section 13)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from bot.lessons.course import Course, Exercise, Lesson, Word
from bot.lessons.graded import english_of
from bot.lessons.marked import Faults, Spot

MEETINGS = {"a0": 6, "a1a": 6, "a1b": 6, "a2": 5, "b1": 5, "b2": 4}
FORMS_MET = 5  # the forms in which the practice itself meets a word: seen, chosen, heard, in its example, typed or said
LATER_LESSONS = 3
SAME_FROM = 4  # words: shorter sentences are set phrases
_SENTENCE = re.compile(r"(?<=[.!?])\s+")
_TOKEN = re.compile(r"[A-Za-z0-9][A-Za-z0-9'’]*|\n")


def check_meetings(course: Course, places: Mapping[str, Spot], faults: Faults) -> None:
    """Note words that are met too rarely, and sentences that stand in two exercises of a lesson."""
    practised = {
        lesson.id: _plain(text for e in lesson.exercises for text in _practised(e)) for lesson in _lessons(course)
    }
    read = {lesson.id: practised[lesson.id] + _plain(_shown(course, lesson)) for lesson in _lessons(course)}
    later = _later(course, read)
    for unit in (unit for unit in course.units.values() if unit.lessons):
        in_exercises = "".join(practised[lesson.id] for lesson in unit.lessons)
        in_lessons = "".join(read[lesson.id] for lesson in unit.lessons)
        for word in unit.words.values():
            spot = Spot(places[word.id].node, places[word.id].file, faults)
            forms = _forms(word)
            if not any(form in in_exercises for form in forms):
                spot.fault(
                    f"`{word.text}` is in no exercise of its unit: use it in one, or add it to a `pairs`", warning=True
                )
            met = FORMS_MET + sum(in_lessons.count(form) for form in forms)
            if met < MEETINGS[unit.level]:
                spot.fault(
                    f"`{word.text}` is met {met} times in its unit: use it in a lesson's exercises", warning=True
                )
        spot = Spot(places[unit.id].node, places[unit.id].file, faults)
        if rare := [f"{word.text} {later[word.id].met}" for word in unit.words.values() if later[word.id].rare]:
            text = f"in fewer than {LATER_LESSONS} later lessons: {', '.join(rare)}"
            spot.inside("words").fault(f"{text}: use them again in this unit and the next ones", warning=True)
        for lesson in unit.lessons:
            _twice(lesson, Spot(places[lesson.id].node, places[lesson.id].file, faults))


@dataclass(frozen=True)
class Later:
    """The later lessons that meet a key word again, of those there are: of its unit, and of all units after it."""

    met: int
    of: int

    @property
    def rare(self) -> bool:
        return self.met < min(LATER_LESSONS, self.of)


def later_meetings(course: Course) -> Mapping[str, Later]:
    """How often each key word comes back in the lessons after the one that teaches it."""
    read = {}
    for lesson in _lessons(course):
        read[lesson.id] = _plain([*_shown(course, lesson), *(text for e in lesson.exercises for text in _practised(e))])
    return _later(course, read)


def _later(course: Course, read: Mapping[str, str]) -> dict[str, Later]:
    out: dict[str, Later] = {}
    by_track: dict[str, list[Lesson]] = {}
    for lesson in _lessons(course):
        by_track.setdefault(course.units[lesson.unit].track, []).append(lesson)
    for lessons in by_track.values():
        having: dict[str, list[int]] = {}  # a word of a text → the lessons that have it
        for n, lesson in enumerate(lessons):
            for token in set(read[lesson.id].split()):
                having.setdefault(token, []).append(n)
        place = {lesson.id: n for n, lesson in enumerate(lessons)}
        for unit in (course.units[id] for id in dict.fromkeys(lesson.unit for lesson in lessons)):
            for word in unit.words.values():
                taught = next((each for each in unit.lessons if word.text in each.teaches), unit.lessons[0])
                last = place[taught.id]
                met = {
                    n
                    for form in _forms(word)
                    for n in having.get(form.split()[0], ())
                    if n > last and form in read[lessons[n].id]
                }
                out[word.id] = Later(len(met), len(lessons) - 1 - last)
    return out


def _twice(lesson: Lesson, spot: Spot) -> None:
    """A role-play may use what its lesson practised; elsewhere a sentence gives away, or bores, where it stands again."""
    first: dict[str, str] = {}
    for e in (e for e in lesson.exercises if e.type != "role-play"):
        for sentence in {
            sentence for text in _practised(e) if text.count(" ") >= SAME_FROM - 1 for sentence in _split(text)
        }:
            if sentence.count(" ") >= SAME_FROM - 1 and first.setdefault(sentence.casefold(), e.id) != e.id:
                where = f"{first[sentence.casefold()][-3:]} and {e.id[-3:]}"
                spot.inside("exercises").fault(
                    f"`{sentence}` stands in {where}: say another thing in one", warning=True
                )


def _split(text: str) -> Iterator[str]:
    """The whole sentences of a text; a line with a picture is an instruction."""
    return (
        sentence for sentence in _SENTENCE.split(text) if sentence.endswith((".", "?", "!")) and sentence[0].isascii()
    )


def _lessons(course: Course) -> Iterable[Lesson]:
    return course.lessons.values()


def _shown(course: Course, lesson: Lesson) -> Iterator[str]:
    """What a lesson shows beside its exercises."""
    return english_of(course.units[lesson.unit], replace(lesson, exercises=()))


def _practised(e: Exercise) -> Iterator[str]:
    """What an exercise has the learner read, hear, choose or say; its wrong choices are not practised."""
    if "___" in e.ask:
        yield e.ask.replace("___", e.right)
    else:
        yield from (e.ask, e.right)
    yield from (e.hear, e.say, e.word, *e.models, *e.use, *e.pairs, *e.pairs.values())
    for turn in e.turns:
        yield from (turn.bot, turn.right, *turn.ideas)


def _plain(texts: Iterable[str]) -> str:
    """The words of some texts, a space before and after each, the texts a line each."""
    return " " + " ".join(_TOKEN.findall("\n".join(text for text in texts if text).replace("’", "'"))).casefold() + " "


def _forms(word: Word) -> list[str]:
    plain = [_plain([form]).rstrip() for form in (word.text, *word.forms)]
    return [ending for form in plain for ending in (f"{form} ", f"{form}s ")]
