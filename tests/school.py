"""A site with tutors and a class of learners, and a clock whose Monday strikes when it is told to."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from bot.jobs.summaries import summarise_all
from bot.messages import Address, Incoming, Text
from bot.ports import Changes, Dispatch, Links
from bot.ports import deeds as d
from bot.ports.staff import Class, Post, Role
from tests.world import Person, World

BOSTON = "America/New_York"
LINKS = Links("https://doorway.test")
WEEK = date(2026, 11, 23)  # the world's clock stands at ten on this Monday


def at(day: date, hour: int, minute: int = 0, zone: str = BOSTON) -> datetime:
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=ZoneInfo(zone)).astimezone(UTC)


def days(n: int) -> date:
    """So many days after the Monday on which the class began."""
    return WEEK + timedelta(days=n)


class School:
    """A site with a class and its tutors, and a clock that strikes when it is told to."""

    def __init__(self, world: World) -> None:
        self.world, self.office = world, world.store.office
        self.posts: dict[str, Post] = {}

    async def hire(self, name: str, *, chat: bool = True) -> Post:
        """Somebody becomes a tutor, with a chat or by pages only."""
        now, code = self.world.clock(), f"T-{name}"
        await self.office.do([d.FoundSite("Lynn Library"), d.MakeCode(code, "tutor", "Lynn Library")], now)
        person = None
        if chat:
            talker = self.world.person(name, "en")
            await talker.say("/start")
            await talker.choose("en")
            await talker.choose("yes")
            person = await self.id_of(talker)
        await self.office.do([d.TakePost(code, name.title(), person=person)], now)
        [site] = await self.office.sites()
        post = (await self.office.posts([site.id]))[-1]
        assert post.role is Role.TUTOR
        self.posts[name] = post
        return post

    async def id_of(self, person: Person) -> int:
        known = await self.world.store.load(_update(person.address, self.world.clock()))
        assert known is not None
        assert known.learner is not None
        return known.learner.id

    async def open(self, tutor: Post, key: str = "k1", zone: str = BOSTON) -> Class:
        await self.office.do(
            [d.NewClass(key, "Evening", tutor.site.id, zone, f"C-{key}", tutor.id)], self.world.clock()
        )
        return next(room for room in await self.office.classes() if room.key == key)

    async def join(self, room: Class, name: str) -> Person:
        """A learner who practises and is in the class."""
        learner = self.world.person(name, "en")
        await learner.set_up()
        incoming = _update(learner.address, self.world.clock())
        known = await self.world.store.load(incoming)
        assert known is not None
        await self.world.store.save(incoming, known, Changes(deeds=[d.Join(room.id)]))
        return learner

    async def prefer(self, name: str, **wish: object) -> None:
        post = self.posts[name]
        values = {"name": post.name, "language": "en", "email": None, "day": 0, "hour": 8, "by": "chat", **wish}
        await self.office.do([d.Prefer(post.id, **values)], self.world.clock())  # type: ignore[arg-type]

    async def confirm(self, name: str) -> None:
        """The code that was sent to their address came back."""
        await confirm(self.world, self.posts[name])

    async def strike(self, now: datetime, *, mails: bool = False) -> list[Dispatch]:
        """The clock strikes; what it sends arrives."""
        out: list[Dispatch] = []

        def post(dispatch: Dispatch) -> None:
            out.append(dispatch)
            self.world.delivery.announce(dispatch)

        await summarise_all(self.office, post, self.world.content, now, links=LINKS, mails=mails, state="MA")
        await self.world.delivery.idle()
        return out

    async def weeks(self, room: Class) -> list[date]:
        return [kept.week for kept in await self.office.summaries([room.id])]


async def confirm(world: World, post: Post) -> None:
    """The address of somebody's settings is surely theirs."""
    code, now = "M2XP-4KQ7", world.clock()
    await world.store.office.do(
        [d.AskMailbox(post.id, code, now + timedelta(days=1)), d.ConfirmMailbox((post.id,), code)], now
    )


def _update(address: Address, now: datetime) -> Incoming:
    return Incoming(f"look-{address.user}-{now.timestamp()}", address, now, Text("hi"))
