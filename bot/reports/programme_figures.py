"""Facts to counts: who is counted where in the programme's report. Pure, and not yet fit to be shown."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from bot.lessons.course import LEVELS
from bot.lessons.measures import Condition, Measure
from bot.ports.staff import Result
from bot.reports.programme_people import Person, ProgrammeFacts

ENOUGH_HOURS = 12  # of instruction: then somebody is a participant (framework, section 3.1)
GOALS = ("english", "citizenship", "none")
NO_LEVEL = "none"

By = list[int]  # by site, or by month
ByTwo = list[list[int]]  # by site or by month, then by something else


def twelve_reached(person: Person) -> int | None:
    """The month in which somebody's class hours came to twelve; None when they did not."""
    total = 0
    for month, minutes in enumerate(person.minutes):
        total += minutes
        if total >= ENOUGH_HOURS * 60:
            return month
    return None


def goal_of(person: Person) -> str:
    """What somebody prepares for: citizenship, alone or with English; English alone; or not said."""
    return "citizenship" if person.in_track else "english" if person.goal == "english" else "none"


def joined(person: Person) -> str:
    """Whether somebody joined their first class in the time, or had before."""
    return "returning" if person.first is None else "new"


def by_site(facts: ProgrammeFacts, counts: Callable[[Person], bool]) -> By:
    """How many people count, site by site."""
    out = [0] * len(facts.sites)
    for person in facts.people:
        out[person.site] += counts(person)
    return out


def by_month(facts: ProgrammeFacts, counts: Callable[[Person, int], bool]) -> By:
    """How many people count in each month, all sites together."""
    return [sum(counts(person, month) for person in facts.people) for month in range(len(facts.months))]


def by_word(facts: ProgrammeFacts, words: Sequence[str], word_of: Callable[[Person], str]) -> ByTwo:
    """How many people there are of each of some words, site by site."""
    place = {word: i for i, word in enumerate(words)}
    out = [[0] * len(words) for _ in facts.sites]
    for person in facts.people:
        out[person.site][place[word_of(person)]] += 1
    return out


def active_by_word(facts: ProgrammeFacts, words: Sequence[str], word_of: Callable[[Person, int], str]) -> ByTwo:
    """How many of those who are active in each month there are of each of some words, all sites together."""
    place = {word: i for i, word in enumerate(words)}
    out = [[0] * len(words) for _ in facts.months]
    for person in facts.people:
        for month, days in enumerate(person.days):
            if days:
                out[month][place[word_of(person, month)]] += 1
    return out


def hours_by_site(facts: ProgrammeFacts) -> By:
    """Hours of practice, site by site, rounded so that what is shown adds up."""
    out = [0.0] * len(facts.sites)
    for person in facts.people:
        out[person.site] += sum(person.seconds) / 3600
    return [round(each) for each in out]


def hours_by_month(facts: ProgrammeFacts) -> By:
    """Hours of practice month by month. Rounded they add up to the sum by site, the longest month making up the difference."""
    out = [round(sum(person.seconds[m] for person in facts.people) / 3600) for m in range(len(facts.months))]
    out[out.index(max(out))] += sum(hours_by_site(facts)) - sum(out)
    return out


def levels(facts: ProgrammeFacts) -> ByTwo:
    """People of each practice level, the last column those who have none."""
    return by_word(facts, (*LEVELS, NO_LEVEL), lambda person: _level(person.level))


def levels_by_month(facts: ProgrammeFacts) -> ByTwo:
    """Of those who were active in each month, people of each practice level as it was then."""
    return active_by_word(facts, (*LEVELS, NO_LEVEL), lambda person, month: _level(person.levels[month]))


def _level(level: str | None) -> str:
    return level if level in LEVELS else NO_LEVEL


def languages(facts: ProgrammeFacts) -> Counter[str]:
    """People of each language, all sites together."""
    return Counter(person.language for person in facts.people)


def checks(facts: ProgrammeFacts) -> Counter[str]:
    """People who passed the check of each practice level in the time."""
    return Counter(level for person in facts.people for level in set(person.checks))


@dataclass(frozen=True, slots=True)
class Official:
    """One test by name: people with an earlier result, of these people with a later one, and of these at a higher level."""

    test: str
    before: int
    after: int
    gained: int


def official(facts: ProgrammeFacts) -> list[Official]:
    """Entered official tests, by name."""
    before, after, gained = Counter[str](), Counter[str](), Counter[str]()
    for person in facts.people:
        for test, (_, post, gain) in pairs(facts, person.results).items():
            before[test] += 1
            after[test] += post is not None
            gained[test] += gain > 0
    return [Official(test, before[test], after[test], gained[test]) for test in sorted(before)]


def pairs(facts: ProgrammeFacts, results: Iterable[Result]) -> dict[str, tuple[Result, Result | None, int]]:
    """By test: the result that somebody began with (the last before the time, else the first in it), the last later one in
    the time, and by how many levels it is higher."""
    by_test: dict[str, list[Result]] = {}
    for result in sorted(results, key=lambda each: (each.day, each.id)):
        by_test.setdefault(result.test, []).append(result)
    out = {}
    for test, taken in by_test.items():
        earlier = [result for result in taken if result.day < facts.since]
        within = [result for result in taken if facts.since <= result.day < facts.until]
        pre = earlier[-1] if earlier else within[0] if within else None
        if pre is None:
            continue
        post = within[-1] if within and within[-1].day > pre.day else None
        out[test] = (pre, post, 0 if post is None else max(0, post.nrs - pre.nrs))
    return out


def gained_in(facts: ProgrammeFacts, person: Person) -> set[int]:
    """The months in which somebody took the official tests that show them at a higher level."""
    days = [post.day for _, post, gain in pairs(facts, person.results).values() if post is not None and gain > 0]
    return {facts.months.index(day.replace(day=1)) for day in days}


@dataclass(frozen=True, slots=True)
class Measured:
    """A measure and how many people meet it, among how many."""

    measure: Measure
    count: int
    of: int


def measured(facts: ProgrammeFacts, measures: Sequence[Measure]) -> list[Measured]:
    """All measures, each person once for each."""
    out = []
    for measure in measures:
        among = [person for person in facts.people if not measure.of or meets(facts, person, measure.of)]
        out.append(Measured(measure, sum(meets(facts, person, measure.count) for person in among), len(among)))
    return out


def meets(facts: ProgrammeFacts, person: Person, condition: Condition) -> bool:
    """Whether somebody meets one line of a condition."""
    return any(all(amount(facts, person, counter) >= least for counter, least in line) for line in condition)


def amount(facts: ProgrammeFacts, person: Person, counter: str) -> float:
    """How much of one of `bot.lessons.measures.COUNTERS` somebody has in the time."""
    match counter:
        case "instruction_hours":
            return sum(person.minutes) / 60
        case "practice_hours":
            return sum(person.seconds) / 3600
        case "practice_days":
            return sum(person.days)
        case "civics_days":
            return person.civics_days
        case "cit_units" | "work_units" | "civ_units" | "work_role_plays":
            return int(getattr(person, counter))
        case "level_checks":
            return len(set(person.checks))
        case "official_gain":
            return max((gain for *_, gain in pairs(facts, person.results).values()), default=0)
        case "civics_ready":
            return person.ready
        case _:
            return counter in person.milestones
