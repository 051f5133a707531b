"""What was committed gets sent: in order for each person, with pacing, back-off and giving up.

What answers somebody goes at once. What nobody waits for (reminders, summaries, letters) waits in the store, thousands of it on
some evenings, and is fetched as fast as its platform takes it (`bot.pacing`; docs/adr/0022).

Outward it is at-least-once (platforms have no idempotency keys): a reply is marked sent right after
the platform has taken it, so a crash between the two sends one message twice, and none is lost.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Coroutine, Mapping
from typing import Any

import structlog

from bot.finishing import Finishing
from bot.lane import IN_HAND, Lane
from bot.messages import Address, Outgoing
from bot.ports import (
    Channel,
    Compose,
    Disconnected,
    Dispatch,
    Rejected,
    Speak,
    Store,
    Throttled,
    Unreachable,
)

SENDERS = 64  # people who are answered at the same time
BACKOFF = (0.5, 1.0, 2.0, 5.0, 10.0, 30.0, 60.0)  # seconds; the last one is repeated
GIVE_UP_AFTER = 1440  # failed tries of one message: about a day of a platform's silence
SWEEP_SECONDS = 10.0  # well within a claim on a dispatch

log = structlog.get_logger(__name__)


class _Dropped(Exception):
    """A reply that will never be sent."""


_Queue = tuple[Address, bool]  # whose, and whether they wait for it


class Delivery:
    """Sends dispatches through the channels they belong to."""

    def __init__(
        self,
        store: Store,
        channels: Mapping[str, Channel],
        *,
        alone: bool = True,
        speak: Speak | None = None,
        compose: Compose | None = None,
    ) -> None:
        """`channels` may still be filled after this. `alone`: no other process uses this database. Without `speak`,
        what would be heard is read; without `compose`, what would be seen."""
        self._finished = Finishing(speak, compose)
        self._store = store
        self._channels = channels
        self._alone = alone
        self._queues: dict[_Queue, deque[Dispatch]] = {}
        self._serving: dict[_Queue, asyncio.Task[None]] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._in_line: set[asyncio.Task[Any]] = set()  # wait for their turn, and nothing of theirs is sent
        self._under_way: set[int] = set()  # ids of dispatches
        self._room = asyncio.Semaphore(SENDERS)
        self._lanes: dict[str, Lane] = {}
        self._held: dict[Address, float] = {}  # loop time until which a chat was told to be left alone
        self._closing = False

    def post(self, dispatch: Dispatch) -> None:
        """Take a committed answer and send it as soon as what was posted to this person before is sent. What it brings for others
        is announced. What goes by a channel that is not here stays in the store, for a process that has it."""
        for other in dispatch.others:
            self.announce(other)
        self._take(dispatch, answer=True)

    def announce(self, dispatch: Dispatch) -> None:
        """A dispatch was committed that nobody waits for: it is sent when its turn comes, and until then it is the store that
        has it."""
        self._fetch(dispatch.address.channel)

    async def recover(self) -> None:
        """Send what was committed and not sent when a process ended; call once the channels stand."""
        for name in list(self._channels):
            if self._alone:  # else somebody else may be sending it
                await self._answers(name)
                for dispatch in await self._store.unsent(all_processes=True, channel=name, most=IN_HAND):
                    self._take(dispatch, answer=False)
            self._fetch(name)

    async def sweep(self) -> None:
        """Go on looking for what is due by now and what another process left behind; runs until cancelled. A channel that nobody
        has (its token was taken away, perhaps by mistake) is waited for like a platform that is silent."""
        while True:
            await asyncio.sleep(SWEEP_SECONDS)
            try:
                if self._under_way:
                    await self._store.keep(list(self._under_way))
                for name in list(self._channels):
                    if not self._alone:
                        await self._answers(name)
                    self._fetch(name)
                if lost := await self._store.abandon(list(self._channels)):
                    log.error("given up: their channel was not configured for a day", dispatches=lost)
            except Exception:
                log.exception("sweep failed")

    async def idle(self) -> None:
        """Wait until everything posted so far is sent or given up."""
        while self._tasks:
            await asyncio.wait(set(self._tasks))

    async def close(self, *, seconds: float = 5.0) -> None:
        """Let what is under way finish, for a while; what is left stays in the store for the next start."""
        self._closing = True
        for task in self._in_line:
            task.cancel()
        for lane in self._lanes.values():
            lane.spare.set()
        if self._tasks:
            await asyncio.wait(set(self._tasks), timeout=seconds)
        for task in set(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    # --- who is sent what ---

    def _lane(self, name: str) -> Lane:
        if (lane := self._lanes.get(name)) is None:
            lane = self._lanes[name] = Lane(self._channels[name])
        return lane

    def _spawn(self, work: Coroutine[Any, Any, None]) -> asyncio.Task[None]:
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return task

    def _fetch(self, name: str) -> None:
        """See to it that what the store has for a channel is fetched."""
        if name not in self._channels or self._closing:
            return
        lane = self._lane(name)
        lane.more = True
        if not lane.fetching:
            lane.fetching = True
            self._spawn(self._fill(name, lane))

    async def _answers(self, name: str) -> None:
        """Answers that a dead process left are not behind thousands that nobody waits for. With nobody else to send them, all of
        them: else some would wait until its claims have run out."""
        most = None if self._alone else IN_HAND
        left = await self._store.unsent(all_processes=self._alone, channel=name, most=most, answers=True)
        for dispatch in left:
            self._take(dispatch, answer=False)

    async def _fill(self, name: str, lane: Lane) -> None:
        """Fetch what nobody waits for, some at a time. Where there is a pace, one process keeps it for all."""
        try:
            while lane.more and not self._closing:
                if lane.full:
                    lane.spare.clear()
                    await lane.spare.wait()
                    continue
                lane.more = False
                if lane.paced and not await self._store.alone():
                    return
                most = IN_HAND - lane.in_hand
                found = await self._store.unsent(all_processes=False, channel=name, most=most)
                lane.more |= len(found) == most
                for dispatch in found:
                    self._take(dispatch, answer=False)
        except Exception:
            log.exception("nothing could be fetched", channel=name)  # the sweep tries again
        finally:
            lane.fetching = False

    def _take(self, dispatch: Dispatch, *, answer: bool) -> None:
        to = dispatch.address
        if to.channel not in self._channels or dispatch.id in self._under_way:
            return  # whoever has the channel sends it; or a claim ran out while the platform makes us wait
        self._under_way.add(dispatch.id)
        if not answer:
            self._lane(to.channel).took()
        queue = self._queues.get((to, answer))
        if queue is not None:
            queue.append(dispatch)
            return
        self._queues[to, answer] = deque([dispatch])
        self._serving[to, answer] = self._spawn(self._serve(to, answer=answer))

    async def _serve(self, to: Address, *, answer: bool) -> None:
        queue = self._queues[to, answer]
        try:
            while queue:
                await self._deliver(queue[0], answer=answer)
                self._done(queue.popleft(), answer=answer)
        except Exception:
            log.exception("delivery stopped", channel=to.channel)  # the sweep will find the rest
        finally:
            del self._serving[to, answer]
            for left in self._queues.pop((to, answer)):
                self._done(left, answer=answer)

    def _done(self, dispatch: Dispatch, *, answer: bool) -> None:
        """It is not in hand any more."""
        self._under_way.discard(dispatch.id)
        if not answer:
            self._lane(dispatch.address.channel).done()

    async def _deliver(self, dispatch: Dispatch, *, answer: bool) -> None:
        anchor: str | None = None
        receipt: str | None = None
        outcome = "sent"
        for reply in dispatch.replies[dispatch.done :]:
            try:
                receipt = await self._send(dispatch.address, reply, answer=answer, begun=receipt is not None)
            except Unreachable:
                log.info("person is unreachable", channel=dispatch.address.channel)
                await self._store.unreachable(dispatch.address)
                outcome = "blocked"
                break
            except _Dropped:
                outcome = "failed"
                continue
            if reply.anchor and receipt is not None:
                anchor = receipt
        carrier = receipt if dispatch.letter is not None else None
        await self._store.sent(dispatch, len(dispatch.replies), anchor, outcome, receipt=carrier)

    # --- one message ---

    async def _send(self, to: Address, reply: Outgoing, *, answer: bool, begun: bool) -> str | None:
        """Send one reply, however long it takes, and return its receipt. `begun`: others of its dispatch were sent.

        Raises:
            Unreachable: the person is gone.
            _Dropped: it will never be sent; that is logged.
        """
        reply = await self._finished(reply)
        channel, lane = self._channels[to.channel], self._lane(to.channel)
        size = lane.size(to, reply)
        for tries in range(GIVE_UP_AFTER):
            await self._released(to)
            try:
                async with self._room if answer else lane.room:
                    await (lane.room_to_answer(size) if answer else self._turn(lane, to, size, begun=begun))
                    return await channel.send(to, reply)
            except Throttled as told:
                # Telegram does not say whether the bot as a whole or this one chat was too fast: both nobody's messages and
                # whatever goes to this chat wait, and whoever else is writing is answered.
                self._held[to] = until = asyncio.get_running_loop().time() + told.seconds
                lane.hold(until)
                log.info("throttled", channel=to.channel, seconds=told.seconds)
            except Disconnected as trouble:
                wait = BACKOFF[min(tries, len(BACKOFF) - 1)]
                log.warning("platform trouble", channel=to.channel, tries=tries + 1, wait=wait, why=str(trouble))
                await asyncio.sleep(wait)
            except Rejected as refusal:
                log.error("reply dropped: the platform refuses it", channel=to.channel, why=str(refusal))
                raise _Dropped from None
        log.error("reply dropped: the platform has not answered for a day", channel=to.channel)
        raise _Dropped

    async def _released(self, to: Address) -> None:
        """Wait while a chat is to be left alone."""
        if not self._held:
            return
        loop = asyncio.get_running_loop()
        while (wait := self._held.get(to, 0.0) - loop.time()) > 0:
            await asyncio.sleep(wait)
        self._held.pop(to, None)

    async def _turn(self, lane: Lane, to: Address, size: int, *, begun: bool) -> None:
        task = asyncio.current_task()
        assert task is not None
        if not begun:
            self._in_line.add(task)
        try:
            await lane.turn(size, lambda: self._serving.get((to, True)))
        finally:
            self._in_line.discard(task)
