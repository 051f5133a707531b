"""Every earlier schema comes up to today's, and today's is what the models say."""

from __future__ import annotations

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection

from storage.engine import connect
from storage.migrate import FOLDER, HEAD, migrate, version
from storage.staff_models import metadata

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
