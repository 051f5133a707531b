"""The demo class: made through the door, kept apart from real people, and gone without a trace."""

from __future__ import annotations

import asyncio
from datetime import datetime, timedelta
from types import SimpleNamespace
from typing import Any

from sqlalchemy import Connection, func, select
from structlog.testing import capture_logs

from bot import serving
from bot.demo.fill import CHANNEL, Demo, DemoChannel
from bot.demo.people import PEOPLE, WEEKS, days_of
from bot.jobs.summaries import summarise_all
from bot.lessons.live import LiveContent
from bot.ports import Links
from bot.ports import deeds as d
from bot.reports.week import of_week
from storage import models as m
from storage import staff_models as s
from tests.conversations.test_staff import a_class, pupil, staff
from tests.world import Clock, World


def demo_of(world: World, **how: object) -> Demo:
    world.delivery._channels[CHANNEL] = DemoChannel()  # type: ignore[index]

    async def summarise(at: datetime) -> None:
        await summarise_all(world.store.office, world.delivery.announce, world.content, at, links=Links())
        await world.delivery.idle()

    return Demo(world.store, world.store.office, world.talk, summarise, **how)  # type: ignore[arg-type]


async def test_a_demo_has_a_history_and_is_removed_without_a_trace(world: World) -> None:
    tom = await staff(world)
    real = await a_class(world, tom)
    await pupil(world, real, "ana")
    now = world.clock() + timedelta(days=3)
    demo = demo_of(world, people=(PEOPLE[0], PEOPLE[8], PEOPLE[4], PEOPLE[2]), weeks=1)
    room = await demo.found(now)
    assert room.site.demo
    with capture_logs() as told:
        await demo.fill(room, now)
    assert told == []  # a log would stand in the middle of the progress bar
    assert demo.progress == 1.0
    office = world.store.office
    people = await office.roster([room.id])
    assert {each.learner.nickname for each in people} == {"Rosa", "Omar", "Carmen", "Luciana"}
    ids = [each.learner.id for each in people]
    assert sum(day.graded for day in await office.days(ids, (now - timedelta(weeks=9)).date())) > 30
    assert {day.learner for day in await office.days(ids, (now - timedelta(weeks=9)).date())} == set(ids)
    assert [letter.text for letter in await office.letters([room.id])] == [PEOPLE[8].asks]
    assert len([each for each in await office.interviews(ids) if each.shared]) == 2
    assert [each.week for each in await office.summaries([room.id])] != []
    last = (await office.summaries([room.id]))[-1].week
    told = await of_week(office, world.content.catalogue, room, last, now)
    assert {claim.reason for claim in told.needs} >= {
        "need.interview",
        "need.question",
    }  # the first summary somebody opens has it all
    assert "praise.goal" in {claim.reason for claim in told.praise}
    assert {each.learner.nickname for each in await office.roster([real.id])} == {"Ana"}  # nobody is mixed

    assert await world.store.remove_channel(CHANNEL) == 5
    assert [site.name for site in await office.sites()] == ["Lynn Library"]

    def left(conn: Connection) -> list[int]:
        tables = (m.learners, m.identities, s.posts, s.classes, s.enrollments, s.summaries, s.letters, s.interviews)
        return [int(conn.execute(select(func.count()).select_from(table)).scalar_one()) for table in tables]

    assert await world.store._runner.read(left) == [2, 2, 1, 1, 1, 0, 0, 0]


async def test_a_demo_that_was_stopped_half_filled_is_made_anew(world: World) -> None:
    now = serving.utc_now()  # as a start of the program has it
    half = demo_of(world, people=PEOPLE[:1])
    filling = asyncio.create_task(half.fill(await half.found(now), now))
    while half.progress < 0.1:
        await asyncio.sleep(0.01)
    filling.cancel()
    app = started(world)
    link, jobs = await serving._demo(app)
    assert link is not None
    assert [job.close() for job in jobs] == [None, None]  # it is filled, behind a progress bar
    [room] = await world.store.office.classes()
    assert await world.store.office.roster([room.id], former=True) == []

    small = demo_of(world, people=PEOPLE[:1])
    small._phones["tutor"] = app.demo._phones["tutor"]
    await small.fill(room, now)
    link, jobs = await serving._demo(started(world))
    assert link is not None  # whoever starts it again finds it as it was
    assert jobs == []
    assert [each.id for each in await world.store.office.classes()] == [room.id]


async def test_a_demo_comes_where_nobody_was_however_far_earlier_starts_came(world: World) -> None:
    async def comes(token: str | None = None) -> bool:
        link, jobs = await serving._demo(started(world, token))
        for job in jobs:
            job.close()  # type: ignore[attr-defined]
        return link is not None

    assert not await comes("123:token")
    await world.store.office.do([d.FoundSite("Demo Library", demo=True)], world.clock())  # and then the power went
    assert await comes()  # the schema was there before
    assert [room.name for room in await world.store.office.classes()] == ["Tuesday evening (demo)"]
    await world.store.remove_channel(CHANNEL)
    assert not await comes()  # it was taken away


async def test_a_demo_that_another_process_fills_is_left_to_it(
    database: str, key: str, clock: Clock, content: LiveContent
) -> None:
    world, other = [await World.begin(database, key, clock, content) for _ in range(2)]
    try:
        assert await world.store.alone()
        room = await demo_of(world).found(clock())
        link, jobs = await serving._demo(started(other))
        for job in jobs:
            job.close()  # type: ignore[attr-defined]
        assert (link is None) is database.startswith("postgresql")  # a file has no other: it is locked
        assert [each.id for each in await world.store.office.classes()] == [room.id]
    finally:
        await other.end()
        await world.end()


async def test_a_demo_does_not_come_to_real_people(world: World) -> None:
    await staff(world)
    assert await serving._demo(started(world)) == (None, [])


async def test_what_is_sent_to_a_demo_goes_nowhere_where_it_is_not_shown_any_more(world: World) -> None:
    now = world.clock()
    await demo_of(world).found(now)
    app = started(world, "123:token")
    assert await serving._demo(app) == (None, [])
    assert set(app.channels) == {CHANNEL}


def started(world: World, token: str | None = None) -> Any:
    """What a start of the program on the world's database, which is not new, has put together."""
    settings = SimpleNamespace(telegram_bot_token=token, demo=True)
    parts = {name: getattr(world, name) for name in ("store", "content", "delivery", "talk")}
    return SimpleNamespace(settings=settings, channels={}, links=Links(), demo=None, **parts)


def test_the_demo_is_believable() -> None:
    from random import Random

    assert len(PEOPLE) == 25
    assert len({persona.name for persona in PEOPLE}) == 25
    for persona in PEOPLE:  # all of them come to join, however the dice fall
        assert all(days_of(persona, persona.from_week, Random(seed)) for seed in range(50)), persona.name
    weeks = [sum(bool(days_of(persona, week, Random(week))) for persona in PEOPLE) for week in range(WEEKS)]
    assert min(weeks) >= 15  # most come every week, and not all
    assert max(weeks) <= 25
    stopped = next(persona for persona in PEOPLE if persona.until_week and not persona.back_week)
    assert days_of(stopped, WEEKS - 1, Random(1)) == []
