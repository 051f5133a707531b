"""The webhook: who is believed, when it says 200, and what is delivered again; with both libraries."""

from __future__ import annotations

import asyncio
import json
from typing import Any

import pytest

from bot.channels.telegram.channel import TelegramChannel
from bot.messages import Incoming
from tests.channels.telegram_harness import ANA, LIBRARIES, NOW, SECRET, telegram

both = pytest.mark.parametrize("library", LIBRARIES)


def update(text: str = "hi") -> bytes:
    person = {"id": 7, "is_bot": False, "first_name": "Ana"}
    message = {"message_id": 1, "date": 1, "chat": {"id": 7, "type": "private"}, "from": person, "text": text}
    return json.dumps({"update_id": 5, "message": message}).encode()


class Deaf:
    """A driver that must not be called."""

    async def call(self, call: object, *, seconds: float | None = None) -> Any:
        raise AssertionError(call)

    async def updates(self, offset: int | None, *, wait: int, allowed: tuple[str, ...]) -> list[dict[str, Any]]:
        raise AssertionError

    async def close(self) -> None:
        pass


@pytest.mark.parametrize(
    ("body", "secret", "status", "taken"),
    [
        (update(), SECRET, 200, 1),
        (update(), None, 403, 0),
        (update(), "", 403, 0),
        (update(), SECRET + "x", 403, 0),
        (update(), "gehéim\udc80", 403, 0),
        (b"not json", "wrong", 403, 0),
        (b"not json", SECRET, 400, 0),
        (b"", SECRET, 400, 0),
        (b"\xff\xfe", SECRET, 400, 0),
        (b"[1]", SECRET, 400, 0),
        (b"null", SECRET, 400, 0),
        (b"[" * 100_000, SECRET, 400, 0),
        (update()[:-1], SECRET, 400, 0),
        (b"{}", SECRET, 200, 0),
        (b'{"update_id": 5, "poll": {}}', SECRET, 200, 0),
    ],
)
async def test_what_the_webhook_answers(body: bytes, secret: str | None, status: int, taken: int) -> None:
    got: list[Incoming] = []

    async def receive(incoming: Incoming) -> None:
        got.append(incoming)

    channel = TelegramChannel(Deaf(), secret=SECRET, now=lambda: NOW)
    assert await channel.webhook(body, secret, receive) == (status, None)
    assert len(got) == taken


async def test_without_a_secret_of_ours_no_webhook_is_believed() -> None:
    async def receive(_: Incoming) -> None:
        raise AssertionError

    for secret in (None, ""):
        assert await TelegramChannel(Deaf()).webhook(update(), secret, receive) == (403, None)


async def test_200_only_after_the_commit_and_500_when_there_was_none() -> None:
    channel = TelegramChannel(Deaf(), secret=SECRET)
    committed = asyncio.Event()

    async def slowly(_: Incoming) -> None:
        await committed.wait()

    async def never(_: Incoming) -> None:
        raise RuntimeError("the store is down")

    answer = asyncio.create_task(channel.webhook(update(), SECRET, slowly))
    for _ in range(5):
        await asyncio.sleep(0)
    assert not answer.done()
    committed.set()
    assert await answer == (200, None)
    assert await channel.webhook(update(), SECRET, never) == (500, None)


@both
async def test_the_webhook_is_delivered_to_again_until_it_takes(library: str) -> None:
    async with telegram(library, "webhook") as harness:
        harness.refuse = 2
        number = harness.api.say(ANA, "hi")
        await harness.api.until(lambda: not harness.api.pending)
        assert [(d.update, d.status) for d in harness.api.deliveries] == [(number, 500), (number, 500), (number, 200)]
        assert {incoming.id for incoming in harness.heard} == {str(number)}


@both
async def test_somebody_elses_delivery_is_refused(library: str) -> None:
    async with telegram(library, "webhook") as harness:
        harness.api.secret = "guessed"
        harness.api.say(ANA, "hi")
        await harness.api.until(lambda: harness.api.deliveries)
        assert harness.api.deliveries[0].status == 403
        assert harness.heard == []
