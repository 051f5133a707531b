"""An address in somebody's settings counts once the code that was sent there came back: to a mistyped one goes no name."""

from __future__ import annotations

import re
from datetime import timedelta

import httpx
import pytest

from bot.channels.mail import MailChannel
from bot.messages import MAIL
from bot.ports import deeds as d
from bot.ports.staff import Post
from tests.channels.test_mail import Postbox, postbox, server
from tests.conversations.test_staff import person_id
from tests.school import School
from tests.web.test_tutor import Site, a_full_class, site
from tests.web.test_tutor_links import by_page
from tests.world import World

__all__ = ["postbox", "server", "site"]  # the fixtures

WISH = {"name": "Tom", "language": "en", "email": "tom@mira.example", "day": "0", "hour": "8", "by": "mail"}
CODE = re.compile(r"\b[2-9A-Z]{4}-[2-9A-Z]{4}\b")
HERE = "/tutor/settings/mailbox"


@pytest.fixture
def smtp(world: World, server: str) -> None:
    """Letters go out to a real server."""
    world.delivery._channels[MAIL] = MailChannel(f"smtp://{server}")


async def post_of(world: World, name: str) -> Post:
    viewer = await world.store.office.viewer(person=await person_id(world, name))
    assert viewer is not None
    return viewer.post


async def letters(world: World, postbox: Postbox) -> list[str]:
    """What has come, and to whom."""
    await world.delivery.idle()
    return [f"{to}: {each.get_content()}" for to, each in zip(postbox.to, postbox.letters, strict=True)]


async def code_in(world: World, postbox: Postbox) -> str:
    found = CODE.search((await letters(world, postbox))[-1])
    assert found is not None
    return found[0]


async def said(browser: httpx.AsyncClient, **form: str) -> str:
    answer = await browser.post(HERE, data=form)
    return answer.headers["location"].partition("said=")[2]


@pytest.mark.usefixtures("smtp")
async def test_an_address_counts_once_the_code_in_its_letter_is_written(
    world: World, site: Site, postbox: Postbox
) -> None:
    await a_full_class(world)
    tom = await site.signed_in("tom")
    assert "mailbox_sent" in (await tom.post("/tutor/settings", data=WISH)).headers["location"]
    [letter] = await letters(world, postbox)
    assert letter.startswith("tom@mira.example: Your code for Doorway")
    assert not re.search("Tom|ana|Ana|Lynn|Evening", letter.partition(":")[2])
    assert "tom@mira.example is not confirmed yet" in (await tom.get("/tutor/settings")).text
    assert "tom@mira.example is not confirmed yet" in (await tom.get("/tutor/")).text
    assert (await post_of(world, "tom")).mailbox is None
    assert await said(tom, code="K7M4-Q2XP") == "page.mailbox_wrong"
    code = await code_in(world, postbox)
    assert await said(tom, code=code.lower()) == "page.saved"
    assert (await post_of(world, "tom")).mailbox == "tom@mira.example"
    assert "✅ tom@mira.example is confirmed" in (await tom.get("/tutor/settings")).text
    assert "confirmed" not in (await tom.get("/tutor/")).text
    site.pages.sent.clear()
    assert await said(tom, code=code) == "page.mailbox_wrong"  # it worked once
    await tom.post("/tutor/settings", data=WISH | {"hour": "9"})  # the same address stays confirmed
    assert (await post_of(world, "tom")).mailbox == "tom@mira.example"
    assert len(await letters(world, postbox)) == 1


@pytest.mark.usefixtures("smtp")
async def test_a_code_is_of_one_address_for_a_day_and_the_last_one_holds(
    world: World, site: Site, postbox: Postbox
) -> None:
    await a_full_class(world)
    tom = await site.signed_in("tom")
    await tom.post("/tutor/settings", data=WISH | {"email": "tmo@mira.example"})
    mistyped = await code_in(world, postbox)
    await tom.post("/tutor/settings", data=WISH)
    first = await code_in(world, postbox)
    assert await said(tom, code=mistyped) == "page.mailbox_wrong"
    assert await said(tom, again="1") == "page.mailbox_sent"
    last = await code_in(world, postbox)
    assert await said(tom, code=first) == "page.mailbox_wrong"
    world.clock.move(days=1, minutes=1)
    tom = await site.signed_in("tom")
    assert await said(tom, code=last) == "page.mailbox_wrong"  # too old
    assert await said(tom, again="1") == "page.mailbox_sent"
    assert await said(tom, code=await code_in(world, postbox)) == "page.saved"
    await tom.post("/tutor/settings", data=WISH | {"email": "tom@other.example"})
    assert (await post_of(world, "tom")).mailbox is None  # another address is not proved by the one before
    site.pages.sent.clear()
    assert [await said(tom, again=str(n)) for n in (1, 2, 3)][-1] == "page.mailbox_full"


@pytest.mark.usefixtures("smtp")
async def test_until_then_the_summary_comes_in_chat_and_nobody_is_named_by_mail(world: World, postbox: Postbox) -> None:
    school = School(world)
    room = await school.open(await school.hire("tom"))
    await school.join(room, "ana")
    await school.prefer("tom", email="tmo@mira.example", by="mail")
    now = world.clock()
    monday = now + timedelta(days=7 - now.weekday())
    assert {each.address.channel for each in await school.strike(monday, mails=True)} == {"test"}
    assert await letters(world, postbox) == []
    await school.confirm("tom")
    await school.strike(monday + timedelta(days=7), mails=True)
    assert postbox.to == ["tmo@mira.example"]


@pytest.mark.usefixtures("smtp")
async def test_no_link_goes_to_an_address_that_is_not_confirmed(world: World, site: Site, postbox: Postbox) -> None:
    _, browser = await by_page(world, site, "Pat")
    await browser.post("/tutor/settings", data=WISH | {"name": "Pat", "email": "pta@mira.example"})
    code = await code_in(world, postbox)
    stranger = site.visitor()
    assert (await stranger.post(HERE, data={"code": code})).status_code == 401  # it takes being signed in, too
    await stranger.post("/tutor/mail", data={"email": "pta@mira.example"})
    assert len(await letters(world, postbox)) == 1
    assert await said(browser, code=code) == "page.saved"
    await stranger.post("/tutor/mail", data={"email": "pta@mira.example"})
    assert "/tutor/in/" in (await letters(world, postbox))[-1]


async def test_an_address_that_was_given_before_there_was_a_code_is_not_confirmed(world: World, site: Site) -> None:
    room = await a_full_class(world)
    await world.store.office.do(
        [d.Prefer(room.tutors[0], "Tom", "en", "tom@mira.example", 0, 8, "mail")], world.clock()
    )
    assert (await post_of(world, "tom")).mailbox is None
    tom = await site.signed_in("tom")
    assert "Send a new code" in (await tom.get("/tutor/settings")).text
    site.pages.mails = False  # and where nothing can be sent, nothing is asked
    assert "code" not in (await tom.get("/tutor/settings")).text.partition("<h1>")[2]
    assert await said(tom, again="1") == "page.not_saved"
