"""How fast a platform may be sent what nobody waits for: evenly, and only in the room that answers leave.

A platform counts all that a bot sends. Answers go at once and are counted; the rest goes one by one, a little slower than allowed,
and leaves as much room as answers took lately. So the two together stay within what is allowed, and if many begin to write in the
same instant, an answer waits for a tenth of a second at most rather than be refused for a second or more.
"""

from __future__ import annotations

from collections import deque

SHARE = 0.96  # of what is allowed: clocks and networks are not exact, and a refusal costs more than it gains
SECOND = 1.04  # in which the platform counts, and a little: what goes evenly does not come evenly
LATE = 0.1  # seconds of a busy machine that are made up for
PATIENCE = 0.1  # seconds; what would not help within them is not waited for by an answer
REMEMBERED = 30.0  # seconds for which room is kept for as many answers as there were in one


class Pace:
    """What was sent within a second, and when more may go. Times are seconds of any one clock."""

    def __init__(self, most: float) -> None:
        """`most`: messages in any second, to all people together."""
        self._most = most
        self._every = 1 / (most * SHARE)
        self._gone: deque[tuple[float, int, bool]] = deque()  # when, how many messages, whether they answered
        self._answers = self._others = 0  # messages of them
        self._next = float("-inf")  # when the next that nobody waits for may go
        self._busiest, self._until = 0, float("-inf")  # the most answers in one second, and how long that is remembered

    def wait(self, now: float, size: int) -> float:
        """Seconds until something of so many messages that nobody waits for may go, as things stand."""
        self._forget(now)
        room = self._most - self._others - max(self._answers, self._kept(now))
        full = bool(self._gone) and size > room
        return max(0.0, self._next - now, self._gone[0][0] + SECOND - now if full else 0.0)

    def wait_to_answer(self, now: float, size: int) -> float:
        """The same for an answer: not 0 only where what nobody waited for has just taken its room."""
        self._forget(now)
        over = self._answers + self._others + size - self._most
        if over <= 0 or not self._others:
            return 0.0
        for at, freed, _ in self._gone:
            over -= freed
            if over <= 0:
                wait = at + SECOND - now
                return wait if wait <= PATIENCE else 0.0
        return 0.0

    def goes(self, now: float, size: int, *, answer: bool) -> None:
        """Something of so many messages goes now."""
        self._forget(now)
        self._gone.append((now, size, answer))
        if not answer:
            self._others += size
            # Who is woken late makes up for it, and sends never two at once for it.
            self._next = max(max(self._next, now - LATE) + size * self._every, now + self._every / 2)
            return
        self._answers += size
        if self._answers >= self._kept(now):
            self._busiest, self._until = self._answers, now + REMEMBERED

    def _kept(self, now: float) -> float:
        """The room kept for answers; half of all at most, or on a busy evening nobody would be reminded."""
        return min(self._busiest, self._most / 2) if now < self._until else 0

    def _forget(self, now: float) -> None:
        while self._gone and self._gone[0][0] <= now - SECOND:
            _, size, answer = self._gone.popleft()
            if answer:
                self._answers -= size
            else:
                self._others -= size
