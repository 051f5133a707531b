"""A tutor writes to a learner or to a class: held back at night, and told what became of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from bot.access import Action
from bot.handlers.staff.desk import Desk
from bot.handlers.tutors import mark, not_at_night
from bot.markup import literal
from bot.messages import Button, Outgoing
from bot.phrases import Phrases
from bot.ports.deeds import Send
from bot.ports.staff import Class, Enrolled, Letter, Post

LONGEST_TEXT = 1000
EVERYBODY = 0
SHOWN = 12
BATCH_LETTERS = 8
LONGEST_QUOTE = 80
READ = "read letter"  # how the audit log calls it


async def ask_text(desk: Desk, arguments: list[str]) -> None:
    """To whom, then what. Arguments: the class, the learner (0 or none: everybody in it)."""
    if not arguments:
        if len(desk.viewer.classes) != 1:
            return desk.which_class("write")
        arguments = [str(desk.viewer.classes[0].id)]
    found = await _readers(desk, arguments[0], arguments[1] if len(arguments) > 1 else str(EVERYBODY))
    if found is None:
        return desk.nothing()
    room, post, people = found
    if not people:
        return desk.say(desk.s("students.none"), (desk.button("staff.invite", "invite", room.id),))
    one = len(arguments) > 1 and arguments[1] != str(EVERYBODY)
    if one:
        desk.saw(room, post, people[0].learner.id)
    to = people[0].called(desk.s) if one else room.name
    return desk.ask(
        "write",
        desk.s("write.ask", to=to),
        (desk.button("staff.back", "class", room.id),),
        room=room.id,
        who=people[0].learner.id if one else EVERYBODY,
    )


async def _readers(desk: Desk, class_id: str, who: str) -> tuple[Class, Post, list[Enrolled]] | None:
    here = await desk.room(Action.WRITE, class_id)
    if here is None:
        return None
    people = list(await desk.office.roster([here[0].id]))
    if who != str(EVERYBODY):
        people = [each for each in people if str(each.learner.id) == who]
        if not people:
            return None
    return (*here, people)


async def read_text(desk: Desk, text: str) -> None:
    """The text is shown once more, as it will arrive, before it goes."""
    data = desk.asked()
    found = await _readers(desk, str(data["room"]), str(data["who"]))
    if found is None:
        desk.answered()
        return desk.nothing()
    if not text or len(text) > LONGEST_TEXT:
        return desk.say(desk.s("write.long", n=LONGEST_TEXT))
    room, post, people = found
    desk.turn.keep({**data, "text": text})
    shown = as_it_arrives(desk.turn.tools.phrases, post, people[0], text)
    return desk.say(
        "\n".join((desk.s("write.check", n=len(people)), "", shown, *warnings(desk, people))),
        (desk.button("write.send", "send", room.id),),
        (desk.button("write.no", "class", room.id),),
    )


def warnings(desk: Desk, people: Iterable[Enrolled]) -> Iterator[str]:
    """Whom a message reaches in the morning only, and whom not at all."""
    reached, away = of_reach(people)
    if asleep := sum(not_at_night(desk.turn.now, each.learner.timezone) is not None for each in reached):
        yield desk.s("write.night", n=asleep)
    if away:
        yield desk.s("write.unreached", n=len(away))


def of_reach(people: Iterable[Enrolled]) -> tuple[list[Enrolled], list[Enrolled]]:
    """Those whose chat is open to us, and those who have blocked us."""
    parts: tuple[list[Enrolled], list[Enrolled]] = ([], [])
    for each in people:
        parts[not each.learner.reachable].append(each)
    return parts


def quoted(question: Letter | None) -> str:
    """What an answer says that it is about: the question, as it begins."""
    text = " ".join(question.text.split()) if question is not None else ""
    return text if len(text) <= LONGEST_QUOTE else f"{text[: LONGEST_QUOTE - 1].rstrip()}…"


def as_it_arrives(words: Phrases, post: Post, each: Enrolled, text: str, *, about: str = "") -> str:
    """A tutor's text under a line in the learner's language that says who writes, and about which homework or question;
    `words` are the learners'."""
    language = each.learner.language
    head = words("tutor.wrote_about", language, name=post.name, title=literal(about)) if about else ""
    return (head or words("tutor.wrote", language, name=post.name)) + f"\n{literal(text)}"


