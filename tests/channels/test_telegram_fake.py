"""The fake server is as strict as Telegram: what it refuses, asked by a client that is not ours."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import pytest

from tests.channels.contract import PNG
from tests.fakes.bot_api import BotApi
from tests.fakes.bot_api_flood import Flood

ANA = 7


class Asker:
    """A bare HTTP client."""

    def __init__(self, api: BotApi, client: aiohttp.ClientSession) -> None:
        self.api, self._client = api, client

    async def __call__(self, method: str, *, form: bool = False, **params: Any) -> tuple[int, Any]:
        url = f"{self.api.base}/bot{self.api.token}/{method}"
        if form:
            body = aiohttp.FormData()
            for name, value in params.items():
                if isinstance(value, bytes):
                    body.add_field(name, value, filename="file")
                else:
                    body.add_field(name, value if isinstance(value, str) else json.dumps(value))
            request = self._client.post(url, data=body)
        else:
            request = self._client.post(url, json=params)
        async with request as response:
            answer = await response.json()
            assert answer["ok"] == (response.status == 200)
            return response.status, answer.get("result", answer.get("description"))


@pytest.fixture
async def ask() -> AsyncIterator[Asker]:
    async with BotApi() as api, aiohttp.ClientSession() as client:
        api.chats[ANA] = api.new_chat()
        yield Asker(api, client)


def keyboard(*rows: list[dict[str, Any]]) -> dict[str, Any]:
    return {"inline_keyboard": list(rows)}


@pytest.mark.parametrize(
    ("params", "description"),
    [
        ({"text": ""}, "message text is empty"),
        ({"text": " \n"}, "message text is empty"),
        ({}, "message text is empty"),
        ({"text": "a" * 4097}, "message is too long"),
        ({"text": "😀" * 2049}, "message is too long"),
        ({"text": 5}, "must be a String"),
        ({"text": "hi", "chat_id": "x"}, "must be an Integer"),
        ({"text": "hi", "chat_id": 8}, "chat not found"),
        ({"text": "hi", "txt": "hi"}, "has no parameter"),
        ({"text": "hi", "disable_notification": "maybe"}, "must be a Boolean"),
        ({"text": "hi", "link_preview_options": [1]}, "must be a JSON object"),
        ({"text": "hi", "entities": {"type": "bold"}}, "must be a JSON array"),
        ({"text": "hi", "entities": [{"type": "fat", "offset": 0, "length": 1}]}, "can't parse MessageEntity"),
        ({"text": "hi", "entities": [{"type": "bold", "offset": 1, "length": 2}]}, "ends after the end"),
        ({"text": "hi", "entities": [{"type": "bold", "offset": 0, "length": 0}]}, "ends after the end"),
        ({"text": "hi", "entities": [{"type": "bold", "offset": "0", "length": 1}]}, "must be Integers"),
        ({"text": "😀", "entities": [{"type": "bold", "offset": 0, "length": 1}]}, "in the middle"),
        ({"text": "hi", "reply_markup": {"inline_keyboard": [{"text": "A"}]}}, "must be arrays"),
        ({"text": "hi", "reply_markup": keyboard([])}, "not empty"),
        ({"text": "hi", "reply_markup": {"keyboard": []}}, "reply markup"),
        ({"text": "hi", "reply_markup": keyboard([{"text": "", "callback_data": "x"}])}, "text is empty"),
        ({"text": "hi", "reply_markup": keyboard([{"text": "A", "callback_data": ""}])}, "BUTTON_DATA_INVALID"),
        ({"text": "hi", "reply_markup": keyboard([{"text": "A", "callback_data": "é" * 33}])}, "BUTTON_DATA_INVALID"),
        ({"text": "hi", "reply_markup": keyboard([{"text": "A"}])}, "unallowed"),
        ({"text": "hi", "reply_markup": keyboard(*[[{"text": "A", "callback_data": "x"}]] * 101)}, "too long"),
    ],
)
@pytest.mark.parametrize("form", [False, True])
async def test_messages_that_telegram_refuses(ask: Asker, params: dict[str, Any], description: str, form: bool) -> None:
    if form and params.get("text") == 5:
        return  # in a form everything is a string
    status, said = await ask("sendMessage", form=form, **({"chat_id": ANA} | params))
    assert status == 400
    assert description in said
    assert ask.api.said(ANA) == []


async def test_what_telegram_takes(ask: Asker) -> None:
    status, message = await ask("sendMessage", chat_id=ANA, text="😀" * 2048)
    assert (status, message["text"]) == (200, "😀" * 2048)
    data = keyboard([{"text": "A", "callback_data": "é" * 32}])
    status, message = await ask("sendMessage", form=True, chat_id=ANA, text="hi", reply_markup=data)
    assert (status, message["reply_markup"]) == (200, data)


async def test_edits(ask: Asker) -> None:
    _, message = await ask("sendMessage", chat_id=ANA, text="hi")
    number = message["message_id"]
    ask.api.say(ANA, "mine")
    mine = ask.api.chat(ANA)[-1].id
    for params, description in (
        ({"message_id": number, "text": "hi"}, "message is not modified"),
        ({"message_id": 999, "text": "ho"}, "message to edit not found"),
        ({"message_id": mine, "text": "ho"}, "message can't be edited"),
        ({"message_id": number, "text": ""}, "message text is empty"),
    ):
        status, said = await ask("editMessageText", chat_id=ANA, **params)
        assert (status, description in said) == (400, True)
    assert (await ask("editMessageText", chat_id=ANA, message_id=number, text="ho"))[0] == 200
    assert [m.text for m in ask.api.said(ANA)] == ["ho"]


async def test_files(ask: Asker) -> None:
    assert (await ask("sendPhoto", form=True, chat_id=ANA, photo=PNG))[0] == 200
    for params, description in (
        ({"photo": b"GIF89a"}, "IMAGE_PROCESS_FAILED"),
        ({"photo": PNG, "caption": "a" * 1025}, "caption is too long"),
        ({"photo": "AgAD"}, "wrong remote file identifier"),
    ):
        status, said = await ask("sendPhoto", form=True, chat_id=ANA, **params)
        assert (status, description in said) == (400, True)
    status, said = await ask("editMessageText", chat_id=ANA, message_id=ask.api.said(ANA)[0].id, text="x")
    assert "no text in the message" in said


async def test_people_who_left_and_presses_nobody_made(ask: Asker) -> None:
    ask.api.block(ANA)
    assert (await ask("sendMessage", chat_id=ANA, text="hi"))[0] == 403
    status, said = await ask("answerCallbackQuery", callback_query_id="1")
    assert (status, "query is too old" in said) == (400, True)


async def test_commands(ask: Asker) -> None:
    for commands, language in (
        ([{"command": "Help", "description": "x"}], ""),
        ([{"command": "h" * 33, "description": "x"}], ""),
        ([{"command": "help", "description": ""}], ""),
        ([{"command": "help", "description": "x" * 257}], ""),
        ([{"command": "help", "description": "x"}] * 101, ""),
        ([{"command": "help", "description": "x"}], "pt-BR"),
    ):
        assert (await ask("setMyCommands", commands=commands, language_code=language))[0] == 400


async def test_updates_and_webhooks_exclude_each_other(ask: Asker) -> None:
    number = ask.api.say(ANA, "hi")
    status, got = await ask("getUpdates")
    assert [u["update_id"] for u in got] == [number]
    assert (await ask("getUpdates", offset=number + 1)) == (200, [])
    assert (await ask("setWebhook", url="http://example.org/x"))[0] == 400
    assert (await ask("setWebhook", url="https://example.org/x", secret_token="no good"))[0] == 400
    assert (await ask("setWebhook", url="https://example.org/x", secret_token="good"))[0] == 200
    status, said = await ask("getUpdates")
    assert (status, "webhook is active" in said) == (409, True)


async def test_tokens_and_methods_must_be_known(ask: Asker) -> None:
    assert (await ask("getMe"))[0] == 200
    assert (await ask("sendTelegram"))[0] == 404
    async with aiohttp.ClientSession() as client, client.post(f"{ask.api.base}/bot{ask.api.token}x/getMe") as response:
        assert response.status == 401


async def test_the_verbs_of_people_from_another_process(ask: Asker) -> None:
    async with aiohttp.ClientSession() as client:
        for verb, given in (("say", {"user": ANA, "text": "hi"}), ("chat", {"user": ANA})):
            async with client.post(f"{ask.api.base}/people/{verb}", json=given) as response:
                answer = await response.json()
        assert [m["text"] for m in answer] == ["hi"]


async def test_more_than_thirty_messages_in_a_second_are_too_many(ask: Asker) -> None:
    now = 100.0
    ask.api.flood = Flood(lambda: now)
    for number in range(15):
        ask.api.say(ANA + number, "hi")
        status, shown = await ask("sendMessage", chat_id=ANA + number, text="hello")
        assert status == 200
        edit = {"chat_id": ANA + number, "message_id": shown["message_id"], "text": "good day"}
        assert (await ask("editMessageText", **edit))[0] == 200
    assert await ask("sendMessage", chat_id=ANA, text="and?") == (429, "Too Many Requests: retry after 3")
    now += 1.0
    assert (await ask("sendMessage", chat_id=ANA, text="and?"))[0] == 200
    assert ask.api.flood.busiest == 30
