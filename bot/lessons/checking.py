"""All faults of all content, as `content check` tells them: looked for in parts, which share the cores there are, and only where
something has changed since it was looked through (docs/adr/0014-kept-content.md)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

from bot.beside import beside
from bot.lessons.catalog import Loaded
from bot.lessons.checks import check_civics, check_language, check_tasks
from bot.lessons.kept import Stamp, keep, look, take
from bot.lessons.marked import Fault
from bot.phrases import check_phrases

Found = tuple[list[Fault], tuple[int, ...]]  # the faults of a part, and how many things of a kind it has
KEPT = ".checked"  # a folder in that of the content


def check_all(content: Path, today: date) -> tuple[list[Fault], str, list[str]]:
    """All faults, how much was looked through, and what is wrong with phrases."""
    of_civics, of_english = _stamps(content, today)
    civics = _found(content / KEPT / "civics", of_civics, lambda: _civics(content, today))
    english = _found(content / KEPT / "english", of_english, lambda: _english(content))
    phrases = check_phrases(content / "phrases") + check_phrases(content / "phrases" / "staff")
    (more, (questions,)), (faults, (lessons, exercises)) = civics(), english()
    return [*more, *faults], f"{questions} questions, {lessons} lessons, {exercises} exercises", phrases


def _stamps(content: Path, today: date) -> tuple[Stamp, Stamp]:
    """What the faults of the civics and of the English follow from: files, and for who holds office the day, too."""
    stamp, tests = look(content, (".yaml", ".svg")), f"{content / 'civics'}/"
    civics = frozenset(each for each in stamp if each[0].startswith(tests))
    return civics | {(today.isoformat(), 0, 0)}, stamp - civics


def _found(file: Path, stamp: Stamp, look_through: Callable[[], Found]) -> Callable[[], Found]:
    """What was found before, or is being looked for beside the rest."""
    before: Found | None = take(file, stamp)
    if before is not None:
        return lambda: before

    def look_and_keep() -> Found:
        found = look_through()
        keep(file, stamp, found)
        return found

    return beside(look_and_keep).result


def _civics(content: Path, today: date) -> Found:
    loaded = Loaded(content, english=False)
    return [*loaded.faults, *check_civics(loaded, today=today)], (len(loaded.catalogue.questions),)


def _english(content: Path) -> Found:
    loaded = Loaded(content, civics=False)
    language = beside(lambda: check_language(loaded))
    faults = [*loaded.faults, *check_tasks(loaded)]
    course = loaded.catalogue.course
    return [*faults, *language.result()], (len(course.lessons), len(course.exercises))