def to_learner(words: Phrases, post: Post, each: Enrolled, letter: Letter, *, about: str = "") -> Send:
    """A letter on its way to a learner: now, or in the morning. `about`: the homework or the question that it answers."""
    language = each.learner.language
    row = (
        Button(words("menu.practice", language), "go", "practice"),
        Button(words("ask.button", language), "go", "ask"),
    )
    message = Outgoing(as_it_arrives(words, post, each, letter.text, about=about), (row,))
    return Send(each.learner.id, message, letter, not_at_night(letter.at, each.learner.timezone))


async def send(desk: Desk, arguments: list[str]) -> None:
    """It goes to everybody it is for."""
    data = desk.asked()
    text = data.get("text")
    if (
        data.get("ask") not in ("write", "answer")
        or not isinstance(text, str)
        or str(data.get("room")) not in arguments
    ):
        return desk.nothing()
    found = await _readers(desk, str(data["room"]), str(data["who"]))
    desk.answered()
    if found is None:
        return desk.nothing()
    room, post, people = found
    chance = desk.turn.tools.chance
    batch = "".join(f"{chance(16):x}" for _ in range(BATCH_LETTERS)) if len(people) > 1 else ""
    answers = data.get("letter")
    for each in people:
        letter = Letter(
            room.id, each.learner.id, post.id, False, text, desk.turn.now,
            answers=answers if isinstance(answers, int) else None, batch=batch,
        )  # fmt: skip
        desk.turn.do(to_learner(desk.turn.tools.phrases, post, each, letter, about=str(data.get("about", ""))))
    return sent(desk, room, people)


def sent(desk: Desk, room: Class, people: Iterable[Enrolled]) -> None:
    """It is on its way to so many, and to so many it is not; what arrives is one press away."""
    reached, away = of_reach(people)
    told = (("write.sent", reached), ("write.unreached", away))
    return desk.say(
        "\n".join(desk.s(key, n=len(those)) for key, those in told if those),
        (desk.button("staff.letters", "letters", room.id), desk.button("staff.home", "home")),
    )


async def show(desk: Desk, arguments: list[str]) -> None:
    """What was written lately, and what became of it."""
    here = await desk.room(Action.WRITE, arguments[0] if arguments else "")
    if here is None:
        return desk.nothing()
    room, post = here
    names = {each.learner.id: each.called(desk.s) for each in await desk.office.roster([room.id])}
    every = await desk.office.letters([room.id])  # texts set as homework are read there
    written = [each for each in every if each.learner in names and each.work is None]
    groups: dict[str, list[Letter]] = {}
    for each in written:
        groups.setdefault(each.batch or f"#{each.id}", []).append(each)
    lines, rows = [desk.s("letters.title", name=room.name)], []
    shown = list(groups.values())[-SHOWN:]
    for learner in sorted({group[0].learner for group in shown if len(group) == 1}):
        desk.saw(room, post, learner, READ)
    if any(len(group) > 1 for group in shown):
        desk.saw(room, post)
    for group in shown:
        first = group[0]
        to = names[first.learner] if len(group) == 1 else room.name
        if first.from_learner:
            lines.append(desk.s("letters.asked", name=to, text=first.text[:80], done="✅" if first.answered else "❓"))
            if not first.answered:
                rows.append((desk.button("letters.answer", "answer", first.learner, room.id, mark(first.at), name=to),))
        else:
            lines.append(desk.s("letters.wrote", to=to, text=first.text[:60], outcomes=_outcomes(desk, group, names)))
    if not groups:
        lines.append(desk.s("letters.none"))
    return desk.say("\n".join(lines), *rows, (desk.button("staff.back", "class", room.id),))


def _outcomes(desk: Desk, group: list[Letter], names: dict[int, str]) -> str:
    """How many arrived; whom it did not reach, by name."""
    parts = []
    for outcome in ("sent", "waiting", "held", "blocked", "failed"):
        those = [names[each.learner] for each in group if each.outcome == outcome]
        if those:
            who = f" ({', '.join(those[:3])})" if outcome in ("blocked", "failed") else ""
            parts.append(desk.s(f"outcome.{outcome}", n=len(those)) + who)
    return " · ".join(parts)
