"""One summary a class and week, to each tutor at their own hour, whatever happens to the clock and the program."""

from __future__ import annotations

import asyncio
import itertools
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import insert

from bot.messages import Address
from bot.ports import deeds as d
from bot.ports.staff import Class, Post
from bot.reports import week
from storage import staff_models as s
from tests.school import BOSTON, WEEK, School, at, days
from tests.world import World


@pytest.fixture
def school(world: World) -> School:
    return School(world)


async def ready(school: School) -> Class:
    """Tom teaches a class with Ana in it."""
    room = await school.open(await school.hire("tom"))
    await school.join(room, "ana")
    return room


def said_to(school: School, name: str) -> list[str]:
    return [screen.text for screen in school.world.person(name).screens if "☀️" in screen.text]


async def test_monday_at_eight_the_summary_comes_with_its_buttons_and_the_chart(school: School) -> None:
    room = await ready(school)
    assert await school.strike(at(days(7), 7, 55)) == []
    assert await school.weeks(room) == []
    sent = await school.strike(at(days(7), 8, 0))
    assert [dispatch.address.user for dispatch in sent] == ["tom", "tom"]
    text, chart = school.world.person("tom").screens[-2:]
    assert text.text.startswith("☀️ Evening, Nov 23 – Nov 29")
    assert chart.message.picture is not None
    assert chart.message.picture.png.startswith(b"\x89PNG")
    assert "Bars for" in chart.message.picture.alt
    assert await school.weeks(room) == [WEEK]
    kept = await school.office.summary(room.id, WEEK)
    assert kept is not None
    assert kept.sent_at == at(days(7), 8, 0)


async def test_one_a_week_however_often_and_from_however_many_processes_the_clock_strikes(school: School) -> None:
    await ready(school)
    now = at(days(7), 8)
    both = await asyncio.gather(*(school.strike(now + timedelta(minutes=n)) for n in (0, 0, 5, 5)))
    assert sum(len(sent) for sent in both) == 2
    assert await school.strike(at(days(9), 12)) == []
    assert len(said_to(school, "tom")) == 1
    assert len(await school.strike(at(days(14), 8))) == 2
    assert len(said_to(school, "tom")) == 2


async def test_a_crash_between_keeping_and_sending_loses_nothing(school: School) -> None:
    room = await ready(school)
    summary = await week.make(school.office, school.world.content.catalogue, room, WEEK, at(days(7), 8))
    await school.office.keep_summary(room.id, WEEK, summary.as_data(), at(days(7), 8))
    assert len(await school.strike(at(days(7), 8, 5))) == 2


@pytest.mark.parametrize("late", [1, 3, 6])
async def test_a_late_one_is_sent_once(school: School, late: int) -> None:
    await ready(school)
    assert len(await school.strike(at(days(7 + late), 3))) == 2
    assert await school.strike(at(days(7 + late), 4)) == []


async def test_a_look_when_nothing_is_due_reads_no_class(school: School, monkeypatch: pytest.MonkeyPatch) -> None:
    room = await ready(school)
    await school.strike(at(days(7), 8))
    read: list[object] = []
    runner, real = school.world.store._runner, school.world.store._runner.read

    async def counted(work: Any) -> Any:
        read.append(work)
        return await real(work)

    monkeypatch.setattr(runner, "read", counted)
    assert await school.strike(at(days(7), 8, 5)) == []
    assert len(read) == 1, room  # which classes there are and what they had, in one reading however many those are


async def test_after_weeks_of_downtime_the_latest_is_sent_and_the_older_are_kept(school: School) -> None:
    room = await ready(school)
    sent = await school.strike(at(days(29), 12))  # a Tuesday, four weeks on
    assert len(sent) == 2
    assert "Dec 14" in said_to(school, "tom")[-1]
    assert await school.weeks(room) == [days(21), days(14), days(7), WEEK]
    assert [kept.sent_at is not None for kept in await school.office.summaries([room.id])] == [
        True,
        False,
        False,
        False,
    ]
    assert await school.strike(at(days(30), 12)) == []


