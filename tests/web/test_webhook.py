"""What the web server makes of a delivery, before and after the channel has taken it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any, cast

import httpx
import pytest

from bot.ports import Receive
from bot.web.app import LONGEST_DELIVERY, web_app

HERE = "/telegram/webhook"


class Taker:
    """A channel that notes what is delivered to it."""

    def __init__(self, answer: dict[str, Any] | None = None) -> None:
        self.answer = answer
        self.taken: list[tuple[bytes, str | None]] = []

    async def webhook(self, body: bytes, secret: str | None, receive: Receive) -> tuple[int, dict[str, Any] | None]:
        self.taken.append((body, secret))
        return 200, self.answer


def app(telegram: Taker | None) -> Any:
    nothing = cast(Any, None)

    async def receive(_: object) -> None: ...

    return web_app(
        receive,
        chat=nothing,
        pages=lambda: nothing,
        ready=nothing,
        phrases=lambda: nothing,
        language_of=nothing,
        secret="s" * 32,
        telegram=telegram,
    )


async def ask(telegram: Taker | None, method: str = "POST", **request: Any) -> httpx.Response:
    transport = httpx.ASGITransport(app(telegram))
    async with httpx.AsyncClient(transport=transport, base_url="http://doorway.test") as http:
        return await http.request(method, HERE, **request)


async def test_a_delivery_comes_with_its_secret_and_is_answered_in_json() -> None:
    channel = Taker({"method": "answerCallbackQuery", "callback_query_id": "7"})
    answer = await ask(channel, content=b'{"update_id": 1}', headers={"X-Telegram-Bot-Api-Secret-Token": "abc"})
    assert channel.taken == [(b'{"update_id": 1}', "abc")]
    assert (answer.status_code, answer.json()) == (200, channel.answer)
    assert answer.headers["content-type"] == "application/json"


async def test_without_a_secret_or_an_answer_nothing_is_invented() -> None:
    channel = Taker()
    answer = await ask(channel, content=b"{}")
    assert channel.taken == [(b"{}", None)]
    assert (answer.status_code, answer.content, "content-type" in answer.headers) == (200, b"", False)


async def test_what_is_no_delivery_is_refused() -> None:
    channel = Taker()
    assert (await ask(channel, "GET")).status_code == 405
    assert (await ask(None, content=b"{}")).status_code == 404
    assert channel.taken == []


@pytest.mark.parametrize("in_pieces", [True, False])
async def test_a_delivery_too_long_is_not_read_to_its_end(in_pieces: bool) -> None:
    channel, piece, read = Taker(), b"x" * (LONGEST_DELIVERY // 2 + 1), 0

    async def pieces() -> AsyncIterator[bytes]:
        nonlocal read
        for _ in range(50):
            read += 1
            yield piece

    answer = await ask(channel, content=pieces() if in_pieces else piece * 50)
    assert answer.status_code == 413
    assert channel.taken == []
    assert read < 10


async def test_whoever_hangs_up_has_delivered_nothing() -> None:
    channel, said = Taker(), []
    coming = iter([{"type": "http.request", "body": b"{", "more_body": True}, {"type": "http.disconnect"}])

    async def receive() -> Any:
        return next(coming)

    async def send(message: Any) -> None:
        said.append(message)

    await app(channel)({"type": "http", "path": HERE, "method": "POST", "headers": []}, receive, send)
    assert channel.taken == said == []
