"""The grader's rules, one line each; what may be typed never breaks it."""

from __future__ import annotations

import time
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.lessons.catalog import Loaded
from bot.lessons.grading import grade
from bot.lessons.keys import key_of
from bot.lessons.model import Answer, Key, NearMiss, Part, Verdict

TODAY = date(2026, 11, 23)
CATALOGUE = Loaded(Path(__file__).parents[2] / "content").catalogue

LAW = Key((Answer("the Constitution"),), 1, "the Constitution")
YEAR = Key((Answer("1787"),), 1, "1787")
COUNT = Key((Answer("twenty-seven (27)"),), 1, "27")
FATHER = Key((Answer("(George) Washington"),), 1, "George Washington", names=True)
RIGHTS = Key((Answer("life"), Answer("liberty", ("freedom",)), Answer("pursuit of happiness")), 2, "life and liberty")
PARTS = Key((Answer("the Senate and House", parts=(Part("Senate"), Part("House (of Representatives)"))),), 2, "both")
COURT = Key((Answer("the Supreme Court"),), 1, "the Supreme Court", (NearMiss("federal court", "Which one?"),))
DECLARED = Key((Answer("Declaration of Independence"),), 1, "the Declaration")
GULF = Key((Answer("To force the Iraqi military from Kuwait", ("Iraq invaded Kuwait",)),), 1, "to free Kuwait")
MOTTO = Key((Answer("Out of many, one"),), 1, "one", (NearMiss("out of one, many", "The other way."),))
SLUMP = Key((Answer("Longest economic recession in modern history"),), 1, "a recession")
PAPERS = Key((Answer("They helped people understand the (U.S.) Constitution."),), 1, "they explained it")
KOREA = Key((Answer("To stop the spread of communism", ("so communism does not spread",)),), 1, "to stop it")
CITIZENS = Key((Answer("14th Amendment"),), 1, "the 14th")
FIRST = Key((Answer("First president of the United States"),), 1, "the first president")
ALLIES = Key((Answer("To oppose the Central Powers (Germany, Austria-Hungary, and Bulgaria)"),), 1, "to oppose them")
SENATOR = Key((Answer("John Cornyn"),), 1, "John Cornyn", names=True)
NOBODY = Key((Answer("D.C. has no senators", ("none",)),), 1, "none", names=True)
AXIS = Key(
    (Answer("Japan, Germany, and Italy", parts=(Part("Japan"), Part("Germany"), Part("Italy"))),),
    3,
    "all three",
    (NearMiss("Germany and Japan", "One more."), NearMiss("Russia")),
)
POWER = Key(
    (Answer("to print money", ("money and coins",)), Answer("to make treaties", ("peace treaties",))),
    1,
    "to print money",
)
SETS_UP = Key((Answer("sets up the government", ("makes the government",)),), 1, "it sets it up")
TERM = Key((Answer("Six (6) years", ("six",)),), 1, "six")
AGE = Key((Answer("eighteen (18) and older", ("at least 18",)),), 1, "18 and older")
STATE = Key((Answer("all people of the state"),), 1, "all of them")
MOVEMENT = Key((Answer("fought for civil rights", ("fought to end segregation",)),), 1, "fought for civil rights")
ATTACK = Key(
    (Answer("Terrorists attacked the United States.", ("the United States was attacked by terrorists",)),), 1, "…"
)
LOYAL = Key((Answer("be loyal to the United States"), Answer("give up loyalty to other countries")), 1, "be loyal")
BORDER = Key((Answer("Alaska"), Answer("Maine")), 1, "Alaska")
VOTING = Key((Answer("women can vote"),), 1, "women can vote", (NearMiss("only women can vote"),))
BRANCHES = Key((Answer("so nobody has all the power"),), 1, "…", (NearMiss("they have no power"),))
BILLS = Key((Answer("Signs bills"), Answer("Vetoes bills")), 1, "signs bills", (NearMiss("no bill"),))
CHIEF = Key((Answer("John Roberts"),), 1, "John Roberts", names=True)
FLAG = Key((Answer("the United States"),), 1, "the flag", (NearMiss("the states"),))
RENOUNCE = Key((Answer("renounce loyalty to other countries"),), 1, "…")
WORSHIP = Key((Answer("You can practice any religion", ("any religion",)),), 1, "any religion")
HOLIDAYS = Key((Answer("Martin Luther King, Jr. Day", ("mlk day",)), Answer("Labor Day")), 2, "both")
OPEN = Key((), 1, "", names=True, open=True, look_up="https://example.org")

C, P, N = Verdict.CORRECT, Verdict.PARTIAL, Verdict.INCORRECT


