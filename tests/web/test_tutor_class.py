"""A class on its pages: who is in it, what is written to them, and what is known of them."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest

from bot.lessons.memory import Card
from bot.lessons.model import Skill
from bot.messages import Incoming, Outgoing, Press, Text
from bot.ports import Changes
from bot.ports import deeds as d
from bot.ports.staff import Letter
from storage.deeds import do_all
from tests.conversations.test_staff import a_class, person_id, pupil, staff
from tests.web.test_tutor import Site, a_full_class, site
from tests.world import World

__all__ = ["site"]  # the fixture


async def test_days_are_those_of_the_class(site: Site, world: World) -> None:
    room = await a_full_class(world)
    world.clock.move(hours=12)  # ten at night in Boston: already Tuesday elsewhere
    await world.person("ana").say("/start")
    ana = await person_id(world, "ana")
    question = Letter(room.id, ana, None, True, "When do I say do?", world.clock())
    await world.store.office.do([d.Send(None, Outgoing("x"), question)], world.clock())
    world.clock.move(hours=24 * 8 + 11)  # nine in the morning of the ninth day after
    browser = await site.signed_in("tom")
    today = (await browser.get("/tutor/")).text
    assert "Nov 23" in today
    assert "Nov 24" not in today
    assert "days ago</span>" not in today  # both stand among those who need somebody, once
    assert "9 days ago" in (await browser.get(f"/tutor/class/{room.key}")).text


async def test_a_learner_of_two_classes_is_called_in_each_as_they_are_called_there(site: Site, world: World) -> None:
    tom = await staff(world)
    morning, evening = await a_class(world, tom, "Morning"), await a_class(world, tom, "Evening")
    await pupil(world, evening, "ana")
    await pupil(world, morning, "ana-lu")
    id = await person_id(world, "ana-lu")
    await world.person("ana-lu").say("/settings")
    await world.person("ana-lu").choose("name")
    await world.person("ana-lu").say("Ana")
    await world.store._runner.write(
        lambda conn: do_all(conn, world.store._vault, [d.Join(evening.id)], world.clock(), id)
    )
    asked = [Letter(room.id, id, None, True, f"Which one, {room.name}?", world.clock()) for room in (morning, evening)]
    await world.store.office.do([d.Send(None, Outgoing("x"), letter) for letter in asked], world.clock())
    await tom.send(Press("staff", "questions"))
    assert "Ana: Which one, Morning?" in tom.last.text
    assert "Ana 2: Which one, Evening?" in tom.last.text
    assert [button.label for button in tom.last.buttons[:2]] == ["💬 Answer Ana", "💬 Answer Ana 2"]
    browser = await site.signed_in("tom")
    page = (await browser.get("/tutor/")).text
    assert re.findall("<strong>(Ana[^<]*)</strong>.*?<br>(.*)", page) == [
        ("Ana", "Which one, Morning?"),
        ("Ana 2", "Which one, Evening?"),
    ]
    table = (await browser.get("/tutor/today/export.csv")).text
    assert "Morning,Ana," in table
    assert "Evening,Ana 2," in table


async def test_the_class_table_sorts_and_shows_its_people(world: World, site: Site) -> None:
    room = await a_full_class(world)
    browser = await site.signed_in("tom")
    page = (await browser.get(f"/tutor/class/{room.key}?sort=name&down=1")).text
    assert page.index(">Bo<") < page.index(">Ana<")
    part = await browser.get(f"/tutor/class/{room.key}?sort=name&down=0", headers={"hx-request": "true"})
    assert "<html" not in part.text
    assert part.text.index(">Ana<") < part.text.index(">Bo<")
    back = {"hx-request": "true", "hx-history-restore-request": "true"}
    assert "<html" in (await browser.get(f"/tutor/class/{room.key}", headers=back)).text


async def test_a_learner_is_written_to_noted_and_every_look_is_logged(world: World, site: Site) -> None:
    room = await a_full_class(world)
    browser = await site.signed_in("tom")
    ana = await person_id(world, "ana")
    here = f"/tutor/class/{room.key}/learner/{ana}"
    assert ">Ana<" in (await browser.get(here)).text
    assert (await browser.post(f"{here}/write", data={"text": "See you <b>soon</b>"})).status_code == 303
    await world.delivery.idle()
    assert world.person("ana").sees("Tom, your teacher, writes:")
    assert world.person("ana").sees("See you <b>soon</b>")
    await browser.post(f"{here}/note", data={"text": "Works nights"})
    await browser.post(f"{here}/note", data={"text": "her A-number is A 123 456 789"})
    await browser.post(f"{here}/result", data={"test": "BEST Plus 3.0", "day": "2026-11-20", "nrs": "3"})
    await browser.post(f"{here}/level", data={"level": "b1"})
    page = (await browser.get(here)).text
    assert "See you &lt;b&gt;soon&lt;/b&gt;" in page
    assert "arrived" in page
    assert "Works nights" in page
    assert "123 456" not in page
    assert "BEST Plus 3.0" in page
    assert "Working life" in page
    looks = [each.action for each in await world.store.office.audit([room.site.id])]
    assert looks.count("see learner") == 2


async def test_a_result_stands_once_and_is_taken_back(world: World, site: Site) -> None:
    room = await a_full_class(world)
    browser, ana = await site.signed_in("tom"), await person_id(world, "ana")
    here = f"/tutor/class/{room.key}/learner/{ana}"
    result = {"test": "TABE CLAS-E", "day": "2026-11-20", "nrs": "6", "score": ""}
    for n in range(2):
        site.pages.sent.clear()  # the second a while later
        assert (await browser.post(f"{here}/result", data=result)).headers["location"].endswith("page.saved"), n
    [kept] = await world.store.office.results([ana])
    page = (await browser.get(here)).text
    assert f'name="erase" value="{kept.id}"' in page
    assert "Erase: TABE CLAS-E, Nov 20, 2026" in page
    await browser.post(f"{here}/result", data={"erase": str(kept.id)})
    assert await world.store.office.results([ana]) == []


async def test_in_a_long_class_everybody_is_found_by_their_name(world: World, site: Site) -> None:
    room = await a_class(world, await staff(world))
    for name in ("zoe", "ana", "mia"):
        await pupil(world, room, name)
    browser, here = await site.signed_in("tom"), f"/tutor/class/{room.key}"
    await browser.post(f"{here}/homework", data={"what": "a1b-6-0", "who": "", "due": "2026-11-30"})
    assert re.findall(r'name="came"[^>]*> (\w+)', (await browser.get(f"{here}/meetings")).text) == ["Ana", "Mia", "Zoe"]
    assert "Ana, Mia, Zoe" in (await browser.get(f"{here}/homework")).text


async def test_a_first_class_has_the_programmes_time_zone_and_keeps_it(world: World, site: Site) -> None:
    await staff(world)
    browser = await site.signed_in("tom")
    here = (await browser.post("/tutor/classes", data={"name": "Evening"})).headers["location"].partition("/invite")[0]
    assert (await world.store.office.classes())[0].timezone == site.pages.timezone == "Europe/London"
    page = (await browser.get(f"{here}/edit")).text
    assert "<option selected>Europe/London</option>" in page  # saving another name changes no clock
    await browser.post(f"{here}/edit", data={"what": "name", "name": "Evening", "timezone": "America/Chicago"})
    await browser.post("/tutor/classes", data={"name": "Morning"})
    assert [room.timezone for room in await world.store.office.classes()] == ["America/Chicago"] * 2


async def test_a_tutor_of_two_sites_chooses_where_a_new_class_is(world: World, site: Site) -> None:
    await staff(world)
    office, browser = world.store.office, await site.signed_in("tom")
    assert 'name="site"' not in (await browser.get("/tutor/")).text
    invited = [d.FoundSite("Salem Library"), d.MakeCode("T-salem", "tutor", "Salem Library")]
    await office.do([*invited, d.TakePost("T-salem", "Tom", person=await person_id(world, "tom"))], world.clock())
    await staff(world, "eve", site="Boston Library")
    _, salem, boston = await office.sites()
    assert f'<option value="{salem.id}">Salem Library</option>' in (await browser.get("/tutor/")).text
    for elsewhere in ("", str(boston.id)):
        answer = await browser.post("/tutor/classes", data={"name": "Evening", "site": elsewhere})
        assert answer.headers["location"].endswith("said=staff.nothing")
    await browser.post("/tutor/classes", data={"name": "Evening", "site": str(salem.id)})
    assert [room.site for room in await office.classes()] == [salem]


async def test_from_a_reason_to_write_the_message_is_there_and_its_meaning(world: World, site: Site) -> None:
    tom = await staff(world)
    room = await a_class(world, tom)
    ana = await pupil(world, room, "ana", language="Português")
    world.clock.move(days=4)
    browser = await site.signed_in("tom")
    [address] = re.findall(
        r'href="(/tutor/class/\w+/learner/\d+\?ready=new)#write"', (await browser.get("/tutor/")).text
    )
    page = (await browser.get(address)).text
    [ready] = re.findall(r'<textarea id="text"[^>]* lang="pt-BR"[^>]*>([^<]*)</textarea>', page)
    assert ready.startswith("Olá, Ana! Que bom que você está na nossa turma!")
    assert "It means: “Hello Ana! I am glad that you are in our class." in page
    week = (await browser.get(f"/tutor/class/{room.key}/summary/2026-11-23")).text
    assert f'href="{address}#write"' in week
    await browser.post(f"{address.partition('?')[0]}/write", data={"text": ready})
    await world.delivery.idle()
    assert ana.sees("Que bom que você está na nossa turma!")
    empty = (await browser.get(address.replace("new", "need"))).text
    assert re.search(r'<textarea id="text"[^>]*></textarea>', empty)


async def test_on_the_pages_too_learners_are_told_that_they_are_in_the_class_no_more(world: World, site: Site) -> None:
    room = await a_full_class(world)
    browser, ana = await site.signed_in("tom"), await person_id(world, "ana")
    await browser.post(f"/tutor/class/{room.key}/learner/{ana}/off")
    await world.delivery.idle()
    told = [name for name in ("ana", "bo") if "not in the class" in world.person(name).last.text]
    assert told == ["ana"]
    await browser.post(f"/tutor/class/{room.key}/edit", data={"what": "close"})
    await world.delivery.idle()
    assert "You are not in the class Tuesday evening any more." in world.person("bo").last.text


async def test_what_a_learner_knew_and_may_have_forgotten_needs_a_visit(world: World, site: Site) -> None:
    room = await a_full_class(world)
    ana, address = await person_id(world, "ana"), world.person("ana").address
    cards = []
    for number, days in enumerate((7, 900, 900), 1):
        at = world.clock() - timedelta(days=days)
        cards.append(Card(f"civics-2008-{number}", Skill.PRODUCE, 40.0, 5.0, at, at, at.date(), 4, 4, 0))
    given = Incoming("facts", address, world.clock(), Text("x"))
    known = await world.store.load(given)
    assert known is not None
    await world.store.save(given, known, Changes(cards=cards))
    browser = await site.signed_in("tom")
    assert "3 · 2 need a visit · 3 met" in (await browser.get(f"/tutor/class/{room.key}/learner/{ana}")).text


async def test_a_tutor_says_what_somebody_can_do_on_their_page_too(world: World, site: Site) -> None:
    room = await a_full_class(world)
    browser, ana = await site.signed_in("tom"), await person_id(world, "ana")
    here = f"/tutor/class/{room.key}/learner/{ana}"
    page = (await browser.get(here)).text
    assert "▫️ <strong>1. Hello, my name</strong>" in page
    assert "I can say my name and country." in page
    for word in ("yes", "yes"):
        answer = await browser.post(f"{here}/can", data={"group": "a1b", "unit": "a1b-u06", "word": word})
        world.clock.move(minutes=1)
    assert answer.headers["location"] == f"{here}?can=a1b&said=page.saved"
    page = (await browser.get(answer.headers["location"])).text
    assert "✅👩‍🏫 <strong>6. Pharmacy and labels</strong>" in page
    assert "Said by Tom, Nov 23." in page
    assert "Key words known: 0 of 15" in page
    assert "<summary>Getting around · ✅ 1/9</summary>" in page
    await browser.post(f"{here}/can", data={"group": "a1b", "unit": "a1b-u06", "word": "figures"})
    assert "Said by" not in (await browser.get(f"{here}?can=a1b")).text
    ticks = (await world.store.office.shown(ana, [])).ticks
    assert [tick.reached for tick in ticks] == [True, None]


@pytest.mark.parametrize(
    "data",
    [
        {"group": "cit", "unit": "cit-01", "word": "yes"},  # who studies for citizenship is theirs to tell
        {"group": "a1b", "unit": "cit-01", "word": "yes"},
        {"group": "a1b", "unit": "a1b-u06", "word": "maybe"},
        {},
    ],
)
async def test_what_is_no_word_on_a_unit_is_not_kept(world: World, site: Site, data: dict[str, str]) -> None:
    room = await a_full_class(world)
    browser, ana = await site.signed_in("tom"), await person_id(world, "ana")
    here = f"/tutor/class/{room.key}/learner/{ana}"
    assert "The road, in words" not in (await browser.get(f"{here}?can=cit")).text
    answer = await browser.post(f"{here}/can", data=data)
    assert answer.headers["location"].endswith("said=page.not_saved")
    assert (await world.store.office.shown(ana, [])).ticks == ()
