"""Telegram as a channel: sending, long polling, the webhook, and what is told to the platform at start."""

from __future__ import annotations

import asyncio
import hmac
import json
from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from typing import Any

import orjson
import structlog

from bot.channels.telegram.driver import Driver
from bot.channels.telegram.errors import Contested, TokenRefused, Uneditable, Unmodified
from bot.channels.telegram.reading import ALLOWED_UPDATES, CHANNEL, query_id, read
from bot.channels.telegram.setting_up import Commands, command_lists, destination
from bot.channels.telegram.writing import CAPTION_UNITS, Call, calls
from bot.messages import Address, Incoming, Outgoing
from bot.ports import Disconnected, Receive, Rejected, SendError, Throttled

WAIT_SECONDS = 50  # how long Telegram holds a question for updates open
BACKOFF = (0.5, 1.0, 2.0, 5.0, 10.0, 30.0)  # seconds; the last one is repeated
PACE = 30.0  # messages a second to all people together: https://core.telegram.org/bots/faq#broadcasting-to-users
LARGEST_SOUND = 2 * 2**20  # bytes; a voice message of twenty seconds has about 80,000
ONE_FOR_SURE = (
    CAPTION_UNITS // 2
)  # letters of a text that fits into one message, whatever they are and whatever it carries
SOUNDS_KNOWN = 5000  # file ids kept in memory

log = structlog.get_logger(__name__)


def _now() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class _Letter:
    """One update that was asked for: its number, what it says to us (if anything), and the press to acknowledge."""

    number: int
    incoming: Incoming | None
    query: str | None


def _parsed(body: bytes) -> Any:
    try:
        return orjson.loads(body)
    except orjson.JSONDecodeError:
        return json.loads(body)  # it lets halves of surrogate pairs through, to where they are taken out (ADR 21)


