"""What a learner remembers of one item: an FSRS card for each item and skill.

The rules (what evidence counts as, the caps, when an item is mastered) are those of the
curriculum's pedagogy, sections 3 and 7. Nothing here knows the time: `now` is an argument, and
`day` is the learner's own day.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from enum import IntEnum
from functools import lru_cache
from random import Random
from typing import NamedTuple

import fsrs

from bot.lessons.model import Skill, Verdict

RETENTION = 0.90
RECOGNISE_CAP_DAYS = 7  # a guessed tap costs a week at most
PRODUCE_CAP_DAYS = 30  # civics: shorter than English, because the whole bank is asked on one day
ENGLISH_CAP_DAYS = 60
MASTERED_STABILITY_DAYS = 21.0
MASTERED_SUCCESSES = 3
EASY_SUCCESSES = 3  # never on the first meetings
OPENING_DAYS = 2  # recognised on so many different days before it has to be produced
LOST_BELOW = 0.70  # chance to be remembered
BLIND_TAP_SECONDS = 0.7
_DECAY = -fsrs.Scheduler(enable_fuzzing=False).parameters[20]
_FACTOR = 0.9 ** (1 / _DECAY) - 1  # stability is the days after which nine of ten are remembered
FUZZ_FROM_DAYS = 3
FUZZ = 0.05
SOON_DAYS = 21  # before an interview: then its questions are asked more often
SOON_RETENTION = 0.95
SOON_CAP_DAYS = 4


class Rating(IntEnum):
    """FSRS's four ratings. They are read off the evidence and never asked of the learner."""

    AGAIN = 1
    HARD = 2
    GOOD = 3
    EASY = 4


class Card(NamedTuple):
    """The memory of one item and skill. Days are the learner's own; instants are aware.

    `successes` counts right first answers of a day (so it also counts the different days);
    `reviews` counts all rated answers.
    """

    item: str
    skill: Skill
    stability: float
    difficulty: float
    due: datetime
    reviewed_at: datetime
    reviewed_on: date
    reviews: int
    successes: int
    lapses: int


class Evidence(NamedTuple):
    """What happened when an item was asked, as far as memory is concerned."""

    verdict: Verdict
    skill: Skill
    exact: bool = False  # typed or spoken with no slip
    hinted: bool = False
    second_try: bool = False
    blind: bool = False  # a tap too fast to have been read, or one of a row in the same place


def rating_of(evidence: Evidence, card: Card | None) -> Rating | None:
    """The rating that the evidence stands for; None when it says nothing (a blind tap)."""
    if evidence.blind:
        return None
    if evidence.verdict is Verdict.INCORRECT:
        return Rating.AGAIN
    if evidence.verdict is Verdict.PARTIAL or evidence.hinted or evidence.second_try:
        return Rating.HARD
    if evidence.skill is Skill.PRODUCE and evidence.exact and card is not None and card.successes >= EASY_SUCCESSES:
        return Rating.EASY
    return Rating.GOOD


@lru_cache(maxsize=16)
def _scheduler(cap_days: int, retention: float) -> fsrs.Scheduler:
    return fsrs.Scheduler(
        desired_retention=retention,
        learning_steps=(),
        relearning_steps=(),
        maximum_interval=cap_days,
        enable_fuzzing=False,
    )


def is_soon(week: date | None, today: date) -> bool:
    """Whether an interview in the week that begins on a Monday is near, or is in these days."""
    return week is not None and week - timedelta(days=SOON_DAYS) <= today < week + timedelta(days=7)


def is_civics(item: str) -> bool:
    """Whether an item is a question of the citizenship test."""
    return item.startswith("civics-")


def cap_of(skill: Skill, item: str, *, soon: bool = False) -> int:
    """The longest interval of an item's card of a skill, in days; `soon`: the interview is near."""
    if soon and is_civics(item):
        return SOON_CAP_DAYS
    if skill is Skill.RECOGNISE:
        return RECOGNISE_CAP_DAYS
    return PRODUCE_CAP_DAYS if is_civics(item) else ENGLISH_CAP_DAYS


