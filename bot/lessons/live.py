"""Content that a running bot picks up when it changes, and keeps as it was when the change does not check."""

from __future__ import annotations

from pathlib import Path

from bot.lessons.kept import Stamp, keep, look, stands, take
from bot.lessons.model import Catalogue
from bot.phrases import PhraseFault, Phrases, load_phrases


class ContentError(ValueError):
    """Content that does not check; `faults` says each fault in one line."""

    def __init__(self, faults: list[str]) -> None:
        super().__init__("\n".join(faults))
        self.faults = faults


_KINDS = (".yaml", ".svg")


def is_kept(folder: Path, kept: Path) -> bool:
    """Whether the file `kept` has all of the folder as it is now."""
    return stands(kept, look(folder, _KINDS))


class LiveContent:
    """Catalogue and phrases of one folder. Reading is synchronous: run `refresh` in a thread."""

    def __init__(self, folder: Path, kept: Path | None = None) -> None:
        """Read the folder, or what the file `kept` has of it if nothing has changed since. Shapes, counts and words
        are checked; that every answer grades as meant is left to `content check` and to later changes, because it
        takes a second or two.

        Raises:
            ContentError: it does not check.
        """
        self._folder = folder
        self._stamp = self._look()
        read: tuple[Catalogue, Phrases, Phrases] | None = take(kept, self._stamp) if kept else None
        if read is None:
            read = self._read(deep=False)
            if kept:
                keep(kept, self._stamp, read)
        self.catalogue, self.phrases, self.staff_phrases = read
        self.faults: list[str] = []

    def refresh(self) -> bool | None:
        """Read again if a file has changed: True when there is new content, None when it was refused
        (`faults` then says why, and the old stays), False when nothing changed."""
        stamp = self._look()
        if stamp == self._stamp:
            return False
        self._stamp = stamp
        try:
            self.catalogue, self.phrases, self.staff_phrases = self._read(deep=True)
        except ContentError as error:
            self.faults = error.faults
            return None
        self.faults = []
        return True

    def _look(self) -> Stamp:
        return look(self._folder, _KINDS)

    def _read(self, *, deep: bool) -> tuple[Catalogue, Phrases, Phrases]:
        from bot.lessons.catalog import Loaded  # a start that finds content kept needs no reader
        from bot.lessons.checks import check
        from bot.lessons.marked import told

        loaded = Loaded(self._folder, keep_places=deep)
        faults = told([*loaded.faults, *check(loaded, deep=deep)])
        lines = [str(fault) for fault in faults if not fault.warning]
        try:
            phrases, staff = load_phrases(self._folder / "phrases"), load_phrases(self._folder / "phrases" / "staff")
        except PhraseFault as error:
            raise ContentError(lines + error.faults) from None
        if lines:
            raise ContentError(lines)
        return loaded.catalogue, phrases, staff
