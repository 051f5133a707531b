"""Inside a session: a question is on the screen, and something comes back."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from bot.handlers import asking, menus, said
from bot.lessons.drill import Form, Session
from bot.lessons.grading import grade
from bot.lessons.memory import BLIND_TAP_SECONDS, Evidence, produce_is_open, rating_of, review
from bot.lessons.model import Grade, Key, Question, Skill, Verdict
from bot.markup import literal
from bot.messages import Button, Other, Press, Text, Voice
from bot.ports import Attempt
from bot.turn import Turn, local_day

PRAISES = 8
ANSWER_KEPT = 200  # characters
SHOWN_BACK = 5  # questions named at the end
LONGEST_ECHO = 60
TOLD = ("other-number", "other-person", "negated", "two-answers", "not-english", "extra-wrong")  # reasons worth a line


async def ask(turn: Turn, session: Session, *, lead: str = "", replaces: str | None = None) -> None:
    """Put the session's current step on the screen, in place of a message if one is given; with none left, end it."""
    if session.current is None:
        return await _end(turn, session, lead)
    question = turn.tools.catalogue.questions.get(session.current.item)
    if question is None:  # the content lost it since the session was planned
        return await ask(turn, session.moved_on(None), lead=lead)
    accepts = asking.key(turn, question)
    data: dict[str, Any] = session.as_data()
    if asking.form_of(session.current, accepts) is Form.CHOOSE:
        data["shown"] = list(asking.options(turn, question, accepts, session.current))
    data["asked_at"] = turn.now.timestamp()
    turn.move("drill", data, items=(question.id,))
    text = asking.question_text(turn, question, session, accepts, {})
    text = f"{lead}\n\n{text}" if lead else text
    turn.say(text, *asking.rows(turn, question, session, accepts), anchor=True, replaces=replaces)


async def show_again(turn: Turn, session: Session) -> None:
    """Put the question that is being asked on the screen once more; its buttons stay the same, so that an answer
    given on the earlier message still counts."""
    question = turn.tools.catalogue.questions.get(session.current.item) if session.current else None
    if question is None or "asked_at" not in turn.place.data:
        return await ask(turn, session)
    accepts = asking.key(turn, question)
    view = {"translated": bool(turn.place.data.get("translated"))}
    text = asking.question_text(turn, question, session, accepts, view)
    return turn.say(text, *asking.rows(turn, question, session, accepts), anchor=True)


async def answer(turn: Turn) -> None:
    """A press on the current question, a typed answer, or anything else that is sent meanwhile."""
    session = Session.from_data(turn.place.data)
    if session.current is None or session.current.item not in turn.tools.catalogue.questions:
        return await ask(turn, session.moved_on(None) if session.current else session)
    question = turn.tools.catalogue.questions[session.current.item]
    accepts = asking.key(turn, question)
    match turn.input:
        case Press(choice="start"):
            return await ask(turn, session, replaces=turn.pressed)
        case Press(choice="next"):
            _settle(turn, question, session, accepts, None)
            return await ask(turn, session.moved_on(None))
        case Press(choice="skip"):
            return await _skip(turn, question, session, accepts)
        case Press(choice="hint"):
            return _open(turn, question, asking.with_help(session), accepts, {})
        case Press(choice="lang"):
            opened = not turn.place.data.get("translated", False)
            return _open(turn, question, session, accepts, {"translated": opened})
        case Press(choice=choice) if choice.isdigit():
            return await _chosen(turn, question, session, accepts, int(choice))
        case Text(text=text) if said.means(turn, text, "skip"):
            return await _skip(turn, question, session, accepts)
        case Text(text=text) if said.means(turn, text, "hint"):
            return _open(turn, question, asking.with_help(session), accepts, {})
        case Text(text=text):
            return await _typed(turn, question, session, accepts, text)
        case Voice():
            turn.say(turn.t("drill.cannot_hear"))
            return await show_again(turn, session)
        case Other():
            turn.say(turn.t("drill.cannot_see"))
            return await show_again(turn, session)
    return await show_again(turn, session)


