"""What a question accepts on one day in one place."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from bot.lessons.model import Answer, Holder, Jurisdiction, Key, Question

FEDERAL = "US"
FEDERAL_OFFICES = ("president", "vice_president", "president_party", "speaker", "chief_justice", "justices")
PERSONS = ("president", "vice_president", "speaker", "chief_justice", "governor", "senators", "representatives")


def key_of(question: Question, officials: Mapping[str, Jurisdiction], *, state: str | None, on: date) -> Key:
    """The key of a question for somebody who lives in `state` (two letters), interviewed on the day `on`.

    The learner's district is not known, so any member of the House for the state passes. Where a
    jurisdiction has no such office, saying so is the answer. Where nobody is entered for that day (a
    term has ended, or the state is not known) the key is open: any name passes, with a note where to look.
    """
    if question.varies is None:
        return Key(
            question.answers,
            question.how_many,
            question.say,
            question.near_miss,
            wrong=question.wrong,
            context=question.question,
            names=question.question.startswith("Who ") and all(_is_name(answer.text) for answer in question.answers),
        )
    office = question.varies
    place = officials.get(FEDERAL if office in FEDERAL_OFFICES else state or "")
    if place is None:
        return _key(question, (), "", is_open=True, look_up="")
    holders = [holder for holder in place.offices.get(office, ()) if holder.holds_on(on)]
    answers = tuple(_answer(holder) for holder in holders)
    none = place.none.get(office)
    if none is not None:
        answers = (*answers, Answer(none.say, none.also))
    say = none.say if none is not None else holders[0].name if holders else ""
    return _key(question, answers, say, is_open=not answers, look_up=place.look_up)


def _is_name(text: str) -> bool:
    return all(word[:1].isupper() for word in text.replace("(", "").split())


def _answer(holder: Holder) -> Answer:
    return Answer(holder.name, holder.also)


def _key(question: Question, answers: tuple[Answer, ...], say: str, *, is_open: bool, look_up: str) -> Key:
    return Key(
        answers=answers,
        how_many=question.how_many,
        say=say,
        near_miss=question.near_miss,
        wrong=question.wrong,
        context=question.question,
        names=question.varies in PERSONS,
        open=is_open,
        look_up=look_up,
        varies=question.varies,
    )
