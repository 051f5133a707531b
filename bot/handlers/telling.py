"""What learners tell of themselves if they like: something they reached, and the week of their interview."""

from __future__ import annotations

from datetime import date, timedelta

from bot.handlers import dates, menus
from bot.handlers.practice import wants_civics
from bot.messages import Button
from bot.ports.deeds import Reached, SetInterview
from bot.ports.staff import MILESTONES
from bot.turn import Turn

OF_CITIZENSHIP = ("passed_interview", "took_oath")
WEEKS = 8
WEEKS_IN_A_ROW = 2


# --- something reached ---


async def ask_reached(turn: Turn) -> None:
    """The things one can have reached."""
    kinds = [kind for kind in MILESTONES if wants_civics(turn) or kind not in OF_CITIZENSHIP]
    rows = [(Button(turn.t(f"reached.{kind}"), "reached", kind),) for kind in kinds]
    turn.say(turn.t("reached.ask"), *rows, replaces=turn.pressed)


async def set_reached(turn: Turn) -> None:
    """A press on one of them, which is confirmed once; then warm words."""
    kind, _, answer = turn.input.choice.partition(".")
    if kind not in MILESTONES:
        return await ask_reached(turn)
    if answer == "":
        lines = [turn.t("reached.sure", what=turn.t(f"reached.{kind}"))]
        if turn.learner.classes:
            lines.append(turn.t("reached.teacher"))
        return turn.say("\n".join(lines), _yes_no(turn, "reached", kind), replaces=turn.pressed)
    if answer == "yes":
        turn.do(Reached(kind))
    said = turn.t("reached.done" if answer == "yes" else "reached.off")
    return turn.say(said, *menus.main(turn)[:1], menus.go(turn, "settings"), replaces=turn.pressed)


# --- the interview ---


def weeks(today: date) -> list[date]:
    """The Mondays to choose from: this week's, and those of the next seven."""
    monday = today - timedelta(days=today.weekday())
    return [monday + timedelta(weeks=i) for i in range(WEEKS)]


async def ask_interview(turn: Turn) -> None:
    """The week that was told, and the weeks to choose from; never the day."""
    told = await turn.tools.office.interviews([turn.learner.id])
    lines = []
    for interview in told:
        lines += [turn.t("myinterview.is", week=dates.week(turn, interview.week))]
        if turn.learner.classes:
            lines += [turn.t("myinterview.shared" if interview.shared else "myinterview.private")]
        lines.append("")
    buttons = [Button(dates.week(turn, monday), "interview", monday.isoformat()) for monday in weeks(turn.today)]
    rows = [tuple(buttons[i : i + WEEKS_IN_A_ROW]) for i in range(0, WEEKS, WEEKS_IN_A_ROW)]
    none = (Button(turn.t("myinterview.none"), "interview", "none"),)
    turn.say("\n".join([*lines, turn.t("myinterview.ask")]), *rows, none, replaces=turn.pressed)


async def set_interview(turn: Turn) -> None:
    """A press on a week, and then on whether the teacher may know; until that is answered, nobody else does."""
    choice, _, shares = turn.input.choice.partition(".")
    then = (menus.main(turn)[0], menus.go(turn, "settings"))
    if choice == "none":
        turn.do(SetInterview(None))
        return turn.say(turn.t("myinterview.gone"), *then, replaces=turn.pressed)
    monday = next((each for each in weeks(turn.today) if each.isoformat() == choice), None)
    if monday is None:
        return await ask_interview(turn)
    turn.do(SetInterview(monday, shares == "yes"))
    done = turn.t("myinterview.set", week=dates.week(turn, monday))
    if not turn.learner.classes:
        return turn.say(done, *then, replaces=turn.pressed)
    if shares:
        told = turn.t("myinterview.shared" if shares == "yes" else "myinterview.private")
        return turn.say(f"{done}\n{told}", *then, replaces=turn.pressed)
    share = turn.t("myinterview.share")
    return turn.say(f"{done}\n\n{share}", _yes_no(turn, "interview", choice), replaces=turn.pressed)


async def ask_share(turn: Turn) -> None:
    """In another class another teacher reads: whoever told a week is asked again, and until they answer nobody sees it."""
    for told in await turn.tools.office.interviews([turn.learner.id]):
        if told.shared:
            turn.do(SetInterview(told.week, False))
        if told.week in weeks(turn.today):
            lines = (turn.t("myinterview.is", week=dates.week(turn, told.week)), turn.t("myinterview.share"))
            turn.say("\n\n".join(lines), _yes_no(turn, "interview", told.week.isoformat()))


def _yes_no(turn: Turn, place: str, choice: str) -> tuple[Button, Button]:
    yes, no = (Button(turn.t(f"consent.{each}"), place, f"{choice}.{each}") for each in ("yes", "no"))
    return yes, no
