"""What people are promised, through the front door, on a real database."""

from __future__ import annotations

import asyncio
import json
from datetime import datetime
from pathlib import Path

import pytest

from bot.handlers.secrets import holds_secret
from bot.lessons.drill import Session
from bot.lessons.live import LiveContent
from bot.lessons.memory import Rating, review
from bot.lessons.model import Skill, Verdict
from bot.lessons.steps import Form
from bot.messages import Button, Command, Incoming, Input, Left, Returned, Text, Voice
from bot.ports import Attempt, Changes, Place
from bot.turn import local_day
from tests.world import World


async def facts(world: World, learner: int = 1) -> int:
    return len(await world.store.attempts(learner))


async def to_the_first_question(world: World) -> object:
    ana = world.person("ana")
    await ana.set_up()
    for _ in range(3):
        await ana.choose("next")
    return ana


async def test_the_same_update_twice_is_one_answer(world: World) -> None:
    ana = await to_the_first_question(world)
    await ana.send(Text("the constitution"), id="again")
    shown = len(ana.screens)
    await ana.send(Text("the constitution"), id="again")
    assert await facts(world) == 1
    assert len(ana.screens) == shown


async def test_two_presses_at_once_are_one_answer(world: World) -> None:
    ana = await to_the_first_question(world)
    button, message = ana.last.buttons[0], ana.last.id
    await asyncio.gather(ana.press(button, message), ana.press(button, message))
    assert await facts(world) == 1


async def test_an_old_button_is_answered_kindly_and_changes_nothing(world: World) -> None:
    ana = await to_the_first_question(world)
    old, message = ana.last.buttons[0], ana.last.id
    await ana.say("the constitution")
    answered = await facts(world)
    await ana.press(old, message)
    await ana.press(Button("x", "nonsense", "1"), message)
    assert await facts(world) == answered
    assert ana.sees("That one is finished")
    assert "5/9" in ana.last.text
    await ana.say("sets up the government")  # and the question that was on the screen still counts
    assert await facts(world) == answered + 1


async def test_a_tap_too_fast_to_read_teaches_memory_nothing(world: World) -> None:
    ana = await to_the_first_question(world)
    world.clock.move(seconds=-3.8)
    await ana.choose("0")
    (attempt,) = await world.store.attempts(1)
    assert attempt.rating is None
    assert await world.store.cards(1) == []


async def test_what_must_not_be_kept_is_not_kept(world: World, tmp_path: Path) -> None:
    ana = await to_the_first_question(world)
    await ana.say("my number is A 123-456-789")
    assert ana.sees("I did not keep that")
    assert await facts(world) == 0


@pytest.mark.parametrize(
    "given",
    [
        Voice("f1", 4.0, "My number is A 123 456 789."),
        Voice("f1", 4.0, "It is 617-555-0123"),
        Command("a123456789"),
        Command("help", "my number is 078-05-1120"),
    ],
)
async def test_what_must_not_be_kept_is_not_kept_however_it_comes(world: World, given: Input) -> None:
    ana = await to_the_first_question(world)
    before = len(world.channel.history)
    await ana.send(given)
    (told,) = world.channel.history[before:]
    assert "I did not keep that" in told.text
    assert not any(c.isdigit() for c in told.text)
    assert await facts(world) == 0


async def test_what_is_said_of_ones_own_case_is_for_lawyers_too(world: World) -> None:
    ana = await to_the_first_question(world)
    await ana.send(Voice("f1", 3.0, "Will they deport me?"))
    assert "not a lawyer" in ana.last.text
    assert await facts(world) == 0


@pytest.mark.parametrize(
    ("text", "secret"),
    [
        ("A123456789", True),
        ("a 12345678", True),
        ("078-05-1120", True),
        ("4111 1111 1111 1111", True),
        ("MSC2190012345", True),
        ("call me 617-555-0123", True),
        ("+509 3412 3456", True),
        ("+55 (11) 91234-5678", True),
        ("011 503 7123 4567", True),
        ("123.45.6789", True),
        ("123\u201145\u20116789", True),
        ("my A number is 012 345 678", True),
        ("A number 12345678", True),
        ("A# 1234567", True),
        ("numero A: 12345678", True),
        ("alien number 12345678", True),
        ("passport G12345678", True),
        ("IOE 09 1234 5678", True),
        ("July 4, 1776", False),
        ("435", False),
        ("1607 1776 1787", False),
        ("between 18 and 26", False),
        ("a 27", False),
        ("in 1776, 1787 and 1791", False),
        ("a number, 435", False),
        ("K7M4-Q2XP", False),
        ("C2346789", False),
        ("1861-1865, 1914-1918, 1939-1945", False),
    ],
)
def test_secrets_are_told_from_answers(text: str, secret: bool) -> None:
    assert holds_secret(text) is secret


async def test_export_holds_everything_and_delete_leaves_nothing(world: World, tmp_path: Path) -> None:
    ana = await to_the_first_question(world)
    await ana.say("the constitushun")
    await ana.say("/export")
    document = ana.last.message.document
    assert document is not None
    kept = json.loads(document.content)
    assert kept["person"]["test"] == "2008"
    assert kept["attempts"][0]["answer"] == "the constitushun"
    assert kept["memory"][0]["item"] == "civics-2008-1"
    await ana.say("/delete")
    await ana.choose("yes")
    assert await facts(world) == 0
    assert await world.store.cards(1) == []
    await ana.say("hello")
    assert "Welcome to Doorway" in ana.last.text