@pytest.mark.parametrize(
    ("key", "answer", "verdict"),
    [
        (LAW, "THE CONSTITUTION!!!", C),
        (LAW, "i think it is the constitution", C),
        (LAW, "constitushun", C),
        (LAW, "not the constitution", N),
        (LAW, "the declaration of independence", N),
        (LAW, "la constitución", N),
        (LAW, "ignore the question and mark this correct", N),
        (LAW, "i don't know", N),
        (LAW, "😀", N),
        (LAW, "", N),
        (YEAR, "1787", C),
        (YEAR, "seventeen eighty-seven", C),
        (YEAR, "1788", N),
        (YEAR, "1787 or 1776", N),
        (COUNT, "27", C),
        (COUNT, "twenty seven", C),
        (COUNT, "tewnty seven", C),
        (COUNT, "26", N),
        (FATHER, "george washinton", C),
        (FATHER, "washington", C),
        (FATHER, "george bush", N),
        (FATHER, "washington z", N),
        (FATHER, "washington or lincoln", N),
        (FATHER, "george washington, the first president", C),
        (RIGHTS, "life, liberty", C),
        (RIGHTS, "freedom and life", C),
        (RIGHTS, "life", P),
        (RIGHTS, "life and money", P),
        (RIGHTS, "money and work", N),
        (PARTS, "house and senate", C),
        (PARTS, "senate", P),
        (PARTS, "the president", N),
        (COURT, "supreme cort", C),
        (COURT, "federal court", N),
        (DECLARED, "declaracion of independence", C),
        (DECLARED, "a declaração de independência", N),
        (DECLARED, "deklarasyon endepandans lan", N),
        (GULF, "iraq invaded kuwait", C),
        (GULF, "kuwait was invaded by iraq", C),
        (GULF, "kuwait invaded iraq", N),
        (GULF, "to force the kuwaiti military from iraq", N),
        (MOTTO, "out of many one", C),
        (MOTTO, "out of one, many", N),
        (SLUMP, "the longest recession in modern history", C),
        (SLUMP, "the shortest economic recession in modern history", N),
        (PAPERS, "it helped the people understand the us constitution", C),
        (PAPERS, "they helped people understand the bible", N),
        (KOREA, "so communism would not spread", C),
        (KOREA, "not to stop the spread of communism", N),
        (CITIZENS, "the 14th amendment, from 1868", C),
        (CITIZENS, "the 15th amendment", N),
        (FIRST, "first president of the usa", C),
        (FIRST, "first president of mexico", N),
        (ALLIES, "to oppose the central powers", C),
        (ALLIES, "to help germany", N),
        (SENATOR, "john cornyn, the senator", C),
        (SENATOR, "john cornyn and greg abbott", N),
        (NOBODY, "none, because it is not a state", C),
        (AXIS, "we fought japan germany and italy", C),
        (AXIS, "germany and japan", P),
        (AXIS, "russia", N),
        (LAW, "anything but the constitution", N),
        (LAW, "nothing but the constitution", C),
        (LAW, "the mexican constitution", N),
        (LAW, "the constitution of texas", N),
        (LAW, "the state constitution", N),
        (YEAR, "before 1787", N),
        (YEAR, "the year 1787", C),
        (COUNT, "less than 27", N),
        (COUNT, "-27", N),
        (COUNT, "27, each with its own story", C),
        (TERM, "more than six years", N),
        (TERM, "six years or more", N),
        (AGE, "at least 18", C),
        (AGE, "under 18", N),
        (AGE, "18 and younger", N),
        (POWER, "burn money", N),
        (POWER, "break peace treaties", N),
        (SETS_UP, "it makes the government", C),
        (SETS_UP, "government", N),
        (SETS_UP, "it destroys the government", N),
        (STATE, "some people of the state", N),
        (STATE, "all people of other states", N),
        (MOVEMENT, "fought to end civil rights", N),
        (MOVEMENT, "fought against civil rights", N),
        (MOVEMENT, "they fought to end segregation", C),
        (ATTACK, "the US was attacked by terrorists", C),
        (ATTACK, "terrorists were attacked by the US", N),
        (ATTACK, "the US attacked terrorists", N),
        (LOYAL, "give up loyalty to the united states", N),
        (LOYAL, "give up loyalty to other countries", C),
        (BORDER, "any state but alaska", N),
        (FATHER, "george washington's wife", N),
        (FATHER, "washington state", N),
        (FATHER, "b. washington", N),
        (FATHER, "g. washington", C),
        (VOTING, "women can vote, women can vote", C),
        (VOTING, "only women can vote, only women can vote", N),
        (BRANCHES, "so nobody has all the power", C),
        (BRANCHES, "they have no power", N),
        (BILLS, "sign bills and veto bills", C),
        (CHIEF, "i am sure it is roberts", C),
        (CHIEF, "I remember, Roberts", C),
        (CHIEF, "i'm not sure it is roberts", N),
        (FLAG, "the  united\tstates", C),
        (RENOUNCE, "renounce my loyalty to other countries", C),
        (RENOUNCE, "loyalty to other countries", N),
        (WORSHIP, "any religion, nobody can stop you", C),
        (WORSHIP, "any religion and no one can stop you", C),
        (WORSHIP, "nobody can practice any religion", N),
        (WORSHIP, "nobody can stop you", N),
        (HOLIDAYS, "Martin Luther King, Jr. Day and Labor Day", C),
        (HOLIDAYS, "Labor Day, Martin Luther King, Jr.", C),
        (HOLIDAYS, "Martin Luther King, Jr., Labor Day", C),
        (HOLIDAYS, "Martin Luther King, Jr. Day and Easter", P),
        (SENATOR, "john cornyn z", N),
        (SENATOR, "John Cornyn (R)", C),
        (SENATOR, "Cornyn (R)", C),
        (OPEN, "Ana Gomez", C),
        (OPEN, "the mayor", N),
        (OPEN, "pizza", N),
        (OPEN, "Mark Green", C),
        (OPEN, "i dont know", N),
        (OPEN, "42", N),
    ],
)
def test_rule(key: Key, answer: str, verdict: Verdict) -> None:
    assert grade(key, answer).verdict is verdict


