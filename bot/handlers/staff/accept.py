"""An invitation is accepted: what is kept of staff is said, a name is given, and the post begins."""

from __future__ import annotations

from bot.handlers.secrets import holds_secret
from bot.messages import Button, Press, Text
from bot.names import as_name
from bot.ports.deeds import TakePost
from bot.ports.staff import Code
from bot.turn import Turn

LONGEST_NAME = 40


async def begin(turn: Turn, code: Code) -> None:
    """Somebody opened a tutor's or coordinator's invitation. For who has that post it is not."""
    mine = await turn.tools.office.viewer(person=turn.learner.id) if turn.learner.staff else None
    if mine is not None and any((post.role, post.site) == (code.kind, code.site) for post in mine.posts):
        told = turn.s("accept.already", role=turn.s(f"staff.role_{code.kind}"), site=code.site.name)
        return turn.say(told, (Button(turn.s("staff.home"), "staff", "home"),), replaces=turn.pressed)
    if turn.known.learner is None:
        turn.update(created_on=turn.today)
    turn.ask_aside("staff", ask="accept", code=code.code, kind=code.kind, site=code.site.name)
    role = turn.s(f"staff.role_{code.kind}")
    turn.say(
        turn.s("accept.ask", role=role, site=code.site.name, kept=turn.s(f"accept.kept_{code.kind}")),
        (Button(turn.s("accept.no"), "staff", "accept-no"),),
        replaces=turn.pressed,
    )


async def answer(turn: Turn) -> None:
    """A press on "not now"."""
    if turn.place.data.get("ask") == "accept":
        turn.come_back()
    if turn.learner.agreed_on is None:
        turn.changes.erase = True
    turn.say(turn.s("accept.declined"), replaces=turn.pressed)


async def read_name(turn: Turn) -> None:
    """The name that learners and colleagues will see; giving it accepts."""
    data = turn.place.data
    name = as_name(turn.input.text) if isinstance(turn.input, Text) else ""
    if isinstance(turn.input, Press) or not name or len(name) > LONGEST_NAME or holds_secret(name):
        return turn.say(turn.s("accept.name"), (Button(turn.s("accept.no"), "staff", "accept-no"),))
    turn.come_back()
    if turn.learner.agreed_on is None and turn.place.at == "onboarding":
        turn.move("menu")  # by the name they have agreed: what is asked of new learners first is settled
    language = turn.learner.language if turn.learner.language in turn.tools.staff_phrases.languages else "en"
    turn.update(agreed_on=turn.learner.agreed_on or turn.today)
    turn.do(TakePost(data["code"], name, language))
    role = turn.s(f"staff.role_{data['kind']}")
    rows = [(Button(turn.s("staff.home"), "staff", "home"),)]
    if data["kind"] == "tutor":
        rows.insert(0, (Button(turn.s("rooms.new"), "staff", "newclass"),))
    return turn.say(turn.s("accept.done", name=name, role=role, site=data["site"]), *rows)
