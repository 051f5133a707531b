"""What a class is set: how far it is, whose it is, and where it is practised."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from bot.handlers.homework import tasks
from bot.homework import part
from bot.lessons.live import LiveContent
from bot.messages import Button, Press
from bot.ports import deeds as d
from bot.ports.staff import Assignment
from tests.conversations.test_classes import CODE, ana_in, choices
from tests.conversations.test_staff import a_class, pupil, staff
from tests.world import World

DUE = date(2026, 11, 27)


@pytest.mark.parametrize(
    ("items", "answered", "today", "standing"),
    [
        (["civics-2008-1", "civics-2008-2"], [], DUE, "not"),
        (["civics-2008-1", "civics-2008-2"], [("civics-2008-1", 1)], DUE, "started"),
        (["civics-2008-1", "civics-2008-2"], [("civics-2008-1", -1)], DUE, "not"),  # before it was set
        (["civics-2008-1"], [("civics-2008-1", 1), ("civics-2008-2", 1)], DUE, "finished"),
        (["civics-2008-1", "civics-2025-1"], [("civics-2008-1", 1)], DUE, "finished"),  # the other test is not theirs
        (["civics-2025-1"], [], DUE, None),
        (["civics-2008-1", "w-gone"], [("civics-2008-1", 1)], DUE, "finished"),  # the content lost it
        (["civics-2008-1"], [("civics-2008-1", 1)], DUE + timedelta(days=1), None),  # done: it goes with its day
        (["civics-2008-1"], [], DUE + timedelta(days=28), "not"),  # undone: it waits
        (["civics-2008-1"], [], DUE + timedelta(days=29), None),
    ],
)
def test_how_far_homework_is(
    content: LiveContent, items: list[str], answered: list[tuple[str, int]], today: date, standing: str | None
) -> None:
    made = datetime(2026, 11, 20, tzinfo=UTC)
    work = Assignment(1, 1, None, "items", "T", tuple(items), DUE, made)
    facts = [(item, made + timedelta(hours=hours)) for item, hours in answered]
    found = tasks([work], content.catalogue, "2008", facts, today)
    assert [task.standing for task in found] == ([standing] if standing else [])


def test_who_has_chosen_no_test_does_the_questions_of_one(content: LiveContent) -> None:
    items = ("w-gone", "civics-2025-1", "civics-2008-1", "civics-2025-2")
    work = Assignment(1, 1, None, "items", "T", items, DUE, datetime(2026, 11, 20, tzinfo=UTC))
    assert part(content.catalogue, work, None) == ("civics-2025-1", "civics-2025-2")
    assert part(content.catalogue, work, "2008") == ("civics-2008-1",)


async def test_homework_comes_first_in_practice_and_is_followed(world: World) -> None:
    room = await world.found("Evening", "tom", CODE)
    ana = await ana_in(world, room)
    world.clock.move(days=3)
    await world.assign(room, "Rights", ["civics-2008-50", "civics-2008-51"])
    await ana.say("/practice")
    await ana.choose("start")
    assert "From your teacher" in ana.last.text
    await ana.choose("next")
    assert "From your teacher" in ana.last.text
    await ana.choose("next")
    for _ in range(2):
        await ana.choose("0")
    assert "From your teacher" not in ana.last.text
    await ana.say("/homework")
    assert "✅ done" in ana.last.text
    [work] = await world.store.office.assignments([room.id])
    [done] = await world.store.office.done([work], [2])
    assert len(done.answered) == 2


async def test_what_is_late_does_not_stand_in_the_way_of_what_is_due(world: World) -> None:
    room = await world.found("Evening", "tom", CODE)
    ana = await ana_in(world, room)
    for title, items in (("First", range(1, 31)), ("Second", range(31, 61))):
        await world.assign(room, title, [f"civics-2008-{n}" for n in items], days=2)
        world.clock.move(days=4)
    await world.assign(room, "Now", ["civics-2008-95", "civics-2008-96"])
    await ana.say("/practice")
    await ana.choose("start")
    asked = ana.last.text
    await ana.choose("next")
    assert "Statue of Liberty" in asked + ana.last.text  # of this week's homework
    await ana.choose("next")
    for _ in range(2):
        await ana.choose("0")
    await ana.say("/homework")
    assert "✅ done" in ana.last.text


async def test_what_was_over_before_somebody_came_is_not_theirs(world: World) -> None:
    room = await world.found("Evening", "tom", CODE)
    await world.assign(room, "Before", ["civics-2008-50"], days=2)
    world.clock.move(days=5)
    ana, tom = await ana_in(world, room), world.person("tom")
    await ana.say("/homework")
    assert "no homework" in ana.last.text
    await tom.press(Button("", "staff", f"homework-{room.id}"), tom.last.id)
    assert "Before" in tom.last.text
    assert "Ana" not in tom.last.text
    await world.assign(room, "Now", ["civics-2008-51"])
    await ana.say("/homework")
    assert "Now" in ana.last.text
    assert "Before" not in ana.last.text


async def test_homework_can_be_done_by_its_button(world: World) -> None:
    room = await world.found("Evening", "tom", CODE)
    ana = await ana_in(world, room)
    await world.assign(room, "Rights", ["civics-2008-50"], days=0)
    await ana.say("homework")
    assert "by today" in ana.last.text
    await ana.choose("1")
    assert "1/2" in ana.last.text
    await ana.choose("next")
    await ana.choose("0")
    assert "Your teacher can see" in ana.last.text
    await ana.say("/homework")
    assert "✅ done" in ana.last.text
    assert "1" not in choices(ana)


async def test_the_other_test_and_other_learners_homework_are_not_asked(world: World) -> None:
    room = await world.found("Evening", "tom", CODE)
    ana = await ana_in(world, room)
    tom = (await world.learner("tom")).id
    due = world.clock().date()
    theirs = d.Assign(room.id, tom, "items", "Not yours", ("civics-2008-9",), due, room.tutors[0])
    await world.store.office.do([theirs], world.clock())
    await world.assign(room, "The other test", ["civics-2025-1"])
    await ana.say("/homework")
    assert "no homework" in ana.last.text


# --- telling ---


async def test_of_homework_that_is_taken_back_at_night_nobody_is_told_in_the_morning(world: World) -> None:
    tom = await staff(world)
    room = await a_class(world, tom)
    ana = await pupil(world, room, "ana")
    world.clock.now = datetime(2026, 11, 25, 3, 0, tzinfo=UTC)  # ten in the evening in Boston
    await tom.send(Press("staff", f"set-2-{room.id}-0-civics"))
    await tom.send(Press("staff", f"set-7-{room.id}-0-civics"))
    first, second = await world.store.office.assignments([room.id])
    await tom.send(Press("staff", f"withdraw-{room.id}-{first.id}"))

    async def told() -> int:
        world.clock.move(hours=24)
        await world.delivery.recover()
        await world.delivery.idle()
        return sum("has set something" in screen.text for screen in ana.screens)

    assert await told() == 1  # the other one
    await tom.send(Press("staff", f"set-2-{room.id}-0-civics"))
    await world.store.office.do([d.Withdraw(second.id, room.tutors[0])], world.clock())  # word of it has long been sent
    assert await told() == 2
    await tom.send(Press("staff", f"set-14-{room.id}-0-civics"))
    await tom.send(Press("staff", f"withdraw-{room.id}-{(await world.store.office.assignments([room.id]))[-1].id}"))
    assert await told() == 2
