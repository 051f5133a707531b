"""Which homework a learner's text was set as; which message brought a learner's letter to whose chat, so that a reply to it is
found to be the answer."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

_id = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.add_column("letters", sa.Column("assignment_id", _id, nullable=True))
    op.create_index(
        "ix_letters_assignment_id",
        "letters",
        ["assignment_id"],
        postgresql_where=sa.text("assignment_id IS NOT NULL"),
        sqlite_where=sa.text("assignment_id IS NOT NULL"),
    )
    op.create_table(
        "carriers",
        sa.Column("learner_id", _id, nullable=False),
        sa.Column("receipt", sa.String(length=128), nullable=False),
        sa.Column("letter_id", _id, nullable=False),
        sa.ForeignKeyConstraint(
            ["learner_id"], ["learners.id"], name=op.f("fk_carriers_learner_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["letter_id"], ["letters.id"], name=op.f("fk_carriers_letter_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("learner_id", "receipt", name=op.f("pk_carriers")),
    )
    op.create_index(op.f("ix_carriers_letter_id"), "carriers", ["letter_id"])


def downgrade() -> None:
    op.drop_table("carriers")
    op.drop_index("ix_letters_assignment_id", "letters")
    with op.batch_alter_table("letters") as batch:
        batch.drop_column("assignment_id")
