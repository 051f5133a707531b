"""Who comes, goes, changes class or is in two in the middle of a week: each class tells of its own days, the programme of each minute
once."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from bot.lessons.live import LiveContent
from bot.ports import deeds as d
from bot.ports.staff import Class
from bot.reports.programme_facts import gather
from bot.reports.week import make, needs_now
from bot.reports.week_figures import summarise
from bot.reports.week_needs import needs
from bot.reports.week_praise import praise
from storage.store import SqlStore
from tests.reports.facts import ANA, BEN, BOSTON, NOW, WEEK, LevelStep, Paper, ago, instant
from tests.reports.test_evidence import LONG_AGO, said, turn

UNIT = "en-a1b-u06-l3-"
ITEMS = [f"civics-2008-{n}" for n in range(1, 7)]
WEDNESDAY = instant(WEEK + timedelta(days=2), 18)
NEXT = NOW + timedelta(weeks=1)


async def two_classes(store: SqlStore, content: LiveContent) -> tuple[Class, Class]:
    """Tom's two classes."""
    await store.register(content.catalogue.items)
    office = store.office
    await office.do([d.FoundSite("Lynn"), d.MakeCode("T", "tutor", "Lynn")], LONG_AGO)
    viewer = await office.viewer(person=await turn(store, "tom", LONG_AGO, d.TakePost("T", "Tom")))
    assert viewer is not None
    post = viewer.post
    for key in ("a", "b"):
        await office.do([d.NewClass(key, key.upper(), post.site.id, BOSTON, f"C-{key}", post.id)], LONG_AGO)
    first, second = await office.classes()
    return first, second


async def practise(store: SqlStore, user: str, *days: date) -> None:
    """A practice day each: six right answers, a minute apart."""
    for day in days:
        at = instant(day)
        attempts = tuple(said(item, True, at + timedelta(minutes=n)) for n, item in enumerate(ITEMS))
        await turn(store, user, at, attempts=attempts)


def of(week: date, *days: int) -> list[date]:
    return [week + timedelta(days=n) for n in days]


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
async def test_who_changes_class_on_a_wednesday(store: SqlStore, content: LiveContent) -> None:
    a, b = await two_classes(store, content)
    office, catalogue = store.office, content.catalogue
    ana = await turn(store, "ana", LONG_AGO, d.Join(a.id))
    before = WEEK - timedelta(weeks=1)
    await practise(store, "ana", *of(before, 0, 1, 2, 3), *of(WEEK, 0, 1))
    await turn(store, "ana", instant(WEEK + timedelta(days=1), 20), d.ReachLevel("a2", "check"))
    await turn(store, "ana", WEDNESDAY, d.Leave(a.id, 0), d.Join(b.id))
    await practise(store, "ana", *of(WEEK, 3, 4, 5, 6))
    post = a.tutors[0]
    await office.do([d.Attend(a.id, WEEK + timedelta(days=1), 90, (ana,), post)], NOW)
    await office.do([d.Attend(b.id, WEEK + timedelta(days=3), 60, (ana,), post)], NOW)

    old, new = await make(office, catalogue, a, WEEK, NOW), await make(office, catalogue, b, WEEK, NOW)
    assert (old.needs, old.praise, old.homework, old.asleep) == ((), (), (), 0)
    assert [(each.enrolled, each.active, each.graded) for each in old.weeks[-2:]] == [(1, 1, 24), (0, 0, 0)]
    assert [(each.enrolled, each.days, each.graded, each.checks) for each in new.weeks] == [(1, 4.0, 24, 0)]
    assert [(claim.reason, claim.values) for claim in new.praise] == [("praise.days_here", {"n": 4})]

    old, new = (
        await make(office, catalogue, a, NEXT.date() - timedelta(weeks=1), NEXT),
        await make(office, catalogue, b, NEXT.date() - timedelta(weeks=1), NEXT),
    )
    assert (old.needs, old.figures.enrolled) == ((), 0)
    assert [(claim.reason, claim.values) for claim in new.needs] == [("need.quiet", {"n": 8})]
    assert [(each.active, each.quiet) for each in new.weeks] == [(1, 0), (0, 1)]
    assert await needs_now(office, catalogue, b, NEXT, await office.roster([b.id])) == new.needs

    facts = await gather(office, catalogue, [a.site], date(2026, 11, 1), date(2026, 12, 1), NOW)
    [person] = facts.people
    every = sum(day.seconds for day in await office.days([ana], date(2026, 11, 1)))
    assert (person.days, person.seconds, person.minutes) == ((10,), (pytest.approx(every),), (150,))
    assert (person.present, person.left, person.gone, len(person.checks)) == ((True,), frozenset(), False, 1)


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
async def test_who_is_in_two_classes_counts_in_each_and_once_in_the_programme(
    store: SqlStore, content: LiveContent
) -> None:
    a, b = await two_classes(store, content)
    ben = await turn(store, "ben", LONG_AGO, d.Join(a.id), d.Join(b.id))
    await practise(store, "ben", *of(WEEK, 1, 2))
    for room in (a, b):
        summary = await make(store.office, content.catalogue, room, WEEK, NOW)
        assert (summary.figures.active, summary.figures.graded) == (1, 12)
    [person] = (await gather(store.office, content.catalogue, [a.site], WEEK, NOW.date(), NOW)).people
    every = sum(day.seconds for day in await store.office.days([ben], WEEK))
    assert (person.days, person.seconds) == ((2,), (pytest.approx(every),))


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
async def test_the_class_that_was_joined_last_is_so_by_the_hour(store: SqlStore, content: LiveContent) -> None:
    a, b = await two_classes(store, content)
    await store.office.do([d.FoundSite("Salem"), d.MakeCode("S", "tutor", "Salem")], LONG_AGO)
    viewer = await store.office.viewer(person=await turn(store, "sal", LONG_AGO, d.TakePost("S", "Sal")))
    assert viewer is not None
    await store.office.do([d.NewClass("s", "S", viewer.post.site.id, BOSTON, "C-s", viewer.post.id)], LONG_AGO)
    salem = (await store.office.classes())[-1]
    await turn(store, "ana", instant(WEEK, 10), d.Join(salem.id))
    await turn(store, "ana", instant(WEEK, 18), d.Leave(salem.id, 0), d.Join(b.id))
    [person] = (await gather(store.office, content.catalogue, [a.site, salem.site], WEEK, NOW.date(), NOW)).people
    assert person.site == 0


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
async def test_who_is_back_after_a_summer_is_welcomed_and_was_enrolled_all_the_while(
    store: SqlStore, content: LiveContent
) -> None:
    a, b = await two_classes(store, content)
    ana = await turn(store, "ana", LONG_AGO, d.Join(a.id))  # two months ago
    await turn(store, "ben", LONG_AGO, d.Join(b.id))
    await practise(store, "ana", ago(59), *of(WEEK, 2))
    await practise(store, "ben", ago(59), *of(WEEK, 2))
    await turn(store, "ben", instant(ago(20)), d.Leave(b.id, 0), d.Join(a.id))
    summary = await make(store.office, content.catalogue, a, WEEK, NOW)
    assert [(claim.learner, claim.reason, claim.values) for claim in summary.praise] == [
        (ana, "praise.comeback", {"n": 53})
    ]
    year = (date(2026, 9, 1), date(2026, 12, 1))
    facts = await gather(store.office, content.catalogue, [a.site], *year, NOW)
    assert [(each.present, each.days, each.left, each.gone) for each in facts.people] == [
        ((True, True, True), (1, 0, 1), frozenset(), False)
    ] * 2  # enrolled in every month, active in two


