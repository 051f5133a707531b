"""`main.py summary`: prints a class's week, sends it once, and says in one line what is wrong."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from bot.commands_summary import NoSuch, summary
from tests.program import ROOT
from tests.school import LINKS, School, at, days
from tests.world import World


@pytest.fixture
async def school(world: World) -> School:
    school = School(world)
    await school.join(await school.open(await school.hire("tom")), "ana")
    return school


async def run(school: School, *, room: str | None = None, week: str | None = None, send: bool = False) -> None:
    now = at(days(8), 10)
    await summary(
        school.office, school.world.content, LINKS, now, room=room, week=week, send=send, mails=False, state="MA"
    )


@pytest.mark.parametrize("room", [None, "k1", "C-k1"])
async def test_the_last_week_of_a_class_by_its_key_or_its_code(
    school: School, capsys: pytest.CaptureFixture[str], room: str | None
) -> None:
    await run(school, room=room)
    out = capsys.readouterr().out
    assert out.startswith("☀️ Evening, Nov 23 – Nov 29")
    assert "**" not in out
    assert await school.office.summaries([1]) == []  # looking keeps nothing
    looks = [(each.action, each.staff, each.class_id) for each in await school.office.audit([1])]
    assert looks[-1] == ("see summary", None, 1)


async def test_every_open_class_when_none_is_named(school: School, capsys: pytest.CaptureFixture[str]) -> None:
    await school.open(school.posts["tom"], "k2")
    await run(school)
    assert capsys.readouterr().out.count("☀️") == 2


async def test_the_running_week(school: School, capsys: pytest.CaptureFixture[str]) -> None:
    await run(school, week="2026-W49")
    assert capsys.readouterr().out.startswith("⏳ Evening")


async def test_it_is_sent_once_and_goes_out_when_the_program_runs(
    school: School, capsys: pytest.CaptureFixture[str]
) -> None:
    await run(school, send=True)
    assert "On its way to 1 of 1 tutors" in capsys.readouterr().out
    await run(school, send=True)
    assert "sent before" in capsys.readouterr().out
    assert await school.strike(at(days(8), 11)) == []  # the clock knows
    school.world.clock.now = at(days(8), 12)
    waiting = await school.world.store.unsent(all_processes=True)
    assert [dispatch.address.user for dispatch in waiting] == ["tom", "tom"]


@pytest.mark.parametrize(
    ("room", "week", "send", "told"),
    [
        ("k9", None, False, "There is no class k9"),
        ("T-tom", None, False, "There is no class T-tom"),  # a code for tutors is none for a class
        ("k1", "47", False, "write it like 2026-W47"),
        ("k1", "2026-W54", False, "write it like 2026-W47"),
        ("k1", "2026-W50", False, "has not begun"),
        ("k1", "2026-W49", True, "has not ended"),
    ],
)
async def test_what_is_wrong_is_told(school: School, room: str, week: str | None, send: bool, told: str) -> None:
    with pytest.raises(NoSuch, match=told):
        await run(school, room=room, week=week, send=send)


def test_without_a_class_the_program_says_so_in_one_line(tmp_path: Path) -> None:
    environment = {"PATH": "/usr/bin", "DATABASE_URL": f"sqlite+aiosqlite:///{tmp_path}/d.db"}
    ran = subprocess.run(
        [sys.executable, str(ROOT / "main.py"), "summary"],
        cwd=tmp_path,
        env=environment,
        capture_output=True,
        text=True,
    )
    assert (ran.returncode, ran.stdout, ran.stderr) == (2, "", "There is no class yet.\n")
