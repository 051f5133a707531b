"""Placement and level checks through the front door: what is heard, what is read, and what is asked when."""

from __future__ import annotations

import pytest

from bot.lessons.course import Exercise
from bot.lessons.placement import CHECK_BANK, CHECK_ITEMS, CHECK_PRODUCTIVE, PRODUCTIVE, RETRY_DAYS, bank
from bot.lessons.progress import GRADED_A_DAY
from bot.messages import Button, Incoming, Text
from tests.world import Person, World


async def begin(world: World, *, way: str = "new", speaker: bool = False, language: str = "es") -> Person:
    """Somebody whose goal is English, at the beginning or in the middle of the placement."""
    if speaker:

        async def speak(text: str, slow: bool) -> bytes:
            return b"OggS"

        world.equip(speaks=True)
        world.delivery._finished._speak = speak
    luz = world.person("luz", language)
    await luz.say("/start")
    for choice in (language, "yes", "english", "none", way):
        await luz.choose(choice)
    return luz


async def at_the_offer(world: World, language: str) -> Person:
    """Somebody who is asked whether their level shall be found."""
    luz = world.person("luz", language)
    await luz.say("/start")
    for choice in (language, "yes", "english", "none"):
        await luz.choose(choice)
    assert luz.last.text == world.content.phrases("level.offer", language).replace("**", "")
    return luz


@pytest.mark.parametrize(
    ("language", "typed"),
    [
        ("en", "yes"),
        ("es", "Sí"),
        ("es", "si."),
        ("ht", "wi"),
        ("pt-BR", "sim"),
        ("es", "yes"),
        ("es", "buscar mi nivel"),
        *(
            ("en", "ok"),
            ("es", "OK!"),
            ("es", "está bien"),
            ("pt-BR", "tá bom"),
            ("ht", "dakò"),
            ("es", "Órale"),
            ("pt-BR", "bora"),
            ("ht", "Ann ale!"),
        ),
    ],
)
async def test_a_typed_yes_begins_the_placement(world: World, language: str, typed: str) -> None:
    luz = await at_the_offer(world, language)
    await luz.say(typed)
    assert await item(world, luz) is not None
    assert (await world.learner("luz")).level is None


@pytest.mark.parametrize(("language", "typed"), [("en", "No"), ("es", "no"), ("ht", "non"), ("pt-BR", "não")])
async def test_a_typed_no_goes_on_to_practice_at_the_beginning(world: World, language: str, typed: str) -> None:
    luz = await at_the_offer(world, language)
    await luz.say(typed)
    assert (await world.learner("luz")).level == "a0"
    known = await world.store.load(Incoming("look", luz.address, world.clock(), Text("")))
    assert known is not None
    assert known.place.at == "drill"


async def test_what_is_neither_yes_nor_no_to_the_placement_is_asked_again_and_other_wishes_stand(world: World) -> None:
    luz = await at_the_offer(world, "es")
    offer = luz.last
    for _ in range(2):
        await luz.say("tal vez")
        assert luz.last.text == offer.text
    await luz.show("sticker")
    assert luz.last.text == offer.text
    await luz.say("/settings")
    await luz.say("sí")  # to nothing that is asked
    assert await item(world, luz) is None
    await luz.press(offer.buttons[0], offer.id)  # it stays good
    assert await item(world, luz) is not None


async def test_who_is_in_a_session_and_is_offered_a_placement_goes_back_by_its_buttons(world: World) -> None:
    luz = world.person("luz", "en")
    await luz.set_up()
    asked = luz.last
    await luz.say("/level")
    await luz.press(asked.buttons[0], asked.id)
    assert "button" not in luz.last.text
    known = await world.store.load(Incoming("look", luz.address, world.clock(), Text("")))
    assert known is not None
    assert known.place.at == "drill"


async def item(world: World, person: Person) -> Exercise | None:
    """The item that is being asked."""
    known = await world.store.load(Incoming("look", person.address, world.clock(), Text("")))
    assert known is not None
    used = known.place.data.get("used")
    return world.content.catalogue.placement[used[-1]] if used else None


