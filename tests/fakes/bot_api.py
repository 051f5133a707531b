"""A strict stand-in for Telegram's Bot API, over real HTTP, that refuses what Telegram refuses.

In a test: `async with BotApi() as telegram`, then `telegram.say(7, "hello")`, `telegram.chat(7)` ….
As a process: `python -m tests.fakes.bot_api --port 8081`; the same verbs are then `POST /people/say` etc.
"""

from __future__ import annotations

import argparse
import asyncio
import json
from contextlib import suppress
from dataclasses import asdict, dataclass
from typing import Any

from aiohttp import web

from tests.fakes.bot_api_flood import Flood
from tests.fakes.bot_api_methods import Query
from tests.fakes.bot_api_rules import Refused, Uploaded, read_params
from tests.fakes.bot_api_updates import Updates

TOKEN = "123456789:AAE-fake_token_of_the_strict_fake_server"


@dataclass
class Trouble:
    """Something that goes wrong with the next calls of a method (`*`: of any)."""

    method: str
    times: int
    refusal: Refused | None = None
    drop: str = ""  # "before": the call is lost; "after": it is done, and only its answer is lost
    garbage: tuple[int, str] | None = None  # a proxy's page in Telegram's stead
    seconds: float = 0.0


class BotApi(Updates):
    """The server. Everything a test may look at is a plain attribute."""

    def __init__(self, token: str = TOKEN) -> None:
        super().__init__()
        self.token = token
        self.base = ""
        self.calls: list[tuple[str, dict[str, Any]]] = []  # every call that came, checked or not
        self.refusals: list[tuple[str, str]] = []  # (method, description) of every call that was refused
        self.troubles: list[Trouble] = []
        self.flood = Flood()
        self._runner: web.AppRunner | None = None

    # --- people ---

    def say(self, user: int, text: str, *, language: str | None = "en") -> int:
        """Somebody types; returns the update's number."""
        entity = [{"type": "bot_command", "offset": 0, "length": len(text.split()[0])}] if text[:1] == "/" else None
        return self.show(user, text=text, language=language, **({"entities": entity} if entity else {}))

    def reply(self, user: int, message_id: int, text: str) -> int:
        """Somebody answers one of the messages in the chat by the platform's reply."""
        shown = self.chats[user].messages[message_id]
        return self.show(user, text=text, reply_to_message=self.as_message(user, shown))

    def show(self, user: int, *, language: str | None = "en", **content: Any) -> int:
        """Somebody sends any message, e.g. `sticker={…}`. Writing to us unblocks us."""
        self.chats.setdefault(user, self.new_chat()).blocked = False
        message = self.from_person(user, content)
        return self.arrive(user, {"message": {**message, "from": self.person(user, language)}})

    def press(self, user: int, message_id: int, data: str, *, language: str | None = "en") -> int:
        """Somebody presses a button, be it one that is no longer there."""
        query = Query(str(next(self.query_numbers)), user)
        self.queries[query.id] = query
        shown = self.chats.setdefault(user, self.new_chat()).messages.get(message_id)
        carrier = self.as_message(user, shown) if shown else self.inaccessible(user, message_id)
        event = {"id": query.id, "from": self.person(user, language), "chat_instance": "1", "data": data}
        return self.arrive(user, {"callback_query": event | {"message": carrier}})

    def tap(self, user: int, label: str) -> int:
        """Somebody presses the newest button whose label holds `label`."""
        for message in reversed(self.chat(user)):
            for row in message.buttons:
                for shown, data in row:
                    if label.casefold() in shown.casefold():
                        return self.press(user, message.id, data)
        raise LookupError(f"{user} sees no button {label!r} in {[m.buttons for m in self.chat(user)]}")

    def block(self, user: int, *, blocked: bool = True) -> int:
        """Somebody blocks the bot, or unblocks it."""
        self.chats.setdefault(user, self.new_chat()).blocked = blocked
        return self.arrive(user, {"my_chat_member": self.membership(user, "kicked" if blocked else "member")})

    def send_update(self, user: int, update: dict[str, Any]) -> int:
        """Any update at all, as odd as you like."""
        return self.arrive(user, update)

    # --- trouble ---

    def fail(self, method: str, code: int, description: str, *, retry_after: int | None = None, times: int = 1) -> None:
        """The next calls of a method are refused like this."""
        self.troubles.append(Trouble(method, times, refusal=Refused(code, description, retry_after)))

    def drop(self, method: str, *, times: int = 1, done: bool = False) -> None:
        """The next calls of a method get no answer but a closed socket; `done`: yet they are carried out."""
        self.troubles.append(Trouble(method, times, drop="after" if done else "before"))

    def garble(self, method: str, status: int = 502, page: str = "<html>Bad Gateway</html>", *, times: int = 1) -> None:
        """The next calls of a method are answered by something that is not Telegram."""
        self.troubles.append(Trouble(method, times, garbage=(status, page)))

    def delay(self, method: str, seconds: float, *, times: int = 1) -> None:
        """The next calls of a method take a while."""
        self.troubles.append(Trouble(method, times, seconds=seconds))

    # --- the server ---

    async def in_answer(self, body: dict[str, Any]) -> None:
        """A call in the answer to a webhook; whether it works, nobody is told."""
        params = dict(body)
        method = str(params.pop("method"))
        try:
            await self.carry_out(method, params)
        except Refused as refusal:
            self.refusals.append((method, refusal.description))

    async def carry_out(self, method: str, given: dict[str, Any]) -> Any:
        """One call: noted, checked, done."""
        self.calls.append((method, given))
        params = read_params(method, given)
        self.flood.check(method)
        if method == "getUpdates":
            return await self.get_updates(params)
        result = self.do(method, params)
        if method in ("setWebhook", "deleteWebhook") and params.get("drop_pending_updates"):
            self.pending.clear()
        return result

    async def _serve(self, request: web.Request) -> web.StreamResponse:
        method = request.match_info["method"]
        trouble = next((t for t in self.troubles if t.method in ("*", method) and t.times > 0), None)
        answer: dict[str, Any]
        status = 200
        try:
            if request.match_info["token"] != self.token:
                raise Refused(401, "Unauthorized")
            given = await _params(request)
            if trouble is not None:
                trouble.times -= 1
                await asyncio.sleep(trouble.seconds)
                if trouble.refusal is not None:
                    self.calls.append((method, given))
                    raise trouble.refusal
                if trouble.garbage is not None:
                    return web.Response(status=trouble.garbage[0], text=trouble.garbage[1], content_type="text/html")
                if trouble.drop == "before":
                    return _hang_up(request)
            answer = {"ok": True, "result": await self.carry_out(method, given)}
        except Refused as refusal:
            self.refusals.append((method, refusal.description))
            status, answer = refusal.code, refusal.body
        if method != "getUpdates":
            self.ring()
        if trouble is not None and trouble.drop == "after":
            return _hang_up(request)
        return web.json_response(answer, status=status)

    async def _file(self, request: web.Request) -> web.Response:
        id = request.match_info["name"].removesuffix(".oga")
        if request.match_info["token"] != self.token or id not in self.files:
            return web.Response(status=404)
        return web.Response(body=self.files[id], content_type="audio/ogg")

    async def _people(self, request: web.Request) -> web.Response:
        """The verbs of people and trouble for tests in another process: a JSON object of keyword arguments."""
        verb = request.match_info["verb"]
        if verb not in (
            "say",
            "show",
            "press",
            "tap",
            "block",
            "send_update",
            "fail",
            "drop",
            "garble",
            "delay",
            "chat",
        ):
            raise web.HTTPNotFound
        try:
            result = getattr(self, verb)(**await request.json())
        except (TypeError, LookupError) as error:
            return web.json_response({"error": str(error)}, status=400)
        return web.json_response([asdict(shown) for shown in result] if verb == "chat" else result)

    async def __aenter__(self) -> BotApi:
        return await self.start()

    async def __aexit__(self, *_: object) -> None:
        await self.stop()

    async def start(self, port: int = 0) -> BotApi:
        app = web.Application(client_max_size=60 * 2**20)
        app.router.add_route("*", "/bot{token}/{method}", self._serve)
        app.router.add_get("/file/bot{token}/voice/{name}", self._file)
        app.router.add_post("/people/{verb}", self._people)
        self._runner = web.AppRunner(app, shutdown_timeout=0.01)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", port).start()
        self.base = f"http://127.0.0.1:{self._runner.addresses[0][1]}"
        return self

    async def stop(self) -> None:
        await self.hold()
        if self._runner is not None:
            await self._runner.cleanup()


