"""The first five taps: language, what is kept, goal, test, practice time."""

from __future__ import annotations

from bot.handlers import civics, hours, menus, practice, said
from bot.messages import Button, Command, Press, Rows, Text
from bot.turn import Turn

GOALS = ("citizenship", "english", "both")
AFTERWARDS = ("practice", "hello", "civics", "continue", "more", "level", "test", "senior", "state", "goal")


async def start(turn: Turn) -> None:
    """`/start`, perhaps with a code that somebody was given."""
    if isinstance(turn.input, Command) and turn.input.argument:
        from bot.handlers.joining import begin  # it goes on here

        return await begin(turn)
    from bot.handlers import staff  # it goes on here

    return None if await staff.instead(turn, "home") else await go_on(turn)


async def go_on(turn: Turn) -> None:
    """A stranger is welcomed; somebody known goes on where they were."""
    turn.leave_aside()
    if turn.learner.agreed_on is None:
        _welcome(turn)
    elif turn.place.at == "onboarding":
        await _ask_again(turn, turn.place.data["step"])
    else:
        await practice.practice(turn)


async def welcome(turn: Turn, code: str) -> None:
    """A stranger with a code: it waits until they have agreed."""
    step = _step(turn)
    turn.move("onboarding", {"step": step, "code": code})
    if step == "consent":
        return _ask(turn, step, replaces=None)
    return _welcome(turn)


async def after_code(turn: Turn) -> None:
    """What the code opened has been said; now the rest."""
    turn.leave_aside()
    if turn.place.at == "onboarding" and turn.place.data["step"] == "code":
        return _ask(turn, "goal", replaces=None)
    return await go_on(turn)


def _step(turn: Turn) -> str:
    return str(turn.place.data.get("step", "language")) if turn.place.at == "onboarding" else "language"


async def set_language(turn: Turn) -> None:
    """The first tap. The choice is kept so that the question of consent can be asked in that language."""
    press: Press = turn.input
    if press.choice not in turn.tools.phrases.languages:
        return _welcome(turn)
    _create(turn, language=press.choice)
    return _ask(turn, "consent")


async def answer(turn: Turn) -> None:
    """A tap on one of the questions, or anything else that is sent meanwhile."""
    step, given = _step(turn), turn.input
    if isinstance(given, Press) and given.place == turn.place.token and step in _ANSWERS:
        return await _ANSWERS[step](turn, given.choice)
    if step == "language":
        named = menus.language_named(turn.tools.phrases, given.text) if isinstance(given, Text) else None
        if named is None:
            return _welcome(turn)
        _create(turn, language=named)
        return _ask(turn, "consent")
    if step == "consent" and isinstance(given, Text):
        if said.agrees(turn, given.text):
            return await _consent(turn, "yes")
        if said.means(turn, given.text, "no"):
            return await _consent(turn, "no")
    if isinstance(given, Text) and step in _ANSWERS:
        labels = {button.choice: button.label for row in _rows(turn, step) for button in row}
        if (meant := menus.meant(labels, given.text)) is not None:
            return await _ANSWERS[step](turn, meant)
    if step == "reminder" and isinstance(given, Text) and (hour := hours.nearest(turn, given.text)) is not None:
        turn.say(turn.t("reminder.nearest", time=hours.clock(hour, turn.learner.language)))
        return await _reminder(turn, hour)
    turn.say(turn.t("onboarding.press"))
    return await _ask_again(turn, step)


async def _ask_again(turn: Turn, step: str) -> None:
    if step == "code":
        from bot.handlers.joining import resume

        return await resume(turn, turn.place.data["code"])
    return _ask(turn, step, replaces=None)


def _move(turn: Turn, step: str) -> None:
    """To another step; a code that waits goes along."""
    code = turn.place.data.get("code") if turn.place.at == "onboarding" else None
    turn.move("onboarding", {"step": step} | ({"code": code} if code is not None else {}))


def _create(turn: Turn, **fields: object) -> None:
    turn.update(created_on=turn.learner.created_on or turn.today, **fields)


def _welcome(turn: Turn) -> None:
    _create(turn)
    _move(turn, "language")
    turn.say(
        turn.t("onboarding.welcome") + "\n\n" + menus.every_language(turn.tools.phrases, "language.ask"),
        *menus.languages(turn.tools.phrases),
        replaces=turn.pressed,
    )


async def _consent(turn: Turn, choice: str) -> None:
    if choice == "yes":
        turn.update(agreed_on=turn.today)
        if "code" not in turn.place.data:
            return _ask(turn, "goal")
        _move(turn, "code")
        return await _ask_again(turn, "code")
    if choice == "more":
        turn.say(turn.t("privacy.text"))
        return _ask(turn, "consent", replaces=None)
    turn.changes.erase = True
    return turn.say(turn.t("consent.refused"), (Button(turn.t("consent.again"), "go", "start"),), replaces=turn.pressed)


async def _goal(turn: Turn, choice: str) -> None:
    if choice not in GOALS:
        return _ask(turn, "goal")
    turn.update(goal=choice)
    return _ask(turn, "reminder" if choice == "english" else "test")


async def _test(turn: Turn, choice: str) -> None:
    if choice not in civics.TESTS:
        return _ask(turn, "test")
    turn.update(test=choice)
    return _ask(turn, "reminder")


async def _reminder(turn: Turn, choice: str) -> None:
    turn.update(reminder=choice if choice in hours.HOURS else None)
    turn.move("menu")
    turn.say(
        turn.t("onboarding.done") + ("\n\n" + turn.t("legal.line") if practice.wants_civics(turn) else ""),
        replaces=turn.pressed,
    )
    await practice.practice(turn, greet=False)


_ANSWERS = {"consent": _consent, "goal": _goal, "test": _test, "reminder": _reminder}


def _ask(turn: Turn, step: str, *, replaces: str | None = "pressed") -> None:
    """Put the question of a step, in place of the pressed message unless told otherwise."""
    _move(turn, step)
    turn.say(turn.t(f"{step}.ask"), *_rows(turn, step), replaces=turn.pressed if replaces == "pressed" else replaces)


def _rows(turn: Turn, step: str) -> Rows:
    """The buttons of a step."""
    b = turn.button
    return {
        "consent": ((b("consent.yes", "yes"),), (b("consent.more", "more"), b("consent.no", "no"))),
        "goal": tuple((b(f"goal.{goal}", goal),) for goal in GOALS),
        "test": tuple((b(f"test.{test}", test),) for test in civics.TESTS),
        "reminder": hours.rows(turn, turn.place.token),
    }[step]


async def ask_goal(turn: Turn) -> None:
    """What they are here for, asked again from the settings."""
    turn.say(
        turn.t("goal.ask"), *((Button(turn.t(f"goal.{goal}"), "goal", goal),) for goal in GOALS), replaces=turn.pressed
    )


async def set_goal(turn: Turn) -> None:
    """A press on one of them."""
    choice = turn.input.choice
    if choice not in GOALS:
        return await ask_goal(turn)
    turn.update(goal=choice)
    return turn.say(
        turn.t("goal.set", goal=turn.t(f"goal.{choice}")), menus.go(turn, "practice", "settings"), replaces=turn.pressed
    )
