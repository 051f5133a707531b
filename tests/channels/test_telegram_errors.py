"""The Bot API's errors: the table, and that both libraries bring each of them to us as the same error."""

from __future__ import annotations

import pytest

from bot.channels.telegram.errors import Contested, TokenRefused, Uneditable, Unmodified, send_error
from bot.channels.telegram.writing import Call
from bot.ports import Disconnected, Rejected, SendError, Throttled, Unreachable
from tests.channels.telegram_harness import ANA, LIBRARIES, telegram
from tests.fakes.bot_api import BotApi

CASES: list[tuple[int, str, int | None, type[SendError]]] = [
    (429, "Too Many Requests: retry after 5", 5, Throttled),
    (429, "Too Many Requests: retry after 5", None, Throttled),
    (403, "Forbidden: bot was blocked by the user", None, Unreachable),
    (403, "Forbidden: user is deactivated", None, Unreachable),
    (403, "Forbidden: bot can't initiate conversation with a user", None, Unreachable),
    (400, "Bad Request: chat not found", None, Unreachable),
    (400, "Bad Request: user is deactivated", None, Unreachable),
    (400, "Bad Request: PEER_ID_INVALID", None, Unreachable),
    (400, "Bad Request: message is not modified: specified new message content …", None, Unmodified),
    (400, "Bad Request: message to edit not found", None, Uneditable),
    (400, "Bad Request: message can't be edited", None, Uneditable),
    (400, "Bad Request: MESSAGE_ID_INVALID", None, Uneditable),
    (400, "Bad Request: there is no text in the message to edit", None, Uneditable),
    (400, "Bad Request: message is too long", None, Rejected),
    (400, "Bad Request: BUTTON_DATA_INVALID", None, Rejected),
    (413, "Request Entity Too Large", None, Rejected),
    (401, "Unauthorized", None, TokenRefused),
    (404, "Not Found", None, TokenRefused),
    (409, "Conflict: terminated by other getUpdates request", None, Contested),
    (500, "Internal Server Error", None, Disconnected),
    (502, "Bad Gateway", None, Disconnected),
    (504, "Gateway Timeout", None, Disconnected),
]


def hello() -> Call:
    return Call("sendMessage", {"chat_id": ANA, "text": "hi"})


@pytest.mark.parametrize(("code", "description", "retry_after", "kind"), CASES)
def test_the_table(code: int, description: str, retry_after: int | None, kind: type[SendError]) -> None:
    error = send_error(code, description, retry_after)
    assert type(error) is kind
    if isinstance(error, Throttled):
        assert error.seconds == 5


def test_no_code_is_trouble_of_the_network_unless_it_says_otherwise() -> None:
    assert type(send_error(None, "Timed out")) is Disconnected
    assert type(send_error(None, "Too Many Requests")) is Throttled


@pytest.mark.parametrize("library", LIBRARIES)
async def test_each_error_is_the_same_through_either_library(library: str) -> None:
    async with telegram(library, "sending only") as harness:
        harness.api.say(ANA, "hi")
        for code, description, retry_after, kind in CASES:
            harness.api.fail("sendMessage", code, description, retry_after=retry_after)
            with pytest.raises(SendError) as caught:
                await harness.channel._driver.call(hello())
            assert type(caught.value) is kind, (code, description)
            if isinstance(caught.value, Throttled):
                assert caught.value.seconds == 5


@pytest.mark.parametrize("library", LIBRARIES)
async def test_what_is_not_telegram_speaking_says_nothing_of_the_person(library: str) -> None:
    async with telegram(library, "sending only") as harness:
        harness.api.say(ANA, "hi")
        for status, page in (
            (403, "<html>Blocked by your firewall"),
            (502, "<html>"),
            (200, "<html>"),
            (200, '{"ok":'),
        ):
            harness.api.garble("sendMessage", status, page)
            with pytest.raises(Disconnected):
                await harness.channel._driver.call(hello())
        harness.api.garble("sendMessage", 413, "<html>Request Entity Too Large")
        with pytest.raises(Rejected):
            await harness.channel._driver.call(hello())


@pytest.mark.parametrize("library", LIBRARIES)
async def test_silence_refused_connections_and_slowness_are_disconnections_that_hide_the_token(library: str) -> None:
    async with telegram(library, "sending only") as harness:
        driver, api = harness.channel._driver, harness.api
        api.say(ANA, "hi")
        api.drop("sendMessage")
        api.delay("sendMessage", 0.5)
        errors = []
        for seconds in (5.0, 0.05):
            with pytest.raises(Disconnected) as caught:
                await driver.call(hello(), seconds=seconds)
            errors.append(caught.value)
        await api.stop()
        with pytest.raises(Disconnected) as caught:
            await driver.call(hello())
        errors.append(caught.value)
        assert all(api.token not in str(error) and error.__cause__ is None for error in errors)


@pytest.mark.parametrize("library", LIBRARIES)
async def test_a_wrong_token_is_refused_by_name(library: str) -> None:
    async with telegram(library, "sending only") as harness:
        harness.api.token = "1:another"
        with pytest.raises(Rejected, match="TELEGRAM_BOT_TOKEN"):
            await harness.channel.username()


@pytest.mark.parametrize("library", LIBRARIES)
async def test_a_reply_whose_answer_was_lost_is_sent_again(library: str) -> None:
    """At least once, outward: the platform has no way to tell that it is the same message."""
    async with telegram(library, "sending only") as harness:
        harness.api.say(ANA, "hi")
        harness.api.drop("sendMessage", done=True)
        with pytest.raises(Disconnected):
            await harness.channel._driver.call(hello())
        assert [m.text for m in harness.api.said(ANA)] == ["hi"]


def test_the_fake_and_the_test_agree_on_the_token() -> None:
    assert ":" in BotApi().token
