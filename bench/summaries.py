"""Weekly summaries of classes of 25 with a year of history: every figure, rule and activity of one Monday morning, made, kept
and committed for sending, on SQLite."""

from __future__ import annotations

import argparse
import asyncio
import gc
import resource
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from random import Random
from statistics import median
from typing import Any

from cryptography.fernet import Fernet
from sqlalchemy import Connection, insert, text

from bot.jobs.summaries import summarise_all
from bot.lessons.live import LiveContent
from bot.lessons.memory import Card, Rating, review
from bot.lessons.model import Skill
from bot.messages import Address
from bot.ports import Dispatch, Links
from bot.ports.staff import Role
from bot.reports.week import make
from storage import models as m
from storage import staff_models as s
from storage.store import SqlStore
from storage.vault import Vault

CONTENT = Path(__file__).parent.parent / "content"
LEARNERS = 25
MONDAY = datetime(2026, 11, 23, 13, 0, tzinfo=UTC)  # eight in Boston
DAYS_A_WEEK, ANSWERS_A_DAY = 3, 12
MINUTE = timedelta(minutes=1)
QUICK, DISTINCT = 40, 20
COPIED = {
    m.learners: "id",
    m.attempts: "learner_id",
    m.days: "learner_id",
    m.asked: "learner_id",
    m.cards: "learner_id",
}