def is_due(card: Card, day: date, ends: datetime, *, soon: bool) -> bool:
    """Whether a card is due on the learner's day, which ends at the instant `ends`: as was planned, or earlier because the
    interview has come near since."""
    if card.due < ends:
        return True
    return soon and is_civics(card.item) and card.reviewed_on + timedelta(days=SOON_CAP_DAYS) <= day


def review(
    card: Card | None,
    rating: Rating,
    *,
    item: str,
    skill: Skill,
    now: datetime,
    day: date,
    learner: int,
    soon: bool = False,
    partial: bool = False,
) -> Card:
    """The card after an answer; `card` is None on the first meeting, `soon` tells that the learner's interview is near,
    `partial` that only a part of the answer was right, or all of it only at the second try: that is neither a success nor a
    lapse.

    Only the first answer of a local day moves a card: a second one the same day returns it as it
    was. The interval's fuzz is seeded by learner, item and count, so that doing it again (an update
    that is delivered twice, a turn that is thought twice) gives the same date.

    Raises:
        ValueError: `now` is naive.
    """
    if now.tzinfo is None:
        raise ValueError("review() needs an aware time")
    if card is not None and card.reviewed_on == day:
        return card
    old = _as_fsrs(card) if card else fsrs.Card(card_id=0, due=now)
    cap = cap_of(skill, item, soon=soon)
    retention = SOON_RETENTION if soon and is_civics(item) else RETENTION
    new, _ = _scheduler(cap, retention).review_card(old, fsrs.Rating(int(rating)), now)
    assert new.stability is not None
    assert new.difficulty is not None
    count = card.reviews if card else 0
    days = _fuzzed((new.due - now).days, cap, Random(f"{learner}:{item}:{skill}:{count}"))
    wrong = rating is Rating.AGAIN
    return Card(
        item=item,
        skill=skill,
        stability=new.stability,
        difficulty=new.difficulty,
        due=now + timedelta(days=days),
        reviewed_at=now,
        reviewed_on=day,
        reviews=count + 1,
        successes=(card.successes if card else 0) + (not wrong and not partial),
        lapses=(card.lapses if card else 0) + wrong,
    )


def _as_fsrs(card: Card) -> fsrs.Card:
    # The id is given because fsrs, left to itself, waits a millisecond to make one.
    held = fsrs.Card(card_id=0, state=fsrs.State.Review, step=None, due=card.due)
    held.stability, held.difficulty, held.last_review = card.stability, card.difficulty, card.reviewed_at
    return held


def _fuzzed(days: int, cap: int, chance: Random) -> int:
    days = max(1, days)
    if days < FUZZ_FROM_DAYS:
        return days
    spread = max(1, round(days * FUZZ))
    return min(cap, max(2, days + chance.randint(-spread, spread)))


def recall(card: Card, now: datetime) -> float:
    """The estimated chance that the item is remembered at `now`, from 0 to 1."""
    return retrievability(card.stability, (now - card.reviewed_at).days)


def retrievability(stability: float, days: int) -> float:
    """FSRS's forgetting curve: the chance that something is remembered so many whole days after its last review. It is
    written out here because a report asks it millions of times."""
    return float((1 + _FACTOR * max(0, days) / stability) ** _DECAY)


def produce_is_open(recognise: Card | None) -> bool:
    """Whether the item has been recognised often enough to be asked without choices (a word of a0: by its sound)."""
    return recognise is not None and recognise.successes >= OPENING_DAYS


def mastered(produce: Card | None) -> bool:
    """Whether the item is known for good: produced rightly on three days (a word of a0: known by its sound), and stable for three
    weeks."""
    return (
        produce is not None and produce.stability >= MASTERED_STABILITY_DAYS and produce.successes >= MASTERED_SUCCESSES
    )


def lost(card: Card, now: datetime) -> bool:
    """Whether what was known for good may be forgotten by now: it needs a visit, and is known all the same."""
    return recall(card, now) < LOST_BELOW
