"""What an item belongs to: a unit of the course, or a section of the civics tests; and tries counted by it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

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


@dataclass(frozen=True, slots=True)
class Tally:
    """Tries counted: how many, how many right, by whom, and which items were missed how often."""

    tries: int
    right: int
    learners: frozenset[int]
    missed: Mapping[str, int]

    @classmethod
    def of(cls, answered: Sequence[Answered]) -> Tally:
        """Answers counted."""
        missed = Counter([given.item for given in answered if given.verdict is not Verdict.CORRECT])
        right = len(answered) - missed.total()
        return cls(len(answered), right, frozenset([given.learner for given in answered]), missed)

    @property
    def share(self) -> float:
        """The share right."""
        return self.right / self.tries if self.tries else 0.0

    def hardest(self, most: int = 5) -> tuple[str, ...]:
        """The items missed most often."""
        return tuple(sorted(self.missed, key=lambda item: (-self.missed[item], item))[:most])


def by_topic(topics: Mapping[str, str | None], answered: Iterable[Answered], *, least: int = 1) -> Mapping[str, Tally]:
    """Answers counted by topic, where there are at least so many; `topics` holds the topic of each item."""
    out: defaultdict[str | None, list[Answered]] = defaultdict(list)
    for given in answered:
        out[topics[given.item]].append(given)
    return {topic: Tally.of(theirs) for topic, theirs in out.items() if topic is not None and len(theirs) >= least}
