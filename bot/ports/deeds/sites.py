"""What is done to a site: its posts, their invitations, mailboxes, wishes and ways in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class FoundSite:
    """There is a site of this name from now on; one that is there already stays."""

    name: str
    demo: bool = False


@dataclass(frozen=True, slots=True)
class MakeCode:
    """Invite. `site` by name, because a command line may found it in the same breath."""

    code: str
    kind: str
    site: str
    class_id: int | None = None
    expires_at: datetime | None = None
    by: int | None = None


@dataclass(frozen=True, slots=True)
class RevokeCode:
    """The code opens nothing from now on. `by` None: the operator, at the command line."""

    code: str
    by: int | None


@dataclass(frozen=True, slots=True)
class TakePost:
    """Accept an invitation as tutor or coordinator. `person` None: by a page, without a chat; 0: whoever's turn it is."""

    code: str
    name: str
    language: str = "en"
    person: int | None = 0


@dataclass(frozen=True, slots=True)
class EndPost:
    """Somebody leaves: their access ends at once."""

    post: int
    by: int | None


@dataclass(frozen=True, slots=True)
class Prefer:
    """How and when a post wants its weekly summary, in which language, under which name."""

    post: int
    name: str
    language: str
    email: str | None
    day: int
    hour: int
    by: str


@dataclass(frozen=True, slots=True)
class AskMailbox:
    """A code goes to the address of a post: whoever gives it back within the time has that mailbox. The last one holds."""

    post: int
    code: str
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class ConfirmMailbox:
    """The code came back, once; refused when it is that of none of these posts and their addresses now, or too old."""

    posts: tuple[int, ...]
    code: str


@dataclass(frozen=True, slots=True)
class AskSignIn:
    """A link that signs a post in once, within the time; `post` 0: the one that was just taken in the same breath."""

    token: str
    post: int
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class GiveSignIn:
    """The same for somebody else, who has no chat to ask for it in: written down. `by` None: the operator."""

    token: str
    post: int
    expires_at: datetime
    by: int | None
