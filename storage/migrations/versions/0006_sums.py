"""Each learner's days are kept added up, and when they last answered an item: nobody who looks at a class reads all answers."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

_id = sa.BigInteger().with_variant(sa.Integer(), "sqlite")

# Active time as `storage.sums` counts it: the pause since the answer before, 90 s at most, after ten minutes none.
_ADD_UP = """
INSERT INTO days (learner_id, day, graded, "right", seconds, mastered)
SELECT learner_id, day, count(*), sum(CASE WHEN verdict = 'correct' THEN 1 ELSE 0 END),
    sum(CASE WHEN gap <= 90000000 THEN gap / 1000000.0 WHEN gap <= 600000000 THEN 90.0
        WHEN seconds > 90 THEN 90.0 ELSE coalesce(seconds, 0.0) END),
    sum(CASE WHEN mastered THEN 1 ELSE 0 END)
FROM (
    SELECT learner_id, day, verdict, seconds, mastered, at - (
        SELECT max(b.at) FROM attempts b WHERE b.learner_id = a.learner_id AND b.at < a.at
    ) AS gap
    FROM attempts a
) AS answers
GROUP BY learner_id, day
"""

_LAST = """
INSERT INTO asked (learner_id, item, last, "right")
SELECT learner_id, item, max(at), max(CASE WHEN verdict = 'correct' THEN at END) FROM attempts GROUP BY learner_id, item
"""


def upgrade() -> None:
    op.create_table(
        "days",
        sa.Column("learner_id", _id, nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("graded", sa.Integer(), nullable=False),
        sa.Column("right", sa.Integer(), nullable=False),
        sa.Column("seconds", sa.Float(), nullable=False),
        sa.Column("mastered", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["learner_id"], ["learners.id"], name=op.f("fk_days_learner_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("learner_id", "day", name=op.f("pk_days")),
        sqlite_with_rowid=False,
    )
    op.execute(_ADD_UP)
    op.create_table(
        "asked",
        sa.Column("learner_id", _id, nullable=False),
        sa.Column("item", sa.BigInteger(), nullable=False),
        sa.Column("last", sa.BigInteger(), nullable=False),
        sa.Column("right", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(["learner_id"], ["learners.id"], name=op.f("fk_asked_learner_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("learner_id", "item", name=op.f("pk_asked")),
        sqlite_with_rowid=False,
    )
    op.execute(_LAST)


def downgrade() -> None:
    op.drop_table("asked")
    op.drop_table("days")
