"""For operators: is the process there, is it ready, and how is it doing."""

from __future__ import annotations

import hmac
import time
from functools import cache
from ipaddress import ip_address

from prometheus_client import CONTENT_TYPE_LATEST, Counter, Histogram, generate_latest
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import BaseRoute, Route

from bot.messages import Incoming
from bot.ports import Receive
from bot.web.ports import Ready

UPDATES = Counter("doorway_updates_total", "Updates answered (committed), by channel.", ["channel"])
FAILED = Counter("doorway_updates_failed_total", "Updates that could not be answered, by channel.", ["channel"])
SECONDS = Histogram(
    "doorway_update_seconds",
    "From an update's arrival to its commit.",
    buckets=(0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5),
)


_answered = cache(UPDATES.labels)


def measured(receive: Receive) -> Receive:
    """The same `receive`, counted. Labels tell the channel and nothing about a person."""

    async def counted(incoming: Incoming) -> None:
        begun = time.perf_counter()
        try:
            await receive(incoming)
        except Exception:
            FAILED.labels(incoming.address.channel).inc()
            raise
        SECONDS.observe(time.perf_counter() - begun)
        _answered(incoming.address.channel).inc()

    return counted


def health_routes(ready: Ready, *, metrics_token: str | None) -> list[BaseRoute]:
    """`/healthz`, `/readyz` and `/metrics`."""

    async def healthz(_: Request) -> Response:
        return PlainTextResponse("ok")

    async def readyz(_: Request) -> Response:
        detail = await ready()
        return JSONResponse(dict(detail), status_code=200 if detail.get("database") == "ok" else 503)

    async def metrics(request: Request) -> Response:
        if not _may_see(request, metrics_token):
            return Response(status_code=404)
        return Response(generate_latest(), media_type=CONTENT_TYPE_LATEST)

    return [Route("/healthz", healthz), Route("/readyz", readyz), Route("/metrics", metrics)]


def _may_see(request: Request, token: str | None) -> bool:
    given = request.headers.get("authorization", "").removeprefix("Bearer ")
    if token and hmac.compare_digest(given.encode(), token.encode()):
        return True
    # A proxy on this machine makes everybody look local, so its mark counts as "not local".
    proxied = any(name in request.headers for name in ("forwarded", "x-forwarded-for", "x-real-ip"))
    return not proxied and request.client is not None and _is_loopback(request.client.host)


def _is_loopback(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False
