"""`/practice`: one session out of everything the learner does; `/civics`: citizenship alone."""

from __future__ import annotations

from datetime import timedelta

from bot.handlers import civics, level, session
from bot.lessons.drill import Session, carrier
from bot.lessons.planner import Wish, by_item, piece_of, plan_practice
from bot.turn import Turn, local_day

RESUME_WITHIN = timedelta(hours=48)
MORE = 5
SECONDS_PER_STEP = 30


async def practice(turn: Turn, *, greet: bool = True) -> None:
    """Go on with the session that was left, or begin a new one out of everything."""
    awake(turn)
    if wants_english(turn) and turn.learner.level is None:
        return await level.offer(turn)
    if wants_civics(turn) and (missing := civics.missing(turn)) is not None:
        return await missing(turn)
    return await _go(turn, greet=greet, english=wants_english(turn), questions=wants_civics(turn))


async def questions(turn: Turn, *, greet: bool = True) -> None:
    """`/civics`: the citizenship questions alone."""
    awake(turn)
    if (missing := civics.missing(turn)) is not None:
        return await missing(turn)
    return await _go(turn, greet=greet, english=False, questions=True)


async def more(turn: Turn) -> None:
    """The one button at the end of a session: five more."""
    if _left(turn) is not None:
        return await practice(turn)
    return await _begin(turn, _wish(turn, MORE, None, wants_english(turn), wants_civics(turn)), greet=False)


async def lesson(turn: Turn) -> None:
    """One lesson from its beginning to its end, for its author (`main.py chat --lesson`)."""
    course = turn.tools.catalogue.course
    wanted = course.lessons[turn.input.argument]
    level_here = course.units[wanted.unit].level
    turn.update(created_on=turn.today, agreed_on=turn.today, goal="english", level=level_here, unit=wanted.unit)
    chains = piece_of(course, wanted, {}, 1000, words=1000)
    await session.ask(turn, Session(tuple(step for chain in chains for step in chain)))


async def unit(turn: Turn, id: str) -> None:
    """A unit that somebody needs today."""
    turn.update(unit=id)
    await _begin(turn, _wish(turn, turn.learner.session_size, None, True, False), greet=False)


def wants_english(turn: Turn) -> bool:
    """Whether English is among the learner's goals."""
    return turn.learner.goal in ("english", "both")


def wants_civics(turn: Turn) -> bool:
    """Whether citizenship is among the learner's goals."""
    return turn.learner.goal != "english"


def awake(turn: Turn) -> None:
    """Practising ends a pause."""
    if turn.learner.paused_on is not None:
        turn.update(paused_on=None)
        turn.say(turn.t("pause.off"))


async def _go(turn: Turn, *, greet: bool, english: bool, questions: bool) -> None:
    left = _left(turn)
    if left is not None and _fresh(turn):
        if greet:
            turn.say(turn.t("drill.welcome_back"))
        return await session.show_again(turn, left)
    wish = _wish(turn, turn.learner.session_size, _first(left), english, questions)
    return await _begin(turn, wish, greet=greet)


def _wish(turn: Turn, size: int, first: str | None, english: bool, questions: bool) -> Wish:
    learner = turn.learner
    test = turn.tools.catalogue.test(learner.test, senior=bool(learner.senior)) if questions and learner.test else ()
    level = learner.level if english else None
    return Wish(level, [question.id for question in test], size, first, learner.unit if english else None)


async def _begin(turn: Turn, wish: Wish, *, greet: bool) -> None:
    learner = turn.learner
    cards = by_item(await turn.cards())
    days = {item: local_day(carrier(held).due, learner.timezone) for item, held in cards.items()}
    planned = plan_practice(turn.tools.catalogue.course, wish, cards, now=turn.now, today=turn.today, days=days)
    if greet:
        minutes = max(1, round(len(planned.steps) * SECONDS_PER_STEP / 60))
        hello = "drill.hello_name" if learner.nickname else "drill.hello"
        values = {"name": learner.nickname} if learner.nickname else {}
        turn.move("drill", {**planned.as_data(), "greeted": True}, items=_items(planned))
        turn.say(turn.t(hello, minutes=minutes, **values), (turn.button("drill.start", "start"),), anchor=True)
    else:
        await session.ask(turn, planned)


def _left(turn: Turn) -> Session | None:
    """The session that the learner is in the middle of, if it still fits their test and the content."""
    if turn.place.at != "drill":
        return None
    left = Session.from_data(turn.place.data)
    learner = turn.learner
    wanted = {question.id for question in turn.tools.catalogue.test(learner.test or "", senior=bool(learner.senior))}
    return left if left.steps and session.fits(left, turn.tools.catalogue.course, wanted) else None


def _fresh(turn: Turn) -> bool:
    last = turn.known.active_at
    return last is None or turn.now - last <= RESUME_WITHIN


def _first(left: Session | None) -> str | None:
    return left.current.item if left is not None and left.current is not None else None


def _items(planned: Session) -> tuple[str, ...]:
    return (planned.current.item,) if planned.current else ()
