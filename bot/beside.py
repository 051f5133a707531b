"""Work that is done beside other work, on a core of its own: by a copy of this process."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from multiprocessing import get_all_start_methods, get_context
from signal import SIG_DFL, SIGINT, signal
from typing import TypeVar

T = TypeVar("T")


def beside(work: Callable[[], T]) -> Callable[[], T]:
    """Begin `work` in a copy of this process, which has all that was read; what is returned waits for its result.

    The result must be something that can be pickled. Where processes cannot be copied, or if the copy breaks, the work is
    done here, when its result is asked for, so that what breaks it is seen. Not for a process with threads.
    """
    if "fork" not in get_all_start_methods():
        return work
    fork = get_context("fork")
    ours, theirs = fork.Pipe(duplex=False)

    def tell() -> None:
        signal(SIGINT, SIG_DFL)  # who is stopped meanwhile stops both, and reads no traceback of this one
        with suppress(Exception):
            theirs.send(work())

    child = fork.Process(target=tell)
    child.start()
    theirs.close()

    def result() -> T:
        try:
            done: T = ours.recv()
        except EOFError:
            done = work()
        child.join()
        return done

    return result