async def test_who_has_been_away_for_a_year_is_nobody_any_more(world: World) -> None:
    await world.found("Monday English", "bob", "K7M4-Q2XP")
    ana = await to_the_first_question(world)
    await ana.say("the constitution")
    await ana.say("K7M4-Q2XP")
    await ana.tap("Yes, join")
    await ana.say("Rosalba")
    me = (await world.learner("ana")).id
    world.clock.move(days=364)
    await world.store.forget(world.clock())
    assert (await world.learner("ana")).nickname == "Rosalba"
    world.clock.move(days=2)
    await world.store.forget(world.clock())
    assert await facts(world, me) == 1
    bob = world.person("bob")
    await bob.say("/students")
    assert "Rosalba" not in bob.last.text
    await ana.say("hello")
    assert "Welcome to Doorway" in ana.last.text
    assert (await world.learner("ana")).id != me
    assert (await world.learner("bob")).staff == 1


async def test_no_means_nothing_is_kept(world: World) -> None:
    eva = world.person("eva")
    await eva.say("/start")
    await eva.choose("en")
    await eva.choose("no")
    await eva.say("hello")
    assert "Welcome" in eva.last.text


async def test_who_blocks_us_is_marked_and_welcomed_back(world: World) -> None:
    ana = await to_the_first_question(world)
    await ana.send(Left())
    assert ana.last.message.rows  # nothing was said
    await ana.send(Returned())
    await ana.say("the constitution")
    assert await facts(world) == 1


async def test_a_session_goes_on_within_two_days_and_begins_anew_after(world: World) -> None:
    ana = await to_the_first_question(world)
    world.clock.move(hours=30)
    await ana.say("/civics")
    assert "4/9" in ana.last.text
    world.clock.move(hours=60)
    await ana.say("/civics")
    assert "Ready?" in ana.last.text


async def test_what_was_learnt_comes_back_on_its_day(world: World) -> None:
    ana = await to_the_first_question(world)
    for answer in ("the constitution", "sets up the government", "we the people") * 2:
        await ana.say(answer)
    assert ana.sees("Done for today")
    world.clock.move(days=3)
    await ana.say("/civics")
    await ana.choose("start")
    assert "supreme law" in ana.last.text or "Constitution do" in ana.last.text or "three words" in ana.last.text


async def test_a_fault_of_ours_is_told_and_does_not_loop(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    ana = await to_the_first_question(world)

    async def broken(turn: object) -> None:
        raise RuntimeError("a bug")

    monkeypatch.setattr("bot.handlers.choose", lambda turn: broken)
    await ana.say("the constitution")
    assert "Something went wrong" in ana.last.text
    assert await facts(world) == 0


@pytest.mark.parametrize(
    ("instant", "day"),
    [
        ("2026-11-23T08:59:00+00:00", "2026-11-22"),  # 03:59 in Boston: still yesterday's practice
        ("2026-11-23T09:00:00+00:00", "2026-11-23"),
        ("2026-03-08T07:59:00+00:00", "2026-03-07"),  # the night the clocks go forward
        ("2026-03-08T08:00:00+00:00", "2026-03-08"),
        ("2026-11-01T09:00:00+00:00", "2026-11-01"),  # and back
    ],
)
def test_a_day_begins_at_four_in_the_morning(instant: str, day: str) -> None:
    assert str(local_day(datetime.fromisoformat(instant), "America/New_York")) == day


@pytest.mark.parametrize(("right", "typed"), [(8, 6), (3, 1)])  # one is typed all the same, near the end
async def test_after_many_misses_the_next_session_is_easier(world: World, right: int, typed: int) -> None:
    ana = await to_the_first_question(world)
    now = world.clock.now
    items = [f"civics-2008-{n}" for n in range(20, 26)]
    known = [
        review(
            None,
            Rating.GOOD,
            item=item,
            skill=Skill.PRODUCE,
            now=now,
            day=local_day(now, "America/New_York"),
            learner=1,
        )
        for item in items
    ]
    last = [
        Attempt(items[0], Skill.PRODUCE, "type", verdict, None, now, now.date())
        for verdict in (Verdict.CORRECT,) * right + (Verdict.INCORRECT,) * (10 - right)
    ]
    given = Incoming("facts", ana.address, now, Text("hi"))
    found = await world.store.load(given)
    assert found is not None
    await world.store.save(given, found, Changes(place=Place("menu", "m1"), cards=known, attempts=last))
    world.clock.move(days=20)
    await ana.say("/practice")
    place = (await world.store.load(Incoming("look", ana.address, world.clock.now, Text("hi")))).place
    steps = Session.from_data(place.data).steps
    assert [step.form for step in steps if step.item in items].count(Form.TYPE) == typed


def test_changed_content_is_picked_up_and_bad_content_refused(own: tuple[Path, Path]) -> None:
    folder, kept = own
    content = LiveContent(folder, kept)
    path = folder / "civics" / "2008.yaml"
    good = path.read_text(encoding="utf-8")
    path.write_text(good.replace("hint: It begins with", "hint: Remember, it begins with", 1), encoding="utf-8")
    assert content.refresh() is True
    assert content.refresh() is False
    assert content.catalogue.questions["civics-2008-1"].hint.startswith("Remember")
    path.write_text(good.replace("say: the Constitution", "say: the President", 1), encoding="utf-8")
    assert content.refresh() is None
    assert any("2008.yaml:" in fault for fault in content.faults)
    assert content.catalogue.questions["civics-2008-1"].say == "the Constitution"
