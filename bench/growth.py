"""What an answer costs when many have been here: the same people, in a database with a thousand learners and in one with very
many, in turn."""

from __future__ import annotations

import argparse
import asyncio
import sqlite3
import tempfile
from dataclasses import dataclass, field
from statistics import median

from bench.house import AT_ONCE, SETTLED, House

FEW, MANY = 1_000, 1_000_000
ATTEMPTS = 10  # of each learner
SPREAD = 16  # parts between which those who practise are let in: their rows lie all over the file
ROUNDS = 5

# Of everybody: ten answers of which three are kept in words, on three days, the cards that they moved, and four updates.
_MANY = """
    WITH RECURSIVE n(i) AS (SELECT :first UNION ALL SELECT i + 1 FROM n WHERE i + 1 < :until),
        k(j) AS (SELECT 0 UNION ALL SELECT j + 1 FROM k WHERE j < 9),
        of(ref, j) AS (SELECT ref, row_number() OVER (ORDER BY ref) - 1 FROM (SELECT ref FROM items ORDER BY ref LIMIT 10)),
        one AS (SELECT * FROM learners ORDER BY id LIMIT 1),
        card AS (SELECT * FROM cards WHERE skill = 'produce' LIMIT 1)
"""
_FILL = (
    "INSERT INTO learners (id, step, language, timezone, created_on, agreed_on, reachable, session_size, active_at, private, place) "
    f"{_MANY} SELECT i, 1, language, timezone, created_on, agreed_on, 1, 10, active_at, private, place FROM n, one",
    f"INSERT INTO identities (hash, learner_id, channel, address) {_MANY} SELECT randomblob(32), i, 'telegram', randomblob(40) FROM n",
    "INSERT INTO attempts (learner_id, item, skill, form, verdict, rating, at, day, hinted, seconds, answer) "
    f"{_MANY} SELECT i, ref, 'produce', 'type', 'correct', 3, active_at - j * 86400000000, created_on, 0, 9.0, "
    "CASE WHEN j < 3 THEN randomblob(40) END FROM n, of, one",
    "INSERT INTO cards (learner_id, item, skill, stability, difficulty, due, reviewed_at, reviewed_on, reviews, successes, lapses) "
    f"{_MANY} SELECT i, ref, skill, stability, difficulty, due, reviewed_at, reviewed_on, 1, 1, 0 FROM n, of, card",
    f"INSERT INTO days (learner_id, day, graded, right, seconds, mastered) {_MANY} "
    "SELECT i, date('2026-10-01', '+' || j || ' days'), 3, 3, 60.0, 0 FROM n, k WHERE j < 3",
    f"INSERT INTO asked (learner_id, item, last, right) {_MANY} SELECT i, ref, active_at, active_at FROM n, of, one",
    f"INSERT INTO updates (channel, key, learner_id, at, lease) {_MANY} "
    "SELECT 'telegram', 'k' || (i * 4 + j), i, active_at, active_at FROM n, k, one WHERE j < 4",
)


@dataclass
class Row:
    """The figures of one database."""

    learners: int
    attempts: int = 0
    gigabytes: float = 0.0
    per_second: list[float] = field(default_factory=list)
    cpu_ms: list[float] = field(default_factory=list)
    paced_ms: list[float] = field(default_factory=list)  # p99 at thirty answers a second


async def people(house: House, learners: int) -> None:
    """Fill a database with so many learners, and those who practise among them."""
    every = (1 + 2 * ROUNDS) * AT_ONCE
    step = every // SPREAD
    for _ in range(SPREAD):
        await house.settle(step)
        with sqlite3.connect(house.file) as conn:
            conn.execute("PRAGMA synchronous=OFF")
            conn.execute("PRAGMA cache_size=-400000")
            first = conn.execute("SELECT max(id) + 1 FROM learners").fetchone()[0]
            for statement in _FILL:
                conn.execute(statement, {"first": first, "until": first + learners // SPREAD})


async def run(*, few: int = FEW, many: int = MANY, seconds: float = 4.0) -> str:
    """The table; what the last row costs is a ratio to the first."""
    rows = [Row(few), Row(many)]
    with tempfile.TemporaryDirectory(prefix="doorway-bench-") as one, tempfile.TemporaryDirectory() as other:
        houses = [House(one), House(other)]
        for house, row in zip(houses, rows, strict=True):
            await people(house, row.learners)
            with sqlite3.connect(house.file) as conn:
                row.attempts = conn.execute("SELECT count(*) FROM attempts").fetchone()[0]
            row.gigabytes = house.file.stat().st_size / 1e9
        async with houses[0].open() as small, houses[1].open() as large:
            await asyncio.sleep(SETTLED)
            for house in houses:
                await house.load(0, 1.0, warm=1.0)
            for number in range(ROUNDS):
                turns = list(zip(houses, rows, (small, large), strict=True))
                for house, row, bot in turns if number % 2 else reversed(turns):
                    before, cpu = house.practising.updates, bot.cpu_seconds()
                    row.per_second.append((await house.load(1 + 2 * number, seconds)).per_second)
                    row.cpu_ms.append(1000 * (bot.cpu_seconds() - cpu) / (house.practising.updates - before))
                    row.paced_ms.append((await house.load(2 + 2 * number, seconds, rate=30.0)).quantile(0.99))
        for house, row in zip(houses, rows, strict=True):
            house.check(row.attempts)
    out = ["| learners | attempts | GB | answers/s | CPU ms | ratio | p99 ms at 30/s |", "|" + "---|" * 7]
    for row in rows:
        ratios = [mine / first for mine, first in zip(row.cpu_ms, rows[0].cpu_ms, strict=True)]
        out.append(
            f"| {row.learners:,} | {row.attempts:,} | {row.gigabytes:.2f} | {median(row.per_second):.0f} | {median(row.cpu_ms):.2f} "
            f"| {median(ratios):.2f} | {median(row.paced_ms):.1f} |"
        )
    return "\n".join(out)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--learners", type=int, default=MANY)
    print(asyncio.run(run(many=parser.parse_args().learners)))
