"""The terminal as somebody at a keyboard has it: a process, and a real terminal around it."""

from __future__ import annotations

import os
import pty
import select
import subprocess
import sys

import pytest

from tests.program import ROOT

TALK = """
from datetime import UTC, datetime
from bot.channels.terminal import TerminalChannel
from bot.running import run_loop

async def heard(incoming):
    print("heard", incoming.input.text, flush=True)

run_loop(TerminalChannel("ana").talk(heard, lambda: datetime.now(UTC), lambda: None))
"""


@pytest.mark.parametrize(("key", "code"), [(b"\x03", -2), (b"\x04", 0)], ids=["Ctrl-C", "Ctrl-D"])
def test_a_key_ends_it_at_once(key: bytes, code: int) -> None:
    ours, theirs = pty.openpty()
    talk = subprocess.Popen(
        [sys.executable, "-c", f"import os, fcntl, termios\nfcntl.ioctl(0, termios.TIOCSCTTY, 0)\n{TALK}"],
        cwd=ROOT,
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        start_new_session=True,
    )
    try:
        for typed in (b"hello\n", key):
            shown = b""
            while b"> " not in shown:
                assert select.select([ours], [], [], 10)[0], shown
                shown += os.read(ours, 1000)
            os.write(ours, typed)
        assert talk.wait(timeout=10) in (code, 130)  # by the signal, or by its number
    finally:
        talk.kill()
        talk.wait()
        os.close(ours)
        os.close(theirs)
