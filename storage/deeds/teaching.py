"""What passes between tutors and learners, and what learners tell of themselves."""

from __future__ import annotations

import secrets
from dataclasses import replace

from sqlalchemy import Connection, delete, func, insert, literal, select, update

from bot.messages import Address
from bot.ports import deeds as d
from bot.ports.deeds import DeedRefused
from bot.ports.staff import Letter
from storage import models as m
from storage import staff_models as s
from storage.deeds.doing import Doing
from storage.outbox import enqueue, withdraw_message, withdraw_waiting
from storage.upsert import insert_into


def assign(do: Doing, deed: d.Assign) -> None:
    row = {
        "class_id": deed.class_id, "learner_id": deed.learner, "kind": deed.kind, "due_on": deed.due_on, "made_at": do.at,
        "made_by": deed.by,
        "value": do.vault.lock({"title": deed.title, "items": list(deed.items), "prompt": deed.prompt}),
    }  # fmt: skip
    work = do.conn.execute(insert(s.assignments).returning(s.assignments.c.id), row).scalar_one()
    for word in deed.told:
        send(do, replace(word, key=f"work-{work}"))
    do.log_in(deed.class_id, "assign", deed.by, learner=deed.learner)


def withdraw(do: Doing, deed: d.Withdraw) -> None:
    do.conn.execute(update(s.assignments).where(s.assignments.c.id == deed.assignment).values(withdrawn_at=do.at))
    withdraw_waiting(do.conn, f"%-work-{deed.assignment}")


def send(do: Doing, deed: d.Send) -> None:
    held = deed.not_before is not None and deed.not_before > do.at
    address = deed.address or _address_of(do, deed.to)
    letter = None
    if deed.letter is not None:
        outcome = "blocked" if address is None else "held" if held else "waiting"
        letter = do.letters.get(deed.letter)
        if letter is None:
            letter = do.letters[deed.letter] = _keep_letter(do, deed.letter, outcome)
        elif address is not None:
            note_outcome(do.conn, letter, outcome)
    if address is None:
        return
    key = f"to-{secrets.token_hex(12)}"
    if deed.key is not None:
        key = f"{do.me or 0}-{deed.to or 0}-{deed.key}"
        withdraw_message(do.conn, key)
    due = deed.not_before if held else None
    sent = enqueue(
        do.conn, do.vault, address, [deed.message], key=key, at=do.at, learner=deed.to, due=due, letter=letter
    )
    if sent is not None and not held:
        do.out.append(sent)


def _address_of(do: Doing, learner: int | None) -> Address | None:
    """Where somebody is reached; None if they have blocked us or have no chat."""
    i = m.identities.c
    theirs = (
        select(i.channel, i.address)
        .join(m.learners, m.learners.c.id == i.learner_id)
        .where(i.learner_id == learner, m.learners.c.reachable.is_(True))
        .limit(1)
    )
    found = do.conn.execute(theirs).first()
    return None if found is None else Address(found.channel, do.vault.unlock(found.address))


def _keep_letter(do: Doing, letter: Letter, outcome: str) -> int:
    row = {
        "class_id": letter.class_id, "learner_id": letter.learner, "post_id": letter.staff, "from_learner": letter.from_learner,
        "text": do.vault.lock(letter.text), "item": None if letter.item is None else do.vault.item_ref(letter.item),
        "at": do.at, "answers": letter.answers, "batch": letter.batch, "outcome": outcome,
        "assignment_id": letter.work,
    }  # fmt: skip
    if letter.staff is not None and not letter.from_learner:
        do.log_in(letter.class_id, "write to", letter.staff, learner=letter.learner)
    return int(do.conn.execute(insert(s.letters).returning(s.letters.c.id), row).scalar_one())


def note_outcome(conn: Connection, letter: int, outcome: str) -> None:
    """What became of a letter. One that has arrived with somebody has arrived."""
    mine = (s.letters.c.id == letter, s.letters.c.outcome != "sent")
    conn.execute(update(s.letters).where(*mine).values(outcome=outcome))


