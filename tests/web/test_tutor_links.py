"""Who has no chat comes back to their pages: by a link that a coordinator hands on, or the operator, or by mail."""

from __future__ import annotations

import re

import httpx
import pytest

from bot.commands_staff import invite
from bot.ports import deeds as d
from bot.ports.staff import Post
from tests.conversations.test_staff import staff
from tests.school import confirm
from tests.web.test_tutor import BASE, Site, site
from tests.world import World

__all__ = ["site"]  # the fixture

LINK = re.compile(rf"{BASE}(/tutor/in/[\w-]+)")


async def by_page(world: World, site: Site, name: str, kind: str = "tutor") -> tuple[Post, httpx.AsyncClient]:
    """Somebody who accepted their invitation on the page, and their browser."""
    browser, code = site.visitor(), "K7M4-Q2XP" if kind == "tutor" else "RT6H-J9WW"
    lynn = "Lynn Library"
    await world.store.office.do([d.FoundSite(lynn), d.MakeCode(code, kind, lynn)], world.clock())
    assert (await browser.post(f"/tutor/join/{code}", data={"name": name})).status_code == 303
    [here] = [each for each in await world.store.office.sites() if each.name == lynn]
    return (await world.store.office.posts([here.id]))[-1], browser


async def actions(world: World, post: Post) -> list[tuple[str, int | None]]:
    return [(each.action, each.staff) for each in await world.store.office.audit([post.site.id])]


async def test_a_tutor_by_page_only_comes_back_by_a_link_from_their_coordinator(world: World, site: Site) -> None:
    pat, browser = await by_page(world, site, "Pat")
    await staff(world, "cora", "coordinator")
    cora, here = await site.signed_in("cora"), f"/tutor/site/{pat.site.id}"
    world.clock.move(hours=13)
    assert "ask your coordinator" in (await browser.get("/tutor/")).text  # the session has ended
    cora = await site.signed_in("cora")
    answer = await cora.post(here, data={"link": str(pat.id)})
    found = LINK.search(answer.text)
    assert found is not None
    assert not LINK.search((await cora.get(here)).text)  # shown once
    assert (await browser.post(found[1])).headers["location"] == "/tutor/"
    assert "Hello, Pat" in (await browser.get("/tutor/")).text
    assert (await site.visitor().post(found[1])).status_code == 401  # it worked once
    site.pages.sent.clear()  # seconds later; sooner it would be one press
    late = LINK.search((await cora.post(here, data={"link": str(pat.id)})).text)
    assert late is not None
    world.clock.move(minutes=16)
    assert (await site.visitor().post(late[1])).status_code == 401
    log = (await cora.get("/tutor/programme/audit.csv")).text
    lines = [line.split(",")[-1] for line in log.splitlines() if "Made a sign-in link" in line]
    assert lines == ["Pat", "Pat"]  # for whom
    audit = await world.store.office.audit([pat.site.id])
    assert [each.whom for each in audit if each.action == "give link"] == [pat.id] * 2


async def test_a_link_for_somebody_else_is_only_the_coordinators_to_make(world: World, site: Site) -> None:
    pat, browser = await by_page(world, site, "Pat")
    await staff(world, "cora", "coordinator")
    await staff(world, "tom")
    await staff(world, "eve", "coordinator", site="Salem Library")
    here = f"/tutor/site/{pat.site.id}"
    tom, eve = await site.signed_in("tom"), await site.signed_in("eve")
    for other in (tom, eve, browser, site.visitor()):
        answer = await other.post(here, data={"link": str(pat.id)})
        assert answer.status_code in (401, 404)
        assert not LINK.search(answer.text)
    [salem] = [each for each in await world.store.office.sites() if each.name == "Salem Library"]
    assert (await eve.post(f"/tutor/site/{salem.id}", data={"link": str(pat.id)})).status_code == 404
    assert all(action != "give link" for action, _ in await actions(world, pat))


async def test_who_has_a_chat_or_has_ended_gets_no_link(world: World, site: Site) -> None:
    pat, _ = await by_page(world, site, "Pat")
    await staff(world, "tom")
    await staff(world, "cora", "coordinator")
    cora, here = await site.signed_in("cora"), f"/tutor/site/{pat.site.id}"
    tom = next(post for post in await world.store.office.posts([pat.site.id]) if post.name == "Tom")
    assert re.findall(r'name="link" value="(\d+)"', (await cora.get(here)).text) == [str(pat.id)]
    await cora.post(here, data={"end": str(pat.id)})
    for post in (tom, pat):
        assert (await cora.post(here, data={"link": str(post.id)})).status_code == 404
        with pytest.raises(d.DeedRefused):
            await world.store.office.do([d.GiveSignIn("t", post.id, world.clock(), None)], world.clock())


