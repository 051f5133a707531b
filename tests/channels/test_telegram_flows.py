"""The calls we make, long polling, and presses; over real HTTP, with both libraries."""

from __future__ import annotations

import asyncio
import json
from contextlib import suppress
from typing import Any

import pytest

from bot.channels.telegram import load_driver
from bot.channels.telegram.channel import TelegramChannel
from bot.messages import Address, Button, Document, Incoming, Outgoing, Picture, Press, Text
from tests.channels.contract import PNG, heard
from tests.channels.telegram_harness import ANA, LIBRARIES, SECRET, telegram
from tests.fakes.bot_api_rules import Uploaded

BEN = ANA + 1
both = pytest.mark.parametrize("library", LIBRARIES)


# --- the same calls ---


async def test_both_libraries_make_the_same_calls() -> None:
    """Same `Outgoing` → same method, same parameters, same bytes of files, as they arrive over HTTP."""
    rows = ((Button("A", "p", "1"),),)
    messages = [
        Outgoing("😀 **hi** & <b>", rows),
        Outgoing("now", replaces="2"),
        Outgoing("map", rows, picture=Picture(PNG, "alt")),
        Outgoing("**file**", document=Document('"ñ\r\n.json', b'{"a": "\x00\xff"}', "application/json")),
    ]
    made: dict[str, list[tuple[str, dict[str, Any]]]] = {}
    for library in LIBRARIES:
        async with telegram(library, "sending only") as harness:
            harness.api.say(ANA, "hi")
            for message in messages:
                await harness.channel.send(Address("telegram", str(ANA)), message)
            await harness.channel.set_up({"en": {"help": "Help"}}, "https://example.org/x", SECRET)
            made[library] = harness.api.calls
            assert harness.api.refusals == []
    first, second = (sorted(calls, key=lambda call: json.dumps(call, default=str)) for calls in made.values())
    assert first == second
    upload = next(params["document"] for method, params in first if method == "sendDocument")
    assert isinstance(upload, Uploaded)
    assert upload.content == b'{"a": "\x00\xff"}'


# --- replies ---


@both
async def test_a_reply_names_the_message_by_its_receipt(library: str) -> None:
    async with telegram(library, "polling") as harness:
        harness.api.say(ANA, "hi")
        receipt = await harness.channel.send(Address("telegram", str(ANA)), Outgoing("What is a noun?"))
        assert receipt is not None
        harness.api.reply(ANA, int(receipt), "A name of a thing.")
        await harness.until(lambda: len(harness.heard) == 2)
        assert harness.heard[1].input == Text("A name of a thing.", receipt)
        assert harness.api.refusals == []


# --- polling ---


@both
async def test_what_waits_while_the_bot_is_down_is_answered(library: str) -> None:
    async with telegram(library, "sending only") as harness:
        api, channel = harness.api, harness.channel
        api.webhook = "http://127.0.0.1:9/left-behind"
        numbers = [api.say(user, f"{n}") for n in range(70) for user in (ANA, BEN)]
        polling = asyncio.create_task(channel.poll(harness.receive))
        await api.until(lambda: len(harness.heard) == 140 and not api.pending)
        polling.cancel()
        assert api.webhook is None
        assert sorted(int(incoming.id) for incoming in harness.heard) == numbers
        for user in (ANA, BEN):
            mine = [incoming.input for incoming in harness.heard if incoming.address.user == str(user)]
            assert mine == [Text(f"{n}") for n in range(70)]


@both
async def test_a_batch_is_confirmed_only_after_it_was_taken(library: str) -> None:
    async with telegram(library, "sending only") as harness:
        api, channel = harness.api, harness.channel
        api.say(ANA, "slow")
        api.say(BEN, "quick")
        held = asyncio.Event()

        async def receive(incoming: Incoming) -> None:
            await harness.receive(incoming)
            if incoming.input == Text("slow"):
                await held.wait()

        polling = asyncio.create_task(channel.poll(receive))
        await api.until(lambda: len(harness.heard) == 2)  # Ben does not wait for Ana
        asked = [params for method, params in api.calls if method == "getUpdates"]
        assert len(asked) == 1
        assert len(api.pending) == 2
        held.set()
        await api.until(lambda: not api.pending)
        polling.cancel()


