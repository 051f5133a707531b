"""All that one handler may see and do. A turn collects `Changes` and writes nothing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo

from bot.lessons.memory import Card
from bot.lessons.model import Catalogue, Skill
from bot.markup import literal
from bot.messages import Button, Incoming, Outgoing, Press, Rows
from bot.phrases import Phrases
from bot.ports import Attempt, Changes, Deed, Draw, Known, Learner, Links, Office, Place, Records, Reports

DAY_STARTS_AT = timedelta(hours=4)  # a practice day rolls over at 04:00 (framework, section 3.4)


@lru_cache(maxsize=1024)  # a turn asks for its own six times
def local_day(now: datetime, timezone: str) -> date:
    """The learner's own day: their calendar day, which begins at four in the morning."""
    return (now.astimezone(ZoneInfo(timezone)) - DAY_STARTS_AT).date()


def day_begins(day: date, timezone: str) -> datetime:
    """The instant at which a learner's own day begins."""
    return (datetime.combine(day, time(), ZoneInfo(timezone)) + DAY_STARTS_AT).astimezone(UTC)


@dataclass(frozen=True, slots=True)
class Tools:
    """What every turn has at hand besides the person: content, sentences, readings, defaults."""

    catalogue: Catalogue
    phrases: Phrases
    staff_phrases: Phrases
    records: Records
    office: Office
    reports: Reports
    draw: Draw
    timezone: str
    state: str
    links: Links
    chance: Callable[[int], int]  # a number below the given one that nobody can foresee
    speaks: bool = False  # there is a voice: 🔊 is offered
    hears: bool = False  # voice messages are understood
    mails: bool = False  # weekly summaries can go by mail


@dataclass(slots=True)
class Turn:
    """One update, and what comes of it."""

    incoming: Incoming
    known: Known
    tools: Tools
    changes: Changes = field(default_factory=Changes)

    # --- seeing ---

    @property
    def input(self) -> Any:
        """What the person sent: one of `bot.messages.Input`."""
        return self.incoming.input

    @property
    def now(self) -> datetime:
        """When the update came (aware)."""
        return self.incoming.at

    @property
    def learner(self) -> Learner:
        """The person, as this turn has them now."""
        if self.changes.learner is not None:
            return self.changes.learner
        if self.known.learner is not None:
            return self.known.learner
        return Learner(
            language=self.tools.phrases.match(self.incoming.language) or "en",
            timezone=self.tools.timezone,
        )

    @property
    def place(self) -> Place:
        """Where the talk stands, as this turn has it now."""
        return self.changes.place if self.changes.place is not None else self.known.place

    @property
    def today(self) -> date:
        """The learner's own day."""
        return local_day(self.now, self.learner.timezone)

    @property
    def tomorrow(self) -> date:
        """The day after the learner's own day."""
        return self.today + timedelta(days=1)

    @property
    def pressed(self) -> str | None:
        """The receipt of the message whose button was pressed, if one was and no reply has taken its place yet."""
        receipt = self.input.message if isinstance(self.input, Press) else None
        return None if any(reply.replaces == receipt for reply in self.changes.replies) else receipt

    @property
    def plays(self) -> bool:
        """Whether sound is sent without being asked for; otherwise what would be heard is read."""
        return self.tools.speaks and self.learner.sounds

    def card(self, item: str, skill: Skill) -> Card | None:
        """The memory of an item of the place, as this turn has it now."""
        for card in reversed(self.changes.cards):
            if (card.item, card.skill) == (item, skill):
                return card
        return self.known.cards.get((item, skill))

    async def cards(self) -> list[Card]:
        """All cards of the learner, with this turn's changes in them."""
        if not self.learner.id:
            return []
        changed = {(card.item, card.skill): card for card in self.changes.cards}
        kept = await self.tools.records.cards(self.learner.id)
        return [card for card in kept if (card.item, card.skill) not in changed] + list(changed.values())

    async def due(self, begin: datetime, end: datetime) -> set[str]:
        """The items that are due from one instant until before another, with this turn's changes in them."""
        changed = {(card.item, card.skill): begin <= card.due < end for card in self.changes.cards}
        kept = await self.tools.records.due(self.learner.id, begin, end) if self.learner.id else ()
        return {item for item, skill in {*kept, *changed} if changed.get((item, skill), True)}

    # --- wording ---

    def t(self, key: str, /, **values: object) -> str:
        """A sentence in the learner's language."""
        return self.tools.phrases(key, self.learner.language, **values)

    def s(self, key: str, /, **values: object) -> str:
        """A sentence for staff, in the person's language if it is one of theirs, else in English."""
        return self.tools.staff_phrases(key, self.learner.language, **values)

    def button(self, key: str, choice: str, *, place: str | None = None, **values: object) -> Button:
        """A button of the current place (or of another), labelled with a phrase."""
        return Button(self.t(key, **values), place if place is not None else self.place.token, choice)

    # --- doing ---

    def do(self, *deeds: Deed) -> None:
        """Do something beside one's own practice; committed with the turn."""
        self.changes.deeds.extend(deeds)

    def say(
        self,
        text: str,
        *rows: tuple[Button, ...],
        replaces: str | None = None,
        anchor: bool = False,
        **extra: Any,
    ) -> None:
        """Add a message to the replies, in order. Those who want no pictures read what a picture shows."""
        picture = extra.get("picture")
        if picture is not None and not self.learner.pictures:
            text, extra["picture"] = "\n\n".join(filter(None, (text, f"🖼 {literal(picture.alt)}"))), None
        self.changes.replies.append(Outgoing(text, Rows(rows), replaces=replaces, anchor=anchor, **extra))

    def move(self, at: str, data: dict[str, Any] | None = None, *, items: tuple[str, ...] = ()) -> None:
        """Go to another place. Its token is new, so buttons of the place before become stale."""
        self.changes.place = Place(at, f"{at[0]}{self.known.step + 1:x}", data or {}, items)

    def keep(self, data: dict[str, Any], *, items: tuple[str, ...] | None = None) -> None:
        """Stay at the place, its buttons still good, with other data."""
        place = self.place
        self.changes.place = place._replace(data=data, items=place.items if items is None else items)

    def ask_aside(self, at: str, **data: Any) -> None:
        """Go to a place for one question, and remember where we were; one aside leads back to where the first one left."""
        old = self.place
        back = old.data.get("back") or {
            "at": old.at,
            "token": old.token,
            "data": dict(old.data),
            "items": list(old.items),
        }
        # The items stay: their cards are needed if what was asked before is answered from here.
        self.move(at, {**data, "back": back}, items=tuple(back["items"]))

    def leave_aside(self) -> None:
        """Return from a question asked aside, if there is one: somebody wants something else."""
        if "back" in self.place.data:
            self.come_back()

    def come_back(self) -> None:
        """Return to where `ask_aside` left; the buttons there are still good."""
        back = self.place.data["back"]
        self.changes.place = Place(back["at"], back["token"], back["data"], tuple(back["items"]))

    def update(self, **fields: Any) -> None:
        """Change something that is kept of the learner."""
        self.changes.learner = self.learner._replace(**fields)

    def remember(self, attempt: Attempt, card: Card | None) -> None:
        """Note a fact, and the card that came of it."""
        self.changes.attempts.append(attempt)
        if card is not None:
            self.changes.cards.append(card)
