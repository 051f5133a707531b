"""What a tutor may take away of one learner, of a class's homework and of a week: the tables of those pages. No private note, no
answer, and nothing that tells who studies for citizenship: that stays where each look at it is written down."""

from __future__ import annotations

from collections.abc import Sequence

from bot.homework import Share
from bot.lessons.listing import title_of
from bot.lessons.model import Catalogue
from bot.ports.staff import Assignment
from bot.reports import tables
from bot.reports.learner_figures import Hard, Known, Week
from bot.reports.learner_figures import Share as Skill
from bot.reports.programme_words import Plain, Sheet, Wording
from bot.reports.weekly import WeeklySummary

DAY = "%Y-%m-%d"
CITIZENSHIP = "cit"  # the track of the course


def of_citizenship(catalogue: Catalogue, item: str) -> bool:
    """Whether who is asked this is known to study for citizenship: a question of the tests, or of the track for them."""
    course = catalogue.course
    lesson = item in course.words or item in course.exercises
    return item in catalogue.questions or (lesson and course.unit_of(item).track == CITIZENSHIP)


def learner_sheets(
    words: Wording,
    catalogue: Catalogue,
    *,
    name: str,
    level: str,
    known: Known,
    weeks: Sequence[Week],
    skills: Sequence[Skill],
    hard: Sequence[Hard],
) -> tuple[Sheet, ...]:
    """One learner's figures, their eight weeks day by day, skills, and what is hard for them now."""
    figures: tuple[tuple[Plain, ...], ...] = (
        (words("column.level"), words(f"programme.level.{level or 'none'}")),
        (words("page.practised"), known.practised),
        (words("export.learner.minutes"), known.minutes),
        (words("page.known"), known.known),
        (words("export.learner.met"), known.met),
    )
    right = [(words(f"skill.{each.skill}"), each.tried, _percent(each.right)) for each in skills]
    missed = [
        (title_of(catalogue, each.item), each.asked, each.missed, f"{each.last:{DAY}}")
        for each in hard
        if not of_citizenship(catalogue, each.item)
    ]
    heads = ("page.item", "export.learner.asked", "export.learner.missed", "page.last_asked")
    return (
        Sheet("learner", name, _heads(words, "programme.name.figure", "export.value"), figures, (words("export.define.level"),)),
        Sheet(
            "weeks",
            words("page.timeline"),
            (words("page.week_of"), *words("page.day_names").split(","), words("page.minutes")),
            tuple((f"{week.monday:{DAY}}", *week.graded, week.minutes) for week in weeks),
            (words("page.days_key"),),
        ),
        Sheet("skills", words("page.skills"), _heads(words, "page.skill", "page.tries", "column.right"), tuple(right)),
        Sheet("hard", words("page.hardest"), _heads(words, *heads), tuple(missed), (words("export.no_citizenship"),)),
    )  # fmt: skip


def homework_sheets(
    words: Wording, catalogue: Catalogue, title: str, shares: Sequence[tuple[Assignment, Sequence[tuple[str, Share]]]]
) -> tuple[Sheet, ...]:
    """Each piece of homework and each who has it: how much of it there is, how much is done."""
    rows: list[tuple[Plain, ...]] = []
    for work, theirs in shares:
        secret = any(of_citizenship(catalogue, item) for item in work.items)
        called = words("export.homework.piece") if secret else work.title
        for name, share in theirs:
            how_far = "done" if share.finished else "begun" if share.begun else "not_opened"
            far = words(f"export.homework.{how_far}")
            rows.append((called, f"{work.due_on:{DAY}}", name, len(share.items), len(share.done), far))
    heads = ("title", "due", "student", "items", "answered", "how_far")
    columns = tuple(words(f"export.homework.{head}") for head in heads)
    return (Sheet("homework", title, columns, tuple(rows)),)


def summary_sheets(title: str, head: Sequence[str], summary: WeeklySummary) -> tuple[Sheet, ...]:
    """The weeks of a summary's chart; `head` names the columns."""
    rows = tuple((f"{week.week:{DAY}}", week.active, week.light, week.quiet) for week in summary.weeks)
    return (Sheet("weeks", title, tuple(head), rows),)


def _heads(words: Wording, *keys: str) -> tuple[str, ...]:
    return tuple(words(key) for key in keys)


def _percent(right: int | None) -> Plain:
    return "–" if right is None else tables.Share(right / 100)
