"""What is put off is loaded when it is used, and not before."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent

PUT_OFF = """
import sys
from bot.jobs.later import later
later("xml", "xml.dom")
import xml.dom
from xml import dom
assert "xml.dom.domreg" not in sys.modules
assert dom.NotFoundErr is xml.dom.NotFoundErr
assert isinstance(dom.NotFoundErr(), sys.modules["xml.dom"].DOMException)
"""

ON_SQLITE = """
import asyncio, sys
from bot.jobs import clock as module
from bot.jobs.clock import Clock

module.LOOKS_EVERY = 0.05

async def strike():
    clock = Clock("sqlite:///clock.db")
    await asyncio.to_thread(clock.start, {}, asyncio.get_running_loop())
    clock.stop()

asyncio.run(strike())
assert "dbos" in sys.modules
assert "psycopg_binary" not in sys.modules
"""


def run(program: str, folder: Path) -> None:
    """A process of its own, for what it imports is what is asked."""
    subprocess.run([sys.executable, "-c", program], cwd=folder, env={"PYTHONPATH": str(ROOT)}, check=True, timeout=60)


def test_a_module_that_is_put_off_is_loaded_when_something_of_it_is_used(tmp_path: Path) -> None:
    run(PUT_OFF, tmp_path)


def test_what_only_postgresql_needs_is_not_loaded_on_sqlite(tmp_path: Path) -> None:
    run(ON_SQLITE, tmp_path)
