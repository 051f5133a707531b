"""What `main.py doctor` says of Telegram."""

from __future__ import annotations

import urllib.error
import urllib.request
from email.message import Message
from pathlib import Path

import pytest

from bot.doctor import examine
from bot.settings import Settings
from tests.program import ROOT


@pytest.mark.parametrize(
    ("code", "told"),
    [
        (401, "Telegram: TELEGRAM_BOT_TOKEN is refused (401)"),
        (502, "Telegram: https://api.telegram.org is in trouble (502)"),
    ],
)
def test_a_token_is_not_blamed_for_telegrams_own_trouble(
    code: int, told: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise urllib.error.HTTPError("", code, "", Message(), None)

    monkeypatch.setattr(urllib.request, "urlopen", refuse)
    url = f"sqlite+aiosqlite:///{tmp_path}/none.db"
    settings = Settings(telegram_bot_token="123456789:" + "x" * 35, database_url=url)
    assert examine(settings, ROOT / "content") == 1
    assert f"❌ {told}\n" in capsys.readouterr().out
