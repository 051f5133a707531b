"""What a minute of practice keeps: our planner against random order, Leitner boxes and SM-2 on the same simulated memories.

What counts is what a learner would know on the day after the 30 days, for every minute practised. The memories know nothing of the
planners, and no planner knows a learner's own parameters.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from random import Random
from statistics import mean
from typing import Protocol

import fsrs

from bot.lessons.course import EMPTY
from bot.lessons.drill import carrier
from bot.lessons.memory import Card, Evidence, Rating, produce_is_open, rating_of, review
from bot.lessons.model import Skill, Verdict
from bot.lessons.planner import RECENT, Wish, by_item, plan_practice
from bot.lessons.steps import Form

DAYS, LEARNERS, ITEMS, SIZE = 30, 60, 100, 10
NEW_A_DAY = 3
START = datetime(2026, 11, 2, 23, 0, tzinfo=UTC)
SECONDS = {Form.TEACH: 12.0, Form.CHOOSE: 8.0, Form.TYPE: 14.0}
READING_THE_ANSWER = 6.0
GUESS = 0.25
OFF = 1 / 3  # how far a learner's parameters may be from the published ones

Asked = tuple[int, Form]


class Mind:
    """A simulated memory. It follows FSRS-6's equations, which were fitted to hundreds of millions of reviews, with parameters of
    its own: each up to a third off the published ones that our planner counts with."""

    def __init__(self, chance: Random) -> None:
        self._chance = chance
        lowest, highest = fsrs.scheduler.LOWER_BOUNDS_PARAMETERS, fsrs.scheduler.UPPER_BOUNDS_PARAMETERS
        own = [weight * chance.uniform(1 - OFF, 1 + OFF) for weight in fsrs.scheduler.DEFAULT_PARAMETERS]
        kept = [min(max(w, low), high) for w, low, high in zip(own, lowest, highest, strict=True)]
        self._rules = fsrs.Scheduler(parameters=kept, learning_steps=(), relearning_steps=(), enable_fuzzing=False)
        self._cards: dict[int, fsrs.Card] = {}

    def knows(self, item: int, now: datetime) -> float:
        """The chance that an item is recalled at a moment."""
        card = self._cards.get(item)
        return 0.0 if card is None else self._rules.get_card_retrievability(card, now)

    def meet(self, item: int, form: Form, now: datetime) -> bool:
        """Show or ask an item; returns whether it was answered rightly. Seeing the answer teaches like a failure that was
        put right; recognising teaches less than producing."""
        known = self.knows(item, now)
        recalled = form is not Form.TEACH and self._chance.random() < known
        right = recalled or form is Form.TEACH or (form is Form.CHOOSE and self._chance.random() < GUESS)
        rating = fsrs.Rating.Again if not recalled else fsrs.Rating.Good if form is Form.TYPE else fsrs.Rating.Hard
        card = self._cards.get(item) or fsrs.Card(card_id=item, due=now)
        self._cards[item], _ = self._rules.review_card(card, rating, now)
        return right


class Planner(Protocol):
    """Chooses what is asked on a day, and hears how it went."""

    def begin(self, now: datetime) -> None: ...
    def next(self) -> Asked | None: ...
    def told(self, item: int, form: Form, right: bool, now: datetime) -> None: ...


class Ours:
    """The planner of the bot: FSRS cards, sessions with teaching, easier and harder forms, and misses that come back."""

    def __init__(self) -> None:
        self._cards: dict[tuple[str, Skill], Card] = {}
        self._items = [f"civics-2008-{n}" for n in range(ITEMS)]
        self._recent: list[bool] = []

    def begin(self, now: datetime) -> None:
        self._today = now.date()
        cards = by_item(self._cards.values())
        due = {item for item, held in cards.items() if carrier(held).due.date() <= self._today}
        wish = Wish(None, self._items, SIZE)
        self._session = plan_practice(EMPTY, wish, cards, now=now, due=due, recent=self._recent)

    def next(self) -> Asked | None:
        step = self._session.current
        return None if step is None else (self._items.index(step.item), step.form)

    def told(self, item: int, form: Form, right: bool, now: datetime) -> None:
        name = self._items[item]
        verdict = None if form is Form.TEACH else Verdict.CORRECT if right else Verdict.INCORRECT
        step = self._session.steps[0]
        self._session = self._session.moved_on(verdict)
        if verdict is None:
            return
        self._recent = [*self._recent, right][-RECENT:]
        recognise, produce = (self._cards.get((name, skill)) for skill in (Skill.RECOGNISE, Skill.PRODUCE))
        unaided = form is Form.TYPE and (produce is not None or produce_is_open(recognise))
        skill = Skill.PRODUCE if unaided else Skill.RECOGNISE
        old = produce if unaided else recognise
        if any(card is not None and card.reviewed_on == self._today for card in (recognise, produce)):
            return
        rating = rating_of(Evidence(verdict, skill, exact=form is Form.TYPE, second_try=bool(step.again)), old)
        if rating is not None:
            self._cards[name, skill] = review(old, rating, item=name, skill=skill, now=now, day=self._today, learner=1)


class Cards:
    """A flashcard program: so many cards a day in an order of its own, new ones shown and then typed."""

    def __init__(self, chance: Random) -> None:
        self.chance = chance
        self.seen: list[int] = []
        self.queue: list[Asked] = []

    def begin(self, now: datetime) -> None:
        new = list(range(len(self.seen), min(ITEMS, len(self.seen) + NEW_A_DAY)))
        due = self.due(now)[: SIZE - len(new)]
        self.queue = [(item, Form.TYPE) for item in due]
        for item in new:
            self.queue += [(item, Form.TEACH), (item, Form.TYPE)]
        self.seen += new

    def next(self) -> Asked | None:
        return self.queue.pop(0) if self.queue else None

    def due(self, now: datetime) -> list[int]:
        raise NotImplementedError

    def told(self, item: int, form: Form, right: bool, now: datetime) -> None:
        if form is not Form.TEACH:
            self.rate(item, right, now)

    def rate(self, item: int, right: bool, now: datetime) -> None:
        pass


class RandomOrder(Cards):
    """Whatever was met, in random order."""

    def due(self, now: datetime) -> list[int]:
        return self.chance.sample(self.seen, len(self.seen))


class Leitner(Cards):
    """Five boxes of 1, 2, 4, 8 and 16 days; a miss goes back to the first."""

    BOXES = (1, 2, 4, 8, 16)

    def __init__(self, chance: Random) -> None:
        super().__init__(chance)
        self.box: dict[int, int] = {}
        self.on: dict[int, date] = {}

    def due(self, now: datetime) -> list[int]:
        ready = [item for item in self.seen if self.on.get(item, now.date()) <= now.date()]
        return sorted(ready, key=lambda item: self.on.get(item, now.date()))

    def rate(self, item: int, right: bool, now: datetime) -> None:
        self.box[item] = min(self.box.get(item, -1) + 1, len(self.BOXES) - 1) if right else 0
        self.on[item] = now.date() + timedelta(days=self.BOXES[self.box[item]])


class Sm2(Leitner):
    """SuperMemo 2: intervals 1, 6, then times the easiness; quality 4 for right, 1 for wrong."""

    def __init__(self, chance: Random) -> None:
        super().__init__(chance)
        self.easiness: dict[int, float] = {}
        self.count: dict[int, int] = {}
        self.days: dict[int, float] = {}

    def rate(self, item: int, right: bool, now: datetime) -> None:
        quality = 4 if right else 1
        ef = self.easiness.get(item, 2.5) + 0.1 - (5 - quality) * (0.08 + (5 - quality) * 0.02)
        self.easiness[item] = max(1.3, ef)
        self.count[item] = self.count.get(item, 0) + 1 if right else 1
        count = self.count[item]
        self.days[item] = 1 if count == 1 else 6 if count == 2 else self.days[item] * self.easiness[item]
        self.on[item] = now.date() + timedelta(days=round(self.days[item]))


@dataclass(frozen=True, slots=True)
class Result:
    """What 30 days gave: items expected to be known on the next day, and minutes practised."""

    known: float
    minutes: float
    by_day: tuple[float, ...]
    minutes_by_day: tuple[float, ...]


def practise(planner: Planner, seed: int) -> Result:
    """One learner for 30 days, with a day off now and then."""
    chance = Random(seed)
    mind = Mind(Random(seed + 1))
    off = {day for day in range(DAYS) if chance.random() < 0.2}
    seconds, by_day, minutes = 0.0, [], []
    for day in range(DAYS):
        now = START + timedelta(days=day)
        if day not in off:
            planner.begin(now)
            while (asked := planner.next()) is not None:
                item, form = asked
                right = mind.meet(item, form, now)
                seconds += SECONDS[form] + (0 if right else READING_THE_ANSWER)
                now += timedelta(seconds=SECONDS[form])
                planner.told(item, form, right, now)
        by_day.append(sum(mind.knows(item, START + timedelta(days=day + 1)) for item in range(ITEMS)))
        minutes.append(seconds / 60)
    return Result(by_day[-1], seconds / 60, tuple(by_day), tuple(minutes))


def compare(learners: int = LEARNERS) -> dict[str, list[Result]]:
    """All planners on the same memories."""
    kinds: dict[str, Callable[[Random], Planner]] = {
        "ours": lambda _: Ours(),
        "random order": RandomOrder,
        "Leitner boxes": Leitner,
        "SM-2": Sm2,
    }
    return {name: [practise(make(Random(seed)), seed) for seed in range(learners)] for name, make in kinds.items()}


def planning_time(cards: int = 3000) -> float:
    """Milliseconds of processor time to plan one session for a learner with so many cards."""
    chance, now = Random(1), START
    held = []
    items = [f"civics-2008-{n}" for n in range(cards)]
    for item in items:
        card = review(None, Rating.GOOD, item=item, skill=Skill.PRODUCE,
                      now=now - timedelta(days=chance.uniform(0, 9)), day=now.date(), learner=1)  # fmt: skip
        held.append(card)
    took = []
    for _ in range(7):
        began = time.process_time()
        grouped = by_item(held)
        due = {item for item, skills in grouped.items() if carrier(skills).due.date() <= now.date()}
        plan_practice(EMPTY, Wish(None, items, SIZE), grouped, now=now, due=due, recent=[False] * RECENT)
        took.append(1000 * (time.process_time() - began))
    return min(took)


def _row(name: str, results: Iterable[Result], base: float) -> str:
    rows = list(results)
    known, minutes = mean(row.known for row in rows), mean(row.minutes for row in rows)
    return f"| {name} | {known:.1f} | {minutes:.0f} | {known / minutes:.3f} | {known / minutes / base:.2f} |"


COLOURS = ("#1b8a4b", "#9aa3af", "#f2b50c", "#2563eb")


def picture(results: dict[str, list[Result]]) -> str:
    """An SVG: items known on each day for every minute practised until then, a line for each planner."""
    width, height, left, top, right = 720, 400, 56, 24, 150
    curves = {}
    for name, rows in results.items():
        minutes = [mean(row.minutes_by_day[day] for row in rows) for day in range(DAYS)]
        known = [mean(row.by_day[day] for row in rows) for day in range(DAYS)]
        curves[name] = list(zip(minutes, known, strict=True))
    most_x = max(x for curve in curves.values() for x, _ in curve)
    most_y = max(y for curve in curves.values() for _, y in curve)

    def at(x: float, y: float) -> str:
        return f"{left + x / most_x * (width - left - right):.1f},{height - 44 - y / most_y * (height - 44 - top):.1f}"

    body = [f'<line x1="{left}" y1="{height - 44}" x2="{width - right}" y2="{height - 44}" stroke="#1c2430"/>',
            f'<line x1="{left}" y1="{top}" x2="{left}" y2="{height - 44}" stroke="#1c2430"/>',
            f'<text x="{left}" y="{height - 14}">minutes practised, 0 to {most_x:.0f}</text>',
            f'<text x="8" y="16">items known, up to {most_y:.0f}</text>']  # fmt: skip
    for colour, (name, curve) in zip(COLOURS, curves.items(), strict=True):
        points = " ".join(at(x, y) for x, y in curve)
        x, y = at(*curve[-1]).split(",")
        y = str(float(y) + (14 if name == "SM-2" else 0))  # two ends lie close together
        body.append(f'<polyline points="{points}" fill="none" stroke="{colour}" stroke-width="3"/>')
        body.append(f'<text x="{float(x) + 8:.0f}" y="{float(y) + 5:.0f}" fill="{colour}">{name}</text>')
    head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" font-family="sans-serif" font-size="15">'
    return head + f'<rect width="{width}" height="{height}" fill="#fff"/>' + "".join(body) + "</svg>\n"


def run(*, draw_to: Path | None = None) -> str:
    """The table; and the picture, if it is wanted."""
    results = compare()
    if draw_to is not None:
        draw_to.write_text(picture(results), encoding="utf-8")
    ours = results["ours"]
    base = mean(row.known for row in ours) / mean(row.minutes for row in ours)
    return "\n".join(
        [
            f"{LEARNERS} simulated learners, {ITEMS} items, {DAYS} days, one day in five without practice.",
            "",
            "| planner | items known on day 31 | minutes practised | known per minute | ratio to ours |",
            "|---|---|---|---|---|",
            *(_row(name, rows, base) for name, rows in results.items()),
            "",
            f"Planning a session for a learner with 3,000 cards: {planning_time():.1f} ms of one core.",
        ]
    )


if __name__ == "__main__":
    print(run())
