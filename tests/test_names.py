"""A name can be seen, and is itself only."""

from __future__ import annotations

import pytest

from bot.names import as_name
from tests.conversations.test_staff import a_class, pupil, staff
from tests.world import World


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  Ana\n Lucía ", "Ana Lucía"),
        ("محمد علي", "محمد علي"),
        (
            "\u0645\u06cc\u200c\u062a\u0631\u0627",
            "\u0645\u06cc\u200c\u062a\u0631\u0627",
        ),  # Persian, joined by a sign of its own
        ("👩🏽‍🎓🌈", "👩🏽‍🎓🌈"),
        ("❤️", "❤️"),
        ("<b>Bo</b>", "<b>Bo</b>"),
        ("\u202eanA", "anA"),  # would turn round all that follows
        ("A\u200bna\ufeff", "Ana"),
        ("\u200b", ""),
        ("\u200d", ""),
        ("\u3164 \u2800", ""),
        ("\ue000\x07", ""),
    ],
)
def test_what_of_a_name_is_kept(typed: str, kept: str) -> None:
    assert as_name(typed) == kept


async def test_nobody_is_on_a_list_without_being_seen_there(world: World) -> None:
    tom = await staff(world)
    ana = await pupil(world, await a_class(world, tom), "ana")
    for typed in ("\u200b", "\u3164"):
        await ana.say("/settings")
        await ana.choose("name")
        await ana.say(typed)
        assert (await world.learner("ana")).nickname == "Ana"
    await ana.say("\u202eanA")
    assert (await world.learner("ana")).nickname == "anA"
    await tom.say("/newclass \u200b")
    assert len(await world.store.office.classes()) == 1