def _open(turn: Turn, question: Question, session: Session, accepts: Key, view: dict[str, bool]) -> None:
    """Show the same question again in place, with its hint or its translation."""
    data = {**turn.place.data, **session.as_data(), **view}
    turn.keep(data)
    text = asking.question_text(turn, question, session, accepts, {"translated": bool(data.get("translated"))})
    turn.say(text, *asking.rows(turn, question, session, accepts), replaces=turn.pressed, anchor=True)


async def _skip(turn: Turn, question: Question, session: Session, accepts: Key) -> None:
    skipped = Grade(Verdict.INCORRECT, "empty")
    if session.helped:  # skipped after a hint: it is not known
        _note(turn, question, session, accepts, skipped, form=session.steps[0].form, text=None)
    text = turn.t("drill.skipped", say=accepts.say) + "\n" + asking.why(turn, question)
    turn.say(_question_line(turn, question) + text, replaces=turn.pressed or turn.known.anchor)
    await ask(turn, session.moved_on(Verdict.INCORRECT if session.helped else None))


async def _chosen(turn: Turn, question: Question, session: Session, accepts: Key, position: int) -> None:
    shown = turn.place.data.get("shown", [])
    if position >= len(shown):
        return await show_again(turn, session)
    session = session.tapped(position)
    given = grade(accepts, shown[position])
    _note(turn, question, session, accepts, given, form=Form.CHOOSE, text=None)
    _settle(turn, question, session, accepts, given, said=shown[position])
    return await ask(turn, session.moved_on(given.verdict))


async def _typed(turn: Turn, question: Question, session: Session, accepts: Key, text: str) -> None:
    if not any(c.isalnum() for c in text):
        turn.say(turn.t("drill.empty"))
        return await show_again(turn, session)
    if session.current is not None and session.current.form is Form.TEACH:
        _settle(turn, question, session, accepts, None)
        return await ask(turn, session.moved_on(None))
    given = grade(accepts, f"{session.held}, {text}" if session.held else text)
    if given.verdict is Verdict.INCORRECT and _said_at_home(turn, question, text):
        turn.say(turn.t("drill.home_language"))
        return None
    if given.verdict is Verdict.PARTIAL and given.matched and not session.held:
        return _one_more(turn, session, given, text)
    _note(turn, question, session, accepts, given, form=Form.TYPE, text=text)
    lead = _settle(turn, question, session, accepts, given, said=text)
    return await ask(turn, session.moved_on(given.verdict), lead=lead)


def _one_more(turn: Turn, session: Session, given: Grade, text: str) -> None:
    """Half an answer: what is right is said, and the rest is asked for, once."""
    turn.keep({**turn.place.data, **replace(session, held=text[:ANSWER_KEPT]).as_data()})
    turn.say(turn.t("feedback.one_more", matched=" + ".join(given.matched)))


def _said_at_home(turn: Turn, question: Question, text: str) -> bool:
    """Whether the answer is right in the learner's own language."""
    there = question.translations.get(turn.learner.language)
    said = text.casefold().strip(" .,!")
    return there is not None and said in {answer.casefold() for answer in (*there.answers, there.say)} - {""}


def _note(
    turn: Turn, question: Question, session: Session, accepts: Key, given: Grade, *, form: Form, text: str | None
) -> None:
    """The fact, and what it does to memory."""
    step = session.steps[0]
    recognise = turn.card(question.id, Skill.RECOGNISE)
    produce = turn.card(question.id, Skill.PRODUCE)
    unaided = form is Form.TYPE and (produce is not None or produce_is_open(recognise))
    skill = Skill.PRODUCE if unaided else Skill.RECOGNISE
    asked_at = turn.place.data.get("asked_at")
    seconds = turn.now.timestamp() - asked_at if asked_at is not None else None
    pressed = isinstance(turn.input, Press)
    evidence = Evidence(
        given.verdict,
        skill,
        exact=form is Form.TYPE and not given.typo,
        hinted=session.helped,
        second_try=bool(step.again or session.held),
        blind=pressed and (session.blind or (seconds is not None and seconds < BLIND_TAP_SECONDS)),
    )
    old = produce if unaided else recognise
    rated_today = any(card is not None and card.reviewed_on == turn.today for card in (recognise, produce))
    rating = None if rated_today else rating_of(evidence, old)
    card = None
    if rating is not None:
        card = review(old, rating, item=question.id, skill=skill, now=turn.now, day=turn.today, learner=turn.learner.id)
    turn.remember(
        Attempt(
            item=question.id,
            skill=skill,
            form=form.value,
            verdict=given.verdict,
            rating=rating,
            at=turn.now,
            day=turn.today,
            hinted=session.helped,
            seconds=seconds,
            answer=text[:ANSWER_KEPT] if text is not None else None,
        ),
        card,
    )


