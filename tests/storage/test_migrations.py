"""Every earlier schema comes up to today's, and today's is what the models say."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, insert, select

from storage import models as m
from storage.engine import connect
from storage.migrate import FOLDER, HEAD, migrate, version
from storage.staff_models import metadata

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
REVISIONS = [script.revision for script in ScriptDirectory(str(FOLDER)).walk_revisions()]


def test_the_newest_revision_is_the_one_the_program_wants() -> None:
    assert ScriptDirectory(str(FOLDER)).get_current_head() == HEAD


@pytest.mark.parametrize("start", [None, *REVISIONS])
async def test_a_schema_comes_up_to_today(database: str, start: str | None) -> None:
    def up(conn: Connection) -> None:
        if start is not None:
            migrate(conn, start)
        migrate(conn)
        assert version(conn) == HEAD
        migrate(conn)  # again is nothing
        assert compare_metadata(MigrationContext.configure(conn), metadata) == []

    runner = connect(database)
    await runner.write(up)
    await runner.close()


async def test_answers_given_before_are_added_up_by_day_as_new_ones_are(database: str) -> None:
    at, minute = 1_790_000_000_000_000, 60_000_000
    # A first answer of 200 s; after a pause of 30 s and one of 5 min; after an hour, one of 8 s; and one the next day.
    given = [(at, "09-20", 200.0, "correct", True), (at + minute // 2, "09-20", None, "incorrect", False)]
    given += [(at + 6 * minute, "09-20", 4.0, "correct", False), (at + 66 * minute, "09-20", 8.0, "partial", False)]
    given += [(at + 1500 * minute, "09-21", None, "correct", False)]

    def up(conn: Connection) -> list[tuple[object, ...]]:
        migrate(conn, "0004")
        learner = {"id": 1, "step": 1, "language": "es", "timezone": "UTC", "reachable": True, "session_size": 10}
        conn.execute(insert(m.learners), learner | {"active_at": EPOCH, "private": b"", "place": b""})
        for stamp, day, seconds, verdict, mastered in given:
            conn.execute(insert(m.attempts), {
                "learner_id": 1, "item": 5, "skill": "produce", "form": "type", "verdict": verdict,
                "at": EPOCH + timedelta(microseconds=stamp), "day": date.fromisoformat(f"2026-{day}"), "hinted": False,
                "seconds": seconds, "mastered": mastered,
            })  # fmt: skip
        migrate(conn)
        [asked] = conn.execute(select(m.asked)).all()
        assert asked == (1, 5, *[EPOCH + timedelta(microseconds=at + 1500 * minute)] * 2)
        return [tuple(row) for row in conn.execute(select(m.days).order_by(m.days.c.day))]

    runner = connect(database)
    first, second = await runner.write(up)
    assert first == (1, date(2026, 9, 20), 4, 2, pytest.approx(90 + 30 + 90 + 8), 1)
    assert second == (1, date(2026, 9, 21), 1, 1, 0.0, 0)
    await runner.close()
