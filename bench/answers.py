"""A whole answer: webhook in, graded, remembered, committed (`synchronous=FULL`), reply accepted by a null Bot API.

`main.py run` as it is deployed, one process, one SQLite file; in the same run, alternating, a bare aiogram
echo and a bare python-telegram-bot echo, which store nothing: what is measured is the ratio to them.
"""

from __future__ import annotations

import asyncio
import itertools
import json
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, field
from statistics import median

from bench.echo_bots import BOTS, PATH, SECRET
from bench.load import Figures, Load, Reply, text_update
from bench.null_bot_api import NullBotApi
from bench.process import child, free_port

LEARNERS = 32
PACE = 30.0
SETTLED = 6.0  # seconds after which all that is loaded later (what happens by the clock) is there
ANSWERS = ("the constitution", "george washington", "we the people", "congress", "speech", "twenty seven")
TOKEN = "123456789:" + "A" * 35
_DATA = re.compile(rb'"callback_data":\s*"([^"]+)"')
_SETUP = ("language:en", "yes", "citizenship", "2008", "none", "senior:no", "state:MA")


@dataclass
class Row:
    """One bot's figures, of all rounds."""

    full: list[Figures] = field(default_factory=list)
    paced: list[Figures] = field(default_factory=list)
    first: list[float] = field(default_factory=list)  # seconds of the very first start, which reads the content
    start: list[float] = field(default_factory=list)  # … and of the next one, which finds it kept
    idle_mb: list[float] = field(default_factory=list)
    load_mb: list[float] = field(default_factory=list)
    cpu_ms: list[float] = field(default_factory=list)


class Learner:
    """What one learner sends: the first taps, then typed answers, and "5 more" whenever a session is over."""

    def __init__(self) -> None:
        self.setup = list(_SETUP)
        self.buttons: list[str] = []
        self.message = 1

    def next(self, turn: int, replies: Sequence[Reply]) -> tuple[str, str, int]:
        """What to do (`text` or `press`), with what, and how many replies it must get."""
        for reply in replies:
            if found := _DATA.findall(reply.body):
                self.buttons, self.message = [data.decode() for data in found], reply.message
        if turn == 0:
            return "text", "/start", 1
        if self.setup:
            wanted = self.setup.pop(0)
            press = next(data for data in self.buttons if data == wanted or data.endswith(f":{wanted}"))
            return "press", press, 2 if wanted in ("none", "state:MA") else 1
        if "go:more" in self.buttons:
            self.buttons = []
            return "press", "go:more", 1
        return "text", ANSWERS[turn % len(ANSWERS)], 2


def _press(number: int, learner: int, message: int, data: str) -> bytes:
    person = {"id": learner, "is_bot": False, "first_name": "L", "language_code": "en"}
    chat = {"id": learner, "type": "private", "first_name": "L"}
    carrier = {"message_id": message, "date": 1780000000, "chat": chat, "text": "x"}
    query = {"id": str(number), "from": person, "chat_instance": "1", "data": data, "message": carrier}
    return json.dumps({"update_id": number, "callback_query": query}).encode()


async def measure(row: Row, seconds: float, environment: dict[str, str] | None = None) -> None:
    """One round of the whole program."""
    api = NullBotApi()
    base = await api.start()
    port = free_port()
    count = itertools.count(1).__next__
    people: dict[int, Learner] = {}

    def script(learner: int, turn: int, replies: Sequence[Reply]) -> tuple[bytes, int]:
        person = people.setdefault(learner, Learner())
        what, given, expected = person.next(turn, replies)
        if what == "text":
            return text_update(count, learner, given), expected
        return _press(count(), learner, person.message, given), expected

    with tempfile.TemporaryDirectory(prefix="doorway-bench-") as folder:
        settings = {
            "DATABASE_URL": f"sqlite+aiosqlite:///{folder}/doorway.db",
            "TELEGRAM_BOT_TOKEN": TOKEN,
            "TELEGRAM_API_BASE": base,
            "PUBLIC_URL": f"http://127.0.0.1:{port}",
            "WEBHOOK_SECRET": SECRET,
            "PORT": str(port),
            "LOG_LEVEL": "error",
        }
        subprocess.run(
            [sys.executable, "main.py", "migrate"], env=os.environ | settings, check=True, capture_output=True
        )
        async with child(["main.py", "run"], port, env=settings | (environment or {})) as bot:
            row.first.append(bot.seconds_to_ready)
        async with child(["main.py", "run"], port, env=settings | (environment or {})) as bot:
            row.start.append(bot.seconds_to_ready)
            row.idle_mb.append(bot.megabytes())
            await asyncio.sleep(SETTLED)
            load = Load(api, port, script, path=PATH, secret=SECRET)
            await load.run(LEARNERS, seconds=1.0, warm=1.0)
            before, cpu = api.accepted, bot.cpu_seconds()
            figures = await load.run(LEARNERS, seconds=seconds, warm=0.0)
            row.full.append(figures)
            answers = (api.accepted - before) / 2
            row.cpu_ms.append(1000 * (bot.cpu_seconds() - cpu) / answers)
            row.paced.append(await load.run(LEARNERS, seconds=seconds, warm=0.5, rate=PACE))
            row.load_mb.append(bot.megabytes())
            await load.close()
            if load.faults:
                print(f"answers: {len(load.faults)} faults, e.g. {load.faults[0]}")
    await api.stop()


async def run(*, seconds: float = 5.0, rounds: int = 3) -> str:
    """The table: ours, and the bare echoes of the same run."""
    from bench import telegram_drivers as echo

    bare = {kind: echo.Row() for kind in tuple(BOTS)[:2]}
    ours = {"python-telegram-bot": Row(), "aiogram": Row()}
    for _ in range(rounds):
        for kind, echoed in bare.items():
            await echo.measure(kind, echoed, seconds)
        for library, row in ours.items():
            await measure(row, seconds, {"TELEGRAM_LIBRARY": library})
    base = median(figures.per_second for figures in next(iter(bare.values())).full)
    out = [
        "| | per second (min–max) | ratio to aiogram echo | p50 ms | p99 ms | p99 ms at 30/s | CPU ms | start s | MB idle | MB loaded |",
        "|" + "---|" * 10,
    ]
    rows: dict[str, echo.Row | Row] = {f"{kind}, stores nothing": row for kind, row in bare.items()}
    rows |= {f"**whole answer, {library}**": row for library, row in ours.items()}
    for name, each in rows.items():
        rates = [figures.per_second for figures in each.full]
        cells = [
            f"{median(rates):.0f} ({min(rates):.0f}–{max(rates):.0f})",
            f"{median(rates) / base:.2f}",
            f"{median(f.quantile(0.5) for f in each.full):.1f}",
            f"{median(f.quantile(0.99) for f in each.full):.1f}",
            f"{median(f.quantile(0.99) for f in each.paced):.1f}",
            f"{median(each.cpu_ms):.2f}",
            " then ".join(f"{median(times):.2f}" for times in (getattr(each, "first", []), each.start) if times),
            f"{median(each.idle_mb):.0f}",
            f"{median(each.load_mb):.0f}",
        ]
        out.append(f"| {name} | " + " | ".join(cells) + " |")
    return "\n".join(out)
