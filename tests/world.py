"""A small world for conversations: people who say and tap, a channel that remembers, a clock moved by hand."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any

from bot.conversation import Conversation
from bot.delivery import Delivery
from bot.lessons.live import LiveContent
from bot.markup import unmarked
from bot.messages import Address, Button, Command, Incoming, Input, Other, Outgoing, Press, Text, Voice, read_press
from bot.ports import Dispatch, Learner, Links, SendError
from bot.ports import deeds as d
from bot.ports.staff import Class
from bot.reports.desk import Desk
from bot.reports.drawings import compose
from bot.reports.picture import draw
from storage.store import SqlStore


class Clock:
    """Ten in the morning in Boston on a Monday, until somebody moves it."""

    def __init__(self) -> None:
        self.now = datetime(2026, 11, 23, 15, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def move(self, **by: float) -> None:
        self.now += timedelta(**by)


@dataclass
class Screen:
    """One message as a person sees it now."""

    id: str
    message: Outgoing
    edits: int = 0

    @property
    def text(self) -> str:
        return unmarked(self.message.text)

    @property
    def buttons(self) -> list[Button]:
        return [button for row in self.message.rows for button in row]


@dataclass
class Memory:
    """A channel that keeps each person's screen. `troubles` are raised by the next sends, in order; `history` holds every
    message as it was sent, whatever became of it since."""

    name: str = "test"
    screens: dict[str, list[Screen]] = field(default_factory=dict)
    troubles: list[SendError] = field(default_factory=list)
    history: list[Outgoing] = field(default_factory=list)

    async def send(self, to: Address, message: Outgoing) -> str | None:
        if self.troubles:
            raise self.troubles.pop(0)
        self.history.append(message)
        screen = self.screens.setdefault(to.user, [])
        for old in screen:
            if message.replaces is not None and old.id == message.replaces:
                old.message, old.edits = message, old.edits + 1
                return old.id
        screen.append(Screen(str(len(screen) + 1), message))
        return screen[-1].id


class Person:
    """Somebody with a phone."""

    def __init__(self, world: World, name: str, language: str | None) -> None:
        self.world, self.name, self.language = world, name, language
        self.address = Address("test", name)

    async def send(self, given: Input, id: str | None = None) -> list[Screen]:
        """Send an update and return the messages that are new since."""
        before = len(self.screens)
        incoming = Incoming(id or f"u{next(self.world.ids)}", self.address, self.world.clock(), given, self.language)
        await self.world.conversation.handle(incoming)
        await self.world.delivery.idle()
        self.world.clock.move(seconds=4)
        return self.screens[before:]

    @property
    def screens(self) -> list[Screen]:
        return self.world.channel.screens.setdefault(self.name, [])

    async def say(self, text: str) -> list[Screen]:
        if text.startswith("/"):
            name, _, argument = text[1:].partition(" ")
            return await self.send(Command(name.lower(), argument))
        return await self.send(Text(text))

    async def tap(self, label: str) -> list[Screen]:
        """Press the newest button whose label holds `label`."""
        for screen in reversed(self.screens):
            for button in screen.buttons:
                if label.casefold() in button.label.casefold():
                    return await self.send(read_press(button.data, screen.id))
        shown = [button.label for screen in self.screens for button in screen.buttons]
        raise AssertionError(f"{self.name} sees no button {label!r}; there are {shown}")

    async def press(self, button: Button, message: str) -> list[Screen]:
        return await self.send(read_press(button.data, message))

    async def show(self, kind: str) -> list[Screen]:
        return await self.send(Other(kind))

    async def reply(self, to: Screen, text: str) -> list[Screen]:
        """Answer a message by the platform's own reply."""
        return await self.send(Text(text, to.id))

    async def speak(self) -> list[Screen]:
        return await self.send(Voice("f1", 2.0))

    @property
    def last(self) -> Screen:
        return self.screens[-1]

    def sees(self, text: str) -> bool:
        return any(text in screen.text for screen in self.screens)

    async def set_up(self, *, test: str = "2008", language: str = "English", state: str = "Massachusetts") -> None:
        """Through the first taps, up to the first question."""
        await self.say("/start")
        for label in (language,):
            await self.tap(label)
        await self.choose("yes")
        await self.choose("citizenship")
        await self.choose(test)
        await self.choose("19:00")
        await self.choose("no")
        await self.tap(state)

    async def choose(self, choice: str) -> list[Screen]:
        """Press the newest button that carries a choice, whatever its label is in this language."""
        for screen in reversed(self.screens):
            for button in screen.buttons:
                if button.choice == choice:
                    return await self.press(button, screen.id)
        raise AssertionError(f"{self.name} sees no button for {choice!r}")


