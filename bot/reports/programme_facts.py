"""Facts for the programme's report, read site by site: as many readings for a site of ten people as for one of thousands."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta

from bot.lessons.model import Catalogue, Verdict
from bot.lessons.readiness import ASKED, NEVER_MET, SENIOR, is_ready
from bot.ports.census import Member, Played, Stay, Studied, Teaching, Told
from bot.ports.office import Office
from bot.ports.staff import Class, Post, Role, Site
from bot.reports.programme_people import Person, ProgrammeFacts, Quality, months_of, next_month, programme_year
from bot.turn import local_day

MARGIN = timedelta(days=2)  # an instant and somebody's own day lie less apart than this
WEEK = timedelta(weeks=1)
SCORES = (Verdict.INCORRECT, Verdict.PARTIAL, Verdict.CORRECT)

Progress = Callable[[int, int], None]


def whole_months(since: date, until: date, now: datetime) -> tuple[date, date]:
    """A time as reports have it: whole months, the running one up to now, of one programme year. Days would let two reports be
    subtracted; and each person counts once a year, who has to have come to enough in that year."""
    begun = next_month(now.date())
    last = until if until.day == 1 else next_month(until)
    first = since.replace(day=1)
    end = max(next_month(first), min(last, begun))
    return max(first, programme_year(end - timedelta(days=1))[0]), end


def together(sites: Iterable[Site], demo: bool) -> tuple[Site, ...]:
    """The sites that may stand in one report: a demo's people and real people are never counted together."""
    return tuple(sorted((site for site in sites if site.demo is demo), key=lambda site: site.name.casefold()))


@dataclass(slots=True)
class _Draft:
    """A person as the sites' readings add up."""

    member: Member
    stays: list[tuple[int, Stay]] = field(default_factory=list)  # with the place of the site
    days: dict[str, int] = field(default_factory=dict)
    seconds: dict[str, float] = field(default_factory=dict)
    minutes: dict[str, int] = field(default_factory=dict)
    units: dict[str, frozenset[str]] = field(default_factory=dict)
    civics: dict[str, int] = field(default_factory=dict)
    plays: Sequence[Played] = ()
    told: Told = field(default_factory=lambda: Told([], [], []))
    ready: bool = False


async def gather(
    office: Office,
    catalogue: Catalogue,
    sites: Sequence[Site],
    since: date,
    until: date,
    now: datetime,
    *,
    progress: Progress = lambda done, all: None,
) -> ProgrammeFacts:
    """Everything a programme's report is made of, about the people of some sites.

    The time is taken in whole months (see `whole_months`). `progress` is told how many sites are read, of how many.

    Raises:
        ValueError: demo sites and real ones at once.
    """
    if len({site.demo for site in sites}) > 1:
        raise ValueError("a demo site and a real one are never in one report")
    since, until = whole_months(since, until, now)
    reading = _Reading(office, catalogue, since, until, now)
    members = [await office.members(site.id, reading.end) for site in sites]
    often = Counter(member.learner for here in members for member in here)
    shared: dict[int, _Draft] = {}  # of people of several sites: finished when all are read
    people: list[Person] = []
    quality = {}
    for place, site in enumerate(sites):
        here, members[place] = members[place], []
        drafts = {member.learner: shared.get(member.learner) or _Draft(member) for member in here}
        quality[place] = await reading.site(place, site, here, drafts)
        shared |= {learner: draft for learner, draft in drafts.items() if often[learner] > 1}
        whole = [draft for learner, draft in drafts.items() if often[learner] == 1]
        people += await asyncio.to_thread(reading.people, whole)
        progress(place + 1, len(sites))
    people += reading.people(shared.values())
    return ProgrammeFacts(tuple(sites), since, until, now, people, quality)


