"""When somebody is reminded, as a table; and one reminder a day, however often the clock says so."""

from __future__ import annotations

import itertools
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.jobs import reminders
from bot.jobs.reminders import remind_all
from bot.lessons.reminding import Habit, Reminder, reminder_for
from bot.messages import Incoming, Text
from bot.ports import Changes
from bot.ports import deeds as d
from tests.world import Person, World

TODAY = date(2026, 11, 24)  # a Tuesday
BOSTON = ZoneInfo("America/New_York")


def ago(days: int) -> date:
    return TODAY - timedelta(days=days)


@pytest.mark.parametrize(
    ("unanswered", "reminded", "practised", "wanted"),
    [
        (0, None, set(), Reminder.TODAY),
        (0, None, {TODAY}, None),  # practised today
        (1, TODAY, set(), None),  # reminded today
        (1, ago(1), set(), Reminder.TODAY),
        (3, ago(2), set(), None),  # after three: twice a week
        (3, ago(3), set(), Reminder.TODAY),
        (6, ago(6), set(), None),  # after six: once a week
        (6, ago(7), set(), Reminder.TODAY),
        (10, ago(7), set(), Reminder.LAST),
        (11, ago(90), set(), None),  # then silence
        (0, None, {ago(1), ago(0)}, None),
    ],
)
def test_who_is_reminded(unanswered: int, reminded: date | None, practised: set[date], wanted: Reminder | None) -> None:
    assert reminder_for(Habit(TODAY, unanswered, reminded, frozenset(practised), goal=3)) is wanted


def test_nobody_is_reminded_once_the_weeks_goal_is_met() -> None:
    saturday = date(2026, 11, 28)
    days = frozenset(saturday - timedelta(days=n) for n in (1, 2, 3))
    assert reminder_for(Habit(saturday, 0, None, days, goal=3)) is None
    assert reminder_for(Habit(saturday, 0, None, days, goal=4)) is Reminder.TODAY


async def remind(world: World, at: datetime) -> int:
    count = await remind_all(world.store, world.delivery.announce, world.content.phrases, at)
    await world.delivery.idle()
    return count


async def ready(world: World) -> Person:
    """Somebody who wants to be reminded at seven in the evening, in Boston."""
    ana = world.person("ana", "es")
    await ana.set_up(language="Español")
    return ana


def boston(day: date, hour: int, minute: int = 0) -> datetime:
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=BOSTON).astimezone(UTC)


async def test_a_reminder_comes_at_its_hour_in_the_learners_language_and_tells_nothing(world: World) -> None:
    ana = await ready(world)
    day = world.clock().astimezone(BOSTON).date() + timedelta(days=1)
    assert await remind(world, boston(day, 18, 55)) == 0
    assert await remind(world, boston(day, 19, 0)) == 1
    text = ana.last.text
    assert "Diez minutos" in text
    assert len(text.split()) <= 12
    assert not any(word in text.casefold() for word in ("ciudadan", "examen", "inglés", "citizen"))
    await ana.choose("practice")
    assert ana.sees("Listo") or ana.sees("?")


async def test_the_hour_is_that_of_the_state_where_the_learner_lives(world: World) -> None:
    ana = await ready(world)
    await ana.say("/state")
    await ana.choose("other")
    await ana.say("California")
    day = world.clock().astimezone(BOSTON).date() + timedelta(days=1)
    assert await remind(world, boston(day, 19)) == 0
    assert await remind(world, boston(day, 22)) == 1
    assert (await world.learner("ana")).timezone == "America/Los_Angeles"


async def test_the_hour_is_that_of_the_class_whatever_state_is_told(world: World) -> None:
    ana = await ready(world)
    room = await world.found("Monday English", "bob", "K7M4-Q2XP")
    await world.store.office.do([d.RenameClass(room.id, room.name, "America/Denver", room.tutors[0])], world.clock())
    await ana.say("K7M4-Q2XP")
    await ana.tap("Sí, ")
    await ana.choose("none")
    await ana.say("/state")
    await ana.choose("MA")
    assert (await world.learner("ana")).timezone == "America/Denver"


async def test_one_a_day_however_often_the_clock_strikes(world: World) -> None:
    await ready(world)
    day = world.clock().astimezone(BOSTON).date() + timedelta(days=1)
    sent = [await remind(world, boston(day, 19, minute)) for minute in (0, 0, 5, 10, 55)]
    assert sum(sent) == 1


async def test_a_late_clock_still_reminds_and_a_very_late_one_does_not(world: World) -> None:
    await ready(world)
    day = world.clock().astimezone(BOSTON).date() + timedelta(days=1)
    assert await remind(world, boston(day, 19, 45)) == 1
    assert await remind(world, boston(day + timedelta(days=1), 21, 30)) == 0


