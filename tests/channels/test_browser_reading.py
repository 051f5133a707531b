"""What the page of the browser chat posts, what is made of it, and what reaches the page."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime
from typing import Any

import pytest

from bot.channels import browser
from bot.channels.browser import BrowserChannel, NotUnderstood
from bot.messages import Address, Command, Outgoing, Press, Text

NOW = datetime(2026, 11, 23, 15, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("posted", "read"),
    [
        ({"open": True}, Command("start")),
        ({"open": True, "start": "K7M4-Q2XP"}, Command("start", "K7M4-Q2XP")),
        ({"open": True, "start": " K7M4\x00 "}, Command("start", "K7M4")),
        ({"press": "d1:0", "message": "m1"}, Press("d1", "0", "m1")),
        ({"text": "/start K7M4-Q2XP"}, Command("start", "K7M4-Q2XP")),
        ({"text": "k7m4 q2xp"}, Text("k7m4 q2xp")),
    ],
)
def test_what_the_page_posts_is_read(posted: dict[str, Any], read: object) -> None:
    assert BrowserChannel().read("ana-ana-ana", {"id": "12345678", **posted}, NOW).input == read


@pytest.mark.parametrize(
    "posted",
    [
        {"open": True, "start": 7},
        {"open": True, "start": "K" * 65},
        {"open": False},
        {"text": " "},
        {"press": "d" * 65},
    ],
)
def test_what_no_page_posts_is_refused(posted: dict[str, Any]) -> None:
    with pytest.raises(NotUnderstood):
        BrowserChannel().read("ana-ana-ana", {"id": "12345678", **posted}, NOW)


async def told(channel: BrowserChannel, user: str, text: str) -> None:
    await channel.send(Address("browser", user), Outgoing(text))


async def test_what_clears_the_chat_leaves_nothing_before_it_for_who_opens_it_next() -> None:
    channel = BrowserChannel()
    await told(channel, "ana", "Usted: the constitution")
    await channel.send(Address("browser", "ana"), Outgoing("gone", clears=True))
    await told(channel, "ben", "another's")
    _, first = await anext(channel.events("ana"))
    assert (first["runs"], first["clears"]) == ([["gone", False]], True)


async def test_a_chat_that_others_crowd_out_of_memory_is_still_reached(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(browser, "CHATS", 2)
    channel = BrowserChannel()
    await told(channel, "ana", "one")
    await told(channel, "ana", "two")
    listening = channel.events("ana")
    assert [(await anext(listening))[1]["runs"][0][0] for _ in range(2)] == ["one", "two"]
    following = asyncio.ensure_future(anext(listening))
    await asyncio.sleep(0)
    for other in ("ben", "eva", "leo"):
        await told(channel, other, "hello")
    await told(channel, "ana", "three")  # she has the page open
    async with asyncio.timeout(1):
        position, event = await following
    assert event["runs"] == [["three", False]]
    await listening.aclose()  # type: ignore[attr-defined]
    del listening, following
    for other in ("ben", "eva", "leo"):
        await told(channel, other, "hello")
    await told(channel, "ana", "four")  # she comes back and says how far she has read
    async with asyncio.timeout(1):
        assert (await anext(channel.events("ana", position)))[1]["runs"] == [["four", False]]
