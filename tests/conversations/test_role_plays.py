"""Role-plays as they are talked: ideas for a turn, what is missing at the end, replies that say little."""

from __future__ import annotations

import pytest

from bot.messages import Command
from tests.conversations.test_english import choices
from tests.world import Person, World


async def test_an_idea_of_a_role_play_is_for_its_turn_and_a_gap_comes_back_as_its_sentence(world: World) -> None:
    ana = world.person("ana", "en")
    await ana.send(Command("lesson", "en-a1b-u04-l4"))
    while not ana.last.text.partition("\n")[2].startswith("🎭"):
        if "___ parking" in ana.last.text and "0" not in choices(ana):
            await ana.say("their")
        else:
            await ana.choose("skip")
    await ana.choose("hint")
    assert "Is the apartment available?" in ana.last.text
    assert "How much is the rent?" not in ana.last.text
    await ana.say("Hello. I'm calling about the apartment.")
    assert "How much is the rent?" in ana.last.text
    assert "Does it include heat?" not in ana.last.text
    while "more" not in choices(ana):
        await ana.choose("skip")
    assert "· Is there parking in the neighborhood?" in ana.last.text


async def to_the_role_play(ana: Person, lesson: str) -> None:
    await ana.send(Command("lesson", lesson))
    while not ana.last.text.partition("\n")[2].startswith("🎭"):
        await ana.choose("skip" if "skip" in choices(ana) else "next")


async def test_a_talk_that_is_not_passed_shows_what_is_missing_and_not_all_of_it(world: World) -> None:
    ana = world.person("ana", "en")
    await to_the_role_play(ana, "en-a2-u07-l4")
    for reply in ("I am Emeka, cook for 3 years", "hello", "I work hard", "hello", "no"):
        await ana.say(reply)
    told = next(screen.text for screen in ana.screens if "You can say" in screen.text)
    assert "▫️ You said your duties\n👉 I cooked and cleaned." in told
    assert "☑️ You named a strength" in told
    assert "My name is Emeka. I have worked" not in told
    assert not ana.sees("➡️ My name is Emeka")


@pytest.mark.parametrize(("lesson", "before"), [("civ-02-l2", 3), ("en-a2-u05-l4", 3)])
async def test_a_name_alone_is_an_answer_to_what_is_your_name(world: World, lesson: str, before: int) -> None:
    ana = world.person("ana", "en")
    await to_the_role_play(ana, lesson)
    for reply in (*["hm"] * before, "Rosa"):
        assert "🎭" in ana.last.text
        await ana.say(reply)
    while "🎭" in ana.last.text:
        await ana.say("hm")
    assert ana.sees("☑️ You said your name")


async def test_not_knowing_is_a_reply_where_a_talk_asks_for_it(world: World) -> None:
    ana = world.person("ana", "en")
    await to_the_role_play(ana, "cit-05-l2")
    for reply in ("Again, please?", "Louder, please.", "What does it mean?", "Lowell", "I don't know"):
        await ana.say(reply)
    assert ana.sees("☑️ You said that you are not sure")
    ben = world.person("ben", "en")
    await to_the_role_play(ben, "en-a2-u07-l4")
    await ben.say("I don't know")
    assert "🎭" not in ben.last.text
