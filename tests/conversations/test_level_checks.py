"""Level checks: when they open again, and what who has not passed yet is led to."""

from __future__ import annotations

import pytest

from bot.lessons.placement import CHECK_BANK, RETRY_DAYS, bank
from bot.lessons.progress import GRADED_A_DAY
from bot.messages import Button, Incoming, Text
from tests.conversations.test_levels import begin, check, choices, item, practise
from tests.world import World

LATER = {
    "en": ("🌱 You can try again after 5 days of practice: {} more.", "🌱 You can try again after 5 days of practice: {} more."),
    "es": (
        "🌱 Puede probar otra vez después de 5 días de práctica: falta {}.",
        "🌱 Puede probar otra vez después de 5 días de práctica: faltan {}.",
    ),
    "pt-BR": (
        "🌱 Você pode tentar de novo depois de 5 dias de prática: falta {}.",
        "🌱 Você pode tentar de novo depois de 5 dias de prática: faltam {}.",
    ),
    "ht": ("🌱 Ou ka eseye ankò apre 5 jou pratik: rete {}.", "🌱 Ou ka eseye ankò apre 5 jou pratik: rete {}."),
}  # fmt: skip


@pytest.mark.parametrize("language", LATER)
async def test_a_check_is_taken_again_after_five_days_of_practice(world: World, language: str) -> None:
    luz = await begin(world, language=language)
    await check(world, luz)
    for left in range(RETRY_DAYS, 0, -1):
        await luz.say("/level")
        await luz.choose("check")
        assert luz.last.text == LATER[language][left > 1].format(left)
        assert choices(luz) == ["practice"]
        await practise(world, luz)
    await practise(world, luz, items=0)
    await luz.say("/level")
    await luz.choose("check")
    assert await item(world, luz) is not None


async def test_a_day_with_less_than_a_day_of_practice_does_not_open_the_check(world: World) -> None:
    luz = await begin(world)
    await check(world, luz)
    await practise(world, luz, days=RETRY_DAYS - 1)
    await practise(world, luz, items=GRADED_A_DAY - 1)
    await luz.say("/level")
    await luz.choose("check")
    assert "falta 1." in luz.last.text


async def test_the_wait_is_for_one_level_and_who_stops_does_not_wait(world: World) -> None:
    luz = await begin(world)
    await luz.say("/level")
    await luz.choose("check")
    await luz.choose("stop")
    await check(world, luz)
    assert (await world.learner("luz")).check_on == "2026-11-23"
    await luz.say("/level")
    await luz.choose("find")
    while await item(world, luz) is not None:  # placed at the same level
        await luz.choose("none")
    await luz.say("/level")
    await luz.choose("check")
    assert "faltan 5." in luz.last.text
    await luz.press(Button("⬆️", "level", "a1a"), luz.last.id)
    await check(world, luz)
    assert "Todavía no" in luz.last.text


@pytest.mark.parametrize("language", LATER)
async def test_who_has_not_passed_yet_sees_two_units_to_visit_and_goes_there_by_one_press(
    world: World, language: str
) -> None:
    luz = await begin(world, language=language)
    asked = await check(world, luz, right=11)
    course = world.content.catalogue.course
    visits = [button for button in luz.last.buttons if button.place == "visit"]
    missed = {each.unit for each in asked[11:]}
    assert len(visits) == 2
    assert {button.choice for button in visits} <= missed
    for button in visits:
        title = course.units[button.choice].title
        assert title in button.label
        assert f"· {title}: " in luz.last.text
    assert "%" not in luz.last.text
    if language != "en":
        assert "(" in luz.last.text  # the unit's words with what they are at home
    await luz.press(visits[1], luz.last.id)
    known = await world.store.load(Incoming("look", luz.address, world.clock(), Text("")))
    assert known is not None
    assert {course.unit_of(step[0]).id for step in known.place.data["steps"]} == {visits[1].choice}
    assert (await world.learner("luz")).unit == visits[1].choice


async def test_a_unit_that_was_met_is_visited_by_what_is_least_known_of_it(world: World) -> None:
    luz = await begin(world)
    await practise(world, luz, days=2)
    met = {card.item for card in await world.store.cards((await world.learner("luz")).id)}
    await luz.press(Button("📗", "visit", "a0-u01"), luz.last.id)
    known = await world.store.load(Incoming("look", luz.address, world.clock(), Text("")))
    assert known is not None
    items = [step[0] for step in known.place.data["steps"]]
    assert met & set(items)
    assert set(items) - met
    await luz.press(Button("📗", "visit", "a0-u99"), luz.last.id)  # a unit that is no more
    assert luz.last.buttons


def test_every_item_of_a_check_says_what_unit_it_asks_about(world: World) -> None:
    catalogue = world.content.catalogue
    own = [each for each in catalogue.placement.values() if bank(each.id) == CHECK_BANK]
    assert own
    assert all(catalogue.course.units[each.unit].level == each.about for each in own)
