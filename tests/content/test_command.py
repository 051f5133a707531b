"""`content check` as an author runs it: both tests and the course in one list, whatever cores it took."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from tests.content.conftest import Desk

ROOT = Path(__file__).parents[2]
CODE = (
    "import sys; from datetime import date; from pathlib import Path; from bot.commands import print_faults; "
    "sys.exit(print_faults(Path(sys.argv[1]), today=date(2026, 11, 23)))"
)


def test_civics_and_english_are_told_together(desk: Desk) -> None:
    desk.unit()
    desk.lesson()
    done = subprocess.run(
        [sys.executable, "-c", CODE, str(desk.folder)], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 1, done.stderr
    assert "civics-2008-1 is missing" in done.stdout
    assert "a1b-u01 has 1 lessons" in done.stdout
    assert done.stdout.splitlines()[-1].startswith("0 questions, 1 lessons, 0 exercises")
