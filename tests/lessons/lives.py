"""Learners who practise by chance for some weeks, without a chat: what each session asked, and what came of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from random import Random

from bot.lessons.course import Course
from bot.lessons.drill import Session, carrier
from bot.lessons.exercises import TYPES
from bot.lessons.memory import Card, Rating, produce_is_open, recall, review
from bot.lessons.model import Skill, Verdict
from bot.lessons.planner import Wish, by_item, plan_practice
from bot.lessons.steps import Form, Step
from bot.lessons.word_forms import counted

BEGUN = datetime(2026, 11, 23, 15, 0, tzinfo=UTC)


@dataclass(frozen=True)
class Shown:
    """One step as it came: what was asked, whether its hint was open, how well it was remembered, and what came of it."""

    step: Step
    helped: bool
    recalled: float
    verdict: Verdict | None


@dataclass(frozen=True)
class Sitting:
    """A session as it was planned and as it went."""

    planned: tuple[Step, ...]
    shown: list[Shown]


class Life:
    """A learner; `right` is the chance that an answer is right."""

    def __init__(
        self, course: Course, level: str | None, questions: list[str], *, size: int, right: float, seed: int
    ) -> None:
        self.course, self.level, self.questions, self.size, self.right = course, level, questions, size, right
        self.chance = Random(seed)
        self.cards: dict[tuple[str, Skill], Card] = {}
        self.answers: list[bool] = []

    def live(self, days: int) -> list[Sitting]:
        """A session on each of so many days, but for a few."""
        return [self.session(day) for day in range(days) if day == 0 or self.chance.random() < 0.8]

    def session(self, day: int) -> Sitting:
        now = BEGUN + timedelta(days=day)
        held = by_item(self.cards.values())
        due = {item for item, each in held.items() if carrier(each).due.date() <= now.date()}
        wish = Wish(self.level, self.questions, self.size)
        session = plan_practice(self.course, wish, held, now=now, due=due, recent=self.answers[-10:])
        planned, out, known = session.steps, list[Shown](), set[str]()
        while (step := session.current) is not None:
            verdict = None if step.form is Form.TEACH else self.answer()
            cards = {skill: card for (item, skill), card in self.cards.items() if item == step.item}
            recalled = 1.0 if step.item in known else recall(carrier(cards), now) if cards else 0.0
            out.append(Shown(step, session.helped, recalled, verdict))
            if verdict is not None:
                self.note(step, verdict, cards, now)
                (known.add if verdict is Verdict.CORRECT else known.discard)(step.item)
            session = Session.from_data(session.moved_on(verdict).as_data())
        return Sitting(planned, out)

    def answer(self) -> Verdict:
        right = self.chance.random() < self.right
        self.answers.append(right)
        return Verdict.CORRECT if right else self.chance.choice((Verdict.INCORRECT, Verdict.INCORRECT, Verdict.PARTIAL))

    def note(self, step: Step, verdict: Verdict, cards: dict[Skill, Card], now: datetime) -> None:
        if any(card.reviewed_on == now.date() for card in cards.values()):
            return
        word = step.item in self.course.words
        unaided = step.form in counted(self.course.unit_of(step.item).level) if word else step.form is Form.TYPE
        producing = unaided and (Skill.PRODUCE in cards or produce_is_open(cards.get(Skill.RECOGNISE)))
        skill = Skill.PRODUCE if producing else Skill.RECOGNISE
        if step.form is Form.DO:
            skill = TYPES[self.course.exercises[step.item].type].SKILL
        rating = Rating.GOOD if verdict is Verdict.CORRECT else Rating.AGAIN
        card = review(cards.get(skill), rating, item=step.item, skill=skill, now=now, day=now.date(), learner=1)
        self.cards[step.item, skill] = card
