"""Room for the names of all types of exercise, and reminders found by their hour."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("attempts") as batch:
        batch.alter_column("form", existing_type=sa.String(16), type_=sa.String(24), existing_nullable=False)
    op.create_index("ix_learners_reminder", "learners", ["timezone", "reminder"])


def downgrade() -> None:
    op.drop_index("ix_learners_reminder", "learners")
    with op.batch_alter_table("attempts") as batch:
        batch.alter_column("form", existing_type=sa.String(24), type_=sa.String(16), existing_nullable=False)
