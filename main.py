"""Doorway's command line, and the only file that knows every room: settings → build → run | chat | …"""

from __future__ import annotations

import argparse
import asyncio
import os
import secrets
import signal
import sys
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bot.command_line import parser
from bot.problem import Problem
from bot.running import forever, forget, freeze, greet, read_ahead, ready_check, refresh, run_loop

if TYPE_CHECKING:
    from bot.conversation import Conversation
    from bot.delivery import Delivery
    from bot.demo.fill import Demo
    from bot.lessons.live import LiveContent
    from bot.messages import Address
    from bot.ports import Channel, Dispatch, Links
    from bot.reports.desk import Desk
    from bot.settings import Settings
    from bot.speech.ears import Ears
    from bot.speech.voice import Voice
    from bot.web.tutor.frame import Pages
    from storage.store import SqlStore

CONTENT = Path(__file__).parent / "content"
CLOCK_STARTS_AFTER = 3.0  # seconds: what happens by the clock can wait for those who are writing


@dataclass(slots=True)
class App:
    """One running Doorway, put together."""

    settings: Settings
    content: LiveContent
    store: SqlStore
    channels: dict[str, Channel]
    delivery: Delivery
    conversation: Conversation
    links: Links
    talk: Callable[[Callable[[Dispatch], None]], Conversation]
    reports: Desk
    demo: Demo | None = None


@asynccontextmanager
async def build(
    settings: Settings, content_folder: Path = CONTENT, reading: Callable[[], None] = lambda: None
) -> AsyncIterator[App]:
    """Put everything together but the channels; they add themselves to `channels`. `reading` (`read_ahead`) is waited for."""
    from bot.conversation import Conversation
    from bot.delivery import Delivery
    from bot.lessons.live import LiveContent
    from bot.ports import Links
    from bot.reports.desk import Desk
    from bot.reports.drawings import compose
    from bot.reports.picture import draw
    from storage.store import SqlStore

    store = await SqlStore.open(settings.database_url, settings.key())
    try:
        reading()
        content = LiveContent(content_folder, settings.kept_content)
        await store.register(content.catalogue.items)
    except BaseException:
        await store.close()
        raise
    channels: dict[str, Channel] = {}
    voice = _voice(settings)
    delivery = Delivery(
        store,
        channels,
        alone=settings.database_file is not None,
        speak=voice,
        compose=lambda names: compose(tuple(content.catalogue.drawings[name].shapes for name in names)),
    )
    ears = _ears()
    links = Links(settings.public_url or f"http://{settings.host}:{settings.port}")

    async def hear(address: Address, file: str) -> str:
        """Fetch a voice message, understand it, and let it go: the sound is kept nowhere."""
        channel: Any = channels[address.channel]
        assert ears is not None
        return await ears(await channel.fetch(file))

    reports = Desk(
        store.office, delivery.post, lambda: content.catalogue, lambda: content.staff_phrases, settings.default_state
    )

    def talk(post: Callable[[Dispatch], None]) -> Conversation:
        """The conversation, its replies handed to `post`."""
        return Conversation(
            store,
            store.office,
            reports,
            post,
            lambda: content.catalogue,
            lambda: content.phrases,
            lambda: content.staff_phrases,
            draw=draw,
            timezone=settings.default_timezone,
            state=settings.default_state,
            links=links,
            chance=secrets.randbelow,
            speaks=voice is not None,
            mails=settings.smtp_url is not None,
            hear=None if ears is None else hear,
        )

    try:
        yield App(settings, content, store, channels, delivery, talk(delivery.post), links, talk, reports)
    finally:
        await reports.close()
        await delivery.close()
        await store.close()


def _voice(settings: Settings) -> Voice | None:
    """The offline voice, when its libraries are installed; it loads nothing before it first speaks."""
    from bot.speech import voice

    return voice.Voice(settings.key_file.parent / "voice") if voice.installed() else None


def _ears() -> Ears | None:
    """What understands voice messages, when its libraries are installed; it loads nothing before the first one."""
    from bot.speech import ears

    return ears.Ears() if ears.installed() else None


async def run(settings: Settings, reading: Callable[[], None]) -> None:
    """Serve the web pages, and Telegram if there is a token, until told to stop."""
    import structlog

    from bot.channels.browser import BrowserChannel
    from bot.web.app import serve, web_app

    if settings.telegram_bot_token is not None:
        from bot.channels.telegram import driver_of

        driver_of(settings.telegram_library)  # a second of importing, best spent while content is read
    log = structlog.get_logger("doorway")
    async with build(settings, reading=reading) as app:
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
            secret=settings.key(),
            secure=(settings.public_url or "").startswith("https:"),
            hears=app.conversation.hears,
            telegram=telegram,
            metrics_token=settings.metrics_token,
            stop=stop,
        )
        await app.delivery.recover()
        invitation, filling = await _demo(app)
        jobs: list[Awaitable[None]] = [app.delivery.sweep(), refresh(app.store, app.content), forget(app.store, _now)]
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
        log.info("stopped")


