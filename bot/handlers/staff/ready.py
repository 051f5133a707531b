"""A message that was written beforehand, for each reason why somebody needs their tutor: read, and sent with one press."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

from bot.access import Action
from bot.handlers.staff import answering, writing
from bot.handlers.staff.desk import Desk
from bot.phrases import Phrases
from bot.ports.staff import Class, Enrolled, Letter

# By reason (`bot.reports.week_needs`): which message fits. None of them names an answer, a test or anything of a case.
KINDS: Mapping[str, str] = {
    "interview": "interview",
    "quiet_after": "quiet",
    "question": "question",
    "stuck": "stuck",
    "stuck_item": "stuck",
    "falling": "falling",
    "new": "new",
    "quiet": "quiet",
    "overdue": "overdue",
    "asleep": "asleep",
}
SAME = timedelta(hours=12)  # the same message within it is a thumb that hit twice


def text_for(words: Phrases, each: Enrolled, reason: str, language: str) -> str:
    """The message to a learner for a reason, in a language; `words` are the learners'."""
    name = each.learner.nickname
    hello = words("warm.hello", language, name=name) if name else words("warm.hello_nobody", language)
    return f"{hello} {words(f'warm.{KINDS[reason]}', language)}"


async def ask(desk: Desk, arguments: list[str]) -> None:
    """The message as it will arrive and what it means; it is sent, or something else is typed. Arguments: the class, the
    learner, the reason; of a question, which one (without it, the one that has waited for longest)."""
    if len(arguments) < 3 or arguments[2] not in KINDS:
        return await writing.ask_text(desk, arguments[:2])
    here = await desk.learner(Action.WRITE, arguments[0], arguments[1])
    if here is None:  # who has left takes nobody else's buttons with them
        left = await desk.room(Action.WRITE, arguments[0])
        return desk.nothing() if left is None else _stale(desk, left[0])
    room, post, each = here
    words, language, reason = desk.turn.tools.phrases, each.learner.language, arguments[2]
    name = each.called(desk.s)
    asked = await _question(desk, room.id, each, arguments[2:])
    if asked is None and len(arguments) > 3:
        return _stale(desk, room)
    desk.saw(room, post, each.learner.id, writing.READ if asked else "")
    lines = [desk.s("letters.asked", name=name, text=asked.text, done="❓"), ""] if asked else []
    text = text_for(words, each, reason, language)
    lines += [
        desk.s("write.ready", to=name),
        "",
        writing.as_it_arrives(words, post, each, text, about=writing.quoted(asked)),
        "",
    ]
    if language != post.language:
        lines.append(desk.s("write.means", text=text_for(words, each, reason, post.language)))
    lines += [*writing.warnings(desk, [each]), desk.s("write.own")]
    about = {"room": room.id, "who": each.learner.id}
    if asked is None:
        desk.turn.ask_aside("staff", ask="write", **about)
    else:
        desk.turn.ask_aside("staff", ask="answer", letter=asked.id, about=writing.quoted(asked), **about)
    # A new message, not in place of the old one: that is the summary, with others to write to.
    return desk.turn.say(
        "\n".join(lines),
        (desk.button("write.send", "readied", room.id, each.learner.id, reason, *([asked.id] if asked else [])),),
        (desk.button("staff.back", "class", room.id),),
    )


async def _question(desk: Desk, room: int, each: Enrolled, about: list[str]) -> Letter | None:
    """The open question that a message is about: the one that is named, else the oldest; None: it is about none."""
    if about[0] != "question":
        return None
    asked = [letter for letter in await answering.open_questions(desk, [room]) if letter.learner == each.learner.id]
    return next((letter for letter in asked if len(about) == 1 or str(letter.id) == about[1]), None)


def _stale(desk: Desk, room: Class) -> None:
    """The question was answered meanwhile, or whoever it was about has left. A new message: the old one may be the summary, with others to write to."""
    return desk.turn.say(desk.s("why.stale"), (desk.button("staff.summary", "summary", room.id),))


async def send(desk: Desk, arguments: list[str]) -> None:
    """It goes as it was shown. The button names everything, so it is good whatever was looked at meanwhile."""
    here = await desk.learner(Action.WRITE, arguments[0], arguments[1]) if len(arguments) in (3, 4) else None
    if here is None or arguments[2] not in KINDS:
        return desk.nothing()
    room, post, each = here
    words, reason, named = desk.turn.tools.phrases, arguments[2], arguments[3:]
    text = text_for(words, each, reason, each.learner.language)
    asked = desk.asked()
    if asked.get("who") == each.learner.id and asked.get("ask") in ("write", "answer"):
        desk.answered()
    lately = await desk.office.letters([room.id], learner=each.learner.id, since=desk.turn.now - SAME)
    same = [letter for letter in lately if letter.staff == post.id and letter.text == text]
    if not any(str(letter.answers) == named[0] if named else True for letter in same):
        question = await _question(desk, room.id, each, arguments[2:])
        if question is None and named:
            return _stale(desk, room)
        answers = None if question is None else question.id
        letter = Letter(room.id, each.learner.id, post.id, False, text, desk.turn.now, answers=answers)
        desk.turn.do(writing.to_learner(words, post, each, letter, about=writing.quoted(question)))
    return writing.sent(desk, room, [each])
