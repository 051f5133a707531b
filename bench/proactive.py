"""Seven in the evening: 25,000 reminders leave by Telegram, and some people practise meanwhile. `main.py run` as it is deployed, webhook,
one process, one SQLite file; the null Bot API notes when each call came, and which of them Telegram would have refused: the
thirty-first of any second. In the same run, without reminders, what an answer takes then."""

from __future__ import annotations

import asyncio
import sqlite3
import tempfile
import time
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bench.house import AT_ONCE, SETTLED, House
from bench.load import Figures
from bench.null_bot_api import NullBotApi, OnCall
from bot.channels.telegram.channel import PACE
from bot.jobs.reminders import remind_all
from bot.lessons.live import LiveContent
from bot.messages import Address, Incoming, Text
from bot.ports import Changes, Dispatch, Known, Learner
from storage.store import SqlStore

CONTENT = Path(__file__).parent.parent / "content"
PEOPLE, FIRST = 25_000, 1_000_000  # who are reminded, and the number of the first of them
PRACTISING, RATE, WARM = 8, 2.0, 5.0  # who practise meanwhile, their updates a second, seconds before they count
TOGETHER = 500  # people who are put into the database at once


@dataclass
class Calls:
    """When calls came that put something before somebody: of reminders, and of answers."""

    reminders: list[float] = field(default_factory=list)
    answers: list[float] = field(default_factory=list)

    def note(self, chat: int) -> None:
        (self.reminders if chat >= FIRST else self.answers).append(time.perf_counter())

    def within(self, begin: float, end: float) -> Calls:
        """Those of a stretch of time."""
        kept = [times[bisect_left(times, begin) : bisect_left(times, end)] for times in (self.reminders, self.answers)]
        return Calls(*kept)

    @property
    def all(self) -> list[float]:
        return sorted(self.reminders + self.answers)

    def most(self) -> int:
        """The most calls in any second."""
        times = self.all
        return max(bisect_left(times, begin + 1.0) - number for number, begin in enumerate(times))

    def refused(self) -> int:
        """Calls that came when thirty of the second before had been taken."""
        taken: list[float] = []
        for at in self.all:
            if len(taken) - bisect_left(taken, at - 1.0) < PACE:
                taken.append(at)
        return len(self.all) - len(taken)


async def remind_everybody(url: str, key: str, people: int) -> float:
    """Put people into a database whose hour it is, and let the job remind them; returns the seconds that the job took. Nobody
    sends: the program is yet to start."""
    store, struck = await SqlStore.open(url, key), datetime.now(UTC).replace(microsecond=0)
    before = struck - timedelta(days=1)
    person = Learner(
        agreed_on=before.date(),
        created_on=before.date(),
        goal="citizenship",
        test="2008",
        state="MA",
        timezone="UTC",
        reminder=f"{struck:%H:%M}",
    )
    for start in range(FIRST, FIRST + people, TOGETHER):
        met = [
            Incoming(f"met {number}", Address("telegram", str(number)), before, Text("hi"))
            for number in range(start, min(start + TOGETHER, FIRST + people))
        ]
        await asyncio.gather(*(store.save(each, Known(None), Changes(learner=person)) for each in met))

    def post(_: Dispatch) -> None:
        """It waits in the database."""

    began = time.perf_counter()
    reminded = await remind_all(store, post, LiveContent(CONTENT).phrases, struck)
    took = time.perf_counter() - began
    await store.close()
    if reminded != people:
        raise RuntimeError(f"{people} were to be reminded, and {reminded} were")
    return took


class Evening(NullBotApi):
    """Telegram's side, which notes what it is sent; those who practise are told of what comes for them alone."""

    def __init__(self) -> None:
        self.calls = Calls()
        self._practising: OnCall | None = None
        super().__init__()

    @property
    def on_call(self) -> OnCall | None:
        return self._note

    @on_call.setter
    def on_call(self, told: OnCall | None) -> None:
        self._practising = told

    def _note(self, method: bytes, chat: int, message: int, body: bytes) -> None:
        self.calls.note(chat)
        if chat < FIRST and self._practising is not None:
            self._practising(method, chat, message, body)


def waiting(house: House) -> int:
    """Messages that are not sent yet."""
    with sqlite3.connect(house.file) as conn:
        return int(conn.execute("SELECT count(*) FROM updates WHERE replies IS NOT NULL").fetchone()[0])


def row(name: str, calls: Calls, seconds: float, figures: Figures | None, megabytes: float) -> Sequence[str]:
    """A line of the table."""
    many = len(calls.all)
    return (
        name,
        f"{len(calls.reminders) / seconds:.1f}",
        f"{len(calls.answers) / seconds:.1f}",
        f"{100 * many / seconds / PACE:.1f}" if calls.reminders else "",
        f"{calls.most()}" if many else "",
        f"{calls.refused()}",
        f"{figures.quantile(0.5):.1f} / {figures.quantile(0.99):.1f}" if figures else "",
        f"{megabytes:.0f}",
    )


async def run(*, seconds: float = 30.0, people: int = PEOPLE) -> str:
    """Measure; returns the table and what stands below it."""
    rows: list[Sequence[str]] = []
    with tempfile.TemporaryDirectory(prefix="doorway-bench-") as folder:
        evening = Evening()
        house = House(folder, evening)
        await house.settle(2 * AT_ONCE)
        async with house.open() as bot:
            await asyncio.sleep(SETTLED)
            began = time.perf_counter()
            figures = await house.load(0, seconds, warm=WARM, rate=RATE, people=PRACTISING)
            calls = evening.calls.within(began + WARM, began + WARM + seconds)
            rows.append(row("nobody is reminded", calls, seconds, figures, bot.megabytes()))
        took = await remind_everybody(house.url, house.key, people)
        evening.calls = Calls()
        async with house.open() as bot:
            await asyncio.sleep(SETTLED)
            began = time.perf_counter()
            await asyncio.sleep(seconds)
            calls = evening.calls.within(began, began + seconds)
            rows.append(row("reminders alone", calls, seconds, None, bot.megabytes()))
            began = time.perf_counter()
            figures = await house.load(1, seconds, warm=WARM, rate=RATE, people=PRACTISING)
            calls = evening.calls.within(began + WARM, began + WARM + seconds)
            rows.append(row("reminders, and people practise", calls, seconds, figures, bot.megabytes()))
        house.check()
        came, left = len(evening.calls.reminders), waiting(house)
        if came + left != people:
            raise RuntimeError(f"{came} reminders came and {left} wait, of {people}")
    out = [
        "| | reminders/s | calls of answers/s | % of the allowed rate | most in any second | refused | an answer, p50 / p99 ms | MB |",
        "|" + "---|" * 8,
        *("| " + " | ".join(cells) + " |" for cells in rows),
    ]
    below = f"The job committed {people:,} reminders in {took:.0f} s. Of {came:,} that came none came twice; {left:,} waited when it ended."
    return "\n".join(out) + f"\n\n{below}"
