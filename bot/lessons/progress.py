"""A learner's own progress: figures first (pure), the picture from them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from bot.lessons.memory import Card, mastered
from bot.lessons.model import Skill

GRADED_A_DAY = 5  # items that make a day of practice (framework, section 3.4)


@dataclass(frozen=True, slots=True)
class Progress:
    """Where a learner stands: items by how well they are known, and the days of this week with practice.

    `days` are Monday to Sunday; True is a day with practice. `today` is the index of today in it.
    """

    total: int
    known: int
    learning: int
    days: tuple[bool, ...]
    today: int

    @property
    def left(self) -> int:
        """Items that were never met."""
        return self.total - self.known - self.learning


def practised(graded: Iterable[date]) -> set[date]:
    """The days of practice among the learner's own days of graded answers."""
    return {day for day, count in Counter(graded).items() if count >= GRADED_A_DAY}


def progress(items: Sequence[str], cards: Iterable[Card], graded: Iterable[date], today: date) -> Progress:
    """The figures of one learner over `items`; `graded` holds the learner's own day of each graded answer."""
    wanted = set(items)
    met: dict[str, Card | None] = {}
    for card in cards:
        if card.item in wanted:
            met[card.item] = card if card.skill is Skill.PRODUCE else met.get(card.item)
    known = sum(mastered(card) for card in met.values())
    monday = today - timedelta(days=today.weekday())
    days = practised(graded)
    week = tuple(monday + timedelta(days=i) in days for i in range(7))
    return Progress(len(wanted), known, len(met) - known, week, today.weekday())
