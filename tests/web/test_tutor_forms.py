"""What somebody has written on a page and sent is not lost, and they are told what became of it."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from html import unescape
from pathlib import Path

from bot.handlers.staff.writing import LONGEST_TEXT
from bot.web.tutor.frame import SAID
from tests.conversations.test_staff import person_id
from tests.web.test_tutor import Site, a_full_class, site
from tests.world import World

__all__ = ["site"]  # the fixture

TUTOR = Path("bot/web/tutor")


def test_whatever_a_form_says_afterwards_is_shown() -> None:
    files = [file.read_text() for file in TUTOR.glob("*.py")]
    lines = [line for text in files for line in text.splitlines() if "sheet.back(" in line or 'return "page.' in line]
    said = {key for line in lines for key in re.findall(r'"(\w+\.\w+)"', line)}
    assert said == set(SAID)


async def test_who_ticked_nobody_reads_that_nothing_was_saved(world: World, site: Site) -> None:
    room = await a_full_class(world)
    browser = await site.signed_in("tom")
    meeting = {"day": "2026-11-20", "minutes": "90"}
    page = await browser.post(f"/tutor/class/{room.key}/meetings", data=meeting, follow_redirects=True)
    assert "Nobody was ticked" in page.text


async def test_a_text_of_many_lines_arrives_whole(world: World, site: Site) -> None:
    room = await a_full_class(world)
    browser, ana = await site.signed_in("tom"), await person_id(world, "ana")
    text = "See you soon.\n" * (LONGEST_TEXT // 14) + "Tom"  # as long as the field lets it be
    sent = text.replace("\n", "\r\n")  # as a browser sends it
    await browser.post(f"/tutor/class/{room.key}/learner/{ana}/write", data={"text": sent})
    [letter] = await world.store.office.letters([room.id])
    assert letter.text == text


async def test_what_was_written_outlives_the_time_of_being_signed_in(world: World, site: Site) -> None:
    room = await a_full_class(world)
    browser, ana = await site.signed_in("tom"), await person_id(world, "ana")
    here, note = f"/tutor/class/{room.key}/learner/{ana}/note", "Works <nights>\nand Sundays"
    world.clock.move(hours=13)
    page = await browser.post(here, data={"text": note, "came": ["1", "2"]})
    assert page.status_code == 401
    assert "nothing was saved" in page.text
    assert f'action="{here}"' in page.text
    assert await world.store.office.notes(ana, [room.id]) == []
    kept = re.search(r'<textarea name="text"[^>]*>\n(.*?)</textarea>', page.text, re.DOTALL)
    assert kept is not None
    assert page.text.count('<input type="hidden" name="came"') == 2
    again = await site.signed_in("tom")  # in another tab
    assert (await again.post(here, data={"text": unescape(kept[1])})).status_code == 303
    assert [one.text for one in await world.store.office.notes(ana, [room.id])] == [note]


async def test_a_number_that_must_not_be_kept_is_not_shown_again_either(world: World, site: Site) -> None:
    room = await a_full_class(world)
    browser, ana = await site.signed_in("tom"), await person_id(world, "ana")
    world.clock.move(hours=13)
    page = await browser.post(f"/tutor/class/{room.key}/learner/{ana}/note", data={"text": "A 123 456 789"})
    assert "123 456" not in page.text


async def test_to_somebody_who_has_blocked_the_bot_nothing_is_on_its_way(world: World, site: Site) -> None:
    room = await a_full_class(world)
    browser = await site.signed_in("tom")
    await world.store.unreachable(world.person("ana").address)
    for name, told in (("ana", "It does not reach them"), ("bo", "On its way")):
        here = f"/tutor/class/{room.key}/learner/{await person_id(world, name)}/write"
        page = await browser.post(here, data={"text": "See you soon"}, follow_redirects=True)
        assert re.search('role="status">(.*?)<', page.text)[1].find(told) >= 0, name  # type: ignore[index]


async def test_at_night_a_message_is_said_to_wait_for_the_morning(world: World, site: Site) -> None:
    room = await a_full_class(world)
    world.clock.now = datetime(2026, 11, 25, 3, 0, tzinfo=UTC)  # ten in the evening in Boston
    browser, ana = await site.signed_in("tom"), await person_id(world, "ana")
    here = f"/tutor/class/{room.key}/learner/{ana}/write"
    page = await browser.post(here, data={"text": "See you soon"}, follow_redirects=True)
    assert "8 in the morning" in page.text
    assert "On its way" not in page.text
    await world.store.unreachable(world.person("ana").address)
    page = await browser.post(here, data={"text": "See you then"}, follow_redirects=True)
    assert "does not reach them" in page.text
