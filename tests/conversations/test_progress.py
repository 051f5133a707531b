"""What a learner has known for good stays known on their own screen, and needs a visit where it may be forgotten."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.lessons.drill import Session
from bot.lessons.memory import Card, mastered
from bot.lessons.model import Skill, Verdict
from bot.lessons.steps import Form, Step
from bot.messages import Incoming, Text
from bot.ports import Attempt, Changes, Place
from tests.conversations.test_places import asked
from tests.world import Person, World

SAID = {
    "en": ("🟢 Known well: 3", "🔁 1 of these needs a visit.", "🔁 3 of these need a visit."),
    "es": ("🟢 Las sabe bien: 3", "🔁 De estas, 1 necesita un repaso.", "🔁 De estas, 3 necesitan un repaso."),
    "pt-BR": ("🟢 Sabe bem: 3", "🔁 Destas, 1 precisa de uma revisão.", "🔁 Destas, 3 precisam de uma revisão."),
    "ht": ("🟢 Ou konnen byen: 3", "🔁 Ladan yo, 1 bezwen yon ti vizit.", "🔁 Ladan yo, 3 bezwen yon ti vizit."),
}


async def knows(world: World, items: list[str]) -> Person:
    """Somebody who knows these questions since a week ago, and is being asked the first of them."""
    ana = await asked(world, Step(items[0], Form.TYPE), Step("civics-2008-50", Form.TYPE))
    at = world.clock.now - timedelta(days=7)
    facts = Changes(
        cards=[
            Card(
                item, Skill.PRODUCE, 40.0, 5.0, at + timedelta(days=30), at, at.date(), reviews=4, successes=4, lapses=0
            )
            for item in items
        ],
        attempts=[
            Attempt(item, Skill.PRODUCE, "type", Verdict.CORRECT, None, at, at.date(), mastered=True) for item in items
        ],
    )
    here = Incoming("facts", ana.address, world.clock(), Text("x"))
    known = await world.store.load(here)
    assert known is not None
    await world.store.save(here, known, facts)
    return ana


@pytest.mark.parametrize("language", SAID)
async def test_what_was_known_for_good_stays_known_and_needs_a_visit(world: World, language: str) -> None:
    items = [f"civics-2008-{n}" for n in (1, 2, 3)]
    ana = await knows(world, items)
    await ana.say("/language")
    await ana.choose(language)
    well, one, all_of_them = SAID[language]
    await ana.say("/progress")
    assert well in ana.last.text
    assert "🔁" not in ana.last.text
    await ana.say("/practice")
    await ana.say("pizza")
    [card] = [card for card in await world.store.cards(1) if card.item == items[0] and card.skill is Skill.PRODUCE]
    assert not mastered(card)
    await ana.say("/progress")
    assert f"{well}\n{one}\n" in ana.last.text
    world.clock.move(days=900)
    await ana.say("/progress")
    assert f"{well}\n{all_of_them}\n" in ana.last.text


async def test_what_was_known_is_kept_per_person(world: World) -> None:
    await knows(world, ["civics-2008-1"])
    assert await world.store.mastered(1) == {"civics-2008-1"}
    assert await world.store.mastered(2) == frozenset()


@pytest.mark.parametrize(
    ("level", "form", "known"),
    [
        ("a0", Form.SOUND, True),
        ("a0", Form.SAY, False),  # what is read aloud or chosen in print is not known by its sound
        ("a0", Form.GAP, False),
        ("a1a", Form.SOUND, False),
        ("a1a", Form.SAY, True),
    ],
)
async def test_a_first_word_is_mastered_by_its_sound(world: World, level: str, form: Form, *, known: bool) -> None:
    ana = world.person("ana")
    await ana.set_up()
    word = next(iter(next(iter(world.content.catalogue.course.level(level))).words.values()))
    item = word.id
    for way in (Form.CHOOSE, Form.CHOOSE, form, form, form, form):
        at = Incoming(f"{world.clock()}", ana.address, world.clock(), Text("x"))
        there = await world.store.load(at)
        assert there is not None
        place = Place("drill", f"d{there.step}", Session((Step(item, way),)).as_data(), (item,))
        await world.store.save(at, there, Changes(place=place))
        await ana.say(word.example if way is Form.SAY else word.text)
        cards = [card for card in await world.store.cards(1) if card.item == item]
        world.clock.move(days=max(1, max((card.due - world.clock()).days for card in cards)))
    assert await world.store.mastered(1) == ({item} if known else frozenset())
