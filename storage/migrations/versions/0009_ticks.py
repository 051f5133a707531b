"""What a teacher says of the can-dos of a unit, signed."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

_id = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "ticks",
        sa.Column("id", _id, nullable=False),
        sa.Column("learner_id", _id, nullable=False),
        sa.Column("value", sa.LargeBinary(), nullable=False),
        sa.Column("post_id", _id, nullable=True),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["learner_id"], ["learners.id"], name=op.f("fk_ticks_learner_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["post_id"], ["posts.id"], name=op.f("fk_ticks_post_id"), ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ticks")),
    )
    with op.batch_alter_table("ticks", schema=None) as batch_op:
        batch_op.create_index("ix_ticks_learner_id", ["learner_id"], unique=False)


def downgrade() -> None:
    op.drop_table("ticks")