async def test_a_coordinator_by_page_only_comes_back_by_the_command_line(
    world: World, site: Site, capsys: pytest.CaptureFixture[str]
) -> None:
    dora, browser = await by_page(world, site, "Dora", "coordinator")
    await by_page(world, site, "Pat")
    await staff(world, "cora", "coordinator")
    world.clock.move(hours=13)
    for kind in ("tutor", "coordinator"):
        await invite(world.store.office, site.pages.links, kind, " Lynn  Library", world.chance, world.clock())
    told = capsys.readouterr().out
    assert "Dora has no chat" in told
    assert "Pat" not in told  # a tutor's is their coordinator's to give
    [link] = LINK.findall(told)
    assert (await browser.post(link)).headers["location"] == "/tutor/"
    assert (await browser.get("/tutor/programme")).status_code == 200
    assert ("give link", None) in await actions(world, dora)


async def mailed(world: World, browser: httpx.AsyncClient, email: str) -> tuple[httpx.Response, list[tuple[str, str]]]:
    """What the page answers, and the letters of it: to whom, and the text."""
    before = len(world.channel.history)
    answer = await browser.post("/tutor/mail", data={"email": email})
    await world.delivery.idle()
    new = world.channel.history[before:]
    boxes = {screen.message: box for box, screens in world.channel.screens.items() for screen in screens}
    return answer, [(boxes[message], message.text) for message in new]


@pytest.fixture
def mail(world: World) -> None:
    """Letters go out by the world's one channel."""
    world.delivery._channels["mail"] = world.channel


@pytest.mark.usefixtures("mail")
async def test_a_link_comes_by_mail_and_the_page_says_the_same_to_strangers(world: World, site: Site) -> None:
    pat, browser = await by_page(world, site, "Pat")
    now = world.clock()
    await world.store.office.do([d.Prefer(pat.id, "Pat", "es", "Pat@Mira.example", 0, 8, "")], now)
    await confirm(world, pat)
    world.clock.move(hours=13)
    assert 'action="/tutor/mail"' in (await browser.get("/tutor/")).text
    known, [(box, text)] = await mailed(world, browser, " pat@mira.example")
    unknown, none = await mailed(world, site.visitor(), "sam@mira.example")
    assert (known.status_code, known.text) == (unknown.status_code, unknown.text)
    assert none == []
    assert box == "Pat@Mira.example"
    assert text.startswith("Hola, Pat. Sus páginas en Lynn Library")
    [link] = LINK.findall(text)
    assert (await browser.post(link)).headers["location"] == "/tutor/"
    assert (await site.visitor().post(link)).status_code == 401
    _, [(_, late)] = await mailed(world, browser, "pat@mira.example")
    world.clock.move(minutes=16)
    assert (await site.visitor().post(LINK.findall(late)[0])).status_code == 401


@pytest.mark.usefixtures("mail")
async def test_a_mailbox_gets_a_few_letters_an_hour_and_who_has_ended_none(world: World, site: Site) -> None:
    pat, browser = await by_page(world, site, "Pat")
    now = world.clock()
    await world.store.office.do([d.Prefer(pat.id, "Pat", "en", "pat@mira.example", 0, 8, "")], now)
    await confirm(world, pat)
    answers = [await mailed(world, browser, each) for each in ["pat@mira.example", "PAT@mira.example"] * 3]
    assert sum(len(letters) for _, letters in answers) == 3
    assert len({answer.text for answer, _ in answers}) == 1
    sam = d.Prefer(pat.id, "Pat", "en", "sam@mira.example", 0, 8, "")
    await world.store.office.do([sam], now)
    await confirm(world, pat)
    await world.store.office.do([d.EndPost(pat.id, None)], now)
    assert (await mailed(world, browser, "sam@mira.example"))[1] == []


@pytest.mark.usefixtures("mail")
async def test_without_mail_none_is_offered_or_sent_and_no_other_site_can_ask(world: World, site: Site) -> None:
    pat, browser = await by_page(world, site, "Pat")
    await world.store.office.do([d.Prefer(pat.id, "Pat", "en", "pat@mira.example", 0, 8, "")], world.clock())
    await confirm(world, pat)
    answer = await browser.post(
        "/tutor/mail", data={"email": "pat@mira.example"}, headers={"sec-fetch-site": "cross-site"}
    )
    assert answer.status_code == 403
    secret = await browser.post("/tutor/mail", data={"email": "123-45-6789"})
    assert (secret.status_code, "123-45" in secret.text) == (422, False)
    site.pages.mails = False
    world.clock.move(hours=13)
    assert "/tutor/mail" not in (await browser.get("/tutor/")).text
    assert (await mailed(world, browser, "pat@mira.example"))[1] == []


async def test_a_room_full_of_tutors_may_sign_in_at_once_and_who_guesses_is_told_to_wait(
    world: World, site: Site
) -> None:
    await staff(world)
    for _ in range(30):  # three requests each, all from one address
        await site.signed_in("tom")
    guesses = [await site.visitor().get(f"/tutor/join/GUES-{n:04}") for n in range(150)]
    refused = [each for each in guesses if each.status_code == 429]
    assert refused != []
    assert "Wait a minute, then open your link again" in refused[0].text
