"""What tutors and learners write to one another, as it is kept: the same promises on SQLite and on PostgreSQL."""

from __future__ import annotations

from datetime import timedelta

from bot.messages import Address, Mail, Outgoing
from bot.ports import Changes
from bot.ports import deeds as d
from bot.ports.staff import Letter
from storage.store import SqlStore
from tests.storage.test_office import HELLO, LATER, NOW, a_class, turn, update


async def test_letters_are_delivered_held_back_and_their_outcome_known(store: SqlStore) -> None:
    room = await a_class(store)
    ana = await turn(store, "ana", d.Join(room.id))
    tom = room.tutors[0]
    store._now = lambda: NOW
    mine = Letter(room.id, ana, tom, False, "See you Tuesday", NOW)
    [now] = await store.office.do([d.Send(ana, HELLO, mine)], NOW)
    assert (now.address.user, now.replies) == ("ana", (HELLO,))
    await store.sent(now, 1, None)
    assert await store.office.do([d.Send(ana, HELLO, mine, NOW + timedelta(hours=10))], NOW) == ()
    outcomes = [letter.outcome for letter in await store.office.letters([room.id])]
    assert outcomes == ["sent", "held"]
    assert [each.learner for each in await store.unsent(all_processes=True) if each.letter] == []
    store._now = lambda: NOW + timedelta(hours=11)  # the night is over
    held = [each for each in await store.unsent(all_processes=True) if each.letter]
    assert [each.address.user for each in held] == ["ana"]
    await store.sent(held[0], 1, None, "failed")
    await store.unreachable(Address("telegram", "ana"))
    assert await store.office.do([d.Send(ana, HELLO, mine)], LATER) == ()
    assert [letter.outcome for letter in await store.office.letters([room.id])] == ["sent", "failed", "blocked"]


async def test_a_message_that_carries_a_question_is_known_as_long_as_its_text(store: SqlStore) -> None:
    room = await a_class(store)
    ana = await turn(store, "ana", d.Join(room.id))
    uma, tim = await turn(store, "uma"), await turn(store, "tim")
    asked = Letter(room.id, ana, room.tutors[0], True, "Why?", NOW)
    sends = [d.Send(person, HELLO, asked) for person in (None, uma, tim)]  # three teach: one of them by pages only
    for dispatch in await store.office.do(sends, NOW):
        await store.sent(dispatch, 1, None, receipt="m7")
    [letter] = await store.office.letters([room.id])
    assert letter.outcome == "sent"
    assert [await store.office.carried(person, "m7") for person in (uma, tim, ana)] == [letter, letter, None]
    assert await store.office.carried(uma, "m8") is None
    [mine] = await store.office.do([d.Send(ana, HELLO, Letter(room.id, ana, room.tutors[0], False, "So.", NOW))], NOW)
    await store.sent(mine, 1, None, receipt="m1")
    assert await store.office.carried(ana, "m1") is None  # what tutors write is kept no receipt of
    await store.forget(NOW + timedelta(days=91))
    assert await store.office.carried(uma, "m7") is None
    [mine, *_] = await store.office.do(sends[1:], NOW)
    incoming = update("bye", "ana")
    known = await store.load(incoming)
    assert known is not None
    await store.save(incoming, known, Changes(erase=True))
    await store.sent(mine, 1, None, receipt="m9")  # it was on its way when she left: nothing is kept
    assert await store.office.carried(uma, "m9") is None


async def test_under_a_key_the_later_message_takes_the_place_of_the_waiting_one(store: SqlStore) -> None:
    room = await a_class(store)
    post = next(post for post in await store.office.posts([room.site.id]) if post.id == room.tutors[0])
    later, store._now = NOW + timedelta(minutes=3), lambda: NOW + timedelta(hours=1)
    for user, text in (("ana", "somebody"), ("bo", "somebody else"), ("ana", "Ana")):
        send = d.Send(post.person, Outgoing(text), not_before=later, key="joined-1")
        await turn(store, user, send, at=NOW + timedelta(seconds=len(text)))
    waiting = [each.replies for each in await store.unsent(all_processes=True) if each.learner == post.person]
    assert waiting[-2:] == [(Outgoing("somebody else"),), (Outgoing("Ana"),)]  # each sender's own
    assert (Outgoing("somebody"),) not in waiting


async def test_a_question_is_answered(store: SqlStore) -> None:
    room = await a_class(store)
    await store.register(["civics-2008-1"])
    ana = await turn(store, "ana", d.Join(room.id))
    asked = Letter(room.id, ana, room.tutors[0], True, "Why?", NOW, item="civics-2008-1")
    await store.office.do([d.Send(None, HELLO, asked)], NOW)
    [question] = await store.office.letters([room.id], learner=ana)
    assert (question.text, question.item, question.answered) == ("Why?", "civics-2008-1", False)
    reply = Letter(room.id, ana, room.tutors[0], False, "Because.", NOW, answers=question.id)
    await store.office.do([d.Send(ana, HELLO, reply)], LATER)
    assert [letter.answered for letter in await store.office.letters([room.id])] == [True, False]
    await store.forget(NOW + timedelta(days=200))
    assert [letter.text for letter in await store.office.letters([room.id])] == ["", ""]


async def test_mail_goes_to_an_address_and_keeps_its_html(store: SqlStore) -> None:
    letter = Outgoing("plain", mail=Mail("Your week", "<p>rich</p>"))
    to = Address("mail", "tom@example.org")
    [now] = await store.office.do([d.Send(None, letter, address=to)], NOW)
    assert (now.address, now.replies) == (to, (letter,))
    store._now = lambda: LATER
    assert [(each.address, each.replies) for each in await store.unsent(all_processes=True)] == [(to, (letter,))]
