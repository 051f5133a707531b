"""The browser chat: a page, what it sends, and what it is sent."""

from __future__ import annotations

import asyncio
import json
import secrets
import time
from collections.abc import AsyncIterator, Callable
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

from itsdangerous import BadSignature, Signer
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import HTMLResponse, JSONResponse, Response, StreamingResponse
from starlette.routing import BaseRoute, Route

from bot.phrases import Phrases
from bot.ports import LONGEST_VOICE, Receive
from bot.web.limits import Limit
from bot.web.ports import Chat, LanguageOf

COOKIE = "doorway_chat"
COOKIE_SECONDS = 400 * 24 * 3600  # the longest that browsers keep one; each visit begins it anew
LONGEST_BODY = 16 * 1024
LARGEST_SOUND = 1024 * 1024  # half a minute is about 100 KB
SOUNDS = ("audio/webm", "audio/ogg", "audio/mp4")  # what browsers record (mp4: Safari)
SOUNDS_AT_ONCE = (
    12  # voice messages that are being understood or wait for it: they are kept in memory, one is heard at a time
)
ALIVE_SECONDS = 20.0  # a comment now and then, so that proxies keep a quiet stream open
WORDS = (
    "title",
    "placeholder",
    "send",
    "connecting",
    "waiting",
    "messages",
    "menu",
    "forget",
    "download",
    "you",
    "slow",
    "speak",
    "stop",
    "listening",
    "spoken",
    "no_microphone",
    "no_script",
    "no_cookies",
)


@cache
def _template() -> Any:
    from jinja2 import Environment, FileSystemLoader, select_autoescape

    pages = Environment(loader=FileSystemLoader(Path(__file__).parent / "templates"), autoescape=select_autoescape())
    return pages.get_template("chat.html")


def _page(**values: object) -> str:
    """The page. What makes it is loaded when somebody first opens it, which a chat on Telegram does not need: give it a thread."""
    return str(_template().render(**values))


