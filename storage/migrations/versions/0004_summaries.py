"""Which answers made an item known for good, and which tutor has had which week's summary."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

_id = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.add_column("attempts", sa.Column("mastered", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.create_table(
        "summary_sends",
        sa.Column("class_id", _id, nullable=False),
        sa.Column("week", sa.Date(), nullable=False),
        sa.Column("post_id", _id, nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["class_id"], ["classes.id"], name=op.f("fk_summary_sends_class_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["post_id"], ["posts.id"], name=op.f("fk_summary_sends_post_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("class_id", "week", "post_id", name=op.f("pk_summary_sends")),
    )
    op.create_index(op.f("ix_summary_sends_post_id"), "summary_sends", ["post_id"])


def downgrade() -> None:
    op.drop_table("summary_sends")
    with op.batch_alter_table("attempts") as batch:
        batch.drop_column("mastered")
