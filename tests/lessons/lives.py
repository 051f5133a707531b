"""Learners who practise by chance for some weeks, without a chat: what each session asked, and what came of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from random import Random

from bot.lessons.course import Course
from bot.lessons.drill import Form, Session, Step, carrier
from bot.lessons.exercises import TYPES
from bot.lessons.memory import Card, Rating, produce_is_open, recall, review
from bot.lessons.model import Skill, Verdict
from bot.lessons.planner import Wish, by_item, plan_practice

BEGUN = datetime(2026, 11, 23, 15, 0, tzinfo=UTC)


@dataclass(frozen=True)
class Shown:
    """One step as it came: what was asked, whether its hint was open, how well it was remembered, and what came of it."""

    step: Step
    helped: bool
    recalled: float
    verdict: Verdict | None
    last: bool  # nothing was to come after it


class Life:
    """A learner; `right` is the chance that an answer is right."""

    def __init__(
        self, course: Course, level: str | None, questions: list[str], *, size: int, right: float, seed: int
    ) -> None:
        self.course, self.level, self.questions, self.size, self.right = course, level, questions, size, right
        self.chance = Random(seed)
        self.cards: dict[tuple[str, Skill], Card] = {}
        self.answers: list[bool] = []

    def live(self, days: int) -> list[list[Shown]]:
        """A session on each of so many days, but for a few."""
        return [self.session(day) for day in range(days) if day == 0 or self.chance.random() < 0.8]

    def session(self, day: int) -> list[Shown]:
        now = BEGUN + timedelta(days=day)
        held = by_item(self.cards.values())
        due = {item: carrier(each).due.date() for item, each in held.items()}
        wish = Wish(self.level, self.questions, self.size)
        session = plan_practice(self.course, wish, held, now=now, today=now.date(), days=due, recent=self.answers[-10:])
        out = []
        while (step := session.current) is not None:
            verdict = None if step.form is Form.TEACH else self.answer()
            cards = {skill: card for (item, skill), card in self.cards.items() if item == step.item}
            recalled = recall(carrier(cards), now) if cards else 0.0
            after = self.moved(session, verdict)
            out.append(Shown(step, session.helped, recalled, verdict, after.current is None))
            if verdict is not None:
                self.note(step, verdict, cards, now)
            session = after
        return out

    def moved(self, session: Session, verdict: Verdict | None) -> Session:
        return session.moved_on(verdict)

    def answer(self) -> Verdict:
        right = self.chance.random() < self.right
        self.answers.append(right)
        return Verdict.CORRECT if right else self.chance.choice((Verdict.INCORRECT, Verdict.INCORRECT, Verdict.PARTIAL))

    def note(self, step: Step, verdict: Verdict, cards: dict[Skill, Card], now: datetime) -> None:
        if any(card.reviewed_on == now.date() for card in cards.values()):
            return
        unaided = step.form in (Form.GAP, Form.TYPE, Form.SAY)
        producing = unaided and (Skill.PRODUCE in cards or produce_is_open(cards.get(Skill.RECOGNISE)))
        skill = Skill.PRODUCE if producing else Skill.RECOGNISE
        if step.form is Form.DO:
            skill = TYPES[self.course.exercises[step.item].type].SKILL
        rating = Rating.GOOD if verdict is Verdict.CORRECT else Rating.AGAIN
        card = review(cards.get(skill), rating, item=step.item, skill=skill, now=now, day=now.date(), learner=1)
        self.cards[step.item, skill] = card
