"""One suite, on SQLite and on PostgreSQL: what is saved is whole, found again, once, and unreadable without the key."""

from __future__ import annotations

import asyncio
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from cryptography.fernet import Fernet

from bot.lessons.memory import Card, Rating, review
from bot.lessons.model import Skill, Verdict
from bot.messages import Address, Button, Document, Incoming, Outgoing, Picture, Text
from bot.ports import Attempt, Changes, Conflict, Known, Learner, Place
from bot.ports import deeds as d
from storage import models as m
from storage.store import SqlStore
from storage.vault import WrongKey

NOW = datetime(2026, 11, 23, 15, 0, tzinfo=UTC)
ITEM = "civics-2008-1"
ANA = Learner(nickname="Ana", goal="citizenship", test="2008", senior=True, state="MA", reminder="19:00", language="es")


def update(id: str, user: str = "ana", *, at: datetime = NOW) -> Incoming:
    return Incoming(id, Address("telegram", user), at, Text("hi"))


def attempt(answer: str | None = "the constitution", *, at: datetime = NOW) -> Attempt:
    return Attempt(ITEM, Skill.PRODUCE, "type", Verdict.CORRECT, Rating.GOOD, at, at.date(), True, 3.5, answer)


def card(item: str = ITEM) -> object:
    return review(None, Rating.GOOD, item=item, skill=Skill.PRODUCE, now=NOW, day=NOW.date(), learner=1)


async def known(store: SqlStore, incoming: Incoming) -> Known:
    found = await store.load(incoming)
    assert found is not None
    return found


async def meet(store: SqlStore, user: str = "ana", **changes: object) -> None:
    await store.register([ITEM, "civics-2008-2"])
    first = update(f"first-{user}", user)
    place = Place("drill", "d1", {"steps": []}, (ITEM,))
    everything = Changes(learner=ANA, place=place, attempts=[attempt()], cards=[card()], **changes)  # type: ignore[arg-type, list-item]
    assert await store.save(first, await known(store, first), everything) is not None


async def test_what_was_saved_is_loaded_again(store: SqlStore) -> None:
    await meet(store)
    found = await known(store, update("2"))
    assert found.learner is not None
    assert found.learner.nickname == "Ana"
    assert (found.learner.test, found.learner.senior, found.learner.reminder) == ("2008", True, "19:00")
    assert found.place == Place("drill", "d1", {"steps": []}, (ITEM,))
    assert found.cards == {(ITEM, Skill.PRODUCE): card()}
    assert await store.attempts(found.learner.id) == [attempt()]
    assert await store.cards(found.learner.id) == [card()]
    assert found.active_at == NOW


async def test_an_update_is_answered_once(store: SqlStore) -> None:
    await meet(store)
    again = update("2")
    loaded = await known(store, again)
    assert await store.save(again, loaded, Changes(attempts=[attempt()])) is not None
    assert await store.load(again) is None
    assert await store.save(again, loaded, Changes(attempts=[attempt()])) is None
    assert len(await store.attempts(loaded.learner.id)) == 2  # type: ignore[union-attr]


async def test_two_turns_thought_at_once_conflict(store: SqlStore) -> None:
    await meet(store)
    one, two = update("2"), update("3")
    loaded = await known(store, one), await known(store, two)
    await store.save(one, loaded[0], Changes())
    with pytest.raises(Conflict):
        await store.save(two, loaded[1], Changes(attempts=[attempt()]))
    assert len(await store.attempts(1)) == 1
    assert await store.load(two) is not None  # it was not claimed, so it can be thought again


async def test_a_person_who_writes_twice_at_first_is_met_once(store: SqlStore) -> None:
    one, two = update("1"), update("2")
    loaded = await known(store, one), await known(store, two)
    results = await asyncio.gather(
        store.save(one, loaded[0], Changes(learner=ANA)),
        store.save(two, loaded[1], Changes(learner=ANA)),
        return_exceptions=True,
    )
    assert sum(isinstance(result, Conflict) for result in results) == 1


