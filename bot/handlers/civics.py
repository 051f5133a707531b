"""Which citizenship test, which questions of it, which state."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from bot.handlers import menus, said
from bot.lessons.memory import is_soon
from bot.lessons.model import Jurisdiction
from bot.lessons.places import state_named
from bot.messages import Button, Press, Text
from bot.turn import Turn

TESTS = ("2008", "2025")
SENIOR = ("no", "yes")  # all questions, or those of the 65/20 consideration


def missing(turn: Turn) -> Callable[[Turn], Awaitable[None]] | None:
    """What is still to be asked before questions can be: the test, the list, the state; None when all is known."""
    if turn.learner.test is None:
        return ask_test
    if turn.learner.senior is None:
        return ask_senior
    return ask_state if turn.learner.state is None else None


async def interview_is_near(turn: Turn) -> bool:
    """Whether the learner told an interview week that is at most three weeks away: then questions come more often."""
    if turn.learner.goal == "english":
        return False
    told = await turn.tools.office.interviews([turn.learner.id])
    return any(is_soon(interview.week, turn.today) for interview in told)


async def _practise(turn: Turn) -> None:
    from bot.handlers.practice import questions  # it asks this module what is missing

    await questions(turn, greet=False)


# --- which test, which questions, which state ---


async def ask_test(turn: Turn) -> None:
    """Which of the two tests, asked by what decides it and nothing more."""
    rows = [(Button(turn.t(f"test.{test}"), "test", test),) for test in TESTS]
    turn.ask_aside("asked", what="test")
    turn.say(turn.t("test.ask"), *rows, replaces=turn.pressed)


async def set_test(turn: Turn) -> None:
    """A press on one of the two."""
    return await _set_test(turn, turn.input.choice)


async def _set_test(turn: Turn, choice: str) -> None:
    turn.leave_aside()
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
    rows = [(Button(turn.t(f"senior.{choice}"), "senior", choice),) for choice in SENIOR]
    turn.ask_aside("asked", what="senior")
    turn.say(turn.t("senior.ask"), *rows, replaces=turn.pressed)


async def set_senior(turn: Turn) -> None:
    """A press on one of the two."""
    return await _set_senior(turn, senior=turn.input.choice == "yes")


async def _set_senior(turn: Turn, *, senior: bool) -> None:
    turn.leave_aside()
    first_time = turn.learner.senior is None
    turn.update(senior=senior)
    if first_time and turn.learner.test is not None:
        if not isinstance(turn.input, Press):  # what was typed may have been meant otherwise: say how it was taken
            turn.say(turn.t("senior.on" if senior else "senior.off"))
        return await _practise(turn)
    return turn.say(turn.t("senior.on" if senior else "senior.off"), *_then(turn), replaces=turn.pressed)


async def read_choice(turn: Turn) -> None:
    """What is typed or sent where one of two is to be pressed: taken where it stands on one of the two buttons alone, and a yes
    or no for or against the list that has a name; else it is asked again."""
    test, given = turn.place.data["what"] == "test", turn.input
    labels = {each: turn.t(f"test.{each}" if test else f"senior.{each}") for each in (TESTS if test else SENIOR)}
    if isinstance(given, Text) and (meant := menus.meant(labels, given.text)) is not None:
        return await (_set_test(turn, meant) if test else _set_senior(turn, senior=meant == "yes"))
    if isinstance(given, Text) and not test:
        for choice in SENIOR:
            if said.means(turn, given.text, choice):
                return await _set_senior(turn, senior=choice == "yes")
    turn.say(turn.t("onboarding.press"))
    return await (ask_test if test else ask_senior)(turn)


async def ask_state(turn: Turn) -> None:
    """Which state: the one we have, or another."""
    here = turn.tools.catalogue.officials.get(turn.learner.state or turn.tools.state)
    keep = [(Button(turn.t("state.keep", state=here.name), "state", here.code),)] if here else []
    turn.ask_aside("state")
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
    return await _set_state(turn, state_named(turn.input.text, turn.tools.catalogue.officials) or "")


async def _set_state(turn: Turn, code: str) -> None:
    place = turn.tools.catalogue.officials.get(code)
    if place is None or place.kind == "federal":
        return turn.say(turn.t("state.unknown"))
    turn.leave_aside()
    first_time = turn.learner.state is None
    turn.update(state=code, timezone=_timezone(turn, place))
    if first_time and turn.learner.test is not None:
        turn.say(turn.t("state.set", state=place.name), replaces=turn.pressed)
        return await _practise(turn)
    return turn.say(turn.t("state.set", state=place.name), *_then(turn), replaces=turn.pressed)


def _timezone(turn: Turn, place: Jurisdiction) -> str:
    """By which clock somebody lives: their class's, if they are in one; else their state's, which the operator of the
    bot knows better for the state it is in."""
    if turn.learner.classes:
        return turn.learner.timezone
    return turn.tools.timezone if place.code == turn.tools.state else place.time_zone or turn.tools.timezone


def _then(turn: Turn) -> tuple[tuple[Button, ...], ...]:
    first = "continue" if turn.place.at == "drill" else "practice"
    return (menus.go(turn, first, "settings"),)
