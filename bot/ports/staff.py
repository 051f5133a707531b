"""Sites, classes and the people who run them, as plain data: what there is. What changes it stands in `deeds`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from bot.ports.people import Learner


class Role(StrEnum):
    """What somebody is at a site."""

    TUTOR = "tutor"
    COORDINATOR = "coordinator"


@dataclass(frozen=True, slots=True)
class Site:
    """A host organisation. A demo's site is never mixed with real people and can be removed whole."""

    id: int
    name: str
    demo: bool = False


@dataclass(frozen=True, slots=True)
class Post:
    """Somebody's work at one site, from a day until (without) another.

    `person` is the learner row of the chat they use, if they use one; `name` and `email` are theirs and locked; `confirmed`:
    a code that was sent to the address came back. The weekly
    summary comes on `day` (0 is Monday) at `hour` by `by`: "chat", "mail", "chat,mail" or "" (never).
    """

    id: int
    role: Role
    site: Site
    name: str
    since: date
    until: date | None = None
    person: int | None = None
    language: str = "en"
    email: str | None = None
    day: int = 0
    hour: int = 8
    by: str = "chat"
    confirmed: bool = False

    @property
    def mailbox(self) -> str | None:
        """The address, if it is surely theirs: nothing with a name in it, and no way in, goes to another."""
        return self.email if self.confirmed else None


@dataclass(frozen=True, slots=True)
class Class:
    """A class at a site. `key` names it in links and on the command line and opens nothing; `tutors` are the posts that
    teach it now."""

    id: int
    key: str
    name: str
    site: Site
    timezone: str
    created_on: date
    closed_on: date | None = None
    tutors: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Viewer:
    """Somebody of the staff, as they are now: all their posts that have not ended, and the classes they teach."""

    posts: tuple[Post, ...]
    classes: tuple[Class, ...]

    @property
    def post(self) -> Post:
        """The post that speaks for them (the oldest)."""
        return self.posts[0]


@dataclass(frozen=True, slots=True)
class Code:
    """An invitation. `kind` is "class", "tutor" or "coordinator"; a class code works until revoked, the others once."""

    code: str
    kind: str
    site: Site
    class_id: int | None
    made_at: datetime
    expires_at: datetime | None = None
    used_at: datetime | None = None
    revoked_at: datetime | None = None

    def works(self, now: datetime) -> bool:
        """Whether it still opens anything."""
        fresh = self.expires_at is None or now < self.expires_at
        return fresh and self.revoked_at is None and (self.kind == "class" or self.used_at is None)


@dataclass(frozen=True, slots=True)
class Enrolled:
    """A learner in a class since they agreed to what its tutor sees; `until` is None while they are in it. `namesake`: which they
    are of those in the class who chose the same name."""

    class_id: int
    learner: Learner
    since: datetime
    until: datetime | None
    active_at: datetime
    namesake: int = 1

    @property
    def name(self) -> str | None:
        """What they chose to be called, with a number for all but the first of a name; None: they chose none."""
        nickname = self.learner.nickname
        return f"{nickname} {self.namesake}" if nickname and self.namesake > 1 else nickname

    def called(self, say: Callable[..., str], *language: str) -> str:
        """The same for staff to read, wherever they read of them: somebody without a name has a number. `say`: their phrases."""
        return self.name or say("staff.no_name", *language, n=self.learner.id)


TEXT = "text"  # the kind of homework that is to be written, and the name of its one item


@dataclass(frozen=True, slots=True)
class Assignment:
    """Homework of a class, or of one learner of it. `items` are the ids to be answered; `kind`: "lesson", "unit", "items", or
    "text": something to write, about which `prompt` tells, and whose one item is `TEXT`."""

    id: int
    class_id: int
    learner: int | None
    kind: str
    title: str
    items: tuple[str, ...]
    due_on: date
    made_at: datetime
    by: int | None = None
    withdrawn_at: datetime | None = None
    prompt: str = ""

    def is_for(self, learner: int, joined: datetime) -> bool:
        """Whether it is somebody's who came into the class then: it is set for all or for them, and was not over by then."""
        return self.learner in (None, learner) and self.due_on >= joined.date()


@dataclass(frozen=True, slots=True)
class Letter:
    """Something written between a tutor and a learner; its text is kept for 90 days.

    `outcome` tells what became of it: "held" (quiet hours), "waiting", "sent", "blocked", "failed". `answers` is the id of the
    learner's letter that a tutor's answers; `answered` tells whether a learner's has been. `batch` is shared by the
    letters of one message to a class. `work` is the id of the homework that a learner's text was set as; any other letter of
    theirs is a question.
    """

    class_id: int
    learner: int
    staff: int | None
    from_learner: bool
    text: str
    at: datetime
    item: str | None = None
    answers: int | None = None
    batch: str = ""
    id: int = 0
    outcome: str = "waiting"
    answered: bool = False
    work: int | None = None

    @property
    def is_question(self) -> bool:
        """Whether a learner asks something with it."""
        return self.from_learner and self.work is None

    @property
    def waits(self) -> bool:
        """Whether it is a question that nobody has answered."""
        return self.is_question and not self.answered


@dataclass(frozen=True, slots=True)
class Note:
    """A tutor's private note on a learner."""

    id: int
    learner: int
    class_id: int
    staff: int | None
    text: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Result:
    """An official test, entered by hand: its name, day, NRS level (1–6), and a score if the programme wants one."""

    id: int
    learner: int
    test: str
    day: date
    nrs: int
    score: str = ""


@dataclass(frozen=True, slots=True)
class LevelStep:
    """A practice level reached: "placed", "chosen", by a passed "check", or set by a "tutor"."""

    learner: int
    level: str
    how: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Tick:
    """A teacher's word on the can-dos of a unit, signed by a post. The newest holds over the figures; `reached` None takes it
    back to what the figures say."""

    unit: str
    reached: bool | None
    staff: int | None
    at: datetime


@dataclass(frozen=True, slots=True)
class Milestone:
    """Something a learner told us they reached, by a tap."""

    learner: int
    kind: str
    at: datetime


MILESTONES = (
    "passed_interview",
    "took_oath",
    "got_job",
    "new_course",
    "credential",
    "library_card",
    "met_teacher",
    "other",
)


@dataclass(frozen=True, slots=True)
class Interview:
    """The Monday of the week of a learner's interview, as they told it; the tutor sees it only if `shared`."""

    learner: int
    week: date
    shared: bool


@dataclass(frozen=True, slots=True)
class Meeting:
    """A class meeting as its tutor entered it: who came, and how long it was."""

    class_id: int
    day: date
    minutes: int
    learners: frozenset[int]


@dataclass(frozen=True, slots=True)
class Looked:
    """A line of the audit log: which post did or looked at what, and when; `whom`: the post that it was done to."""

    at: datetime
    staff: int | None
    site: int
    action: str
    class_id: int | None
    learner: int | None
    whom: int | None = None
