"""What `main.py run` serves until it is told to stop: the web pages, Telegram, the demo class, and what happens by the clock."""

from __future__ import annotations

import asyncio
import secrets
import signal
from collections.abc import Awaitable
from contextlib import suppress
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

import structlog

from bot.channels.browser import BrowserChannel
from bot.messages import Address
from bot.problem import Problem
from bot.running import forever, forget, freeze, greet, ready_check, refresh, utc_now
from bot.web.app import serve, web_app

if TYPE_CHECKING:
    from bot.app import App
    from bot.settings import Settings
    from bot.web.tutor.frame import Pages

CLOCK_STARTS_AFTER = 3.0  # seconds: what happens by the clock can wait for those who are writing


def import_driver(settings: Settings) -> None:
    """Import what carries Telegram, if there is a token: a second, best spent while content is read."""
    if settings.telegram_bot_token is not None:
        from bot.channels.telegram import driver_of

        driver_of(settings.telegram_library)


async def serve_all(app: App) -> None:
    """Serve the web pages, and Telegram if there is a token, until told to stop."""
    settings = app.settings
    if settings.smtp_url is not None:
        from bot.channels.mail import MailChannel

        app.channels[MailChannel.name] = MailChannel(settings.smtp_url, settings.mail_from)
    telegram = await _telegram(app)
    browser = BrowserChannel()
    app.channels[browser.name] = browser
    stop = asyncio.Event()
    web = web_app(
        app.conversation.handle,
        chat=browser,
        pages=lambda: _pages(app),
        ready=ready_check(app.store, app.content, app.channels),
        phrases=lambda: app.content.phrases,
        language_of=lambda user: app.store.language(Address(browser.name, user)),
        secret=settings.key(),
        secure=(settings.public_url or "").startswith("https:"),
        hears=app.conversation.hears,
        telegram=telegram,
        metrics_token=settings.metrics_token,
        stop=stop,
    )
    await app.delivery.recover()
    invitation, filling = await _demo(app)
    jobs: list[Awaitable[None]] = [app.delivery.sweep(), refresh(app.store, app.content)]
    jobs.append(
        forget(app.store, utc_now, wary=app.demo is None)
    )  # a demo that is filled begins weeks ago: nobody else is here
    if telegram is not None and not settings.webhook:
        jobs.append(telegram.poll(app.conversation.handle))
    freeze()
    for name in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(name, stop.set)
    jobs += [_by_the_clock(app), *filling]
    tasks = [asyncio.create_task(forever(job)) for job in jobs]
    try:
        await serve(
            web,
            host=settings.host,
            port=settings.port,
            stop=stop,
            ready=lambda port: greet(settings, port, invitation),
        )
    except OSError as error:
        raise Problem(f"PORT {settings.port} on HOST {settings.host} cannot be used: {error.strerror}.") from None
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        await app.reports.close()
        await app.delivery.close()
        if telegram is not None:
            await telegram.close()
    structlog.get_logger("doorway").info("stopped")


def _pages(app: App) -> Pages:
    """What the staff's pages are given."""
    from bot.web.tutor.frame import Pages

    return Pages(
        office=app.store.office,
        catalogue=lambda: app.content.catalogue,
        words=lambda: app.content.staff_phrases,
        learners_words=lambda: app.content.phrases,
        post=app.delivery.announce,
        links=app.links,
        secure=(app.settings.public_url or "").startswith("https:"),
        state=app.settings.default_state,
        timezone=app.settings.default_timezone,
        mails=app.settings.smtp_url is not None,
        chance=secrets.randbelow,
        begin=app.reports.begin,
        filled=lambda: 1.0 if app.demo is None else app.demo.progress,
    )


async def _telegram(app: App) -> Any:
    """The Telegram channel, set up with the platform, if there is a token."""
    settings = app.settings
    if settings.telegram_bot_token is None:
        return None
    from bot.channels.telegram import connect
    from bot.handlers.fallback import COMMANDS
    from bot.ports import SendError

    channel = await connect(
        token=settings.telegram_bot_token, api_base=settings.telegram_api_base, library=settings.telegram_library
    )
    app.channels[channel.name] = channel
    with suppress(SendError):  # else codes open the browser chat until the next start
        app.links.bot = await channel.username() or None
    phrases = app.content.phrases
    commands = {lang: {name: phrases(f"command.{name}", lang) for name in COMMANDS} for lang in phrases.languages}
    webhook = f"{settings.public_url}/telegram/webhook" if settings.webhook else None
    try:
        await channel.set_up(commands, webhook, settings.webhook_secret)
    except SendError as error:
        await channel.close()
        raise Problem(str(error)) from None
    return channel


async def _demo(app: App) -> tuple[str | None, list[Awaitable[None]]]:
    """The demo class, if there is one or nobody was ever here: the path that signs its tutor in, and what fills it."""
    begun = any(site.demo for site in await app.store.office.sites())
    wanted = app.settings.telegram_bot_token is None and app.settings.demo
    if not begun and not (wanted and await app.store.untouched()):
        return None, []
    from bot.demo.fill import Demo, DemoChannel, progress_bar

    app.channels[DemoChannel.name] = DemoChannel()  # what comes for its people goes nowhere, also where it is not shown
    if not wanted:
        return None, []

    async def summarise(at: datetime) -> None:
        from bot.jobs.summaries import summarise_all

        await summarise_all(app.store.office, app.delivery.announce, app.content, at, links=app.links, mails=False)

    demo, now = Demo(app.store, app.store.office, app.talk, summarise), utc_now()
    room = await demo.room()
    filled = room is not None and await demo.is_filled(room, now)
    if not filled and not await app.store.alone():
        return None, []  # another process is filling it
    if room is None or not filled:
        if begun:
            await app.store.remove_channel(DemoChannel.name)
        room = await demo.found(now)
    if not room.tutors:
        return None, []
    token = secrets.token_urlsafe(32)
    await demo.link(room, token, now + timedelta(hours=12), now)
    if filled:
        return f"/tutor/in/{token}", []
    app.demo = demo
    return f"/tutor/in/{token}", [demo.fill(room, now), progress_bar(demo)]


async def _by_the_clock(app: App) -> None:
    """Start what happens by the clock, once the first people can write, and stop it at the end."""
    from bot.jobs.clock import Clock, is_set
    from bot.jobs.reminders import remind_all
    from bot.jobs.summaries import summarise_all
    from bot.lessons.dictionaries import open_dictionary

    await asyncio.sleep(CLOCK_STARTS_AFTER)
    await asyncio.to_thread(open_dictionary)

    async def remind(_: datetime) -> None:
        await remind_all(app.store, app.delivery.announce, app.content.phrases, utc_now())

    async def summarise(_: datetime) -> None:
        if app.demo is not None and app.demo.progress < 1:
            return  # its past is being made just now
        mails, state = app.settings.smtp_url is not None, app.settings.default_state
        count = await summarise_all(
            app.store.office, app.delivery.announce, app.content, utc_now(), links=app.links, mails=mails, state=state
        )
        if count:
            structlog.get_logger("doorway").info("summaries sent", messages=count)

    clock = Clock(app.settings.clock_url)
    ticks = {"reminders": remind, "summaries": summarise}
    while True:
        await asyncio.to_thread(clock.start, ticks, asyncio.get_running_loop())
        freeze()
        tidying = asyncio.create_task(clock.keep_tidy(utc_now))
        try:
            await is_set(utc_now)
        finally:
            tidying.cancel()
            clock.stop()
        structlog.get_logger("doorway").warning("the machine's clock was set: what happens by it begins anew")