@both
async def test_a_process_that_dies_while_answering_is_asked_again(library: str) -> None:
    async with telegram(library, "sending only") as harness:
        api, channel = harness.api, harness.channel
        number = api.say(ANA, "hi")

        async def receive(incoming: Incoming) -> None:
            await harness.receive(incoming)
            await asyncio.Event().wait()

        dying = asyncio.create_task(channel.poll(receive))
        await api.until(lambda: harness.heard)
        dying.cancel()
        with suppress(asyncio.CancelledError):
            await dying
        living = asyncio.create_task(channel.poll(harness.receive))
        await api.until(lambda: not api.pending)
        living.cancel()
        assert [incoming.id for incoming in harness.heard] == [str(number)] * 2


@both
async def test_one_persons_failure_does_not_repeat_or_hold_up_the_others(library: str) -> None:
    async with telegram(library, "sending only") as harness:
        api, channel = harness.api, harness.channel
        failing = True

        async def receive(incoming: Incoming) -> None:
            await harness.receive(incoming)
            if failing and incoming.address.user == str(ANA):
                raise RuntimeError("the store is down")

        api.say(ANA, "one")
        api.say(BEN, "one")
        api.say(ANA, "two")
        polling = asyncio.create_task(channel.poll(receive))
        await api.until(lambda: len([i for i in harness.heard if i.address.user == str(ANA)]) >= 3)
        api.say(BEN, "two")
        await api.until(lambda: Text("two") in [i.input for i in harness.heard])
        failing = False
        await api.until(lambda: not api.pending)
        polling.cancel()
        assert [i.input for i in harness.heard if i.address.user == str(BEN)] == [Text("one"), Text("two")]
        assert [i.input for i in harness.heard if i.address.user == str(ANA)][-2:] == [Text("one"), Text("two")]


@both
async def test_polling_survives_every_trouble(library: str) -> None:
    async with telegram(library, "sending only") as harness:
        api, channel = harness.api, harness.channel
        api.fail("deleteWebhook", 502, "Bad Gateway")
        api.drop("getUpdates", times=2)
        api.garble("getUpdates")
        api.fail("getUpdates", 409, "Conflict: terminated by other getUpdates request")
        api.fail("getUpdates", 401, "Unauthorized")
        api.fail("getUpdates", 429, "Too Many Requests: retry after 0", retry_after=None)
        api.troubles[-1].refusal.retry_after = 1  # type: ignore[union-attr]
        api.say(ANA, "still there?")
        polling = asyncio.create_task(channel.poll(harness.receive))
        await api.until(lambda: not api.pending)
        polling.cancel()
        assert [incoming.input for incoming in harness.heard] == [Text("still there?")]


async def test_two_that_poll_are_told_of_each_other(capsys: pytest.CaptureFixture[str]) -> None:
    async with telegram("python-telegram-bot", "polling") as first:
        await first.api.until(lambda: first.api._poller)
        second = TelegramChannel(
            load_driver(token=first.api.token, api_base=first.api.base, library="python-telegram-bot")
        )
        polling = asyncio.create_task(second.poll(first.receive))
        await first.api.until(lambda: any("terminated by other" in text for _, text in first.api.refusals))
        first.api.say(ANA, "hi")
        await heard(first)
        polling.cancel()
        await second.close()
    assert "this bot is also run elsewhere" in capsys.readouterr().out


@both
@pytest.mark.parametrize("way", ["polling", "webhook"])
async def test_a_press_is_acknowledged_after_it_was_taken(library: str, way: str) -> None:
    async with telegram(library, way) as harness:
        api = harness.api
        api.say(ANA, "hi")
        await heard(harness)
        receipt = await harness.channel.send(harness.heard[0].address, Outgoing("?", ((Button("A", "p", "1"),),)))
        harness.refuse = 1_000_000
        api.tap(ANA, "A")
        await api.until(lambda: len(harness.heard) >= 3)
        assert [query.answered for query in api.queries.values()] == [0]
        harness.refuse = 0
        await api.until(lambda: [query.answered for query in api.queries.values()] == [1])
        assert {incoming.input for incoming in harness.heard[1:]} == {Press("p", "1", receipt)}
        acknowledged = [params for method, params in api.calls if method == "answerCallbackQuery"]
        assert acknowledged == [{"callback_query_id": next(iter(api.queries))}]


@both
async def test_a_press_too_old_to_acknowledge_is_no_matter(library: str) -> None:
    async with telegram(library, "polling") as harness:
        harness.api.press(ANA, 99, "old:1")
        harness.api.queries.clear()
        harness.api.say(ANA, "hi")
        assert [incoming.input for incoming in await heard(harness, 2)] == [Press("old", "1", "99"), Text("hi")]
        await harness.api.until(lambda: harness.api.refusals)
