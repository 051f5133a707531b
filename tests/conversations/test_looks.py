"""Whatever shows a learner to staff in chat is in the audit log: every verb is pressed, and every screen looked at."""

from __future__ import annotations

import pytest

from bot.handlers.staff import ASKED, VERBS
from bot.messages import Button, Outgoing
from bot.ports import deeds as d
from bot.ports.staff import TEXT, Class, Letter, Looked
from tests.conversations.test_staff import a_class, person_id, pupil, staff
from tests.world import Person, World

ROOM, ANA, WORK = "{room}", "{ana}", "{work}"

# Verbs whose screens show something of somebody's, with what they need: what the log says of them.
SHOWING = {
    f"students-{ROOM}": "see class",
    f"due-{ROOM}-{ANA}-civics": "see learner",
    "students": "see class",
    f"student-{ANA}-{ROOM}": "see learner",
    f"off-{ROOM}-{ANA}": "see learner",
    f"homework-{ROOM}": "see class",
    f"read-{ROOM}-{ANA}-{WORK}": "read text",
    f"write-{ROOM}-{ANA}": "see learner",
    f"ready-{ROOM}-{ANA}-new": "see learner",
    f"ready-{ROOM}-{ANA}-question": "read letter",
    f"readied-{ROOM}-{ANA}-new": "write to",
    f"letters-{ROOM}": "read letter",
    f"answer-{ANA}-{ROOM}": "read letter",
    "questions": "read letter",
    f"note-{ROOM}-{ANA}": "see learner",
    f"result-{ROOM}-{ANA}": "see learner",
    f"level-{ROOM}-{ANA}": "see learner",
    f"can-{ROOM}-{ANA}": "see learner",
    f"cando-{ROOM}-{ANA}-a0-1": "see learner",
    f"summary-{ROOM}": "see summary",
    f"why-{ROOM}-2026-11-23-need.question.{ANA}": "see evidence",
    f"why-{ROOM}-2026-11-23-homework": "see evidence",
}
# And those that name nobody.
OTHERS = {
    "home", "help", "classes", f"class-{ROOM}", "newclass", f"timezone-{ROOM}-0", f"rename-{ROOM}", f"close-{ROOM}", "closed", f"hand-{ROOM}", f"handed-{ROOM}-1",
    f"invite-{ROOM}", f"poster-{ROOM}", f"renew-{ROOM}", f"uninvite-{ROOM}", "offed", f"assign-{ROOM}-{ANA}", f"what-{ROOM}-{ANA}-a0", f"unit-{ROOM}-{ANA}-a0-1", f"due-{ROOM}-0-civics",
    f"set-2-{ROOM}-{ANA}-hard", f"text-{ROOM}-{ANA}", f"tasks-{ROOM}-{ANA}-a1b", "withdraw", f"send-{ROOM}", "unnote", "unresult", f"test-{ROOM}-{ANA}-0", f"nrs-{ROOM}-{ANA}-0-3", f"taken-{ROOM}-{ANA}-0-3-739576", f"leveled-{ROOM}-{ANA}-b1", f"tick-{ROOM}-{ANA}-a0-1-yes",
    f"prefer-{ROOM}", f"preferred-{ROOM}-day-1", "dashboard", "sites", "site-1", "tutor-1-1", "link-1-1", "ended-1-1", "recruit-1", "revoke-1-K7M4", "report",
}  # fmt: skip


async def a_busy_class(world: World) -> tuple[Person, Class, int, int]:
    """A tutor, a class of two, and everything that can be read of Ana there."""
    tom = await staff(world)
    room = await a_class(world, tom)
    ana = await pupil(world, room, "ana")
    await pupil(world, room, "bo")
    office, now, id, [post] = world.store.office, world.clock(), await person_id(world, "ana"), room.tutors
    await office.do([d.Assign(room.id, None, TEXT, "Write.", (TEXT,), now.date(), post, "Write.")], now)
    [work] = await office.assignments([room.id])
    for letter in (
        Letter(room.id, id, None, True, "When do I say do?", now),
        Letter(room.id, id, None, True, "I get up at six.", now, work=work.id),
    ):
        await office.do([d.Send(None, Outgoing("x"), letter)], now)
    await office.do([d.WriteNote(id, room.id, "Works nights", post)], now)
    assert ana.name == "ana"
    return tom, room, id, work.id


