"""Content that was read once and found good, kept beside the data as Python keeps its compiled modules: a start that finds
it again does not read five hundred files anew (docs/adr/0014-kept-content.md)."""

from __future__ import annotations

import hashlib
import os
import pickle
import sys
from collections.abc import Callable
from contextlib import suppress
from datetime import date
from importlib import import_module
from io import BytesIO
from pathlib import Path
from types import MappingProxyType
from typing import Any

from bot.lessons.collecting import uncollected

Stamp = frozenset[tuple[str, int, int]]
_CODE = Path(__file__).parent.parent
_OURS = (
    "bot.lessons.course", "bot.lessons.marked", "bot.lessons.measures", "bot.lessons.model", "bot.lessons.pictures", "bot.phrases",
)  # fmt: skip


def look(folder: Path, kinds: tuple[str, ...]) -> Stamp:
    """The files of a folder, and of those in it, as they are now: path, time of change, size. A kind is how a name ends."""
    paths = [f"{inside}/{name}" for inside, _, names in os.walk(folder) for name in names if name.endswith(kinds)]
    return frozenset((path, (stat := os.stat(path)).st_mtime_ns, stat.st_size) for path in paths)


def take(file: Path, stamp: Stamp) -> Any:
    """What was kept of content with this stamp by this very code; None if that is not there or cannot be understood."""
    # Whatever is wrong with the file, the content itself is read then.
    with suppress(Exception), uncollected(), file.open("rb") as kept:
        if kept.read(len(mark := _mark(stamp))) == mark:
            return _Reader(kept).load()
    return None


def stands(file: Path, stamp: Stamp) -> bool:
    """Whether content with this stamp was kept by this very code."""
    with suppress(OSError), file.open("rb") as kept:
        return kept.read(len(mark := _mark(stamp))) == mark
    return False


def keep(file: Path, stamp: Stamp, content: Any) -> None:
    """Keep content for the next start. Where nothing can be written, nothing is kept."""
    out = BytesIO()
    _Writer(out, pickle.HIGHEST_PROTOCOL).dump(content)
    aside = file.with_name(f"{file.name}.{os.getpid()}")
    with suppress(OSError):
        file.parent.mkdir(parents=True, exist_ok=True)
        try:
            aside.write_bytes(_mark(stamp) + out.getvalue())
            aside.replace(file)
        finally:  # half a file would fill a disk that is full already
            aside.unlink(missing_ok=True)


def _mark(stamp: Stamp) -> bytes:
    code = look(_CODE / "lessons", (".py",)), (_CODE / "phrases.py").stat().st_mtime_ns, sys.version
    return hashlib.sha256(repr((sorted(stamp), sorted(code[0]), code[1:])).encode()).digest()


def _frozen(values: dict[Any, Any]) -> MappingProxyType[Any, Any]:
    return MappingProxyType(values)


class _Writer(pickle.Pickler):
    def reducer_override(self, value: Any) -> tuple[Callable[..., Any], tuple[Any, ...]] | Any:
        return (_frozen, (dict(value),)) if isinstance(value, MappingProxyType) else NotImplemented


class _Reader(pickle.Unpickler):
    """Makes content and nothing else: a file that asks for anything more is not ours."""

    def find_class(self, module: str, name: str) -> Any:
        if (module, name) == (_frozen.__module__, _frozen.__name__):
            return _frozen
        if (module, name) == ("datetime", "date"):
            return date
        found = vars(import_module(module)).get(name) if module in _OURS else None
        if isinstance(found, type) and found.__module__ == module:  # its own classes, not what it has imported
            return found
        raise pickle.UnpicklingError(f"{module}.{name} is no content")
