"""What Telegram is told at start, and what a start survives; with both libraries."""

from __future__ import annotations

import subprocess
import sys

import pytest

from bot.channels.telegram import connect, driver_of
from bot.messages import Text
from bot.ports import Rejected
from tests.channels.contract import heard
from tests.channels.telegram_harness import ANA, LIBRARIES, SECRET, served, telegram
from tests.fakes.bot_api import BotApi

both = pytest.mark.parametrize("library", LIBRARIES)

COMMANDS = {
    "en": {"practice": "Practice now", "help": "Help"},
    "es": {"practice": "Practicar", "help": "Ayuda"},
    "pt-BR": {"practice": "Praticar", "help": "Ajuda"},
    "ht": {"practice": "Pratike", "help": "Èd"},
    "fil": {"practice": "x", "help": "x" * 300},
}


@both
async def test_commands_are_set_in_every_language_and_english_is_the_default(library: str) -> None:
    async with telegram(library, "sending only") as harness:
        await harness.channel.set_up(COMMANDS, None, None)
        assert set(harness.api.commands) == {"", "en", "es", "pt", "ht"}
        assert harness.api.commands[""] == harness.api.commands["en"]
        assert harness.api.commands["pt"][1] == {"command": "help", "description": "Ajuda"}


@both
async def test_the_webhook_is_set_with_its_secret_and_drops_nothing(library: str) -> None:
    async with telegram(library, "sending only") as harness:
        harness.api.say(ANA, "while you were away")
        async with served(harness.channel, harness) as url:
            await harness.channel.set_up({}, url, SECRET)
            assert (harness.api.webhook, harness.api.secret) == (url, SECRET)
            assert harness.api.allowed == {"message", "edited_message", "callback_query", "my_chat_member"}
            assert (await heard(harness))[0].input == Text("while you were away")
        await harness.channel.set_up({}, None, None)
        assert harness.api.webhook is None


@both
async def test_a_start_without_telegram_goes_on_and_sets_up_later(library: str) -> None:
    async with telegram(library, "sending only") as harness:
        harness.api.drop("deleteWebhook", times=2)
        harness.api.fail("setMyCommands", 429, "Too Many Requests: retry after 1", retry_after=1)
        await harness.channel.set_up(COMMANDS, None, None)
        await harness.api.until(lambda: len(harness.api.commands) == 5)


@both
async def test_what_only_a_person_can_mend_stops_the_start(library: str) -> None:
    async with telegram(library, "sending only") as harness:
        with pytest.raises(Rejected, match=r"(?i)PUBLIC_URL: .*https"):
            await harness.channel.set_up({}, "http://example.org/x", SECRET)
        with pytest.raises(ValueError, match="secret"):
            await harness.channel.set_up({}, "https://example.org/x", None)
        harness.api.token = "1:other"
        with pytest.raises(Rejected, match="TELEGRAM_BOT_TOKEN"):
            await harness.channel.set_up({}, None, None)


@both
async def test_a_list_of_commands_that_is_refused_does_not_stop_the_start(library: str) -> None:
    async with telegram(library, "sending only") as harness:
        await harness.channel.set_up({"en": {"Bad Name": "x"}, "es": {"ok": "x"}}, None, None)
        assert set(harness.api.commands) == {"es"}


@both
async def test_connect_gives_a_channel_that_knows_its_bot(library: str) -> None:
    async with BotApi() as api:
        channel = await connect(token=api.token, api_base=api.base + "/", library=library)
        assert channel.name == "telegram"
        assert await channel.username() == "doorway_test_bot"
        await channel.close()


async def test_an_unknown_library_is_named() -> None:
    with pytest.raises(ValueError, match="TELEGRAM_LIBRARY"):
        await connect(token="1:a", api_base="http://127.0.0.1:1", library="telethon")


@pytest.mark.parametrize(("library", "module"), [("python-telegram-bot", "telegram"), ("aiogram", "aiogram")])
def test_only_the_chosen_library_is_imported(library: str, module: str) -> None:
    code = (
        "import sys, asyncio, bot.channels.telegram as t\n"
        "assert not {'telegram', 'aiogram', 'pyreqwest'} & set(sys.modules)\n"
        f"asyncio.run(t.connect(token='1:aaaaaaaaaaaaaaaaaaaaaaa', api_base='http://x', library={library!r}))\n"
        "print(*({'telegram', 'aiogram'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert (done.stdout.split(), done.stderr) == ([module], "")


def test_python_telegram_bot_loads_the_pool_that_is_not_used_only_for_who_uses_it() -> None:
    code = """
import sys, asyncio, bot.channels.telegram as t
asyncio.run(t.connect(token='1:aaaaaaaaaaaaaaaaaaaaaaa', api_base='http://x', library='python-telegram-bot'))
assert 'httpx' not in sys.modules
from telegram.request import HTTPXRequest
asyncio.run(HTTPXRequest().shutdown())
assert 'httpx' in sys.modules
"""
    subprocess.run([sys.executable, "-c", code], check=True, timeout=60)


def test_aiogram_completes_no_model_that_is_not_used() -> None:
    driver_of("aiogram")
    from aiogram.types import Message

    assert not Message.__pydantic_complete__
