"""What makes content good beyond its shape: whole tests, fair choices, words that fit, answers that grade as meant."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from bot.lessons.catalog import STATE_OFFICES, Loaded
from bot.lessons.collecting import uncollected
from bot.lessons.course_checks import check_course
from bot.lessons.graded import check_graded
from bot.lessons.keys import FEDERAL, STATES
from bot.lessons.level_checks import check_levels
from bot.lessons.marked import Fault, Faults, Spot
from bot.lessons.meetings import check_meetings
from bot.lessons.model import Catalogue, Holder, Jurisdiction, Key, Question, Verdict
from bot.lessons.people import check_people
from bot.lessons.picture_checks import check_pictures
from bot.lessons.placement_checks import check_placement
from bot.lessons.wording import check_wording

SIZES = {"2008": 100, "2025": 128}
SENIOR = 20
WRONG_AT_LEAST = 3
NEAR_MISSES_AT_LEAST = 2
WRONG_CHARACTERS = 45
WHY_WORDS, HINT_WORDS, REMARK_WORDS = 25, 12, 15
SEATS = {"senators": 2}  # of a state; of anything else, one: of the House in a district
OFFICIALS_STALE_AFTER = timedelta(days=92)
PIECE = re.compile(r"[^\s,.:;?!][^,.:;?!]*")  # of a hint: what somebody may copy from it


def check(loaded: Loaded, *, deep: bool = True, today: date | None = None) -> list[Fault]:
    """All faults of content whose shape was read; `deep` also grades every answer, choice, near miss and hint.

    `today` lets the age of the officials be judged; without it that is left out.
    """
    language = check_language(loaded) if deep else []
    return [*check_civics(loaded, deep=deep, today=today), *check_tasks(loaded, deep=deep), *language]


@uncollected()
def check_civics(loaded: Loaded, *, deep: bool = True, today: date | None = None) -> list[Fault]:
    """The faults of the two tests and of who holds office."""
    faults = Faults()
    catalogue = loaded.catalogue
    for id, question in catalogue.questions.items():
        spot = _into(loaded.places[id], faults)
        _counts(question, spot)
        _lengths(question, spot)
        _translations(question, loaded, faults)
        if deep:
            _grades(question, spot, catalogue, today or date.max)
    faults += _coverage(catalogue, loaded)
    for code, place in catalogue.officials.items():
        _officials(place, _into(loaded.places[code], faults), today)
    return faults


@uncollected()
def check_tasks(loaded: Loaded, *, deep: bool = True) -> list[Fault]:
    """The faults of what is asked in English: exercises, placement, drawings. What is retired counts for nothing."""
    faults, places = Faults(), loaded.places
    catalogue, course = loaded.catalogue, loaded.catalogue.course.in_use()
    check_pictures(course, catalogue.placement, catalogue.drawings, places, faults)
    if deep:
        check_course(course, places, faults)
        check_placement(course, catalogue.placement, places, faults)
    return faults


@uncollected()
def check_language(loaded: Loaded) -> list[Fault]:
    """The faults of the English itself: whether it fits its level, and who and what it tells of."""
    faults, places, course = Faults(elsewhere=True), loaded.places, loaded.catalogue.course.in_use()
    check_levels(course, loaded.grammar, places, faults)
    check_people(course, loaded.names, places, faults)
    check_wording(course, places, faults)
    check_meetings(course, places, faults)
    check_graded(course, loaded.catalogue.level_list, places, faults)
    return faults


def _into(spot: Spot, faults: Faults) -> Spot:
    return Spot(spot.node, spot.file, faults)


def _counts(question: Question, spot: Spot) -> None:
    of_state = question.varies in STATE_OFFICES
    if len(question.wrong) < WRONG_AT_LEAST and not of_state:
        spot.inside("wrong").fault(f"{len(question.wrong)} wrong choices: give at least {WRONG_AT_LEAST}")
    if of_state and question.wrong:
        spot.inside("wrong").fault("a question about a state takes its wrong choices from other states: remove `wrong`")
    if len(question.near_miss) < NEAR_MISSES_AT_LEAST:
        spot.inside("near_miss").fault(f"{len(question.near_miss)} near misses: give at least {NEAR_MISSES_AT_LEAST}")
    if len(set(question.wrong)) < len(question.wrong):
        spot.inside("wrong").fault("a wrong choice stands twice: remove one")
    things = max([len(question.answers), *(len(answer.parts) for answer in question.answers)], default=0)
    if question.how_many < 1:
        spot.inside("how_many").fault("at least one answer is asked for: mend `how_many`")
    if question.varies is None and question.how_many > things:
        spot.inside("how_many").fault(
            f"{question.how_many} are asked and only {things} given: mend `how_many` or `answers`"
        )


def _lengths(question: Question, spot: Spot) -> None:
    for key, text, most in (("why", question.why, WHY_WORDS), ("hint", question.hint, HINT_WORDS)):
        if len(text.split()) > most:
            spot.inside(key).fault(f"{len(text.split())} words: say it in {most} at most")
    for i, text in enumerate(question.wrong):
        if len(text) > WRONG_CHARACTERS:
            spot.inside("wrong", i).fault(f"{len(text)} characters: a choice has {WRONG_CHARACTERS} at most")
    for i, miss in enumerate(question.near_miss):
        if len(miss.say.split()) > REMARK_WORDS:
            spot.inside("near_miss", i).fault(f"{len(miss.say.split())} words in `say`: use {REMARK_WORDS} at most")


def _translations(question: Question, loaded: Loaded, faults: Faults) -> None:
    for language, there in question.translations.items():
        spot = _into(loaded.places[f"{language} {question.id}"], faults)
        if question.varies is None and len(there.answers) != len(question.answers):
            spot.inside("answers").fault(
                f"{len(there.answers)} answers where the English has {len(question.answers)}: same number, same order"
            )
        if there.question == question.question or there.why == question.why:
            spot.fault("this is still the English text: translate it")
        if not there.hint:
            spot.fault("`hint` is missing: the learner reads the English one", warning=True)
        remarks = {miss.text: miss.say for miss in question.near_miss if miss.say}
        for miss in there.near.keys() - remarks.keys():
            spot.inside("near", miss).fault(
                f"`{miss}` is no near miss with a remark in the English: mend it, or remove it"
            )
        if missing := remarks.keys() - there.near.keys():
            text = f"the remark of {len(missing)} near misses is missing, as of `{min(missing)}`: the learner reads English"
            spot.inside("near").fault(text, warning=True)


def _coverage(catalogue: Catalogue, loaded: Loaded) -> Iterator[Fault]:
    """What is not there at all."""

    def fault(file: str, text: str) -> Fault:
        return Fault(f"content/civics/{file}.yaml", 1, text, elsewhere=True)

    for test, size in SIZES.items():
        numbers = {question.number for question in catalogue.test(test)}
        for missing in sorted(set(range(1, size + 1)) - numbers):
            yield fault(test, f"civics-{test}-{missing} is missing: add it")
        senior = sum(1 for _ in catalogue.test(test, senior=True))
        if senior != SENIOR:
            yield fault(test, f"{senior} questions are `senior`: the test has {SENIOR}")
    languages = {language for question in catalogue.questions.values() for language in question.translations}
    for language in sorted(languages):
        for question in catalogue.questions.values():
            if language not in question.translations:
                file = loaded.places[question.id].file
                yield fault(f"translations/{language}", f"{question.id} (in {file}) is missing: translate it")
    for code in (*STATES, FEDERAL):
        if code not in catalogue.officials:
            yield fault(f"officials/{code}", "the file is missing: say who holds office")


def _officials(place: Jurisdiction, spot: Spot, today: date | None) -> None:
    if place.kind != "federal":
        if place.time_zone is None:
            spot.fault("`time_zone` is missing: give the one most people there live in, like America/Chicago")
        for office in STATE_OFFICES:
            if office not in place.offices and office not in place.none:
                spot.fault(f"`{office}` is missing: say who holds it, or under `none` that there is none")
        if "capital" in place.offices and len(place.not_capital) < WRONG_AT_LEAST:
            spot.inside("not_capital").fault(f"give {WRONG_AT_LEAST} large cities that are not the capital")
    for city in {holder.name for holder in place.offices.get("capital", ())} & set(place.not_capital):
        spot.inside("not_capital").fault(f"{city} is the capital: name another city")
    for office, holders in place.offices.items():
        _seats(office, holders, spot.inside(office))
    if today is not None and place.as_of > today:
        spot.inside("as_of").fault(f"{place.as_of} is still to come: give the day on which somebody looked")
    if today is not None and today - place.as_of > OFFICIALS_STALE_AFTER:
        spot.inside("as_of").fault(f"last checked on {place.as_of}: look again at {place.look_up}", warning=True)


def _seats(office: str, holders: Sequence[Holder], spot: Spot) -> None:
    """Whether an office, or a district, has no more holders on a day than seats."""
    seats = SEATS.get(office, 1)
    for i, holder in enumerate(holders):
        day = holder.since or date.min
        there = [each for each in holders if each.holds_on(day) and each.district == holder.district]
        if len(there) > seats and there[-1] is holder:
            names = ", ".join(each.name for each in there)
            spot.inside(i).fault(f"{names} hold this at once: say until when each did, {seats} at a time")


def _grades(question: Question, spot: Spot, catalogue: Catalogue, today: date) -> None:
    from bot.lessons.grading import grade  # the grader is not needed to start a bot
    from bot.lessons.keys import key_of

    if question.varies is None:
        key = key_of(question, catalogue.officials, state=None, on=today)
        for path, text in _right(question):
            verdict = grade(key, text).verdict
            wanted = verdict is Verdict.CORRECT or (
                path[-1] != "say" and question.how_many > 1 and verdict is Verdict.PARTIAL
            )
            if not wanted:
                spot.inside(*path).fault(f"the grader refuses `{text}`: give another form, or mend the grader")
        keys = [key]
    elif question.varies in STATE_OFFICES:
        keys = [key_of(question, catalogue.officials, state=state, on=today) for state in ("MA", "DC")]
    else:
        keys = [key_of(question, catalogue.officials, state=None, on=today)]
    for key in keys:
        if not key.open:
            _refused(question, spot, key)


def _refused(question: Question, spot: Spot, key: Key) -> None:
    from bot.lessons.grading import grade
    from bot.lessons.grading.forms import verbatim, written
    from bot.lessons.grading.ready import ready

    # As misses they would win over the answer that they are, and be refused: the grader sees no fault in them.
    answers = ready(key).verbatim
    for field, texts in (("wrong", question.wrong), ("near_miss", [miss.text for miss in question.near_miss])):
        for i, text in enumerate(texts):
            if unit := answers.get(verbatim(written(text)[0])):
                spot.inside(field, i).fault(f"`{text}` is the right answer `{unit.text}`: choose one that is wrong")
    for i, text in enumerate(question.wrong):
        if grade(key, text).verdict is Verdict.CORRECT:
            spot.inside("wrong", i).fault(f"the grader accepts the wrong choice `{text}`: choose one that is wrong")
    for i, miss in enumerate(question.near_miss):
        if grade(key, miss.text).verdict is Verdict.CORRECT:
            spot.inside("near_miss", i).fault(f"the grader accepts the near miss `{miss.text}`: it must not pass")
    pieces = (question.hint, *PIECE.findall(question.hint))
    if answer := next((piece for piece in pieces if grade(key, piece).verdict is not Verdict.INCORRECT), ""):
        spot.inside("hint").fault(f"the grader accepts `{answer}` of the hint: give a cue, not an answer")


def _right(question: Question) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """Every text that must pass, with its path in the question."""
    yield ("say",), question.say
    for i, answer in enumerate(question.answers):
        yield ("answers", i, "text"), answer.text
        for j, text in enumerate(answer.also):
            yield ("answers", i, "also", j), text
        for j, part in enumerate(answer.parts):
            for k, text in enumerate(part.also):
                yield ("answers", i, "parts", j, "also", k), text
