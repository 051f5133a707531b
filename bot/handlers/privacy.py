"""`/privacy`, `/export`, `/delete`: what is kept, all of it in a file, and gone."""

from __future__ import annotations

import json
from typing import Any

from bot.handlers import menus, said
from bot.messages import Button, Document, Text
from bot.turn import Turn


async def show(turn: Turn) -> None:
    """What is kept and what never is."""
    turn.say(turn.t("privacy.text"), menus.go(turn, "export"), menus.go(turn, "delete"), menus.main(turn)[0])


async def warn(turn: Turn) -> None:
    """A number that must not be kept was typed or said: nothing of it is."""
    turn.say(turn.t("secret.warning"), menus.main(turn)[0])


async def export(turn: Turn) -> None:
    """Everything that is kept of the person, as JSON."""
    learner = turn.learner
    kept: dict[str, Any] = {
        "exported_at": turn.now.isoformat(),
        "person": {name: value for name, value in learner._asdict().items() if name != "id"},
        "channel": turn.incoming.address.channel,
        "chat_id": turn.incoming.address.user,
        "place": {"at": turn.place.at, "data": dict(turn.place.data)},
        "memory": [card._asdict() for card in await turn.cards()],
        "attempts": [attempt._asdict() for attempt in await turn.tools.records.attempts(learner.id)],
        **await _in_classes(turn),
    }
    content = json.dumps(kept, ensure_ascii=False, indent=1, default=str).encode()
    turn.say(turn.t("export.done"), document=Document("doorway.json", content, "application/json"))


async def _in_classes(turn: Turn) -> dict[str, Any]:
    """What is kept of the person beside their own practice; a teacher's own notes are the teacher's."""
    office, me = turn.tools.office, turn.learner.id
    rooms = await office.classes_of(me, former=True)
    now = {room.id for room in await office.classes_of(me)}
    ids = [room.id for room in rooms]
    works = await office.assignments(ids, learner=me)
    titles = {work.id: work.title for work in works}
    return {
        "classes": [{"name": room.name, "site": room.site.name, "now": room.id in now} for room in rooms],
        "homework": [
            {"title": work.title, "due_on": work.due_on, "items": work.items, "prompt": work.prompt} for work in works
        ],
        "letters": [
            {
                "from_you": letter.from_learner,
                "at": letter.at,
                "text": letter.text,
                "item": letter.item,
                "homework": titles.get(letter.work or 0),
            }
            for letter in await office.letters(ids, learner=me)
        ],
        "meetings": [
            {"day": meeting.day, "minutes": meeting.minutes}
            for meeting in await office.meetings(ids)
            if me in meeting.learners
        ],
        "levels": [{"level": step.level, "how": step.how, "at": step.at} for step in await office.levels([me])],
        "results": [
            {"test": result.test, "day": result.day, "nrs": result.nrs, "score": result.score}
            for result in await office.results([me])
        ],
        "can_do": [
            {"unit": tick.unit, "reached": tick.reached, "at": tick.at} for tick in (await office.shown(me, [])).ticks
        ],
        "milestones": [{"kind": reached.kind, "at": reached.at} for reached in await office.milestones([me])],
        "interview": [{"week": told.week, "shared": told.shared} for told in await office.interviews([me])],
    }


async def ask_delete(turn: Turn) -> None:
    """Ask once."""
    turn.ask_aside("delete")
    yes, no = (Button(turn.t(f"delete.{choice}"), "delete", choice) for choice in ("yes", "no"))
    turn.say(turn.t("delete.ask"), (no,), (yes,))


async def read_delete(turn: Turn) -> None:
    """What is typed or sent instead: a "no" is one; for anything else it is asked again, and nothing is deleted."""
    if isinstance(turn.input, Text) and said.means(turn, turn.input.text, "no"):
        turn.leave_aside()
        return turn.say(turn.t("delete.kept"), *menus.main(turn)[:1])
    turn.say(turn.t("onboarding.press"))
    return await ask_delete(turn)


async def delete(turn: Turn) -> None:
    """A press on yes or no."""
    turn.leave_aside()
    if turn.input.choice == "yes":
        turn.changes.erase = True
        turn.say(turn.t("delete.done"), replaces=turn.pressed, clears=True)
    else:
        turn.say(turn.t("delete.kept"), *menus.main(turn)[:1], replaces=turn.pressed)
