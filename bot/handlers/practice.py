"""`/practice`: one session out of everything the learner does; `/civics`: citizenship alone."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from bot.handlers import civics, facts, level, session
from bot.handlers import homework as set_work
from bot.lessons.drill import Session, carrier
from bot.lessons.memory import is_due
from bot.lessons.model import Verdict
from bot.lessons.pieces import piece_of
from bot.lessons.planner import RECENT, Wish, by_item, plan_practice
from bot.lessons.visiting import plan_visit
from bot.turn import Turn, day_begins

RESUME_WITHIN = timedelta(hours=48)
MORE = 5
SECONDS_PER_STEP = 30


async def practice(turn: Turn, *, greet: bool = True) -> None:
    """Go on with the session that was left, or begin a new one out of everything."""
    facts.awake(turn)
    if turn.learner.goal is None:  # a tutor, who was asked nothing that learners are
        from bot.handlers import onboarding  # it goes on here

        return await onboarding.ask_goal(turn)
    if turn.place.at == "placement" and _fresh(turn):
        return await level.show_again(turn)
    if wants_english(turn) and turn.learner.level is None:
        return await level.offer(turn)
    if wants_civics(turn) and (missing := civics.missing(turn)) is not None:
        return await missing(turn)
    wish = _wish(turn, english=wants_english(turn), questions=wants_civics(turn))
    return await _go(turn, wish, greet=greet, homework=True)


async def questions(turn: Turn, *, greet: bool = True) -> None:
    """`/civics`: the citizenship questions alone."""
    facts.awake(turn)
    if (missing := civics.missing(turn)) is not None:
        return await missing(turn)
    return await _go(turn, _wish(turn, english=False, questions=True), greet=greet)


async def more(turn: Turn) -> None:
    """The one button at the end of a session: five more."""
    if _left(turn) is not None:
        return await practice(turn)
    wish = _wish(turn, english=wants_english(turn), questions=wants_civics(turn))
    return await _begin(turn, replace(wish, size=MORE), greet=False, homework=True)


async def visit(turn: Turn) -> None:
    """A press on a unit to go back to: a session of it now, and what comes next is from there."""
    facts.awake(turn)
    unit, course = turn.input.choice, turn.tools.catalogue.course
    if unit not in course.units or turn.learner.level is None:
        return await practice(turn)
    turn.update(unit=unit)
    cards = by_item(await turn.cards())
    planned = plan_visit(course, unit, cards, turn.learner.session_size, turn.now)
    return await session.ask(turn, planned)


async def lesson(turn: Turn) -> None:
    """One lesson from its beginning to its end, for its author (`main.py chat --lesson`)."""
    course = turn.tools.catalogue.course
    wanted = course.lessons[turn.input.argument]
    level_here = course.units[wanted.unit].level
    turn.update(created_on=turn.today, agreed_on=turn.today, goal="english", level=level_here, unit=wanted.unit)
    chains = piece_of(course, wanted, {}, 1000, words=1000)
    await session.ask(turn, Session(tuple(step for chain in chains for step in chain)))


def wants_english(turn: Turn) -> bool:
    """Whether English is among the learner's goals."""
    return turn.learner.goal in ("english", "both")


def wants_civics(turn: Turn) -> bool:
    """Whether citizenship is among the learner's goals."""
    return turn.learner.goal != "english"


async def _go(turn: Turn, wish: Wish, *, greet: bool, homework: bool = False) -> None:
    left = _left(turn)
    if left is not None and _fresh(turn):
        if greet:
            turn.say(turn.t("drill.welcome_back"))
        return await session.show_again(turn, left)
    return await _begin(turn, replace(wish, first=_first(left)), greet=greet, homework=homework)


def _wish(turn: Turn, *, english: bool, questions: bool) -> Wish:
    learner = turn.learner
    test = turn.tools.catalogue.test(learner.test, senior=bool(learner.senior)) if questions and learner.test else ()
    return Wish(
        learner.level if english else None,
        [question.id for question in test],
        learner.session_size,
        unit=learner.unit if english else None,
    )


async def _begin(turn: Turn, wish: Wish, *, greet: bool, homework: bool = False) -> None:
    learner = turn.learner
    if homework:
        wish = replace(wish, homework=await set_work.left(turn))
    cards = by_item(await turn.cards())
    soon = await civics.interview_is_near(turn)
    today, ends = turn.today, day_begins(turn.tomorrow, learner.timezone)
    due = {item for item, held in cards.items() if is_due(carrier(held), today, ends, soon=soon)}
    recent = [verdict is Verdict.CORRECT for verdict in await turn.tools.records.verdicts(learner.id, last=RECENT)]
    planned = plan_practice(turn.tools.catalogue.course, wish, cards, now=turn.now, due=due, recent=recent)
    planned = planned._replace(soon=soon)
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
    wanted |= set(left.homework)
    return left if left.steps and session.fits(left, turn.tools.catalogue.course, wanted) else None


def _fresh(turn: Turn) -> bool:
    last = turn.known.active_at
    return last is None or turn.now - last <= RESUME_WITHIN


def _first(left: Session | None) -> str | None:
    return left.current.item if left is not None and left.current is not None else None


def _items(planned: Session) -> tuple[str, ...]:
    return (planned.current.item,) if planned.current else ()