class _Reading:
    """One report's readings: what they ask for is the same for each site."""

    def __init__(self, office: Office, catalogue: Catalogue, since: date, until: date, now: datetime) -> None:
        self.office, self.since, self.until, self.now = office, since, until, now
        midnight = time(tzinfo=UTC)
        self.start = datetime.combine(since, midnight) - MARGIN
        self.end = datetime.combine(until, midnight) + MARGIN
        self.months = [f"{month:%Y-%m}" for month in months_of(since, until)]
        units = catalogue.course.units.values()
        self.units = {item: unit.id for unit in units if unit.track for item in _items(catalogue, unit.id)}
        self.tests = {test: [question.id for question in catalogue.test(test)] for test in ASKED}
        self.seniors = {test: [q.id for q in catalogue.test(test, senior=True)] for test in ASKED}
        self.civics = list(catalogue.questions)
        self.plays = [
            exercise.id
            for unit in units
            if unit.track == "work"
            for lesson in unit.lessons
            for exercise in lesson.exercises
            if exercise.type == "role-play"
        ]
        self.zones: dict[int, str] = {}

    async def site(self, place: int, site: Site, members: Sequence[Member], drafts: dict[int, _Draft]) -> Quality:
        """Add what is known of one site's people to their drafts; how complete its data are. Eight readings."""
        office, id, since, until = self.office, site.id, self.since, self.until
        rooms, posts = await office.classes(sites=[id]), await office.posts([id])
        self.zones |= {room.id: room.timezone for room in rooms}
        for member in members:
            drafts[member.learner].stays += [(place, stay) for stay in member.stays]
        for practised in await office.practised(id, since, until):
            if practised.learner in drafts:
                drafts[practised.learner].days[practised.month] = practised.days
                drafts[practised.learner].seconds[practised.month] = practised.seconds
        for attended in await office.attended(id, since, until):
            if attended.learner in drafts:
                minutes = drafts[attended.learner].minutes
                minutes[attended.month] = minutes.get(attended.month, 0) + attended.minutes
        self._studied(await office.studied(id, self.units, self.civics, self.plays, since, until), drafts)
        self._told(await office.told(id, self.start, self.end), drafts)
        theirs = {member.learner: member for member in members}

        def ready(learner: int, chances: Mapping[str, float]) -> bool:
            return learner in theirs and self._ready(theirs[learner], chances)

        for learner, yes in (await office.knowing(id, self.civics, self.now, ready)).items():
            if learner in drafts:
                drafts[learner].ready = yes
        return self._quality(rooms, posts, members, await office.teaching(id, since, until))

    def _studied(self, studied: Studied, drafts: dict[int, _Draft]) -> None:
        for (learner, month), units in studied.units.items():
            if learner in drafts:
                drafts[learner].units[month] = units
        for (learner, month), days in studied.days.items():
            if learner in drafts:
                drafts[learner].civics[month] = days
        for learner, plays in studied.plays.items():
            if learner in drafts:
                drafts[learner].plays = plays

    def _told(self, told: Told, drafts: dict[int, _Draft]) -> None:
        mine: dict[int, Told] = {}
        for kind in ("steps", "results", "milestones"):
            for each in getattr(told, kind):
                getattr(mine.setdefault(each.learner, Told([], [], [])), kind).append(each)
        for learner, of in mine.items():
            if learner in drafts:
                drafts[learner].told = of

    def _ready(self, member: Member, chances: Mapping[str, float]) -> bool:
        """Whether somebody in the citizenship track would pass today. Nobody with another goal is reckoned at all."""
        if member.goal not in ("citizenship", "both") or member.test not in self.tests:
            return False
        senior = bool(member.senior)
        questions = (self.seniors if senior else self.tests)[member.test]
        asked, needed = (SENIOR if senior else ASKED)[member.test]
        return is_ready([chances.get(item, NEVER_MET) for item in questions], asked, needed)

    def people(self, drafts: Iterable[_Draft]) -> list[Person]:
        """The finished lines of those who were in a class in the time."""
        return [each for draft in drafts if (each := self.person(draft)) is not None]

    def person(self, draft: _Draft) -> Person | None:
        """The finished line; None for somebody who was in no class in the time."""
        stays = [(place, *self._days(stay)) for place, stay in draft.stays]
        inside = [
            (stay.since, place)
            for (place, stay), (_, begun, ended) in zip(draft.stays, stays, strict=True)
            if begun < self.until and ended > self.since
        ]
        if not inside:
            return None
        bounds = [(month, next_month(month)) for month in months_of(self.since, self.until)]
        present = tuple(any(b < end and e > start for _, b, e in stays) for start, end in bounds)
        kept = [month for month, there in zip(self.months, present, strict=True) if there]
        begun_first = min(begun for _, begun, _ in stays)
        last = max(ended for _, _, ended in stays)
        units = {unit for month in kept for unit in draft.units.get(month, ())}
        opened = Counter(unit.split("-")[0] for unit in units)
        zone = self.zones[draft.stays[0][1].class_id]

        def within(at: datetime) -> bool:
            return self.since <= local_day(at, zone) < self.until

        passed = [step for step in draft.told.steps if step.how == "check" and within(step.at)]
        return Person(
            site=max(inside)[1],
            present=present,
            days=tuple(draft.days.get(month, 0) if month in kept else 0 for month in self.months),
            seconds=tuple(draft.seconds.get(month, 0.0) if month in kept else 0.0 for month in self.months),
            minutes=tuple(draft.minutes.get(month, 0) for month in self.months),
            first=next((i for i, (start, end) in enumerate(bounds) if start <= begun_first < end), None),
            left=frozenset(
                i
                for i, (start, end) in enumerate(bounds)
                if any(start < e <= end for _, _, e in stays) and not any(b < end < e for _, b, e in stays)
            ),
            gone=last <= min(self.until, local_day(self.now, zone) + timedelta(days=1)),
            language=draft.member.language,
            goal=draft.member.goal,
            level=draft.member.level,
            cit_units=opened["cit"],
            work_units=opened["work"],
            civ_units=opened["civ"],
            civics_days=sum(draft.civics.get(month, 0) for month in kept),
            work_role_plays=better(draft.plays, kept),
            levels=self._levels(draft, zone),
            opened=tuple(
                frozenset(unit.split("-")[0] for unit in draft.units.get(month, ())) if month in kept else frozenset()
                for month in self.months
            ),
            checks=tuple(step.level for step in passed),
            checked_in=frozenset(self.months.index(local_day(step.at, zone).isoformat()[:7]) for step in passed),
            results=tuple(result for result in draft.told.results if result.day < self.until),
            milestones=frozenset(each.kind for each in draft.told.milestones if within(each.at)),
            ready=draft.ready,
        )

    def _levels(self, draft: _Draft, zone: str) -> tuple[str | None, ...]:
        """Where somebody practised at the end of each month; where nothing is kept of it, where they do now."""
        steps = [(local_day(step.at, zone), step.level) for step in draft.told.steps]
        if not steps:
            return (draft.member.level,) * len(self.months)
        ends = [next_month(month) for month in months_of(self.since, self.until)]
        return tuple(next((level for day, level in reversed(steps) if day < end), None) for end in ends)

    def _days(self, stay: Stay) -> tuple[date, date]:
        """The first day of a stay and the day after its last, by the class's own calendar."""
        zone = self.zones[stay.class_id]
        if stay.until is None:
            return local_day(stay.since, zone), date.max
        return local_day(stay.since, zone), local_day(stay.until, zone) + timedelta(days=1)

    def _quality(
        self, rooms: Sequence[Class], posts: Sequence[Post], members: Sequence[Member], teaching: Teaching
    ) -> Quality:
        end = min(self.until, self.now.date() + timedelta(days=1))
        there: set[tuple[int, date]] = set()  # weeks with somebody in the class, by their Monday
        for member in members:
            for stay in member.stays:
                begun, ended = self._days(stay)
                week, last = _monday(max(begun, self.since)), min(ended, end)
                while week < last:
                    there.add((stay.class_id, week))
                    week += WEEK
        entered = {(room, _monday(day)) for room, day in teaching.meetings} & there
        off = (teaching.weeks_off & there) - entered
        taught = {post for room in rooms if room.closed_on is None for post in room.tutors}
        tutors = {post.id for post in posts if post.role is Role.TUTOR and post.until is None} & taught
        read = {room for room, opened in teaching.summaries if opened}
        readers = {post for room in rooms if room.id in read for post in room.tutors} & tutors
        return Quality(len(there - off), len(entered), len(off), len(tutors), len(readers))


def better(plays: Sequence[Played], months: Collection[str]) -> int:
    """How many role-plays went better the last time in these months than the first time of all."""
    first: dict[str, Verdict] = {}
    last: dict[str, Verdict] = {}
    for play in plays:
        first.setdefault(play.item, play.verdict)
        if play.month in months:
            last[play.item] = play.verdict
    return sum(SCORES.index(verdict) > SCORES.index(first[item]) for item, verdict in last.items())


def _items(catalogue: Catalogue, unit: str) -> Iterable[str]:
    """Everything that is asked in a unit: its words and its lessons' exercises."""
    found = catalogue.course.units[unit]
    yield from (word.id for word in found.words.values())
    yield from (exercise.id for lesson in found.lessons for exercise in lesson.exercises)


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())
