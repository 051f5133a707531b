"""`main.py` as a process of its own: started from nothing, or as a copy of a process that has imported everything.

To import takes four fifths of a start. A test that is about something else takes a copy: the same `main`, with its own
files, folder and settings, that can be killed as any process can.
"""

from __future__ import annotations

import multiprocessing
import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Protocol

ROOT = Path(__file__).parent.parent
_COPIES = multiprocessing.get_context("forkserver")
_COPIES.set_forkserver_preload(["tests.warm"])


class Running(Protocol):
    """A process, as `subprocess` gives it."""

    pid: int

    def poll(self) -> int | None: ...

    def wait(self, timeout: float | None = None) -> int: ...


def start(
    arguments: Sequence[str],
    *,
    folder: Path,
    environment: Mapping[str, str],
    given: Path | None = None,
    told: Path,
    errors: Path,
    cold: bool,
) -> Running:
    """Start `main.py` with these arguments in a folder; what it says goes to `told` and to the end of `errors`."""
    files = [Path(os.devnull) if given is None else given, told, errors]
    if not cold:
        return _Copy(list(arguments), folder, dict(environment), files)
    with files[0].open("rb") as stdin, files[1].open("wb") as stdout, files[2].open("ab") as stderr:
        return subprocess.Popen(
            [sys.executable, str(ROOT / "main.py"), *arguments],
            cwd=folder,
            env=environment,
            stdin=stdin,
            stdout=stdout,
            stderr=stderr,
        )


class _Copy:
    """A copy, with the manners of `subprocess.Popen`."""

    def __init__(self, arguments: list[str], folder: Path, environment: dict[str, str], files: list[Path]) -> None:
        self._process = _COPIES.Process(target=_run, args=(arguments, folder, environment, files))
        self._process.start()
        assert self._process.pid is not None
        self.pid = self._process.pid

    def poll(self) -> int | None:
        return self._process.exitcode

    def wait(self, timeout: float | None = None) -> int:
        self._process.join(timeout)
        code = self._process.exitcode
        if code is None:
            raise TimeoutError
        return code


def _run(arguments: list[str], folder: Path, environment: dict[str, str], files: list[Path]) -> None:
    """What a copy does: be what `main.py` is when it is started from nothing."""
    write = os.O_WRONLY | os.O_CREAT
    for fd, (path, how) in enumerate(zip(files, (os.O_RDONLY, write | os.O_TRUNC, write | os.O_APPEND), strict=True)):
        os.dup2(os.open(path, how, 0o600), fd)
    sys.stdin, sys.stdout, sys.stderr = (os.fdopen(fd, mode, encoding="utf-8") for fd, mode in enumerate("rww"))
    os.chdir(folder)
    os.environ.clear()
    os.environ.update(environment)
    sys.argv = ["main.py", *arguments]

    import main

    sys.exit(main.main(arguments))
