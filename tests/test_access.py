"""Who may what, as a table: every action, for everybody who might try."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from bot import access
from bot.access import AT_A_SITE, Action
from bot.ports.staff import Class, Post, Role, Site, Viewer

LYNN, SALEM = Site(1, "Lynn"), Site(2, "Salem")
DAY = date(2026, 11, 23)
TOM, UMA = Post(1, Role.TUTOR, LYNN, "Tom", DAY), Post(2, Role.TUTOR, LYNN, "Uma", DAY)
CORA, EVE = Post(3, Role.COORDINATOR, LYNN, "Cora", DAY), Post(4, Role.COORDINATOR, SALEM, "Eve", DAY)
ROOM = Class(1, "k1", "Evening", LYNN, "America/New_York", DAY, tutors=(TOM.id,))

IN_CLASS = {
    "the tutor": (TOM, set(Action) - AT_A_SITE),
    "another tutor of the site": (UMA, set()),
    "the site's coordinator": (CORA, {Action.HAND_OVER}),
    "a coordinator elsewhere": (EVE, set()),
}
AT_SITE = {
    "the tutor": (TOM, {Action.NEW_CLASS}),
    "the site's coordinator": (
        CORA,
        {
            Action.INVITE_TUTOR,
            Action.REVOKE_CODE,
            Action.END_POST,
            Action.GIVE_LINK,
            Action.SEE_REPORT,
            Action.SEE_AUDIT,
        },
    ),
    "a coordinator elsewhere": (EVE, set()),
}


@pytest.mark.parametrize("who", IN_CLASS)
@pytest.mark.parametrize("action", Action)
def test_in_a_class(who: str, action: Action) -> None:
    post, allowed = IN_CLASS[who]
    assert (access.in_class(Viewer((post,), ()), action, ROOM) is not None) == (action in allowed)


@pytest.mark.parametrize("who", IN_CLASS)
@pytest.mark.parametrize("action", Action)
def test_in_a_class_that_has_ended_nobody_may_anything(who: str, action: Action) -> None:
    post, _ = IN_CLASS[who]
    assert access.in_class(Viewer((post,), ()), action, replace(ROOM, closed_on=DAY)) is None


@pytest.mark.parametrize("who", AT_SITE)
@pytest.mark.parametrize("action", Action)
def test_at_a_site(who: str, action: Action) -> None:
    post, allowed = AT_SITE[who]
    assert (access.at_site(Viewer((post,), ()), action, LYNN.id) is not None) == (action in allowed)


@pytest.mark.parametrize("action", Action)
def test_a_stranger_may_nothing(action: Action) -> None:
    assert access.in_class(None, action, ROOM) is None
    assert access.at_site(None, action, LYNN.id) is None


def test_with_two_posts_the_one_that_may_is_named() -> None:
    both = Viewer((CORA, TOM), ())
    assert access.in_class(both, Action.SEE_LEARNER, ROOM) is TOM
    assert access.at_site(both, Action.SEE_REPORT, LYNN.id) is CORA
