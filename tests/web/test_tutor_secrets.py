"""Numbers that must never be kept, typed into any form of the staff's pages: told so, and nothing is kept or sent."""

from __future__ import annotations

import re
from types import SimpleNamespace
from typing import Any

import httpx
import pytest
from starlette.routing import Route

from bot.messages import Outgoing
from bot.ports import deeds as d
from bot.ports.staff import Class, Letter
from bot.web.tutor import tutor_routes
from bot.web.tutor.templating import TEMPLATES
from tests.conversations.test_staff import staff
from tests.web.test_tutor import BASE, OWN, Site, a_full_class, person_id, site
from tests.world import World

__all__ = ["site"]  # the fixture

SECRETS = (
    "Your A-number is A123456789",
    "SSN 123-45-6789",
    "Call 617 555 0142",
    "4111 1111 1111 1111",
    "IOE1234567890",
)
DUE = {"who": "", "due": "2026-11-30"}
RESULT = {"test": "BEST Plus 3.0", "day": "2026-11-20", "nrs": "3"}
WISHES = {"language": "es", "day": "1", "hour": "9", "by": "chat"}

# Every form that takes a text, by its page's path: what is sent beside it, and the names of its texts.
TEXTS: dict[str, tuple[dict[str, str], tuple[str, ...]]] = {
    "/join/{code}": ({}, ("name",)),
    "/classes": ({}, ("name",)),
    "/settings": (WISHES, ("name", "email")),
    "/class/{key}/edit": ({"what": "name", "timezone": "America/Chicago"}, ("name",)),
    "/class/{key}/homework": (DUE, ("prompt",)),
    "/class/{key}/homework/{work:int}/learner/{id:int}": ({}, ("text",)),
    "/class/{key}/learner/{id:int}/write": ({}, ("text",)),
    "/class/{key}/learner/{id:int}/note": ({}, ("text",)),
    "/class/{key}/learner/{id:int}/result": (RESULT, ("score",)),
}
# The forms of which no text is kept: what they send is chosen, counted, or (`/mail`, a code) compared with what is kept.
WITHOUT = {
    "/in/{token}", "/mail", "/settings/mailbox", "/out", "/site/{site:int}", "/class/{key}/invite", "/class/{key}/meetings", "/class/{key}/learner/{id:int}/level", "/class/{key}/learner/{id:int}/can", "/class/{key}/learner/{id:int}/off",
}  # fmt: skip
CASES = [(path, text) for path, (_, names) in TEXTS.items() for text in names]


def test_every_form_is_in_one_of_the_tables() -> None:
    bare: Any = SimpleNamespace(signed_in=lambda page: page)
    routes = [each for each in tutor_routes(bare) if isinstance(each, Route)]
    assert {each.path for each in routes if "POST" in (each.methods or ())} == {*TEXTS, *WITHOUT}


def test_every_field_for_a_text_is_in_the_table() -> None:
    known = {text for _, names in TEXTS.values() for text in names} | {"code"}
    for template in (TEMPLATES / "tutor").glob("*.html"):
        html = template.read_text(encoding="utf-8")
        fields = re.findall(r"<(?:textarea|input)\b[^>]*>", re.sub(r"{{.*?}}|{%.*?%}", "", html))
        typed = [tag for tag in fields if not re.search(r'type="(hidden|date|number|checkbox)"', tag)]
        names = {name for tag in typed for name in re.findall(r'\bname="(\w+)"', tag)}
        assert names <= known, template.name


@pytest.mark.parametrize(("path", "name"), CASES)
async def test_a_number_that_must_not_be_kept_is_refused_by_every_form(
    world: World, site: Site, path: str, name: str
) -> None:
    room = await a_full_class(world)
    browser, here = await site.signed_in("tom"), await an_address(world, room, path)
    log, screens = await everything(world, room), len(world.person("ana").screens)
    beside = TEXTS[path][0] | ({"name": "Thomas"} if name == "email" else {})
    for secret in SECRETS:
        answer = await browser.post(here, data=beside | {name: secret})
        assert (secret, answer.status_code) == (secret, 422)
        assert "must not be written here" in answer.text
        assert secret not in answer.text
        assert re.search(rf'<(input|textarea)[^>]* name="{name}"', answer.text)
        for each, value in beside.items():  # nothing else has to be chosen again
            assert f'<input type="hidden" name="{each}" value="{value}">' in answer.text
    await world.delivery.idle()
    assert await everything(world, room) == log
    assert len(world.person("ana").screens) == screens
    good = await browser.post(here, data=beside | {name: "a@example.org" if name == "email" else "Of Lynn"})
    assert good.status_code == 303
    assert "not_saved" not in good.headers["location"]
    assert await everything(world, room) != log


async def an_address(world: World, room: Class, path: str) -> str:
    """The path of a form, of a class in which Ana has written a text."""
    office, now, id = world.store.office, world.clock(), await person_id(world, "ana")
    invited = d.MakeCode("K7M4-Q2XP", "tutor", room.site.name)
    text = d.Assign(room.id, None, "text", "Write.", ("text",), now.date(), room.tutors[0], "Write.")
    await office.do([invited, text], now)
    [work] = await office.assignments([room.id])
    await office.do([d.Send(None, Outgoing("x"), Letter(room.id, id, None, True, "At six.", now, work=work.id))], now)
    for name, value in {"key": room.key, "code": "K7M4-Q2XP", "id:int": id, "work:int": work.id}.items():
        path = path.replace(f"{{{name}}}", str(value))
    return f"/tutor{path}"


async def everything(world: World, room: Class) -> list[object]:
    """What a form could have changed."""
    office, id = world.store.office, await person_id(world, "ana")
    return [
        await office.classes(),
        await office.posts([room.site.id]),
        await office.assignments([room.id]),
        [(each.text, each.answered) for each in await office.letters([room.id])],
        [note.text for note in await office.notes(id, [room.id])],
        await office.results([id]),
    ]


async def test_a_stranger_to_a_class_is_not_told_more(world: World, site: Site) -> None:
    room = await a_full_class(world)
    await staff(world, "eve", site="Salem Library")
    eve = await site.signed_in("eve")
    here = f"/tutor/class/{room.key}/learner/{await person_id(world, 'ana')}"
    for path, name in (("write", "text"), ("note", "text"), ("result", "score")):
        assert (await eve.post(f"{here}/{path}", data={name: SECRETS[0]})).status_code == 404


async def test_the_page_that_asks_again_says_it_in_the_readers_language(site: Site, world: World) -> None:
    await a_full_class(world)
    transport = httpx.ASGITransport(site.app)  # type: ignore[arg-type]
    await world.store.office.do([d.MakeCode("K7M4-Q2XP", "tutor", "Lynn Library")], world.clock())
    async with httpx.AsyncClient(transport=transport, base_url=BASE, headers={**OWN, "accept-language": "es"}) as uma:
        answer = await uma.post("/tutor/join/K7M4-Q2XP", data={"name": SECRETS[0]})
    assert "no debe escribirse aquí" in answer.text
