"""The first schema: learners and how they are found, attempts, cards, updates with their replies."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

_id = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "items",
        sa.Column("ref", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("name", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("ref", name=op.f("pk_items")),
    )
    op.create_table(
        "learners",
        sa.Column("id", _id, nullable=False),
        sa.Column("step", sa.Integer(), nullable=False),
        sa.Column("language", sa.String(length=16), nullable=False),
        sa.Column("timezone", sa.String(length=64), nullable=False),
        sa.Column("created_on", sa.Date(), nullable=True),
        sa.Column("agreed_on", sa.Date(), nullable=True),
        sa.Column("reminder", sa.String(length=5), nullable=True),
        sa.Column("paused_on", sa.Date(), nullable=True),
        sa.Column("reachable", sa.Boolean(), nullable=False),
        sa.Column("session_size", sa.SmallInteger(), nullable=False),
        sa.Column("active_at", sa.BigInteger(), nullable=False),
        sa.Column("private", sa.LargeBinary(), nullable=False),
        sa.Column("place", sa.LargeBinary(), nullable=False),
        sa.Column("anchor", sa.String(length=128), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_learners")),
    )
    op.create_table(
        "updates",
        sa.Column("id", _id, nullable=False),
        sa.Column("channel", sa.String(length=16), nullable=False),
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("learner_id", _id, nullable=True),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("lease", sa.BigInteger(), nullable=False),
        sa.Column("replies", sa.LargeBinary(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_updates")),
    )
    op.create_index("ix_updates_at", "updates", ["at"], unique=False)
    op.create_index(
        "ix_updates_unsent",
        "updates",
        ["id"],
        unique=False,
        postgresql_where=sa.text("replies IS NOT NULL"),
        sqlite_where=sa.text("replies IS NOT NULL"),
    )
    op.create_index("uq_updates_channel_key", "updates", ["channel", "key"], unique=True)
    op.create_table(
        "attempts",
        sa.Column("id", _id, nullable=False),
        sa.Column("learner_id", _id, nullable=False),
        sa.Column("item", sa.BigInteger(), nullable=False),
        sa.Column("skill", sa.String(length=10), nullable=False),
        sa.Column("form", sa.String(length=16), nullable=False),
        sa.Column("verdict", sa.String(length=10), nullable=False),
        sa.Column("rating", sa.SmallInteger(), nullable=True),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("hinted", sa.Boolean(), nullable=False),
        sa.Column("seconds", sa.Float(), nullable=True),
        sa.Column("answer", sa.LargeBinary(), nullable=True),
        sa.ForeignKeyConstraint(
            ["learner_id"], ["learners.id"], name=op.f("fk_attempts_learner_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attempts")),
    )
    op.create_index(
        "ix_attempts_answered",
        "attempts",
        ["at"],
        unique=False,
        postgresql_where=sa.text("answer IS NOT NULL"),
        sqlite_where=sa.text("answer IS NOT NULL"),
    )
    op.create_index("ix_attempts_learner_id_at", "attempts", ["learner_id", "at"], unique=False)
    op.create_table(
        "cards",
        sa.Column("learner_id", _id, nullable=False),
        sa.Column("item", sa.BigInteger(), nullable=False),
        sa.Column("skill", sa.String(length=10), nullable=False),
        sa.Column("stability", sa.Float(), nullable=False),
        sa.Column("difficulty", sa.Float(), nullable=False),
        sa.Column("due", sa.BigInteger(), nullable=False),
        sa.Column("reviewed_at", sa.BigInteger(), nullable=False),
        sa.Column("reviewed_on", sa.Date(), nullable=False),
        sa.Column("reviews", sa.Integer(), nullable=False),
        sa.Column("successes", sa.Integer(), nullable=False),
        sa.Column("lapses", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["learner_id"], ["learners.id"], name=op.f("fk_cards_learner_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("learner_id", "item", "skill", name=op.f("pk_cards")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "identities",
        sa.Column("hash", sa.LargeBinary(length=32), nullable=False),
        sa.Column("learner_id", _id, nullable=False),
        sa.Column("channel", sa.String(length=16), nullable=False),
        sa.Column("address", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["learner_id"], ["learners.id"], name=op.f("fk_identities_learner_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("hash", name=op.f("pk_identities")),
    )
    op.create_index(op.f("ix_identities_learner_id"), "identities", ["learner_id"], unique=False)
