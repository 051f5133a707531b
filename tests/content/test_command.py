"""`content check` as an author runs it: both tests and the course in one list, whatever cores it took."""

from __future__ import annotations

import subprocess
import sys
from datetime import date
from functools import partial
from pathlib import Path

import pytest

from bot.commands import grade_lines, print_items
from bot.lessons.keys import FEDERAL, STATES
from bot.lessons.live import ContentError
from tests.content.conftest import Desk

ROOT = Path(__file__).parents[2]
CODE = (
    "import sys; from datetime import date; from pathlib import Path; from bot.commands import print_faults; "
    "sys.exit(print_faults(Path(sys.argv[1]), today=date(2026, 11, 23), of=sys.argv[2]))"
)


def check(desk: Desk, of: str = "") -> str:
    """What an author reads."""
    done = subprocess.run(
        [sys.executable, "-c", CODE, str(desk.folder), of], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == (": 0 faults" not in done.stdout.splitlines()[-1]), done.stderr
    return done.stdout


def test_civics_and_english_are_told_together(desk: Desk) -> None:
    desk.unit()
    desk.lesson()
    told = check(desk)
    assert "civics-2008-1 is missing" in told
    assert "a1b-u01 has 1 lessons" in told
    assert told.splitlines()[-1].startswith("0 questions, 1 lessons, 0 exercises")


def test_one_part_is_told_alone(desk: Desk) -> None:
    desk.unit()
    desk.lesson()
    told = check(desk, "a1b/u01")
    assert "a1b-u01 has 1 lessons" in told
    assert "civics" not in told


def test_a_warning_that_many_files_have_is_told_once_and_each_where_one_asks_for_it(desk: Desk) -> None:
    for n in range(1, 7):
        desk.unit(f"a1b-u0{n}")
        desk.lesson(id=f"a1b-u0{n}-l1")
    warning = "no second reader has checked this lesson yet"
    every, part = check(desk), check(desk, "a1b/u")
    assert every.count(warning) == 1
    assert f"a1b/u01/l1.yaml:1: warning: {warning} (docs/content-review.md) (and 5 more)" in every
    assert part.count(warning) == 6
    # What keeps content from being served is told wherever it is.
    assert every.count("the file is missing: say who holds office") == len((*STATES, FEDERAL))


def test_while_a_file_cannot_be_read_what_follows_from_it_is_not_told(desk: Desk) -> None:
    desk.unit()
    desk.lesson(checked="flase")
    (desk.folder / "english" / "a1b" / "u01" / "l2.yaml").write_text("title: At nine: the bus\n", encoding="utf-8")
    told = check(desk, "english")
    assert "l2.yaml:1: this is not YAML" in told
    assert "a text that holds a colon stands in quotes" in told
    assert "`flase` is not known here" in told  # its own, and as wrong as before
    assert "has 1 lessons" not in told  # the other one cannot be read
    assert "civics-2008-1 is missing" not in check(desk)


def test_what_cannot_be_read_is_neither_listed_nor_graded_as_if_it_were_not_there(desk: Desk) -> None:
    (desk.folder / "civics").mkdir()
    (desk.folder / "civics" / "2008.yaml").write_text("test: [unclosed\n", encoding="utf-8")
    on = date(2026, 11, 23)
    for command in (partial(print_items, as_json=True), grade_lines):
        with pytest.raises(ContentError, match=r"2008\.yaml:\d+: this is not YAML"):
            command(desk.folder, state="MA", on=on)


NO_FILES = {
    "": (1, "the file is empty"),
    "- a\n- b\n": (1, "a file begins with a key"),
    "title: a\nkind: \x00\n": (2, "a character here cannot be shown"),
    b"title: a\nkind: \xff\n": (2, "this is not UTF-8"),
}


@pytest.mark.parametrize("content", NO_FILES)
def test_what_is_no_file_of_content_is_one_line(desk: Desk, content: str | bytes) -> None:
    desk.unit()
    path = desk.folder / "english" / "a1b" / "u01" / "l1.yaml"
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    line, why = NO_FILES[content]
    told = check(desk, "l1.yaml").splitlines()
    assert len(told) == 2
    assert f"l1.yaml:{line}: {why}" in told[0]


def test_curly_quotes_are_no_quotes(desk: Desk) -> None:
    desk.unit()
    (desk.folder / "english" / "a1b" / "u01" / "l1.yaml").write_text(
        "lesson: en-a1b-u01-l1\ntitle: “Labels”\nkind: words\nteaches: []\nexercises: {}\n", encoding="utf-8"
    )
    assert "l1.yaml:2: curly quotes become part of the text" in check(desk)


def test_a_fault_of_what_grants_count_is_told_once(desk: Desk) -> None:
    desk.unit()
    desk.file("programme.yaml", {"measures": [], "measure": []})
    assert check(desk).count("unknown key `measure`") == 1


def test_what_was_looked_through_is_told_again_until_it_changes(desk: Desk) -> None:
    desk.unit()
    desk.lesson(checked="flase")
    first = check(desk)
    assert check(desk) == first
    path = desk.folder / "civics" / "2008.yaml"
    path.parent.mkdir()
    path.write_text("test: 2009\nsections: []\n", encoding="utf-8")
    assert "name the file 2009.yaml" in check(desk)
    desk.lesson()
    assert "`flase` is not known" in first
    mended = check(desk)
    assert "`flase` is not known" not in mended
    assert "name the file 2009.yaml" in mended


@pytest.mark.parametrize("name", ["civics", "english"])
def test_what_is_no_list_of_faults_is_passed_over(desk: Desk, name: str) -> None:
    desk.unit()
    first = check(desk)
    kept = desk.folder / ".checked" / name
    kept.write_bytes(kept.read_bytes()[:-9])
    assert check(desk) == first
