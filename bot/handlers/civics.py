"""`/civics`: which test, which questions of it, which state; then a session begins."""

from __future__ import annotations

from datetime import timedelta

from bot.handlers import drill, menus
from bot.lessons.drill import Session, plan
from bot.lessons.drill import carrier as carrying_card
from bot.lessons.memory import Card
from bot.lessons.model import Skill
from bot.messages import Button, Press, Text
from bot.turn import Turn, local_day

TESTS = ("2008", "2025")
RESUME_WITHIN = timedelta(hours=48)
MORE = 5
SECONDS_PER_STEP = 30


async def practice(turn: Turn, *, greet: bool = True) -> None:
    """Go on with the session that was left, or begin a new one."""
    if turn.learner.paused_on is not None:
        turn.update(paused_on=None)
        turn.say(turn.t("pause.off"))
    if turn.learner.test is None:
        return await ask_test(turn)
    if turn.learner.senior is None:
        return await ask_senior(turn)
    if turn.learner.state is None:
        return await ask_state(turn)
    left = _left(turn)
    if left is not None and _fresh(turn):
        if greet:
            turn.say(turn.t("drill.welcome_back"))
        return await drill.show_again(turn, left)
    return await _begin(turn, turn.learner.session_size, first=_first(left), greet=greet)


async def more(turn: Turn) -> None:
    """The one button at the end of a session: five more."""
    if _left(turn) is not None:
        return await practice(turn)
    return await _begin(turn, MORE, first=None, greet=False)


async def _begin(turn: Turn, size: int, *, first: str | None, greet: bool) -> None:
    learner = turn.learner
    assert learner.test is not None
    items = [question.id for question in turn.tools.catalogue.test(learner.test, senior=bool(learner.senior))]
    cards = [card for card in await turn.cards() if card.item in set(items)]
    days = {item: local_day(card.due, learner.timezone) for item, card in carriers(cards).items()}
    session = plan(items, cards, now=turn.now, size=size, days=days, today=turn.today, first=first)
    if greet:
        minutes = max(1, round(len(session.steps) * SECONDS_PER_STEP / 60))
        hello = "drill.hello_name" if learner.nickname else "drill.hello"
        values = {"name": learner.nickname} if learner.nickname else {}
        turn.move("drill", {**session.as_data(), "greeted": True}, items=_items(session))
        turn.say(turn.t(hello, minutes=minutes, **values), (turn.button("drill.start", "start"),), anchor=True)
    else:
        await drill.ask(turn, session)


def carriers(cards: list[Card]) -> dict[str, Card]:
    """The card that carries the schedule of each item that was met."""
    by_item: dict[str, dict[Skill, Card]] = {}
    for card in cards:
        by_item.setdefault(card.item, {})[card.skill] = card
    return {item: carrying_card(skills) for item, skills in by_item.items()}


def _left(turn: Turn) -> Session | None:
    """The session that the learner is in the middle of, if it still fits their test and the content."""
    if turn.place.at != "drill":
        return None
    session = Session.from_data(turn.place.data)
    wanted = {
        question.id for question in turn.tools.catalogue.test(turn.learner.test or "", senior=bool(turn.learner.senior))
    }
    return session if session.steps and all(step.item in wanted for step in session.steps) else None


def _fresh(turn: Turn) -> bool:
    last = turn.known.active_at
    return last is None or turn.now - last <= RESUME_WITHIN


def _first(left: Session | None) -> str | None:
    return left.current.item if left is not None and left.current is not None else None


def _items(session: Session) -> tuple[str, ...]:
    return (session.current.item,) if session.current else ()


# --- which test, which questions, which state ---


async def ask_test(turn: Turn) -> None:
    """Which of the two tests, asked by what decides it and nothing more."""
    rows = [(Button(turn.t(f"test.{test}"), "test", test),) for test in TESTS]
    turn.say(turn.t("test.ask"), *rows, replaces=turn.pressed)


async def set_test(turn: Turn) -> None:
    """A press on one of the two."""
    choice = turn.input.choice
    if choice not in TESTS:
        return await ask_test(turn)
    first_time = turn.learner.test is None
    turn.update(test=choice)
    if first_time:
        turn.say(turn.t("legal.line"), replaces=turn.pressed)
        return await ask_senior(turn)
    return turn.say(turn.t("test.changed", test=turn.t(f"test.name.{choice}")), *_then(turn), replaces=turn.pressed)


async def ask_senior(turn: Turn) -> None:
    """All questions, or the twenty of the 65/20 consideration; nobody's age or papers are asked."""
    rows = [(Button(turn.t(f"senior.{choice}"), "senior", choice),) for choice in ("no", "yes")]
    turn.say(turn.t("senior.ask"), *rows, replaces=turn.pressed)


async def set_senior(turn: Turn) -> None:
    """A press on one of the two."""
    senior, first_time = turn.input.choice == "yes", turn.learner.senior is None
    turn.update(senior=senior)
    if first_time and turn.learner.test is not None:
        return await practice(turn, greet=False)
    return turn.say(turn.t("senior.on" if senior else "senior.off"), *_then(turn), replaces=turn.pressed)


async def ask_state(turn: Turn) -> None:
    """Which state: the one we have, or another."""
    here = turn.tools.catalogue.officials.get(turn.learner.state or turn.tools.state)
    keep = [(Button(turn.t("state.keep", state=here.name), "state", here.code),)] if here else []
    turn.say(turn.t("state.ask"), *keep, (Button(turn.t("state.other"), "state", "other"),), replaces=turn.pressed)


async def set_state(turn: Turn) -> None:
    """A press on the state, or on "another"."""
    press: Press = turn.input
    if press.choice != "other":
        return await _set_state(turn, press.choice)
    turn.ask_aside("state")
    return turn.say(turn.t("state.type"), replaces=turn.pressed)


async def read_state(turn: Turn) -> None:
    """The name or the two letters of a state, typed."""
    if not isinstance(turn.input, Text):
        return turn.say(turn.t("state.type"))
    wanted = " ".join(turn.input.text.replace(".", "").split()).casefold()
    for code, place in turn.tools.catalogue.officials.items():
        if place.kind != "federal" and wanted in (code.casefold(), place.name.casefold().replace(".", "")):
            turn.come_back()
            return await _set_state(turn, code)
    return turn.say(turn.t("state.unknown"))


async def _set_state(turn: Turn, code: str) -> None:
    place = turn.tools.catalogue.officials.get(code)
    if place is None or place.kind == "federal":
        return turn.say(turn.t("state.unknown"))
    first_time = turn.learner.state is None
    turn.update(state=code)
    if first_time and turn.learner.test is not None:
        turn.say(turn.t("state.set", state=place.name), replaces=turn.pressed)
        return await practice(turn, greet=False)
    return turn.say(turn.t("state.set", state=place.name), *_then(turn), replaces=turn.pressed)


def _then(turn: Turn) -> tuple[tuple[Button, ...], ...]:
    first = "continue" if turn.place.at == "drill" else "practice"
    return (menus.go(turn, first, "settings"),)
