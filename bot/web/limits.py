"""How much one chat and one address may send. Kept in memory for minutes, never logged."""

from __future__ import annotations

from collections import OrderedDict


class Limit:
    """A bucket for each key: `burst` at once, refilled at `rate` a second."""

    def __init__(self, rate: float, burst: float, *, keys: int = 50_000) -> None:
        self._rate, self._burst, self._keys = rate, burst, keys
        self._buckets: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def allows(self, key: str, now: float) -> bool:
        """Whether one more may pass at `now` (seconds); it is counted if so."""
        left, since = self._buckets.get(key, (self._burst, now))
        left = min(self._burst, left + (now - since) * self._rate)
        allowed = left >= 1
        self._buckets[key] = (left - allowed, now)
        self._buckets.move_to_end(key)
        while len(self._buckets) > self._keys:
            self._buckets.popitem(last=False)
        return allowed
