"""The commands about content and grading: what they print, and the exit code they end with."""

from __future__ import annotations

import gc
import json
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

from bot.lessons.catalog import Loaded
from bot.lessons.checking import check_all
from bot.lessons.collecting import uncollected
from bot.lessons.course import Unit
from bot.lessons.keys import STATES
from bot.lessons.listing import grade_line, list_items
from bot.lessons.live import ContentError
from bot.lessons.marked import told
from bot.lessons.meetings import later_meetings
from bot.lessons.model import Catalogue
from bot.lessons.schema import schemas
from bot.problem import Problem

MANY = 5  # files with the same warning


def write_schemas(folder: Path) -> int:
    """Write a JSON Schema for each kind of content file."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, schema in schemas().items():
        path = folder / f"{name}.schema.json"
        path.write_text(json.dumps(schema, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
        print(path)
    return 0


def print_items(content: Path, *, as_json: bool, state: str, on: date) -> int:
    """Print every item, as lines or as a JSON array, with the answers that count in a state.

    Raises:
        Problem: there is no such state.
        ContentError: not all content can be read.
    """
    if state.upper() not in STATES:
        raise Problem(f"There is no state {state}: give its two letters, like MA.")
    items = list(list_items(_read(content), state=state.upper(), on=on))
    if as_json:
        print("[\n" + ",\n".join(json.dumps(item, ensure_ascii=False) for item in items) + "\n]")
    else:
        print("\n".join(f"{item['id']}  {item['text']}" for item in items))
    return 0


@uncollected()
def print_faults(content: Path, *, today: date, of: str = "") -> int:
    """Print every fault of all content, or of files whose path holds `of`, and how many there are; 1 if any keeps it
    from being served. While a file cannot be read, what may only follow from that is not told. A warning that many files
    have is told once, unless a part is asked for."""
    faults, have, lines = check_all(content, today)
    lines += [str(fault) for fault in told(faults)]
    lines = [line for line in lines if of in line.partition(": ")[0]]
    fatal = [line for line in lines if ": warning: " not in line]
    for line in lines if of else _gathered(lines):
        print(line)
    print(f"{have}: {_many(len(fatal), 'fault')}, {_many(len(lines) - len(fatal), 'warning')}")
    gc.freeze()  # the program ends here: nothing is looked through on the way out
    return 1 if fatal else 0


def _gathered(lines: Sequence[str]) -> Iterator[str]:
    """A warning that many files have stands at the first of them, with how many more there are: the others shall be seen."""
    texts = [line.partition(": ")[2] for line in lines]
    have = Counter(text for text in texts if text.startswith("warning: "))
    said: set[str] = set()
    for line, text in zip(lines, texts, strict=True):
        if have[text] < MANY:
            yield line
        elif text not in said:
            said.add(text)
            yield f"{line} (and {have[text] - 1} more)"


def _read(content: Path) -> Catalogue:
    """All content: a part that cannot be read would look as if it were not there."""
    loaded = Loaded(content)
    if faults := [str(fault) for fault in told(loaded.faults) if not fault.warning]:
        raise ContentError(faults)
    return loaded.catalogue


def _many(n: int, what: str) -> str:
    return f"{n} {what}{'' if n == 1 else 's'}"


def print_report(content: Path) -> int:
    """What is there, level by level and track by track. "Words back" are key words that three later lessons use again."""
    course = Loaded(content).catalogue.course
    later = later_meetings(course)
    rows: list[tuple[str, ...]] = [("level", "units", "lessons", "exercises", "words", "read twice", "words back")]
    groups: dict[str, list[Unit]] = {}
    for unit in course.units.values():
        groups.setdefault(unit.track or unit.level, []).append(unit)
    for name, units in groups.items():
        lessons = [lesson for unit in units for lesson in unit.lessons]
        exercises = sum(len(lesson.exercises) for lesson in lessons)
        words, read = sum(len(unit.words) for unit in units), sum(lesson.checked for lesson in lessons)
        back = sum(not later[word.id].rare for unit in units for word in unit.words.values())
        figures = (len(units), len(lessons), exercises, words, read, f"{back / max(1, words):.0%}")
        rows.append((name, *(str(figure) for figure in figures)))
    types = Counter(exercise.type for exercise in course.exercises.values())
    languages = Counter(language for word in course.words.values() for language in word.glosses)
    for row in rows:
        print("".join(cell.ljust(12) for cell in row).rstrip())
    print("\nexercises by type:  " + ", ".join(f"{name} {n}" for name, n in types.most_common()))
    print("words translated:   " + (", ".join(f"{name} {n}" for name, n in languages.most_common()) or "none"))
    return 0


def grade_lines(content: Path, *, state: str, on: date) -> int:
    """Grade JSON lines from standard input; 1 if any could not be read.

    Raises:
        ContentError: not all content can be read.
    """
    catalogue = _read(content)
    failed = False
    for number, line in enumerate(sys.stdin, 1):
        if not line.strip():
            continue
        result = grade_line(catalogue, line, state=state, on=on)
        if "error" in result:
            failed = True
            print(f"line {number}: {result['error']}", file=sys.stderr)
        print(json.dumps(result, ensure_ascii=False), flush=True)
    return int(failed)
