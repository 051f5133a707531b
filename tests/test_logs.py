"""Logs tell what went wrong, and never who it happened to."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
import structlog

from bot import logs
from bot.messages import Address, Incoming, Left
from bot.settings_reading import load_settings
from tests.program import ROOT

NOW = datetime(2026, 11, 27, tzinfo=UTC)


@pytest.fixture(params=["text", "json"])
def logging(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[structlog.stdlib.BoundLogger]:
    """A log as it is set up, in either form."""
    monkeypatch.setenv("LOG_FORMAT", request.param)
    before = structlog.get_config()
    logs.set_up(load_settings())
    yield structlog.get_logger("t")
    structlog.configure(**before)


def test_a_fault_is_logged_without_what_the_variables_hold(
    logging: structlog.stdlib.BoundLogger, capsys: pytest.CaptureFixture[str]
) -> None:
    nickname = "".join(("Ros", "alba"))
    try:
        raise ValueError(len(nickname))
    except ValueError:
        logging.exception("handler failed")
    told = capsys.readouterr().err
    assert "handler failed" in told
    assert "ValueError" in told
    assert "Rosalba" not in told
    assert "\x1b" not in told  # no colours where nobody sees them


def test_an_address_that_is_logged_by_mistake_tells_the_channel_alone(
    logging: structlog.stdlib.BoundLogger, capsys: pytest.CaptureFixture[str]
) -> None:
    logging.error("not sent", to=Address("telegram", "4711"))
    logging.error("not taken", given=Incoming("1", Address("telegram", "4711"), NOW, Left()))
    told = capsys.readouterr().err
    assert told.count("Address(telegram:") == 2
    assert "4711" not in told


@pytest.mark.parametrize("form", ["text", "json"])
def test_what_a_library_logs_has_the_same_form(form: str) -> None:
    """In a process of its own: of the library's logs there is one set-up for all of a process."""
    code = """
import logging, sys
from bot import logs
from bot.settings import Settings

logs.set_up(Settings(log_format=sys.argv[1]))
try:
    1 / 0
except ZeroDivisionError:
    logging.getLogger("asyncio").exception("Task exception was %s retrieved", "never")
"""
    done = subprocess.run([sys.executable, "-c", code, form], cwd=ROOT, capture_output=True, text=True, check=True)
    if form == "text":
        assert re.match(r"\d{4}-\d\d-\d\dT.*\[error +\] Task exception was never retrieved", done.stderr)
        return
    [line] = done.stderr.splitlines()
    told = json.loads(line)
    assert (told["level"], told["logger"], told["event"]) == ("error", "asyncio", "Task exception was never retrieved")
    assert "ZeroDivisionError" in told["exception"]
    assert told["timestamp"]


def test_what_cannot_be_told_stops_nothing() -> None:
    """Logs on a disk that is full: a job that told of its trouble ended by that, and with it the bot's hearing."""
    code = """
import logging, structlog
from bot import logs
from bot.settings import Settings

logs.set_up(Settings())
structlog.get_logger().error("update not taken")
logging.getLogger("asyncio").error("nor this")
print("going on", flush=True)
"""
    with Path("/dev/full").open("w") as full:
        done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, stdout=subprocess.PIPE, stderr=full, text=True)
    assert done.stdout == "going on\n"
