"""The sentences of a weekly summary, each by itself: why somebody needs their tutor, what is hard, ten minutes in class."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Any

from babel.dates import format_skeleton

from bot.lessons.model import Catalogue
from bot.lessons.readiness import standing
from bot.phrases import Phrases
from bot.ports.staff import Enrolled
from bot.reports import week_activity
from bot.reports.week_activity import Activity
from bot.reports.week_material import Material, item_name, material, topic_name
from bot.reports.week_topics import CIVICS
from bot.reports.weekly import Ahead, Claim, Mistake, WeeklySummary, Work

FEWEST_TRIES = 10  # for a percentage


def names_of(roster: Iterable[Enrolled], phrases: Phrases, language: str) -> dict[int, str]:
    """What the learners of a class are called, by id."""
    return {each.learner.id: each.called(phrases, language) for each in roster}


def section_key(section: str) -> str:
    """The phrase that names a section of the civics tests."""
    return f"week.section.{re.sub(r'[^a-z0-9]+', '_', section.lower())}"


class Sentences:
    """The sentences of a summary for one reader."""

    def __init__(
        self,
        phrases: Phrases,
        language: str,
        names: Mapping[int, str],
        catalogue: Catalogue,
        *,
        state: str | None = None,
    ) -> None:
        """`phrases`: the staff's; `names`: who is in the class now; `state`: where they live, for who holds office."""
        self._phrases = phrases
        self._language = language if language in phrases.languages else "en"
        self._names = names
        self._catalogue = catalogue
        self._state = state

    @property
    def names(self) -> Mapping[int, str]:
        """Who is in the class now, by id."""
        return self._names

    def t(self, key: str, /, **values: object) -> str:
        """A sentence in the reader's language."""
        return self._phrases(key, self._language, **values)

    def day(self, day: date) -> str:
        """A day as people say it: Nov 16."""
        return format_skeleton("MMMd", day, locale=self._language)

    def topic(self, key: str) -> str:
        """What a topic is called: a unit as its learners read it, a section of the civics tests as the reader does."""
        name = topic_name(self._catalogue, key)
        if not key.startswith(CIVICS):
            return name
        known = section_key(name)
        return self.t("week.civics", section=self.t(known) if known in self._phrases.keys else name)

    def standing(self, chance: float) -> str:
        """How ready somebody is for the civics test, in words."""
        return self.t(f"week.standing.{standing(chance).value}")

    # --- single claims ---

    def need(self, claim: Claim) -> str:
        """Why somebody needs their tutor."""
        return self._claim(claim)

    def praise(self, claim: Claim) -> str:
        """What somebody is to be praised for."""
        return self._claim(claim)

    def _claim(self, claim: Claim) -> str:
        name = self._names.get(claim.learner)
        if name is None:
            return self.t("week.learner_left")
        key = "week.need_interview_new" if claim.values.get("topic") == "" else claim.reason
        return self.t(key, name=name, **self._values(claim.values))

    def _values(self, values: Mapping[str, Any]) -> dict[str, object]:
        out: dict[str, object] = dict(values)
        if "day" in values:
            out["day"] = self.day(date.fromisoformat(values["day"]))
        if values.get("topic"):
            out["topic"] = self.topic(values["topic"])
        if "item" in values:
            out["item"] = item_name(self._catalogue, values["item"])
        if "readiness" in values:
            out["standing"] = self.standing(values["readiness"])
        if "goal" in values:
            out["goal"] = self.t(f"praise.goal.{values['goal']}")
        if "level" in values:
            out["level"] = self.t(f"week.level.{values['level']}")
        for share in ("before", "now"):
            if share in values:
                out[share] = round(100 * values[share])
        return out

    def hard(self, mistake: Mistake, number: int = 1, on: date | None = None) -> str:
        """An item that the class finds hard: what is asked, what is right, how many missed it, and the kind of mistake."""
        found = self.material(mistake, on or date.max)
        if found is None:
            return ""
        return self.t(
            "week.mistake",
            number=number,
            prompt=found.prompt,
            answer=found.answer,
            missed=mistake.missed,
            tried=mistake.tried,
            kind=self.t(f"week.kind.{mistake.kind}"),
        )

    def quotes(self, mistake: Mistake) -> str:
        """Wrong answers that two learners or more gave; "" when there are none."""
        quoted = ", ".join(f"“{quote}”" for quote in mistake.quotes)
        return self.t("week.quotes", quotes=quoted) if quoted else ""

    def material(self, mistake: Mistake, on: date) -> Material | None:
        """What stands on the board for a mistake; `on`: the day on which somebody holds office."""
        said = mistake.quotes[0] if mistake.quotes else ""
        return material(self._catalogue, mistake.item, state=self._state, on=on, said=said)

    def activity(self, summary: WeeklySummary) -> Activity | None:
        """Ten minutes on what is hard; None when nothing is."""
        on = summary.week + timedelta(days=7)
        found = [(mistake, each) for mistake in summary.hard if (each := self.material(mistake, on)) is not None]
        if not found or summary.topic is None:
            return None
        title = self.t("activity.title", topic=self.topic(summary.topic.key))
        mistakes, materials = [mistake for mistake, _ in found], [each for _, each in found]
        return week_activity.activity(title, mistakes, materials, self.t)

    def work(self, work: Work) -> str:
        """How far the class is with a piece of homework."""
        text = self.t(
            "week.work", title=work.title, day=self.day(work.due_on), begun=work.begun, n=work.set_for, finished=work.finished
        )  # fmt: skip
        if work.answered >= FEWEST_TRIES:
            text += " " + self.t("week.work_right", percent=round(100 * work.right))
        return text

    def interview(self, ahead: Ahead) -> str:
        """An interview ahead."""
        name, day = self._names[ahead.learner], self.day(ahead.week)
        if not ahead.weakest:
            return self.t("week.interview_new", name=name, day=day)
        chance = self.standing(ahead.readiness)
        return self.t("week.interview", name=name, day=day, standing=chance, topic=self.topic(ahead.weakest))
