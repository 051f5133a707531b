"""Telegram's flood control: "bots are not able to broadcast more than about 30 messages per second" (core.telegram.org/bots/faq).

Here it is a sharp thirty, and an edited message counts like one that is sent, as Telegram's people say that it does. A second is a
little less than one, because what two processes of a busy machine call a second is not the same.
"""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable

from tests.fakes.bot_api_rules import Refused

MOST, SECOND = 30, 0.9
WAIT = 3  # seconds that a bot which was too fast is told to wait


class Flood:
    """Counts what a bot sends. `most` may be changed; `busiest` is the most that came in any second."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self.most = MOST
        self.busiest = 0
        self._clock = clock
        self._taken: deque[float] = deque()

    def check(self, method: str) -> None:
        """Count a call.

        Raises:
            Refused: it is one too many.
        """
        if not method.startswith(("send", "edit", "forward", "copy")):
            return
        now = self._clock()
        while self._taken and self._taken[0] <= now - SECOND:
            self._taken.popleft()
        if len(self._taken) >= self.most:
            raise Refused(429, f"Too Many Requests: retry after {WAIT}", retry_after=WAIT)
        self._taken.append(now)
        self.busiest = max(self.busiest, len(self._taken))
