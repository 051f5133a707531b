"""A class on its pages: who is in it, what is written to them, homework, texts and hours."""

from __future__ import annotations

import re
from datetime import date, timedelta

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


async def test_homework_meetings_and_the_poster(world: World, site: Site) -> None:
    room = await a_full_class(world)
    browser = await site.signed_in("tom")
    here = f"/tutor/class/{room.key}"
    assert "Pharmacy and labels" in (await browser.get(f"{here}/homework")).text
    await browser.post(f"{here}/homework", data={"what": "a1b-6-0", "who": "", "due": "2026-11-30"})
    page = (await browser.get(f"{here}/homework")).text
    assert "Ana, Bo" in page
    [work] = await world.store.office.assignments([room.id])
    await browser.post(f"{here}/homework", data={"withdraw": str(work.id)})
    assert await world.store.office.assignments([room.id]) == []
    ana = await person_id(world, "ana")
    await browser.post(f"{here}/meetings", data={"day": "2026-11-20", "minutes": "90", "came": [str(ana), "9999"]})
    [meeting] = await world.store.office.meetings([room.id])
    assert (meeting.minutes, meeting.learners) == (90, {ana})
    assert (await browser.get(f"{here}/poster.png")).content.startswith(b"\x89PNG")
    old = (await browser.get(f"{here}/invite")).text
    await browser.post(f"{here}/invite")
    assert (await browser.get(f"{here}/invite")).text != old


async def test_the_same_homework_sent_again_from_the_page_before_is_set_once(world: World, site: Site) -> None:
    room = await a_full_class(world)
    browser, ana = await site.signed_in("tom"), world.person("ana")
    work = {"prompt": "Write about your morning.", "who": "", "due": "2026-11-30"}
    for _ in range(2):
        site.pages.sent.clear()  # the second after going back
        answer = await browser.post(f"/tutor/class/{room.key}/homework", data=work)
        assert answer.headers["location"].endswith("?said=page.saved")
        world.clock.move(seconds=20)
    await world.delivery.idle()
    assert len(await world.store.office.assignments([room.id])) == 1
    assert sum("has set something" in screen.text for screen in ana.screens) == 1
    await browser.post(f"/tutor/class/{room.key}/homework", data={**work, "due": "2026-12-01"})
    assert len(await world.store.office.assignments([room.id])) == 2


async def test_a_year_of_two_digits_is_no_day(world: World, site: Site) -> None:
    room = await a_full_class(world)
    browser, ana = await site.signed_in("tom"), await person_id(world, "ana")
    here, day = f"/tutor/class/{room.key}", "0026-11-20"  # as a browser sends 11/20/26
    for path, form in (
        ("meetings", {"minutes": "90", "came": str(ana)}),
        (f"learner/{ana}/result", {"test": "TABE CLAS-E", "nrs": "3"}),
    ):
        answer = await browser.post(f"{here}/{path}", data=form | {"day": day})
        assert answer.headers["location"].endswith("said=page.not_saved"), path
        page = (await browser.get(f"{here}/{path.removesuffix('/result')}")).text
        assert re.search('<input type="date" name="day"[^>]* min="2000-01-01"', page), path
    assert await world.store.office.meetings([room.id]) == []
    assert await world.store.office.results([ana]) == []


async def test_homework_of_one_who_has_left_is_nobodys(world: World, site: Site) -> None:
    room = await a_full_class(world)
    office, now, ana, [post] = world.store.office, world.clock(), await person_id(world, "ana"), room.tutors
    work = [(ana, "Only for Ana"), (None, "For everybody")]
    await office.do(
        [d.Assign(room.id, who, "text", title, ("text",), now.date(), post, title) for who, title in work], now
    )
    await office.do([d.Leave(room.id, ana, post)], now)
    tom, browser = world.person("tom"), await site.signed_in("tom")
    await tom.send(Press("staff", f"homework-{room.id}"))
    shown = [tom.last.text + str(tom.last.buttons)]
    shown += [
        (await browser.get(f"/tutor/{path}")).text for path in ("", f"class/{room.key}/homework", "today/export.csv")
    ]
    for each in shown:
        assert "For everybody" in each
        assert "Only for Ana" not in each


async def test_before_anybody_has_joined_meetings_and_homework_lead_to_inviting(world: World, site: Site) -> None:
    room = await a_class(world, await staff(world))
    browser = await site.signed_in("tom")
    for path in ("meetings", "homework"):
        page = (await browser.get(f"/tutor/class/{room.key}/{path}")).text
        assert "Nobody is in this class yet." in page, path
        assert not re.search('name="(came|due)"', page), path
        assert f'class="button" href="/tutor/class/{room.key}/invite"' in page, path


async def test_in_a_long_class_everybody_is_found_by_their_name(world: World, site: Site) -> None:
    room = await a_class(world, await staff(world))
    for name in ("zoe", "ana", "mia"):
        await pupil(world, room, name)
    browser, here = await site.signed_in("tom"), f"/tutor/class/{room.key}"
    await browser.post(f"{here}/homework", data={"what": "a1b-6-0", "who": "", "due": "2026-11-30"})
    assert re.findall(r'name="came"[^>]*> (\w+)', (await browser.get(f"{here}/meetings")).text) == ["Ana", "Mia", "Zoe"]
    assert "Ana, Mia, Zoe" in (await browser.get(f"{here}/homework")).text


