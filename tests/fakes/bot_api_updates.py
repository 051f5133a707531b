"""How the fake Bot API brings updates to the bot: when asked for them, or by itself to a webhook."""

from __future__ import annotations

import asyncio
import itertools
import json
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import aiohttp

from tests.fakes.bot_api_methods import Methods
from tests.fakes.bot_api_rules import Refused

REDELIVER_SECONDS = (0.02, 0.05, 0.1, 0.5, 2.0)
HIDDEN = {"message_reaction", "message_reaction_count", "chat_member"}  # not sent unless asked for by name


@dataclass
class Pending:
    """An update on its way to the bot."""

    id: int
    user: int
    update: dict[str, Any]
    tries: int = 0


@dataclass
class Delivered:
    """What a webhook answered."""

    update: int
    status: int
    body: Any


class Updates(Methods):
    """The queue of updates, and its two ways out."""

    def __init__(self) -> None:
        super().__init__()
        self.pending: deque[Pending] = deque()
        self.deliveries: list[Delivered] = []
        self._numbers = itertools.count(1001)
        self._changed = asyncio.Condition()
        self._poller: asyncio.Event | None = None
        self._pushers: dict[int, asyncio.Task[None]] = {}
        self._ringing: set[asyncio.Task[None]] = set()
        self._client: aiohttp.ClientSession | None = None

    async def until(self, met: Callable[[], Any], *, seconds: float = 10.0) -> Any:
        """Wait until something is so, looked at after every call; returns what `met` returned."""
        async with asyncio.timeout(seconds), self._changed:
            while not (value := met()):
                await self._changed.wait()
            return value

    # --- the way of updates ---

    def arrive(self, user: int, update: dict[str, Any]) -> int:
        number = next(self._numbers)
        kind = next(iter(update), "")
        if kind not in self.allowed if self.allowed else kind in HIDDEN:
            return number  # the bot did not ask for these
        self.pending.append(Pending(number, user, {"update_id": number, **update}))
        self.ring()
        return number

    def ring(self) -> None:
        """Tell whoever waits that something has changed, and set the webhook going."""
        if self.webhook is not None:
            for user in {pending.user for pending in self.pending}:
                if user not in self._pushers:
                    self._pushers[user] = asyncio.get_running_loop().create_task(self._push(user))
        task = asyncio.get_running_loop().create_task(self._notify())
        self._ringing.add(task)
        task.add_done_callback(self._ringing.discard)

    async def _notify(self) -> None:
        async with self._changed:
            self._changed.notify_all()

    async def get_updates(self, params: dict[str, Any]) -> list[dict[str, Any]]:
        """Long polling: only one may ask at a time, and nobody while a webhook is set."""
        if self.webhook is not None:
            raise Refused(
                409,
                "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the"
                " webhook first",
            )
        if self._poller is not None:
            self._poller.set()
            await asyncio.sleep(0)
        over = self._poller = asyncio.Event()
        self.ring()
        if "allowed_updates" in params:
            self.allow(params["allowed_updates"])
        offset = params.get("offset", 0)
        while offset > 0 and self.pending and self.pending[0].id < offset:
            self.pending.popleft()
        try:
            async with asyncio.timeout(params.get("timeout", 0)), self._changed:
                while not self.pending and not over.is_set() and self.webhook is None:
                    await self._changed.wait()
        except TimeoutError:
            pass
        finally:
            if self._poller is over:
                self._poller = None
        if over.is_set():
            raise Refused(
                409,
                "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running",
            )
        return [pending.update for pending in itertools.islice(self.pending, params.get("limit", 100))]

    async def _push(self, user: int) -> None:
        """Deliver one person's updates to the webhook in order, each until it is taken."""
        try:
            while self.webhook is not None and (mine := [p for p in self.pending if p.user == user]):
                pending = mine[0]
                status, body = await self._post(self.webhook, pending.update)
                self.deliveries.append(Delivered(pending.id, status, body))
                if 200 <= status < 300:
                    if pending in self.pending:
                        self.pending.remove(pending)
                    if isinstance(body, dict) and "method" in body:
                        await self.in_answer(body)
                    await self._notify()
                    continue
                await self._notify()
                await asyncio.sleep(REDELIVER_SECONDS[min(pending.tries, len(REDELIVER_SECONDS) - 1)])
                pending.tries += 1
        finally:
            del self._pushers[user]

    async def _post(self, url: str, update: dict[str, Any]) -> tuple[int, Any]:
        self._client = self._client or aiohttp.ClientSession()
        headers = {"X-Telegram-Bot-Api-Secret-Token": self.secret} if self.secret else {}
        try:
            async with self._client.post(url, json=update, headers=headers) as response:
                text = await response.text()
                return response.status, json.loads(text) if text[:1] == "{" else text
        except (aiohttp.ClientError, OSError) as error:
            return 0, repr(error)

    async def in_answer(self, body: dict[str, Any]) -> None:
        """A call that came as the answer to a webhook."""
        raise NotImplementedError

    async def hold(self) -> None:
        """Stop bringing updates."""
        tasks = [*self._pushers.values(), *self._ringing]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        if self._client is not None:
            await self._client.close()