def chat_routes(
    chat: Chat,
    receive: Receive,
    phrases: Callable[[], Phrases],
    language_of: LanguageOf,
    *,
    secret: str,
    secure: bool,
    hears: bool,
    stop: asyncio.Event,
) -> list[BaseRoute]:
    """The routes of the chat. `secret` signs the cookie; `hears`: voice messages are understood; `stop` ends the open streams."""
    signer = Signer(secret, salt="chat")
    per_chat, per_address = Limit(2, 20), Limit(10, 100)
    spoken_per_chat, spoken_per_address = Limit(0.5, 6), Limit(2, 20)  # a voice message costs a hundred times as much
    sounds = asyncio.Semaphore(SOUNDS_AT_ONCE)

    def user_of(request: Request) -> str | None:
        try:
            return signer.unsign(request.cookies.get(COOKIE, "")).decode()
        except BadSignature:
            return None

    async def chosen(user: str | None) -> str | None:
        """The language in which the page is to speak, too, once one was chosen."""
        language = await language_of(user) if user is not None else None
        return language if language in phrases().languages else None

    async def page(request: Request) -> Response:
        words = phrases()
        language = await chosen(user_of(request)) or _language(request, words)
        texts = {name: words(f"web.{name}", language, name="{name}") for name in WORDS}  # the page fills {name}
        html = await asyncio.to_thread(_page, language=language, words=texts, hears=hears, longest=LONGEST_VOICE)
        response = HTMLResponse(html)
        response.set_cookie(
            COOKIE,
            signer.sign(user_of(request) or secrets.token_urlsafe(16)).decode(),
            max_age=COOKIE_SECONDS,
            httponly=True,
            secure=secure,
            samesite="lax",
        )
        return response

    def poster(request: Request, kinds: tuple[str, ...], by_chat: Limit, by_address: Limit) -> str:
        """Who posts this; raises HTTPException if it is nobody of ours, no such thing, or too much."""
        user = user_of(request)
        if user is None or request.headers.get("sec-fetch-site", "same-origin") != "same-origin":
            raise _refused(403)
        if request.headers.get("content-type", "").partition(";")[0].strip() not in kinds:
            raise _refused(415)
        now = time.monotonic()
        address = request.client.host if request.client else ""
        if not (by_address.allows(address, now) and by_chat.allows(user, now)):
            raise _refused(429)
        return user

    async def send(request: Request) -> Response:
        user = poster(request, ("application/json",), per_chat, per_address)
        body = await _body(request, LONGEST_BODY)
        try:
            incoming = chat.read(user, json.loads(body), datetime.now(UTC), _hint(request))
        except (ValueError, AttributeError):
            return Response(status_code=400)
        await receive(incoming)
        return JSONResponse({"ok": True, "language": await chosen(user)})

    async def voice(request: Request) -> Response:
        """A recording as it is, its id and length beside it. It is in memory while it is being answered, and nowhere else."""
        user = poster(request, SOUNDS, spoken_per_chat, spoken_per_address)
        if sounds.locked():
            return Response(status_code=429)
        sound, asked = await _body(request, LARGEST_SOUND), request.query_params
        async with sounds:
            with chat.holding(sound) as file:
                try:
                    payload = {"id": asked.get("id"), "voice": file, "seconds": float(asked.get("seconds", ""))}
                    incoming = chat.read(user, payload, datetime.now(UTC), _hint(request))
                except ValueError:
                    return Response(status_code=400)
                await receive(incoming)
        return JSONResponse({"ok": True})

    async def events(request: Request) -> Response:
        user = user_of(request)
        if user is None:
            return Response(status_code=403)
        after = request.headers.get("last-event-id") or request.query_params.get("after", "")
        return StreamingResponse(_stream(chat, user, after, stop), media_type="text/event-stream")

    routes: list[BaseRoute] = [
        Route("/chat", page),
        Route("/chat/send", send, methods=["POST"]),
        Route("/chat/events", events),
    ]
    return [*routes, Route("/chat/voice", voice, methods=["POST"])] if hears else routes


def _refused(status: int) -> HTTPException:
    """A refusal without a word: nobody reads it."""
    return HTTPException(status, detail="")


async def _body(request: Request, longest: int) -> bytes:
    """What was posted; raises HTTPException when it is longer than that."""
    body = bytearray()
    async for piece in request.stream():
        body += piece
        if len(body) > longest:
            raise _refused(413)
    return bytes(body)


async def _stream(chat: Chat, user: str, after: str, stop: asyncio.Event) -> AsyncIterator[str]:
    messages = chat.events(user, after)
    stopped = asyncio.ensure_future(stop.wait())
    following: asyncio.Future[tuple[str, dict[str, Any]]] | None = None
    yield ": hello\n\n"
    try:
        while not stop.is_set():
            following = following or asyncio.ensure_future(_next(messages))
            waiting: set[asyncio.Future[Any]] = {following, stopped}
            done, _ = await asyncio.wait(waiting, timeout=ALIVE_SECONDS, return_when="FIRST_COMPLETED")
            if following in done:
                position, event = following.result()
                following = None
                yield f"id: {position}\ndata: {json.dumps(event, ensure_ascii=False)}\n\n"
            elif not done:
                yield ": still here\n\n"
    except (asyncio.CancelledError, ClientDisconnect):
        return
    finally:
        stopped.cancel()
        if following is not None:
            following.cancel()


async def _next(messages: AsyncIterator[tuple[str, dict[str, Any]]]) -> tuple[str, dict[str, Any]]:
    return await anext(messages)


def _hint(request: Request) -> str:
    return request.headers.get("accept-language", "")[:35]


def _language(request: Request, phrases: Phrases) -> str:
    for hint in request.headers.get("accept-language", "").split(",")[:5]:
        if language := phrases.match(hint.split(";")[0].strip()):
            return language
    return "en"