def _pages(app: App) -> Pages:
    """What the staff's pages are given."""
    from bot.web.tutor.frame import Pages

    return Pages(
        office=app.store.office,
        catalogue=lambda: app.content.catalogue,
        words=lambda: app.content.staff_phrases,
        learners_words=lambda: app.content.phrases,
        post=app.delivery.post,
        links=app.links,
        secure=(app.settings.public_url or "").startswith("https:"),
        state=app.settings.default_state,
        timezone=app.settings.default_timezone,
        mails=app.settings.smtp_url is not None,
        chance=secrets.randbelow,
        begin=app.reports.begin,
        filled=lambda: 1.0 if app.demo is None else app.demo.progress,
    )


async def chat(settings: Settings, lesson: str | None = None) -> None:
    """The same conversation in this terminal; with a lesson's id that lesson alone, on a database that is thrown away."""
    from bot.channels.terminal import TerminalChannel

    if lesson is not None:
        return await _try_lesson(settings, lesson)
    async with build(settings) as app:
        channel = TerminalChannel(os.environ.get("USER", "you"))
        app.channels[channel.name] = channel
        await app.delivery.recover()
        await app.conversation.handle(
            channel.read("/start", _now(), language=(os.environ.get("LANG") or "")[:2] or None)
        )
        await app.delivery.idle()
        await channel.talk(app.conversation.handle, _now, app.delivery.idle)


async def _try_lesson(settings: Settings, lesson: str) -> None:
    """A lesson as a learner of its level has it, for its author."""
    import tempfile

    from bot.channels.terminal import TerminalChannel
    from bot.messages import Command

    with tempfile.TemporaryDirectory(prefix="doorway-lesson-") as folder:
        aside = settings.model_copy(
            update={"database_url": f"sqlite+aiosqlite:///{folder}/lesson.db", "data_key": None}
        )
        async with build(aside) as app:
            if lesson not in app.content.catalogue.course.lessons:
                raise Problem(f"there is no lesson {lesson}; `main.py content list` has all ids.")
            channel = TerminalChannel("author")
            app.channels[channel.name] = channel
            await app.conversation.handle(
                replace(channel.read("/start", _now(), language="en"), input=Command("lesson", lesson))
            )
            await app.delivery.idle()
            await channel.talk(app.conversation.handle, _now, app.delivery.idle)


def _now() -> datetime:
    return datetime.now(UTC)


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
    """A demo class, if there is one or the database is new: the path that signs its tutor in, and what fills it."""
    if app.settings.telegram_bot_token is not None or not app.settings.demo:
        return None, []
    from bot.demo.fill import Demo, DemoChannel, progress_bar

    app.channels[DemoChannel.name] = DemoChannel()

    async def summarise(at: datetime) -> None:
        from bot.jobs.summaries import summarise_all

        await summarise_all(app.store.office, app.delivery.post, app.content, at, links=app.links, mails=False)

    demo, now = Demo(app.store, app.store.office, app.talk, summarise), _now()
    room = await demo.found(now) if app.store.new else await demo.room()
    if room is None or not room.tutors:
        return None, []
    token = secrets.token_urlsafe(32)
    await demo.link(room, token, now + timedelta(hours=12), now)
    if not app.store.new:
        return f"/tutor/in/{token}", []
    app.demo = demo
    return f"/tutor/in/{token}", [demo.fill(room, now), progress_bar(demo)]


async def _by_the_clock(app: App) -> None:
    """Start what happens by the clock, once the first people can write, and stop it at the end."""
    from bot.jobs.clock import Clock
    from bot.jobs.reminders import remind_all
    from bot.jobs.summaries import summarise_all
    from bot.lessons.dictionaries import open_dictionary

    await asyncio.sleep(CLOCK_STARTS_AFTER)
    await asyncio.to_thread(open_dictionary)
    await app.store.load_orm()

    async def remind(_: datetime) -> None:
        await remind_all(app.store, app.delivery.post, app.content.phrases, _now())

    async def summarise(_: datetime) -> None:
        if app.demo is not None and app.demo.progress < 1:
            return  # its past is being made just now
        mails, state = app.settings.smtp_url is not None, app.settings.default_state
        await summarise_all(
            app.store.office, app.delivery.post, app.content, _now(), links=app.links, mails=mails, state=state
        )

    clock = Clock(app.settings.clock_url)
    ticks = {"reminders": remind, "summaries": summarise}
    await asyncio.to_thread(clock.start, ticks, asyncio.get_running_loop())
    freeze()
    try:
        await asyncio.Event().wait()
    finally:
        clock.stop()


