"""`/settings`, `/language`, `/reminder`, `/pause`: everything a person can change about themselves here."""

from __future__ import annotations

from bot.handlers import hours, menus, said
from bot.handlers.secrets import holds_secret
from bot.messages import Button, Command, Input, Text, Voice
from bot.names import as_name
from bot.turn import Turn

SIZES = (5, 10, 15)
WEEKLY_GOALS = (2, 3, 4, 5)  # days (pedagogy, section 8)
LONGEST_NAME = 30


async def show(turn: Turn) -> None:
    """The list of what can be changed."""
    turn.say(
        turn.t("settings.title"),
        menus.go(turn, "language", "reminder"),
        menus.go(turn, "goal", "level"),
        menus.go(turn, "test", "senior"),
        menus.go(turn, "state", "name"),
        menus.go(turn, "size", "week"),
        menus.go(turn, "class", "reached"),
        *([menus.go(turn, "myinterview")] if turn.learner.goal != "english" else []),
        menus.go(turn, "data"),
        menus.go(turn, "pause"),
        menus.go(turn, "privacy"),
        menus.go(turn, "continue" if turn.place.at == "drill" else "practice"),
        replaces=turn.pressed,
    )


async def ask_language(turn: Turn) -> None:
    """All languages, each by its own name."""
    phrases = turn.tools.phrases
    turn.say(menus.every_language(phrases, "language.ask"), *menus.languages(phrases), replaces=turn.pressed)


async def set_language(turn: Turn) -> None:
    """A press on one of them."""
    if turn.input.choice not in turn.tools.phrases.languages:
        return await ask_language(turn)
    turn.update(language=turn.input.choice)
    return _done(turn, "language.done")


async def ask_reminder(turn: Turn) -> None:
    """The hours of practice to choose from; one may be named with the command."""
    if isinstance(turn.input, Command) and (hour := hours.nearest(turn, turn.input.argument)) is not None:
        return _set_nearest(turn, hour)
    turn.ask_aside("hour")
    turn.say(turn.t("reminder.ask"), *hours.rows(turn, "reminder"), replaces=turn.pressed)


async def set_reminder(turn: Turn) -> None:
    """A press on an hour, or on none."""
    if turn.place.at == "hour":
        turn.come_back()
    hour = turn.input.choice if turn.input.choice in hours.HOURS else None
    turn.update(reminder=hour)
    if hour is None:
        return _done(turn, "reminder.off")
    return _done(turn, "reminder.set", time=hours.clock(hour, turn.learner.language))


async def read_reminder(turn: Turn) -> None:
    """A time in their own words: the nearest of the hours on offer is taken, and said. What is none is asked again."""
    text = turn.input.text if isinstance(turn.input, Text | Voice) else ""
    hour = hours.nearest(turn, text)
    none = said.means(turn, text, "no") or menus.meant({"none": turn.t("reminder.none")}, text) is not None
    if hour is None and not none:
        turn.say(turn.t("onboarding.press"))
        return await ask_reminder(turn)
    turn.come_back()
    if hour is not None:
        return _set_nearest(turn, hour)
    turn.update(reminder=None)
    return _done(turn, "reminder.off")


def _set_nearest(turn: Turn, hour: str) -> None:
    """What was typed may have been meant otherwise: the way to change it is beside what was taken."""
    turn.update(reminder=hour)
    text = turn.t("reminder.nearest", time=hours.clock(hour, turn.learner.language))
    turn.say(text, *menus.main(turn)[:1], menus.go(turn, "reminder", "settings"))


async def ask_size(turn: Turn) -> None:
    """How long a session is."""
    row = tuple(Button(str(size), "size", str(size)) for size in SIZES)
    turn.say(turn.t("size.ask"), row, replaces=turn.pressed)


async def set_size(turn: Turn) -> None:
    """A press on a length."""
    if turn.input.choice not in map(str, SIZES):
        return await ask_size(turn)
    size = int(turn.input.choice)
    turn.update(session_size=size)
    return _done(turn, "size.set", n=size)


async def ask_week(turn: Turn) -> None:
    """On how many days of a week they want to practise: reminders stop for the week once that is done."""
    row = tuple(Button(str(days), "week", str(days)) for days in WEEKLY_GOALS)
    turn.say(turn.t("week.ask"), row, replaces=turn.pressed)


async def set_week(turn: Turn) -> None:
    """A press on a number of days."""
    if turn.input.choice not in map(str, WEEKLY_GOALS):
        return await ask_week(turn)
    turn.update(weekly_goal=int(turn.input.choice))
    return _done(turn, "week.set", n=turn.learner.weekly_goal)


async def ask_data(turn: Turn) -> None:
    """What is sent without being asked for, and what can be left out to save data (pedagogy, section 4)."""
    learner = turn.learner
    kinds = {"pictures": learner.pictures} | ({"sounds": learner.sounds} if turn.tools.speaks else {})
    lines = [turn.t("data.ask"), *(turn.t(f"data.{kind}.{'on' if on else 'off'}") for kind, on in kinds.items())]
    rows = [
        (Button(turn.t(f"data.{'no' if on else 'with'}_{kind}"), "data", f"{kind}-{'off' if on else 'on'}"),)
        for kind, on in kinds.items()
    ]
    turn.say("\n".join(lines), *rows, *menus.main(turn)[:1], menus.go(turn, "settings"), replaces=turn.pressed)


async def set_data(turn: Turn) -> None:
    """A press on what is wanted or not."""
    kind, _, wanted = turn.input.choice.partition("-")
    if kind in ("pictures", "sounds"):
        turn.update(**{kind: wanted == "on"})
    return await ask_data(turn)


async def ask_name(turn: Turn) -> None:
    """What to call the person; any name they like, or none."""
    turn.ask_aside("name")
    turn.say(turn.t("name.ask"), (Button(turn.t("name.none"), "name", "none"),), replaces=turn.pressed)


async def set_name(turn: Turn) -> None:
    """A press on "no name"."""
    if turn.place.at == "name":
        turn.come_back()
    turn.update(nickname=None)
    return _done(turn, "name.off")


async def read_name(turn: Turn) -> None:
    """A name, typed."""
    name = name_in(turn.input)
    if name is None:
        key = "name.again" if isinstance(turn.input, Text) else "name.ask"
        return turn.say(turn.t(key), (Button(turn.t("name.none"), "name", "none"),))
    turn.come_back()
    turn.update(nickname=name)
    return _done(turn, "name.set", name=name)


def name_in(given: Input) -> str | None:
    """The name that was typed; None when it is none that could be kept."""
    name = as_name(given.text) if isinstance(given, Text) else ""
    fits = 0 < len(name) <= LONGEST_NAME and not any(c.isdigit() for c in name) and not holds_secret(name)
    return name if fits else None


async def pause(turn: Turn) -> None:
    """Quiet until the person comes back by themselves."""
    turn.update(paused_on=turn.today)
    turn.say(turn.t("pause.on"), menus.go(turn, "practice"), replaces=turn.pressed)


def _done(turn: Turn, key: str, **values: object) -> None:
    turn.say(turn.t(key, **values), *menus.main(turn)[:1], menus.go(turn, "settings"), replaces=turn.pressed)
