"""An event loop whose clock skips to the next thing that is due: hours pass at once. For work without sockets and threads."""

from __future__ import annotations

import asyncio
import selectors
from collections.abc import Coroutine
from typing import Any


class _Skipping(selectors.SelectSelector):
    def __init__(self) -> None:
        super().__init__()
        self.now = 0.0

    def select(self, timeout: float | None = None) -> list[tuple[selectors.SelectorKey, int]]:
        self.now += timeout or 0.0
        return super().select(0)


class SkippingLoop(asyncio.SelectorEventLoop):
    """`time()` is what the program slept for."""

    def __init__(self) -> None:
        self._skipping = _Skipping()
        super().__init__(self._skipping)

    def time(self) -> float:
        return self._skipping.now


def in_no_time(work: Coroutine[Any, Any, None]) -> None:
    """Run a test's coroutine on such a loop."""
    with asyncio.Runner(loop_factory=SkippingLoop) as runner:
        runner.run(work)
