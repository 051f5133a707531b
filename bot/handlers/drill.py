"""A citizenship question in a session: put on the screen, answered, settled. What follows is `session`'s."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from bot.handlers import asking, facts, said
from bot.lessons.drill import Session
from bot.lessons.grading import grade
from bot.lessons.model import Grade, Key, Question, Verdict
from bot.lessons.steps import Form
from bot.markup import literal
from bot.messages import Other, Press, Text, Voice
from bot.turn import Turn

PRAISES = 8
LONGEST_ECHO = 60
TOLD = ("other-number", "other-person", "negated", "two-answers", "not-english", "extra-wrong")  # reasons worth a line


@dataclass(frozen=True, slots=True)
class Next:
    """The step is done: the session goes on with this, after a short line for those who have scrolled on."""

    session: Session
    lead: str = ""
    replaces: str | None = None


def ask(turn: Turn, session: Session, question: Question, *, lead: str = "", replaces: str | None = None) -> None:
    """Put the session's current step on the screen, in place of a message if one is given."""
    assert session.current is not None
    accepts = asking.key(turn, question)
    data: dict[str, Any] = session.as_data()
    if asking.form_of(session.current, accepts) is Form.CHOOSE:
        data["shown"] = list(asking.options(turn, question, accepts, session.current))
    data["asked_at"] = turn.now.timestamp()
    turn.move("drill", data, items=(question.id,))
    text = asking.question_text(turn, question, session, accepts, {})
    text = f"{lead}\n\n{text}" if lead else text
    turn.say(text, *asking.rows(turn, question, session, accepts), anchor=True, replaces=replaces)


def show_again(turn: Turn, session: Session, question: Question) -> None:
    """Put the question that is being asked on the screen once more; its buttons stay the same, so that an answer
    given on the earlier message still counts. Choices of which none is right any more are put anew."""
    accepts = asking.key(turn, question)
    if _outdated(turn, session, accepts):
        return ask(turn, session, question)
    view = {"translated": bool(turn.place.data.get("translated"))}
    text = asking.question_text(turn, question, session, accepts, view)
    turn.say(text, *asking.rows(turn, question, session, accepts), anchor=True)


def _outdated(turn: Turn, session: Session, accepts: Key) -> bool:
    """Whether no choice on the screen is right: the learner has moved to another state, somebody has left office, or the
    content has changed since."""
    shown = turn.place.data.get("shown", ())
    if session.steps[0].form is not Form.CHOOSE or not shown or accepts.say in shown:
        return False
    return all(grade(accepts, text).verdict is not Verdict.CORRECT for text in shown)


def answer(turn: Turn, session: Session, question: Question) -> Next | None:
    """A press on the question, a typed answer, or anything else that is sent meanwhile; None: it is still being asked."""
    accepts = asking.key(turn, question)
    match turn.input:
        case Press(choice="start"):
            return Next(session, replaces=turn.pressed)
        case Press(choice="next"):
            _settle(turn, question, session, accepts, None)
            return Next(session.moved_on(None))
        case Press(choice="skip"):
            return _skip(turn, question, session, accepts)
        case Press(choice="hint"):
            return _open(turn, question, asking.with_help(session), accepts, {})
        case Press(choice="lang"):
            opened = not turn.place.data.get("translated", False)
            return _open(turn, question, session, accepts, {"translated": opened})
        case Press(choice=choice) if choice.isdigit():
            return _chosen(turn, question, session, accepts, int(choice))
        case Text(text=text) if session.steps[0].form is not Form.TEACH and said.means(turn, text, "unknown"):
            return _skip(turn, question, session, accepts, unknown=True)
        case Text(text=text) if said.means(turn, text, "skip"):
            return _skip(turn, question, session, accepts)
        case Text(text=text) if turn.learner.language in question.translations and said.begins(turn, text, "meaning"):
            return _open(turn, question, session, accepts, {"translated": True})
        case Text(text=text) if said.means(turn, text, "hint"):
            return _open(turn, question, asking.with_help(session), accepts, {})
        case Text(text=text):
            return _typed(turn, question, session, accepts, text)
        case Voice(text=text) if text:
            turn.say(turn.t("english.heard", text=literal(text[: facts.ANSWER_KEPT])))
            return _typed(turn, question, session, accepts, text)
        case Voice():
            turn.say(turn.t("english.not_heard" if turn.tools.hears else "drill.cannot_hear"))
        case Other():
            turn.say(turn.t("drill.cannot_see"))
    show_again(turn, session, question)
    return None


def _open(turn: Turn, question: Question, session: Session, accepts: Key, view: dict[str, bool]) -> None:
    """Show the same question again in place, with its hint or its translation."""
    data = {**turn.place.data, **session.as_data(), **view}
    turn.keep(data)
    text = asking.question_text(turn, question, session, accepts, {"translated": bool(data.get("translated"))})
    turn.say(text, *asking.rows(turn, question, session, accepts), replaces=turn.pressed, anchor=True)


