"""🙋: a question to one's teacher, from any exercise or from the menu; then back to where one was."""

from __future__ import annotations

from datetime import timedelta

from bot.handlers import english_step, menus, session, tutors
from bot.handlers.help import legal_lines
from bot.lessons.drill import Session
from bot.markup import unmarked
from bot.messages import Button, Press, Text
from bot.ports.staff import Class
from bot.turn import Turn

LONGEST = 500  # characters
A_DAY = 10  # questions


async def begin(turn: Turn) -> None:
    """A press on 🙋: which class, if there are two, and then the question."""
    rooms = await turn.tools.office.classes_of(turn.learner.id)
    one = turn.input.choice if isinstance(turn.input, Press) and turn.input.place == "ask" else "any"
    wanted = [room for room in rooms if one in ("any", str(room.id))]
    if not wanted:
        return turn.say(turn.t("class.none"), *menus.main(turn)[:1], replaces=turn.pressed)
    if len(wanted) > 1:
        return turn.say(turn.t("ask.which"), *((Button(room.name, "ask", str(room.id)),) for room in wanted))
    turn.ask_aside("question", room=wanted[0].id)
    return await _ask(turn, wanted[0])


async def _ask(turn: Turn, room: Class) -> None:
    teacher = tutors.named(await tutors.of(turn, room), room)
    turn.say(turn.t("ask.write", teacher=teacher), (turn.button("ask.back", "back"),))


async def read(turn: Turn) -> None:
    """The question, typed; or a way back."""
    given, id = turn.input, turn.place.data["room"]
    if isinstance(given, Press) and given.choice == "back":
        turn.say(turn.t("ask.off"), replaces=turn.pressed)
        return await go_back(turn)
    if not isinstance(given, Text) or not any(c.isalnum() for c in given.text):
        return turn.say(turn.t("ask.words"), (turn.button("ask.back", "back"),))
    if len(given.text) > LONGEST:
        return turn.say(turn.t("ask.long", n=LONGEST), (turn.button("ask.back", "back"),))
    room = next((room for room in await turn.tools.office.classes_of(turn.learner.id) if room.id == id), None)
    if room is None:
        turn.say(turn.t("fallback.late"))
        return await go_back(turn)
    if await _asked_today(turn, room) >= A_DAY:
        turn.say(turn.t("ask.many"))
        return await go_back(turn)
    posts = await tutors.of(turn, room)
    turn.come_back()
    item, about = _on_screen(turn)
    await tutors.pass_on(turn, posts, room, given.text.strip(), item=item, about=about)
    turn.say(turn.t("ask.sent", teacher=tutors.named(posts, room)))
    return await go_back(turn)


async def _asked_today(turn: Turn, room: Class) -> int:
    """How many questions the learner has sent within a day: a tutor has an evening, too."""
    since = turn.now - timedelta(days=1)
    letters = await turn.tools.office.letters([room.id], learner=turn.learner.id, since=since)
    return sum(letter.is_question for letter in letters)


async def legal(turn: Turn) -> None:
    """A question about somebody's own case: tutors may not answer it, so it is not sent."""
    turn.say(legal_lines(turn) + "\n\n" + turn.t("ask.not_sent"))
    await go_back(turn)


async def go_back(turn: Turn) -> None:
    """Back to the question that was on the screen, or to the menu."""
    turn.leave_aside()
    if turn.place.at == "drill":
        return await session.show_again(turn, Session.from_data(turn.place.data))
    return turn.say(turn.t("ask.menu"), *menus.main(turn)[:2])


def _on_screen(turn: Turn) -> tuple[str | None, str]:
    """The item that is being asked, if one is, and its words as a teacher understands them."""
    if turn.place.at != "drill":
        return None, ""
    held, catalogue = Session.from_data(turn.place.data), turn.tools.catalogue
    if held.current is None:
        return None, ""
    item = held.current.item
    if item in catalogue.questions:
        return item, catalogue.questions[item].question
    if not english_step.knows(catalogue.course, item):
        return None, ""
    return (None if item in catalogue.course.lessons else item), unmarked(english_step.described(turn, held))