async def test_many_people_at_once_lose_nothing(store: SqlStore) -> None:
    people = [f"p{i}" for i in range(20)]
    for name in people:
        await meet(store, name)

    async def answer_all(name: str) -> None:
        for i in range(10):
            given = update(f"{name}-{i}", name)
            await store.save(given, await known(store, given), Changes(attempts=[attempt()]))

    await asyncio.gather(*map(answer_all, people))
    for name in people:
        learner = (await known(store, update("last", name))).learner
        assert learner is not None
        assert len(await store.attempts(learner.id)) == 11


async def test_one_bad_turn_in_a_group_spoils_no_other(store: SqlStore) -> None:
    await meet(store)
    await meet(store, "ben")
    good, bad = update("g"), update("b", "ben")
    loaded_good, loaded_bad = await known(store, good), await known(store, bad)
    broken = Changes(attempts=[Attempt(ITEM, Skill.PRODUCE, "type", Verdict.CORRECT, None, NOW, None)])  # type: ignore[arg-type]
    results = await asyncio.gather(
        store.save(good, loaded_good, Changes(attempts=[attempt()])),
        store.save(bad, loaded_bad, broken),
        return_exceptions=True,
    )
    assert not isinstance(results[0], BaseException)
    assert isinstance(results[1], Exception)
    assert len(await store.attempts(1)) == 2
    assert await store.load(bad) is not None


async def test_replies_are_kept_until_they_are_sent(store: SqlStore) -> None:
    rows = ((Button("A", "d2", "0"), Button("B", "d2", "1")),)
    replies = [
        Outgoing("**Hi**", rows, replaces="7", anchor=True),
        Outgoing("", picture=Picture(b"", "1: a bus, 2: a door", ("bus", "door"))),
        Outgoing("", picture=Picture(b"png", "alt"), document=Document("a.json", b"{}", "application/json")),
    ]
    await meet(store, replies=replies)
    (waiting,) = await store.unsent(all_processes=True)
    assert waiting.address == Address("telegram", "ana")
    assert list(waiting.replies) == replies
    await store.sent(waiting, 3, "m9")
    assert list(await store.unsent(all_processes=True)) == []
    assert (await known(store, update("2"))).anchor == "m9"


async def test_another_process_helps_only_when_the_first_is_late(store: SqlStore) -> None:
    store._now = lambda: NOW  # type: ignore[method-assign]
    await meet(store, replies=[Outgoing("hi")])
    assert list(await store.unsent(all_processes=False)) == []
    store._now = lambda: NOW + timedelta(minutes=2)  # type: ignore[method-assign]
    assert len(await store.unsent(all_processes=False)) == 1
    assert list(await store.unsent(all_processes=False)) == []  # claimed


async def announced(store: SqlStore, *channels: str) -> None:
    """Messages that answer no update, by some channels."""
    sends = [d.Send(None, Outgoing(channel), address=Address(channel, "tom")) for channel in channels]
    await store.office.do(sends, NOW)


async def test_what_nobody_waits_for_is_fetched_by_its_channel_some_at_a_time(store: SqlStore) -> None:
    store._now = lambda: NOW  # type: ignore[method-assign]
    await announced(store, "telegram", "mail", "telegram", "telegram")
    await meet(store, replies=[Outgoing("hi")])
    store._now = lambda: NOW + timedelta(minutes=2)  # type: ignore[method-assign]

    async def fetch(channel: str, most: int, *, answers: bool = False) -> list[str]:
        found = await store.unsent(all_processes=False, channel=channel, most=most, answers=answers)
        return [reply.text for each in found for reply in each.replies]

    assert await fetch("telegram", 2) == ["telegram", "telegram"]
    assert await fetch("telegram", 9, answers=True) == ["hi"]
    assert await fetch("telegram", 9) == ["telegram"]
    assert await fetch("telegram", 9) == []
    assert await fetch("mail", 9) == ["mail"]