async def looked(world: World, room: Class) -> list[Looked]:
    return list(await world.store.office.audit([room.site.id]))


async def pressed(world: World, tom: Person, choice: str, **names: int) -> str:
    """What a press of a staff's button shows, buttons too."""
    for name, value in names.items():
        choice = choice.replace(f"{{{name}}}", str(value))
    before = len(world.channel.history)
    await tom.press(Button("x", "staff", choice), tom.last.id)
    shown = world.channel.history[before:]
    assert shown
    return " ".join([each.text for each in shown] + [b.label for each in shown for row in each.rows for b in row])


def test_every_verb_is_in_one_of_the_tables() -> None:
    assert {choice.split("-")[0] for choice in (*SHOWING, *OTHERS)} == set(VERBS)


@pytest.mark.parametrize(("choice", "action"), SHOWING.items())
async def test_a_screen_that_names_a_learner_is_a_line_in_the_log(world: World, choice: str, action: str) -> None:
    tom, room, ana, work = await a_busy_class(world)
    before = len(await looked(world, room))
    shown = await pressed(world, tom, choice, room=room.id, ana=ana, work=work)
    assert "Ana" in shown or "The practice level now" in shown
    new = (await looked(world, room))[before:]
    assert action in [line.action for line in new]
    assert {line.class_id for line in new} == {room.id}
    assert {line.staff for line in new} == {room.tutors[0]}
    assert {line.learner for line in new} == {
        None if action in ("see class", "see summary") or choice.endswith("homework") else ana
    }


async def test_the_other_screens_name_nobody(world: World) -> None:
    tom, room, ana, work = await a_busy_class(world)
    for choice in sorted(OTHERS):
        assert "Ana" not in await pressed(world, tom, choice, room=room.id, ana=ana, work=work), choice


@pytest.mark.parametrize("typed", ["/students", "/student ana", "/student zzz"])
async def test_what_is_typed_is_logged_like_what_is_pressed(world: World, typed: str) -> None:
    tom, room, *_ = await a_busy_class(world)
    before = len(await looked(world, room))
    await tom.say(typed)
    assert "Ana" in tom.last.text + "".join(button.label for button in tom.last.buttons)
    assert len(await looked(world, room)) == before + 1


async def test_names_to_choose_from_are_a_look_at_their_class(world: World) -> None:
    tom, room, *_ = await a_busy_class(world)
    await pupil(world, room, "anna")
    await tom.say("/student an")
    assert "Ana" in "".join(button.label for button in tom.last.buttons)
    assert (await looked(world, room))[-1].action == "see class"


async def test_an_answer_that_is_typed_names_nobody_or_is_logged(world: World) -> None:
    tom, room, ana, work = await a_busy_class(world)
    asking = {
        "newclass": "newclass", "rename": f"rename-{ROOM}", "student": "", "write": f"write-{ROOM}-{ANA}", "answer": f"answer-{ANA}-{ROOM}",
        "task": f"text-{ROOM}-{ANA}", "note": f"note-{ROOM}-{ANA}", "day": f"nrs-{ROOM}-{ANA}-0-3",
    }  # fmt: skip
    assert set(asking) == set(ASKED)
    for ask, choice in asking.items():
        if choice:
            await pressed(world, tom, choice, room=room.id, ana=ana, work=work)
            before = len(await looked(world, room))
            await tom.say("11/20/2026" if ask == "day" else "hello")
            if "Ana" in tom.last.text + "".join(button.label for button in tom.last.buttons):
                assert len(await looked(world, room)) > before, ask
