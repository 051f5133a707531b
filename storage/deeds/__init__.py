"""The SQL of deeds: one short function each, all inside the caller's transaction."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import Connection, delete, select, update

from bot.ports import Dispatch
from bot.ports import deeds as d
from storage import staff_models as s
from storage.deeds import classes, sites, teaching
from storage.deeds.doing import Doing
from storage.vault import Vault

LETTERS_KEPT = timedelta(days=90)  # free text (framework, section 6)
INTERVIEW_KEPT = timedelta(days=37)  # 30 days after its week has passed


def do_all(
    conn: Connection, vault: Vault, deeds: Iterable[d.Deed], at: datetime, me: int | None = None
) -> tuple[Dispatch, ...]:
    """Do deeds in order; returns what is to be sent now.

    Raises:
        DeedRefused: one of them cannot be done; the caller's transaction must be undone.
    """
    doing = Doing(conn, vault, at, me)
    for deed in deeds:
        _DO[type(deed)](doing, deed)
    doing.write_log()
    return tuple(doing.out)


def retire(conn: Connection, vault: Vault, learner: int, at: datetime) -> None:
    """Before a person is erased: their posts end, and their name in them goes. What is kept of them as a learner goes with
    their row."""
    for post in conn.execute(select(s.posts.c.id).where(s.posts.c.learner_id == learner)).scalars().all():
        do_all(conn, vault, [d.EndPost(post, None)], at)
        nobody = vault.lock({"name": "", "email": None})
        conn.execute(update(s.posts).where(s.posts.c.id == post).values(private=nobody))


def remove_demo_sites(conn: Connection) -> None:
    """The sites that are a demo, and with them their posts, classes, codes, summaries and log."""
    conn.execute(delete(s.sites).where(s.sites.c.demo.is_(True)))


def forget(conn: Connection, vault: Vault, now: datetime) -> None:
    """Drop what has been kept long enough: letters' texts, interview weeks, old links and sessions."""
    aged = (s.letters.c.text.is_not(None), s.letters.c.at < now - LETTERS_KEPT)
    conn.execute(delete(s.carriers).where(s.carriers.c.letter_id.in_(select(s.letters.c.id).where(*aged))))
    conn.execute(update(s.letters).where(*aged).values(text=None))
    for row in conn.execute(select(s.interviews)).all():
        if date.fromisoformat(vault.unlock(row.value)["week"]) + INTERVIEW_KEPT < now.date():
            conn.execute(delete(s.interviews).where(s.interviews.c.learner_id == row.learner_id))
    for table in (s.sessions, s.signins):
        conn.execute(delete(table).where(table.c.expires_at < now))


_DO: dict[type, Callable[[Doing, Any], None]] = {
    d.FoundSite: sites.found_site,
    d.MakeCode: sites.make_code,
    d.RevokeCode: sites.revoke_code,
    d.TakePost: sites.take_post,
    d.EndPost: sites.end_post,
    d.Prefer: sites.prefer,
    d.AskMailbox: sites.ask_mailbox,
    d.ConfirmMailbox: sites.confirm_mailbox,
    d.AskSignIn: sites.ask_sign_in,
    d.GiveSignIn: sites.give_sign_in,
    d.NewClass: classes.new_class,
    d.RenameClass: classes.rename_class,
    d.CloseClass: classes.close_class,
    d.HandOver: classes.hand_over,
    d.Join: classes.join,
    d.Leave: classes.leave,
    d.Attend: classes.attend,
    d.WeekOff: classes.week_off,
    d.Assign: teaching.assign,
    d.Withdraw: teaching.withdraw,
    d.Send: teaching.send,
    d.WriteNote: teaching.write_note,
    d.EraseNote: teaching.erase_note,
    d.EnterResult: teaching.enter_result,
    d.EraseResult: teaching.erase_result,
    d.ReachLevel: teaching.reach_level,
    d.TickCanDo: teaching.tick_can_do,
    d.Reached: teaching.reached,
    d.SetInterview: teaching.set_interview,
    d.Look: teaching.look,
    d.OpenSummary: teaching.open_summary,
}