async def test_what_is_still_in_hand_stays_claimed(store: SqlStore) -> None:
    store._now = lambda: NOW  # type: ignore[method-assign]
    await announced(store, "telegram", "telegram")
    first, _ = await store.unsent(all_processes=False)
    store._now = lambda: NOW + timedelta(seconds=20)  # type: ignore[method-assign]
    await store.keep([first.id])
    store._now = lambda: NOW + timedelta(seconds=40)  # type: ignore[method-assign]
    assert first.id not in [each.id for each in await store.unsent(all_processes=False)]
    store._now = lambda: NOW + timedelta(seconds=60)  # type: ignore[method-assign]
    assert first.id in [each.id for each in await store.unsent(all_processes=False)]


async def test_what_waits_for_a_channel_that_is_not_here_is_given_up_after_a_day(store: SqlStore) -> None:
    store._now = lambda: NOW + timedelta(hours=23)  # type: ignore[method-assign]
    await announced(store, "telegram", "mail")
    await meet(store, replies=[Outgoing("hi")])  # by telegram
    assert await store.abandon(["browser"]) == 0
    store._now = lambda: NOW + timedelta(hours=25)  # type: ignore[method-assign]
    assert await store.abandon(["telegram", "browser"]) == 1
    assert len(await store.unsent(all_processes=True, channel="telegram")) == 2
    assert await store.abandon(["browser"]) == 2
    assert await store.unsent(all_processes=True) == []


async def test_erasing_leaves_nothing_of_the_person(store: SqlStore) -> None:
    await meet(store, replies=[Outgoing("unsent")])
    await meet(store, "ben")
    gone = update("2")
    await store.save(gone, await known(store, gone), Changes(erase=True, replies=[Outgoing("bye")]))
    assert (await known(store, update("3"))).learner is None
    assert await store.attempts(1) == []
    assert await store.cards(1) == []
    assert [[reply.text for reply in waiting.replies] for waiting in await store.unsent(all_processes=True)] == [
        ["bye"]
    ]
    assert (await known(store, update("4", "ben"))).learner is not None


async def test_after_a_year_nothing_leads_back_to_a_person(store: SqlStore) -> None:
    await meet(store, replies=[Outgoing("unsent")])
    await store.forget(NOW + timedelta(days=366))
    assert (await known(store, update("2"))).learner is None
    assert await store.unsent(all_processes=True) == []
    (left,) = await store.attempts(1)
    assert left.verdict is Verdict.CORRECT


async def test_when_somebody_was_here_last(store: SqlStore) -> None:
    assert await store.last_here() is None
    await meet(store)
    assert await store.last_here() == NOW


async def test_answers_are_forgotten_after_ninety_days_and_verdicts_stay(store: SqlStore) -> None:
    await meet(store)
    await store.forget(NOW + timedelta(days=89))
    assert (await store.attempts(1))[0].answer == "the constitution"
    await store.forget(NOW + timedelta(days=91))
    (left,) = await store.attempts(1)
    assert left.answer is None
    assert left.verdict is Verdict.CORRECT
    assert await store.load(update("first-ana")) is not None  # and the update's id is gone with them


async def test_the_last_attempts_are_read_alone_and_in_order(store: SqlStore) -> None:
    await meet(store)
    for minute in range(1, 30):
        given = update(f"a{minute}")
        later = attempt(f"answer {minute}", at=NOW + timedelta(minutes=minute))
        await store.save(given, await known(store, given), Changes(attempts=[later]))
    assert [a.answer for a in await store.attempts(1, last=3)] == ["answer 27", "answer 28", "answer 29"]
    assert len(await store.attempts(1, last=100)) == 30
    since = NOW + timedelta(minutes=28)
    assert [a.answer for a in await store.attempts(1, since=since, last=10)] == ["answer 28", "answer 29"]


async def test_what_came_of_the_last_attempts_is_told_in_order(store: SqlStore) -> None:
    await meet(store)  # who has just answered rightly
    came = [Verdict.INCORRECT, Verdict.PARTIAL]
    later = [attempt()._replace(verdict=verdict, at=NOW + timedelta(hours=n + 1)) for n, verdict in enumerate(came)]
    given = update("2")
    await store.save(given, await known(store, given), Changes(attempts=later))
    assert await store.verdicts(1, last=2) == came
    assert await store.verdicts(1, last=9) == [Verdict.CORRECT, *came]
    assert await store.verdicts(2, last=9) == []


