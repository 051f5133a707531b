"""Who was erased is remembered by the number of their row alone, so that a copy made before lets them go again."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

_id = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "erased",
        sa.Column("learner_id", _id, nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("learner_id", "at", name=op.f("pk_erased")),
        sqlite_with_rowid=False,
    )


def downgrade() -> None:
    op.drop_table("erased")
