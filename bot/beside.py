"""Work that is done beside other work, on a core of its own: by a copy of this process."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing import get_all_start_methods, get_context
from signal import SIG_DFL, SIGINT, signal
from typing import Generic, TypeVar

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Beside(Generic[T]):
    """Work that was begun: `result` waits for what comes of it, `over` until the copy has ended."""

    result: Callable[[], T]
    over: Callable[[], None]


def beside(work: Callable[[], T], then: Callable[[T], None] = lambda _: None) -> Beside[T]:
    """Begin `work` in a copy of this process, which has all that was read; once its result is told, the copy goes on with
    `then`, for which nobody waits but `over`.

    The result must be something that can be pickled. Where processes cannot be copied, or if the copy breaks, the work is
    done here, when its result is asked for, so that what breaks it is seen, and `then` is left undone. Not for a process with threads.
    """
    if "fork" not in get_all_start_methods():
        return Beside(work, lambda: None)
    fork = get_context("fork")
    ours, theirs = fork.Pipe(duplex=False)

    def tell() -> None:
        signal(SIGINT, SIG_DFL)  # who is stopped meanwhile stops both, and reads no traceback of this one
        with suppress(Exception):
            done = work()
            theirs.send(done)
            then(done)

    child = fork.Process(target=tell)
    child.start()
    theirs.close()

    def result() -> T:
        try:
            done: T = ours.recv()
        except EOFError:
            done = work()
        return done

    return Beside(result, child.join)
