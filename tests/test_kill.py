"""`kill -9` at twenty random moments of a hundred answers: nothing is lost, and nothing is graded twice."""

from __future__ import annotations

import asyncio
import random
from pathlib import Path

from bot.messages import Address, Incoming, Text
from storage.store import SqlStore
from tests.fakes.bot_api import TOKEN, BotApi
from tests.fakes.bot_api_methods import Shown
from tests.program import Program
from tests.world import Clock

ANA = 4711
ANSWERS, KILLS = 100, 20


async def test_killed_twenty_times_in_a_hundred_answers(tmp_path: Path) -> None:
    chance = random.Random(7)
    async with BotApi() as api:
        api.flood.most = 1000  # this person answers quicker than anybody could
        program = Program(tmp_path, TELEGRAM_BOT_TOKEN=TOKEN, TELEGRAM_API_BASE=api.base)
        await program.start()

        moments = iter(sorted(chance.sample(range(ANSWERS - 1), KILLS)))

        async def kill_now_and_then() -> None:
            """After twenty of the answers, chosen by chance, and a moment later: while the next one is on its way."""
            for moment in moments:
                await api.until(lambda moment=moment: answered >= moment, seconds=60)
                await asyncio.sleep(chance.uniform(0.0, 0.02))
                await program.kill()
                await program.start()

        def question() -> Shown | None:
            said = api.said(ANA)
            return said[-1] if said and said[-1].buttons else None

        async def press(choices: tuple[str, ...]) -> str:
            """Press the first of these choices that the newest question has; wait until that is answered."""
            shown = question()
            assert shown is not None
            data = [data for row in shown.buttons for _, data in row]
            found = [each for choice in choices for each in data if each.endswith(f":{choice}")]
            assert found, (shown.text, data)
            wanted = found[0]
            api.press(ANA, shown.id, wanted)
            before, buttons = (shown.id, shown.text), shown.buttons

            def answered_now() -> bool:
                now = question()
                # A message that was sent again after a crash carries the same buttons: it is no answer.
                return now is not None and (now.id, now.text) != before and now.buttons != buttons

            try:
                await api.until(answered_now, seconds=12)
            except TimeoutError:
                told = [(m.id, m.text[:60], m.buttons) for m in api.said(ANA)[-3:]]
                raise AssertionError(f"no answer to {wanted!r} of {before}; the chat ends {told}") from None
            return wanted.rpartition(":")[2]

        api.say(ANA, "/start")
        await api.until(question)
        for choice in ("en", "yes", "citizenship", "2008", "none", "no", "MA"):
            await press((choice,))
        answered = 0
        killing = asyncio.create_task(kill_now_and_then())
        while answered < ANSWERS:
            pressed = await press(("next", "start", "more", *(str(chance.randrange(3)) for _ in range(3)), "0", "skip"))
            answered += pressed.isdigit()
        await killing
        await program.stop()

        store = await SqlStore.open(program.environment["DATABASE_URL"], (tmp_path / "doorway.key").read_text().strip())
        found = await store.load(Incoming("last", Address("telegram", str(ANA)), Clock().now, Text("x")))
        assert found is not None
        assert found.learner is not None
        attempts = await store.attempts(found.learner.id)
        chosen = [attempt for attempt in attempts if attempt.form == "choose"]  # the rest are skips after a hint
        assert len(chosen) == answered  # every answer once: none lost, none doubled
        assert list(await store.unsent(all_processes=True)) == []
        await store.close()
        # What was sent and not yet marked so is sent again: an edit that changes nothing, and nothing worse.
        said = {(method, why) for method, why in api.refusals if method in ("sendMessage", "editMessageText")}
        assert all("not modified" in why for _, why in said), said