async def to_a_sound(world: World, person: Person) -> Exercise:
    """Say that nothing is known until an item is heard."""
    for _ in range(CHECK_ITEMS):
        asked = await item(world, person)
        assert asked is not None
        if asked.hear:
            return asked
        await person.choose("none")
    raise AssertionError("nothing is to be heard")


async def practise(world: World, person: Person, *, days: int = 1, items: int = GRADED_A_DAY) -> None:
    """Answer so many items on each of the next days."""
    for _ in range(days):
        world.clock.move(days=1)
        me = (await world.learner(person.name)).id
        before = len(await world.store.attempts(me))
        await person.say("/practice")
        while len(await world.store.attempts(me)) < before + items:
            there = choices(person)
            press = next((choice for choice in ("start", "next", "more", "0") if choice in there), None)
            await (person.choose(press) if press else person.say("hello"))


async def check(world: World, person: Person, *, right: bool | int = False) -> list[Exercise]:
    """Take a whole level check, all of it right or wrong, or so many right; returns what was asked."""
    await person.say("/level")
    await person.choose("check")
    out = []
    while (asked := await item(world, person)) is not None:
        out.append(asked)
        there = [button for button in person.last.buttons if button.label == asked.right]
        if right is False or (right is not True and len(out) > right):
            await person.choose("none")
        elif there:
            await person.press(there[0], person.last.id)
        else:
            await person.say(asked.right or asked.hear)
    return out


def sounds(person: Person) -> list[tuple[str, bool]]:
    return [(sound.text, sound.slow) for screen in person.screens if (sound := screen.message.sound)]


def choices(person: Person) -> list[str]:
    return [button.choice for button in person.last.buttons]


async def heard_and_not_read(world: World, luz: Person) -> None:
    asked = await to_a_sound(world, luz)
    assert sounds(luz)[-1] == (asked.hear, False)
    assert luz.screens[-2].message.sound  # right above the question
    assert asked.hear.casefold() not in luz.last.text.casefold()
    assert "text" not in choices(luz)  # a check has no written form to open
    await luz.choose("hear")
    await luz.choose("hear")
    assert sounds(luz)[-2:] == [(asked.hear, False), (asked.hear, True)]
    assert await item(world, luz) == asked


async def test_in_a_placement_what_is_heard_is_not_read(world: World) -> None:
    luz = await begin(world, way="find", speaker=True)
    for _ in range(5):  # whichever is first, some time the placement asks by ear
        if any(screen.message.sound for screen in luz.screens):
            break
        await luz.choose("stop")
        await luz.say("/level")
        await luz.choose("find")
        for _ in range(3):
            asked = await item(world, luz)
            if asked is None or asked.hear:
                break
            await luz.choose("none")
    await heard_and_not_read(world, luz)
    assert all("\n\n\n" not in screen.text for screen in luz.screens)  # no hole where nothing is in writing


async def test_in_a_check_what_is_heard_is_not_read(world: World) -> None:
    luz = await begin(world, speaker=True)
    await luz.say("/level")
    await luz.choose("check")
    await heard_and_not_read(world, luz)


async def test_the_item_before_a_sound_keeps_no_buttons(world: World) -> None:
    luz = await begin(world, speaker=True)
    await luz.say("/level")
    await luz.choose("check")
    await to_a_sound(world, luz)
    open_ones = [screen for screen in luz.screens if {"none", "stop"} & {b.choice for b in screen.buttons}]
    assert open_ones == [luz.last]


async def test_where_nothing_speaks_a_check_and_a_placement_are_read(world: World) -> None:
    luz = await begin(world)
    await luz.say("/level")
    await luz.choose("check")
    asked = await to_a_sound(world, luz)
    assert f"🔈 «{asked.hear}»" in luz.last.text
    assert "hear" not in choices(luz)
    assert sounds(luz) == []


async def test_where_nothing_speaks_a_placement_asks_what_can_be_read_as_it_is(world: World) -> None:
    luz = await begin(world, way="find")
    seen = []
    while (asked := await item(world, luz)) is not None:
        seen.append(asked)
        await luz.choose("none")
    assert len(seen) >= 4
    assert not [each.id for each in seen if each.hear]


