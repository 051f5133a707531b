"""`content check` as an author runs it: both tests and the course in one list, whatever cores it took."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

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


def test_while_a_file_cannot_be_read_only_that_is_told(desk: Desk) -> None:
    desk.unit()
    desk.lesson()
    (desk.folder / "english" / "a1b" / "u01" / "l2.yaml").write_text("title: At nine: the bus\n", encoding="utf-8")
    told = check(desk, "english").splitlines()
    assert len(told) == 2
    assert "l2.yaml:1: this is not YAML" in told[0]
    assert "a text that holds a colon stands in quotes" in told[0]
    assert told[1].endswith("1 fault, 0 warnings")


def test_curly_quotes_are_no_quotes(desk: Desk) -> None:
    desk.unit()
    (desk.folder / "english" / "a1b" / "u01" / "l1.yaml").write_text(
        "lesson: en-a1b-u01-l1\ntitle: “Labels”\nkind: words\nteaches: []\nexercises: {}\n", encoding="utf-8"
    )
    assert "l1.yaml:2: curly quotes become part of the text" in check(desk)