def note_receipt(conn: Connection, letter: int, person: int, receipt: str) -> None:
    """Which message brought a learner's letter to somebody's chat, so that a reply to it finds the letter."""
    mine = (s.letters.c.id == letter, s.letters.c.from_learner.is_(True))
    theirs = s.letters.join(m.learners, m.learners.c.id == person)
    there = select(s.letters.c.id, m.learners.c.id, literal(receipt)).select_from(theirs).where(*mine)
    make = insert_into(conn, s.carriers)
    conn.execute(make.from_select(["letter_id", "learner_id", "receipt"], there).on_conflict_do_nothing())


def write_note(do: Doing, deed: d.WriteNote) -> None:
    row = {
        "learner_id": deed.learner, "class_id": deed.class_id, "post_id": deed.by, "text": do.vault.lock(deed.text), "at": do.at
    }  # fmt: skip
    do.conn.execute(insert(s.notes), row)
    do.log_in(deed.class_id, "write note", deed.by, learner=deed.learner)


def erase_note(do: Doing, deed: d.EraseNote) -> None:
    do.conn.execute(delete(s.notes).where(s.notes.c.id == deed.note))


def enter_result(do: Doing, deed: d.EnterResult) -> None:
    value = {"test": deed.test, "day": deed.day.isoformat(), "nrs": deed.nrs, "score": deed.score}
    row = {"learner_id": deed.learner, "value": do.vault.lock(value), "entered_by": deed.by, "at": do.at}
    do.conn.execute(insert(s.results), row)
    do.log_in(deed.class_id, "enter result", deed.by, learner=deed.learner)


def erase_result(do: Doing, deed: d.EraseResult) -> None:
    r = s.results.c
    do.conn.execute(delete(s.results).where(r.id == deed.result, r.learner_id == deed.learner))
    do.log_in(deed.class_id, "erase result", deed.by, learner=deed.learner)


def reach_level(do: Doing, deed: d.ReachLevel) -> None:
    learner = do.whose(deed.learner)
    do.conn.execute(insert(s.levels), {"learner_id": learner, "level": deed.level, "how": deed.how, "at": do.at})
    if deed.by is None or deed.class_id is None:
        return  # the learner's own turn has changed the level
    row = do.conn.execute(select(m.learners.c.private).where(m.learners.c.id == learner).with_for_update()).first()
    if row is None:
        raise DeedRefused("the learner is gone")
    kept = do.vault.unlock(row.private)
    checks = {} if kept.get("level") == deed.level else {"checks": 0, "check_on": None}
    private = do.vault.lock({**kept, "level": deed.level, "unit": None, "placed_at": None, **checks})
    # The step moves on, so that a turn of theirs that is being thought right now is thought again.
    changed = {"private": private, "step": m.learners.c.step + 1}
    do.conn.execute(update(m.learners).where(m.learners.c.id == learner).values(changed))
    do.log_in(deed.class_id, "set level", deed.by, learner=learner)


def tick_can_do(do: Doing, deed: d.TickCanDo) -> None:
    value = do.vault.lock({"unit": deed.unit, "reached": deed.reached})
    do.conn.execute(insert(s.ticks), {"learner_id": deed.learner, "value": value, "post_id": deed.by, "at": do.at})
    do.log_in(deed.class_id, "tick can do", deed.by, learner=deed.learner)


def reached(do: Doing, deed: d.Reached) -> None:
    row = {"learner_id": do.whose(0), "kind": do.vault.lock(deed.kind), "at": do.at}
    do.conn.execute(insert(s.milestones), row)


def set_interview(do: Doing, deed: d.SetInterview) -> None:
    learner = do.whose(0)
    if deed.week is None:
        do.conn.execute(delete(s.interviews).where(s.interviews.c.learner_id == learner))
        return
    value = do.vault.lock({"week": deed.week.isoformat(), "shared": deed.shared})
    do.upsert(s.interviews, {"learner_id": learner, "value": value}, "learner_id")


def look(do: Doing, deed: d.Look) -> None:
    do.log(deed.action, deed.by, site=deed.site, class_id=deed.class_id, learner=deed.learner)


def open_summary(do: Doing, deed: d.OpenSummary) -> None:
    c = s.summaries.c
    kept = select(func.max(c.week)).where(c.class_id == deed.class_id, c.week <= deed.week).scalar_subquery()
    mine = (c.class_id == deed.class_id, c.week == kept, c.opened_at.is_(None))
    do.conn.execute(update(s.summaries).where(*mine).values(opened_at=do.at))
