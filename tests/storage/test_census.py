"""What is read of a whole site: the same promises on SQLite and on PostgreSQL."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import event, insert

from bot.lessons.memory import Card, Rating
from bot.lessons.model import Skill, Verdict
from bot.ports import Attempt, Changes, Learner
from bot.ports import deeds as d
from bot.ports.census import Played
from bot.ports.staff import Class
from storage import staff_models as s
from storage.store import SqlStore
from tests.storage.test_office import HELLO, LATER, NOW, a_class, turn, update

YEAR = (date(2026, 7, 1), date(2027, 7, 1))
QUESTIONS = [f"civics-2008-{n}" for n in range(1, 11)]


def answers(day: date, items: list[str], *, hour: int = 15) -> tuple[Attempt, ...]:
    """Right answers on a day, ten seconds apart."""
    start = datetime(day.year, day.month, day.day, hour, tzinfo=UTC)
    return tuple(
        Attempt(item, Skill.PRODUCE, "type", Verdict.CORRECT, Rating.GOOD, start + timedelta(seconds=10 * i), day)
        for i, item in enumerate(items)
    )


async def people(store: SqlStore) -> tuple[Class, int, int]:
    """A class with Ana and Bo in it."""
    await store.register(["work-01-l1-e01", "work-02-l1-e01", *QUESTIONS])
    room = await a_class(store)
    return room, await turn(store, "ana", d.Join(room.id)), await turn(store, "bo", d.Join(room.id))


async def test_members_come_with_their_stays_and_without_names(store: SqlStore) -> None:
    room, ana, bo = await people(store)
    await store.office.do([d.Leave(room.id, ana, room.tutors[0])], LATER)
    await turn(store, "ana", d.Join(room.id), at=LATER + timedelta(days=1))
    first, second = await store.office.members(room.site.id, LATER + timedelta(days=2))
    assert (first.learner, first.goal, first.level, len(first.stays)) == (ana, "both", "a1a", 2)
    assert [stay.until for stay in first.stays] == [LATER, None]
    assert second.learner == bo
    assert "Ana" not in repr(first)
    assert await store.office.members(room.site.id, NOW - timedelta(days=1)) == []
    assert await store.office.members(room.site.id + 1, LATER) == []


async def test_practice_and_attendance_are_counted_by_month(store: SqlStore) -> None:
    room, ana, bo = await people(store)
    october, november = date(2026, 10, 31), date(2026, 11, 2)
    six = answers(october, QUESTIONS[:6]) + answers(november, QUESTIONS[:5]) + answers(november, QUESTIONS[:2], hour=18)
    await turn(store, "ana", at=LATER, attempts=six + answers(date(2026, 11, 3), QUESTIONS[:4]))
    practised = {(each.learner, each.month): each for each in await store.office.practised(room.site.id, *YEAR)}
    assert set(practised) == {(ana, "2026-10"), (ana, "2026-11")}
    assert practised[ana, "2026-10"].days == 1
    assert practised[ana, "2026-10"].seconds == pytest.approx(50)
    assert practised[ana, "2026-11"].days == 1  # four answers make no day of practice
    assert practised[ana, "2026-11"].seconds == pytest.approx(40 + 10 + 30)
    tom = room.tutors[0]
    await store.office.do(
        [d.Attend(room.id, day, 90, who, tom) for day, who in ((october, (ana, bo)), (november, (ana,)))], LATER
    )
    attended = {(each.learner, each.month): each.minutes for each in await store.office.attended(room.site.id, *YEAR)}
    assert attended == {(ana, "2026-10"): 90, (bo, "2026-10"): 90, (ana, "2026-11"): 90}
    assert await store.office.attended(room.site.id, date(2027, 1, 1), date(2027, 2, 1)) == []
    assert (await store.office.teaching(room.site.id, *YEAR)).meetings == {(room.id, october), (room.id, november)}


async def test_units_opened_and_days_of_some_items(store: SqlStore) -> None:
    room, ana, bo = await people(store)
    units = {"work-01-l1-e01": "work-01", "work-02-l1-e01": "work-02"}
    november = date(2026, 11, 2)
    await turn(store, "ana", at=LATER, attempts=answers(november, ["work-01-l1-e01", *QUESTIONS[:5]]))
    await turn(store, "bo", at=LATER, attempts=answers(date(2026, 6, 30), list(units)))
    studied = await store.office.studied(room.site.id, units, QUESTIONS, ["work-01-l1-e01"], *YEAR)
    assert studied.units == {(ana, "2026-11"): {"work-01"}}
    assert studied.days == {(ana, "2026-11"): 1}
    first = Played("work-01-l1-e01", "2026-06", Verdict.CORRECT)  # from before the time, too
    assert {who: list(plays) for who, plays in studied.plays.items()} == {
        ana: [Played("work-01-l1-e01", "2026-11", Verdict.CORRECT)], bo: [first]
    }  # fmt: skip
    earlier = await store.office.studied(room.site.id, units, QUESTIONS, [], date(2026, 6, 1), date(2026, 7, 1))
    assert earlier.units == {(bo, "2026-06"): {"work-01", "work-02"}}


async def test_what_was_reached_in_a_time(store: SqlStore) -> None:
    room, ana, _ = await people(store)
    await turn(store, "ana", d.ReachLevel("a1b", "check"), d.ReachLevel("a0", "chosen"), d.Reached("got_job"), at=LATER)
    tests = [
        d.EnterResult(ana, room.id, "CASAS", day, nrs, "", room.tutors[0])
        for day, nrs in ((date(2026, 11, 20), 3), (date(2026, 9, 1), 2), (date(2027, 9, 1), 4))
    ]
    await store.office.do(tests, LATER)
    told = await store.office.told(room.site.id, NOW, datetime(2027, 7, 1, tzinfo=UTC))
    assert [(step.learner, step.level) for step in told.steps] == [(ana, "a1b"), (ana, "a0")]
    assert [each.kind for each in told.milestones] == ["got_job"]
    assert [each.nrs for each in told.results] == [2, 3]
    none = await store.office.told(room.site.id, LATER + timedelta(days=1), datetime(2027, 7, 1, tzinfo=UTC))
    assert ([step.level for step in none.steps], none.milestones) == (["a1b", "a0"], [])


async def test_what_is_known_now_is_folded_as_it_is_read(store: SqlStore) -> None:
    room, ana, _ = await people(store)

    def card(item: str, skill: Skill, successes: int) -> Card:
        return Card(item, skill, 10.0, 5.0, NOW, NOW - timedelta(days=10), NOW.date(), 3, successes, 0)

    cards = [
        card(QUESTIONS[0], Skill.RECOGNISE, 2),
        card(QUESTIONS[0], Skill.PRODUCE, 2),
        card(QUESTIONS[1], Skill.RECOGNISE, 1),
        card("work-01-l1-e01", Skill.PRODUCE, 1),
    ]
    incoming = update("cards", "ana", LATER)
    known = await store.load(incoming)
    assert known is not None
    await store.save(incoming, known, Changes(learner=known.learner or Learner(), cards=cards, replies=[HELLO]))
    made = await store.office.knowing(room.site.id, QUESTIONS, NOW, lambda who, chances: dict(chances))
    assert set(made) == {ana}  # Bo has met nothing
    assert made[ana] == pytest.approx({QUESTIONS[0]: 0.9 * 0.95, QUESTIONS[1]: 0.9 * 0.75})


async def test_summaries_kept_and_opened(store: SqlStore) -> None:
    room, *_ = await people(store)
    rows = [
        {"class_id": room.id, "week": week, "made_at": NOW, "value": b""}
        for week in (date(2026, 11, 9), date(2026, 11, 16))
    ]
    await store._runner.write(lambda conn: conn.execute(insert(s.summaries), rows) and None)
    await store.office.do([d.OpenSummary(room.id, date(2026, 11, 16))], LATER)
    assert (await store.office.teaching(room.site.id, *YEAR)).summaries == [(room.id, False), (room.id, True)]


async def test_readings_of_a_site_take_as_many_statements_for_two_people_as_for_twelve(store: SqlStore) -> None:
    room, *_ = await people(store)
    engine = store._runner._far if hasattr(store._runner, "_far") else store._runner._engine.sync_engine  # type: ignore[attr-defined]
    statements: list[str] = []
    event.listen(engine, "before_cursor_execute", lambda *given: statements.append(given[2]))

    async def read() -> int:
        statements.clear()
        office, site = store.office, room.site.id
        await office.members(site, LATER)
        await office.practised(site, *YEAR)
        await office.attended(site, *YEAR)
        await office.studied(site, {"work-01-l1-e01": "work-01"}, QUESTIONS, [], *YEAR)
        await office.told(site, NOW, LATER)
        await office.knowing(site, QUESTIONS, NOW, lambda who, chances: len(chances))
        await office.teaching(site, *YEAR)
        return len(statements)

    few = await read()
    for n in range(10):
        await turn(store, f"p{n}", d.Join(room.id), attempts=answers(date(2026, 11, 2), QUESTIONS[:6]))
    assert await read() == few
    assert few == 13
