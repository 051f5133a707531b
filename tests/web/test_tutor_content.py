"""What staff read of lessons: every item by a name, every exercise with what is right."""

from __future__ import annotations

import re

from bot.lessons.listing import title_of
from bot.lessons.live import LiveContent
from bot.reports.week_material import item_name
from bot.web.tutor.content import answers
from tests.web.test_tutor import Site, a_full_class, site
from tests.world import World

__all__ = ["site"]  # the fixture


def test_nothing_is_called_by_its_id(content: LiveContent) -> None:
    catalogue = content.catalogue
    assert {*catalogue.course.exercises, *catalogue.course.words, *catalogue.questions} <= {*catalogue.items}
    for item in catalogue.items:
        for name in (title_of(catalogue, item), item_name(catalogue, item)):
            assert name, item
            assert item not in name


def test_every_exercise_shows_all_that_is_right(content: LiveContent) -> None:
    for id, exercise in content.catalogue.course.exercises.items():
        told = answers(exercise)
        assert not any(line.rstrip().endswith(("→", "=", "✅", "🎯")) for line in told), id
        for turn in exercise.turns:
            assert any(turn.bot in line and (turn.right or turn.ideas[0]) in line for line in told), id
        for also in () if exercise.turns or exercise.pairs else exercise.also:
            assert any(also in line for line in told), id
        for left, right in exercise.pairs.items():
            assert f"✅ {left} = {right}" in told, id
        for goal in exercise.goals.values():
            assert f"🎯 {goal.tick}" in told, id


async def test_the_content_browser_shows_every_pair_and_every_turn(world: World, site: Site) -> None:
    await a_full_class(world)
    browser = await site.signed_in("tom")
    shown = set()
    for unit in ("work-01", "a0-u01", "b1-u01"):
        page = (await browser.get(f"/tutor/content/{unit}")).text
        told = re.findall(r'<p class="soft answer">(.*?)</p>', page)
        assert told
        assert all(len(line) > 2 for line in told)
        shown |= {sign for line in told for sign in ("=", "→", "🎯") if sign in line}
    assert shown == {"=", "→", "🎯"}


async def test_what_to_do_is_said_in_the_readers_language(world: World, site: Site) -> None:
    await a_full_class(world)
    browser = await site.signed_in("tom")
    english = (await browser.get("/tutor/content/work-01")).text
    words = world.content.phrases
    assert words("do.match", "en") in english
    await browser.post("/tutor/settings", data={"name": "Tom", "language": "es", "day": "0", "hour": "8", "by": "chat"})
    spanish = (await browser.get("/tutor/content/work-01")).text
    assert words("do.match", "es") in spanish
    assert words("do.match", "en") not in spanish
    assert "🎯 Bastan 3 de estas 5 metas." in (await browser.get("/tutor/content/a2-u05")).text


async def test_how_many_goals_of_a_role_play_are_enough_is_told(world: World, site: Site) -> None:
    await a_full_class(world)
    page = (await (await site.signed_in("tom")).get("/tutor/content/civ-02")).text
    assert "🎯 3 of these 4 goals are enough." in page
    assert "✅ hurry / come / help / come fast" in page
