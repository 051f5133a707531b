"""Logs tell what went wrong, and never who it happened to."""

from __future__ import annotations

import pytest
import structlog

from bot import logs
from bot.settings_reading import load_settings


@pytest.mark.parametrize("form", ["text", "json"])
def test_a_fault_is_logged_without_what_the_variables_hold(
    form: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("LOG_FORMAT", form)
    before = structlog.get_config()
    logs.set_up(load_settings())
    try:
        nickname = "".join(("Ros", "alba"))
        try:
            raise ValueError(len(nickname))
        except ValueError:
            structlog.get_logger("t").exception("handler failed")
    finally:
        structlog.configure(**before)
    told = capsys.readouterr().err
    assert "handler failed" in told
    assert "ValueError" in told
    assert "Rosalba" not in told
    assert "\x1b" not in told  # no colours where nobody sees them
