"""English through the front door: placed, taught, asked in every way, and never lost."""

from __future__ import annotations

import pytest

from bot.lessons.memory import Rating
from bot.lessons.model import Verdict
from bot.lessons.placement import CHECK_ITEMS
from tests.world import Person, World


async def begin(world: World, *, voice: bool = False, way: str = "new") -> Person:
    """Somebody whose goal is English, before their first session."""
    world.equip(speaks=voice)
    luz = world.person("luz", "es")
    await luz.say("/start")
    for choice in ("es", "yes", "english", "none", way):
        await luz.choose(choice)
    return luz


def choices(person: Person) -> list[str]:
    return [button.choice for button in person.last.buttons]


async def to_the_end(person: Person, world: World, *, say: str = "hello") -> int:
    """Go through a session, pressing the first thing there is; returns how many steps it took."""
    for count in range(80):
        there = choices(person)
        if "more" in there:
            return count
        world.clock.move(seconds=5)
        if "start" in there or "next" in there:
            await person.choose("start" if "start" in there else "next")
        elif "0" in there:
            await person.choose("0")
        else:
            await person.say(say)
    raise AssertionError("the session does not end")


async def test_five_taps_and_the_first_words(world: World) -> None:
    luz = await begin(world)
    assert luz.sees("Primeras palabras")
    await luz.choose("practice")
    await luz.choose("start")
    assert luz.sees("hello")
    await to_the_end(luz, world)
    assert luz.sees("Listo por hoy")


async def test_the_session_goes_on_on_the_next_days_with_what_was_learned(world: World) -> None:
    luz = await begin(world)
    for _ in range(6):
        await luz.say("/practice")
        await to_the_end(luz, world)
        world.clock.move(days=1)
    await luz.say("/progress")
    assert luz.sees("Palabras que está aprendiendo")


async def test_hello_and_help_are_answers_while_english_is_asked(world: World) -> None:
    luz = await begin(world)
    await luz.choose("practice")
    await luz.choose("start")
    for _ in range(2):
        await luz.choose("next")
    await luz.say("help")
    assert not luz.sees("Qué puedo hacer")
    await luz.say("/help")
    assert luz.sees("Qué puedo hacer")


async def to_the_cards(world: World) -> Person:
    luz = await begin(world)
    await luz.choose("practice")
    await luz.choose("start")
    return luz


async def test_on_a_taught_word_help_and_its_meaning_are_served_and_it_stays(world: World) -> None:
    luz = await to_the_cards(world)
    assert luz.last.text.startswith("1/9")
    await luz.say("ayuda")
    assert luz.sees("Qué puedo hacer")
    for text in ("que significa esto", "asdf", "hola"):
        await luz.say(text)
        assert luz.last.text.startswith("1/9")
    assert luz.sees("Primero lea esta")
    await luz.say("hello")
    assert luz.last.text.startswith("2/9")


async def test_help_and_the_home_word_are_no_wrong_answers(world: World) -> None:
    luz = await to_the_cards(world)
    for _ in range(3):
        await luz.choose("next")
    await luz.say("ayuda")
    assert luz.sees("Qué puedo hacer")
    await luz.say("Hola")  # of "hello"
    assert luz.sees("¿Y en inglés?")
    await luz.say("hello")
    await luz.say("hola")  # of "hi", whose home word tells in brackets when it is said
    assert "¿Y en inglés?" in luz.last.text
    assert [fact.verdict for fact in await world.store.attempts(1)] == [Verdict.CORRECT]


async def test_not_knowing_a_word_is_an_answer(world: World) -> None:
    luz = await to_the_cards(world)
    for _ in range(3):
        await luz.choose("next")
    await luz.say("no sé")
    [fact] = await world.store.attempts(1)
    assert (fact.verdict, fact.rating) == (Verdict.INCORRECT, Rating.AGAIN)


async def test_placement_tells_nothing_until_its_end(world: World) -> None:
    luz = await begin(world, way="find")
    for _ in range(20):
        there = choices(luz)
        if "practice" in there:
            break
        assert "✅" not in luz.last.text
        assert "➡️" not in luz.last.text
        await luz.choose("none")
    assert luz.sees("Empezamos aquí")
    assert luz.sees("Primeras palabras")  # who knows nothing begins at the beginning


async def test_placement_can_be_stopped(world: World) -> None:
    luz = await begin(world, way="find")
    await luz.choose("stop")
    assert luz.sees("Empezamos aquí")


async def test_an_old_button_and_a_sticker_do_not_lose_the_placement(world: World) -> None:
    luz = await begin(world, way="find")
    first = luz.last
    await luz.choose("none")
    await luz.press(first.buttons[0], first.id)
    await luz.show("sticker")
    assert "none" in choices(luz)