async def test_the_hour_is_the_learners_own_across_the_change_of_clocks(world: World) -> None:
    ana = await ready(world)
    for day in (date(2027, 3, 13), date(2027, 3, 14), date(2027, 3, 15)):  # clocks go forward on the 14th
        before = len(ana.screens)
        for at in (boston(day, 18, 59), boston(day, 19, 0), boston(day, 19, 30)):
            await remind(world, at)
        assert len(ana.screens) == before + 1, day


async def test_fewer_after_three_unanswered_and_silence_after_ten(world: World) -> None:
    await ready(world)
    day = world.clock().astimezone(BOSTON).date() + timedelta(days=1)
    on = [n for n in range(120) if await remind(world, boston(day + timedelta(days=n), 19)) == 1]
    assert on[:3] == [0, 1, 2]
    gaps = [b - a for a, b in itertools.pairwise(on)]
    assert gaps[2:5] == [3, 3, 3]
    assert set(gaps[5:]) == {7}
    assert len(on) == 11


async def test_an_answer_begins_the_count_again(world: World) -> None:
    ana = await ready(world)
    day = world.clock().astimezone(BOSTON).date()
    for n in range(1, 5):
        await remind(world, boston(day + timedelta(days=n), 19))
    world.clock.move(days=6)
    await ana.say("hola")
    later = world.clock().astimezone(BOSTON).date()
    assert [await remind(world, boston(later + timedelta(days=n), 19)) for n in (1, 2)] == [1, 1]


@pytest.mark.parametrize("command", ["/pause", "/reminder"])
async def test_a_pause_or_no_fixed_time_means_quiet(world: World, command: str) -> None:
    ana = await ready(world)
    await ana.say(command)
    if command == "/reminder":
        await ana.choose("none")
    day = world.clock().astimezone(BOSTON).date() + timedelta(days=1)
    assert await remind(world, boston(day, 19)) == 0


async def test_who_answers_what_was_on_the_screen_has_ended_their_pause(world: World) -> None:
    ana = await ready(world)
    day = world.clock().astimezone(BOSTON).date() + timedelta(days=1)
    await ana.say("/pause")
    for _ in range(5):  # what is new is taught before it is asked
        question = [screen for screen in ana.screens if "/" in screen.text[:3]][-1]
        assert (await world.learner("ana")).paused_on is not None
        await ana.press(question.buttons[0], question.id)
        if ana.sees("¡Qué bueno verle!"):
            break
    assert ana.sees("¡Qué bueno verle!")
    assert await world.store.office.days([(await world.learner("ana")).id], day - timedelta(days=1)) != []
    assert await remind(world, boston(day, 19)) == 1


async def test_the_weeks_goal_is_the_learners_own(world: World) -> None:
    ana = await ready(world)
    await ana.say("/settings")
    await ana.choose("week")
    await ana.choose("2")
    assert "2 días por semana" in ana.last.text
    found = await world.store.candidates(*_around(world), most=9)
    assert [candidate.learner.weekly_goal for candidate in found] == [2]


def _hour(end: datetime) -> tuple[datetime, datetime]:
    return end.astimezone(UTC) - timedelta(hours=1), end.astimezone(UTC)


def _around(world: World) -> tuple[datetime, datetime]:
    day = world.clock().astimezone(BOSTON).date()
    return boston(day, 18), boston(day, 20)


async def test_who_has_the_same_hour_is_reminded_however_many_they_are(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reminders, "AT_ONCE", 2)
    day = world.clock().astimezone(BOSTON).date() + timedelta(days=1)
    for name in ("ana", "ben", "cleo", "dan", "eve"):
        await world.person(name).set_up()
    assert await remind(world, boston(day, 19)) == 5
    assert await remind(world, boston(day, 19, 5)) == 0


@pytest.mark.parametrize("zone", ["Pacific/Honolulu", "Pacific/Guam"])
async def test_reminders_are_counted_whatever_the_day_is_elsewhere(world: World, zone: str) -> None:
    ana = await ready(world)
    kept = await world.learner("ana")
    here = Incoming("moved", ana.address, world.clock(), Text("x"))
    known = await world.store.load(here)
    assert known is not None
    await world.store.save(here, known, Changes(learner=kept._replace(timezone=zone, reminder="19:00")))
    first = world.clock().astimezone(ZoneInfo(zone)).date()
    seven = [datetime(day.year, day.month, day.day, 19, tzinfo=ZoneInfo(zone)) for day in (first, first + timedelta(1))]
    told = [await remind(world, at.astimezone(UTC)) for at in seven]
    assert await world.store.candidates(*_hour(seven[1]), most=9) == []  # they were, today
    [found] = await world.store.candidates(*_hour(seven[1] + timedelta(days=1)), most=9)
    assert found.unanswered == sum(told) >= 1
    assert found.reminded_at == seven[1].astimezone(UTC)
