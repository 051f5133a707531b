"""Doorway's command line, and the only file that knows every room: settings → build → run | chat | …"""

from __future__ import annotations

import signal

if (
    __name__ == "__main__"
):  # until there is something to put away, Ctrl-C just ends it: imports would answer with a traceback
    signal.signal(signal.SIGINT, signal.SIG_DFL)

import argparse
import asyncio
import secrets
import sys
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bot.app import App
from bot.beside import Beside, beside
from bot.command_line import parser
from bot.problem import Problem
from bot.running import alone, read_ahead, run_loop, utc_now

if TYPE_CHECKING:
    from bot.conversation import Conversation
    from bot.messages import Address
    from bot.ports import Channel, Dispatch
    from bot.settings import Settings
    from bot.speech.ears import Ears
    from bot.speech.voice import Voice

CONTENT = Path(__file__).parent / "content"


@asynccontextmanager
async def build(settings: Settings, reading: Callable[[], None] = lambda: None) -> AsyncIterator[App]:
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
        content = LiveContent(CONTENT, settings.kept_content)
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
    links = Links(settings.base(settings.port))

    async def hear(address: Address, file: str) -> str:
        """Fetch a voice message, understand it, and let it go: the sound is kept nowhere."""
        channel: Any = channels[address.channel]
        assert ears is not None
        return await ears(await channel.fetch(file))

    reports = Desk(
        store.office,
        delivery.announce,
        lambda: content.catalogue,
        lambda: content.staff_phrases,
        settings.default_state,
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


def _settings(*, store: bool = True, then: Callable[[Settings], None] = lambda _: None) -> Beside[Settings]:
    """The settings, read by a copy of this process (docs/adr/0020), which then goes on with what can be done with them, while
    this one imports the store if it is needed: that takes as long. To be called while the process has one thread."""

    def read() -> Settings:
        from bot.settings_reading import load_settings

        return load_settings()

    aside = beside(read, then)
    if store:
        import storage.store  # noqa: F401

    return aside


async def _run(settings: Settings, reading: Callable[[], None]) -> None:
    from bot import serving

    serving.import_driver(settings)
    with alone(settings):
        async with build(settings, reading) as app:
            await serving.serve_all(app)


async def _chat(settings: Settings, lesson: str | None) -> None:
    from bot import chatting

    if lesson is None:
        async with build(settings) as app:
            await chatting.chat(app)
        return
    with chatting.thrown_away(settings) as aside:
        async with build(aside) as app:
            await chatting.try_lesson(app, lesson)


# --- the smaller commands ---


def _content(arguments: argparse.Namespace) -> int:
    from bot import commands

    today = utc_now().date()
    if arguments.what == "schema":
        return commands.write_schemas(arguments.out)
    if arguments.what == "report":
        return commands.print_report(CONTENT)
    if arguments.what == "check":
        return commands.print_faults(CONTENT, today=today, of=arguments.of)
    state = arguments.state or _settings(store=False).result().default_state
    return commands.print_items(CONTENT, as_json=arguments.json, state=state, on=today)


async def _summary(settings: Settings, room: str | None, week: str | None, *, send: bool) -> None:
    from bot.commands_summary import summary

    async with build(settings) as app:
        mails, state = settings.smtp_url is not None, settings.default_state
        await summary(
            app.store.office,
            app.content,
            app.links,
            utc_now(),
            room=room,
            week=week,
            send=send,
            mails=mails,
            state=state,
        )


async def _invite(settings: Settings, role: str, site: str) -> None:
    from bot.commands_staff import invite

    async with build(settings) as app:
        await invite(app.store.office, app.links, role, site, secrets.randbelow, utc_now())


async def _revoke(settings: Settings, code: str) -> None:
    from bot.commands_staff import revoke

    async with build(settings) as app:
        if not await revoke(app.store.office, code, utc_now()):
            raise Problem(f"{code} is no code that works.")


async def _remove_demo(settings: Settings) -> None:
    from bot.demo.fill import CHANNEL

    async with build(settings) as app:
        print(f"The demo class is gone, and its {await app.store.remove_channel(CHANNEL)} people with it.")


async def _export(settings: Settings, arguments: argparse.Namespace) -> None:
    from bot.commands_staff import export
    from storage.store import SqlStore

    store = await SqlStore.open(settings.database_url, settings.key())
    try:
        await export(
            store.office,
            CONTENT,
            arguments.class_,
            form=arguments.format,
            out=arguments.out,
            language=arguments.language,
            now=utc_now(),
        )
    finally:
        await store.close()


def _upkeep(command: str, settings: Settings, file: Path | None) -> int:
    from storage import upkeep

    try:
        if command == "migrate":
            print(asyncio.run(upkeep.bring_up(settings.database_url, settings.key())))
        elif file is not None:
            if command == "backup":
                print(upkeep.backup(settings.database_url, file))
            else:
                with alone(settings):  # nor may one start meanwhile
                    print(asyncio.run(upkeep.restore(settings.database_url, settings.key(), file)))
    except upkeep.UpkeepError as error:
        raise Problem(str(error)) from None
    return 0


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; returns the exit code. What a person can mend is one line, never a traceback."""
    arguments = parser(CONTENT).parse_args(argv)
    try:
        if arguments.command == "content":
            return _content(arguments)
        if arguments.command == "run":
            aside = _settings(then=lambda settings: read_ahead(CONTENT, settings.kept_content))
        else:
            aside = _settings(store=arguments.command != "grade")
        settings = aside.result()
        from bot import logs

        logs.set_up(settings)
        if arguments.command != "run":  # which puts nothing away until it serves, and then waits for its own signals
            signal.signal(signal.SIGINT, signal.default_int_handler)
        match arguments.command:
            case "invite":
                return run_loop(_invite(settings, arguments.role, arguments.site))
            case "revoke":
                return run_loop(_revoke(settings, arguments.code))
            case "demo":
                return run_loop(_remove_demo(settings))
            case "run":
                return run_loop(_run(settings, aside.over))
            case "chat":
                return run_loop(_chat(settings, arguments.lesson))
            case "grade":
                from bot.commands import grade_lines

                return grade_lines(CONTENT, state=settings.default_state, on=utc_now().date())
            case "summary":
                return run_loop(_summary(settings, arguments.room, arguments.week, send=arguments.send))
            case "doctor":
                from bot.doctor import examine

                return examine(settings, CONTENT)
            case "export":
                return run_loop(_export(settings, arguments))
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