async def test_a_level_check_has_sixteen_items_and_can_fail_kindly(world: World) -> None:
    luz = await begin(world)
    await luz.say("/level")
    await luz.choose("check")
    for _ in range(CHECK_ITEMS):
        assert "none" in choices(luz)
        await luz.choose("none")
    assert luz.sees("Todavía no")


async def test_without_a_voice_everything_is_read(world: World) -> None:
    luz = await begin(world)
    await luz.choose("practice")
    await to_the_end(luz, world)
    assert not any(screen.message.sound for screen in luz.screens)
    assert not any(button.choice == "hear" for screen in luz.screens for button in screen.buttons)


async def test_with_a_voice_listening_items_hide_their_text(world: World) -> None:
    luz = await begin(world, voice=True)
    await luz.choose("practice")
    await to_the_end(luz, world)
    spoken = [screen.message.sound for screen in luz.screens if screen.message.sound]
    texts = [screen.text for screen in luz.screens]
    assert not spoken  # this world has no speaker, so delivery sends the text in its place
    assert any(text.startswith("🔈") for text in texts)


@pytest.mark.parametrize("voice", [True])
async def test_hear_again_slows_down(world: World, voice: bool) -> None:
    luz = await begin(world, voice=voice)
    await luz.choose("practice")
    await luz.choose("start")
    await luz.choose("hear")
    await luz.choose("hear")
    assert [screen.text for screen in luz.screens].count("🔈 hello. Hello, Ana!") == 2


async def test_the_goal_can_be_changed_and_brings_the_citizenship_questions(world: World) -> None:
    luz = await begin(world)
    await luz.say("/settings")
    await luz.choose("goal")
    await luz.choose("both")
    await luz.say("/practice")
    await luz.choose("2008")
    assert {"yes", "no"} <= set(choices(luz))


async def test_english_words_are_not_taken_for_civics_and_the_other_way_round(world: World) -> None:
    luz = await begin(world)
    await luz.say("/civics")
    await luz.choose("2025")
    await luz.choose("no")
    await luz.choose("MA")
    assert luz.sees("1/")
    await to_the_end(luz, world, say="the constitution")
    await luz.say("/practice")
    assert "start" in choices(luz)


# --- less data ---


async def with_speaker(world: World) -> Person:
    """Somebody at their first session, in a world where the voice really speaks."""

    async def speak(text: str, slow: bool) -> bytes:
        return b"OggS"

    world.delivery._finished._speak = speak
    return await begin(world, voice=True)


def sounds(person: Person) -> list[str]:
    return [screen.message.sound.text for screen in person.screens if screen.message.sound]


async def test_sound_comes_by_itself_until_it_is_not_wanted(world: World) -> None:
    luz = await with_speaker(world)
    await luz.choose("practice")
    await to_the_end(luz, world)
    assert sounds(luz)
    before = len(sounds(luz))
    await luz.say("/settings")
    await luz.choose("data")
    await luz.choose("sounds-off")
    assert "solo cuando presiona 🔊" in luz.last.text
    world.clock.move(days=1)
    await luz.say("/practice")
    shown = len(world.channel.history)
    await to_the_end(luz, world)
    assert len(sounds(luz)) == before
    read = [message for message in world.channel.history[shown:] if "🔈 «" in message.text]
    assert read  # what would have been heard stands there
    assert not any(button.choice == "text" for message in read for row in message.rows for button in row)


async def test_what_is_asked_for_is_heard_all_the_same(world: World) -> None:
    luz = await with_speaker(world)
    await luz.say("/settings")
    await luz.choose("data")
    await luz.choose("sounds-off")
    await luz.choose("practice")
    await luz.choose("start")
    assert sounds(luz) == []
    await luz.choose("hear")
    assert sounds(luz) == ["hello. Hello, Ana!"]


async def test_pictures_are_told_where_they_are_not_wanted(world: World) -> None:
    luz = await begin(world)
    await luz.choose("practice")
    await to_the_end(luz, world)
    await luz.say("/progress")
    picture = luz.last.message.picture
    assert picture is not None
    await luz.say("/settings")
    await luz.choose("data")
    old = luz.last
    await luz.choose("pictures-off")
    await luz.say("/progress")
    assert luz.last.message.picture is None
    assert picture.alt in luz.last.text
    on = next(button for button in old.buttons if button.choice == "pictures-on")
    await luz.press(on, old.id)  # the button names what is wanted, so an old one does what it says
    await luz.say("/progress")
    assert luz.last.message.picture is not None


async def test_where_nothing_speaks_only_pictures_are_asked_about(world: World) -> None:
    luz = await begin(world)
    await luz.say("/data")
    assert {button.choice for button in luz.last.buttons} >= {"pictures-off"}
    assert "sounds-off" not in {button.choice for button in luz.last.buttons}
