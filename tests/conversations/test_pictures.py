"""Drawings through the front door: one picture with numbers to press, and nothing that needs eyes alone."""

from __future__ import annotations

import pytest

from bot.messages import Command, Picture
from tests.world import Person, Screen, World

ASKED = "Now turn left."  # en-a1a-u05-l2
DRAWN = {"turn-left", "turn-right", "straight"}


def choices(person: Person) -> list[str]:
    return [button.choice for button in person.last.buttons]


async def asked(world: World, *, language: str = "en", question: str = ASKED) -> Person:
    """Somebody in the lesson, at the question."""
    ana = world.person("ana", language)
    await ana.send(Command("lesson", "en-a1a-u05-l2"))
    for _ in range(80):
        if question in ana.last.text:
            return ana
        await ana.choose("next" if "next" in choices(ana) else "skip")
    raise AssertionError(f"never asked: {question}")


def drawn(person: Person) -> tuple[Screen, Picture]:
    """The picture above the question."""
    above = person.screens[-2]
    assert above.message.picture is not None
    return above, above.message.picture


def number(person: Person, name: str = "turn-left") -> int:
    return drawn(person)[1].drawn.index(name) + 1


async def test_one_picture_and_a_button_for_each_number(world: World) -> None:
    ana = await asked(world)
    above, picture = drawn(ana)
    assert set(picture.drawn) == DRAWN
    assert picture.png.startswith(b"\x89PNG")
    assert (above.text, above.buttons) == ("", [])
    assert [[button.label for button in row] for row in ana.last.message.rows[:2]] == [["1", "2"], ["3"]]
    arrow = {"turn-left": "←", "turn-right": "→", "straight": "↑"}
    assert picture.alt == ", ".join(f"{n}: a crossing with an arrow {arrow[x]}" for n, x in enumerate(picture.drawn, 1))


async def test_what_came_of_it_is_told_in_the_questions_place(world: World) -> None:
    ana = await asked(world)
    right, question = number(ana), ana.last
    above, _ = drawn(ana)
    await ana.choose(str(right - 1))
    assert (question.edits, above.edits) == (1, 0)
    assert question.text.startswith(f"{ASKED}\n✅")
    assert f"🖼 {right}" in question.text
    assert question.buttons == []
    assert "pic:" not in "".join(screen.text for screen in ana.screens)


async def test_a_wrong_number_is_told_with_its_reason(world: World) -> None:
    ana = await asked(world)
    right, wrong, question = number(ana), number(ana, "turn-right"), ana.last
    await ana.choose(str(wrong - 1))
    assert f"🖼 {right}" in question.text
    assert "That is right." in question.text


@pytest.mark.parametrize("say", ["{n}", "{word}", "Number {word}."])
async def test_a_number_may_be_typed(world: World, say: str) -> None:
    ana = await asked(world)
    n, question = number(ana), ana.last
    await ana.say(say.format(n=n, word=("one", "two", "three")[n - 1]))
    assert "✅" in question.text


async def test_other_words_are_no_answer_and_the_picture_comes_again(world: World) -> None:
    ana = await asked(world)
    shown = drawn(ana)[1]
    for text in ("the car goes to my house", "9"):
        assert len(await ana.say(text)) == 2
        assert drawn(ana)[1].drawn == shown.drawn
        assert ASKED in ana.last.text
    assert not ana.sees("✅")


async def test_what_the_drawings_show_can_be_read(world: World) -> None:
    ana = await asked(world, language="es")
    picture, question, before = drawn(ana)[1], ana.last, len(ana.screens)
    assert picture.alt not in question.text
    await ana.tap("🖼")
    assert f"🖼 {picture.alt}" in question.text
    assert len(ana.screens) == before
    assert "describe" not in choices(ana)
    await ana.choose(str(number(ana) - 1))
    assert "✅" in question.text


async def test_without_pictures_what_they_show_is_read_and_answered(world: World) -> None:
    ana = await asked(world)
    picture = drawn(ana)[1]
    await ana.say("/data")
    await ana.choose("pictures-off")
    await ana.choose("continue")
    above, question = ana.screens[-2], ana.last
    assert above.message.picture is None
    assert above.text == f"🖼 {picture.alt}"
    assert "describe" not in choices(ana)
    await ana.choose(str(picture.drawn.index("turn-left")))
    assert "✅" in question.text


async def test_a_skipped_picture_tells_its_number(world: World) -> None:
    ana = await asked(world)
    right, question = number(ana), ana.last
    await ana.choose("skip")
    assert f"🖼 {right}" in question.text


async def test_a_key_word_is_seen_and_asked_with_its_drawing(world: World) -> None:
    ana = world.person("ana", "en")
    await ana.send(Command("lesson", "en-a1a-u05-l2"))
    taught, asking = [], []
    while "more" not in choices(ana):
        if len(ana.screens) > 1 and ana.screens[-2].message.picture is not None:
            (taught if "next" in choices(ana) else asking).append((drawn(ana)[1], ana.last.text))
        await ana.choose("next" if "next" in choices(ana) else "skip")
    left = next((picture, text) for picture, text in taught if picture.drawn == ("turn-left",))
    assert left[0].alt == "a crossing with an arrow ←"
    assert "left" in left[1]
    assert "pic:" not in left[1]
    assert any(picture.drawn == ("turn-left",) and "this side" in text for picture, text in asking)


async def test_drawings_that_cannot_be_drawn_are_read(world: World) -> None:
    world.delivery._finished._compose = None
    ana = await asked(world)
    above = ana.screens[-2]
    assert above.message.picture is None
    assert above.text.startswith("🖼 1: a crossing with an arrow")
    await ana.choose("0")
    assert ana.sees("✅") or ana.sees("➡️")
