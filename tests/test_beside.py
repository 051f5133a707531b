"""Work done in a copy of the process: its result comes back, and what breaks it is seen by who asks."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from bot.beside import beside
from bot.lessons.live import is_kept
from bot.running import read_ahead
from tests.conftest import CONTENT


def test_the_result_comes_from_a_copy() -> None:
    here = os.getpid()
    process, what = beside(lambda: (os.getpid(), "done")).result()
    assert what == "done"
    assert process != here


def test_what_breaks_it_is_seen_here_and_is_no_traceback(capfd: pytest.CaptureFixture[str]) -> None:
    def work() -> None:
        raise ValueError("this is wrong")

    done = beside(work)
    with pytest.raises(ValueError, match="this is wrong"):
        done.result()
    assert capfd.readouterr() == ("", "")


def test_the_copy_goes_on_once_its_result_is_told(tmp_path: Path) -> None:
    left = tmp_path / "left"
    done = beside(lambda: "done", then=left.write_text)
    assert done.result() == "done"
    done.over()
    assert left.read_text() == "done"


def test_nothing_follows_work_that_broke(tmp_path: Path) -> None:
    def work() -> str:
        raise ValueError("this is wrong")

    done = beside(work, then=(tmp_path / "left").write_text)
    with pytest.raises(ValueError, match="this is wrong"):
        done.result()
    done.over()
    assert not (tmp_path / "left").exists()


def test_content_is_read_ahead_once(tmp_path: Path) -> None:
    kept = tmp_path / "content.kept"
    read_ahead(CONTENT, kept)
    assert is_kept(CONTENT, kept)
    written = kept.stat().st_mtime_ns
    read_ahead(CONTENT, kept)
    assert kept.stat().st_mtime_ns == written


def test_content_that_cannot_be_read_ahead_is_left_to_the_start(tmp_path: Path) -> None:
    kept = tmp_path / "content.kept"
    with pytest.raises(Exception, match="questions"):
        read_ahead(tmp_path / "nowhere", kept)
    assert not kept.exists()
