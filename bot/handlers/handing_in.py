"""A text as homework: the learner is told who will read it, writes it in as many messages as they like, and then gives it."""

from __future__ import annotations

from bot.handlers import asking_tutor, tutors
from bot.handlers.help import legal_lines
from bot.messages import Press, Text
from bot.ports.staff import Assignment, Class
from bot.turn import Turn

LONGEST = 1000  # characters


async def begin(turn: Turn, work: Assignment) -> None:
    """What to write about, and that the teacher will read it: told before a word is written."""
    room = await _room(turn, work)
    if room is None:
        return turn.say(turn.t("fallback.late"))
    turn.ask_aside("writing", work=work.id, text="")
    return _ask(turn, work, tutors.named(await tutors.of(turn, room), room))


async def _room(turn: Turn, work: Assignment) -> Class | None:
    rooms = await turn.tools.office.classes_of(turn.learner.id)
    return next((room for room in rooms if room.id == work.class_id), None)


def _ask(turn: Turn, work: Assignment, teacher: str) -> None:
    turn.say(turn.t("text.ask", prompt=work.prompt, teacher=teacher), (turn.button("ask.back", "back"),))


def _show(turn: Turn, text: str, teacher: str) -> None:
    rows = ((turn.button("text.give", "give"),), (turn.button("text.again", "again"), turn.button("ask.back", "back")))
    turn.say(turn.t("text.draft", text=text, teacher=teacher), *rows, replaces=turn.pressed)


async def read(turn: Turn) -> None:
    """More of the text; or it is given, begun anew, or left."""
    given, text = turn.input, str(turn.place.data["text"])
    if isinstance(given, Press) and given.choice == "back":
        turn.say(turn.t("ask.off"), replaces=turn.pressed)
        return await asking_tutor.go_back(turn)
    work, room = await _work(turn, int(turn.place.data["work"]))
    if work is None or room is None:
        turn.say(turn.t("fallback.late"))
        return await asking_tutor.go_back(turn)
    posts = await tutors.of(turn, room)
    teacher = tutors.named(posts, room)
    match given:
        case Press(choice="give") if text:
            turn.come_back()
            if not await _given(turn, work):
                await tutors.hand_in(turn, posts, room, work, text)
            turn.say(turn.t("text.given", teacher=teacher), replaces=turn.pressed)
            return await asking_tutor.go_back(turn)
        case Press(choice="again"):
            turn.keep({**turn.place.data, "text": ""})
            return _ask(turn, work, teacher)
        case Text(text=more) if any(c.isalnum() for c in more):
            whole = f"{text}\n{more.strip()}".strip()
            if len(whole) > LONGEST:
                return turn.say(turn.t("ask.long", n=LONGEST), (turn.button("text.again", "again"),))
            turn.keep({**turn.place.data, "text": whole})
            return _show(turn, whole, teacher)
    return turn.say(turn.t("text.words"), (turn.button("ask.back", "back"),))


async def _work(turn: Turn, id: int) -> tuple[Assignment | None, Class | None]:
    """The homework, if it is still set and they are still in the class."""
    rooms = await turn.tools.office.classes_of(turn.learner.id)
    works = await turn.tools.office.assignments([room.id for room in rooms], learner=turn.learner.id) if rooms else ()
    work = next((work for work in works if work.id == id), None)
    return work, None if work is None else await _room(turn, work)


async def _given(turn: Turn, work: Assignment) -> bool:
    """Whether they have given a text for it before: one is enough."""
    letters = await turn.tools.office.letters([work.class_id], learner=turn.learner.id, since=work.made_at)
    return any(letter.work == work.id for letter in letters)


async def legal(turn: Turn) -> None:
    """Something about one's own case does not go into a text that a teacher reads; what was written before is kept."""
    turn.say(f"{legal_lines(turn)}\n\n{turn.t('text.not_kept')}", (turn.button("ask.back", "back"),))
