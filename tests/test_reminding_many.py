"""Seven in the evening, on Telegram: over a hundred people are reminded while somebody answers questions."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from cryptography.fernet import Fernet

from bot.jobs.reminders import remind_all
from bot.lessons.live import LiveContent
from bot.messages import Address, Incoming, Text
from bot.ports import Changes, Dispatch, Known, Learner
from storage.store import SqlStore
from tests.fakes.bot_api import TOKEN, BotApi
from tests.program import SECRET, Program

ANA = 4711
PEOPLE = 120


async def committed(url: str, key: str, content: LiveContent) -> None:
    """It has struck seven: reminders are committed, and none is sent yet."""
    store, struck = await SqlStore.open(url, key), datetime.now(UTC).replace(microsecond=0)
    before = struck - timedelta(days=1)
    person = Learner(
        agreed_on=date(2026, 1, 1),
        goal="citizenship",
        test="2008",
        state="MA",
        timezone="UTC",
        reminder=f"{struck:%H:%M}",
    )
    for number in range(PEOPLE):
        met = Incoming(f"met {number}", Address("telegram", str(1000 + number)), before, Text("hi"))
        await store.save(met, Known(None), Changes(learner=person))

    def post(_: Dispatch) -> None:
        """The process ends."""

    assert await remind_all(store, post, content.phrases, struck) == PEOPLE
    await store.close()


@pytest.mark.parametrize("library", ["python-telegram-bot", "aiogram"])
async def test_over_a_hundred_are_reminded_once_while_somebody_is_answered(
    library: str, tmp_path: Path, content: LiveContent
) -> None:
    async with BotApi() as api:
        key = Fernet.generate_key().decode()
        program = Program(
            tmp_path,
            TELEGRAM_BOT_TOKEN=TOKEN,
            TELEGRAM_API_BASE=api.base,
            TELEGRAM_LIBRARY=library,
            WEBHOOK_SECRET=SECRET,
            DATA_KEY=key,
        )
        program.environment["PUBLIC_URL"] = program.base
        await committed(program.environment["DATABASE_URL"], key, content)

        def reminded() -> int:
            return sum(bool(api.said(1000 + number)) for number in range(PEOPLE) if 1000 + number in api.chats)

        def button(choice: str) -> tuple[int, str] | None:
            shown = [(each.id, data) for each in api.said(ANA) for row in each.buttons for _, data in row]
            return next((found for found in reversed(shown) if found[1].endswith(f":{choice}")), None)

        async def choose(choice: str) -> None:
            message, data = await api.until(lambda: button(choice))
            before = [(each.id, each.text) for each in api.said(ANA)]
            api.press(ANA, message, data)
            await api.until(lambda: [(each.id, each.text) for each in api.said(ANA)] != before)

        for number in range(PEOPLE):
            api.chats[1000 + number] = api.new_chat()
        async with program:
            await api.until(lambda: reminded() >= 10)
            api.say(ANA, "/start")
            for choice in ("en", "yes", "citizenship", "2008"):
                await choose(choice)
            assert reminded() < PEOPLE - 20  # the answers were not behind them
            assert await program.stop() == 0  # in the middle of it
        assert reminded() < PEOPLE
        async with program:
            await api.until(lambda: reminded() == PEOPLE, seconds=30)
            assert await program.stop() == 0
    assert api.refusals == []
    sent = Counter(call["chat_id"] for method, call in api.calls if method == "sendMessage")
    assert {sent[1000 + number] for number in range(PEOPLE)} == {1}