async def test_what_is_due_in_a_stretch_of_time_is_told_without_its_end(store: SqlStore) -> None:
    await meet(store)
    one = card()
    assert isinstance(one, Card)
    due = {Skill.RECOGNISE: NOW, Skill.PRODUCE: NOW + timedelta(days=1)}
    given, cards = update("2"), [one._replace(skill=skill, due=at) for skill, at in due.items()]
    await store.save(given, await known(store, given), Changes(cards=cards))
    assert await store.due(1, NOW, NOW + timedelta(days=1)) == {(ITEM, Skill.RECOGNISE)}
    assert await store.due(1, NOW, NOW + timedelta(days=2)) == {(ITEM, Skill.RECOGNISE), (ITEM, Skill.PRODUCE)}
    assert await store.due(1, NOW + timedelta(seconds=1), NOW + timedelta(hours=1)) == set()


async def test_a_row_of_an_earlier_version_has_defaults_for_what_came_later(store: SqlStore) -> None:
    await meet(store)
    lean = ANA._replace(pictures=False, sounds=False)
    change = update("2")
    await store.save(change, await known(store, change), Changes(learner=lean))
    kept = (await known(store, update("3"))).learner
    assert kept is not None
    assert (kept.pictures, kept.sounds) == (False, False)
    first = {name: getattr(ANA, name) for name in ("nickname", "goal", "test", "senior", "state")}
    locked = store._vault.lock(first)
    await store._runner.write(lambda conn: conn.execute(m.learners.update().values(private=locked)))
    found = (await known(store, update("4"))).learner
    assert found is not None
    assert (found.nickname, found.weekly_goal, found.pictures, found.sounds) == ("Ana", 3, True, True)


async def test_who_blocked_us_is_marked(store: SqlStore) -> None:
    await meet(store)
    await store.unreachable(Address("telegram", "ana"))
    learner = (await known(store, update("2"))).learner
    assert learner is not None
    assert not learner.reachable


async def test_a_person_on_another_channel_is_another_person(store: SqlStore) -> None:
    await meet(store)
    elsewhere = Incoming("x", Address("browser", "ana"), NOW, Text("hi"))
    assert (await known(store, elsewhere)).learner is None


async def test_nothing_in_the_file_tells_who_or_which_test(tmp_path: Path, key: str) -> None:
    store = await SqlStore.open(f"sqlite+aiosqlite:///{tmp_path}/d.db", key)
    await meet(store, "user-4711", replies=[Outgoing("What is the supreme law?")])
    await store.close()
    raw = b"".join(path.read_bytes() for path in tmp_path.iterdir())
    for secret in (b"Ana", b"user-4711", b"citizenship", b"2008", b"civics", b"constitution", b"supreme"):
        assert secret not in raw, secret


async def test_data_of_another_key_is_refused_in_one_line(tmp_path: Path, key: str) -> None:
    url = f"sqlite+aiosqlite:///{tmp_path}/d.db"
    store = await SqlStore.open(url, key)
    await meet(store)
    await store.close()
    with pytest.raises(WrongKey, match="another DATA_KEY"):
        await SqlStore.open(url, Fernet.generate_key().decode())


async def test_dates_and_times_come_back_as_they_were(store: SqlStore) -> None:
    at = datetime(2026, 3, 8, 6, 59, 59, 123456, tzinfo=UTC)
    first = update("1", at=at)
    born = Learner(created_on=date(2026, 3, 8), agreed_on=date(2026, 3, 8), paused_on=date(2026, 3, 9))
    await store.save(first, await known(store, first), Changes(learner=born))
    found = await known(store, update("2"))
    assert found.active_at == at
    assert found.learner is not None
    assert (found.learner.created_on, found.learner.paused_on) == (date(2026, 3, 8), date(2026, 3, 9))
