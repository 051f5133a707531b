"""The bots that are compared: each takes a message by webhook and sends its text back.

`python -m bench.echo_bots KIND --port N --api URL`; prints a line of JSON when it is ready.
The bare ones are written the way their library documents it.
"""

from __future__ import annotations

import argparse
import asyncio
import gc
import json
import time
from typing import Any

from bench.null_bot_api import TOKEN

SECRET = "the-secret-of-the-bench"
PATH = "/telegram/webhook"


def ready(began: float) -> None:
    """Tell the bench how long it took to import and to set up."""
    print(json.dumps({"import_seconds": time.perf_counter() - began}), flush=True)


def bare_aiogram(port: int, api: str) -> None:
    """docs.aiogram.dev, "Webhook": `SimpleRequestHandler` on aiohttp."""
    began = time.perf_counter()
    from aiogram import Bot, Dispatcher
    from aiogram.client.session.aiohttp import AiohttpSession
    from aiogram.client.telegram import TelegramAPIServer
    from aiogram.types import Message
    from aiogram.webhook.aiohttp_server import SimpleRequestHandler, setup_application
    from aiohttp import web

    dispatcher = Dispatcher()

    @dispatcher.message()
    async def echo(message: Message) -> None:
        await message.answer(message.text or "")

    bot = Bot(TOKEN, session=AiohttpSession(api=TelegramAPIServer.from_base(api)))
    app = web.Application()
    SimpleRequestHandler(dispatcher=dispatcher, bot=bot, secret_token=SECRET).register(app, path=PATH)
    setup_application(app, dispatcher, bot=bot)
    ready(began)
    web.run_app(app, host="127.0.0.1", port=port, print=None)


def bare_ptb(port: int, api: str) -> None:
    """The library's own `customwebhookbot` example: Starlette on uvicorn, its default HTTP client."""
    began = time.perf_counter()
    import uvicorn
    from starlette.applications import Starlette
    from starlette.requests import Request
    from starlette.responses import Response
    from starlette.routing import Route
    from telegram import Update
    from telegram.ext import Application, ContextTypes, MessageHandler, filters

    async def echo(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        assert update.message is not None
        await update.message.reply_text(update.message.text or "")

    async def main() -> None:
        application = Application.builder().token(TOKEN).base_url(f"{api}/bot").updater(None).build()
        application.add_handler(MessageHandler(filters.TEXT, echo))

        async def webhook(request: Request) -> Response:
            await application.update_queue.put(Update.de_json(data=await request.json(), bot=application.bot))
            return Response()

        app = Starlette(routes=[Route(PATH, webhook, methods=["POST"])])
        server = uvicorn.Server(uvicorn.Config(app, port=port, host="127.0.0.1", log_level="warning"))
        ready(began)
        async with application:
            await application.start()
            await server.serve()
            await application.stop()

    asyncio.run(main())


def ours(library: str, port: int, api: str) -> None:
    """Our channel as the program serves it: a Starlette route on uvicorn with uvloop."""
    began = time.perf_counter()
    import uvicorn
    from starlette.applications import Starlette
    from starlette.requests import Request
    from starlette.responses import JSONResponse, Response
    from starlette.routing import Route

    from bot.channels.telegram import connect
    from bot.messages import Incoming, Outgoing, Text

    async def main() -> None:
        channel = await connect(token=TOKEN, api_base=api, library=library, secret=SECRET)

        async def receive(incoming: Incoming) -> None:
            assert isinstance(incoming.input, Text)
            await channel.send(incoming.address, Outgoing(incoming.input.text))

        async def webhook(request: Request) -> Response:
            secret = request.headers.get("x-telegram-bot-api-secret-token")
            status, answer = await channel.webhook(await request.body(), secret, receive)
            return Response(status_code=status) if answer is None else JSONResponse(answer, status_code=status)

        app = Starlette(routes=[Route(PATH, webhook, methods=["POST"])])
        config = uvicorn.Config(app, port=port, host="127.0.0.1", access_log=False, log_level="warning")
        gc.collect()
        gc.freeze()  # as main.py does
        ready(began)
        await uvicorn.Server(config).serve()
        await channel.close()

    import uvloop

    uvloop.run(main())


BOTS: dict[str, Any] = {
    "bare aiogram echo": bare_aiogram,
    "bare python-telegram-bot echo": bare_ptb,
    "Doorway's channel, python-telegram-bot": lambda port, api: ours("python-telegram-bot", port, api),
    "Doorway's channel, aiogram": lambda port, api: ours("aiogram", port, api),
}


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("kind", choices=BOTS)
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--api", required=True)
    arguments = parser.parse_args()
    BOTS[arguments.kind](arguments.port, arguments.api)
