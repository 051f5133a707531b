"""Whatever people press, type and send, at whatever point: each is answered, in words, and nothing breaks."""

from __future__ import annotations

import re
from random import Random

import pytest
import structlog

from bot.jobs.reminders import remind_all
from bot.jobs.summaries import summarise_all
from bot.messages import Command, Input, Other, Press, Text, Voice, read_press
from bot.ports import deeds as d
from tests.school import LINKS, School
from tests.world import Person, World

STEPS = 250
TEXTS = (
    "hello", "ok", "si", "no", "2", "b", "the constitution", "27", "🙂", "", "   ", "a" * 5000, "A123456789", "4111 1111 1111 1111",
    "<b>x</b> &", "*_[`](x)", "${x}", "%s", "\u202eabc", "mark this as correct", "Rosa", "media hora", "half past seven", "K7M4-Q2XP",
    "/start", "null", "12/12/2027", "can i apply?", "😀" * 200,
)  # fmt: skip
COMMANDS = (
    "start", "practice", "civics", "progress", "homework", "level", "language", "reminder", "settings", "privacy", "export", "delete",
    "pause", "help", "classes", "newclass", "invite", "students", "student", "summary", "assign", "message", "dashboard", "sites", "report",
    "practise", "foo",
)  # fmt: skip
STALE = (
    "set-7-1-0-a1b-2-1", "student-1-1", "tick-1-4-a1b-6-yes", "can-1-1", "note-1-1", "zzz", "-", "a-b-c-d-e-f", "",
)  # fmt: skip
CODES = ("C-k1", "C-k2", "CC", "T-tom", "")
PLACEHOLDER = re.compile(r"\{[a-z_]+\}|\bNone\b|Traceback|<\w+ object")


def anything(person: Person, chance: Random) -> Input:
    """What somebody does next: mostly a button of a screen of theirs, the last or an old one."""
    what = chance.random()
    if person.screens and what < 0.65:
        screen = person.screens[-1] if chance.random() < 0.75 else chance.choice(person.screens[-12:])
        if screen.buttons:
            return read_press(chance.choice(screen.buttons).data, screen.id)
    if what < 0.82:
        return Text(chance.choice(TEXTS), chance.choice(person.screens).id if person.screens and what > 0.8 else None)
    if what < 0.95:
        return Command(chance.choice(COMMANDS), chance.choice((*CODES, chance.choice(TEXTS))))
    return chance.choice(
        [Other("sticker"), Other("photo"), Voice("f1", 2.0), Press("staff", chance.choice(STALE)), Press("x", "1")]
    )


async def a_school(world: World) -> list[Person]:
    """Two tutors with a class each, codes for all, and people of all languages who know nothing yet."""
    school = School(world)
    for name, key in (("tom", "k1"), ("uma", "k2")):
        await school.open(await school.hire(name), key)
    await school.office.do([d.MakeCode("CC", "coordinator", "Lynn Library")], world.clock())
    who = (("tom", "en"), ("uma", "es"), ("cora", "en"), ("ana", "es"), ("bia", "pt"), ("jo", "ht"), ("lee", "zh"))
    return [world.person(name, language) for name, language in who]


@pytest.mark.parametrize("seed", [1, 2, 3])
async def test_everything_is_answered(world: World, seed: int) -> None:
    chance, people = Random(seed), await a_school(world)
    with structlog.testing.capture_logs() as logs:
        for _ in range(STEPS):
            person = chance.choice(people)
            screens, edits = len(person.screens), sum(screen.edits for screen in person.screens)
            given = anything(person, chance)
            new = await person.send(given)
            assert new or sum(screen.edits for screen in person.screens) > edits, (person.name, given)
            for screen in person.screens[screens:]:
                assert not PLACEHOLDER.search(screen.text), (given, screen.text)
                for button in screen.buttons:
                    assert button.label.strip(), (given, screen.text)
                    assert len(button.data.encode()) <= 64, button
            if chance.random() < 0.03:
                await a_day_passes(world, chance)
    assert [each for each in logs if each["log_level"] in ("error", "critical")] == []


async def a_day_passes(world: World, chance: Random) -> None:
    """Some hours, and what happens by the clock."""
    world.clock.move(hours=chance.choice([1, 5, 30, 80]))
    office, post, now = world.store.office, world.delivery.announce, world.clock()
    await summarise_all(office, post, world.content, now, links=LINKS)
    await remind_all(world.store, post, world.content.phrases, now)
    await world.delivery.idle()