async def test_each_tutor_has_their_own_day_hour_and_language(school: School) -> None:
    room = await ready(school)
    uma = await school.hire("uma")
    await _teach_too(school, room, uma)
    await school.prefer("tom", day=4, hour=17)
    await school.prefer("uma", language="es")
    assert {dispatch.address.user for dispatch in await school.strike(at(days(7), 8))} == {"uma"}
    assert "Llame primero" in said_to(school, "uma")[-1] or "nadie necesita" in said_to(school, "uma")[-1]
    assert await school.strike(at(days(11), 16, 55)) == []
    assert {dispatch.address.user for dispatch in await school.strike(at(days(11), 17))} == {"tom"}
    assert {dispatch.address.user for dispatch in await school.strike(at(days(14), 8))} == {"uma"}
    assert len(await school.weeks(room)) == 2


async def _teach_too(school: School, room: Class, post: Post) -> None:
    """Two tutors for one class."""
    row = {"class_id": room.id, "post_id": post.id, "since": school.world.clock()}
    await school.world.store._runner.write(lambda conn: conn.execute(insert(s.teaching), row) and None)


async def test_by_mail_by_both_and_by_neither(school: School) -> None:
    await ready(school)
    await school.prefer("tom", email="tom@example.org", by="mail")
    await school.confirm("tom")
    [letter] = await school.strike(at(days(7), 8), mails=True)
    assert letter.address == Address("mail", "tom@example.org")
    assert letter.replies[0].mail is not None
    assert "https://doorway.test/tutor" in letter.replies[0].text
    await school.prefer("tom", email="tom@example.org", by="chat,mail")
    ways = [dispatch.address.channel for dispatch in await school.strike(at(days(14), 8), mails=True)]
    assert ways == ["test", "test", "mail"]
    await school.prefer("tom", email="tom@example.org", by="mail")  # no mail server: better in chat than not at all
    assert [dispatch.address.channel for dispatch in await school.strike(at(days(21), 8))] == ["test", "test"]
    await school.prefer("tom", by="")
    assert await school.strike(at(days(28), 8), mails=True) == []
    [room] = await school.office.classes()
    assert len(await school.weeks(room)) == 4  # all stand on the page


async def test_a_tutor_with_pages_only_finds_it_there(school: School) -> None:
    room = await school.open(await school.hire("pat", chat=False))
    await school.join(room, "ana")
    assert await school.strike(at(days(7), 8)) == []
    assert await school.weeks(room) == [WEEK]


async def test_an_empty_class_is_kept_and_nobody_is_written_to(school: School) -> None:
    room = await school.open(await school.hire("tom"))
    assert await school.strike(at(days(7), 8)) == []
    assert await school.weeks(room) == [WEEK]


async def test_a_class_is_told_of_from_its_first_week_on(school: School) -> None:
    room = await ready(school)
    assert await school.strike(at(days(0), 12)) == []
    assert await school.weeks(room) == []


async def test_after_a_handover_only_the_new_tutor_is_written_to(school: School) -> None:
    room = await ready(school)
    await school.strike(at(days(7), 8))
    uma = await school.hire("uma")
    tuesday = at(days(8), 9)
    await school.office.do([d.HandOver(room.id, uma.id, school.posts["tom"].id)], tuesday)
    assert await school.strike(at(days(8), 10)) == []  # last week's was the former tutor's
    assert {dispatch.address.user for dispatch in await school.strike(at(days(14), 8))} == {"uma"}


async def test_whoever_takes_over_before_the_hour_gets_it(school: School) -> None:
    room = await ready(school)
    uma = await school.hire("uma")
    await school.office.do([d.HandOver(room.id, uma.id, school.posts["tom"].id)], at(days(7), 7))
    assert {dispatch.address.user for dispatch in await school.strike(at(days(7), 8))} == {"uma"}


async def test_a_closed_class_and_one_without_a_tutor_are_left_alone(school: School) -> None:
    room = await ready(school)
    await school.office.do([d.EndPost(school.posts["tom"].id, None)], at(days(3), 8))
    assert await school.strike(at(days(7), 8)) == []
    other = await school.open(await school.hire("uma"), "k2")
    await school.office.do([d.CloseClass(other.id, school.posts["uma"].id)], at(days(3), 8))
    assert await school.strike(at(days(7), 8)) == []
    assert await school.weeks(room) == []


async def test_one_class_that_fails_does_not_keep_the_others_waiting(
    school: School, monkeypatch: pytest.MonkeyPatch
) -> None:
    room = await ready(school)
    second = await school.open(school.posts["tom"], "k2")
    await school.join(second, "ben")
    real = school.office.roster

    async def broken(classes: object, *, former: bool = False) -> object:
        if list(classes) == [room.id]:  # type: ignore[call-overload]
            raise RuntimeError("this class is broken")
        return await real(classes, former=former)  # type: ignore[arg-type]

    monkeypatch.setattr(school.office, "roster", broken)
    assert len(await school.strike(at(days(7), 8))) == 2
    monkeypatch.undo()
    assert len(await school.strike(at(days(7), 8, 5))) == 2  # and it is tried again


