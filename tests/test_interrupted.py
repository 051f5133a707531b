"""Ctrl-C while it starts ends it, at any moment, and shows nobody a traceback."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.starting import ROOT


@pytest.mark.parametrize("command", ["run", "export --class k1", "content check"])
@pytest.mark.parametrize("after", [0.3, 0.6, 0.9])
def test_a_start_that_is_interrupted_says_nothing(tmp_path: Path, command: str, after: float) -> None:
    environment = os.environ | {"DATABASE_URL": f"sqlite+aiosqlite:///{tmp_path}/doorway.db", "PORT": "0"}
    started = subprocess.Popen(
        [sys.executable, ROOT / "main.py", *command.split()],
        cwd=tmp_path,
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        start_new_session=True,  # Ctrl-C goes to all that the terminal has in its foreground
        text=True,
    )
    time.sleep(after)
    os.killpg(started.pid, signal.SIGINT)
    _, told = started.communicate(timeout=30)
    assert "Traceback" not in told
    assert "KeyboardInterrupt" not in told
