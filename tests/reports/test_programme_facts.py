"""Facts for the programme's report out of a real database: each person once, hours only as entered, demo and real apart."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.lessons.live import LiveContent
from bot.lessons.model import Verdict
from bot.ports import deeds as d
from bot.ports.staff import Class
from bot.reports.programme_facts import gather, together, whole_months
from bot.reports.programme_people import ProgrammeFacts, programme_year
from storage.store import SqlStore
from tests.storage.test_census import answers
from tests.storage.test_office import turn

JULY = datetime(2026, 7, 20, 22, 0, tzinfo=UTC)
NOW = datetime(2026, 11, 23, 15, 0, tzinfo=UTC)
YEAR = programme_year(NOW.date())


@pytest.fixture
async def store(tmp_path: Path, key: str, content: LiveContent) -> AsyncIterator[SqlStore]:
    """An empty store that knows all items."""
    store = await SqlStore.open(f"sqlite+aiosqlite:///{tmp_path}/doorway.db", key)
    await store.register(content.catalogue.items)
    yield store
    await store.close()


async def room_at(store: SqlStore, site: str, key: str, *, demo: bool = False) -> Class:
    """A class at a site of its own."""
    await store.office.do([d.FoundSite(site, demo), d.MakeCode(f"T-{key}", "tutor", site)], JULY)
    person = await turn(store, f"tutor-{key}", d.TakePost(f"T-{key}", "Tom"), at=JULY)
    viewer = await store.office.viewer(person=person)
    assert viewer is not None
    post = viewer.post
    await store.office.do([d.NewClass(key, "Evening", post.site.id, "America/New_York", f"C-{key}", post.id)], JULY)
    return next(each for each in await store.office.classes() if each.key == key)


async def read(store: SqlStore, content: LiveContent, *rooms: Class, **more: Any) -> ProgrammeFacts:
    return await gather(store.office, content.catalogue, [room.site for room in rooms], *YEAR, NOW, **more)


async def test_somebody_in_two_classes_is_one_person_at_the_site_they_joined_last(
    store: SqlStore, content: LiveContent
) -> None:
    lynn, salem = await room_at(store, "Lynn", "k1"), await room_at(store, "Salem", "k2")
    ana = await turn(store, "ana", d.Join(lynn.id), at=JULY)
    await turn(store, "ana", d.Join(salem.id), at=JULY + timedelta(days=60))
    await store.office.do(
        [
            d.Attend(lynn.id, date(2026, 8, 4), 400, (ana,), lynn.tutors[0]),
            d.Attend(salem.id, date(2026, 10, 6), 320, (ana,), salem.tutors[0]),
        ],
        NOW,
    )
    told: list[tuple[int, int]] = []
    facts = await read(store, content, lynn, salem, progress=lambda done, all: told.append((done, all)))
    [person] = facts.people
    assert person.site == 1
    assert person.minutes == (0, 400, 0, 320, 0)  # July to November
    assert (person.first, person.gone) == (0, False)
    assert told == [(1, 2), (2, 2)]
    [alone] = (await read(store, content, lynn)).people
    assert alone.minutes == (0, 400, 0, 0, 0)


async def test_practice_counts_in_months_in_which_they_were_enrolled(store: SqlStore, content: LiveContent) -> None:
    room = await room_at(store, "Lynn", "k1")
    questions = [q.id for q in content.catalogue.test("2008")][:6]
    work = [
        lesson.exercises[0].id
        for id in ("work-01", "work-02")
        for lesson in content.catalogue.course.units[id].lessons[:1]
    ]
    joined = datetime(2026, 9, 10, 22, tzinfo=UTC)
    before, within = answers(date(2026, 8, 3), questions), answers(date(2026, 9, 14), questions + work)
    await turn(store, "ana", at=joined, attempts=before)
    ana = await turn(store, "ana", d.Join(room.id), at=joined + timedelta(hours=1), attempts=within)
    await store.office.do([d.Leave(room.id, ana, room.tutors[0])], datetime(2026, 10, 5, 22, tzinfo=UTC))
    [person] = (await read(store, content, room)).people
    assert person.present == (False, False, True, True, False)
    assert person.days == (0, 0, 1, 0, 0)
    assert person.seconds == pytest.approx((0, 0, 70, 0, 0))
    assert person.civics_days == 1
    assert (person.work_units, person.civ_units) == (2, 0)
    assert (person.first, person.left, person.gone) == (2, {3}, True)
    earlier = await gather(store.office, content.catalogue, [room.site], date(2026, 7, 1), date(2026, 9, 1), NOW)
    assert earlier.people == []


async def test_a_role_play_of_work_counts_when_it_went_better_the_last_time_than_the_first(
    store: SqlStore, content: LiveContent
) -> None:
    room = await room_at(store, "Lynn", "k1")
    units = content.catalogue.course.units.values()
    every = [
        (unit.track, e.id)
        for unit in units
        for lesson in unit.lessons
        for e in lesson.exercises
        if e.type == "role-play"
    ]
    plays = [id for track, id in every if track == "work"]
    english = next(id for track, id in every if not track)

    async def play(who: str, day: date, item: str, verdict: Verdict) -> None:
        [one] = answers(day, [item])
        at = datetime.combine(day, one.at.timetz())
        await turn(store, who, at=at, attempts=[one._replace(verdict=verdict)])

    for who in ("ana", "bo", "cy"):
        await turn(store, who, d.Join(room.id), at=JULY)
    for item in (plays[0], english):
        at = 3 + (item == english)
        await play("ana", date(2026, 8, at), item, Verdict.PARTIAL)
        await play("ana", date(2026, 8, at + 10), item, Verdict.CORRECT)
    await play(
        "bo", date(2026, 6, 3), plays[0], Verdict.INCORRECT
    )  # before the time and the class: the first all the same
    await play("bo", date(2026, 9, 3), plays[0], Verdict.PARTIAL)
    for day, verdict in enumerate((Verdict.CORRECT, Verdict.PARTIAL, Verdict.CORRECT), 3):
        await play("cy", date(2026, 9, day), plays[1], verdict)
    people = (await read(store, content, room)).people
    assert [person.work_role_plays for person in people] == [1, 1, 0]


async def test_who_came_last_year_is_returning_and_a_past_year_can_be_read(
    store: SqlStore, content: LiveContent
) -> None:
    room = await room_at(store, "Lynn", "k1")
    await turn(store, "ana", d.Join(room.id), at=datetime(2026, 3, 1, tzinfo=UTC))
    [now] = (await read(store, content, room)).people
    assert now.first is None
    past = await gather(store.office, content.catalogue, [room.site], *programme_year(date(2026, 3, 1)), NOW)
    assert len(past.months) == 12
    assert [person.first for person in past.people] == [7]  # in Boston it was still February


async def test_what_people_reached(store: SqlStore, content: LiveContent) -> None:
    room = await room_at(store, "Lynn", "k1")
    deeds = [d.Join(room.id), d.ReachLevel("a1b", "check"), d.ReachLevel("a2", "tutor"), d.Reached("passed_interview")]
    ana = await turn(store, "ana", *deeds, at=JULY)
    await store.office.do([d.EnterResult(ana, room.id, "CASAS", date(2026, 9, 1), 3, "", room.tutors[0])], NOW)
    [person] = (await read(store, content, room)).people
    assert (person.checks, person.checked_in) == (("a1b",), {0})
    assert person.milestones == {"passed_interview"}
    assert [result.nrs for result in person.results] == [3]
    assert not person.ready


async def test_levels_are_those_of_each_month_and_tracks_those_that_were_opened_in_it(
    store: SqlStore, content: LiveContent
) -> None:
    room = await room_at(store, "Lynn", "k1")
    work = content.catalogue.course.units["work-01"].lessons[0].exercises[0].id
    before = JULY - timedelta(days=60)
    await turn(store, "ana", d.Join(room.id), d.ReachLevel("a0", "placed"), at=before)
    await turn(store, "ana", d.ReachLevel("a1a", "check"), at=JULY + timedelta(days=30))  # 19 August
    # In Boston it is still September.
    late = datetime(2026, 10, 1, 2, tzinfo=UTC)
    await turn(store, "ana", d.ReachLevel("a1b", "check"), at=late, attempts=answers(date(2026, 9, 30), [work]))
    [person] = (await read(store, content, room)).people
    assert person.levels == ("a0", "a1a", "a1b", "a1b", "a1b")  # July to November
    assert person.checked_in == {1, 2}
    assert person.opened == (set(), set(), {"work"}, set(), set())
    await turn(store, "bo", d.Join(room.id), at=JULY)
    assert (await read(store, content, room)).people[1].levels == ("a1a",) * 5  # nothing is kept of it


async def test_how_complete_the_data_are(store: SqlStore, content: LiveContent) -> None:
    room = await room_at(store, "Lynn", "k1")
    ana = await turn(store, "ana", d.Join(room.id), at=JULY)
    await store.office.do([d.Leave(room.id, ana, room.tutors[0])], JULY + timedelta(days=15))
    days = (date(2026, 7, 21), date(2026, 7, 23), date(2026, 10, 6))  # twice in one week; when nobody was enrolled
    await store.office.do([d.Attend(room.id, day, 90, (ana,), room.tutors[0]) for day in days], NOW)
    quality = (await read(store, content, room)).quality[0]
    assert (quality.weeks, quality.entered, quality.tutors, quality.opened) == (3, 1, 1, 0)
    # A holiday in the second week, "no class" beside a meeting that was, and a week when nobody was enrolled.
    weeks = (date(2026, 7, 27), date(2026, 7, 20), date(2026, 10, 5))
    await store.office.do([d.WeekOff(room.id, week, True, room.tutors[0]) for week in weeks], NOW)
    quality = (await read(store, content, room)).quality[0]
    assert (quality.weeks, quality.entered, quality.off) == (2, 1, 1)
    await store.office.do([d.WeekOff(room.id, weeks[0], False, room.tutors[0])], NOW)
    assert (await read(store, content, room)).quality[0].off == 0


async def test_demo_and_real_people_are_never_counted_together(store: SqlStore, content: LiveContent) -> None:
    real, demo = await room_at(store, "Lynn", "k1"), await room_at(store, "Demo", "k2", demo=True)
    assert together([demo.site, real.site], demo=False) == (real.site,)
    assert together([demo.site, real.site], demo=True) == (demo.site,)
    with pytest.raises(ValueError, match="never in one report"):
        await read(store, content, real, demo)


async def test_a_site_of_many_takes_as_many_readings_as_one_of_few(store: SqlStore, content: LiveContent) -> None:
    room = await room_at(store, "Lynn", "k1")
    readings = 0
    runner = store._runner
    originals = runner.read, runner.scan

    def counting(run: Any) -> Any:
        async def counted(work: Any) -> Any:
            nonlocal readings
            readings += 1
            return await run(work)

        return counted

    runner.read, runner.scan = (counting(run) for run in originals)  # type: ignore[method-assign]
    counts = []
    for more in (1, 12):
        for n in range(more):
            await turn(store, f"p{more}-{n}", d.Join(room.id), at=JULY)
        readings = 0
        assert len((await read(store, content, room)).people) >= more
        counts.append(readings)
    assert counts == [9, 9]


@pytest.mark.parametrize(
    ("since", "until", "whole"),
    [
        (date(2026, 7, 1), date(2027, 7, 1), (date(2026, 7, 1), date(2026, 12, 1))),  # up to the running month
        (date(2026, 8, 15), date(2026, 9, 10), (date(2026, 8, 1), date(2026, 10, 1))),
        (date(2026, 8, 1), date(2026, 9, 1), (date(2026, 8, 1), date(2026, 9, 1))),
        (date(2025, 3, 1), date(2026, 9, 1), (date(2026, 7, 1), date(2026, 9, 1))),  # of two years, the later
        (date(2025, 3, 1), date(2026, 7, 1), (date(2025, 7, 1), date(2026, 7, 1))),
        (date(2026, 8, 20), date(2026, 8, 1), (date(2026, 8, 1), date(2026, 9, 1))),  # turned round: one month
    ],
)
def test_a_time_is_taken_in_whole_months(since: date, until: date, whole: tuple[date, date]) -> None:
    assert whole_months(since, until, NOW) == whole
