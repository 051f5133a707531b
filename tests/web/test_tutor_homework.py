"""Homework and texts on the pages of a class."""

from __future__ import annotations

from bot.messages import Press
from bot.ports import deeds as d
from tests.conversations.test_staff import person_id, staff
from tests.web.test_tutor import Site, a_full_class, site
from tests.world import World

__all__ = ["site"]  # the fixture


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
