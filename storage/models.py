"""The tables. What is marked locked is encrypted by `storage.vault`; instants are microseconds since 1970 (UTC)."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Date,
    Dialect,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    SmallInteger,
    String,
    Table,
    TypeDecorator,
    false,
    text,
)

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


class Instant(TypeDecorator[datetime]):
    """An aware datetime, kept as a number that sorts alike on every database."""

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> Any:
        return None if value is None else stamp_of(value)

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:
        return None if value is None else instant_of(value)


def stamp_of(instant: datetime) -> int:
    """The number that an instant is stored as."""
    return (instant - _EPOCH) // _MICROSECOND


def instant_of(stamp: int) -> datetime:
    """The instant that a stored number stands for."""
    return _EPOCH + timedelta(microseconds=stamp)


# SQLite gives row ids by itself only to a column that is exactly INTEGER.
Id = BigInteger().with_variant(Integer, "sqlite")

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)

learners = Table(
    "learners",
    metadata,
    Column("id", Id, primary_key=True),
    Column("step", Integer, nullable=False),  # counts turns; guards against two at once
    Column("language", String(16), nullable=False),
    Column("timezone", String(64), nullable=False),
    Column("created_on", Date),
    Column("agreed_on", Date),
    Column("reminder", String(5)),
    Column("paused_on", Date),
    Column("reachable", Boolean, nullable=False),
    Column("session_size", SmallInteger, nullable=False),
    Column("active_at", Instant, nullable=False),
    Column("private", LargeBinary, nullable=False),  # locked: what betrays a person or a status (storage.rows.PRIVATE)
    Column("place", LargeBinary, nullable=False),  # locked: where the talk stands
    Column("classes", SmallInteger, nullable=False, server_default="0"),  # enrolled in now
    Column("staff", SmallInteger, nullable=False, server_default="0"),  # posts held now
    Column("anchor", String(128)),  # receipt of the message that holds the current question
    Index("ix_learners_reminder", "timezone", "reminder"),
)

identities = Table(
    "identities",
    metadata,
    Column("hash", LargeBinary(32), primary_key=True),  # keyed hash of channel and platform id
    Column("learner_id", Id, ForeignKey("learners.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("channel", String(16), nullable=False),
    Column("address", LargeBinary, nullable=False),  # locked: the platform id
)

items = Table(
    "items",
    metadata,
    Column("ref", BigInteger, primary_key=True, autoincrement=False),  # keyed hash of the item's id
    Column("name", LargeBinary, nullable=False),  # locked: the item's id
)

attempts = Table(
    "attempts",
    metadata,
    Column("id", Id, primary_key=True),
    Column("learner_id", Id, ForeignKey("learners.id", ondelete="CASCADE"), nullable=False),
    Column("item", BigInteger, nullable=False),
    Column("skill", String(10), nullable=False),
    Column("form", String(24), nullable=False),
    Column("verdict", String(10), nullable=False),
    Column("rating", SmallInteger),
    Column("at", Instant, nullable=False),
    Column("day", Date, nullable=False),
    Column("hinted", Boolean, nullable=False),
    Column("seconds", Float),
    Column("answer", LargeBinary),  # locked; emptied after 90 days
    Column("mastered", Boolean, nullable=False, server_default=false()),  # the item was known for good from then on
    Index("ix_attempts_learner_id_at", "learner_id", "at"),
    Index(
        "ix_attempts_answered",
        "at",
        postgresql_where=text("answer IS NOT NULL"),
        sqlite_where=text("answer IS NOT NULL"),
    ),
)

# Two sums of the answers, kept up as these come, so that nobody who looks at a class or a programme reads them all: each
# learner's own days, and when they last answered an item.
days = Table(
    "days",
    metadata,
    Column("learner_id", Id, ForeignKey("learners.id", ondelete="CASCADE"), primary_key=True),
    Column("day", Date, primary_key=True),
    Column("graded", Integer, nullable=False),
    Column("right", Integer, nullable=False),
    Column("seconds", Float, nullable=False),  # active ones (storage.sums)
    Column("mastered", Integer, nullable=False),
    sqlite_with_rowid=False,
)

asked = Table(
    "asked",
    metadata,
    Column("learner_id", Id, ForeignKey("learners.id", ondelete="CASCADE"), primary_key=True),
    Column("item", BigInteger, primary_key=True),
    Column("last", Instant, nullable=False),
    Column("right", Instant),  # the last right answer
    sqlite_with_rowid=False,
)

# Who was erased: a copy of the database that was made before lets them go again when it is put back.
erased = Table(
    "erased",
    metadata,
    Column("learner_id", Id, primary_key=True),  # of a row that is no more
    Column("at", Instant, primary_key=True),
    sqlite_with_rowid=False,
)

cards = Table(
    "cards",
    metadata,
    Column("learner_id", Id, ForeignKey("learners.id", ondelete="CASCADE"), primary_key=True),
    Column("item", BigInteger, primary_key=True),
    Column("skill", String(10), primary_key=True),
    Column("stability", Float, nullable=False),
    Column("difficulty", Float, nullable=False),
    Column("due", Instant, nullable=False),
    Column("reviewed_at", Instant, nullable=False),
    Column("reviewed_on", Date, nullable=False),
    Column("reviews", Integer, nullable=False),
    Column("successes", Integer, nullable=False),
    Column("lapses", Integer, nullable=False),
    sqlite_with_rowid=False,
)

updates = Table(
    "updates",
    metadata,
    Column("id", Id, primary_key=True),
    Column("channel", String(16), nullable=False),
    Column("key", String(64), nullable=False),  # the platform's id of the update
    Column("learner_id", Id),
    Column("at", Instant, nullable=False),
    Column("lease", Instant, nullable=False),  # until then, the process that claimed it sends it
    Column("replies", LargeBinary),  # locked: address and messages; emptied once sent
    Column("due", Instant),  # not to be sent before
    Column("letter_id", Id),  # the letter whose outcome is wanted
    Column("via", String(16)),  # the channel it goes by, where that is not the update's own
    Index("uq_updates_channel_key", "channel", "key", unique=True),
    Index("ix_updates_at", "at"),
    Index(
        "ix_updates_unsent",
        "id",
        postgresql_where=text("replies IS NOT NULL"),
        sqlite_where=text("replies IS NOT NULL"),
    ),
)
