"""What an update of the Bot API says, in our own words. Pure, and never raises: the world sends odd things."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from bot.messages import EDITED, Address, Command, Incoming, Input, Left, Other, Returned, Text, Voice, read_press

CHANNEL = "telegram"
LONGEST_SECONDS = 1e6
ALLOWED_UPDATES = ("message", "edited_message", "callback_query", "my_chat_member")

# What a message can hold that is neither text nor voice. The order matters: an animation also comes
# as a document, and a venue as a location.
KINDS = (
    "sticker", "live_photo", "photo", "animation", "video", "video_note", "document", "contact", "venue", "location",
    "poll", "dice", "game", "story", "paid_media", "checklist", "rich_message", "invoice", "giveaway",
)  # fmt: skip
# What the platform, not the person, writes into a chat: nobody awaits an answer to it.
SERVICE = frozenset({
    "pinned_message", "message_auto_delete_timer_changed", "chat_background_set", "write_access_allowed",
    "boost_added", "connected_website", "users_shared", "chat_shared", "successful_payment", "refunded_payment",
    "proximity_alert_triggered", "passport_data", "gift", "unique_gift", "direct_message_price_changed",
    "checklist_tasks_done", "checklist_tasks_added", "new_chat_members", "left_chat_member", "group_chat_created",
    "new_chat_title", "new_chat_photo", "delete_chat_photo", "migrate_to_chat_id", "migrate_from_chat_id",
    "forum_topic_created", "forum_topic_edited", "forum_topic_closed", "forum_topic_reopened",
    "web_app_data", "gift_upgrade_sent", "managed_bot_created", "poll_option_added", "poll_option_deleted",
    "giveaway_created", "giveaway_completed", "paid_message_price_changed", "chat_owner_changed", "chat_owner_left",
    "general_forum_topic_hidden", "general_forum_topic_unhidden", "video_chat_started", "video_chat_ended",
})  # fmt: skip

# Never part of what a person says: control characters but tab and new line, halves of a surrogate
# pair (no database takes them), and the marks that turn the direction of the text after them.
_UNWANTED = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\u202a-\u202e\u2066-\u2069]")
_COMMAND = re.compile(r"/([^\s@/]+)(?:@\S*)?(?:\s+(.*))?", re.DOTALL)
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")


def read(update: Mapping[str, Any], at: datetime) -> Incoming | None:
    """The update in our words; None when it is nothing for us (groups, what the platform itself writes)."""
    id = _number(update.get("update_id"))
    if id is None:
        return None
    for kind, reader in _READERS:
        event = update.get(kind)
        if isinstance(event, dict):
            found = reader(event)
            if found is None:
                return None
            user, given = found
            return Incoming(str(id), Address(CHANNEL, str(user)), at, given, _language(event))
    return None


def query_id(update: Mapping[str, Any]) -> str | None:
    """The id of the press to acknowledge, so that the button stops turning; None when the update is no press."""
    id = _part(update, "callback_query").get("id")
    return id if isinstance(id, str) and id else None


def clean(text: str) -> str:
    """A text without the characters that nobody typed on purpose."""
    return _UNWANTED.sub("", text)


Found = tuple[int, Input] | None


def _message(message: Mapping[str, Any]) -> Found:
    user = _private(message)
    if user is None:
        return None
    text = message.get("text")
    if isinstance(text, str):
        replied = _number(_part(message, "reply_to_message").get("message_id"))
        return user, _said(clean(text).strip(), None if replied is None else str(replied))
    for kind in ("voice", "audio"):
        sound = message.get(kind)
        if isinstance(sound, dict):
            file, seconds = sound.get("file_id"), sound.get("duration")
            if isinstance(file, str) and isinstance(seconds, int | float) and 0 <= seconds < LONGEST_SECONDS:
                return user, Voice(clean(file), float(seconds))
            return user, Other(kind)
    for kind in KINDS:
        if message.get(kind) is not None:
            return user, Other(kind)
    return None if not SERVICE.isdisjoint(message) else (user, Other("unknown"))


def _said(text: str, replies_to: str | None) -> Input:
    command = _COMMAND.fullmatch(text)
    if command is None:
        return Text(text, replies_to)
    return Command(command[1].lower(), (command[2] or "").strip())


def _edited(message: Mapping[str, Any]) -> Found:
    """A changed text; not a place on a map that goes on changing by itself."""
    user = _private(message)
    return None if user is None or not isinstance(message.get("text"), str) else (user, Other(EDITED))


def _callback(query: Mapping[str, Any]) -> Found:
    """A pressed button. A very old message comes without its text, or not at all; the press still counts."""
    data, message = query.get("data"), query.get("message")
    if not isinstance(data, str) or query.get("inline_message_id") is not None:
        return None
    if message is not None and (not isinstance(message, dict) or _private(message, person=False) is None):
        return None
    user = _person(query)
    carrier = _number(_part(query, "message").get("message_id"))
    return None if user is None else (user, read_press(clean(data), None if carrier is None else str(carrier)))


def _member(event: Mapping[str, Any]) -> Found:
    user = _private(event)
    status = _part(event, "new_chat_member").get("status")
    if user is None or status not in ("kicked", "member"):
        return None
    return user, Left() if status == "kicked" else Returned()


_READERS = (
    ("message", _message), ("edited_message", _edited), ("callback_query", _callback), ("my_chat_member", _member),
)  # fmt: skip


def _private(event: Mapping[str, Any], *, person: bool = True) -> int | None:
    """The chat of an event, if it is one person's own with us."""
    chat = _part(event, "chat")
    if chat.get("type") != "private" or (person and _person(event) is None):
        return None
    return _number(chat.get("id"))


def _person(event: Mapping[str, Any]) -> int | None:
    """Who did it; None for another bot, lest two of them talk for ever."""
    sender = _part(event, "from")
    return None if sender.get("is_bot") is True else _number(sender.get("id"))


def _language(event: Mapping[str, Any]) -> str | None:
    code = _part(event, "from").get("language_code")
    return code if isinstance(code, str) and _LANGUAGE.fullmatch(code) else None


def _part(event: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    part = event.get(name)
    return part if isinstance(part, dict) else {}


def _number(value: object) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) else None
