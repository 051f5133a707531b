"""`/summary` in chat: the running week, what it rests on, and when it comes."""

from __future__ import annotations

from tests.conversations.test_staff import a_class, pupil, staff
from tests.world import World


async def test_the_running_week_leads_with_people_and_opens_its_evidence(world: World) -> None:
    tom = await staff(world)
    room = await a_class(world, tom)
    await pupil(world, room, "ana")
    world.clock.move(days=4)
    await tom.say("/summary")
    assert tom.sees("Ana")
    [why] = [button for screen in tom.screens for button in screen.buttons if button.choice.startswith("why-")][:1]
    await tom.press(why, "1")
    assert "Ana" in tom.last.text
    assert [button.choice.split("-")[0] for button in tom.last.buttons] == ["write", "student"]
    looks = [each.action for each in await world.store.office.audit([room.site.id])]
    assert "see evidence" in looks
    await tom.tap("Write")
    await tom.say("We miss you on Tuesday.")
    await tom.tap("Send")
    assert world.person("ana").sees("We miss you on Tuesday.")


async def test_students_come_sorted_by_who_needs_their_tutor(world: World) -> None:
    tom = await staff(world)
    room = await a_class(world, tom)
    await pupil(world, room, "ana")
    world.clock.move(days=4)
    await pupil(world, room, "bo")
    await tom.say("/students")
    assert "1. " in tom.last.text
    assert tom.last.buttons[0].label.startswith("Ana")


async def test_day_hour_and_way_of_the_summary_are_chosen(world: World) -> None:
    tom = await staff(world)
    await a_class(world, tom)
    await tom.say("/summary")
    assert tom.sees("It comes on Monday at 8:00")
    await tom.tap("Change")
    await tom.tap("Friday")
    assert "Friday at 8:00" in tom.last.text
    await tom.tap("Change")
    await tom.tap("17:00")
    await tom.tap("Change")
    await tom.tap("Not at all")
    assert "does not come any more" in tom.last.text
    viewer = await world.store.office.viewer(person=(await world.store.office.posts([1]))[0].person)
    assert viewer is not None
    assert (viewer.post.day, viewer.post.hour, viewer.post.by) == (4, 17, "")
