"""What learners asked, and the tutor's answer to it."""

from __future__ import annotations

from bot import access
from bot.access import Action
from bot.handlers.staff import writing
from bot.handlers.staff.desk import Desk
from bot.handlers.tutors import mark
from bot.lessons.listing import title_of
from bot.ports.staff import Letter


async def open_questions(desk: Desk, class_ids: list[int]) -> list[Letter]:
    """Questions that nobody has answered, oldest first."""
    return [each for each in await desk.office.letters(class_ids) if each.is_question and not each.answered]


async def show(desk: Desk, _: list[str]) -> None:
    """All open questions of the classes they teach."""
    rooms = [room.id for room in desk.viewer.classes]
    people = await desk.office.roster(rooms)
    here = {(each.learner.id, each.class_id): each.called(desk.s) for each in people}  # another name in another class
    asked = [each for each in await open_questions(desk, rooms) if (each.learner, each.class_id) in here]
    names = [here[each.learner, each.class_id] for each in asked]
    by_id = {room.id: room for room in desk.viewer.classes}
    for learner, class_id in sorted({(each.learner, each.class_id) for each in asked}):
        post = access.in_class(desk.viewer, Action.SEE_CLASS, by_id[class_id])
        if post is not None:
            desk.saw(by_id[class_id], post, learner, writing.READ)
    lines = [desk.s("questions.title", n=len(asked))] if asked else [desk.s("questions.none")]
    lines += [f"· **{name}**: {each.text[:120]}" for name, each in zip(names, asked, strict=True)]
    rows = [
        (desk.button("letters.answer", "answer", each.learner, each.class_id, mark(each.at), name=name),)
        for name, each in zip(names, asked, strict=True)
    ]
    return desk.say("\n".join(lines), *rows, (desk.button("staff.home", "home"),))


async def ask_text(desk: Desk, arguments: list[str]) -> None:
    """A learner's question, and room for the answer. Arguments: the learner, the class, and when it was asked
    (`tutors.mark`); buttons of earlier days have no such mark and open the newest question that waits."""
    here = await desk.learner(Action.WRITE, arguments[1], arguments[0]) if len(arguments) > 1 else None
    if here is None:
        return desk.nothing()
    room, post, each = here
    every = await desk.office.letters([room.id], learner=each.learner.id)
    asked = [letter for letter in every if letter.is_question and not letter.answered]
    if len(arguments) > 2:
        asked = [letter for letter in every if letter.is_question and mark(letter.at) == arguments[2]]
    if not asked:
        return await writing.ask_text(desk, [str(room.id), str(each.learner.id)])
    letter = asked[-1]
    desk.saw(room, post, each.learner.id, writing.READ)
    lines = [desk.s("answer.ask", name=each.called(desk.s), text=letter.text)]
    if letter.item:
        lines.append(f"{desk.s('told.about')} {title_of(desk.turn.tools.catalogue, letter.item)}")
    lines.append(desk.s("answer.write"))
    return desk.ask(
        "answer",
        "\n".join(lines),
        (desk.button("staff.back", "class", room.id),),
        room=room.id,
        who=each.learner.id,
        letter=letter.id,
        about=writing.quoted(letter),
    )


async def by_reply(desk: Desk, letter: Letter, text: str) -> None:
    """The platform's reply to the message that brought a question, or word of a text: the answer to exactly that one."""
    here = await desk.learner(Action.WRITE, letter.class_id, letter.learner)
    if here is None:
        return desk.nothing()
    if len(text) > writing.LONGEST_TEXT:
        return desk.say(desk.s("write.long", n=writing.LONGEST_TEXT))
    if letter.work is not None and letter.answered:  # a text gets one answer
        return desk.say(desk.s("texts.answered"), (desk.button("staff.home", "home"),))
    room, post, each = here
    if desk.asked().get("letter") == letter.id:  # room for this answer is open: what is typed next is none
        desk.answered()
    answer = Letter(room.id, each.learner.id, post.id, False, text, desk.turn.now, answers=letter.id)
    works = await desk.office.assignments([room.id]) if letter.work is not None else ()
    about = next((work.title for work in works if work.id == letter.work), writing.quoted(letter))
    desk.turn.do(writing.to_learner(desk.turn.tools.phrases, post, each, answer, about=about))
    return writing.sent(desk, room, [each])


async def read_text(desk: Desk, text: str) -> None:
    """The answer; it goes at once, because the learner waits for it."""
    if not text or len(text) > writing.LONGEST_TEXT:
        return desk.say(desk.s("write.long", n=writing.LONGEST_TEXT))
    data = desk.asked()
    desk.turn.keep({**data, "text": text})
    return await writing.send(desk, [str(data["room"])])
