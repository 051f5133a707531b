"""A tutor's or coordinator's turn: who they are, what they may, and how their screens are put together."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from babel.dates import format_skeleton

from bot import access
from bot.access import Action
from bot.messages import Button
from bot.ports.deeds import Look
from bot.ports.office import Office
from bot.ports.staff import Class, Enrolled, Post, Role, Viewer
from bot.turn import Turn

LONGEST_LABEL = 32


@dataclass(frozen=True, slots=True)
class Desk:
    """A turn of somebody of the staff."""

    turn: Turn
    viewer: Viewer

    @property
    def office(self) -> Office:
        """Where facts are read."""
        return self.turn.tools.office

    @property
    def is_tutor(self) -> bool:
        """Whether any of their posts is a tutor's."""
        return any(post.role is Role.TUTOR for post in self.viewer.posts)

    @property
    def is_coordinator(self) -> bool:
        """Whether any of their posts is a coordinator's."""
        return any(post.role is Role.COORDINATOR for post in self.viewer.posts)

    def s(self, key: str, /, **values: object) -> str:
        """A sentence for staff."""
        return self.turn.s(key, **values)

    def day(self, day: date, how: str = "MMMd") -> str:
        """A day as their language writes it; `how`: what of it (CLDR's skeletons)."""
        return format_skeleton(how, day, locale=self.viewer.post.language.replace("-", "_"))

    def button(self, key: str, *choice: object, **values: object) -> Button:
        """A button labelled with a phrase; `choice` is the verb and what it names."""
        return self.to(self.s(key, **values), *choice)

    def to(self, label: str, *choice: object) -> Button:
        """A button labelled with a name."""
        label = label if len(label) <= LONGEST_LABEL else label[: LONGEST_LABEL - 1] + "…"
        return Button(label, "staff", "-".join(str(each) for each in choice))

    def say(self, text: str, *rows: tuple[Button, ...]) -> None:
        """Show a screen in place of the one whose button was pressed."""
        self.turn.say(text, *(row for row in rows if row), replaces=self.turn.pressed)

    def ask(self, what: str, text: str, *rows: tuple[Button, ...], **data: object) -> None:
        """Ask for something to be typed; what is typed next answers it."""
        self.turn.ask_aside("staff", ask=what, **data)
        self.say(text, *rows)

    def asked(self) -> dict[str, object]:
        """What was kept with the question that is open."""
        return dict(self.turn.place.data)

    def answered(self) -> None:
        """The open question is answered: back to where they were."""
        if self.turn.place.at == "staff":
            self.turn.come_back()

    async def room(self, action: Action, class_id: str | int) -> tuple[Class, Post] | None:
        """A class, and the post by which they may do something in it; None (and nothing is told) if they may not."""
        if not str(class_id).isdecimal():
            return None
        found = await self.office.classes(ids=[int(class_id)])
        post = access.in_class(self.viewer, action, found[0] if found else None)
        return (found[0], post) if post is not None else None

    async def learner(
        self, action: Action, class_id: str | int, learner: str | int
    ) -> tuple[Class, Post, Enrolled] | None:
        """The same for a learner who is enrolled there now; looking at them is written down."""
        here = await self.room(action, class_id)
        if here is None or not str(learner).isdecimal():
            return None
        room, post = here
        for each in await self.office.roster([room.id]):
            if each.learner.id == int(learner):
                if action is Action.SEE_LEARNER:
                    self.saw(room, post, each.learner.id)
                return room, post, each
        return None

    def saw(self, room: Class, post: Post, learner: int | None = None, what: str = "") -> None:
        """Write down that a screen shows a learner by name or, without one, learners of a class."""
        what = what or ("see class" if learner is None else "see learner")
        self.turn.do(Look(what, room.site.id, post.id, room.id, learner))

    def saw_classes(self, class_ids: Iterable[int]) -> None:
        """The same for learners of several classes that they teach."""
        ids = set(class_ids)
        for room in self.viewer.classes:
            post = access.in_class(self.viewer, Action.SEE_CLASS, room)
            if room.id in ids and post is not None:
                self.saw(room, post)

    def which_class(self, verb: str, *more: tuple[Button, ...]) -> None:
        """Ask in which of their classes; who has none is led to making one. `more` goes below."""
        rows: list[tuple[Button, ...]] = [(self.to(room.name, verb, room.id),) for room in self.viewer.classes]
        if not rows and self.is_tutor:
            rows = [(self.button("rooms.new", "newclass"),)]
        text = self.s("staff.which_class" if self.viewer.classes else "rooms.none")
        self.say(text, *rows, *more, (self.button("staff.home", "home"),))

    def nothing(self) -> None:
        """What they asked for is not theirs, or not there any more."""
        self.say(self.s("staff.nothing"), (self.button("staff.home", "home"),))


async def sit_down(turn: Turn) -> Desk | None:
    """The desk of whoever's turn it is; None when they are not of the staff."""
    if not turn.learner.staff:
        return None
    viewer = await turn.tools.office.viewer(person=turn.learner.id)
    return None if viewer is None else Desk(turn, viewer)