async def test_who_wants_no_sound_reads_and_can_hear_all_the_same(world: World) -> None:
    luz = await begin(world, speaker=True)
    await luz.say("/data")
    await luz.choose("sounds-off")
    await luz.say("/level")
    await luz.choose("check")
    asked = await to_a_sound(world, luz)
    assert sounds(luz) == []
    assert f"🔈 «{asked.hear}»" in luz.last.text
    await luz.choose("hear")
    assert sounds(luz) == [(asked.hear, False)]


async def test_a_check_takes_its_own_bank_half_of_it_typed(world: World) -> None:
    luz = await begin(world)
    asked = await check(world, luz)
    assert len(asked) == CHECK_ITEMS
    assert {(bank(each.id), each.about) for each in asked} == {(CHECK_BANK, "a0")}
    assert [each.type in PRODUCTIVE for each in asked] == [False, True] * CHECK_PRODUCTIVE


async def test_gaps_are_typed_in_a_check_of_beginners(world: World) -> None:
    luz = await begin(world)
    await luz.say("/level")
    await luz.choose("check")
    while (asked := await item(world, luz)) is not None and asked.type != "fill-gap":
        await luz.choose("none")
    assert not any(choice.isdigit() for choice in choices(luz))


async def test_a_second_check_asks_other_items_and_the_next_level_begins_with_its_own(world: World) -> None:
    luz = await begin(world)
    first = await check(world, luz)
    await practise(world, luz, days=RETRY_DAYS)
    second = await check(world, luz, right=True)
    assert not {each.id for each in first} & {each.id for each in second}
    assert len(second) == CHECK_ITEMS
    assert luz.sees("Su nuevo nivel: Primeras frases")
    assert {(bank(each.id), each.about) for each in await check(world, luz)} == {(CHECK_BANK, "a1a")}


async def test_a_placement_asks_nothing_of_the_check(world: World) -> None:
    luz = await begin(world, way="find")
    banks = set()
    while (asked := await item(world, luz)) is not None:
        banks.add(bank(asked.id))
        await luz.choose("none")
    assert banks
    assert CHECK_BANK not in banks


async def test_beginners_read_what_comes_next_in_their_language(world: World) -> None:
    luz = await begin(world)
    await luz.choose("practice")
    for choice in ("start", "next", "next", "next", "0"):
        await luz.choose(choice)
    await luz.say("/progress")
    assert "🎯 Próxima meta: Puedo decir hola, adiós" in luz.last.text
    assert "I can" not in luz.last.text
    await luz.say("/language")
    await luz.choose("en")
    await luz.say("/progress")
    assert "🎯 Next: I can" in luz.last.text


async def answered(world: World, person: Person) -> int:
    """How many items of a placement or check were answered."""
    known = await world.store.load(Incoming("look", person.address, world.clock(), Text("")))
    assert known is not None
    return len(known.place.data["answers"])


async def test_a_double_tap_answers_one_item_of_a_placement(world: World) -> None:
    luz = await begin(world, way="find")
    while "0" not in {button.choice for button in luz.last.buttons}:
        await luz.choose("none")
    before, button, message = await answered(world, luz), luz.last.buttons[0], luz.last.id
    await luz.press(button, message)
    await luz.press(button, message)
    assert await answered(world, luz) == before + 1
    await luz.press(Button("⏹", button.place, "stop"), message)
    assert await answered(world, luz) == before + 1
    assert (await world.learner("luz")).level is None


@pytest.mark.parametrize("check", [False, True])
async def test_a_placement_and_a_check_go_on_where_they_were(world: World, check: bool) -> None:
    luz = await begin(world, way="new" if check else "find")
    if check:
        await luz.say("/level")
        await luz.choose("check")
    for _ in range(3):
        await luz.choose("none")
    asked = luz.last.text
    await luz.say("/practice")
    assert luz.last.text == asked
    await luz.say("/help")
    await luz.choose("practice")
    assert luz.last.text == asked
    assert await answered(world, luz) == 3
    world.clock.move(days=3)
    await luz.say("/practice")
    assert luz.last.text != asked