async def test_hours_that_were_entered_are_not_lost(world: World, site: Site) -> None:
    room = await a_full_class(world)
    browser = await site.signed_in("tom")
    here = f"/tutor/class/{room.key}/meetings"
    ana, bo = await person_id(world, "ana"), await person_id(world, "bo")
    nobody = await browser.post(here, data={"day": "2026-11-20", "minutes": "90"})
    assert nobody.headers["location"].endswith("?said=page.nobody_came")
    await browser.post(here, data={"day": "2026-11-20", "minutes": "120", "came": [str(ana), str(bo)]})
    again = await browser.post(here, data={"day": "2026-11-20", "minutes": "60", "came": [str(bo)]})
    assert again.headers["location"] == f"{here}/2026-11-20?said=page.met_already"
    [meeting] = await world.store.office.meetings([room.id])
    assert (meeting.minutes, meeting.learners) == (120, {ana, bo})
    await world.store.office.do([d.Leave(room.id, ana, room.tutors[0])], world.clock())
    page = (await browser.get(f"{here}/2026-11-20")).text
    assert "Bo" in page
    assert "Ana" not in page  # who has left is seen no more, and keeps the hours
    await browser.post(here, data={"change": "2026-11-20", f"minutes-{ana}": "5", f"minutes-{bo}": "180"})
    met = {learner: each.minutes for each in await world.store.office.meetings([room.id]) for learner in each.learners}
    assert met == {ana: 120, bo: 180}
    await browser.post(here, data={"change": "2026-11-20", f"minutes-{bo}": "", "minutes-9999": "60"})
    met = {learner: each.minutes for each in await world.store.office.meetings([room.id]) for learner in each.learners}
    assert met == {ana: 120}


async def test_a_week_without_class_is_said_by_a_press_and_can_be_unsaid(world: World, site: Site) -> None:
    room = await a_full_class(world)
    browser, here = await site.signed_in("tom"), f"/tutor/class/{room.key}/meetings"
    world.clock.move(days=7)
    browser = await site.signed_in("tom")

    async def weeks() -> list[str]:
        return re.findall(r'<option value="(2026-\d\d-\d\d)"', (await browser.get(here)).text)

    this, last, *_ = both = await weeks()
    ana = await person_id(world, "ana")
    assert (await browser.post(here, data={"off": last})).headers["location"].endswith("?said=page.saved")
    assert await weeks() == [this]
    assert "There was a class" in (await browser.get(here)).text
    assert await world.store.office.weeks_off(room.id) == [date.fromisoformat(last)]
    for wrong in ("2026-11-25", "2027-01-04", "x"):  # no Monday, not yet, nothing
        await browser.post(here, data={"off": wrong})
    assert len(await world.store.office.weeks_off(room.id)) == 1
    await browser.post(here, data={"on": last})
    assert (await weeks(), await world.store.office.weeks_off(room.id)) == (both, [])
    site.pages.sent.clear()
    await browser.post(here, data={"off": last})
    await browser.post(here, data={"day": last, "minutes": "90", "came": [str(ana)]})
    assert "There was a class" not in (await browser.get(here)).text  # it met: the meeting says so
    log = [each.action for each in await world.store.office.audit([room.site.id])]
    assert [action for action in log if action.startswith("week")] == ["week off", "week on", "week off"]


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


async def test_a_text_is_set_read_and_answered_on_the_pages(world: World, site: Site) -> None:
    room = await a_full_class(world)
    browser = await site.signed_in("tom")
    ana, id = world.person("ana"), await person_id(world, "ana")
    here = f"/tutor/class/{room.key}/homework"
    for task in ("???", "x" * 301):
        answer = await browser.post(here, data={"prompt": task, "due": "2026-11-30"})
        assert answer.headers["location"].endswith("?said=page.not_saved")
    assert await world.store.office.assignments([room.id]) == []
    await browser.post(here, data={"prompt": "Write about your morning.", "due": "2026-11-30"})
    [work] = await world.store.office.assignments([room.id])
    text = f"{here}/{work.id}/learner/{id}"
    assert (await browser.get(text)).status_code == 404  # nothing was given yet
    await ana.say("/homework")
    await ana.choose(str(work.id))
    await ana.say("I get up at <b>six</b>.")
    await ana.choose("give")
    assert f'href="{text}"' in (await browser.get("/tutor/")).text
    page = (await browser.get(here)).text
    assert f'href="{text}"' in page
    assert "I get up" not in page
    assert "I get up" not in (await browser.get(f"/tutor/class/{room.key}/learner/{id}")).text
    assert "I get up at &lt;b&gt;six&lt;/b&gt;." in (await browser.get(text)).text
    log = await world.store.office.audit([room.site.id])
    assert [line.learner for line in log if line.action == "read text"] == [id]
    await browser.post(text, data={"text": "Very good!"})
    await world.delivery.idle()
    assert ana.last.text == "✉️ Tom, your teacher, writes about “Write about your morning.”:\nVery good!"
    again = await browser.post(text, data={"text": "And one more."})
    assert again.headers["location"].endswith("not_saved")
    assert "Very good!" in (await browser.get(text)).text
    assert f'href="{text}"' not in (await browser.get("/tutor/")).text
    await staff(world, "uma")
    await staff(world, "cora", "coordinator")
    for other in ("uma", "cora"):
        assert (await (await site.signed_in(other)).get(text)).status_code == 404
    await world.store.office.do([d.Leave(room.id, id, room.tutors[0])], world.clock())
    assert (await browser.get(text)).status_code == 404


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


async def test_on_a_list_of_who_came_nobody_is_taken_for_another(world: World, site: Site) -> None:
    room = await a_full_class(world)
    for name in ("ana", "bo"):
        who = world.person(name)
        await who.say("/settings")
        await who.choose("name")
        await who.choose("none")
    browser = await site.signed_in("tom")
    for page in ("", "/meetings", "/homework"):
        shown = (await browser.get(f"/tutor/class/{room.key}{page}")).text
        for name in ("ana", "bo"):
            assert f"Learner {await person_id(world, name)}" in shown, page


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
