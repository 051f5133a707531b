"""What a question accepts on one day in one place."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from bot.lessons.model import Answer, Holder, Jurisdiction, Key, Question

FEDERAL = "US"
STATES = (  # fifty, D.C. and the territories
    "AL AK AZ AR CA CO CT DE FL GA HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO MT NE NV NH NJ NM NY NC ND OH OK OR PA RI SC SD TN "
    "TX UT VT VA WA WV WI WY DC AS GU MP PR VI"
).split()
FEDERAL_OFFICES = ("president", "vice_president", "president_party", "speaker", "chief_justice", "justices")
PERSONS = ("president", "vice_president", "speaker", "chief_justice", "governor", "senators", "representatives")

_STATE = re.compile(r"(?<=\b(?:of|in) )(?:the|their|his) state$|(?<=\bfrom )(?:the|their|his) state$")
_ASKS_FOR_A_PERSON = re.compile(r"^Who |one of the writers|one leader")


def key_of(question: Question, officials: Mapping[str, Jurisdiction], *, state: str | None, on: date) -> Key:
    """The key of a question for somebody who lives in `state` (two letters), interviewed on the day `on`.

    The learner's district is not known, so any member of the House for the state passes. Where a
    jurisdiction has no such office, saying so is the answer. Where nobody is entered for that day (a
    term has ended, or the state is not known) the key is open: any name passes, with a note where to look.
    """
    if question.varies is None:
        return Key(
            _at_home(question.answers, officials.get(state or "")),
            question.how_many,
            question.say,
            question.near_miss,
            wrong=question.wrong,
            context=question.question,
            names=bool(_ASKS_FOR_A_PERSON.search(question.question))
            and all(_is_name(answer.text) for answer in question.answers),
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
    key = _key(question, answers, say, is_open=not answers, look_up=place.look_up)
    return key if answers else _left_open(key, place, officials, on)


def _left_open(key: Key, place: Jurisdiction, officials: Mapping[str, Jurisdiction], on: date) -> Key:
    """A key that nobody is entered for, told who cannot be meant: who held the office earlier, who holds another, and places."""
    holders = place.offices.get(key.varies or "", ())
    last = max((holder.until for holder in holders if holder.until), default=None)
    earlier = [holder.name for holder in holders if holder.until != last]
    elsewhere = [
        holder.name
        for each in (place, *(officials[code] for code in (FEDERAL,) if code in officials and place.code != code))
        for office in PERSONS
        if office != key.varies
        for holder in each.offices.get(office, ())
        if holder.holds_on(on)
    ]
    towns = [holder.name for holder in place.offices.get("capital", ())] + list(place.not_capital)
    wrong = dict.fromkeys((*key.wrong, *earlier, *elsewhere, *towns, *(each.name for each in officials.values())))
    before = tuple(_answer(holder) for holder in holders if holder.until == last)
    return replace(key, wrong=tuple(wrong), before=before)


def _at_home(answers: tuple[Answer, ...], place: Jurisdiction | None) -> tuple[Answer, ...]:
    """The same answers, where "the people of their state" may be said with the name of the learner's own."""
    if place is None:
        return answers
    return tuple(
        replace(answer, also=(*answer.also, *named))
        if (named := [_STATE.sub(place.name, text) for text in (answer.text, *answer.also) if _STATE.search(text)])
        else answer
        for answer in answers
    )


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
