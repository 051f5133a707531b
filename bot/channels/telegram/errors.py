"""The Bot API's errors as the four `SendError`s: one table for both libraries."""

from __future__ import annotations

import re

from bot.ports import Disconnected, Rejected, SendError, Throttled, Unreachable

UNTOLD_WAIT = 3.0  # seconds, when told to wait but not how long


class Unmodified(Rejected):
    """An edit that changes nothing: the message already is what it should be."""


class Uneditable(Rejected):
    """The message to edit is gone, too old, not ours, or holds no text: send it anew."""


class TokenRefused(Rejected):
    """Telegram does not know our token, so no call will ever succeed."""


class Contested(Disconnected):
    """Somebody else takes this bot's updates: another process that polls, or a webhook."""


# How the description of a 400 begins or what it holds (lower case), and what that means.
_GONE = (
    "chat not found",
    "user is deactivated",
    "user_is_blocked",
    "peer_id_invalid",
    "input_user_deactivated",
    "bot was blocked by the user",
)
_UNEDITABLE = (
    "message to edit not found",
    "message can't be edited",
    "message_id_invalid",
    "there is no text in the message to edit",
    "message_edit_time_expired",
)
_WAIT = re.compile(r"retry (?:after|in) (\d+)")


def send_error(code: int | None, description: str, retry_after: float | None = None) -> SendError:
    """What a failed call means. `code` is the HTTP status, None when the library did not keep it."""
    said = description.lower()
    if code == 429 or retry_after is not None or (code is None and "too many requests" in said):
        told = _WAIT.search(said)
        return Throttled(retry_after if retry_after is not None else float(told[1]) if told else UNTOLD_WAIT)
    if code == 400 and "message is not modified" in said:
        return Unmodified(description)
    if code == 400 and any(sign in said for sign in _UNEDITABLE):
        return Uneditable(description)
    if code == 403 or (code == 400 and any(sign in said for sign in _GONE)):
        return Unreachable(description)
    if code in (401, 404):
        return TokenRefused(f"Telegram refuses TELEGRAM_BOT_TOKEN: {description}")
    if code == 409:
        return Contested(description)
    if code is not None and 400 <= code < 500 and code != 408:
        return Rejected(description)
    return Disconnected(description)
