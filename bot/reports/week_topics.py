"""What an item belongs to: a unit of the course, or a section of the civics tests; and tries counted by it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from bot.lessons.model import Catalogue, Verdict
from bot.ports.office import Answered

CIVICS = "civics:"


def topic_of(catalogue: Catalogue, item: str) -> str | None:
    """The key of an item's topic: a unit's id, or `civics:` and the section's name, the same for both tests (which test
    somebody takes is nobody's affair). None for an item that is in the content no more."""
    question = catalogue.questions.get(item)
    if question is not None:
        return CIVICS + question.section
    if item in catalogue.course.words or item in catalogue.course.exercises:
        return catalogue.course.unit_of(item).id
    return None


@dataclass(slots=True)
class Tally:
    """Tries counted: how many, how many right, by whom, and which items were missed how often."""

    tries: int = 0
    right: int = 0
    learners: set[int] = field(default_factory=set)
    missed: dict[str, int] = field(default_factory=dict)

    @property
    def share(self) -> float:
        """The share right."""
        return self.right / self.tries if self.tries else 0.0

    def add(self, given: Answered) -> None:
        """Count one answer."""
        self.tries += 1
        self.learners.add(given.learner)
        if given.verdict is Verdict.CORRECT:
            self.right += 1
        else:
            self.missed[given.item] = self.missed.get(given.item, 0) + 1

    def hardest(self, most: int = 5) -> tuple[str, ...]:
        """The items missed most often."""
        return tuple(sorted(self.missed, key=lambda item: (-self.missed[item], item))[:most])


def by_topic(topics: Mapping[str, str | None], answered: Iterable[Answered]) -> Mapping[str, Tally]:
    """Answers counted by topic; `topics` holds the topic of each item."""
    out: dict[str, Tally] = {}
    for given in answered:
        topic = topics[given.item]
        if topic is None:
            continue
        tally = out.get(topic)
        if tally is None:
            tally = out[topic] = Tally()
        tally.add(given)
    return out
