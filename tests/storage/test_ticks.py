"""A teacher's word on what somebody can do: kept, signed, locked, and gone with them."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from sqlalchemy import func, select

from bot.lessons.memory import Rating
from bot.lessons.model import Skill, Verdict
from bot.ports import Attempt, Changes
from bot.ports import deeds as d
from bot.ports.staff import Class, Tick
from storage import staff_models as s
from storage.store import SqlStore
from tests.storage.test_office import HELLO, LATER, NOW, a_class, turn, update

TASK, OTHER, WORD = "en-a1b-u06-l4-e08", "cit-01-l2-e05", "w-a1b-u06-dose"


def answer(item: str, verdict: Verdict, *, mastered: bool = False) -> Attempt:
    return Attempt(
        item, Skill.PRODUCE, "role-play", verdict, Rating.GOOD, NOW, NOW.date(), mastered=mastered
    )  # fmt: skip


async def ticked(store: SqlStore, *said: bool | None) -> tuple[Class, int]:
    """A class with Ana in it, of whose unit the tutor has said this."""
    room = await a_class(store)
    ana = await turn(store, "ana", d.Join(room.id))
    for i, reached in enumerate(said):
        tick = d.TickCanDo(ana, room.id, "a1b-u06", reached, room.tutors[0])
        await store.office.do([tick], NOW + timedelta(hours=i))
    return room, ana


async def kept(store: SqlStore) -> int:
    count = select(func.count()).select_from(s.ticks)
    found: int = await store._runner.read(lambda conn: conn.execute(count).scalar_one())
    return found


async def test_the_newest_word_holds_and_may_be_taken_back(store: SqlStore) -> None:
    room, ana = await ticked(store, True, False)
    tom = room.tutors[0]
    shown = await store.office.shown(ana, [])
    assert shown.ticks[0] == Tick("a1b-u06", True, tom, NOW)
    assert shown.holding == {"a1b-u06": Tick("a1b-u06", False, tom, NOW + timedelta(hours=1))}
    assert shown.said == {"a1b-u06": False}
    await store.office.do([d.TickCanDo(ana, room.id, "a1b-u06", None, tom)], LATER)
    assert (await store.office.shown(ana, [])).said == {}
    lines = [line for line in await store.office.audit([room.site.id]) if line.action == "tick can do"]
    assert [(line.staff, line.class_id, line.learner) for line in lines] == [(tom, room.id, ana)] * 3


async def test_a_task_that_was_done_once_and_a_word_that_was_known_once_stay(store: SqlStore) -> None:
    await store.register([TASK, OTHER, WORD])
    ana = await turn(
        store, "ana", attempts=(answer(TASK, Verdict.CORRECT), answer(OTHER, Verdict.PARTIAL))
    )  # fmt: skip
    await turn(store, "ana", attempts=(answer(TASK, Verdict.INCORRECT), answer(WORD, Verdict.CORRECT, mastered=True)), at=LATER)  # fmt: skip
    await turn(store, "bo", attempts=(answer(OTHER, Verdict.CORRECT),))
    shown = await store.office.shown(ana, [TASK, OTHER])
    assert shown.done == {TASK}
    assert await store.mastered(ana) == {WORD}
    assert (await store.office.shown(ana, [OTHER])).done == frozenset()


async def test_it_stays_when_the_class_is_handed_over_and_when_the_teacher_is_gone(store: SqlStore) -> None:
    room, ana = await ticked(store, True)
    await store.office.do([d.EndPost(room.tutors[0], None)], NOW)
    incoming = update("gone", "tom", LATER)
    known = await store.load(incoming)
    assert known is not None
    await store.save(incoming, known, Changes(erase=True, replies=[HELLO]))
    assert (await store.office.shown(ana, [])).said == {"a1b-u06": True}


async def test_it_goes_with_who_deletes_everything(store: SqlStore) -> None:
    await ticked(store, True)
    incoming = update("gone", "ana", LATER)
    known = await store.load(incoming)
    assert known is not None
    await store.save(incoming, known, Changes(erase=True, replies=[HELLO]))
    assert await kept(store) == 0


async def test_it_goes_again_from_a_copy_that_was_made_before(store: SqlStore) -> None:
    _, ana = await ticked(store, True)
    await store.erase_again([(ana, LATER)])
    assert await kept(store) == 0


async def test_it_goes_after_a_year_of_silence(store: SqlStore) -> None:
    await ticked(store, True)
    await store.forget(NOW + timedelta(days=364))
    assert await kept(store) == 1
    await store.forget(NOW + timedelta(days=366))
    assert await kept(store) == 0


async def test_without_the_key_nobody_reads_of_which_unit_it_is(store: SqlStore, database: str) -> None:
    room, ana = await ticked(store)
    await store.office.do([d.TickCanDo(ana, room.id, "citizenship-unit", True, room.tutors[0])], NOW)
    if database.startswith("sqlite"):
        path = database.removeprefix("sqlite+aiosqlite:///")
        held = b"".join(Path(path + end).read_bytes() for end in ("", "-wal"))
        assert b"citizenship-unit" not in held
