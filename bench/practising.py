"""People in the middle of their practice, for a load: whom the store holds, and what each of them sends next.

They met every question of a citizenship test before, and all of them are due: so each screen is a question, and each answer is
graded, is remembered and moves a card. Eight answers of ten are right.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from bench.load import Reply, text_update
from bot.lessons.live import LiveContent
from bot.lessons.memory import Rating, review
from bot.lessons.model import Question, Skill
from bot.messages import Address, Incoming, Text
from bot.ports import Changes, Known, Learner
from storage.store import SqlStore

CONTENT = Path(__file__).parent.parent / "content"
TEST = "2008"
MET = timedelta(days=40)  # ago
RIGHT_OF_TEN = 8
WRONG = "something else"


@cache
def _questions() -> dict[str, Question]:
    return {question.question: question for question in LiveContent(CONTENT).catalogue.test(TEST)}


async def settle(url: str, key: str, people: Iterable[int]) -> None:
    """Put people with their memories into a database, by their numbers on Telegram."""
    store = await SqlStore.open(url, key)
    now = datetime.now(UTC)
    items = [question.id for question in _questions().values()]
    await store.register(items)
    met = now - MET
    cards = [
        review(None, Rating.GOOD, item=item, skill=skill, now=met, day=met.date(), learner=1)
        for item in items
        for skill in Skill
    ]
    person = Learner(
        agreed_on=met.date(), created_on=met.date(), goal="citizenship", test=TEST, senior=False, state="MA"
    )
    for number in people:
        began = Incoming(id=f"settled {number}", address=Address("telegram", str(number)), at=now, input=Text("hello"))
        await store.save(began, Known(None), Changes(learner=person, cards=cards))
    await store.close()


class Practising:
    """What each of them sends: begins, answers what is asked, and goes on when a session is over."""

    def __init__(self, count: Callable[[], int]) -> None:
        """`count` numbers the updates."""
        self._count = count
        self._screens: dict[int, _Screen] = {}
        self.updates = self.answers = 0  # sent

    def __call__(self, learner: int, turn: int, replies: Sequence[Reply]) -> tuple[bytes, int]:
        """The next update of a learner, and how many replies it must get (see `bench.load.Script`)."""
        self.updates += 1
        if turn == 0:
            return text_update(self._count, learner, "/civics"), 1
        screen = self._screens[learner] = _Screen.of(replies) or self._screens[learner]
        if "go:more" in screen.buttons.values():
            return self._press(learner, screen.message, "go:more"), 1
        self.answers += 1
        right = self._right(screen.text) if turn % 10 < RIGHT_OF_TEN else []
        choices = {label: data for label, data in screen.buttons.items() if data.rpartition(":")[2].isdigit()}
        if not choices:
            return text_update(self._count, learner, ", ".join(right) or WRONG), 2
        picked = next((data for label, data in choices.items() if label in right), next(iter(choices.values())))
        return self._press(learner, screen.message, picked), 2

    def _right(self, text: str) -> list[str]:
        """What is to be said to the question that a message asks, as plain text; nothing where it depends on the state."""
        asked = next((_questions()[line] for line in text.split("\n") if line in _questions()), None)
        return [answer.text for answer in asked.answers[: asked.how_many]] if asked else []

    def _press(self, learner: int, message: int, data: str) -> bytes:
        number = self._count()
        person = {"id": learner, "is_bot": False, "first_name": "L", "language_code": "en"}
        chat = {"id": learner, "type": "private", "first_name": "L"}
        carrier = {"message_id": message, "date": 1780000000, "chat": chat, "text": "x"}
        query = {"id": str(number), "from": person, "chat_instance": "1", "data": data, "message": carrier}
        return json.dumps({"update_id": number, "callback_query": query}).encode()


@dataclass(frozen=True, slots=True)
class _Screen:
    """The last message with buttons: what it says, its number, and what each button brings."""

    text: str
    message: int
    buttons: Mapping[str, str]

    @classmethod
    def of(cls, replies: Sequence[Reply]) -> _Screen | None:
        for reply in reversed(replies):
            call: dict[str, Any] = json.loads(reply.body)
            markup = call.get("reply_markup") or {}
            rows = (json.loads(markup) if isinstance(markup, str) else markup).get("inline_keyboard", [])
            if rows:
                buttons = {button["text"]: button["callback_data"] for row in rows for button in row}
                return cls(call["text"], reply.message, buttons)
        return None