def _hang_up(request: web.Request) -> web.StreamResponse:
    if request.transport is not None:
        request.transport.abort()
    return web.Response()


async def _params(request: web.Request) -> dict[str, Any]:
    """A call's parameters, from the address and from a JSON, form or multipart body."""
    out: dict[str, Any] = dict(request.query)
    if request.content_type == "application/json":
        try:
            body = json.loads(await request.read())
        except ValueError:
            raise Refused(400, "Bad Request: can't parse JSON object") from None
        if not isinstance(body, dict):
            raise Refused(400, "Bad Request: JSON object expected")
        return out | body
    for name, value in (await request.post()).items():
        if isinstance(value, web.FileField):
            out[name] = Uploaded(value.filename, value.file.read(), value.content_type)
        else:
            out[name] = value if isinstance(value, str) else bytes(value).decode()
    return out


async def main() -> None:
    parser = argparse.ArgumentParser(description="A strict fake of Telegram's Bot API.")
    parser.add_argument("--port", type=int, default=8081)
    parser.add_argument("--token", default=TOKEN)
    arguments = parser.parse_args()
    api = await BotApi(arguments.token).start(arguments.port)
    print(json.dumps({"base": api.base, "token": api.token}), flush=True)
    await asyncio.Event().wait()


if __name__ == "__main__":
    with suppress(KeyboardInterrupt):
        asyncio.run(main())
