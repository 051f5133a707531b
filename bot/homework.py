"""How far somebody is with homework: what of it is theirs, and what of that is done. Pure; chat, pages and reports ask it alike."""

from __future__ import annotations

from dataclasses import dataclass

from bot.lessons.model import Catalogue
from bot.ports.office import Done
from bot.ports.staff import TEXT, Assignment, Enrolled


@dataclass(frozen=True, slots=True)
class Share:
    """One learner's share of one piece of homework: what is theirs to do, and what of that they have done since it was set,
    and done rightly."""

    items: tuple[str, ...]
    done: frozenset[str]
    right: frozenset[str]

    @property
    def begun(self) -> bool:
        """Whether anything of it is done."""
        return bool(self.done)

    @property
    def finished(self) -> bool:
        """Whether all of it is done."""
        return len(self.done) == len(self.items)


def part(catalogue: Catalogue, work: Assignment, test: str | None) -> tuple[str, ...]:
    """What of a piece of homework is for a learner of a citizenship test: what is in the content still, and of the questions
    those of their own test. Who has chosen none gets those of the test that is named first. A text is everybody's."""
    if work.kind == TEXT:
        return (TEXT,)
    questions = catalogue.questions
    own = test or next((questions[item].test for item in work.items if item in questions), None)
    return tuple(
        item
        for item in work.items
        if (questions[item].test == own if item in questions else _in_course(catalogue, item))
    )


def _in_course(catalogue: Catalogue, item: str) -> bool:
    exercise = catalogue.course.exercises.get(item)
    return item in catalogue.course.words or (exercise is not None and not exercise.retired)


def share(catalogue: Catalogue, work: Assignment, each: Enrolled, done: Done | None) -> Share | None:
    """A learner's share; None when nothing of it is theirs, or it was over before they came. `done`: what is known of them and it."""
    items = part(catalogue, work, each.learner.test) if work.is_for(each.learner.id, each.since) else ()
    if not items:
        return None
    answered, right = (done.answered, done.right) if done is not None else (frozenset[str](), frozenset[str]())
    return Share(items, answered.intersection(items), right.intersection(items))