def _skip(turn: Turn, question: Question, session: Session, accepts: Key, *, unknown: bool = False) -> Next:
    """The answer is told, and it goes on; skipped after a hint, or `unknown` as they say themselves, it counts as not known.
    Half an answer stays half."""
    if session.held and (half := grade(accepts, session.held)).verdict is Verdict.PARTIAL:
        _note(turn, question, session, accepts, half, form=Form.TYPE, text=session.held)
        return Next(session.moved_on(half.verdict), _settle(turn, question, session, accepts, half))
    skipped, unknown = Grade(Verdict.INCORRECT, "empty"), unknown or session.helped
    if unknown:
        _note(turn, question, session, accepts, skipped, form=session.steps[0].form, text=None)
    text = turn.t("drill.skipped", say=accepts.say) + "\n" + asking.why(turn, question)
    turn.say(_question_line(turn, question) + text, replaces=turn.pressed or turn.known.anchor)
    return Next(session.moved_on(Verdict.INCORRECT if unknown else None))


def _chosen(turn: Turn, question: Question, session: Session, accepts: Key, position: int) -> Next | None:
    shown = turn.place.data.get("shown", [])
    if position >= len(shown):
        return show_again(turn, session, question)
    given = asking.judged(turn, question, accepts, shown[position])
    if given.verdict is not Verdict.CORRECT and _outdated(turn, session, accepts):
        return show_again(turn, session, question)
    session = session.tapped(position)
    _note(turn, question, session, accepts, given, form=Form.CHOOSE, text=None)
    lead = _settle(turn, question, session, accepts, given, said=shown[position])
    return Next(session.moved_on(given.verdict), "" if isinstance(turn.input, Press) else lead)


def _typed(turn: Turn, question: Question, session: Session, accepts: Key, text: str) -> Next | None:
    if not any(c.isalnum() for c in text):
        turn.say(turn.t("drill.empty"))
        return show_again(turn, session, question)
    if session.current is not None and session.current.form is Form.TEACH:
        if grade(accepts, text).verdict is Verdict.INCORRECT and not said.means(turn, text, "practice"):
            turn.say(turn.t("drill.taught"))
            return show_again(turn, session, question)
        _settle(turn, question, session, accepts, None)
        return Next(session.moved_on(None))
    shown = turn.place.data.get("shown", ())
    if (position := asking.named(shown, text)) is not None:
        return _chosen(turn, question, session, accepts, position)
    session, given = session.written(), grade(accepts, text, asking.half(accepts, session))
    if given.verdict is Verdict.INCORRECT and _said_at_home(turn, question, text):
        turn.say(turn.t("drill.home_language"))
        return None
    if given.verdict is Verdict.PARTIAL and given.missing and not session.held:
        return _one_more(turn, session, accepts, text)
    _note(
        turn,
        question,
        session,
        accepts,
        given,
        form=Form.TYPE,
        text=f"{session.held}, {text}" if session.held else text,
    )
    lead = _settle(turn, question, session, accepts, given, said=text)
    return Next(session.moved_on(given.verdict), lead)


def _one_more(turn: Turn, session: Session, accepts: Key, text: str) -> None:
    """Half an answer: what is right is said, and the rest is asked for, once."""
    session = session._replace(held=text[: facts.ANSWER_KEPT])
    turn.keep({**turn.place.data, **session.as_data()})
    turn.say("\n".join(asking.half_lines(turn, session, accepts)))


def _said_at_home(turn: Turn, question: Question, text: str) -> bool:
    """Whether the answer is right in the learner's own language."""
    there = question.translations.get(turn.learner.language)
    said = text.casefold().strip(" .,!")
    return there is not None and said in {answer.casefold() for answer in (*there.answers, there.say)} - {""}


def _note(
    turn: Turn, question: Question, session: Session, accepts: Key, given: Grade, *, form: Form, text: str | None
) -> None:
    """The fact, and what it does to memory."""
    exact = form is Form.TYPE and not given.typo
    second = bool(session.steps[0].again or session.held)
    facts.note(
        turn,
        session,
        question.id,
        given.verdict,
        form=form.value,
        unaided=form is Form.TYPE,
        exact=exact,
        second_try=second,
        text=text,
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
        if given.why in TOLD and not given.note:
            lines.append(turn.t(f"grade.{given.why}"))
        if given.verdict is Verdict.PARTIAL and given.matched:
            lines.append(turn.t("feedback.partial", matched=" + ".join(given.matched)))
        else:
            lines.append(turn.t("feedback.almost"))  # "The answer:", right above it
        lines.append(turn.t("feedback.answer", say=accepts.say))
        lines.append(asking.remark(turn, question, given.note) if given.note else asking.why(turn, question))
        if session.rests(given.verdict):
            lines.append(turn.t("drill.rest"))
    if accepts.open and given is not None:
        lines.append(turn.t("drill.look_up", link=accepts.look_up))
    if where is not None:
        turn.say("\n".join(lines), replaces=where)
        return short
    turn.say("\n".join(lines))
    return ""