class World:
    """Everything, put together on a database."""

    def __init__(self, store: SqlStore, clock: Clock, content: LiveContent) -> None:
        self.store, self.clock, self.content = store, clock, content
        self.mails = False  # whether mail can be sent, when `talk` is called
        self.ids = itertools.count(1)
        self.chance = Random(7).randrange
        self.channel = Memory()
        self.delivery = Delivery(
            store,
            {"test": self.channel},
            compose=lambda names: compose(tuple(content.catalogue.drawings[name].shapes for name in names)),
        )

        self.reports = Desk(
            store.office, self.delivery.announce, lambda: content.catalogue, lambda: content.staff_phrases, "MA"
        )

        def talk(post: Callable[[Dispatch], None], **more: Any) -> Conversation:
            return Conversation(
                store,
                store.office,
                self.reports,
                post,
                lambda: content.catalogue,
                lambda: content.phrases,
                lambda: content.staff_phrases,
                draw=draw,
                timezone="America/New_York",
                state="MA",
                links=Links("https://doorway.test", "DoorwayBot"),
                mails=self.mails,
                chance=self.chance,
                **more,
            )

        self.talk = talk
        self.equip()

    def equip(self, **more: Any) -> None:
        """Begin a conversation anew with more at hand: `speaks` (a voice), `hear` (understanding of voice messages)."""
        self.conversation = self.talk(self.delivery.post, **more)

    @classmethod
    async def begin(cls, url: str, key: str, clock: Clock, content: LiveContent) -> World:
        store = await SqlStore.open(url, key, now=clock)
        await store.register(content.catalogue.items)
        return cls(store, clock, content)

    async def learner(self, name: str) -> Learner:
        """What is kept of somebody now."""
        here = Incoming(f"look-{next(self.ids)}", Address("test", name), self.clock(), Text(""))
        known = await self.store.load(here)
        assert known is not None
        assert known.learner is not None
        return known.learner

    async def found(self, name: str, tutor: str, code: str, *, language: str = "en") -> Class:
        """A class of a tutor with a chat, and the code to join it by; a tutor's second class is at the same site."""
        office, now, site = self.store.office, self.clock(), "Lynn Library"
        teacher = self.person(tutor)
        if not teacher.screens:
            await teacher.say("/start")
            for choice in (language, "yes"):
                await teacher.choose(choice)
            await office.do([d.FoundSite(site), d.MakeCode(f"{tutor}-code", "tutor", site)], now)
            person = (await self.learner(tutor)).id
            await office.do([d.TakePost(f"{tutor}-code", tutor.title(), language, person)], now)
        viewer = await office.viewer(person=(await self.learner(tutor)).id)
        assert viewer is not None
        post = viewer.post
        await office.do([d.NewClass(code.lower(), name, post.site.id, "America/New_York", code, post.id)], now)
        return (await office.classes())[-1]

    async def assign(self, room: Class, title: str, items: Sequence[str], *, days: int = 4) -> None:
        """Homework for a class, due in some days."""
        due = self.clock().date() + timedelta(days=days)
        work = d.Assign(room.id, None, "items", title, tuple(items), due, room.tutors[0])
        await self.store.office.do([work], self.clock())

    def person(self, name: str, language: str | None = None) -> Person:
        return Person(self, name, language)

    async def end(self) -> None:
        await self.reports.close()
        await self.delivery.close()
        await self.store.close()


__all__ = ["Clock", "Memory", "Person", "Press", "Screen", "World"]