class TelegramChannel:
    """One bot on Telegram, carried by either library."""

    name = CHANNEL
    pace = PACE

    def __init__(
        self,
        driver: Driver,
        *,
        secret: str | None = None,
        now: Callable[[], datetime] = _now,
        backoff: tuple[float, ...] = BACKOFF,
    ) -> None:
        """`secret` is what a webhook must bring; `set_up` can give it as well."""
        self._driver = driver
        self._secret = secret
        self._now = now
        self._backoff = backoff
        self._tasks: set[asyncio.Task[None]] = set()
        self._sounds: dict[tuple[str, bool], str] = {}

    # --- sending ---

    async def send(self, to: Address, message: Outgoing) -> str | None:
        """Deliver one message and return its receipt: its number in the chat (see `ports.Channel.send`)."""
        try:
            return await self._put(to, message)
        except Unmodified:
            return message.replaces
        except Uneditable:
            return await self._put(to, message._replace(replaces=None))

    def size(self, to: Address, message: Outgoing) -> int:
        """How many messages one of ours becomes: several if it is long (see `ports.Paced.size`)."""
        return 1 if len(message.text) < ONE_FOR_SURE else len(calls(to, message))

    async def _put(self, to: Address, message: Outgoing) -> str | None:
        result: Any = None
        for call in calls(to, message):
            if call.method == "sendVoice" and message.sound is not None:
                result = await self._speak(call, (message.sound.text, message.sound.slow))
            else:
                result = await self._driver.call(call)
        number = result.get("message_id") if isinstance(result, dict) else None
        return message.replaces if number is None else str(number)

    async def _speak(self, call: Call, sound: tuple[str, bool]) -> Any:
        """Send a sound: by the id that Telegram gave it when it was last uploaded, else as an upload."""
        if (known := self._sounds.get(sound)) is not None:
            return await self._driver.call(Call(call.method, {**call.params, "voice": known}))
        result = await self._driver.call(call)
        voice = result.get("voice") if isinstance(result, dict) else None
        if isinstance(voice, dict) and isinstance(voice.get("file_id"), str):
            if len(self._sounds) >= SOUNDS_KNOWN:
                self._sounds.pop(next(iter(self._sounds)))
            self._sounds[sound] = voice["file_id"]
        return result

    async def fetch(self, file: str) -> bytes:
        """The sound of a voice message, by the id in `Voice.file`.

        Raises:
            SendError: Telegram does not give it.
        """
        found = await self._driver.call(Call("getFile", {"file_id": file}))
        path = found.get("file_path") if isinstance(found, dict) else None
        if not isinstance(path, str):
            raise Rejected("a file without a path")
        return await self._driver.download(path, LARGEST_SOUND)

    # --- the webhook ---

    async def webhook(self, body: bytes, secret: str | None, receive: Receive) -> tuple[int, dict[str, Any] | None]:
        """Take one delivery of Telegram's; returns the status and the body to answer with.

        200 only after `receive` has returned, that is, after the commit. 500 makes Telegram deliver
        again. The body of the answer is itself a call: it acknowledges the press.
        """
        if self._secret is None or not hmac.compare_digest(
            self._secret.encode(), (secret or "").encode("utf-8", "surrogatepass")
        ):
            return 403, None
        try:
            update = _parsed(body)
        except (ValueError, RecursionError):
            return 400, None
        if not isinstance(update, dict):
            return 400, None
        incoming = read(update, self._now())
        if incoming is not None:
            try:
                await receive(incoming)
            except Exception:
                log.exception("update not taken; Telegram will deliver it again", update=incoming.id)
                return 500, None
        query = query_id(update)
        return 200, None if query is None else {"method": "answerCallbackQuery", "callback_query_id": query}

    # --- long polling ---

    async def poll(self, receive: Receive) -> None:
        """Ask Telegram for updates for ever. What came while nobody asked is answered first.

        A batch is taken in order for each person and in parallel across people; only then Telegram is
        asked for the next, which confirms it. What `receive` could not take is asked for again.
        """
        await self._insistently("cannot remove the webhook", partial(self._driver.call, destination(None, None)))
        offset: int | None = None
        taken: set[int] = set()
        failures = 0
        while True:
            batch = await self._insistently("cannot get updates", partial(self._ask, offset))
            failed = await self._take([letter for letter in batch if letter.number not in taken], receive)
            numbers = {letter.number for letter in batch}
            taken |= numbers - failed
            if numbers:
                offset = min(failed) if failed else max(numbers) + 1
                taken = {number for number in taken if number >= offset}
            failures = failures + 1 if failed else 0
            if failed:
                await asyncio.sleep(self._pause(failures))

    async def _ask(self, offset: int | None) -> list[_Letter]:
        updates = await self._driver.updates(offset, wait=WAIT_SECONDS, allowed=ALLOWED_UPDATES)
        at = self._now()
        letters = [
            _Letter(update["update_id"], read(update, at), query_id(update))
            for update in updates
            if isinstance(update, dict) and isinstance(update.get("update_id"), int)
        ]
        return sorted(letters, key=lambda letter: letter.number)

    async def _take(self, batch: list[_Letter], receive: Receive) -> set[int]:
        """Take a batch; returns the numbers of what failed, and of what those people sent after it."""
        people: dict[Address | None, list[_Letter]] = {}
        for letter in batch:
            people.setdefault(letter.incoming.address if letter.incoming else None, []).append(letter)
        failed: set[int] = set()

        async def one_person(letters: list[_Letter]) -> None:
            for position, letter in enumerate(letters):
                try:
                    if letter.incoming is not None:
                        await receive(letter.incoming)
                except Exception:
                    log.exception("update not taken; it will be asked for again", update=letter.number)
                    failed.update(later.number for later in letters[position:])
                    return
                if letter.query is not None:
                    self._spawn(self._acknowledge(letter.query))

        await asyncio.gather(*(one_person(letters) for letters in people.values()))
        return failed

    async def _acknowledge(self, query: str) -> None:
        """Stop the button's turning. Too late or impossible is no matter: the answer is on its way by itself."""
        try:
            await self._driver.call(Call("answerCallbackQuery", {"callback_query_id": query}))
        except SendError as error:
            log.debug("press not acknowledged", why=str(error))

    # --- at start and at the end ---

    async def set_up(self, commands_by_language: Commands, webhook_url: str | None, secret: str | None) -> None:
        """Tell Telegram where updates go (nowhere: we ask for them) and which commands there are.

        Updates that wait are never dropped. If Telegram cannot be reached now, this goes on trying
        behind the scenes, so that the rest of the program can start.

        Raises:
            Rejected: Telegram refuses the token or the address; somebody has to mend the settings.
            ValueError: a webhook without a secret.
        """
        if webhook_url is not None and not secret:
            raise ValueError("a webhook needs a secret")
        self._secret = secret if webhook_url is not None else None
        todo = [destination(webhook_url, secret), *command_lists(commands_by_language)]
        try:
            await self._tell(todo[0])
            troubles = await asyncio.gather(*map(self._tell, todo[1:]), return_exceptions=True)
            for trouble in filter(None, troubles):
                raise trouble
        except (Disconnected, Throttled) as error:
            log.warning("Telegram cannot be set up now; trying on", why=str(error))
            self._spawn(self._set_up_later(todo))

    async def _set_up_later(self, todo: list[Call]) -> None:
        for call in todo:
            await self._insistently(f"cannot call {call.method}", partial(self._tell, call))
        log.info("Telegram is set up")

    async def _tell(self, call: Call) -> None:
        """Make a call of the set-up. A list of commands that is refused is no reason not to start."""
        try:
            await self._driver.call(call)
        except Rejected as refusal:
            if call.method == "setWebhook" and not isinstance(refusal, TokenRefused):
                raise Rejected(f"Telegram refuses PUBLIC_URL: {refusal}") from None
            if isinstance(refusal, TokenRefused) or call.method != "setMyCommands":
                raise
            log.error("commands not set", language=call.params.get("language_code"), why=str(refusal))

    async def username(self) -> str:
        """The bot's own name, for links to it; also the proof that the token is good and Telegram reachable.

        Raises:
            SendError: it is not.
        """
        me = await self._driver.call(Call("getMe", {}))
        return str(me.get("username", "")) if isinstance(me, dict) else ""

    async def close(self) -> None:
        """Stop what is under way and let go of the connections."""
        for task in set(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await self._driver.close()

    # --- trouble ---

    async def _insistently(self, what: str, attempt: Callable[[], Coroutine[Any, Any, Any]]) -> Any:
        """Try until it works. Even a refusal is tried again, slowly: somebody may mend it."""
        failures = 0
        while True:
            try:
                return await attempt()
            except Throttled as told:
                wait = told.seconds
                log.warning(what, why=str(told))
            except Contested as trouble:
                wait = self._pause(failures := failures + 1)
                log.error(f"{what}: this bot is also run elsewhere; only one may ask", why=str(trouble), wait=wait)
            except TokenRefused as trouble:
                wait = self._backoff[-1]
                log.error(what, why=str(trouble), wait=wait)
            except SendError as trouble:
                wait = self._pause(failures := failures + 1)
                log.warning(what, why=str(trouble), tries=failures, wait=wait)
            await asyncio.sleep(wait)

    def _pause(self, failures: int) -> float:
        return self._backoff[min(failures, len(self._backoff)) - 1]

    def _spawn(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
