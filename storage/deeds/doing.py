"""One transaction's deeds, as they are being done."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, Table, insert, select

from bot.ports import Dispatch
from bot.ports.deeds import DeedRefused
from bot.ports.staff import Letter
from storage import staff_models as s
from storage.upsert import insert_into
from storage.vault import Vault


@dataclass(slots=True)
class Doing:
    """One transaction's deeds: whose turn it is (None: a page), when, and the messages that come of them."""

    conn: Connection
    vault: Vault
    at: datetime
    me: int | None
    out: list[Dispatch] = field(default_factory=list)
    letters: dict[Letter, int] = field(default_factory=dict)  # kept in this transaction: one to several readers is one
    taken: int | None = None  # the post that was taken in this transaction
    lines: list[dict[str, Any]] = field(default_factory=list)  # of the audit log, not written yet

    @property
    def day(self) -> date:
        """The calendar day, for what is counted in days."""
        return self.at.date()

    def whose(self, learner: int) -> int:
        """A learner row: 0 means whoever's turn it is."""
        if learner:
            return learner
        if self.me is None:
            raise DeedRefused("a page has no turn of its own")
        return self.me

    def upsert(self, table: Table, values: dict[str, Any], *keys: str) -> None:
        """Insert a row, or replace what stands under its keys."""
        make = insert_into(self.conn, table)
        rest = {name: value for name, value in values.items() if name not in keys}
        self.conn.execute(make.values(values).on_conflict_do_update(index_elements=list(keys), set_=rest))

    def log(
        self,
        action: str,
        by: int | None,
        *,
        site: int,
        class_id: int | None = None,
        learner: int | None = None,
        whom: int | None = None,
    ) -> None:
        """A line of the audit log; all lines of a transaction are written at its end, in one statement."""
        row = {
            "at": self.at,
            "post_id": by,
            "site_id": site,
            "action": action,
            "class_id": class_id,
            "learner_id": learner,
            "whom_id": whom,
        }
        self.lines.append(row)

    def write_log(self) -> None:
        """The lines that were noted."""
        if self.lines:
            self.conn.execute(insert(s.audit), self.lines)

    def log_in(
        self, class_id: int, action: str, by: int | None, *, learner: int | None = None, whom: int | None = None
    ) -> None:
        """The same, for something in a class."""
        site = self.conn.execute(select(s.classes.c.site_id).where(s.classes.c.id == class_id)).scalar()
        if site is None:
            raise DeedRefused("the class is gone")
        self.log(action, by, site=site, class_id=class_id, learner=learner, whom=whom)