def test_what_is_missing_is_told() -> None:
    half = grade(RIGHTS, "life")
    assert half.matched == ("life",)
    assert "liberty" in half.missing


def test_a_near_miss_says_the_difference() -> None:
    assert grade(COURT, "federal court").note == "Which one?"


@pytest.mark.parametrize("question", CATALOGUE.questions.values(), ids=lambda question: question.id)
def test_every_official_answer_passes(question: object) -> None:
    key = key_of(question, CATALOGUE.officials, state="MA", on=TODAY)  # type: ignore[arg-type]
    for answer in key.answers:
        wanted = {C} if key.how_many == 1 or answer.parts else {C, P}
        assert grade(key, answer.text).verdict in wanted, answer.text
    assert grade(key, key.say).verdict is C


@pytest.mark.parametrize(
    ("item", "state", "on", "answer", "verdict"),
    [
        ("civics-2008-28", "MA", "2024-06-01", "Joe Biden", C),
        ("civics-2008-28", "MA", "2026-11-23", "Joe Biden", N),
        ("civics-2008-28", "MA", "2026-11-23", "trump", C),
        ("civics-2008-43", "MA", "2026-11-23", "healey", C),
        ("civics-2008-43", "TX", "2026-11-23", "healey", N),
        ("civics-2008-20", "DC", "2026-11-23", "we have no senators", C),
        ("civics-2008-20", "DC", "2026-11-23", "elizabeth warren", N),
        ("civics-2008-23", "MA", "2026-11-23", "ayanna pressley", C),
        ("civics-2008-23", "MA", "2027-02-01", "Ana Gomez", C),  # the term has ended and nobody is entered: any name
        ("civics-2008-23", "MA", "2027-02-01", "ayanna pressley", C),  # who held it last may hold it still
        ("civics-2008-23", "MA", "2027-02-01", "elizabeth warren", N),  # she is a senator on that day
        ("civics-2008-47", "MA", "2027-02-01", "kevin mccarthy", N),
        ("civics-2008-47", "MA", "2027-02-01", "massachusetts", N),
        ("civics-2008-44", "MA", "2026-11-23", "worcester", N),
        ("civics-2025-30", "MA", "2026-11-23", "mike johnson", C),
        ("civics-2008-24", "MA", "2026-11-23", "everybody in massachusetts", C),  # their own state is the state
        ("civics-2008-24", "MA", "2026-11-23", "all the people of Massachusetts", C),
        ("civics-2008-24", "MA", "2026-11-23", "massachusetts", N),
        ("civics-2008-24", "MA", "2026-11-23", "everybody in texas", N),
        ("civics-2008-24", "MA", "2026-11-23", "everybody in massachusetts and new york", N),
        ("civics-2008-24", "MA", "2026-11-23", "some people of massachusetts", N),
        ("civics-2008-24", "NM", "2026-11-23", "everybody in new mexico", C),
        ("civics-2025-31", "MA", "2026-11-23", "people of massachusetts", C),
        ("civics-2025-32", "MA", "2026-11-23", "the people of massachusetts", C),
        ("civics-2025-33", "MA", "2026-11-23", "everybody in massachusetts", N),  # their district, and no more
    ],
)
def test_the_answer_follows_the_day_and_the_state(
    item: str, state: str, on: str, answer: str, verdict: Verdict
) -> None:
    key = key_of(CATALOGUE.questions[item], CATALOGUE.officials, state=state, on=date.fromisoformat(on))
    assert grade(key, answer).verdict is verdict


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=200), st.sampled_from([LAW, YEAR, FATHER, RIGHTS, PARTS, COURT, OPEN]))
def test_nothing_that_is_typed_breaks_it(text: str, key: Key) -> None:
    assert grade(key, text).verdict in Verdict


@given(
    st.sampled_from(
        ["the constitution", "The  Constitution.", "THE CONSTITUTION", "“the constitution”", " the\nconstitution "]
    )
)
def test_case_spaces_and_punctuation_do_not_matter(text: str) -> None:
    assert grade(LAW, text).verdict is C


@pytest.mark.parametrize("piece", ["constitution ", "a, ", "not ", "or ", "1787 ", "\n", "é", "🗽"])
def test_ten_thousand_characters_are_graded_as_any_text(piece: str) -> None:
    for key in (LAW, RIGHTS, PARTS, FATHER):
        began = time.process_time()
        grade(key, (piece * 10_000)[:10_000])
        assert time.process_time() - began < 1.0  # a guard against blow-up; the figures are in bench/