class Seed:
    """A year of classes, written straight into the tables: this bench is about reading."""

    def __init__(self, vault: Vault, content: LiveContent, weeks: int) -> None:
        self.vault, self.content, self.weeks = vault, content, weeks
        self.chance = Random(7)
        self.items = [
            *(question.id for question in content.catalogue.test("2008")),
            *(word.id for unit in content.catalogue.course.level("a1b") for word in unit.words.values()),
        ]
        self.refs = [vault.item_ref(item) for item in self.items]
        self.wrong = vault.lock("the bill of rights")
        self.place = vault.lock({"at": "menu", "token": "m1", "data": {}, "items": []})
        self.cards = self._a_memory()

    def _a_memory(self) -> list[Card]:
        at = MONDAY - timedelta(days=9)
        return [
            review(None, Rating.GOOD, item=item, skill=Skill.PRODUCE, now=at, day=at.date(), learner=1)
            for item in self.items
        ]

    def site(self, conn: Connection) -> None:
        """One site."""
        conn.execute(insert(s.sites), {"id": 1, "name": "Bench", "demo": False})

    def room(self, conn: Connection, number: int) -> None:
        """One class with its tutor, its learners and all they did. After the first twenty, people do what those of one of the
        first did: a thousand classes are there in minutes."""
        tutor = number * 100 + 99
        conn.execute(insert(m.learners), [self._learner(tutor, f"Tutor {number}")])
        address = Address("nowhere", str(tutor))
        identity = {
            "hash": self.vault.address_hash(address),
            "learner_id": tutor,
            "channel": "nowhere",
            "address": self.vault.lock(address.user),
        }
        conn.execute(insert(m.identities), identity)
        since = (MONDAY - timedelta(weeks=self.weeks)).date()
        conn.execute(insert(s.posts), {
            "id": number, "site_id": 1, "learner_id": tutor, "role": Role.TUTOR.value, "since": since, "language": "en",
            "private": self.vault.lock({"name": "Tutor", "email": None}), "day": 0, "hour": 8, "by": "chat",
        })  # fmt: skip
        conn.execute(insert(s.classes), {
            "id": number, "key": f"k{number}", "site_id": 1, "name": self.vault.lock(f"Class {number}"),
            "timezone": "America/New_York", "created_on": since,
        })  # fmt: skip
        began = MONDAY - timedelta(weeks=self.weeks)
        conn.execute(insert(s.teaching), {"class_id": number, "post_id": number, "since": began})
        learners, like = [number * 100 + n for n in range(LEARNERS)], (number - 1) % DISTINCT + 1
        if like == number:
            for id in learners:
                self._practised(conn, id)
        else:
            again(conn, number, like)
        conn.execute(insert(s.enrollments), [{"class_id": number, "learner_id": id, "since": began} for id in learners])
        conn.execute(insert(s.interviews), [
            {"learner_id": id, "value": self.vault.lock({"week": "2026-12-07", "shared": True})} for id in learners[:2]
        ])  # fmt: skip
        kept = {"made_at": MONDAY, "value": self.vault.lock({})}  # the Mondays before went well
        weeks = [(MONDAY - timedelta(weeks=back)).date() for back in range(2, 12)]
        conn.execute(insert(s.summaries), [{"class_id": number, "week": week, **kept} for week in weeks])
        work = {"title": "Ten questions", "items": self.items[:10]}
        conn.execute(insert(s.assignments), [
            {"class_id": number, "kind": "items", "due_on": (MONDAY - timedelta(weeks=back)).date() + timedelta(days=2),
             "made_at": MONDAY - timedelta(weeks=back, days=5), "made_by": number, "value": self.vault.lock(work)}
            for back in range(self.weeks)
        ])  # fmt: skip

    def _practised(self, conn: Connection, id: int) -> None:
        """A learner and all they did."""
        conn.execute(insert(m.learners), self._learner(id, f"Learner {id % 100}"))
        given = list(self._attempts(id))
        conn.execute(insert(m.attempts), given)
        conn.execute(insert(m.days), [self._day(id, list(of)) for _, of in groupby(given, key=itemgetter("day"))])
        conn.execute(insert(m.asked), self._asked(id, given))
        conn.execute(
            insert(m.cards), [self._card(id, card, ref) for card, ref in zip(self.cards, self.refs, strict=True)]
        )

    def _learner(self, id: int, name: str) -> dict[str, Any]:
        private = {
            "nickname": name, "goal": "both", "test": "2008", "senior": False, "state": "MA", "level": "a1b", "weekly_goal": 3,
            "placed_at": None, "unit": None, "bank": 0,
        }  # fmt: skip
        return {
            "id": id, "step": 1, "language": "es", "timezone": "America/New_York", "created_on": date(2025, 11, 24),
            "agreed_on": date(2025, 11, 24), "reachable": True, "session_size": 10, "active_at": MONDAY,
            "private": self.vault.lock(private), "place": self.place, "classes": 1, "staff": 0,
        }  # fmt: skip

    def _attempts(self, learner: int) -> Iterator[dict[str, Any]]:
        chance, quiet = self.chance, self.chance.randint(0, 3)  # some have been away for a while
        for back in range(self.weeks, quiet, -1):
            for day in sorted(chance.sample(range(7), DAYS_A_WEEK)):
                at = MONDAY - timedelta(weeks=back) + timedelta(days=day, hours=8)
                for n in range(ANSWERS_A_DAY):
                    right = chance.random() < 0.7
                    yield {
                        "learner_id": learner, "item": chance.choice(self.refs), "skill": "produce", "form": "type",
                        "verdict": "correct" if right else "incorrect", "rating": 3 if right else 1, "at": at + n * MINUTE / 2,
                        "day": at.date(), "hinted": False, "seconds": 9.0, "mastered": right and not n,
                        "answer": None if right or back > 12 else self.wrong,
                    }  # fmt: skip

    def _day(self, learner: int, given: list[dict[str, Any]]) -> dict[str, Any]:
        """A day as `storage.sums` adds it up."""
        return {
            "learner_id": learner, "day": given[0]["day"], "graded": len(given), "right": sum(each["rating"] == 3 for each in given),
            "seconds": given[0]["seconds"] + 30.0 * (len(given) - 1), "mastered": sum(each["mastered"] for each in given),
        }  # fmt: skip

    def _asked(self, learner: int, given: list[dict[str, Any]]) -> list[dict[str, Any]]:
        """When each item was answered last, and last rightly."""
        out: dict[int, dict[str, Any]] = {}
        for each in given:
            last = out.setdefault(each["item"], {"learner_id": learner, "item": each["item"], "right": None})
            last |= {"last": each["at"]} | ({"right": each["at"]} if each["rating"] == 3 else {})
        return list(out.values())

    def _card(self, learner: int, card: Card, ref: int) -> dict[str, Any]:
        return {name: getattr(card, name) for name in Card._fields} | {
            "learner_id": learner, "item": ref, "skill": card.skill.value
        }  # fmt: skip