def test_days_before_somebody_came_and_after_they_left_are_not_the_classs(paper: Paper) -> None:
    paper.enroll(ANA, joined=4).practise(ANA, 1, 5, 6)
    paper.add(levels=[LevelStep(ANA, "a2", "check", instant(ago(5)))])
    now = summarise(paper.facts).figures
    assert (now.enrolled, now.active, now.light, now.graded, now.checks) == (1, 0, 1, 8, 0)
    paper.enroll(BEN, joined=60, left=30).enroll(BEN, joined=3).practise(BEN, 40, 20, 2)
    assert [day.day for day in paper.facts.practice[BEN]] == [ago(40), ago(2)]
    assert [day.day for day in paper.facts.days_of(paper.facts.members[BEN])] == [ago(2)]


def test_nobody_was_active_for_a_tutor_whose_they_were_not(paper: Paper) -> None:
    paper.enroll(ANA, joined=9).practise(ANA, 8, 30, 31, 37, 38)
    assert [claim.reason for claim in needs(paper.facts)[0]] == ["need.quiet"]


def test_nobody_is_stuck_or_forgets_by_answers_from_before_they_came(paper: Paper) -> None:
    paper.enroll(ANA, joined=4).practise(ANA, 1).enroll(BEN, joined=4).practise(BEN, 1)
    for n in range(20):
        paper.answer(ANA, f"{UNIT}e0{n % 8 + 1}", n < 5, back=5)
    paper.answer(BEN, "civics-2008-1", False, False, back=5).answer(BEN, "civics-2008-1", False, False, back=3)
    assert needs(paper.facts)[0] == ()


def test_praise_is_for_what_was_done_in_the_class(paper: Paper) -> None:
    paper.enroll(ANA, joined=5).add(levels=[LevelStep(ANA, "a2", "check", instant(ago(6)))])
    paper.enroll(BEN, joined=5).practise(BEN, 4, 30)  # was away, but whose absence was it?
    assert praise(paper.facts) == ()
    paper.practise(BEN, 1, 2, 3)
    assert [claim.reason for claim in praise(paper.facts)] == ["praise.days_here"]


def test_a_wrong_answer_is_quoted_only_from_the_time_that_is_told_of(paper: Paper) -> None:
    from bot.reports.week_hard import hard

    for learner in range(1, 7):
        paper.enroll(learner, joined=100 if learner > 1 else 4)
        paper.answer(learner, "civics-2008-1", False, back=5).answer(learner, "civics-2008-1", *[False] * 6, back=3)
        paper.answer(learner, "civics-2008-1", False, back=0)  # on the Monday after
    for learner in (1, 2):
        paper.write(learner, "civics-2008-1", "bill of rights", *["?"] * 6, "president")
    _, (mistake,) = hard(paper.facts)
    assert (mistake.missed, mistake.quotes) == (6, ())
    paper.write(3, "civics-2008-1", "bill of rights")
    assert hard(paper.facts)[1][0].quotes == ("bill of rights",)
