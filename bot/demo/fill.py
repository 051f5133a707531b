"""Fills the demo class: people join through the door, practise week after week, are set homework, ask, and are summed up."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, time, timedelta
from random import Random
from zoneinfo import ZoneInfo

from bot import codes
from bot.conversation import Conversation
from bot.demo.answering import reply
from bot.demo.people import PEOPLE, WEEKS, Persona, days_of
from bot.lessons.drill import Session
from bot.messages import Address, Button, Command, Incoming, Input, Outgoing, Press, Text
from bot.ports import Dispatch, Office, Store
from bot.ports import deeds as d
from bot.ports.staff import Class
from bot.reports.week import USUAL_HOUR, WEEK, latest_due, monday
from bot.turn import Turn

CHANNEL = "demo"
SITE = "Demo Library"
CLASS = "Tuesday evening (demo)"
TUTOR = "Alex"
ZONE = "America/New_York"
TENTHS = 20
LONGEST_SESSION = 60  # things sent in one sitting; a session has about thirty
SETS_HOMEWORK_IN = (1, 3, 5, 7)  # weeks
HOMEWORK = ("a1b-2-1", "work-1-1", "civ-2-1", "a1a-6-1")  # lessons


class DemoChannel:
    """Where the demo's people would be reached: what is sent to them is seen by nobody."""

    name = CHANNEL

    async def send(self, to: Address, message: Outgoing) -> str | None:
        """Take it."""
        return message.replaces or "1"


@dataclass(slots=True)
class Phone:
    """One simulated person's screen: the buttons that can be pressed now, newest first."""

    address: Address
    now: datetime
    buttons: list[Button] = field(default_factory=list)
    sent: int = 0


