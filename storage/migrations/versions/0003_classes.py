"""Sites, classes and staff; what is held back until its hour; letters whose outcome is wanted."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

_id = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "sites",
        sa.Column("id", _id, nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("demo", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sites")),
        sa.UniqueConstraint("name", name=op.f("uq_sites_name")),
    )
    op.create_table(
        "audit",
        sa.Column("id", _id, nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("post_id", _id, nullable=True),
        sa.Column("site_id", _id, nullable=False),
        sa.Column("action", sa.String(length=24), nullable=False),
        sa.Column("class_id", _id, nullable=True),
        sa.Column("learner_id", _id, nullable=True),
        sa.ForeignKeyConstraint(["site_id"], ["sites.id"], name=op.f("fk_audit_site_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit")),
    )
    with op.batch_alter_table("audit", schema=None) as batch_op:
        batch_op.create_index("ix_audit_site_id_at", ["site_id", "at"], unique=False)

    op.create_table(
        "classes",
        sa.Column("id", _id, nullable=False),
        sa.Column("key", sa.String(length=12), nullable=False),
        sa.Column("site_id", _id, nullable=False),
        sa.Column("name", sa.LargeBinary(), nullable=False),
        sa.Column("timezone", sa.String(length=64), nullable=False),
        sa.Column("created_on", sa.Date(), nullable=False),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["site_id"], ["sites.id"], name=op.f("fk_classes_site_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_classes")),
        sa.UniqueConstraint("key", name=op.f("uq_classes_key")),
    )
    with op.batch_alter_table("classes", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_classes_site_id"), ["site_id"], unique=False)

    op.create_table(
        "interviews",
        sa.Column("learner_id", _id, nullable=False),
        sa.Column("value", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["learner_id"], ["learners.id"], name=op.f("fk_interviews_learner_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("learner_id", name=op.f("pk_interviews")),
    )
    op.create_table(
        "levels",
        sa.Column("id", _id, nullable=False),
        sa.Column("learner_id", _id, nullable=False),
        sa.Column("level", sa.String(length=4), nullable=False),
        sa.Column("how", sa.String(length=8), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["learner_id"], ["learners.id"], name=op.f("fk_levels_learner_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_levels")),
    )
    with op.batch_alter_table("levels", schema=None) as batch_op:
        batch_op.create_index("ix_levels_learner_id", ["learner_id"], unique=False)

    op.create_table(
        "milestones",
        sa.Column("id", _id, nullable=False),
        sa.Column("learner_id", _id, nullable=False),
        sa.Column("kind", sa.LargeBinary(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["learner_id"], ["learners.id"], name=op.f("fk_milestones_learner_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_milestones")),
    )
    with op.batch_alter_table("milestones", schema=None) as batch_op:
        batch_op.create_index("ix_milestones_learner_id", ["learner_id"], unique=False)

    op.create_table(
        "posts",
        sa.Column("id", _id, nullable=False),
        sa.Column("site_id", _id, nullable=False),
        sa.Column("learner_id", _id, nullable=True),
        sa.Column("role", sa.String(length=12), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("language", sa.String(length=16), nullable=False),
        sa.Column("private", sa.LargeBinary(), nullable=False),
        sa.Column("day", sa.SmallInteger(), nullable=False),
        sa.Column("hour", sa.SmallInteger(), nullable=False),
        sa.Column("by", sa.String(length=16), nullable=False),
        sa.ForeignKeyConstraint(["learner_id"], ["learners.id"], name=op.f("fk_posts_learner_id"), ondelete="SET NULL"),
        sa.ForeignKeyConstraint(["site_id"], ["sites.id"], name=op.f("fk_posts_site_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_posts")),
    )
    with op.batch_alter_table("posts", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_posts_learner_id"), ["learner_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_posts_site_id"), ["site_id"], unique=False)

    op.create_table(
        "results",
        sa.Column("id", _id, nullable=False),
        sa.Column("learner_id", _id, nullable=False),
        sa.Column("value", sa.LargeBinary(), nullable=False),
        sa.Column("entered_by", _id, nullable=True),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["learner_id"], ["learners.id"], name=op.f("fk_results_learner_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_results")),
    )
    with op.batch_alter_table("results", schema=None) as batch_op:
        batch_op.create_index("ix_results_learner_id", ["learner_id"], unique=False)

    op.create_table(
        "assignments",
        sa.Column("id", _id, nullable=False),
        sa.Column("class_id", _id, nullable=False),
        sa.Column("learner_id", _id, nullable=True),
        sa.Column("kind", sa.String(length=8), nullable=False),
        sa.Column("value", sa.LargeBinary(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("made_at", sa.BigInteger(), nullable=False),
        sa.Column("made_by", _id, nullable=True),
        sa.Column("withdrawn_at", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(["class_id"], ["classes.id"], name=op.f("fk_assignments_class_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["learner_id"], ["learners.id"], name=op.f("fk_assignments_learner_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_assignments")),
    )
    with op.batch_alter_table("assignments", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_assignments_class_id"), ["class_id"], unique=False)

    op.create_table(
        "attendance",
        sa.Column("class_id", _id, nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("learner_id", _id, nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["class_id"], ["classes.id"], name=op.f("fk_attendance_class_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["learner_id"], ["learners.id"], name=op.f("fk_attendance_learner_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("class_id", "day", "learner_id", name=op.f("pk_attendance")),
    )
    with op.batch_alter_table("attendance", schema=None) as batch_op:
        batch_op.create_index("ix_attendance_learner_id", ["learner_id"], unique=False)

    op.create_table(
        "codes",
        sa.Column("hash", sa.LargeBinary(length=32), nullable=False),
        sa.Column("code", sa.LargeBinary(), nullable=False),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("site_id", _id, nullable=False),
        sa.Column("class_id", _id, nullable=True),
        sa.Column("made_by", _id, nullable=True),
        sa.Column("made_at", sa.BigInteger(), nullable=False),
        sa.Column("expires_at", sa.BigInteger(), nullable=True),
        sa.Column("used_at", sa.BigInteger(), nullable=True),
        sa.Column("revoked_at", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(["class_id"], ["classes.id"], name=op.f("fk_codes_class_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["site_id"], ["sites.id"], name=op.f("fk_codes_site_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("hash", name=op.f("pk_codes")),
    )
    with op.batch_alter_table("codes", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_codes_site_id"), ["site_id"], unique=False)

    op.create_table(
        "enrollments",
        sa.Column("id", _id, nullable=False),
        sa.Column("class_id", _id, nullable=False),
        sa.Column("learner_id", _id, nullable=False),
        sa.Column("since", sa.BigInteger(), nullable=False),
        sa.Column("until", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(["class_id"], ["classes.id"], name=op.f("fk_enrollments_class_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["learner_id"], ["learners.id"], name=op.f("fk_enrollments_learner_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_enrollments")),
    )
    with op.batch_alter_table("enrollments", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_enrollments_class_id"), ["class_id"], unique=False)
        batch_op.create_index("ix_enrollments_learner_id", ["learner_id"], unique=False)
        batch_op.create_index(
            "uq_enrollments_now",
            ["class_id", "learner_id"],
            unique=True,
            postgresql_where=sa.text("until IS NULL"),
            sqlite_where=sa.text("until IS NULL"),
        )

    op.create_table(
        "letters",
        sa.Column("id", _id, nullable=False),
        sa.Column("class_id", _id, nullable=False),
        sa.Column("learner_id", _id, nullable=False),
        sa.Column("post_id", _id, nullable=True),
        sa.Column("from_learner", sa.Boolean(), nullable=False),
        sa.Column("text", sa.LargeBinary(), nullable=True),
        sa.Column("item", sa.BigInteger(), nullable=True),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("answers", _id, nullable=True),
        sa.Column("batch", sa.String(length=16), nullable=False),
        sa.Column("outcome", sa.String(length=8), nullable=False),
        sa.ForeignKeyConstraint(["class_id"], ["classes.id"], name=op.f("fk_letters_class_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["learner_id"], ["learners.id"], name=op.f("fk_letters_learner_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["post_id"], ["posts.id"], name=op.f("fk_letters_post_id"), ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_letters")),
    )
    with op.batch_alter_table("letters", schema=None) as batch_op:
        batch_op.create_index(
            "ix_letters_answers",
            ["answers"],
            unique=False,
            postgresql_where=sa.text("answers IS NOT NULL"),
            sqlite_where=sa.text("answers IS NOT NULL"),
        )
        batch_op.create_index("ix_letters_class_id_at", ["class_id", "at"], unique=False)
        batch_op.create_index("ix_letters_learner_id", ["learner_id"], unique=False)

    op.create_table(
        "notes",
        sa.Column("id", _id, nullable=False),
        sa.Column("learner_id", _id, nullable=False),
        sa.Column("class_id", _id, nullable=False),
        sa.Column("post_id", _id, nullable=True),
        sa.Column("text", sa.LargeBinary(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["class_id"], ["classes.id"], name=op.f("fk_notes_class_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["learner_id"], ["learners.id"], name=op.f("fk_notes_learner_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["post_id"], ["posts.id"], name=op.f("fk_notes_post_id"), ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notes")),
    )
    with op.batch_alter_table("notes", schema=None) as batch_op:
        batch_op.create_index("ix_notes_learner_id", ["learner_id"], unique=False)

    op.create_table(
        "sessions",
        sa.Column("hash", sa.LargeBinary(length=32), nullable=False),
        sa.Column("post_id", _id, nullable=False),
        sa.Column("expires_at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["post_id"], ["posts.id"], name=op.f("fk_sessions_post_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("hash", name=op.f("pk_sessions")),
    )
    op.create_table(
        "signins",
        sa.Column("hash", sa.LargeBinary(length=32), nullable=False),
        sa.Column("post_id", _id, nullable=False),
        sa.Column("expires_at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["post_id"], ["posts.id"], name=op.f("fk_signins_post_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("hash", name=op.f("pk_signins")),
    )
    op.create_table(
        "summaries",
        sa.Column("class_id", _id, nullable=False),
        sa.Column("week", sa.Date(), nullable=False),
        sa.Column("made_at", sa.BigInteger(), nullable=False),
        sa.Column("sent_at", sa.BigInteger(), nullable=True),
        sa.Column("opened_at", sa.BigInteger(), nullable=True),
        sa.Column("value", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["class_id"], ["classes.id"], name=op.f("fk_summaries_class_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("class_id", "week", name=op.f("pk_summaries")),
    )
    op.create_table(
        "teaching",
        sa.Column("class_id", _id, nullable=False),
        sa.Column("post_id", _id, nullable=False),
        sa.Column("since", sa.BigInteger(), nullable=False),
        sa.Column("until", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(["class_id"], ["classes.id"], name=op.f("fk_teaching_class_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["post_id"], ["posts.id"], name=op.f("fk_teaching_post_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("class_id", "post_id", "since", name=op.f("pk_teaching")),
    )
    with op.batch_alter_table("teaching", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_teaching_post_id"), ["post_id"], unique=False)

    with op.batch_alter_table("learners", schema=None) as batch_op:
        batch_op.add_column(sa.Column("classes", sa.SmallInteger(), server_default="0", nullable=False))
        batch_op.add_column(sa.Column("staff", sa.SmallInteger(), server_default="0", nullable=False))

    with op.batch_alter_table("updates", schema=None) as batch_op:
        batch_op.add_column(sa.Column("due", sa.BigInteger(), nullable=True))
        batch_op.add_column(sa.Column("letter_id", _id, nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("updates", schema=None) as batch_op:
        batch_op.drop_column("letter_id")
        batch_op.drop_column("due")

    with op.batch_alter_table("learners", schema=None) as batch_op:
        batch_op.drop_column("staff")
        batch_op.drop_column("classes")

    with op.batch_alter_table("teaching", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_teaching_post_id"))

    op.drop_table("teaching")
    op.drop_table("summaries")
    op.drop_table("signins")
    op.drop_table("sessions")
    with op.batch_alter_table("notes", schema=None) as batch_op:
        batch_op.drop_index("ix_notes_learner_id")

    op.drop_table("notes")
    with op.batch_alter_table("letters", schema=None) as batch_op:
        batch_op.drop_index("ix_letters_learner_id")
        batch_op.drop_index("ix_letters_class_id_at")
        batch_op.drop_index(
            "ix_letters_answers",
            postgresql_where=sa.text("answers IS NOT NULL"),
            sqlite_where=sa.text("answers IS NOT NULL"),
        )

    op.drop_table("letters")
    with op.batch_alter_table("enrollments", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_enrollments_now", postgresql_where=sa.text("until IS NULL"), sqlite_where=sa.text("until IS NULL")
        )
        batch_op.drop_index("ix_enrollments_learner_id")
        batch_op.drop_index(batch_op.f("ix_enrollments_class_id"))

    op.drop_table("enrollments")
    with op.batch_alter_table("codes", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_codes_site_id"))

    op.drop_table("codes")
    with op.batch_alter_table("attendance", schema=None) as batch_op:
        batch_op.drop_index("ix_attendance_learner_id")

    op.drop_table("attendance")
    with op.batch_alter_table("assignments", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_assignments_class_id"))

    op.drop_table("assignments")
    with op.batch_alter_table("results", schema=None) as batch_op:
        batch_op.drop_index("ix_results_learner_id")

    op.drop_table("results")
    with op.batch_alter_table("posts", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_posts_site_id"))
        batch_op.drop_index(batch_op.f("ix_posts_learner_id"))

    op.drop_table("posts")
    with op.batch_alter_table("milestones", schema=None) as batch_op:
        batch_op.drop_index("ix_milestones_learner_id")

    op.drop_table("milestones")
    with op.batch_alter_table("levels", schema=None) as batch_op:
        batch_op.drop_index("ix_levels_learner_id")

    op.drop_table("levels")
    op.drop_table("interviews")
    with op.batch_alter_table("classes", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_classes_site_id"))

    op.drop_table("classes")
    with op.batch_alter_table("audit", schema=None) as batch_op:
        batch_op.drop_index("ix_audit_site_id_at")

    op.drop_table("audit")
    op.drop_table("sites")
