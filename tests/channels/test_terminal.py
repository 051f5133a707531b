"""The terminal as somebody at a keyboard has it: a process, and a real terminal around it."""

from __future__ import annotations

import asyncio
import fcntl
import io
import os
import pty
import re
import select
import struct
import subprocess
import sys
import termios

import pytest

from bot.channels.terminal import TerminalChannel
from bot.messages import Button, Outgoing
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


LONG = Outgoing(
    "**Freedom** of speech lets everybody say what they think, also about the government. 🗽🗽🗽\n"
    "https://doorway.test/tutor/in/a-link-that-is-not-broken",
    (
        tuple(Button(label, "x", label) for label in ("the Constitution", "the Congress", "two words")),
        (Button("a label that is wider than the whole terminal is", "x", "long"),),
    ),
)


def shown(width: int) -> list[str]:
    """The lines of a message on a terminal so wide, without colours."""
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 24, width, 0, 0))
    with os.fdopen(theirs, "w") as out, os.fdopen(ours, "rb", buffering=0) as screen:
        channel = TerminalChannel("ana", out=out)
        asyncio.run(channel.send(channel.address, LONG))
        text = screen.read(4000).decode()
    return re.sub(r"\033\[\d+m", "", text).replace("\r", "").splitlines()


def test_long_lines_break_between_words_at_the_terminals_width() -> None:
    assert shown(36) == [
        "",
        "Freedom of speech lets everybody say",
        "what they think, also about the",
        "government. 🗽🗽🗽",
        "https://doorway.test/tutor/in/a-link-that-is-not-broken",
        "[1] the Constitution",
        "[2] the Congress   [3] two words",
        "[4] a label that is wider than the",
        "whole terminal is",
    ]
    assert "🗽🗽🗽" in shown(17)  # each takes two columns


def test_what_is_no_terminal_gets_whole_lines() -> None:
    out = io.StringIO()
    channel = TerminalChannel("ana", out=out)
    asyncio.run(channel.send(channel.address, LONG))
    assert "say what they think, also about the government. 🗽🗽🗽\n" in out.getvalue()
    assert shown(0)[3] == "[1] the Constitution   [2] the Congress   [3] two words"
