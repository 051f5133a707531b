"""Tutors and coordinators in chat. Every command is also a button; every button is a verb with its arguments."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping

from bot.handlers import fallback
from bot.handlers.staff import (
    accept,
    answering,
    assigning,
    coordinating,
    entering,
    home,
    inviting,
    ready,
    rooms,
    students,
    texts,
    ticking,
    weekly,
    writing,
)
from bot.handlers.staff.desk import Desk, sit_down
from bot.messages import Text
from bot.turn import Turn

Verb = Callable[[Desk, list[str]], Awaitable[None]]

# What a button of the place "staff" can ask for: its verb, then what it names.
VERBS: Mapping[str, Verb] = {
    "home": home.show,
    "help": home.help,
    "classes": rooms.show_all,
    "class": rooms.show,
    "newclass": rooms.ask_new,
    "timezone": rooms.set_timezone,
    "rename": rooms.ask_name,
    "close": rooms.ask_close,
    "closed": rooms.close,
    "hand": rooms.ask_hand_over,
    "handed": rooms.hand_over,
    "invite": inviting.show,
    "poster": inviting.poster,
    "renew": inviting.renew,
    "uninvite": inviting.end,
    "students": students.show_all,
    "student": students.show,
    "off": students.ask_off,
    "offed": students.take_off,
    "assign": assigning.ask_what,
    "what": assigning.ask_unit,
    "unit": assigning.ask_lesson,
    "due": assigning.ask_due,
    "set": assigning.assign,
    "text": texts.ask_task,
    "tasks": texts.ask_which,
    "read": texts.read,
    "homework": assigning.show,
    "withdraw": assigning.withdraw,
    "write": writing.ask_text,
    "send": writing.send,
    "ready": ready.ask,
    "readied": ready.send,
    "letters": writing.show,
    "answer": answering.ask_text,
    "questions": answering.show,
    "note": entering.ask_note,
    "unnote": entering.erase_note,
    "result": entering.ask_test,
    "unresult": entering.erase_result,
    "test": entering.ask_level_of_test,
    "nrs": entering.ask_day_of_test,
    "taken": entering.take_day,
    "level": entering.ask_level,
    "leveled": entering.set_level,
    "can": ticking.show_all,
    "cando": ticking.show,
    "tick": ticking.tick,
    "summary": weekly.show,
    "why": weekly.show_why,
    "prefer": weekly.ask_when,
    "preferred": weekly.set_when,
    "dashboard": home.dashboard,
    "sites": coordinating.show_sites,
    "site": coordinating.show_site,
    "tutor": coordinating.ask_tutor,
    "ended": coordinating.end_tutor,
    "link": coordinating.give_link,
    "recruit": coordinating.invite_tutor,
    "revoke": coordinating.revoke,
    "report": coordinating.show_report,
}

# What a typed text answers, by what was asked.
ASKED: Mapping[str, Callable[[Desk, str], Awaitable[None]]] = {
    "newclass": rooms.read_new,
    "rename": rooms.read_name,
    "student": students.read_name,
    "write": writing.read_text,
    "answer": answering.read_text,
    "task": texts.read_task,
    "note": entering.read_note,
    "day": entering.read_day,
}

# The commands, each with the verb it stands for.
COMMANDS = (
    "classes", "newclass", "invite", "students", "student", "summary", "assign", "message", "dashboard", "sites", "report"
)  # fmt: skip


async def press(turn: Turn) -> None:
    """A press on one of the staff's buttons."""
    verb, *arguments = turn.input.choice.split("-")
    if verb == "accept":
        return await accept.answer(turn)
    desk = await sit_down(turn)
    if desk is None or verb not in VERBS:
        return await fallback.lost(turn)
    return await VERBS[verb](desk, arguments)


async def instead(turn: Turn, verb: str) -> bool:
    """What somebody of the staff wants by a word that learners have, too; False for everybody else."""
    desk = await sit_down(turn)
    if desk is not None:
        await VERBS[verb](desk, [])
    return desk is not None


async def command(turn: Turn) -> None:
    """One of the staff's commands; for anybody else there is no such command."""
    desk = await sit_down(turn)
    if desk is None:
        return await fallback.unknown_command(turn)
    name, argument = turn.input.name, turn.input.argument
    if name == "newclass" and argument:
        return await rooms.read_new(desk, argument)
    if name == "student" and argument:
        return await students.read_name(desk, argument)
    return await VERBS[{"message": "write", "student": "students"}.get(name, name)](desk, [])


async def replied(turn: Turn) -> bool:
    """A reply to a message that brought a learner's question answers it; whether it was one."""
    found = await turn.tools.office.carried(turn.learner.id, turn.input.replies_to)
    desk = await sit_down(turn) if found is not None else None
    if found is None or desk is None or not turn.input.text.strip():
        return False
    await answering.by_reply(desk, found, turn.input.text.strip())
    return True


async def read(turn: Turn) -> None:
    """Something typed (or sent) while a question of the staff's is open."""
    if turn.place.data.get("ask") == "accept":
        return await accept.read_name(turn)
    desk = await sit_down(turn)
    ask = str(turn.place.data.get("ask"))
    if desk is None or ask not in ASKED or not isinstance(turn.input, Text):
        return await fallback.lost(turn)
    return await ASKED[ask](desk, turn.input.text.strip())
