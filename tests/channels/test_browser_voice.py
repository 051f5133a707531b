"""A recording in the browser chat is there while it is being answered, for one look, and nowhere after."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from bot.channels.browser import BrowserChannel, NotUnderstood
from bot.messages import Voice
from bot.ports import Rejected

NOW = datetime(2026, 11, 23, 15, 0, tzinfo=UTC)


def read(channel: BrowserChannel, **payload: object) -> object:
    return channel.read("ana-ana-ana", {"id": "12345678", **payload}, NOW).input


async def test_a_sound_is_given_once() -> None:
    channel = BrowserChannel()
    with channel.holding(b"OggS") as file:
        assert read(channel, voice=file, seconds=2.5) == Voice(file, 2.5)
        assert await channel.fetch(file) == b"OggS"
        with pytest.raises(Rejected):
            await channel.fetch(file)


async def test_a_sound_that_nobody_asked_for_is_gone_too() -> None:
    channel = BrowserChannel()
    with pytest.raises(RuntimeError), channel.holding(b"OggS") as file:
        raise RuntimeError("the store is down")
    with pytest.raises(Rejected):
        await channel.fetch(file)


async def test_two_at_once_are_not_mixed_up() -> None:
    channel = BrowserChannel()
    with channel.holding(b"ana") as one, channel.holding(b"ben") as other:
        assert [await channel.fetch(file) for file in (other, one)] == [b"ben", b"ana"]


@pytest.mark.parametrize("seconds", [0.0, -1.0, 30.5, float("nan"), float("inf"), "2", None])
def test_a_length_that_no_page_sends_is_refused(seconds: object) -> None:
    with pytest.raises(NotUnderstood):
        read(BrowserChannel(), voice="f", seconds=seconds)
