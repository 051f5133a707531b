"""Brings a database to today's schema. Alembic is loaded only when there is something to do."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from sqlalchemy import Connection, inspect, text

from bot.later import later

HEAD = "0011"
FOLDER = Path(__file__).parent / "migrations"


class NewerSchema(Exception):
    """The database was brought up by a newer program."""


def version(conn: Connection) -> str | None:
    """The schema's version; None for an empty database."""
    if not inspect(conn).has_table("alembic_version"):
        return None
    row = conn.execute(text("SELECT version_num FROM alembic_version")).first()
    return None if row is None else str(row[0])


def migrate(conn: Connection, target: str = HEAD) -> None:
    """Take the schema up to `target`, inside the connection's transaction.

    Raises:
        NewerSchema: it is beyond what this program knows.
    """
    if conn.dialect.name == "postgresql":
        conn.execute(text("SELECT pg_advisory_xact_lock(7215)"))  # two processes may start at once
    if version(conn) == target:
        return
    with later("mako", "mako.pygen", "mako.template"):  # by which it writes new migrations
        from alembic.config import Config
        from alembic.runtime.environment import EnvironmentContext
        from alembic.script import ScriptDirectory

    config = Config()
    config.set_main_option("script_location", str(FOLDER))
    scripts = ScriptDirectory.from_config(config)
    found = version(conn)
    if found is not None and found not in {script.revision for script in scripts.walk_revisions()}:
        raise NewerSchema(f"the database has schema {found}, and this Doorway knows {HEAD} at most")

    def steps(current: Any, _: Any) -> Any:
        return scripts._upgrade_revs(target, current)

    with EnvironmentContext(config, scripts, fn=steps, destination_rev=target) as context:
        context.configure(connection=conn, render_as_batch=True, transactional_ddl=False)
        scripts.run_env()
