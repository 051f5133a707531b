"""A learner's own progress: figures first (pure), the picture from them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from bot.lessons.memory import Card, lost, mastered
from bot.lessons.model import Skill

GRADED_A_DAY = 5  # items that make a day of practice (framework, section 3.4)


@dataclass(frozen=True, slots=True)
class Progress:
    """Where a learner stands: items by how well they are known, and the days of this week with practice.

    `days` are Monday to Sunday; True is a day with practice. `today` is the index of today in it. `visit` counts those of the
    known ones that need a visit: they may be forgotten, or were missed since. Nobody's progress goes back for that.
    """

    total: int
    known: int
    learning: int
    days: tuple[bool, ...]
    today: int
    visit: int = 0

    @property
    def left(self) -> int:
        """Items that were never met."""
        return self.total - self.known - self.learning


def practised(graded: Iterable[date]) -> set[date]:
    """The days of practice among the learner's own days of graded answers."""
    return {day for day, count in Counter(graded).items() if count >= GRADED_A_DAY}


def known(cards: Iterable[Card], once: Collection[str]) -> frozenset[str]:
    """The items that are known well: mastered now, or `once`. Nobody's progress goes back (pedagogy, section 7)."""
    return frozenset(card.item for card in cards if card.skill is Skill.PRODUCE and mastered(card)) | frozenset(once)


def progress(
    items: Sequence[str],
    cards: Iterable[Card],
    graded: Iterable[date],
    today: date,
    *,
    now: datetime,
    once: Collection[str] = (),
) -> Progress:
    """The figures of one learner over `items`; `graded` holds the learner's own day of each graded answer, `once` the items that
    were known for good at some time."""
    wanted, cards = set(items), list(cards)
    well = known(cards, once)
    met: dict[str, Card | None] = {}
    for card in cards:
        if card.item in wanted:
            met[card.item] = card if card.skill is Skill.PRODUCE else met.get(card.item)
    held = {item: card for item, card in met.items() if item in well}
    visit = sum(not mastered(card) or card is None or lost(card, now) for card in held.values())
    monday = today - timedelta(days=today.weekday())
    days = practised(graded)
    week = tuple(monday + timedelta(days=i) in days for i in range(7))
    return Progress(len(wanted), len(held), len(met) - len(held), week, today.weekday(), visit)
