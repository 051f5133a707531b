"""What goes by one channel without being waited for: whose turn it is, and how much of it is in hand."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from bot.messages import Address, Outgoing
from bot.pacing import Pace
from bot.ports import Channel, Paced

UNASKED = 32  # people who are sent to at the same time
IN_HAND = 64  # dispatches that are fetched from the store, so that the next is there when its turn comes


class Lane:
    """First come, first served, at the channel's pace if it has one."""

    def __init__(self, channel: Channel) -> None:
        """Look once what the channel is: asking a protocol takes a fortieth of an answer."""
        self.paced = channel if isinstance(channel, Paced) else None
        self.more = False  # there may be more of it in the store
        self.fetching = False
        self.in_hand = 0
        self.room = asyncio.Semaphore(UNASKED)
        self.spare = asyncio.Event()  # half of what was in hand is done
        self._pace = None if self.paced is None else Pace(self.paced.pace)
        self._line = asyncio.Lock()
        self._held = 0.0  # loop time until which the platform told us to wait

    def size(self, to: Address, reply: Outgoing) -> int:
        """How many messages of the platform's one of ours becomes."""
        return 1 if self.paced is None else self.paced.size(to, reply)

    @property
    def full(self) -> bool:
        """Whether enough is in hand."""
        return self.in_hand > IN_HAND // 2

    def took(self) -> None:
        """Another one is in hand."""
        self.in_hand += 1

    def done(self) -> None:
        """One is not in hand any more."""
        self.in_hand -= 1
        if not self.full:
            self.spare.set()

    def hold(self, until: float) -> None:
        """Send nothing before an instant of the loop's clock."""
        self._held = max(self._held, until)

    async def turn(self, size: int, answering: Callable[[], asyncio.Task[None] | None]) -> None:
        """Wait until something of so many messages may go, and its person is not being answered just now."""
        clock = asyncio.get_running_loop().time
        while True:
            async with self._line:
                while (wait := self._wait(clock(), size)) > 0:
                    await asyncio.sleep(wait)
                if (speaking := answering()) is None:
                    if self._pace is not None:
                        self._pace.goes(clock(), size, answer=False)
                    return
            await asyncio.wait({speaking})

    async def room_to_answer(self, size: int) -> None:
        """An answer goes at once, and is counted; see `Pace.wait_to_answer` for the one exception."""
        if self._pace is None:
            return
        clock = asyncio.get_running_loop().time
        while (wait := self._pace.wait_to_answer(clock(), size)) > 0:
            await asyncio.sleep(wait)
        self._pace.goes(clock(), size, answer=True)

    def _wait(self, now: float, size: int) -> float:
        return max(self._held - now, 0.0 if self._pace is None else self._pace.wait(now, size))
