"""The page of a week's summary: every line opens, and whoever opened one has opened the summary."""

from __future__ import annotations

import re
from datetime import date

from bot.ports import deeds as d
from tests.conversations.test_staff import person_id
from tests.web.test_tutor import Site, a_full_class, site
from tests.world import World

__all__ = ["site"]  # the fixture

ITEM = "work-01-l1-e03"


async def test_homework_interviews_and_figures_open_too_and_the_chart_stands_before_them(
    world: World, site: Site
) -> None:
    room = await a_full_class(world)
    tutor, office, now = room.tutors[0], world.store.office, world.clock()
    await world.store.register([ITEM])
    for n in range(5):
        work = d.Assign(room.id, None, "items", f"Work {n}", (ITEM,), now.date(), tutor)
        await office.do([work], now)
    ana = world.person("ana")
    await ana.say("/myinterview")
    await ana.choose("2026-12-07")
    await ana.choose("2026-12-07.yes")
    browser, id = await site.signed_in("tom"), await person_id(world, "ana")
    here = f"/tutor/class/{room.key}"
    page = (await browser.get(f"{here}/summary/2026-11-23")).text
    works = re.findall(rf'href="({here}/summary/2026-11-23/why/homework\.\d+)"', page)
    assert len(works) == 5
    for n, work in enumerate(works):
        shown = (await browser.get(work)).text
        assert re.findall("“Work .”", shown) == [f"“Work {n}”"]
        assert re.search("Not opened: .*Ana", shown)
    assert [each.action for each in await office.audit([room.site.id])].count("see evidence") == 5
    assert f'href="{here}/homework"' in shown
    assert f'href="{here}/learner/{id}"' in page
    assert page.index("Interviews ahead") < page.index("<figure>") < page.index("The week in figures")
    assert f'<a class="button plain" href="{here}">' in page[page.index("The week in figures") :]
    card = (await browser.get(f"{here}/learner/{id}")).text
    assert re.search(r"<dt>Interview</dt><dd>Week of Dec 7</dd>", card)


async def test_a_claim_opened_on_its_page_opens_the_summary(world: World, site: Site) -> None:
    room = await a_full_class(world)
    await world.store.office.keep_summary(room.id, date(2026, 11, 16), None, world.clock())
    browser = await site.signed_in("tom")
    await browser.get(f"/tutor/class/{room.key}/summary/2026-11-23/why/hard")  # from a letter
    assert [each.opened_at is not None for each in await world.store.office.summaries([room.id])] == [True]
