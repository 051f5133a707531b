"""Whatever page shows a learner is in the audit log: every page is opened, and looked at for names."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
from sqlalchemy import event
from starlette.routing import Route

from bot.messages import Outgoing
from bot.ports import deeds as d
from bot.ports.staff import TEXT, Class, Letter
from bot.web.tutor import tutor_routes
from tests.conversations.test_staff import a_class, person_id, pupil, staff
from tests.web.test_tutor import Site, site
from tests.world import World

__all__ = ["site"]  # the fixture

# Pages that show somebody, and what the log says of them.
SHOWING = {
    "/": {"see class", "read letter"},
    "/class/{key}": {"see class"},
    "/class/{key}/homework": {"see class"},
    "/class/{key}/homework/{work:int}/learner/{id:int}": {"read text"},
    "/class/{key}/meetings": {"see class"},
    "/class/{key}/meetings/{day}": {"see class"},
    "/class/{key}/learner/{id:int}": {"see learner"},
    "/class/{key}/summary/{week}": {"see summary"},
    "/class/{key}/summary/{week}/why/{claim}": {"see evidence"},
    "/class/{key}/export.{form:str}": {"export class"},
    "/class/{key}/learner/{id:int}/export.{form:str}": {"export learner"},
    "/class/{key}/homework/export.{form:str}": {"export homework"},
    "/today/export.{form:str}": {"export today"},
}
# And those that show nobody.
OTHERS = {
    "/in/{token}", "/join/{code}", "/settings", "/class/{key}/summaries", "/programme", "/programme/report.{form:str}", "/programme/audit.{form:str}", "/site/{site:int}", "/class/{key}/summary/{week}/export.{form:str}", "/class/{key}/meetings/export.{form:str}",
    "/class/{key}/invite", "/class/{key}/poster.png", "/class/{key}/edit", "/content", "/content/civics/{test}", "/content/{unit}", "/{anything:path}",
}  # fmt: skip


async def a_busy_class(world: World, *names: str) -> Class:
    """A class in which each has asked something and given a text. (No lesson is about a Xiomara.)"""
    tom = await staff(world)
    room = await a_class(world, tom)
    office, now = world.store.office, world.clock()
    await office.do([d.Assign(room.id, None, TEXT, "Write.", (TEXT,), now.date(), room.tutors[0], "Write.")], now)
    [work] = await office.assignments([room.id])
    for name in names:
        await pupil(world, room, name)
        id = await person_id(world, name)
        for letter in (
            Letter(room.id, id, None, True, "When do I say do?", now),
            Letter(room.id, id, None, True, "I get up at six.", now, work=work.id),
        ):
            await office.do([d.Send(None, Outgoing("x"), letter)], now)
    return room


async def address(world: World, room: Class, path: str) -> str:
    ana = await person_id(world, "xiomara")
    [work] = await world.store.office.assignments([room.id])
    names = {
        "key": room.key, "id:int": ana, "work:int": work.id, "week": "2026-11-23", "day": "2026-11-20", "claim": f"need.question.{ana}",
        "form:str": "csv", "token": "x", "code": "K7M4-Q2XP", "site:int": room.site.id, "test": "2008", "unit": "a0-u01",
    }  # fmt: skip
    for name, value in names.items():
        path = path.replace(f"{{{name}}}", str(value))
    return f"/tutor{path}"


def test_every_page_is_in_one_of_the_tables() -> None:
    bare: Any = SimpleNamespace(signed_in=lambda page: page)
    routes = [each for each in tutor_routes(bare) if isinstance(each, Route)]
    assert {each.path for each in routes if "GET" in (each.methods or ())} == {*SHOWING, *OTHERS}


@pytest.mark.parametrize(("path", "actions"), SHOWING.items())
async def test_a_page_that_shows_a_learner_is_a_line_in_the_log(
    world: World, site: Site, path: str, actions: set[str]
) -> None:
    room = await a_busy_class(world, "xiomara", "bo")
    browser, ana, bo = await site.signed_in("tom"), await person_id(world, "xiomara"), await person_id(world, "bo")
    office, here = world.store.office, await address(world, room, path)
    for headers in ({}, {"hx-request": "true"}):
        before = len(await office.audit([room.site.id]))
        answer = await browser.get(here, headers=headers)
        assert answer.status_code == 200
        assert "Xiomara" in answer.text or "When do I say do?" in answer.text
        new = (await office.audit([room.site.id]))[before:]
        assert {line.action for line in new} == actions
        assert {line.class_id for line in new} == {room.id}
        assert {line.staff for line in new} == {room.tutors[0]}
        readers = {line.learner for line in new if line.action == "read letter"}
        assert readers == ({ana, bo} if "When do I say do?" in answer.text and path == "/" else set())
        of_one = {
            line.learner
            for line in new
            if line.action in ("read text", "see learner", "see evidence", "export learner")
        }
        assert of_one <= {ana}


async def test_the_other_pages_show_nobody(world: World, site: Site) -> None:
    room = await a_busy_class(world, "xiomara")
    await staff(world, "cora", "coordinator")
    for reader in (await site.signed_in("tom"), await site.signed_in("cora")):
        for path in sorted(OTHERS):
            answer = await reader.get(await address(world, room, path))
            assert "Xiomara" not in answer.text, path


async def test_looks_take_as_many_statements_for_two_learners_as_for_six(world: World, site: Site) -> None:
    room = await a_busy_class(world, "xiomara", "bo")
    browser, seen = await site.signed_in("tom"), statements(world)
    counts = []
    for more in ((), ("cy", "di", "ed", "flo")):
        for name in more:
            await pupil(world, room, name)
            question = Letter(room.id, await person_id(world, name), None, True, "Why?", world.clock())
            await world.store.office.do([d.Send(None, Outgoing("x"), question)], world.clock())
        counts.append([])
        for path in SHOWING:
            seen.clear()
            await browser.get(await address(world, room, path))
            counts[-1].append((path, len(seen)))
    assert counts[0] == counts[1]


def statements(world: World) -> list[str]:
    """Every statement from now on."""
    out: list[str] = []
    runner: Any = world.store._runner
    for engine in getattr(runner, "_engines", None) or [runner._engine.sync_engine]:
        event.listen(engine, "before_cursor_execute", lambda *given: out.append(given[2]))
    return out
