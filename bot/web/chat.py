"""The browser chat: a page, what it sends, and what it is sent."""

from __future__ import annotations

import asyncio
import json
import secrets
import time
from collections.abc import AsyncIterator, Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from itsdangerous import BadSignature, Signer
from jinja2 import Environment, FileSystemLoader, select_autoescape
from starlette.requests import ClientDisconnect, Request
from starlette.responses import HTMLResponse, JSONResponse, Response, StreamingResponse
from starlette.routing import BaseRoute, Route

from bot.phrases import Phrases
from bot.ports import Receive
from bot.web.limits import Limit
from bot.web.ports import Chat

COOKIE = "doorway_chat"
COOKIE_SECONDS = 180 * 24 * 3600
LONGEST_BODY = 16 * 1024
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
)

_pages = Environment(loader=FileSystemLoader(Path(__file__).parent / "templates"), autoescape=select_autoescape())


def chat_routes(
    chat: Chat, receive: Receive, phrases: Callable[[], Phrases], *, secret: str, secure: bool, stop: asyncio.Event
) -> list[BaseRoute]:
    """The three routes of the chat. `secret` signs the cookie; `stop` ends the open streams."""
    signer = Signer(secret, salt="chat")
    per_chat, per_address = Limit(2, 20), Limit(10, 100)

    def user_of(request: Request) -> str | None:
        try:
            return signer.unsign(request.cookies.get(COOKIE, "")).decode()
        except BadSignature:
            return None

    async def page(request: Request) -> Response:
        words = phrases()
        language = _language(request, words)
        texts = {name: words(f"web.{name}", language, name="{name}") for name in WORDS}  # the page fills {name}
        html = await asyncio.to_thread(_pages.get_template("chat.html").render, language=language, words=texts)
        response = HTMLResponse(html)
        if user_of(request) is None:
            response.set_cookie(
                COOKIE,
                signer.sign(secrets.token_urlsafe(16)).decode(),
                max_age=COOKIE_SECONDS,
                httponly=True,
                secure=secure,
                samesite="lax",
            )
        return response

    async def send(request: Request) -> Response:
        user = user_of(request)
        if user is None or request.headers.get("sec-fetch-site", "same-origin") != "same-origin":
            return Response(status_code=403)
        if not request.headers.get("content-type", "").startswith("application/json"):
            return Response(status_code=415)
        now = time.monotonic()
        address = request.client.host if request.client else ""
        if not (per_address.allows(address, now) and per_chat.allows(user, now)):
            return Response(status_code=429)
        body = b""
        async for piece in request.stream():
            body += piece
            if len(body) > LONGEST_BODY:
                return Response(status_code=413)
        try:
            payload = json.loads(body)
            incoming = chat.read(user, payload, datetime.now(UTC), request.headers.get("accept-language", "")[:35])
        except (ValueError, AttributeError):
            return Response(status_code=400)
        await receive(incoming)
        return JSONResponse({"ok": True})

    async def events(request: Request) -> Response:
        user = user_of(request)
        if user is None:
            return Response(status_code=403)
        after = request.headers.get("last-event-id") or request.query_params.get("after", "")
        return StreamingResponse(_stream(chat, user, after, stop), media_type="text/event-stream")

    return [Route("/chat", page), Route("/chat/send", send, methods=["POST"]), Route("/chat/events", events)]


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


def _language(request: Request, phrases: Phrases) -> str:
    for hint in request.headers.get("accept-language", "").split(",")[:5]:
        if language := phrases.match(hint.split(";")[0].strip()):
            return language
    return "en"
