"""The page of a week's summary: every line opens, and whoever opened one has opened the summary."""

from __future__ import annotations

import re
from datetime import date

from bot.messages import Outgoing, Press
from bot.ports import deeds as d
from bot.ports.staff import Letter
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


async def test_from_a_question_that_waits_the_message_is_ready_where_it_is_answered(world: World, site: Site) -> None:
    room = await a_full_class(world)
    ana = world.person("ana")
    for question in ("What is a noun?", "What is a verb?"):
        await ana.send(Press("go", "ask"))
        await ana.say(question)
    browser = await site.signed_in("tom")
    why = f"/tutor/class/{room.key}/summary/2026-11-23/why/need.question.{await person_id(world, 'ana')}"
    for page in (f"/tutor/class/{room.key}/summary/2026-11-23", why):
        shown = (await browser.get(page)).text
        address, letter = re.findall(r'href="(/tutor/class/\w+/learner/\d+\?ready=question-\d+)#a(\d+)"', shown)[0]
        assert address.endswith(f"-{letter}")
    fields = dict(re.findall(r'<textarea id="(\w+)"[^>]*>([^<]*)<', (await browser.get(address)).text))
    asked = [each for each in await world.store.office.letters([room.id]) if each.is_question]
    assert [each.text for each in asked if str(each.id) == letter] == ["What is a noun?"]
    assert {name: bool(text) for name, text in fields.items()} == {
        f"a{asked[0].id}": True,
        f"a{asked[1].id}": False,
        "text": False,
    }
    assert "Thank you for your question." in fields[f"a{letter}"]
    given = {"text": fields[f"a{letter}"], "answers": letter}
    await browser.post(f"{address.partition('?')[0]}/write", data=given)
    assert [each.answered for each in await world.store.office.letters([room.id]) if each.is_question] == [True, False]
    fields = dict(re.findall(r'<textarea id="(\w+)"[^>]*>([^<]*)<', (await browser.get(address)).text))
    assert not any(fields.values())  # it has been answered


async def test_a_question_that_waits_stands_on_the_card_however_much_was_written_since(
    world: World, site: Site
) -> None:
    room = await a_full_class(world)
    ana, id = world.person("ana"), await person_id(world, "ana")
    await ana.send(Press("go", "ask"))
    await ana.say("What is a noun?")
    for n in range(25):
        letter = Letter(room.id, id, room.tutors[0], False, f"Hello {n}", world.clock())
        await world.store.office.do([d.Send(None, Outgoing("x"), letter)], world.clock())
    page = (await (await site.signed_in("tom")).get(f"/tutor/class/{room.key}/learner/{id}")).text
    assert "What is a noun?" in page
    assert "Hello 24" in page
    assert "Hello 3<" not in page


async def test_an_opened_claim_says_what_it_is_about_and_leads_to_its_learner(world: World, site: Site) -> None:
    room = await a_full_class(world)
    world.clock.move(days=4)
    browser, id = await site.signed_in("tom"), await person_id(world, "ana")
    here = f"/tutor/class/{room.key}"
    page = (await browser.get(f"{here}/summary/2026-11-23/why/need.new.{id}")).text  # perhaps from a letter
    assert "<strong>Ana joined 4 days ago" in page
    assert f'href="{here}/learner/{id}?ready=new#write"' in page
    assert f'href="{here}/learner/{id}"' in page
    stale = (await browser.get(f"{here}/summary/2026-11-23/why/need.quiet.{id}")).text
    assert "not so any more" in stale
    assert "Ana" not in stale


async def test_on_the_first_page_a_question_stands_once(world: World, site: Site) -> None:
    await a_full_class(world)
    ana = world.person("ana")
    await ana.send(Press("go", "ask"))
    await ana.say("What is a noun?")
    page = (await (await site.signed_in("tom")).get("/tutor/")).text
    assert "What is a noun?" in page
    assert "asked a question" not in page
