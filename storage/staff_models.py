"""The tables of sites, classes and staff. What is marked locked is encrypted by `storage.vault`."""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    SmallInteger,
    String,
    Table,
    text,
)

from storage.models import Id, Instant, metadata


def _learner(*, primary_key: bool = False, nullable: bool = False) -> Column[int]:
    """Of a learner: gone with them."""
    if primary_key:
        return Column("learner_id", Id, ForeignKey("learners.id", ondelete="CASCADE"), primary_key=True)
    return Column("learner_id", Id, ForeignKey("learners.id", ondelete="CASCADE"), nullable=nullable)


sites = Table(
    "sites",
    metadata,
    Column("id", Id, primary_key=True),
    Column("name", String(120), nullable=False, unique=True),
    Column("demo", Boolean, nullable=False),
)

posts = Table(
    "posts",
    metadata,
    Column("id", Id, primary_key=True),
    Column("site_id", Id, ForeignKey("sites.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("learner_id", Id, ForeignKey("learners.id", ondelete="SET NULL"), index=True),  # their chat
    Column("role", String(12), nullable=False),
    Column("since", Date, nullable=False),
    Column("until", Date),
    Column("language", String(16), nullable=False),
    Column("private", LargeBinary, nullable=False),  # locked: name, email, and how far that is confirmed
    Column("day", SmallInteger, nullable=False),
    Column("hour", SmallInteger, nullable=False),
    Column("by", String(16), nullable=False),
)

classes = Table(
    "classes",
    metadata,
    Column("id", Id, primary_key=True),
    Column("key", String(12), nullable=False, unique=True),
    Column("site_id", Id, ForeignKey("sites.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("name", LargeBinary, nullable=False),  # locked
    Column("timezone", String(64), nullable=False),
    Column("created_on", Date, nullable=False),
    Column("closed_on", Date),
)

teaching = Table(
    "teaching",
    metadata,
    Column("class_id", Id, ForeignKey("classes.id", ondelete="CASCADE"), primary_key=True),
    Column("post_id", Id, ForeignKey("posts.id", ondelete="CASCADE"), primary_key=True, index=True),
    Column("since", Instant, primary_key=True),
    Column("until", Instant),
)

enrollments = Table(
    "enrollments",
    metadata,
    Column("id", Id, primary_key=True),
    Column("class_id", Id, ForeignKey("classes.id", ondelete="CASCADE"), nullable=False, index=True),
    _learner(),
    Column("since", Instant, nullable=False),
    Column("until", Instant),
    Index("ix_enrollments_learner_id", "learner_id"),
    Index(
        "uq_enrollments_now",
        "class_id",
        "learner_id",
        unique=True,
        postgresql_where=text("until IS NULL"),
        sqlite_where=text("until IS NULL"),
    ),
)

codes = Table(
    "codes",
    metadata,
    Column("hash", LargeBinary(32), primary_key=True),  # keyed hash of the code
    Column("code", LargeBinary, nullable=False),  # locked
    Column("kind", String(12), nullable=False),
    Column("site_id", Id, ForeignKey("sites.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("class_id", Id, ForeignKey("classes.id", ondelete="CASCADE")),
    Column("made_by", Id),
    Column("made_at", Instant, nullable=False),
    Column("expires_at", Instant),
    Column("used_at", Instant),
    Column("revoked_at", Instant),
)

assignments = Table(
    "assignments",
    metadata,
    Column("id", Id, primary_key=True),
    Column("class_id", Id, ForeignKey("classes.id", ondelete="CASCADE"), nullable=False, index=True),
    _learner(nullable=True),
    Column("kind", String(8), nullable=False),
    Column("value", LargeBinary, nullable=False),  # locked: title, items, what to write about
    Column("due_on", Date, nullable=False),
    Column("made_at", Instant, nullable=False),
    Column("made_by", Id),
    Column("withdrawn_at", Instant),
)

letters = Table(
    "letters",
    metadata,
    Column("id", Id, primary_key=True),
    Column("class_id", Id, ForeignKey("classes.id", ondelete="CASCADE"), nullable=False),
    _learner(),
    Column("post_id", Id, ForeignKey("posts.id", ondelete="SET NULL")),
    Column("from_learner", Boolean, nullable=False),
    Column("text", LargeBinary),  # locked; emptied after 90 days
    Column("item", BigInteger),
    Column("at", Instant, nullable=False),
    Column("answers", Id),
    Column("batch", String(16), nullable=False),
    Column("outcome", String(8), nullable=False),
    Column("assignment_id", Id),  # the homework that a learner's text was set as
    Index("ix_letters_class_id_at", "class_id", "at"),
    Index("ix_letters_learner_id", "learner_id"),
    Index(
        "ix_letters_answers",
        "answers",
        postgresql_where=text("answers IS NOT NULL"),
        sqlite_where=text("answers IS NOT NULL"),
    ),
    Index(
        "ix_letters_assignment_id",
        "assignment_id",
        postgresql_where=text("assignment_id IS NOT NULL"),
        sqlite_where=text("assignment_id IS NOT NULL"),
    ),
)

carriers = Table(
    "carriers",
    metadata,
    _learner(primary_key=True),  # whose chat
    Column("receipt", String(128), primary_key=True),  # the message that brought a learner's letter there
    Column("letter_id", Id, ForeignKey("letters.id", ondelete="CASCADE"), nullable=False, index=True),
)

notes = Table(
    "notes",
    metadata,
    Column("id", Id, primary_key=True),
    _learner(),
    Column("class_id", Id, ForeignKey("classes.id", ondelete="CASCADE"), nullable=False),
    Column("post_id", Id, ForeignKey("posts.id", ondelete="SET NULL")),
    Column("text", LargeBinary, nullable=False),  # locked
    Column("at", Instant, nullable=False),
    Index("ix_notes_learner_id", "learner_id"),
)

results = Table(
    "results",
    metadata,
    Column("id", Id, primary_key=True),
    _learner(),
    Column("value", LargeBinary, nullable=False),  # locked: test, day, nrs, score
    Column("entered_by", Id),
    Column("at", Instant, nullable=False),
    Index("ix_results_learner_id", "learner_id"),
)

levels = Table(
    "levels",
    metadata,
    Column("id", Id, primary_key=True),
    _learner(),
    Column("level", String(4), nullable=False),
    Column("how", String(8), nullable=False),
    Column("at", Instant, nullable=False),
    Index("ix_levels_learner_id", "learner_id"),
)

ticks = Table(
    "ticks",
    metadata,
    Column("id", Id, primary_key=True),
    _learner(),
    Column("value", LargeBinary, nullable=False),  # locked: unit, reached (null: as the figures say)
    Column("post_id", Id, ForeignKey("posts.id", ondelete="SET NULL")),
    Column("at", Instant, nullable=False),
    Index("ix_ticks_learner_id", "learner_id"),
)

milestones = Table(
    "milestones",
    metadata,
    Column("id", Id, primary_key=True),
    _learner(),
    Column("kind", LargeBinary, nullable=False),  # locked: it may betray a status
    Column("at", Instant, nullable=False),
    Index("ix_milestones_learner_id", "learner_id"),
)

interviews = Table(
    "interviews",
    metadata,
    _learner(primary_key=True),
    Column("value", LargeBinary, nullable=False),  # locked: week and whether it is shared; gone 30 days after the week
)

attendance = Table(
    "attendance",
    metadata,
    Column("class_id", Id, ForeignKey("classes.id", ondelete="CASCADE"), primary_key=True),
    Column("day", Date, primary_key=True),
    _learner(primary_key=True),
    Column("minutes", Integer, nullable=False),
    Index("ix_attendance_learner_id", "learner_id"),
)

weeks_off = Table(
    "weeks_off",
    metadata,
    Column("class_id", Id, ForeignKey("classes.id", ondelete="CASCADE"), primary_key=True),
    Column("week", Date, primary_key=True),  # its Monday: the class did not meet, as its tutor said
)

summaries = Table(
    "summaries",
    metadata,
    Column("class_id", Id, ForeignKey("classes.id", ondelete="CASCADE"), primary_key=True),
    Column("week", Date, primary_key=True),
    Column("made_at", Instant, nullable=False),
    Column("sent_at", Instant),
    Column("opened_at", Instant),
    Column("value", LargeBinary, nullable=False),  # locked: the figures, learners by id
)

summary_sends = Table(
    "summary_sends",
    metadata,
    Column("class_id", Id, ForeignKey("classes.id", ondelete="CASCADE"), primary_key=True),
    Column("week", Date, primary_key=True),
    Column("post_id", Id, ForeignKey("posts.id", ondelete="CASCADE"), primary_key=True, index=True),
    Column("at", Instant, nullable=False),
)

audit = Table(
    "audit",
    metadata,
    Column("id", Id, primary_key=True),
    Column("at", Instant, nullable=False),
    Column("post_id", Id),
    Column("site_id", Id, ForeignKey("sites.id", ondelete="CASCADE"), nullable=False),
    Column("action", String(24), nullable=False),
    Column("class_id", Id),
    Column("learner_id", Id),  # a number only, which tells nobody once the learner is gone
    Column("whom_id", Id),  # the post that somebody of the staff did it to
    Index("ix_audit_site_id_at", "site_id", "at"),
)

signins = Table(
    "signins",
    metadata,
    Column("hash", LargeBinary(32), primary_key=True),  # keyed hash of the link's token
    Column("post_id", Id, ForeignKey("posts.id", ondelete="CASCADE"), nullable=False),
    Column("expires_at", Instant, nullable=False),
)

sessions = Table(
    "sessions",
    metadata,
    Column("hash", LargeBinary(32), primary_key=True),  # keyed hash of the cookie's secret
    Column("post_id", Id, ForeignKey("posts.id", ondelete="CASCADE"), nullable=False),
    Column("expires_at", Instant, nullable=False),
)
