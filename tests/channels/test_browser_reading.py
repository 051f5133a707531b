"""What the page of the browser chat posts, and what is made of it."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from bot.channels.browser import BrowserChannel, NotUnderstood
from bot.messages import Command, Press, Text

NOW = datetime(2026, 11, 23, 15, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("posted", "read"),
    [
        ({"open": True}, Command("start")),
        ({"open": True, "start": "K7M4-Q2XP"}, Command("start", "K7M4-Q2XP")),
        ({"open": True, "start": " K7M4\x00 "}, Command("start", "K7M4")),
        ({"press": "d1:0", "message": "m1"}, Press("d1", "0", "m1")),
        ({"text": "/start K7M4-Q2XP"}, Command("start", "K7M4-Q2XP")),
        ({"text": "k7m4 q2xp"}, Text("k7m4 q2xp")),
    ],
)
def test_what_the_page_posts_is_read(posted: dict[str, Any], read: object) -> None:
    assert BrowserChannel().read("ana-ana-ana", {"id": "12345678", **posted}, NOW).input == read


@pytest.mark.parametrize(
    "posted",
    [
        {"open": True, "start": 7},
        {"open": True, "start": "K" * 65},
        {"open": False},
        {"text": " "},
        {"press": "d" * 65},
    ],
)
def test_what_no_page_posts_is_refused(posted: dict[str, Any]) -> None:
    with pytest.raises(NotUnderstood):
        BrowserChannel().read("ana-ana-ana", {"id": "12345678", **posted}, NOW)
