"""What a tutor may take away of today, one learner, a class's homework and meetings, and a week: what those pages show. No private note, no
answer, and nothing that tells who studies for citizenship: that stays where each look at it is written down."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from bot.homework import Share
from bot.lessons.can_do import CanDo
from bot.lessons.listing import title_of
from bot.lessons.model import Catalogue
from bot.ports.staff import Assignment, Meeting
from bot.reports import tables
from bot.reports.learner_figures import Hard, Known, Week
from bot.reports.learner_figures import Share as Skill
from bot.reports.programme_words import Plain, Sheet, Wording
from bot.reports.week_topics import CIVICS
from bot.reports.weekly import Claim, WeeklySummary

DAY = "%Y-%m-%d"
CAN = ("unit", "task", "known", "words", "reached", "by")
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
    can: Sequence[tuple[str, CanDo, str]],
) -> tuple[Sheet, ...]:
    """One learner's figures, their eight weeks day by day, skills, what is hard for them now, and what they can do: the title of
    each unit of which there is something, where they stand with it, and who gave the word that holds."""
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
    stands = [
        (title, words(f"export.can.{'yes' if one.done else 'no'}"), one.known, one.words,
         words(f"export.can.{'yes' if one.reached else 'no'}"), by)
        for title, one, by in can
    ]  # fmt: skip
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
        Sheet("can", words("export.can.title"), tuple(words(f"export.can.{head}") for head in CAN), tuple(stands),
              (words("export.no_citizenship"),)),
    )  # fmt: skip


def called_in_files(words: Wording, catalogue: Catalogue, work: Assignment) -> str:
    """The title of a piece of homework, if it tells nothing of citizenship."""
    secret = any(of_citizenship(catalogue, item) for item in work.items)
    return words("export.homework.piece") if secret else work.title


def homework_sheets(
    words: Wording, catalogue: Catalogue, title: str, shares: Sequence[tuple[Assignment, Sequence[tuple[str, Share]]]]
) -> tuple[Sheet, ...]:
    """Each piece of homework and each who has it: how much of it there is, how much is done."""
    rows: list[tuple[Plain, ...]] = []
    for work, theirs in shares:
        called = called_in_files(words, catalogue, work)
        for name, share in theirs:
            how_far = "done" if share.finished else "begun" if share.begun else "not_opened"
            far = words(f"export.homework.{how_far}")
            rows.append((called, f"{work.due_on:{DAY}}", name, len(share.items), len(share.done), far))
    heads = ("title", "due", "student", "items", "answered", "how_far")
    columns = tuple(words(f"export.homework.{head}") for head in heads)
    return (Sheet("homework", title, columns, tuple(rows)),)


def meeting_sheets(words: Wording, title: str, meetings: Sequence[Meeting]) -> tuple[Sheet, ...]:
    """The meetings of a class: when, how long, how many came."""
    rows = tuple((f"{met.day:{DAY}}", met.minutes, len(met.learners)) for met in meetings)
    return (Sheet("meetings", title, _heads(words, "page.date", "page.minutes", "page.came"), rows),)


def of_claim(catalogue: Catalogue, claim: Claim, work: Mapping[str, Assignment]) -> bool:
    """Whether a claim tells that somebody studies for citizenship; `work`: homework by its number."""
    topic, item = str(claim.values.get("topic", "")), str(claim.values.get("item", ""))
    unit = catalogue.course.units.get(topic)
    late = work.get(claim.evidence[0]) if claim.reason == "need.overdue" and claim.evidence else None
    return (
        claim.reason == "need.interview"
        or topic.startswith(CIVICS)
        or (unit is not None and unit.track == CITIZENSHIP)
        or (bool(item) and of_citizenship(catalogue, item))
        or (late is not None and any(of_citizenship(catalogue, each) for each in late.items))
    )


def today_sheets(
    words: Wording,
    *,
    needs: Sequence[tuple[str, str, str]],
    asked: Sequence[tuple[str, str, date]],
    quiet: Sequence[tuple[str, str, int]],
    due: Sequence[tuple[str, str, date]],
) -> tuple[Sheet, ...]:
    """The first page: a class each and a learner, and why they need somebody; since when a question waits, without its text; for
    how many days somebody is quiet. Of homework the title, and when it is due."""
    who = ("export.today.class", "export.homework.student")
    return (
        Sheet("needs", words("page.needs"), _heads(words, *who, "export.today.why"), tuple(needs),
              (words("export.no_citizenship"),)),
        Sheet("questions", words("export.today.asked"), _heads(words, *who, "page.date"),
              tuple((room, name, f"{day:{DAY}}") for room, name, day in asked)),
        Sheet("quiet", words("page.quiet"), _heads(words, *who, "export.today.days"), tuple(quiet)),
        Sheet("due", words("export.homework.title"),
              _heads(words, "export.today.class", "export.homework.title", "export.homework.due"),
              tuple((room, title, f"{day:{DAY}}") for room, title, day in due)),
    )  # fmt: skip


def summary_sheets(title: str, head: Sequence[str], summary: WeeklySummary) -> tuple[Sheet, ...]:
    """The weeks of a summary's chart; `head` names the columns."""
    rows = tuple((f"{week.week:{DAY}}", week.active, week.light, week.quiet) for week in summary.weeks)
    return (Sheet("weeks", title, tuple(head), rows),)


def _heads(words: Wording, *keys: str) -> tuple[str, ...]:
    return tuple(words(key) for key in keys)


def _percent(right: int | None) -> Plain:
    return "–" if right is None else tables.Share(right / 100)