def again(conn: Connection, number: int, like: int) -> None:
    """The learners of a class and all they did, once more as those of another class."""
    for table, who in COPIED.items():
        names = [f'"{column.name}"' for column in table.c if column.name != "id" or table is m.learners]
        there = ", ".join(names)
        moved = there.replace(f'"{who}"', f"{who} + {100 * (number - like)}", 1)
        conn.execute(text(
            f"INSERT INTO {table.name} ({there}) SELECT {moved} FROM {table.name} "
            f"WHERE {who} BETWEEN {100 * like} AND {100 * like + LEARNERS - 1}"
        ))  # fmt: skip


def megabytes() -> float:
    """The most memory this process has held."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


async def seeded(url: str, key: str, content: LiveContent, classes: int, weeks: int) -> SqlStore:
    """A store with so many classes, each with so many weeks behind it."""
    store = await SqlStore.open(url, key)
    await store.register(content.catalogue.items)
    seed = Seed(Vault(key), content, weeks)
    await store._runner.write(seed.site)
    for number in range(1, classes + 1):
        await store._runner.write(lambda conn, number=number: seed.room(conn, number))  # type: ignore[misc]
    return store


async def measure(classes: int, weeks: int) -> str:
    """Seed, then let one Monday come."""
    content = LiveContent(CONTENT)
    with tempfile.TemporaryDirectory(prefix="doorway-bench-") as folder:
        url, key = f"sqlite+aiosqlite:///{folder}/doorway.db", Fernet.generate_key().decode()
        store = await seeded(url, key, content, classes, weeks)
        table = await monday(store, content, classes, weeks)
        await store.close()
    return table


async def monday(store: SqlStore, content: LiveContent, classes: int, weeks: int) -> str:
    """Let one Monday come to so many classes."""
    posted = 0

    def post(_: Dispatch) -> None:
        nonlocal posted
        posted += 1  # and let go, as a sender does

    took: list[float] = []
    [first, *_] = await store.office.rounds(MONDAY.date())
    for _ in range(5):  # what one class takes, once it is warm
        began = time.perf_counter()
        await make(store.office, content.catalogue, first.room, date(2026, 11, 16), MONDAY)
        took.append(1000 * (time.perf_counter() - began))
    gc.collect()
    gc.freeze()  # as main.py does
    before, began, cpu = megabytes(), time.perf_counter(), time.process_time()
    await summarise_all(store.office, post, content, MONDAY, links=Links())
    seconds, cpu = time.perf_counter() - began, time.process_time() - cpu
    assert posted >= classes, posted
    again = time.perf_counter()
    await summarise_all(store.office, post, content, MONDAY + 5 * MINUTE, links=Links())
    idle = 1000 * (time.perf_counter() - again)
    attempts = classes * LEARNERS * weeks * DAYS_A_WEEK * ANSWERS_A_DAY
    grown = megabytes() - before
    return "\n".join(
        [
            f"{classes:,} classes of {LEARNERS}, {weeks} weeks of history, about {attempts:,} answers.",
            "",
            "| what | figure |",
            "|---|---|",
            f"| the summary of one class, from the readings to plain data | {median(took):.0f} ms |",
            f"| all classes: made, worded, kept and committed for sending | {seconds:.1f} s |",
            f"| of one class | {1000 * seconds / classes:.0f} ms ({1000 * cpu / classes:.0f} ms of processor) |",
            f"| a look five minutes later, when nothing is due | {idle:.0f} ms |",
            f"| memory that all of them needed more than the first one | {grown:.0f} MB |",
        ]
    )


async def run() -> str:
    """The table for `bench/RESULTS.md`."""
    return await measure(QUICK, 52)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--classes", type=int, default=QUICK)
    parser.add_argument("--weeks", type=int, default=52)
    arguments = parser.parse_args()
    print(asyncio.run(measure(arguments.classes, arguments.weeks)))
