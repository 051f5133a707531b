"""What a person can want, one file each; `choose` is the table of contents."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping

from bot.handlers import (
    asking_tutor,
    civics,
    fallback,
    handing_in,
    help,
    homework,
    joining,
    level,
    onboarding,
    practice,
    privacy,
    progress,
    said,
    session,
    settings,
    staff,
    telling,
)
from bot.handlers.secrets import holds_secret
from bot.messages import EDITED, Command, Left, Other, Press, Returned, Text, Voice
from bot.turn import Turn

Handler = Callable[[Turn], Awaitable[None]]

# What people ask for by a command, a menu button ("go:…") or a word of their own language ("said.…").
WANTED: Mapping[str, Handler] = {
    "start": onboarding.start,
    "practice": practice.practice,
    "civics": practice.questions,
    "continue": practice.practice,
    "more": practice.more,
    "hello": practice.practice,
    "level": level.show,
    "goal": onboarding.ask_goal,
    "test": civics.ask_test,
    "senior": civics.ask_senior,
    "state": civics.ask_state,
    "progress": progress.show,
    "homework": homework.show,
    "ask": asking_tutor.begin,
    "class": joining.show,
    "reached": telling.ask_reached,
    "myinterview": telling.ask_interview,
    "settings": settings.show,
    "language": settings.ask_language,
    "reminder": settings.ask_reminder,
    "name": settings.ask_name,
    "size": settings.ask_size,
    "week": settings.ask_week,
    "data": settings.ask_data,
    "pause": settings.pause,
    "privacy": privacy.show,
    "export": privacy.export,
    "delete": privacy.ask_delete,
    "help": help.show,
    "menu": help.show,
    **dict.fromkeys(staff.COMMANDS, staff.command),
}

# Menus whose buttons stay good for ever, because they name a wish and not a question.
MENUS: Mapping[str, Handler] = {
    "language": settings.set_language,
    "reminder": settings.set_reminder,
    "size": settings.set_size,
    "week": settings.set_week,
    "data": settings.set_data,
    "name": settings.set_name,
    "test": civics.set_test,
    "senior": civics.set_senior,
    "state": civics.set_state,
    "delete": privacy.delete,
    "level": level.choose,
    "visit": practice.visit,
    "goal": onboarding.set_goal,
    "join": joining.answer,
    "class": joining.leaving,
    "homework": homework.begin,
    "ask": asking_tutor.begin,
    "reached": telling.set_reached,
    "interview": telling.set_interview,
    "staff": staff.press,
}

# Where a talk can stand, and who answers there.
PLACES: Mapping[str, Handler] = {
    "onboarding": onboarding.answer,
    "drill": session.answer,
    "state": civics.read_state,
    "asked": civics.read_choice,
    "delete": privacy.read_delete,
    "hour": settings.read_reminder,
    "name": settings.read_name,
    "level": level.read_offer,
    "placement": level.answer,
    "called": joining.read_name,
    "question": asking_tutor.read,
    "writing": handing_in.read,
    "staff": staff.read,
}

# Who answers there when a text is about somebody's own case.
LEGAL: Mapping[str, Handler] = {"question": asking_tutor.legal, "writing": handing_in.legal}

WITHOUT_CONSENT = {"start", "language", "privacy", "export", "delete"}


def choose(turn: Turn) -> Handler:
    """Who answers this update."""
    given = turn.input
    if isinstance(given, Left | Returned):
        return fallback.reachable
    words = _words(turn)
    if holds_secret(words):
        return privacy.warn
    if isinstance(given, Text) and given.replies_to is not None and turn.learner.staff:
        return _replied
    if isinstance(given, Text | Voice) and turn.place.at != "staff" and said.is_legal(turn, words):
        return LEGAL.get(turn.place.at, help.legal)
    if isinstance(given, Text) and joining.code_in(turn) is not None:
        return joining.begin
    wanted = _wanted(turn)
    if wanted == "lesson" and given.argument in turn.tools.catalogue.course.lessons and turn.known.learner is None:
        return practice.lesson
    if turn.learner.agreed_on is None:
        if isinstance(given, Press) and given.place == "language":
            return onboarding.set_language
        if isinstance(given, Press) and given.place == "delete":
            return privacy.delete
        if turn.place.at == "delete" and wanted is None:
            return privacy.read_delete
        if turn.place.at == "staff" and wanted not in WITHOUT_CONSENT:  # an invitation is being accepted
            return staff.press if isinstance(given, Press) and given.place == "staff" else staff.read
        return WANTED[wanted] if wanted in WITHOUT_CONSENT else onboarding.answer
    if isinstance(given, Other) and given.kind == EDITED:
        return fallback.edited
    if wanted in onboarding.AFTERWARDS and turn.place.at == "onboarding":
        return onboarding.answer if isinstance(given, Text) else onboarding.go_on
    if wanted is not None:
        turn.leave_aside()
        return WANTED.get(wanted, fallback.unknown_command)
    if isinstance(given, Press) and given.place in MENUS:
        return MENUS[given.place]
    if isinstance(given, Press) and given.place == turn.place.data.get("back", {}).get("token"):
        turn.come_back()  # the question they were asked aside does not matter to them
    if isinstance(given, Press) and given.place != turn.place.token:
        return fallback.stale
    return PLACES.get(turn.place.at, fallback.lost)


async def _replied(turn: Turn) -> None:
    """A tutor answers by the platform's reply; a reply to anything else is a text like any other."""
    if not await staff.replied(turn):
        turn.incoming = turn.incoming._replace(input=Text(turn.input.text))
        await choose(turn)(turn)


def _words(turn: Turn) -> str:
    """What was typed or said, a command's own words among it; a code that opens something is not looked at."""
    match turn.input:
        case Text(text=text) | Voice(text=text):
            return text
        case Command(name=name, argument=argument) if name != "start":
            return f"{name} {argument}"
    return ""


def _wanted(turn: Turn) -> str | None:
    """What is asked for outright: a command, a menu button, or a word that stands for one."""
    given = turn.input
    if isinstance(given, Command):
        return given.name if given.name in WANTED else said.command(turn, given.name)
    if isinstance(given, Press) and given.place == "go":
        return given.choice
    if isinstance(given, Text):
        return said.wish(turn, given.text)
    return None
