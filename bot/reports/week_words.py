"""A weekly summary in words: the sections in their order, the message in chat with its buttons, and the chart.

`Wording` is made for one reader (language) and one class (names); the pages ask it for single sentences. Claims about somebody
who is in the class no more have no words: they are left out.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from babel.dates import format_skeleton

from bot.markup import literal
from bot.messages import Button, Outgoing, Picture, Rows
from bot.ports.staff import Class
from bot.reports.chart import weeks_svg
from bot.reports.week_sentences import FEWEST_TRIES, Sentences
from bot.reports.week_sentences import names_of as names_of
from bot.reports.weekly import HARD, HOMEWORK, Claim, WeeklySummary

PLACE = "staff"  # where the buttons belong
LONGEST = 3500  # characters of the message in chat
WORKS, INTERVIEWS, UNOPENED = 3, 5, 8  # in a message; mail and page have all
IN_A_ROW = 3  # buttons
LONGEST_LABEL = 24
DISPENSABLE = ("activity", "interviews", "homework", "hard")  # in this order, when even what is short is too long


@dataclass(frozen=True, slots=True)
class Section:
    """One part of a summary: its heading and lines; `short` are fewer, for where there is no room. `opens` says of the first
    lines where on the class's pages that stands which they rest on, from the class's own on; None where a line rests on none.
    `writes` says where a message is ready to whom the first lines are about."""

    key: str
    heading: str
    lines: tuple[str, ...]
    short: tuple[str, ...] | None = None
    opens: tuple[str | None, ...] = ()
    writes: tuple[str, ...] = ()


class Wording(Sentences):
    """The words of a summary for one reader."""

    # --- the sections, in their order ---

    def title(self, summary: WeeklySummary, room: Class, *, running: bool = False) -> str:
        """Which class, and which week."""
        first, last = self.day(summary.week), self.day(summary.week + timedelta(days=6))
        if running:
            return self.t("week.running", room=room.name, **{"from": first})
        return self.t("week.title", room=room.name, **{"from": first, "to": last})

    def sections(self, summary: WeeklySummary, *, whole: bool = True) -> list[Section]:
        """What there is to tell, people first; a section with nothing in it is left out. Unless it is to be `whole`, of what is
        many the first are told, and how many more there are."""
        if not summary.figures.enrolled and not summary.needs:
            return [Section("empty", "", (self.t("week.empty"),))]
        every = (
            self._needs(summary),
            self._praise(summary),
            self._hard(summary),
            self._activity(summary),
            self._homework(summary, whole=whole),
            self._interviews(summary, whole=whole),
            self._figures(summary),
        )
        return [section for section in every if section is not None]

    def _here(self, claims: Sequence[Claim]) -> list[Claim]:
        return [claim for claim in claims if claim.learner in self._names]

    def _needs(self, summary: WeeklySummary) -> Section | None:
        claims = self._here(summary.needs)
        lines = [f"{n}. {self.need(claim)}" for n, claim in enumerate(claims, 1)]
        opens = [_page(summary, claim.key) for claim in claims]
        if not lines and not summary.asleep:
            return Section("needs", "", (self.t("week.all_well"),))
        if summary.asleep:
            lines.append(self.t("week.asleep", n=summary.asleep))
            opens.append("")
        writes = tuple(f"/learner/{claim.learner}?ready={claim.ready}#{_field(claim)}" for claim in claims)
        return Section("needs", self.t("week.needs"), tuple(lines), opens=tuple(opens), writes=writes)

    def _praise(self, summary: WeeklySummary) -> Section | None:
        claims = self._here(summary.praise)
        lines = tuple(f"• {self.praise(claim)}" for claim in claims)
        opens = tuple(_page(summary, claim.key) for claim in claims)
        return Section("praise", self.t("week.praise"), lines, opens=opens) if lines else None

    def _hard(self, summary: WeeklySummary) -> Section | None:
        topic, on = summary.topic, summary.week + timedelta(days=7)
        if topic is None or not summary.hard:
            return None
        lines: list[str] = []
        for number, mistake in enumerate(summary.hard, 1):
            lines += [line for line in (self.hard(mistake, number, on), self.quotes(mistake)) if line]
        heading = self.t(
            "week.hard", topic=self.topic(topic.key), right=topic.right, tries=topic.tries, n=topic.learners
        )
        return Section("hard", heading, tuple(lines), opens=(_page(summary, HARD),)) if lines else None

    def _activity(self, summary: WeeklySummary) -> Section | None:
        activity = self.activity(summary)
        if activity is None:
            return None
        lines: list[str] = []
        for step in activity.steps:
            lines.append(self.t("week.step", minutes=step.minutes, text=step.text))
            lines += [literal(line) for line in step.lines]
        steps = tuple(line for line in lines if line.startswith("**"))  # what stands on the board is in the list above
        return Section("activity", self.t("week.activity", title=activity.title), tuple(lines), steps)

    def _homework(self, summary: WeeklySummary, *, whole: bool) -> Section | None:
        lines, short = [], []
        opens: list[str | None] = []
        for work in summary.homework if whole else summary.homework[:WORKS]:
            lines.append(f"• {self.work(work)}")
            short.append(lines[-1])
            opens.append(_page(summary, work.key))
            unopened = [self._names[learner] for learner in work.unopened if learner in self._names]
            if unopened and work.begun:
                most = len(unopened) if whole else UNOPENED
                told = ", ".join(unopened[:most])
                told += " " + self.t("week.more", n=len(unopened) - most) if len(unopened) > most else ""
                lines.append(f"   {self.t('week.unopened', names=told)}")
                opens.append(None)
        if not whole and len(summary.homework) > WORKS:
            lines.append(self.t("week.more", n=len(summary.homework) - WORKS))
            short.append(lines[-1])
        heading = self.t("week.homework")
        return Section("homework", heading, tuple(lines), tuple(short), tuple(opens)) if lines else None

    def _interviews(self, summary: WeeklySummary, *, whole: bool) -> Section | None:
        here = [ahead for ahead in summary.interviews if ahead.learner in self._names]
        most = len(here) if whole else INTERVIEWS
        lines = [f"• {self.interview(ahead)}" for ahead in here[:most]]
        if len(here) > most:
            lines.append(self.t("week.more", n=len(here) - most))
        opens = tuple(f"/learner/{ahead.learner}" for ahead in here[:most])
        return Section("interviews", self.t("week.interviews"), tuple(lines), opens=opens) if lines else None

    def _figures(self, summary: WeeklySummary) -> Section | None:
        now = summary.figures
        if not now.active + now.light:
            lines = [self.t("week.few" if now.graded else "week.nobody")]
        else:
            lines = [self.t("week.figures.who", active=now.active, n=now.enrolled, light=now.light, quiet=now.quiet)]
        if len(summary.weeks) > 1:
            then = summary.weeks[-2]
            lines.append(self.t("week.figures.before", active=then.active, light=then.light, quiet=then.quiet))
        if now.active + now.light:
            n = int(now.days) if now.days == int(now.days) else now.days
            lines.append(self.t("week.figures.half", n=n, minutes=round(now.minutes)))
        if now.graded >= FEWEST_TRIES:
            lines.append(self.t("week.figures.right", percent=round(100 * now.right), n=now.graded))
        if now.mastered:
            lines.append(self.t("week.figures.mastered", n=now.mastered))
        if now.checks:
            lines.append(self.t("week.figures.checks", n=now.checks))
        return Section("figures", self.t("week.figures"), tuple(lines), opens=("",))

    # --- in chat ---

    def text(self, summary: WeeklySummary, room: Class, *, running: bool = False) -> str:
        """The whole summary as one text."""
        return _joined(self.title(summary, room, running=running), self.sections(summary))

    def chat(self, summary: WeeklySummary, room: Class, *, running: bool = False) -> str:
        """The summary as a message of 3,500 characters at most, but for its figures, which come with the chart: what has no
        room stands on the page, and it says so."""
        title, sections = self.title(summary, room, running=running), self.sections(summary, whole=False)
        sections = [section for section in sections if section.key != "figures"]
        text, rest = _joined(title, sections), f"\n\n{self.t('week.rest')}"
        for left_out in ("", *DISPENSABLE):
            if len(text) <= LONGEST:
                break
            sections = [section for section in sections if section.key != left_out]
            text = _joined(title, sections, short=True) + rest
        return text

    def buttons(self, summary: WeeklySummary) -> Rows:
        """One press to write to each who needs it, and one to open what a claim rests on, by its key."""
        rows: list[tuple[Button, ...]] = []
        for claim in self._here(summary.needs):
            rows.append((self._write(claim, summary), self._why(summary, claim.key, self.t("week.why"))))
        praised = [
            self._why(summary, claim.key, self.t("week.why_praise", name=self._names[claim.learner]))
            for claim in self._here(summary.praise)
        ]
        if praised:
            rows.append(tuple(praised))
        if summary.hard:
            rows.append((self._why(summary, HARD, self.t("week.why_hard")),))
        if summary.homework:
            rows.append((self._why(summary, HOMEWORK, self.t("week.why_homework")),))
        ahead = [each.learner for each in summary.interviews if each.learner in self._names][:INTERVIEWS]
        cards = [Button(_fit(f"🗓 {self._names[id]}"), PLACE, f"student-{id}-{summary.class_id}") for id in ahead]
        rows += [tuple(cards[i : i + IN_A_ROW]) for i in range(0, len(cards), IN_A_ROW)]
        return tuple(rows)

    def _write(self, claim: Claim, summary: WeeklySummary) -> Button:
        label = self.t("week.write", name=self._names[claim.learner])
        return Button(_fit(label), PLACE, f"ready-{summary.class_id}-{claim.learner}-{claim.ready}")

    def _why(self, summary: WeeklySummary, key: str, label: str) -> Button:
        return Button(_fit(label), PLACE, f"why-{summary.class_id}-{summary.week.isoformat()}-{key}")

    def messages(self, summary: WeeklySummary, room: Class, *, running: bool = False) -> tuple[Outgoing, ...]:
        """The summary with its buttons; and, if anybody was in the class, the chart with the week's figures under it."""
        figures = [section for section in self.sections(summary) if section.key == "figures"]
        text = "\n".join([line for section in figures for line in (section.heading, *section.lines)])
        people = Button(self.t("staff.students"), PLACE, f"students-{summary.class_id}")
        chart = Outgoing(text, ((people,),), picture=self.picture(summary))
        told = Outgoing(self.chat(summary, room, running=running), self.buttons(summary))
        return (told, chart) if figures else (told,)

    # --- the chart ---

    def chart_words(self, summary: WeeklySummary) -> tuple[tuple[str, str], ...]:
        """The words that stand in the chart, for `bot.reports.chart`."""
        words = {name: self.t(f"week.chart.{name}") for name in ("title", "active", "light", "quiet")}
        for figures in summary.weeks:
            month = format_skeleton("MMM", figures.week, locale=self._language)
            words[figures.week.isoformat()] = f"{figures.week.day} {month}"
        return tuple(words.items())

    def picture(self, summary: WeeklySummary) -> Picture:
        """The chart, drawn when it is sent, with what it shows in words."""
        now = summary.figures
        values = {"n": len(summary.weeks), "active": now.active, "light": now.light, "quiet": now.quiet}
        return Picture(b"", self.t("week.chart.alt", **values), svg=weeks_svg(summary, self.chart_words(summary)))

    def table(self, summary: WeeklySummary) -> tuple[tuple[str, ...], ...]:
        """The same figures as rows, a heading first."""
        head = tuple(self.t(f"week.chart.{name}") for name in ("week", "active", "light", "quiet"))
        rows = ((self.day(f.week), str(f.active), str(f.light), str(f.quiet)) for f in summary.weeks)
        return (head, *rows)


def _page(summary: WeeklySummary, key: str) -> str:
    return f"/summary/{summary.week}/why/{key}"


def _field(claim: Claim) -> str:
    """Where on a learner's page the message for a claim is written."""
    return f"a{claim.asked}" if claim.asked else "write"


def _joined(title: str, sections: Sequence[Section], *, short: bool = False) -> str:
    parts = [title]
    for section in sections:
        lines = section.short if short and section.short is not None else section.lines
        parts.append("\n".join([section.heading, *lines] if section.heading else lines))
    return "\n\n".join(parts)


def _fit(label: str) -> str:
    return label if len(label) <= LONGEST_LABEL else label[: LONGEST_LABEL - 1] + "…"
