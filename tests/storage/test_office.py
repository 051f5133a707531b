"""Sites, classes, posts and what passes in them: the same promises on SQLite and on PostgreSQL."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from bot.lessons.memory import Rating
from bot.lessons.model import Skill, Verdict
from bot.messages import Address, Incoming, Outgoing, Text
from bot.ports import Attempt, Changes, Learner
from bot.ports import deeds as d
from bot.ports.staff import Class, Letter, Role
from storage.store import SqlStore

NOW = datetime(2026, 11, 23, 15, 0, tzinfo=UTC)
LATER = NOW + timedelta(days=7)
HELLO = Outgoing("hello")


def update(id: str, user: str, at: datetime = NOW) -> Incoming:
    return Incoming(id, Address("telegram", user), at, Text("hi"))


async def turn(
    store: SqlStore, user: str, *deeds: d.Deed, at: datetime = NOW, attempts: tuple[Attempt, ...] = ()
) -> int:
    """One turn of a person; returns their learner id."""
    incoming = update(f"{user}-{at.timestamp()}-{len(deeds)}-{len(attempts)}", user, at)
    known = await store.load(incoming)
    assert known is not None
    learner = known.learner or Learner(nickname=user.title(), goal="both", level="a1a")
    changes = Changes(learner=learner, deeds=list(deeds), attempts=list(attempts), replies=[HELLO])
    sent = await store.save(incoming, known, changes)
    assert sent is not None
    found = await store.load(update(f"again-{incoming.id}", user, at))
    assert found is not None
    assert found.learner is not None
    return found.learner.id


async def a_class(store: SqlStore, *, tutor: str = "tom", key: str = "k1") -> Class:
    """A site with a tutor and a class."""
    await store.office.do([d.FoundSite("Lynn Library"), d.MakeCode(f"T-{tutor}", "tutor", "Lynn Library")], NOW)
    person = await turn(store, tutor, d.TakePost(f"T-{tutor}", tutor.title()))
    viewer = await store.office.viewer(person=person)
    assert viewer is not None
    post = viewer.post
    await store.office.do([d.NewClass(key, "Evening", post.site.id, "America/New_York", f"C-{key}", post.id)], NOW)
    return next(each for each in await store.office.classes() if each.key == key)


async def test_a_tutor_is_invited_once_and_makes_a_class(store: SqlStore) -> None:
    room = await a_class(store)
    assert (room.name, room.site.name, room.closed_on) == ("Evening", "Lynn Library", None)
    code = await store.office.code("T-tom")
    assert code is not None
    assert not code.works(NOW)
    with pytest.raises(d.DeedRefused):
        await turn(store, "eve", d.TakePost("T-tom", "Eve"), at=LATER)
    joins = await store.office.code("C-k1")
    assert joins is not None
    assert (joins.kind, joins.class_id, joins.works(LATER)) == ("class", room.id, True)
    viewer = await store.office.viewer(post=room.tutors[0])
    assert viewer is not None
    assert [each.key for each in viewer.classes] == ["k1"]
    assert viewer.post.role is Role.TUTOR


async def test_a_revoked_or_old_code_opens_nothing(store: SqlStore) -> None:
    await store.office.do([d.FoundSite("S"), d.MakeCode("X", "tutor", "S", expires_at=NOW + timedelta(days=1))], NOW)
    with pytest.raises(d.DeedRefused):
        await turn(store, "tom", d.TakePost("X", "Tom"), at=LATER)
    await store.office.do([d.MakeCode("Y", "tutor", "S"), d.RevokeCode("Y", 1)], NOW)
    with pytest.raises(d.DeedRefused):
        await turn(store, "tom", d.TakePost("Y", "Tom"))
    assert await store.office.viewer(person=1) is None


async def test_joining_leaving_and_being_counted(store: SqlStore) -> None:
    room = await a_class(store)
    ana = await turn(store, "ana", d.Join(room.id))
    assert await turn(store, "ana", d.Join(room.id), at=LATER) == ana  # twice is once
    [enrolled] = await store.office.roster([room.id])
    assert (enrolled.learner.id, enrolled.learner.nickname, enrolled.learner.classes) == (ana, "Ana", 1)
    await store.office.do([d.Leave(room.id, ana, room.tutors[0])], LATER)
    assert await store.office.roster([room.id]) == []
    assert len(await store.office.roster([room.id], former=True)) == 1
    assert [each.action for each in await store.office.audit([room.site.id])][-1] == "take off the class"
    assert await store.office.classes_of(ana) == []
    assert [each.id for each in await store.office.classes_of(ana, former=True)] == [room.id]


async def test_who_has_left_takes_no_number_from_their_namesakes(store: SqlStore) -> None:
    room = await a_class(store)
    people = [await turn(store, user, d.Join(room.id)) for user in ("ana", "ANA", "anA")]
    await store.office.do([d.Leave(room.id, people[0], room.tutors[0])], LATER)
    here = await store.office.roster([room.id])
    assert [(each.learner.id, each.namesake) for each in here] == [(people[1], 1), (people[2], 2)]
    everyone = await store.office.roster([room.id], former=True)
    assert [each for each in everyone if each.until is None] == here
    assert [each.namesake for each in everyone if each.until is not None] == [3]


async def test_a_class_handed_over_is_closed_to_the_former_tutor_at_once(store: SqlStore) -> None:
    room = await a_class(store)
    await a_class(store, tutor="uma", key="k2")
    second = next(each for each in await store.office.classes() if each.key == "k2").tutors[0]
    await store.office.do([d.HandOver(room.id, second, room.tutors[0])], LATER)
    [now] = await store.office.classes(ids=[room.id])
    assert now.tutors == (second,)
    former = await store.office.viewer(post=room.tutors[0])
    assert former is not None
    assert former.classes == ()


async def test_a_post_that_ends_takes_its_sessions_and_classes(store: SqlStore) -> None:
    room = await a_class(store)
    post = room.tutors[0]
    await store.office.do([d.AskSignIn("token", post, LATER)], NOW)
    signed = await store.office.sign_in("token", NOW)
    assert signed is not None
    assert await store.office.sign_in("token", NOW) is None  # once
    assert (await store.office.session(signed[1], NOW)) is not None
    assert (await store.office.session(signed[1], NOW + timedelta(hours=13))) is None
    await store.office.do([d.EndPost(post, None)], NOW)
    assert await store.office.session(signed[1], NOW) is None
    [now] = await store.office.classes(ids=[room.id])
    assert now.tutors == ()


def said(item: str, verdict: Verdict, at: datetime, *, answer: str | None = None, mastered: bool = False) -> Attempt:
    return Attempt(item, Skill.PRODUCE, "type", verdict, Rating.GOOD, at, at.date(), False, 5.0, answer, mastered)


async def test_items_mastered_are_counted_on_their_day(store: SqlStore) -> None:
    await store.register(["civics-2008-1", "civics-2008-2"])
    facts = (
        said("civics-2008-1", Verdict.CORRECT, NOW, mastered=True),
        said("civics-2008-2", Verdict.CORRECT, NOW),
        said("civics-2008-2", Verdict.CORRECT, LATER, mastered=True),
    )
    ana = await turn(store, "ana", attempts=facts)
    assert [day.mastered for day in await store.office.days([ana], NOW.date())] == [1, 1]


async def test_active_time_counts_gaps_up_to_ninety_seconds_and_none_after_ten_minutes(store: SqlStore) -> None:
    await store.register(["civics-2008-1"])
    at = [NOW + timedelta(seconds=s) for s in (0, 30, 230, 2000)]
    ana = await turn(store, "ana", attempts=tuple(said("civics-2008-1", Verdict.CORRECT, when) for when in at))
    [day] = await store.office.days([ana], NOW.date())
    # 5 (its own) + 30 + 90 (of 200) + 5 (a new session)
    assert (day.graded, day.right, day.seconds) == (4, 4, pytest.approx(130))
    assert await store.office.days([ana], NOW.date() + timedelta(days=1)) == []
    # A question that had stood for an hour before it was answered: nobody was at it all that time, nor 90 seconds of it.
    stood = said("civics-2008-1", Verdict.CORRECT, NOW + timedelta(hours=2))._replace(seconds=3600.0)
    await turn(store, "ana", at=LATER, attempts=(stood,))
    [day] = await store.office.days([ana], NOW.date())
    assert (day.graded, day.seconds) == (5, pytest.approx(130))


async def test_homework_is_followed_by_what_was_answered_since(store: SqlStore) -> None:
    items = ["civics-2008-1", "civics-2008-2"]
    await store.register(items)
    room = await a_class(store)
    ana = await turn(store, "ana", d.Join(room.id), attempts=(said(items[0], Verdict.CORRECT, NOW),))
    await store.office.do(
        [d.Assign(room.id, None, "items", "Two", tuple(items), date(2026, 11, 30), room.tutors[0])],
        NOW + timedelta(hours=1),
    )
    work = await store.office.assignments([room.id])
    assert [(each.title, each.items) for each in work] == [("Two", tuple(items))]
    assert await store.office.done(work, [ana]) == []
    after = NOW + timedelta(hours=2)
    await turn(store, "ana", at=after, attempts=(said(items[1], Verdict.INCORRECT, after, answer="no idea"),))
    [done] = await store.office.done(work, [ana])
    assert (done.answered, done.right) == (frozenset({"civics-2008-2"}), frozenset())
    assert await store.office.texts([ana], items, NOW) == [(ana, items[1], "no idea", after)]
    await store.office.do([d.Withdraw(work[0].id, room.tutors[0])], LATER)
    assert await store.office.assignments([room.id]) == []


async def test_a_level_set_by_the_tutor_reaches_the_learner(store: SqlStore) -> None:
    room = await a_class(store)
    ana = await turn(store, "ana", d.Join(room.id))
    await store.office.do([d.ReachLevel("b1", "tutor", ana, room.id, room.tutors[0])], LATER)
    [enrolled] = await store.office.roster([room.id])
    assert enrolled.learner.level == "b1"
    assert [(step.level, step.how) for step in await store.office.levels([ana])] == [("b1", "tutor")]


async def test_a_check_that_was_not_passed_is_of_the_level_it_was_taken_at(store: SqlStore) -> None:
    room = await a_class(store)
    waits = Learner(nickname="Ana", goal="english", level="a1a", checks=1, check_on="2026-11-20")
    known = await store.load(update("first", "ana", NOW))
    assert known is not None
    await store.save(update("first", "ana", NOW), known, Changes(learner=waits, replies=[HELLO]))
    ana = await turn(store, "ana", d.Join(room.id))
    for level, kept in (("a1a", (1, "2026-11-20")), ("a1b", (0, None))):
        await store.office.do([d.ReachLevel(level, "tutor", ana, room.id, room.tutors[0])], LATER)
        [enrolled] = await store.office.roster([room.id])
        assert (enrolled.learner.checks, enrolled.learner.check_on) == kept


async def test_what_a_learner_tells_and_what_a_tutor_enters(store: SqlStore) -> None:
    room = await a_class(store)
    ana = await turn(store, "ana", d.Join(room.id), d.SetInterview(date(2026, 12, 7), True), d.Reached("got_job"))
    tom = room.tutors[0]
    await store.office.do(
        [
            d.EnterResult(ana, room.id, "BEST Plus 3.0", date(2026, 11, 1), 3, "", tom),
            d.WriteNote(ana, room.id, "Bring the bus map", tom),
            d.Attend(room.id, date(2026, 11, 24), 90, (ana,), tom),
            d.Attend(room.id, date(2026, 11, 24), 120, (ana,), tom),
        ],
        NOW,
    )
    assert [(each.week, each.shared) for each in await store.office.interviews([ana])] == [(date(2026, 12, 7), True)]
    assert [each.kind for each in await store.office.milestones([ana])] == ["got_job"]
    assert [(each.test, each.nrs) for each in await store.office.results([ana])] == [("BEST Plus 3.0", 3)]
    assert [each.text for each in await store.office.notes(ana, [room.id])] == ["Bring the bus map"]
    assert [(each.minutes, each.learners) for each in await store.office.meetings([room.id])] == [(120, {ana})]
    bo = await turn(store, "bo", d.Join(room.id))
    await store.office.do([d.Attend(room.id, date(2026, 11, 24), 60, (bo,), tom)], NOW)  # came to the second hour
    met = [(each.minutes, each.learners) for each in await store.office.meetings([room.id])]
    assert met == [(120, {ana}), (60, {bo})]
    await store.office.do([d.Attend(room.id, date(2026, 11, 24), 0, (bo,), tom)], NOW)
    assert [each.learners for each in await store.office.meetings([room.id])] == [{ana}]
    await store.forget(NOW + timedelta(days=60))
    assert await store.office.interviews([ana]) == []


async def test_one_summary_a_class_and_week(store: SqlStore) -> None:
    room = await a_class(store)
    tom = await turn(store, "tom", at=LATER)
    week, send = date(2026, 11, 16), [d.Send(tom, HELLO)]
    assert await store.office.keep_summary(room.id, week, {"n": 1}, NOW)
    assert not await store.office.keep_summary(room.id, week, {"n": 2}, NOW)
    [before] = await store.office.rounds(week)
    assert (before.room.id, before.kept, before.sent) == (room.id, {week}, frozenset())
    assert [(post.id, since) for post, since in before.tutors] == [(room.tutors[0], NOW)]
    first = await store.office.send_summary(room.id, week, room.tutors[0], send, NOW)
    assert first is not None
    assert [each.address.user for each in first] == ["tom"]
    assert await store.office.send_summary(room.id, week, room.tutors[0], send, LATER) is None
    kept = await store.office.summary(room.id, week)
    assert kept is not None
    assert (kept.value, kept.sent_at, kept.opened_at) == ({"n": 1}, NOW, None)
    [after] = await store.office.rounds(week)
    assert after.sent == {(week, room.tutors[0])}
    assert (await store.office.rounds(date(2026, 11, 23)))[0].kept == frozenset()
    await store.office.do([d.OpenSummary(room.id, week)], LATER)
    assert (await store.office.summaries([room.id]))[0].opened_at == LATER


async def test_somebody_who_deletes_everything_is_gone_from_classes_too(store: SqlStore) -> None:
    room = await a_class(store)
    ana = await turn(store, "ana", d.Join(room.id), d.Reached("took_oath"), d.SetInterview(date(2026, 12, 7), True))
    await store.office.do([d.WriteNote(ana, room.id, "a note", room.tutors[0])], NOW)
    incoming = update("gone", "ana", LATER)
    known = await store.load(incoming)
    assert known is not None
    await store.save(incoming, known, Changes(erase=True, replies=[HELLO]))
    assert await store.office.roster([room.id], former=True) == []
    for rows in (store.office.milestones, store.office.interviews, store.office.levels, store.office.results):
        assert await rows([ana]) == []
    assert await store.office.notes(ana, [room.id]) == []


async def test_nothing_of_a_class_is_readable_without_the_key(store: SqlStore, database: str) -> None:
    """The words are long: three letters stand in so much cipher text by chance."""
    room = await a_class(store, key="schoolyard")
    ana = await turn(
        store, "anastasia", d.Join(room.id), d.SetInterview(date(2026, 12, 7), True), d.Reached("took_oath")
    )
    tom, due = room.tutors[0], date(2026, 11, 30)
    await store.office.do(
        [
            d.WriteNote(ana, room.id, "Zanzibar", tom),
            d.Assign(room.id, None, "text", "Samarkand", ("text",), due, tom, "About Trebizond."),
            d.Send(None, HELLO, Letter(room.id, ana, tom, True, "I come from Bukhara.", NOW, work=1)),
        ],
        NOW,
    )
    if database.startswith("sqlite"):
        path = database.removeprefix("sqlite+aiosqlite:///")
        held = b"".join(Path(path + end).read_bytes() for end in ("", "-wal"))
        words = (
            "Zanzibar",
            "Samarkand",
            "Trebizond",
            "Bukhara",
            "Evening",
            "took_oath",
            "2026-12-07",
            "C-schoolyard",
            "Anastasia",
        )
        assert [word for word in words if word.encode() in held] == []
