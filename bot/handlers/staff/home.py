"""Where a tutor or coordinator begins, and the link to their pages."""

from __future__ import annotations

from datetime import timedelta

from bot import codes
from bot.handlers.staff.desk import Desk
from bot.messages import Button
from bot.ports.deeds import AskSignIn

LINK_LASTS = timedelta(minutes=15)


async def show(desk: Desk, _: list[str]) -> None:
    """The staff's menu; who learns here, too, goes on with that by one press."""
    post = desk.viewer.post
    own = _practice(desk) if desk.turn.learner.goal is not None else ()
    desk.say(desk.s("staff.menu", name=post.name, site=post.site.name), *_rows(desk), own)


async def help(desk: Desk, _: list[str]) -> None:
    """The same with what is where; and practice, to learn or to see what learners see."""
    told = ("tutor", desk.is_tutor), ("coordinator", desk.is_coordinator)
    text = "\n".join(desk.s(f"staff.help_{role}") for role, is_one in told if is_one)
    desk.say(text, *_rows(desk), _practice(desk))


def _practice(desk: Desk) -> tuple[Button, ...]:
    return (Button(desk.turn.t("menu.practice"), "go", "practice"),)


def _rows(desk: Desk) -> list[tuple[Button, ...]]:
    b = desk.button
    rows: list[tuple[Button, ...]] = []
    if desk.is_tutor:
        rows += [
            (b("staff.summary", "summary"), b("staff.students", "students")),
            (b("staff.classes", "classes"), b("staff.invite", "invite")),
            (b("staff.assign", "assign"), b("staff.write", "write")),
            (b("staff.questions", "questions"),),
        ]
    if desk.is_coordinator:
        rows.append((b("staff.sites", "sites"), b("staff.report", "report")))
    return [*rows, (b("staff.dashboard", "dashboard"),)]


async def dashboard(desk: Desk, _: list[str]) -> None:
    """A link to the pages: it works once, for a quarter of an hour."""
    token = codes.token(desk.turn.tools.chance)
    desk.turn.do(AskSignIn(token, desk.viewer.post.id, desk.turn.now + LINK_LASTS))
    desk.say(desk.s("dashboard.link", link=desk.turn.tools.links.sign_in(token)), (desk.button("staff.home", "home"),))
