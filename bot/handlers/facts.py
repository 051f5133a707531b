"""What an answer leaves behind: the fact of it, and the card that it moves."""

from __future__ import annotations

from bot.lessons.drill import Session
from bot.lessons.memory import BLIND_TAP_SECONDS, Evidence, mastered, produce_is_open, rating_of, review
from bot.lessons.model import Skill, Verdict
from bot.messages import Press
from bot.ports import Attempt
from bot.turn import Turn

ANSWER_KEPT = 200  # characters


def awake(turn: Turn) -> None:
    """Practising ends a pause: when it is asked for, and when what was on the screen is answered."""
    if turn.learner.paused_on is not None:
        turn.update(paused_on=None)
        turn.say(turn.t("pause.off"))


def note(
    turn: Turn,
    session: Session,
    item: str,
    verdict: Verdict,
    *,
    form: str,
    unaided: bool,
    exact: bool = False,
    second_try: bool = False,
    text: str | None = None,
    single: Skill | None = None,
) -> None:
    """Note an answer. `unaided`: typed or said without choices (a word of a0: chosen by its sound), which counts for the
    produce card once that is open.
    `single`: the item has one card, of this skill."""
    awake(turn)
    recognise, produce = turn.card(item, Skill.RECOGNISE), turn.card(item, Skill.PRODUCE)
    producing = unaided and (produce is not None or produce_is_open(recognise))
    skill = single if single is not None else Skill.PRODUCE if producing else Skill.RECOGNISE
    old = turn.card(item, skill)
    asked_at = turn.place.data.get("asked_at")
    seconds = turn.now.timestamp() - asked_at if asked_at is not None else None
    pressed = isinstance(turn.input, Press)
    evidence = Evidence(
        verdict,
        skill,
        exact=exact,
        hinted=session.helped,
        second_try=second_try,
        blind=pressed and (session.blind or (seconds is not None and seconds < BLIND_TAP_SECONDS)),
    )
    today = turn.today
    rated_today = any(card is not None and card.reviewed_on == today for card in (recognise, produce))
    rating = None if rated_today else rating_of(evidence, old)
    card = None
    if rating is not None:
        card = review(
            old,
            rating,
            item=item,
            skill=skill,
            now=turn.now,
            day=today,
            learner=turn.learner.id,
            soon=session.soon,
            partial=verdict is Verdict.PARTIAL or second_try,
        )
    kept = text[:ANSWER_KEPT] if text is not None else None
    turn.remember(
        Attempt(
            item,
            skill,
            form,
            verdict,
            rating,
            turn.now,
            today,
            hinted=session.helped,
            seconds=seconds,
            answer=kept,
            mastered=card is not None and card.skill is Skill.PRODUCE and mastered(card) and not mastered(old),
        ),
        card,
    )