def _question_line(turn: Turn, question: Question) -> str:
    return turn.t("drill.question", question=question.question) + "\n"


def _settle(
    turn: Turn, question: Question, session: Session, accepts: Key, given: Grade | None, *, said: str = ""
) -> str:
    """Turn the question's message into what came of it; returns a short line for those who have scrolled on."""
    where = turn.pressed or turn.known.anchor
    lines = [_question_line(turn, question).rstrip()]
    short = ""
    if given is None:
        lines += asking.answer_lines(turn, question, accepts, translated=False)
    elif given.verdict is Verdict.CORRECT:
        right = " + ".join(given.matched) if isinstance(turn.input, Text) and given.matched else accepts.say
        praise = turn.t(f"praise.{(turn.known.step + turn.learner.id) % PRAISES + 1}")
        short = turn.t("feedback.right_short", say=right)
        lines += [turn.t("feedback.right", praise=praise)]
        lines.append(turn.t("feedback.answer", say=right))
        lines += [asking.why(turn, question)]
    else:
        short = turn.t("feedback.almost_short", say=accepts.say)
        if said:
            lines.append(turn.t("feedback.you", answer=" ".join(said.split())[:LONGEST_ECHO]))
        if given.verdict is Verdict.PARTIAL and given.matched:
            lines.append(turn.t("feedback.partial", matched=" + ".join(given.matched)))
        else:
            lines.append(turn.t("feedback.almost"))
        if given.why in TOLD and not given.note:
            lines.append(turn.t(f"grade.{given.why}"))
        lines.append(turn.t("feedback.answer", say=accepts.say))
        lines.append(literal(given.note) if given.note else asking.why(turn, question))
        if session.steps[0].again >= 2:
            lines.append(turn.t("drill.rest"))
    if accepts.open and given is not None:
        lines.append(turn.t("drill.look_up", link=accepts.look_up))
    if where is not None:
        turn.say("\n".join(lines), replaces=where)
        return short
    turn.say("\n".join(lines))
    return ""


async def _end(turn: Turn, session: Session, lead: str) -> None:
    """What went well, what comes back when, and one button for more."""
    questions = turn.tools.catalogue.questions
    lines = [lead, ""] if lead else []
    if not session.right and not session.learnt and not session.missed:
        lines.append(turn.t("drill.nothing"))
    else:
        lines.append(turn.t("drill.over"))
    if session.right:
        lines.append(turn.t("drill.over_right", n=len(session.right)))
    if session.learnt:
        lines.append(turn.t("drill.over_new", n=len(session.learnt)))
    missed = [questions[item].question for item in session.missed if item in questions]
    if missed:
        named = "".join(f"\n· {question}" for question in missed[:SHOWN_BACK])
        lines.append(turn.t("drill.over_back", n=len(missed), questions=named))
    tomorrow = [card for card in await turn.cards() if local_day(card.due, turn.learner.timezone) == turn.tomorrow]
    if tomorrow:
        lines.append(turn.t("drill.over_tomorrow", n=len({card.item for card in tomorrow})))
    else:
        lines.append(turn.t("drill.over_later"))
    turn.move("menu")
    turn.say("\n".join(lines), (Button(turn.t("drill.more"), "go", "more"),), menus.go(turn, "progress", "settings"))
