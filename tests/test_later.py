"""What is put off is loaded when it is used, and not before."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from cryptography.fernet import Fernet

ROOT = Path(__file__).parent.parent

PUT_OFF = """
import sys
from typing import Optional, Union

from bot.later import later

with later("fractions", "xml", "xml.dom"):
    import fractions
    import xml.dom
    from fractions import Fraction
    from xml import dom
    from xml.dom import DOMException, Node

    def add(one: Union[int, Fraction], other: Optional[Fraction[int]], third: int | Fraction | None) -> None: ...

    assert not isinstance(1, Fraction)
for name in ("fractions", "xml", "xml.dom"):
    assert name not in sys.modules, name

assert dom.NOT_FOUND_ERR == xml.dom.NOT_FOUND_ERR == 8
assert Node.TEXT_NODE == sys.modules["xml.dom"].Node.TEXT_NODE
class Fault(DOMException): ...
assert Fault.__mro__[1] is sys.modules["xml.dom"].DOMException
assert "fractions" not in sys.modules and not isinstance(1, Fraction)

half = Fraction(1, 2)
from fractions import Fraction as Real
assert type(half) is Real is fractions.Fraction
assert isinstance(half, Fraction) and not isinstance(0.5, Fraction)
assert Fraction.from_float(0.5) == half

with later("fractions"):  # it is loaded
    from fractions import Fraction
assert Fraction is Real
"""

ON_SQLITE = """
import asyncio, sys
import bot.logs, bot.web.app
from datetime import UTC, datetime, timedelta
from bot.jobs import clock as module
from bot.jobs.clock import Clock
from storage.store import SqlStore

module.LOOKS_EVERY = 0.05

async def strike():
    store = await SqlStore.open("sqlite+aiosqlite:///d.db", "{key}")
    struck = asyncio.Event()
    async def tick(_):
        struck.set()
    clock = Clock("sqlite:///clock.db")
    await asyncio.to_thread(clock.start, {"test": tick}, asyncio.get_running_loop(), "* * * * * *")
    await asyncio.wait_for(struck.wait(), 20)
    await asyncio.to_thread(clock.forget, datetime.now(UTC) + timedelta(minutes=1))
    await asyncio.to_thread(clock.stop)
    await store.close()

asyncio.run(strike())
assert "dbos" in sys.modules and "alembic" in sys.modules
for name in ("psycopg", "psycopg_binary", "sqlalchemy.orm", "sqlalchemy.ext.asyncio", "click", "yaml", "jinja2", "mako", "pygments"):
    assert name not in sys.modules, name

import sqlalchemy.ext.asyncio  # as `restore` does, into PostgreSQL
from dbos import _context, _datasource
from sqlalchemy.orm import Session
assert isinstance(_datasource.SyncSessionmaker()(), Session)
assert isinstance(Session(), _context.Session)
"""


def run(program: str, folder: Path) -> None:
    """A process of its own, for what it imports is what is asked."""
    subprocess.run([sys.executable, "-c", program], cwd=folder, env={"PYTHONPATH": str(ROOT)}, check=True, timeout=60)


def test_what_is_put_off_is_loaded_when_it_is_used_and_not_when_it_is_named(tmp_path: Path) -> None:
    run(PUT_OFF, tmp_path)


def test_on_sqlite_the_clock_strikes_without_what_only_others_need(tmp_path: Path) -> None:
    run(ON_SQLITE.replace("{key}", Fernet.generate_key().decode()), tmp_path)
