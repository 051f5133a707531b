"""The commands about content and grading: what they print, and the exit code they end with."""

from __future__ import annotations

import json
import sys
from datetime import date
from pathlib import Path

from bot.lessons.catalog import Loaded
from bot.lessons.checks import check
from bot.lessons.listing import grade_line, list_items
from bot.lessons.schema import schemas
from bot.phrases import PhraseFault, load_phrases


def write_schemas(folder: Path) -> int:
    """Write a JSON Schema for each kind of content file."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, schema in schemas().items():
        path = folder / f"{name}.schema.json"
        path.write_text(json.dumps(schema, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
        print(path)
    return 0


def print_items(content: Path, *, as_json: bool, state: str, on: date) -> int:
    """Print every item, as lines or as a JSON array."""
    items = list(list_items(Loaded(content).catalogue, state=state, on=on))
    if as_json:
        print("[\n" + ",\n".join(json.dumps(item, ensure_ascii=False) for item in items) + "\n]")
    else:
        print("\n".join(f"{item['id']}  {item['text']}" for item in items))
    return 0


def print_faults(content: Path, *, today: date) -> int:
    """Print every fault of all content, and how many there are; 1 if any keeps it from being served."""
    loaded = Loaded(content)
    faults = sorted([*loaded.faults, *check(loaded, today=today)])
    try:
        load_phrases(content / "phrases")
        lines: list[str] = []
    except PhraseFault as error:
        lines = error.faults
    lines += [str(fault) for fault in faults]
    fatal = [line for line in lines if ": warning: " not in line]
    for line in lines:
        print(line)
    course = loaded.catalogue.course
    have = (
        f"{len(loaded.catalogue.questions)} questions, {len(course.lessons)} lessons, {len(course.exercises)} exercises"
    )
    print(f"{have}: {len(fatal)} faults, {len(lines) - len(fatal)} warnings")
    return 1 if fatal else 0


def grade_lines(content: Path, *, state: str, on: date) -> int:
    """Grade JSON lines from standard input; 1 if any could not be read."""
    catalogue = Loaded(content).catalogue
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