# --- the smaller commands ---


def _content(arguments: argparse.Namespace) -> int:
    from bot import commands

    today = _now().date()
    if arguments.what == "schema":
        return commands.write_schemas(arguments.out)
    if arguments.what == "report":
        return commands.print_report(CONTENT)
    if arguments.what == "check":
        return commands.print_faults(CONTENT, today=today, of=arguments.of)
    from bot.settings import load_settings

    state = arguments.state or load_settings().default_state
    return commands.print_items(CONTENT, as_json=arguments.json, state=state, on=today)


async def _summary(settings: Settings, room: str | None, week: str | None, *, send: bool) -> None:
    from bot.commands_summary import NoSuch, summary

    async with build(settings) as app:
        mails, state = settings.smtp_url is not None, settings.default_state
        try:
            await summary(
                app.store.office,
                app.content,
                app.links,
                _now(),
                room=room,
                week=week,
                send=send,
                mails=mails,
                state=state,
            )
        except NoSuch as error:
            raise Problem(str(error)) from None


async def _invite(settings: Settings, role: str, site: str) -> None:
    from bot.commands_staff import invite

    async with build(settings) as app:
        await invite(app.store.office, app.links, role, site, secrets.randbelow, _now())


async def _revoke(settings: Settings, code: str) -> None:
    from bot.commands_staff import revoke

    async with build(settings) as app:
        if not await revoke(app.store.office, code, _now()):
            raise Problem(f"{code} is no code that works")


async def _remove_demo(settings: Settings) -> None:
    from bot.demo.fill import CHANNEL

    async with build(settings) as app:
        print(f"The demo class is gone, and its {await app.store.remove_channel(CHANNEL)} people with it.")


def _upkeep(command: str, settings: Settings, file: Path | None) -> int:
    from storage import upkeep

    try:
        if command == "migrate":
            print(asyncio.run(upkeep.bring_up(settings.database_url, settings.key())))
        elif file is not None:
            print((upkeep.backup if command == "backup" else upkeep.restore)(settings.database_url, file))
    except upkeep.UpkeepError as error:
        raise Problem(str(error)) from None
    return 0


def _export(settings: Settings, arguments: argparse.Namespace) -> int:
    async def export() -> int:
        from bot import commands_staff
        from bot.lessons.live import LiveContent
        from storage.store import SqlStore

        store = await SqlStore.open(settings.database_url, settings.key())
        try:
            room = await commands_staff.find_class(store.office, arguments.class_)
            if room is None:
                raise Problem(f"there is no class {arguments.class_}: give its key, or the code to join it.")
            return await commands_staff.export_class(
                store.office,
                LiveContent(CONTENT),
                room,
                form=arguments.format,
                out=arguments.out,
                language=arguments.language,
                now=_now(),
            )
        except OSError as error:
            raise Problem(f"{error.filename} cannot be written: {error.strerror}.") from None
        finally:
            await store.close()

    return asyncio.run(export())


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; returns the exit code. What a person can mend is one line, never a traceback."""
    arguments = parser(CONTENT).parse_args(argv)
    try:
        if arguments.command == "content":
            return _content(arguments)
        from bot import logs
        from bot.settings import load_settings

        settings = load_settings()
        logs.set_up(settings)
        match arguments.command:
            case "invite":
                return run_loop(_invite(settings, arguments.role, arguments.site))
            case "revoke":
                return run_loop(_revoke(settings, arguments.code))
            case "demo":
                return run_loop(_remove_demo(settings))
            case "run":
                return run_loop(run(settings, read_ahead(CONTENT, settings.kept_content)))
            case "chat":
                return run_loop(chat(settings, arguments.lesson))
            case "grade":
                from bot.commands import grade_lines

                return grade_lines(CONTENT, state=settings.default_state, on=_now().date())
            case "summary":
                return run_loop(_summary(settings, arguments.room, arguments.week, send=arguments.send))
            case "doctor":
                from bot.doctor import examine

                return examine(settings, CONTENT)
            case "export":
                return _export(settings, arguments)
            case command:
                return _upkeep(command, settings, getattr(arguments, "file", None))
    except Problem as error:
        print(error, file=sys.stderr)
    except KeyboardInterrupt:
        return 130
    except Exception as error:
        return _explain(error)
    return 2


def _explain(error: Exception) -> int:
    """One line for what commonly goes wrong outside the program; anything else is a fault of ours, with its trace."""
    from bot.lessons.live import ContentError
    from storage.store import explain

    text = str(error) if isinstance(error, ContentError) else explain(error)
    if text is None:
        raise error
    print(text, file=sys.stderr)
    return 2


if __name__ == "__main__":
    with suppress(BrokenPipeError):
        sys.exit(main())