class Demo:
    """The demo of one installation. `progress` runs from 0 to 1 while it is being filled."""

    def __init__(
        self,
        store: Store,
        office: Office,
        talk: Callable[[Callable[[Dispatch], None]], Conversation],
        summarise: Callable[[datetime], Awaitable[object]],
        *,
        people: Sequence[Persona] = PEOPLE,
        weeks: int = WEEKS,
        seed: int = 7,
    ) -> None:
        """`talk` makes the real conversation for a place where replies go; `summarise` does what Monday does, at an instant."""
        self._store = store
        self._office = office
        self._replies: list[Dispatch] = []
        self._conversation = talk(self._replies.append)
        self._summarise = summarise
        self._people, self._weeks = people, weeks
        self._chance = Random(seed)
        self._phones: dict[str, Phone] = {}
        self.progress = 0.0

    async def found(self, now: datetime) -> Class:
        """The site, its tutor and the class, as of weeks ago: done in a moment, so that somebody can sign in."""
        start = self._start(now).astimezone(UTC)
        code = codes.fresh(self._chance.randrange)
        await self._office.do([d.FoundSite(SITE, demo=True), d.MakeCode(code, "tutor", SITE)], start)
        alex = self._phone("tutor", start)
        await self._send(alex, Command("start", code))
        await self._send(alex, Text(TUTOR))
        await self._send(alex, Command("newclass", CLASS))
        return next(room for room in await self._office.classes() if room.site.demo)

    async def room(self) -> Class | None:
        """The demo's class, if there is one."""
        return next((room for room in await self._office.classes() if room.site.demo), None)

    async def is_filled(self, room: Class, now: datetime) -> bool:
        """Whether its past was made to the end: a program that is stopped meanwhile leaves half of it."""
        last = monday(room.created_on) + (self._weeks - 1) * WEEK
        due = latest_due(now, room.timezone, 0, USUAL_HOUR)
        return await self._office.summary(room.id, min(last, due)) is not None

    async def link(self, room: Class, token: str, until: datetime, now: datetime) -> None:
        """Let `token` sign in as the demo's tutor, once."""
        await self._office.do([d.AskSignIn(token, room.tutors[0], until)], now)

    async def fill(self, room: Class, now: datetime) -> None:
        """Weeks of practice up to `now`."""
        code = next(code for code in await self._office.codes(room.site.id) if code.class_id == room.id)
        start, zone = self._start(now), ZoneInfo(room.timezone)
        tutor = self._phones["tutor"]
        for week in range(self._weeks + 1):
            monday = start + timedelta(weeks=week)
            visits = [
                (monday + timedelta(days=day, hours=persona.hour + self._chance.uniform(-0.6, 0.6)), persona)
                for persona in self._people
                for day in days_of(persona, min(week, WEEKS - 1), self._chance)
            ]
            if week in SETS_HOMEWORK_IN:
                lesson = HOMEWORK[SETS_HOMEWORK_IN.index(week)]
                await self._set_homework(tutor, room, lesson, monday + timedelta(hours=9))
            for i, (at, persona) in enumerate(sorted(visits, key=lambda visit: visit[0])):
                if at < now - timedelta(hours=1):
                    await self._visit(persona, code.code, at, now)
                self.progress = min(0.99, (week + (i + 1) / len(visits)) / (self._weeks + 0.6))
            due = datetime.combine((monday + timedelta(weeks=1)).astimezone(zone).date(), time(8, 5), zone)
            if week == self._weeks - 1:  # in time for the summary that is read first
                await self._tell(min(due.astimezone(UTC), now) - timedelta(hours=20))
            if due < now:
                await self._summarise(due.astimezone(UTC))
        self.progress = 1.0

    def _start(self, now: datetime) -> datetime:
        there = now.astimezone(ZoneInfo(ZONE))
        monday = there.date() - timedelta(days=there.weekday(), weeks=self._weeks)
        return datetime.combine(monday, time(0), ZoneInfo(ZONE))

    def _phone(self, user: str, now: datetime) -> Phone:
        return self._phones.setdefault(user, Phone(Address(CHANNEL, user), now))

    async def _send(self, phone: Phone, given: Input) -> None:
        """One thing sent, through the door; what comes back is on the screen."""
        phone.sent += 1
        incoming = Incoming(f"{phone.address.user}-{phone.sent}", phone.address, phone.now.astimezone(UTC), given, "en")
        await self._conversation.handle(incoming)
        for answer in self._replies:
            for dispatch in (answer, *answer.others):
                mine = dispatch.address == phone.address
                await self._store.sent(dispatch, len(dispatch.replies), "1" if mine else None)
                if mine:
                    shown = [button for message in dispatch.replies for row in message.rows for button in row]
                    phone.buttons = shown or phone.buttons
        self._replies.clear()
        await asyncio.sleep(0)  # people who write meanwhile come first

    async def _press(self, phone: Phone, choice: str) -> None:
        """Press a choice (or the one that begins with it), if it is on the screen."""
        for button in phone.buttons:
            if button.choice == choice or button.choice.startswith(f"{choice}-"):
                phone.now += timedelta(seconds=self._chance.uniform(2, 8))
                return await self._send(phone, Press(button.place, button.choice, "1"))
        return None

    async def _visit(self, persona: Persona, code: str, at: datetime, now: datetime) -> None:
        """One sitting: joining, if it is the first; then a session to its end, or most of it."""
        new = persona.name not in self._phones
        phone = self._phone(persona.name, at)
        phone.now = max(at, phone.now + timedelta(minutes=1))
        if new:
            await self._join(persona, phone, code)
        await self._send(phone, Command("practice"))
        for choice in ("no", "MA"):  # 65/20 and the state, asked before the first citizenship question
            await self._press(phone, choice)
        for _ in range(LONGEST_SESSION):
            turn = await self._look(phone)
            if turn is None or turn.place.at != "drill" or phone.now > now:
                break
            session = Session.from_data(turn.place.data)
            if session.current is None or (session.number > 6 and self._chance.random() < 0.015):
                break  # something came up: the place is kept
            met = any(item == session.current.item for item, _ in turn.known.cards)
            knows = self._chance.random() < persona.memory * (1.0 if met else 0.85)
            phone.now += timedelta(seconds=self._chance.uniform(7, 38))
            await self._send(phone, reply(turn, knows, self._chance))

    async def _join(self, persona: Persona, phone: Phone, code: str) -> None:
        """The code, language, consent, the class, a name, and the rest of the first taps."""
        await self._send(phone, Command("start", code))
        for choice in (persona.language, "yes", "yes"):
            await self._press(phone, choice)
        await self._send(phone, Text(persona.name))
        for choice in (persona.goal, persona.test, "none"):
            if choice:
                await self._press(phone, choice)
        if persona.level:
            await self._send(phone, Press("level", persona.level, "1"))

    async def _tell(self, at: datetime) -> None:
        """What some of them tell: an interview, something reached, a question."""
        for persona in self._people:
            phone = self._phones.get(persona.name)
            if phone is None:
                continue
            phone.now = max(phone.now + timedelta(minutes=1), at)
            if persona.interview_in is not None:
                today = phone.now.astimezone(ZoneInfo(ZONE)).date()
                monday = today + timedelta(days=7 * persona.interview_in - today.weekday())
                for choice in (monday.isoformat(), f"{monday.isoformat()}.yes"):
                    await self._send(phone, Press("interview", choice, "1"))
            if persona.reached:
                for choice in (persona.reached, f"{persona.reached}.yes"):
                    await self._send(phone, Press("reached", choice, "1"))
            if persona.asks:
                await self._send(phone, Press("ask", "any", "1"))
                await self._send(phone, Text(persona.asks))

    async def _look(self, phone: Phone) -> Turn | None:
        """Where somebody stands now, as a turn that is thrown away."""
        look = Incoming(f"{phone.address.user}-look-{phone.sent}", phone.address, phone.now.astimezone(UTC), Text(""))
        known = await self._store.load(look)
        return None if known is None else Turn(look, known, self._conversation.tools())

    async def _set_homework(self, tutor: Phone, room: Class, lesson: str, at: datetime) -> None:
        tutor.now = max(at, tutor.now + timedelta(minutes=1))
        await self._send(tutor, Press("staff", f"set-7-{room.id}-0-{lesson}", "1"))


async def progress_bar(demo: Demo) -> None:
    """Show in the terminal how far the demo is."""
    shown = -1
    while shown < TENTHS:
        await asyncio.sleep(0.5)
        if int(demo.progress * TENTHS) > shown:
            shown = int(demo.progress * TENTHS)
            print(f"\rDemo class: {'█' * shown}{'░' * (TENTHS - shown)} {demo.progress:.0%}", end="", flush=True)
    print(flush=True)
