"""One ASGI app for pages, webhooks and health, and the server that serves it."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import orjson
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Mount, Route, Router
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bot.later import later
from bot.phrases import Phrases
from bot.ports import Receive as ReceiveUpdate
from bot.web.chat import chat_routes
from bot.web.health import health_routes, measured
from bot.web.ports import Chat, LanguageOf, Ready, Webhook

with later("uvicorn.main"):  # its command line
    from uvicorn.config import Config
    from uvicorn.server import Server

if TYPE_CHECKING:
    from bot.web.tutor.frame import Pages

LONGEST_DELIVERY = 1024 * 1024
SECRET = b"x-telegram-bot-api-secret-token"
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; media-src 'self' data:; connect-src 'self'; "
    "base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)
HEADERS = [
    (b"content-security-policy", POLICY.encode()),
    (b"permissions-policy", b"microphone=(self), camera=(), geolocation=()"),
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"same-origin"),  # with none at all a form would not say where it comes from
    (b"cache-control", b"no-store"),
]


def web_app(
    receive: ReceiveUpdate,
    *,
    chat: Chat,
    pages: Callable[[], Pages],
    ready: Ready,
    phrases: Callable[[], Phrases],
    language_of: LanguageOf,
    secret: str,
    secure: bool = False,
    hears: bool = False,
    telegram: Webhook | None = None,
    metrics_token: str | None = None,
    stop: asyncio.Event | None = None,
) -> ASGIApp:
    """Everything under one address. `secret` signs cookies; `secure` when people reach us by https; `hears` when voice
    messages are understood."""
    receive = measured(receive)

    async def webhook(scope: Scope, arriving: Receive, send: Send) -> None:
        status, answer = 404, None
        if scope["method"] != "POST":
            status = 405
        elif telegram is not None:
            body = await _body(arriving)
            if body is None:
                return
            given = next((value.decode("latin-1") for name, value in scope["headers"] if name == SECRET), None)
            status = 413
            if len(body) <= LONGEST_DELIVERY:
                status, answer = await telegram.webhook(body, given, receive)
        said = b"" if answer is None else orjson.dumps(answer)
        about = [(b"content-length", b"%d" % len(said)), (b"content-type", b"application/json")]
        await send({"type": "http.response.start", "status": status, "headers": about if said else about[:1]})
        await send({"type": "http.response.body", "body": said})

    async def front(_: Request) -> Response:
        return RedirectResponse("/chat")

    routes = [
        Route("/", front),
        *chat_routes(
            chat, receive, phrases, language_of, secret=secret, secure=secure, hears=hears, stop=stop or asyncio.Event()
        ),
        Mount("/tutor", _Later(pages)),
        *health_routes(ready, metrics_token=metrics_token),
        Mount("/static", StaticFiles(directory=Path(__file__).parent / "static")),
    ]
    return _Front(Starlette(routes=routes), webhook)


async def _body(receive: Receive) -> bytes | None:
    """What is posted, whole, or more of it than is taken; None when whoever posted it has gone."""
    body, more = b"", True
    while more and len(body) <= LONGEST_DELIVERY:
        message = await receive()
        if message["type"] == "http.disconnect":
            return None
        body += message.get("body", b"")
        more = message.get("more_body", False)
    return body


class _Later:
    """The staff's pages, loaded when somebody first asks for one: learners do not wait for them at start."""

    def __init__(self, pages: Callable[[], Pages]) -> None:
        self._pages = pages
        self._app: ASGIApp | None = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if self._app is None:
            from bot.web.tutor import tutor_routes

            self._app = Router(tutor_routes(self._pages()))
        await self._app(scope, receive, send)


class _Front:
    """Sends deliveries straight to the webhook (thousands a minute), and adds to everything else the headers that
    keep a page to itself."""

    def __init__(self, app: ASGIApp, webhook: ASGIApp) -> None:
        self._app = app
        self._webhook = webhook

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return await self._app(scope, receive, send)
        if scope["path"] == "/telegram/webhook":
            return await self._webhook(scope, receive, send)

        async def send_with(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [*message["headers"], *HEADERS]
            await send(message)

        return await self._app(scope, receive, send_with)


async def serve(app: ASGIApp, *, host: str, port: int, stop: asyncio.Event, ready: Callable[[int], None]) -> None:
    """Serve until `stop` is set; `ready` is called with the real port once connections are taken.

    Raises:
        OSError: the port cannot be used.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listener.bind((host, port))
    config = Config(
        app, log_config=None, access_log=False, lifespan="off", timeout_graceful_shutdown=3, server_header=False
    )
    server = Server(config)
    server.install_signal_handlers = lambda: None  # type: ignore[attr-defined]
    serving = asyncio.ensure_future(server._serve([listener]))
    while not server.started and not serving.done():
        await asyncio.sleep(0.01)
    if server.started:
        ready(listener.getsockname()[1])
    stopping = asyncio.ensure_future(stop.wait())
    await asyncio.wait({serving, stopping}, return_when=asyncio.FIRST_COMPLETED)
    stopping.cancel()
    server.should_exit = True
    await serving
    listener.close()