async def test_who_left_between_keeping_and_sending_is_not_named(school: School) -> None:
    room = await ready(school)
    [ana] = [each.learner.id for each in await school.office.roster([room.id])]
    await school.prefer("tom", day=2)
    summary = await week.make(school.office, school.world.content.catalogue, room, WEEK, at(days(7), 8))
    assert summary.figures.enrolled == 1
    await school.office.keep_summary(room.id, WEEK, summary.as_data(), at(days(7), 8))
    await school.join(room, "ben")
    await school.office.do([d.Leave(room.id, ana)], at(days(8), 8))
    await school.strike(at(days(9), 8))
    assert "Learner" not in said_to(school, "tom")[-1]


# --- the hour, as a table ---


@pytest.mark.parametrize(
    ("zone", "monday", "day", "hour", "wanted"),
    [
        (BOSTON, date(2026, 11, 16), 0, 8, datetime(2026, 11, 23, 13, 0, tzinfo=UTC)),
        ("America/Los_Angeles", date(2026, 11, 16), 0, 8, datetime(2026, 11, 23, 16, 0, tzinfo=UTC)),
        (BOSTON, date(2027, 3, 8), 0, 8, datetime(2027, 3, 15, 12, 0, tzinfo=UTC)),  # clocks went forward on Sunday
        (BOSTON, date(2026, 10, 26), 0, 8, datetime(2026, 11, 2, 13, 0, tzinfo=UTC)),  # and back on this one
        (BOSTON, date(2027, 3, 1), 6, 2, datetime(2027, 3, 14, 7, 0, tzinfo=UTC)),  # an hour that does not exist
        (BOSTON, date(2026, 10, 19), 6, 1, datetime(2026, 11, 1, 5, 0, tzinfo=UTC)),  # one that comes twice
        (BOSTON, date(2026, 11, 16), 4, 17, datetime(2026, 11, 27, 22, 0, tzinfo=UTC)),
        (BOSTON, date(2026, 11, 16), 0, 1, datetime(2026, 11, 23, 9, 0, tzinfo=UTC)),  # Sunday's practice ends at four
    ],
)
def test_the_hour_is_the_classs_own(zone: str, monday: date, day: int, hour: int, wanted: datetime) -> None:
    assert week.due_at(monday, zone, day, hour) == wanted
    assert week.latest_due(wanted, zone, day, hour) == monday
    assert week.latest_due(wanted - timedelta(seconds=1), zone, day, hour) == monday - timedelta(days=7)


def test_every_week_of_a_year_is_due_once() -> None:
    now, seen = datetime(2026, 6, 1, tzinfo=UTC), []
    while now < datetime(2027, 6, 1, tzinfo=UTC):
        latest = week.latest_due(now, BOSTON, 0, 8)
        if not seen or seen[-1] != latest:
            seen.append(latest)
        now += timedelta(minutes=30)
    assert all(later - earlier == timedelta(days=7) for earlier, later in itertools.pairwise(seen))
    assert len(seen) == 54  # 53 Mondays, and the one before them


@pytest.mark.parametrize(
    ("now", "running"),
    [
        (at(date(2026, 11, 23), 3, 59), date(2026, 11, 16)),  # a night owl's Sunday
        (at(date(2026, 11, 23), 4, 0), date(2026, 11, 23)),
        (at(date(2026, 11, 29), 23, 0), date(2026, 11, 23)),
    ],
)
def test_the_week_turns_at_four_on_monday(now: datetime, running: date) -> None:
    assert week.running_week(now, BOSTON) == running
    assert week.finished_week(now, BOSTON) == running - timedelta(days=7)


async def test_the_running_week_is_made_and_not_kept(school: School) -> None:
    room = await ready(school)
    catalogue = school.world.content.catalogue
    assert (await week.running(school.office, catalogue, room, at(days(2), 12))).week == WEEK
    assert await school.weeks(room) == []
    await school.strike(at(days(7), 8))
    kept = await school.office.summary(room.id, WEEK)
    assert kept is not None
    assert (await week.of_week(school.office, catalogue, room, WEEK, at(days(8), 12))).as_data() == kept.value
