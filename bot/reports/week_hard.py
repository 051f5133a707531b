"""What the class finds hard: one topic, and the items in it with the mistake behind each. Pure (docs/summary.md)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta

from bot.lessons.model import Verdict
from bot.ports.office import Answered
from bot.reports.week_data import ClassFacts
from bot.reports.week_mistakes import kind_of
from bot.reports.week_topics import Tally, by_topic
from bot.reports.weekly import Mistake, Topic

LEARNERS, TRIES = 4, 30  # fewer, and it is not the class (framework, section 4)
HARD_BELOW = 0.75
BACK = timedelta(days=7)  # before the week: two weeks of answers
ITEMS = 3
MISSED_BY = 2  # learners, for an item to be the class's and not somebody's
QUOTES, QUOTE_LENGTH = 2, 60
QUOTED_BY = 2  # learners: fewer would be an answer of somebody


@dataclass(slots=True)
class Item:
    """One item, as the class answered it."""

    tried: set[int] = field(default_factory=set)
    missed: set[int] = field(default_factory=set)
    misses: list[Answered] = field(default_factory=list)


def hard_answers(facts: ClassFacts) -> Sequence[Answered]:
    """The answers that are looked at: those of the week and of the one before."""
    first, last = facts.week - BACK, facts.sunday
    return [given for theirs in facts.by_learner.values() for given in theirs if first <= given.day <= last]


def hardest(facts: ClassFacts) -> tuple[Topic, Mapping[str, Item]] | None:
    """The topic with the fewest right answers, and its items; None when nothing is hard for enough of the class."""
    answered = hard_answers(facts)
    enough: dict[str, Tally] = {
        key: tally
        for key, tally in by_topic(facts.topics, answered, least=TRIES).items()
        if len(tally.learners) >= LEARNERS and tally.share < HARD_BELOW
    }
    for key in sorted(enough, key=lambda key: (enough[key].share, key)):
        items = _items(facts, [given for given in answered if facts.topics[given.item] == key])
        if items:
            tally = enough[key]
            return Topic(key, len(tally.learners), tally.tries, tally.right), items
    return None


def _items(facts: ClassFacts, answered: Sequence[Answered]) -> Mapping[str, Item]:
    """The items missed by most learners, three at most, each by two at least."""
    items: dict[str, Item] = {}
    for given in answered:
        item = items.setdefault(given.item, Item())
        item.tried.add(given.learner)
        if given.verdict is not Verdict.CORRECT:
            item.missed.add(given.learner)
            item.misses.append(given)
    shared = [id for id, item in items.items() if len(item.missed) >= MISSED_BY]
    ranked = sorted(shared, key=lambda id: (-len(items[id].missed), -len(items[id].missed) / len(items[id].tried), id))
    return {id: items[id] for id in ranked[:ITEMS]}


def hard(facts: ClassFacts) -> tuple[Topic | None, tuple[Mistake, ...]]:
    """The topic and its mistakes; nothing when there is none."""
    found = hardest(facts)
    if found is None:
        return None, ()
    topic, items = found
    mistakes = []
    for id, how in items.items():
        counted = {(miss.learner, miss.at) for miss in how.misses}
        said = [
            (each.learner, each.text) for each in facts.texts if each.item == id and (each.learner, each.at) in counted
        ]
        kind = kind_of(facts, id, how.misses, [text for _, text in said])
        mistakes.append(Mistake(id, len(how.tried), len(how.missed), kind, quotes(said, len(how.missed))))
    return topic, tuple(mistakes)


def quotes(said: Sequence[tuple[int, str]], missed: int) -> tuple[str, ...]:
    """Wrong answers that two learners or more gave, the commonest first, without who gave them; `missed`: how many missed the
    item. What all of those said is not quoted: a tutor sees who missed it, and would know what each of them answered."""
    by: dict[str, set[int]] = {}
    for learner, text in said:
        plain = " ".join(text.casefold().split()).strip(" .?!,")
        if plain and len(plain) <= QUOTE_LENGTH:
            by.setdefault(plain, set()).add(learner)
    shared = Counter({text: len(learners) for text, learners in by.items() if QUOTED_BY <= len(learners) < missed})
    return tuple(text for text, _ in sorted(shared.items(), key=lambda entry: (-entry[1], entry[0]))[:QUOTES])
