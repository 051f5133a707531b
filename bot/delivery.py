"""What was committed gets sent: in order for each person, with pacing, back-off and giving up.

Outward it is at-least-once (platforms have no idempotency keys): a reply is marked sent right after
the platform has taken it, so a crash between the two sends one message twice, and none is lost.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial

import structlog

from bot.markup import literal
from bot.messages import Address, Outgoing
from bot.ports import Channel, Compose, Disconnected, Dispatch, Rejected, Speak, Store, Throttled, Unreachable
from bot.reports.picture import render

SENDERS = 64  # people who are sent to at the same time
BACKOFF = (0.5, 1.0, 2.0, 5.0, 10.0, 30.0, 60.0)  # seconds; the last one is repeated
GIVE_UP_AFTER = 1440  # failed tries of one message: about a day of a platform's silence
SWEEP_SECONDS = 20.0

log = structlog.get_logger(__name__)


class _Dropped(Exception):
    """A reply that will never be sent."""


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
        self._speak = speak
        self._compose = compose
        self._store = store
        self._channels = channels
        self._alone = alone
        self._queues: dict[Address, deque[Dispatch]] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._under_way: set[int] = set()  # ids of dispatches
        self._room = asyncio.Semaphore(SENDERS)
        self._hold: dict[str, float] = {}  # channel → loop time until which it told us to wait

    def post(self, dispatch: Dispatch) -> None:
        """Take a committed dispatch and send it as soon as what was posted to this person before is sent; the same with what
        it brings for others. What goes by a channel that is not here stays in the store, for a process that has it."""
        for other in dispatch.others:
            self.post(other)
        if dispatch.address.channel in self._channels:
            self._take(dispatch)

    def _take(self, dispatch: Dispatch) -> None:
        if dispatch.id in self._under_way:  # a sweep finds again what the platform makes us wait with
            return
        self._under_way.add(dispatch.id)
        queue = self._queues.get(dispatch.address)
        if queue is not None:
            queue.append(dispatch)
            return
        self._queues[dispatch.address] = deque([dispatch])
        task = asyncio.get_running_loop().create_task(self._serve(dispatch.address))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def recover(self) -> None:
        """Send what was committed and not sent when a process ended; call once the channels stand."""
        for dispatch in await self._store.unsent(all_processes=self._alone):
            self.post(dispatch)

    async def sweep(self) -> None:
        """Go on looking for dispatches that another process left behind; runs until cancelled. A channel that nobody has
        (its token was taken away, perhaps by mistake) is waited for like a platform that is silent."""
        while True:
            await asyncio.sleep(SWEEP_SECONDS)
            try:
                for dispatch in await self._store.unsent(all_processes=False):
                    self._take(dispatch)
            except Exception:
                log.exception("sweep failed")

    async def idle(self) -> None:
        """Wait until everything posted so far is sent or given up."""
        while self._tasks:
            await asyncio.wait(set(self._tasks))

    async def close(self, *, seconds: float = 5.0) -> None:
        """Let what is under way finish, for a while; what is left stays in the store for the next start."""
        if self._tasks:
            await asyncio.wait(set(self._tasks), timeout=seconds)
        for task in set(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def _serve(self, address: Address) -> None:
        queue = self._queues[address]
        try:
            while queue:
                await self._deliver(queue[0])
                self._under_way.discard(queue.popleft().id)
        except Exception:
            log.exception("delivery stopped", channel=address.channel)  # the sweep will find the rest
        finally:
            self._under_way.difference_update(left.id for left in self._queues.pop(address))

    async def _deliver(self, dispatch: Dispatch) -> None:
        anchor: str | None = None
        receipt: str | None = None
        outcome = "sent"
        for reply in dispatch.replies[dispatch.done :]:
            try:
                receipt = await self._send(dispatch.address, reply)
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

    async def _send(self, to: Address, reply: Outgoing) -> str | None:
        """Send one reply, however long it takes, and return its receipt.

        Raises:
            Unreachable: the person is gone.
            _Dropped: it will never be sent; that is logged.
        """
        if reply.sound is not None and not reply.sound.ogg:
            reply = await self._voiced(reply)
        if reply.picture is not None and not reply.picture.png:
            reply = await self._drawn(reply)
        for tries in range(GIVE_UP_AFTER):
            await self._released(to.channel)
            try:
                if (channel := self._channels.get(to.channel)) is None:
                    raise Disconnected("its channel is not configured")
                async with self._room:
                    return await channel.send(to, reply)
            except Throttled as told:
                loop = asyncio.get_running_loop()
                self._hold[to.channel] = max(self._hold.get(to.channel, 0.0), loop.time() + told.seconds)
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

    async def _voiced(self, reply: Outgoing) -> Outgoing:
        """The reply with its sound made; as text, when there is no voice."""
        assert reply.sound is not None
        if self._speak is not None:
            try:
                ogg = await self._speak(reply.sound.text, reply.sound.slow)
                return replace(reply, sound=replace(reply.sound, ogg=ogg))
            except Exception:
                log.exception("no sound could be made")
        return replace(reply, sound=None, text=reply.text or f"🔈 {literal(reply.sound.text)}")

    async def _drawn(self, reply: Outgoing) -> Outgoing:
        """The reply with its picture drawn; in words, when it cannot be."""
        assert reply.picture is not None
        draw: Callable[[], bytes] | None = None
        if reply.picture.svg:
            draw = partial(render, reply.picture.svg)
        elif self._compose is not None:
            draw = partial(self._compose, reply.picture.drawn)
        if draw is not None:
            try:
                return replace(reply, picture=replace(reply.picture, png=await asyncio.to_thread(draw)))
            except Exception:
                log.exception("no picture could be drawn")
        return replace(reply, picture=None, text=reply.text or f"🖼 {literal(reply.picture.alt)}")

    async def _released(self, channel: str) -> None:
        """Wait while the channel as a whole has been told to."""
        loop = asyncio.get_running_loop()
        while (wait := self._hold.get(channel, 0.0) - loop.time()) > 0:
            await asyncio.sleep(wait)
