"""Weeks in which a class did not meet, as its tutor said: a holiday is no week without attendance."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

_id = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "weeks_off",
        sa.Column("class_id", _id, nullable=False),
        sa.Column("week", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(["class_id"], ["classes.id"], name=op.f("fk_weeks_off_class_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("class_id", "week", name=op.f("pk_weeks_off")),
    )


def downgrade() -> None:
    op.drop_table("weeks_off")
