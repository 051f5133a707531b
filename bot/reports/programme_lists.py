"""The tables of the programme's report that are about all sites together."""

from __future__ import annotations

from collections.abc import Sequence

from bot.lessons.course import LEVELS
from bot.lessons.measures import Measure
from bot.reports import programme_figures as f
from bot.reports.programme_people import ProgrammeFacts
from bot.reports.suppression import LEAST_SHOWN, Hidden, Shown
from bot.reports.tables import Language, Share, Table, Value, Words, name, names_of, note

LANGUAGES_SHOWN = 10


def _alone(n: int) -> Shown:
    """A count that adds up to nothing that is shown."""
    return Hidden.SMALL if 0 < n < LEAST_SHOWN else n


def _share(part: Shown, whole: Shown) -> Share | Hidden | None:
    if isinstance(part, Hidden) or isinstance(whole, Hidden):
        return Hidden.BESIDE
    return Share(part / whole) if whole else None


def measures(facts: ProgrammeFacts, wanted: Sequence[Measure]) -> Table:
    """The grant's measures: how many people meet each, among how many, by which instrument and rule."""
    rows = []
    for each in f.measured(facts, wanted):
        measure, count, of = each.measure, _alone(each.count), _alone(each.of)
        kind = Words(f"programme.kind.{measure.kind}")
        rows.append((measure.name, kind, count, of, _share(count, of), measure.instrument, measure.rule))
    names = ("measure", "kind", "count", "of", "share", "instrument", "rule")
    return Table("measures", names_of(*names), tuple(rows), (note("measures"),))


def official(facts: ProgrammeFacts) -> Table:
    """Official tests as tutors entered them. No practice level stands here."""
    rows = []
    for each in f.official(facts):
        before, after, gained = _alone(each.before), _alone(each.after), _alone(each.gained)
        rows.append((each.test, before, after, _share(after, before), gained))
    names = ("test", "before", "after", "tested", "gained")
    notes = (note("official"),) if rows else (note("no_official"), note("official"))
    return Table("official", names_of(*names), tuple(rows), notes)


def practice_gains(facts: ProgrammeFacts) -> Table:
    """Practice levels reached by a passed check. No official test stands here."""
    passed = f.checks(facts)
    rows = tuple((Words(f"programme.level.{level}"), _alone(passed[level])) for level in LEVELS[1:])
    return Table("practice_gains", (name("level"), name("checked")), rows, (note("practice_level"),))


def languages(facts: ProgrammeFacts) -> Table:
    """The ten most frequent languages. One of fewer than five people stands among the others, and so does the next one if
    the others would be too few."""
    ranked = sorted(f.languages(facts).items(), key=lambda pair: (-pair[1], pair[0]))
    named = [(code, n) for code, n in ranked[:LANGUAGES_SHOWN] if n >= LEAST_SHOWN]
    others = sum(n for _, n in ranked) - sum(n for _, n in named)
    while 0 < others < LEAST_SHOWN and named:
        others += named.pop()[1]
    rows: list[tuple[Value, ...]] = [(Language(code), n) for code, n in named]
    if others:
        rows.append((Words("programme.languages.others"), others))
    return Table("languages", (name("language"), name("enrolled")), tuple(rows), (note("languages"),))


def quality(facts: ProgrammeFacts, tables: Sequence[Table]) -> Table:
    """How complete the data are. Weeks and tutors are no learners: they are shown as they are."""
    every = facts.quality.values()
    weeks, entered = sum(each.weeks for each in every), sum(each.entered for each in every)
    off = sum(each.off for each in every)
    tutors, opened = sum(each.tutors for each in every), sum(each.opened for each in every)
    placed = next((table for table in tables if table.key == "levels"), None)
    rows: list[tuple[Value, ...]] = [
        (name("entered"), entered, weeks, _share(entered, weeks)),
        (name("weeks_off"), off, weeks + off, _share(off, weeks + off)),
        (name("opened"), opened, tutors, _share(opened, tutors)),
    ]
    if placed is not None:
        unplaced = placed.rows[-1][-1]  # the same cell as there: what is hidden there is hidden here
        assert isinstance(unplaced, int | Hidden)
        rows.append((name("unplaced"), unplaced, len(facts.people), _share(unplaced, len(facts.people))))
    names = ("quality", "count", "of", "share")
    return Table("quality", names_of(*names), tuple(rows))
