"""Content that is kept for the next start is the same content, and is never believed when anything has changed."""

from __future__ import annotations

import pickle
import subprocess
import sys
from pathlib import Path

import pytest

from bot.lessons.kept import keep, look, take
from bot.lessons.live import LiveContent
from tests.conftest import CONTENT, KINDS


def test_what_is_kept_is_what_was_read(tmp_path: Path, content: LiveContent) -> None:
    kept = tmp_path / "data" / "content.kept"
    LiveContent(CONTENT, kept)
    written = kept.stat().st_mtime_ns
    again = LiveContent(CONTENT, kept)
    assert kept.stat().st_mtime_ns == written
    assert again.catalogue == content.catalogue
    assert again.phrases.keys == content.phrases.keys
    assert again.staff_phrases.keys == content.staff_phrases.keys


def test_what_is_written_many_times_is_held_once(tmp_path: Path) -> None:
    kept = tmp_path / "content.kept"
    LiveContent(CONTENT, kept)
    catalogue = LiveContent(CONTENT, kept).catalogue
    exercises = catalogue.course.exercises.values()
    words = [language for word in catalogue.course.words.values() for language in word.glosses]
    for texts in ([e.type for e in exercises], [e.right for e in exercises], words):
        assert len({id(text) for text in texts}) == len(set(texts)) < len(texts)
    empty = [each for e in exercises for each in (e.wrong, e.near, e.pairs, e.goals) if not each]
    assert len({id(each) for each in empty}) == 1 < len(empty)


def test_a_start_that_finds_content_kept_loads_no_reader(tmp_path: Path) -> None:
    kept = tmp_path / "content.kept"
    LiveContent(CONTENT, kept)
    program = f"""
import sys
from pathlib import Path
import babel.core, bot.conversation, bot.serving, storage.store
from bot.lessons.live import LiveContent
content = LiveContent(Path({str(CONTENT)!r}), Path({str(kept)!r}))
assert content.phrases("drill.over_new", "pt-BR", n=1) == "🆕 1 nova."
assert babel.core._global_data is None  # all that Babel knows, for one rule of it
print(*{{"yaml", "xml.etree.ElementTree", "bot.lessons.catalog"}} & set(sys.modules))
"""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, timeout=60)
    assert done.stdout.split() == []


def test_a_changed_file_is_read(own: tuple[Path, Path]) -> None:
    folder, kept = own
    phrases = folder / "phrases" / "en.yaml"
    text = phrases.read_text(encoding="utf-8")
    old = LiveContent(folder, kept).phrases("language.done", "en")
    phrases.write_text(text.replace(old, "Something else."), encoding="utf-8")
    assert LiveContent(folder, kept).phrases("language.done", "en") == "Something else."


def test_what_cannot_be_understood_is_not_believed(tmp_path: Path) -> None:
    stamp, kept = look(CONTENT, KINDS), tmp_path / "kept"
    assert take(kept, stamp) is None
    keep(kept, stamp, ("good",))
    assert take(kept, stamp) == ("good",)
    assert take(kept, frozenset()) is None
    kept.write_bytes(kept.read_bytes()[:-1])
    assert take(kept, stamp) is None
    kept.write_bytes(b"")
    assert take(kept, stamp) is None


# What a file may ask for: something foreign; something foreign by a name of ours that has imported it, and by a path
# of names; something of ours that is no content, and does more than hold it.
HARM = [("os", "mkdir"), ("bot.lessons.kept", "os.mkdir"), ("builtins", "getattr"), ("bot.lessons.live", "LiveContent")]


@pytest.mark.parametrize(("module", "name"), HARM)
def test_nothing_but_content_comes_out(tmp_path: Path, module: str, name: str) -> None:
    stamp, kept = look(CONTENT, KINDS), tmp_path / "kept"
    keep(kept, stamp, ("good",))
    mark = kept.read_bytes()[:32]

    def text(value: str) -> bytes:
        return pickle.SHORT_BINUNICODE + bytes([len(value)]) + value.encode()

    # the named thing, and nothing done with it: to be refused it must be refused here
    asked = pickle.PROTO + b"\x04" + text(module) + text(name) + pickle.STACK_GLOBAL + pickle.STOP
    assert pickle.loads(asked) is not None
    kept.write_bytes(mark + asked)
    assert take(kept, stamp) is None


def test_where_nothing_can_be_written_nothing_is_kept(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    keep(tmp_path / "file" / "kept", frozenset(), ("good",))
    assert (tmp_path / "file").read_text() == ""


def test_of_what_cannot_be_put_in_its_place_nothing_is_left(tmp_path: Path) -> None:
    (tmp_path / "kept").mkdir()
    keep(tmp_path / "kept", frozenset(), ("good",))
    assert [path.name for path in tmp_path.iterdir()] == ["kept"]


def test_a_file_that_cannot_be_read_is_one_fault_of_changed_content(own: tuple[Path, Path]) -> None:
    folder, kept = own
    live = LiveContent(folder, kept)
    path = folder / "civics" / "2008.yaml"
    path.write_text("\t" + path.read_text(encoding="utf-8"), encoding="utf-8")
    assert live.refresh() is None
    [fault] = live.faults
    assert "2008.yaml:1: this is not YAML" in fault
    assert len(live.catalogue.questions) == 228
