"""Gathering from a real database, in a constant number of readings; and every claim opens to what it rests on."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest

from bot.lessons.live import LiveContent
from bot.lessons.memory import Card, Rating, review
from bot.lessons.model import Skill, Verdict
from bot.messages import Address, Incoming, Outgoing, Text
from bot.ports import Attempt, Changes, Learner
from bot.ports import deeds as d
from bot.ports.staff import Class, Letter
from bot.reports import week_evidence
from bot.reports.week import make
from bot.reports.week_words import Wording, names_of
from bot.reports.weekly import HARD, Claim, WeeklySummary
from bot.turn import local_day
from storage.store import SqlStore
from tests.reports.facts import BOSTON, NOW, WEEK, ago, instant

LONG_AGO = instant(ago(60))
HELLO = Outgoing("hello")
UNIT = "en-a1b-u06-l3-"


async def turn(
    store: SqlStore,
    user: str,
    at: datetime,
    *deeds: d.Deed,
    attempts: tuple[Attempt, ...] = (),
    cards: tuple[Card, ...] = (),
) -> int:
    """One turn of a person; returns their learner id."""
    incoming = Incoming(f"{user}-{at.timestamp()}", Address("telegram", user), at, Text("hi"))
    known = await store.load(incoming)
    assert known is not None
    learner = known.learner or Learner(nickname=user.title(), level="a1b", test="2008", senior=False, state="MA")
    await store.save(
        incoming, known, Changes(learner=learner, deeds=list(deeds), attempts=list(attempts), cards=list(cards))
    )
    again = await store.load(Incoming(f"{user}-id", incoming.address, at, Text("hi")))
    assert again is not None
    assert again.learner is not None
    return again.learner.id


def said(item: str, right: bool, at: datetime, text: str | None = None) -> Attempt:
    verdict = Verdict.CORRECT if right else Verdict.INCORRECT
    return Attempt(item, Skill.PRODUCE, "type", verdict, Rating.GOOD, at, local_day(at, BOSTON), False, 5.0, text)


async def klass(
    store: SqlStore, content: LiveContent, size: int, *, since: datetime = LONG_AGO
) -> tuple[Class, list[int]]:
    """A class in which everybody missed the first question, two in the same words, and has homework."""
    await store.register(content.catalogue.items)
    office = store.office
    await office.do([d.FoundSite("Lynn"), d.MakeCode("T", "tutor", "Lynn")], LONG_AGO)
    person = await turn(store, "tom", LONG_AGO, d.TakePost("T", "Tom"))
    viewer = await office.viewer(person=person)
    assert viewer is not None
    await office.do([d.NewClass("k1", "Evening", viewer.post.site.id, BOSTON, "C", viewer.post.id)], LONG_AGO)
    [room] = await office.classes()
    ids = []
    for n in range(size):
        user = f"learner{n}"
        ids.append(await turn(store, user, since, d.Join(room.id), d.SetInterview(date(2026, 12, 7), n == 0)))
        at = instant(ago(3))
        facts = tuple(
            said("civics-2008-1", False, at + timedelta(minutes=m), "Bill of Rights" if m == 0 and n < 2 else f"no {n}")
            for m in range(4)
        )
        await turn(store, user, at, attempts=(*facts, said("civics-2008-2", True, at + timedelta(minutes=9))))
    post = room.tutors[0]
    await office.do([d.Assign(room.id, None, "items", "One", ("civics-2008-3",), ago(1), post)], instant(ago(9)))
    return room, ids


async def test_the_facts_of_a_week_come_out_of_the_database(store: SqlStore, content: LiveContent) -> None:
    room, ids = await klass(store, content, 6)
    question = Letter(room.id, ids[1], room.tutors[0], True, "Why not the Bill?", instant(ago(2)))
    await store.office.do([d.Send(None, HELLO, question)], instant(ago(2)))
    summary = await make(store.office, content.catalogue, room, WEEK, NOW)
    assert [claim.reason for claim in summary.needs[:2]] == ["need.interview", "need.question"]
    assert {claim.reason for claim in summary.needs[2:]} == {"need.stuck_item"}
    assert summary.topic is not None
    assert [(m.item, m.tried, m.missed, m.kind, m.quotes) for m in summary.hard] == [
        ("civics-2008-1", 6, 6, "fact", ("bill of rights",))
    ]
    assert [(work.set_for, work.begun, len(work.unopened)) for work in summary.homework] == [(6, 0, 6)]
    assert [(ahead.learner, ahead.week) for ahead in summary.interviews] == [(ids[0], date(2026, 12, 7))]
    assert (summary.figures.enrolled, summary.figures.light, summary.figures.graded) == (6, 6, 30)


async def test_what_came_later_is_not_seen_in_an_older_week(store: SqlStore, content: LiveContent) -> None:
    room, _ = await klass(store, content, 4)
    before = await make(store.office, content.catalogue, room, WEEK - timedelta(days=7), NOW - timedelta(days=7))
    assert before.figures.graded == 0
    assert before.topic is None
    assert [work.begun for work in before.homework] == [0]
    assert all(claim.reason in ("need.interview", "need.quiet", "need.asleep") for claim in before.needs)


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
async def test_a_larger_class_takes_no_more_readings(
    store: SqlStore, content: LiveContent, monkeypatch: pytest.MonkeyPatch
) -> None:
    room, _ = await klass(store, content, 3)
    counts = []
    for more in (0, 9):
        for n in range(more):
            await turn(store, f"new{n}", LONG_AGO, d.Join(room.id), d.SetInterview(date(2026, 12, 7), True))
        counts.append(await _statements(store, content, room, monkeypatch))
    assert counts[0] == counts[1]
    assert counts[0] < 20


async def _statements(store: SqlStore, content: LiveContent, room: Class, monkeypatch: pytest.MonkeyPatch) -> int:
    from sqlalchemy import Connection

    count = 0
    real = Connection.execute

    def counting(self: Connection, *args: Any, **kwargs: Any) -> Any:
        nonlocal count
        count += 1
        return real(self, *args, **kwargs)

    with monkeypatch.context() as patched:
        patched.setattr(Connection, "execute", counting)
        await make(store.office, content.catalogue, room, WEEK, NOW)
    return count


async def opened(
    store: SqlStore, content: LiveContent, room: Class, summary: WeeklySummary, claim: Claim | None
) -> list[str]:
    roster = await store.office.roster([room.id])
    words = Wording(
        content.staff_phrases, "en", names_of(roster, content.staff_phrases, "en"), content.catalogue, state="MA"
    )
    if claim is not None:
        return await week_evidence.lines(store.office, content.catalogue, room, summary, claim, words)
    told, about = await week_evidence.opened(store.office, content.catalogue, room, summary, HARD, words)
    assert about is None
    return told


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
async def test_every_claim_opens_to_its_evidence(store: SqlStore, content: LiveContent) -> None:
    room, ids = await klass(store, content, 6)
    letter = Letter(room.id, ids[1], room.tutors[0], True, "Why not the Bill?", instant(ago(2)))
    await store.office.do([d.Send(None, HELLO, letter)], instant(ago(2)))
    summary = await make(store.office, content.catalogue, room, WEEK, NOW)
    by = {claim.reason: claim for claim in summary.needs}

    async def lines(claim: Claim | None) -> list[str]:
        return await opened(store, content, room, summary, claim)

    assert await lines(by["need.interview"]) == [
        "Interview in the week of Dec 7. The learner has shared it.",
        "No question of their civics test has been practiced yet, so nobody can say how ready they are.",
    ]
    begun = replace(by["need.interview"], values={"day": "2026-12-07", "readiness": 0.5, "topic": "civics:Symbols"})
    assert (await lines(begun))[1].startswith("Chance to pass the civics test, estimated")
    assert await lines(by["need.question"]) == ["Nov 21: “Why not the Bill?”"]
    assert (await lines(by["need.stuck_item"]))[1] == "Nov 20: ❌❌❌❌ What is the supreme law of the land?"
    hard = await lines(None)
    assert "6 of 6 learners missed it in two weeks." in hard
    assert any("bill of rights" in line for line in hard)
    quiet = await lines(Claim(ids[2], "need.quiet", {"n": 9}))
    assert quiet[0] == "In the class since Sep 24."
    assert quiet[-1] == "Nov 20: 5 (1)"
    assert await lines(Claim(ids[2], "need.overdue", {"title": "One", "day": "2026-11-22", "done": 0, "all": 1})) == [
        "Done: 0 of 1. Due on Nov 22."
    ]
    await turn(store, "learner3", instant(ago(1)), d.Reached("got_job"), d.ReachLevel("a2", "check"))
    assert await lines(Claim(ids[3], "praise.goal", {"goal": "got_job"})) == ["Told us on Nov 22."]
    assert await lines(Claim(ids[3], "praise.check", {"level": "a2"})) == ["Level check passed on Nov 22."]


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
async def test_evidence_reaches_back_three_months(store: SqlStore, content: LiveContent) -> None:
    room, ids = await klass(store, content, 1, since=instant(ago(99)))
    for back in (80, 95):
        await turn(store, "learner0", instant(ago(back)), attempts=(said("civics-2008-3", False, instant(ago(back))),))
    summary = await make(store.office, content.catalogue, room, WEEK, NOW)
    claim = Claim(ids[0], "need.stuck_item", {"item": "civics-2008-3", "n": 4}, ("civics-2008-3",))
    head, line = await opened(store, content, room, summary, claim)
    assert head.startswith("Answers of the last three months")
    assert line.count("❌") == 1
    days = await opened(store, content, room, summary, Claim(ids[0], "need.quiet", {"n": 9}))
    assert [each for each in days if each.endswith(": 1 (0)")] == ["Sep 4: 1 (0)"]


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
async def test_what_opens_later_is_what_was_claimed(store: SqlStore, content: LiveContent) -> None:
    room, ids = await klass(store, content, 6)
    await turn(store, "learner3", instant(ago(1)), d.Reached("got_job"))
    await turn(store, "learner4", instant(ago(1)), d.ReachLevel("a2", "check"))
    card = review(None, Rating.EASY, item="civics-2008-1", skill=Skill.PRODUCE, now=NOW, day=ago(0), learner=ids[0])
    await turn(store, "learner0", instant(ago(0), 7), cards=(card,))
    made = await make(store.office, content.catalogue, room, WEEK, NOW)
    kept = WeeklySummary.from_data(json.loads(json.dumps(made.as_data())))
    assert kept == made

    async def every() -> dict[str, list[str]]:
        claims = (*kept.needs, *kept.praise, Claim(ids[2], "need.quiet", {"n": 9}))
        return {claim.key: await opened(store, content, room, kept, claim) for claim in claims}

    then = await every()
    assert {key.rpartition(".")[0] for key in then} == {
        "need.interview", "need.stuck_item", "need.quiet", "praise.goal", "praise.check",
    }  # fmt: skip
    later = instant(ago(0))  # the evening of the Monday on which it came
    right = tuple(said("civics-2008-1", True, later + timedelta(minutes=n)) for n in range(6))
    for n in range(6):
        await turn(store, f"learner{n}", later, d.Reached("got_job"), d.ReachLevel("a2", "check"), attempts=right)
    known = [
        review(None, Rating.EASY, item=question.id, skill=Skill.PRODUCE, now=later, day=ago(0), learner=ids[0])
        for question in content.catalogue.test("2008")
        if question.section in made.interviews[0].weakest
    ]
    await turn(store, "learner0", later + timedelta(hours=1), cards=tuple(known))
    assert await every() == then
    assert then[f"need.quiet.{ids[2]}"][-1] == "Nov 20: 5 (1)"


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
async def test_evidence_begins_when_they_joined(store: SqlStore, content: LiveContent) -> None:
    room, ids = await klass(store, content, 1, since=instant(ago(4)))
    await turn(store, "learner0", instant(ago(6)), attempts=(said("civics-2008-1", True, instant(ago(6))),))
    summary = await make(store.office, content.catalogue, room, WEEK, NOW)
    stuck = Claim(ids[0], "need.stuck_item", {"item": "civics-2008-1", "n": 4}, ("civics-2008-1",))
    assert (await opened(store, content, room, summary, stuck))[1].count("✅") == 0
    days = await opened(store, content, room, summary, Claim(ids[0], "need.quiet", {"n": 9}))
    assert days[0] == "In the class since Nov 19."
    assert [each for each in days if each.startswith("Nov")] == ["Nov 20: 5 (1)"]


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
async def test_nothing_opens_of_somebody_who_has_left(store: SqlStore, content: LiveContent) -> None:
    room, ids = await klass(store, content, 3)
    summary = await make(store.office, content.catalogue, room, WEEK, NOW)
    await store.office.do([d.Leave(room.id, ids[0])], NOW)
    claim = next(claim for claim in summary.needs if claim.learner == ids[0])
    assert await opened(store, content, room, summary, claim) == ["This learner is not in the class any more."]
