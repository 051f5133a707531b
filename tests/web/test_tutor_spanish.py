"""Pages in Spanish are Spanish; and the first page names each person once, and nobody who asked for a pause."""

from __future__ import annotations

import re

import pytest

from bot.messages import Address, Incoming, Text
from bot.ports import Changes, Learner
from bot.ports import deeds as d
from tests.conversations.test_staff import person_id, pupil
from tests.web.test_tutor import Site, a_full_class, site
from tests.world import World

__all__ = ["site"]  # the fixture

SPANISH = {"name": "Tom", "language": "es", "day": "0", "hour": "8", "by": "chat"}
ENGLISH_LEVELS = (
    "First words",
    "First sentences",
    "Getting around",
    "Getting things done",
    "Working life",
    "Speaking up",
)
ENGLISH_DATE = re.compile(r"(?<!\d )\b(oct|nov|dic)\.? \d")  # the month first


async def changed(world: World, name: str, **to: object) -> None:
    """Something about somebody is another now."""
    incoming = Incoming(f"{name}-{'-'.join(to)}", Address("test", name), world.clock(), Text("hi"))
    known = await world.store.load(incoming)
    assert known is not None
    assert isinstance(known.learner, Learner)
    await world.store.save(incoming, known, Changes(learner=known.learner._replace(**to)))  # type: ignore[arg-type]


def words_of(page: str) -> list[str]:
    """The words that can be read on a page."""
    return re.findall(r"\w+", re.sub(r"<[^>]+>", " ", page))


async def test_levels_and_dates_are_spanish_on_spanish_pages(world: World, site: Site) -> None:
    room = await a_full_class(world)
    tom, ana, now = await site.signed_in("tom"), await person_id(world, "ana"), world.clock()
    await tom.post("/tutor/settings", data=SPANISH)
    await changed(world, "ana", level="a1a")
    await world.store.office.do(
        [
            d.Assign(room.id, None, "items", "One", ("work-01-l1-e01",), now.date(), room.tutors[0]),
            d.WriteNote(ana, room.id, "Trabaja", room.tutors[0]),
            d.EnterResult(ana, room.id, "BEST Plus 3.0", now.date(), 3, "", room.tutors[0]),
            d.Attend(room.id, now.date(), 90, (ana,), room.tutors[0]),
        ],
        now,
    )
    here = f"/tutor/class/{room.key}"
    pages = ("", f"/learner/{ana}", "/homework", "/meetings", "/summaries", "/summary/2026-11-23")
    for path in ("/tutor/", "/tutor/content", *(here + page for page in pages)):
        page = (await tom.get(path)).text
        assert '<html lang="es">' in page
        assert not [level for level in ENGLISH_LEVELS if level in page], path
        assert not ENGLISH_DATE.search(re.sub(r"<[^>]+>", " ", page)), path
    for path in (here, f"{here}/learner/{ana}", "/tutor/content"):
        assert "Primeras frases" in (await tom.get(path)).text
    assert "lun, 23 nov" in (await tom.get(f"{here}/homework")).text
    assert "23 nov 2026" in (await tom.get(f"{here}/learner/{ana}")).text


async def test_the_first_page_names_each_person_once_and_nobody_who_paused(world: World, site: Site) -> None:
    room = await a_full_class(world)
    await pupil(world, room, "cai")
    await changed(world, "bo", paused_on=world.clock().date())
    world.clock.move(hours=24 * 9)
    away = words_of((await (await site.signed_in("tom")).get("/tutor/")).text)
    assert (away.count("Ana"), away.count("Cai"), away.count("Bo")) == (1, 1, 0)
    world.clock.move(hours=24 * 25)
    asleep = words_of((await (await site.signed_in("tom")).get("/tutor/")).text)
    assert (asleep.count("Ana"), asleep.count("Cai"), asleep.count("Bo")) == (1, 1, 0)
    assert asleep.count("34") == 2  # days ago


async def test_the_first_page_says_how_many_more_are_quiet(
    world: World, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.web.tutor.today.MOST_QUIET", 2)
    room = await a_full_class(world)
    for name in ("cai", "duc", "eva"):
        await pupil(world, room, name)
    world.clock.move(hours=24 * 40)
    page = words_of((await (await site.signed_in("tom")).get("/tutor/")).text)
    assert "and 3 more they come first" in " ".join(page)
