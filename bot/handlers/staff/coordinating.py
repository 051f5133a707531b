"""A coordinator's sites: who teaches what, inviting and ending tutors. Figures only; no learner is shown here."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from bot import access, codes
from bot.access import Action
from bot.handlers.staff.desk import Desk
from bot.handlers.staff.home import LINK_LASTS
from bot.ports.deeds import EndPost, GiveSignIn, Look, MakeCode, RevokeCode
from bot.ports.office import Office
from bot.ports.staff import Code, Post, Role, Site

INVITATION_LASTS = timedelta(days=14)


async def open_codes(office: Office, site: int, now: datetime) -> Sequence[Code]:
    """The invitations of a site to tutors and coordinators that still open something, newest first."""
    return [code for code in await office.codes(site) if code.kind in tuple(Role) and code.works(now)]


def _site(desk: Desk, action: Action, arguments: list[str]) -> tuple[Site, Post] | None:
    if not arguments or not arguments[0].isdecimal():
        return None
    post = access.at_site(desk.viewer, action, int(arguments[0]))
    return (post.site, post) if post is not None else None


async def show_sites(desk: Desk, _: list[str]) -> None:
    """The sites they coordinate."""
    mine = [
        post.site
        for post in desk.viewer.posts
        if access.at_site(desk.viewer, Action.INVITE_TUTOR, post.site.id) is post
    ]
    if not mine:
        return desk.nothing()
    if len(mine) == 1:
        return await show_site(desk, [str(mine[0].id)])
    rows = [(desk.to(site.name, "site", site.id),) for site in mine]
    return desk.say(desk.s("sites.all"), *rows, (desk.button("staff.home", "home"),))


async def show_site(desk: Desk, arguments: list[str]) -> None:
    """One site: its tutors and how many classes each has."""
    here = _site(desk, Action.INVITE_TUTOR, arguments)
    if here is None:
        return desk.nothing()
    site, _ = here
    classes = [room for room in await desk.office.classes(sites=[site.id]) if room.closed_on is None]
    tutors = [post for post in await desk.office.posts([site.id]) if post.role is Role.TUTOR and post.until is None]
    lines = [desk.s("sites.one", site=site.name, tutors=len(tutors), n=len(classes))]
    lines.append(desk.s("sites.tutors" if tutors else "sites.no_tutor"))
    rows = [
        (desk.to(f"{post.name} · {sum(post.id in room.tutors for room in classes)}", "tutor", site.id, post.id),)
        for post in tutors
    ]
    alone = [room for room in classes if not room.tutors]
    if alone:
        lines.append(desk.s("sites.alone", names=", ".join(room.name for room in alone)))
        rows += [(desk.button("sites.give", "hand", room.id, name=room.name),) for room in alone]
    b = desk.button
    rows += [
        (b("sites.revoke", "revoke", site.id, codes.part(c.code), code=codes.part(c.code), role=desk.s(f"staff.role_{c.kind}")),)
        for c in await open_codes(desk.office, site.id, desk.turn.now)
    ]  # fmt: skip
    return desk.say(
        "\n".join(lines),
        *rows,
        (b("sites.recruit", "recruit", site.id),),
        (b("staff.report", "report"), b("staff.home", "home")),
    )


async def invite_tutor(desk: Desk, arguments: list[str]) -> None:
    """A code for one new tutor: it works once, for two weeks."""
    here = _site(desk, Action.INVITE_TUTOR, arguments)
    if here is None:
        return desk.nothing()
    site, post = here
    code = codes.fresh(desk.turn.tools.chance)
    desk.turn.do(MakeCode(code, "tutor", site.name, None, desk.turn.now + INVITATION_LASTS, post.id))
    link = desk.turn.tools.links.join(code)
    return desk.say(
        desk.s("sites.invited", site=site.name, code=code, link=link), (desk.button("staff.back", "site", site.id),)
    )


async def revoke(desk: Desk, arguments: list[str]) -> None:
    """An invitation that nobody has used yet opens nothing any more. Arguments: the site, the first part of the code."""
    here = _site(desk, Action.REVOKE_CODE, arguments)
    if here is None or len(arguments) < 2:
        return desk.nothing()
    site, post = here
    named = [c for c in await open_codes(desk.office, site.id, desk.turn.now) if codes.part(c.code) == arguments[1]]
    if not named:
        return desk.nothing()
    desk.turn.do(*(RevokeCode(code.code, post.id) for code in named))
    return desk.say(desk.s("sites.revoked", code=arguments[1]), (desk.button("staff.back", "site", site.id),))


async def ask_tutor(desk: Desk, arguments: list[str]) -> None:
    """One tutor; their work here can be ended, and who has no chat can be given a way in."""
    here = _site(desk, Action.END_POST, arguments)
    tutor = await _tutor(desk, here[0], arguments) if here else None
    if here is None or tutor is None:
        return desk.nothing()
    site, _ = here
    rooms = [room for room in await desk.office.classes(sites=[site.id]) if tutor.id in room.tutors]
    hand = [(desk.button("sites.give", "hand", room.id, name=room.name),) for room in rooms]
    link = () if tutor.person is not None else (desk.button("sites.link", "link", site.id, tutor.id),)
    yes = desk.button("sites.end", "ended", site.id, tutor.id)
    text = desk.s("sites.tutor", name=tutor.name, classes=", ".join(room.name for room in rooms) or "–")
    return desk.say(text, *hand, link, (yes,), (desk.button("staff.back", "site", site.id),))


async def _tutor(desk: Desk, site: Site, arguments: list[str]) -> Post | None:
    posts = await desk.office.posts([site.id])
    wanted = arguments[1] if len(arguments) > 1 else ""
    return next((p for p in posts if str(p.id) == wanted and p.role is Role.TUTOR and p.until is None), None)


async def end_tutor(desk: Desk, arguments: list[str]) -> None:
    """Their access has ended; their classes wait for another tutor."""
    here = _site(desk, Action.END_POST, arguments)
    tutor = await _tutor(desk, here[0], arguments) if here else None
    if here is None or tutor is None:
        return desk.nothing()
    site, post = here
    desk.turn.do(EndPost(tutor.id, post.id))
    return desk.say(desk.s("sites.ended", name=tutor.name), (desk.button("staff.back", "site", site.id),))


async def give_link(desk: Desk, arguments: list[str]) -> None:
    """A way in for a tutor without a chat, to hand on: the link works once, for a quarter of an hour."""
    here = _site(desk, Action.GIVE_LINK, arguments)
    tutor = await _tutor(desk, here[0], arguments) if here else None
    if here is None or tutor is None or tutor.person is not None:
        return desk.nothing()
    site, post = here
    token = codes.token(desk.turn.tools.chance)
    desk.turn.do(GiveSignIn(token, tutor.id, desk.turn.now + LINK_LASTS, post.id))
    text = desk.s("sites.linked", name=tutor.name, link=desk.turn.tools.links.sign_in(token))
    return desk.say(text, (desk.button("staff.back", "site", site.id),))


async def show_report(desk: Desk, _: list[str]) -> None:
    """The programme year so far at the sites they coordinate; that they looked is written down for each."""
    posts = [post for post in desk.viewer.posts if access.at_site(desk.viewer, Action.SEE_REPORT, post.site.id) is post]
    if not posts:
        return desk.nothing()
    told = await desk.turn.tools.reports.programme([post.site for post in posts], posts[0], desk.turn.now)
    desk.turn.do(*(Look("see report", post.site.id, post.id) for post in posts if post.site.demo is posts[0].site.demo))
    return desk.say(told.text, *told.rows)
