"""What Telegram refuses: each method's parameters, and the rules for texts, entities and keyboards.

Written from the published Bot API, knowing nothing of how our own `writing` makes its calls.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

TEXT_UNITS, CAPTION_UNITS, DATA_BYTES = 4096, 1024, 64
ANSWER_UNITS = 200
BUTTONS = 100
UPLOAD_BYTES = {"photo": 10 * 2**20, "document": 50 * 2**20, "voice": 50 * 2**20}
ENTITY_TYPES = frozenset({
    "blockquote", "bold", "bot_command", "cashtag", "code", "custom_emoji", "date_time", "email", "expandable_blockquote",
    "hashtag", "italic", "mention", "phone_number", "pre", "spoiler", "strikethrough", "text_link",
    "text_mention", "underline", "url",
})  # fmt: skip
UPDATE_TYPES = frozenset({
    "business_connection", "business_message", "callback_query", "channel_post", "chat_boost",
    "chat_join_request", "chat_member", "chosen_inline_result", "deleted_business_messages",
    "edited_business_message", "edited_channel_post", "edited_message", "guest_message", "inline_query", "managed_bot", "message",
    "message_reaction", "message_reaction_count", "my_chat_member", "poll", "poll_answer",
    "pre_checkout_query", "purchased_paid_media", "removed_chat_boost", "shipping_query",
    "stopped_message_generation", "subscription",
})  # fmt: skip


class Refused(Exception):
    """An answer that is not `ok`."""

    def __init__(self, code: int, description: str, retry_after: int | None = None) -> None:
        super().__init__(description)
        self.code, self.description, self.retry_after = code, description, retry_after

    @property
    def body(self) -> dict[str, Any]:
        out: dict[str, Any] = {"ok": False, "error_code": self.code, "description": self.description}
        if self.retry_after is not None:
            out["parameters"] = {"retry_after": self.retry_after}
        return out


def bad(description: str) -> Refused:
    return Refused(400, f"Bad Request: {description}")


@dataclass(frozen=True)
class Uploaded:
    """A file that came with a call."""

    name: str
    content: bytes
    media_type: str


# --- kinds of parameters ---


def integer(name: str, value: Any) -> int:
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    if isinstance(value, str) and re.fullmatch(r"-?\d{1,18}", value):
        return int(value)
    raise bad(f"parameter {name!r} must be an Integer, not {value!r}")


def boolean(name: str, value: Any) -> bool:
    if isinstance(value, bool):
        return value
    if value in ("true", "True", "1", "yes", "false", "False", "0", "no"):
        return value in ("true", "True", "1", "yes")
    raise bad(f"parameter {name!r} must be a Boolean, not {value!r}")


def string(name: str, value: Any) -> str:
    if not isinstance(value, str):
        raise bad(f"parameter {name!r} must be a String, not {value!r}")
    try:
        value.encode()
    except UnicodeEncodeError:
        raise bad("strings must be encoded in UTF-8") from None
    return value


def chat(name: str, value: Any) -> int | str:
    if isinstance(value, str) and value.startswith("@"):
        return value
    return integer(name, value)


def upload(name: str, value: Any) -> Uploaded | str:
    if isinstance(value, Uploaded):
        if not value.content:
            raise bad("file must be non-empty")
        if len(value.content) > UPLOAD_BYTES[name]:
            raise Refused(413, "Request Entity Too Large")
        return value
    return string(name, value)


def structure(kind: type) -> Callable[[str, Any], Any]:
    """An object or array, as JSON text or (in a JSON body) as itself."""

    def read(name: str, value: Any) -> Any:
        if isinstance(value, str):
            try:
                value = json.loads(value)
            except ValueError:
                raise bad(f"can't parse {name} JSON object") from None
        if not isinstance(value, kind):
            raise bad(f"parameter {name!r} must be a JSON {'array' if kind is list else 'object'}")
        return value

    return read


obj, array = structure(dict), structure(list)

Spec = Mapping[str, tuple[Callable[[str, Any], Any], bool]]  # parameter → (how to read it, is it required)
_MARKUP = {"reply_markup": (obj, False)}
_SENDING = {
    **_MARKUP,
    "chat_id": (chat, True),
    "disable_notification": (boolean, False),
    "protect_content": (boolean, False),
    "message_effect_id": (string, False),
    "reply_parameters": (obj, False),
}
_TEXT = {"parse_mode": (string, False), "entities": (array, False), "link_preview_options": (obj, False)}
_CAPTION = {"caption": (string, False), "parse_mode": (string, False), "caption_entities": (array, False)}

METHODS: dict[str, Spec] = {
    "getMe": {},
    "sendMessage": {**_SENDING, **_TEXT, "text": (string, True)},
    "editMessageText": {
        **_MARKUP,
        **_TEXT,
        "chat_id": (chat, True),
        "message_id": (integer, True),
        "text": (string, True),
    },
    "sendPhoto": {**_SENDING, **_CAPTION, "photo": (upload, True), "has_spoiler": (boolean, False)},
    "sendVoice": {**_SENDING, **_CAPTION, "voice": (upload, True), "duration": (integer, False)},
    "sendDocument": {
        **_SENDING,
        **_CAPTION,
        "document": (upload, True),
        "disable_content_type_detection": (boolean, False),
    },
    "answerCallbackQuery": {
        "callback_query_id": (string, True),
        "text": (string, False),
        "show_alert": (boolean, False),
        "url": (string, False),
        "cache_time": (integer, False),
    },
    "getUpdates": {
        "offset": (integer, False),
        "limit": (integer, False),
        "timeout": (integer, False),
        "allowed_updates": (array, False),
    },
    "getFile": {"file_id": (string, True)},
    "setWebhook": {
        "url": (string, True),
        "secret_token": (string, False),
        "allowed_updates": (array, False),
        "drop_pending_updates": (boolean, False),
        "max_connections": (integer, False),
        "ip_address": (string, False),
    },
    "deleteWebhook": {"drop_pending_updates": (boolean, False)},
    "getWebhookInfo": {},
    "setMyCommands": {"commands": (array, True), "scope": (obj, False), "language_code": (string, False)},
    "getMyCommands": {"scope": (obj, False), "language_code": (string, False)},
}


def read_params(method: str, given: Mapping[str, Any]) -> dict[str, Any]:
    """A call's parameters, each checked and turned into its type; unlike Telegram, no unknown one passes."""
    if method not in METHODS:
        raise Refused(404, "Not Found: method not found")
    spec = METHODS[method]
    for name in given:
        if name not in spec:
            raise bad(f"{method} has no parameter {name!r}")
    for name, (_, required) in spec.items():
        if required and given.get(name) is None:
            raise bad("message text is empty" if name == "text" else f"parameter {name!r} is required")
    return {name: spec[name][0](name, value) for name, value in given.items() if value is not None}


# --- what the parameters say ---


def utf16(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


def check_text(text: str, entities: list[Any], limit: int, *, caption: bool = False) -> None:
    """A text or caption with its entities."""
    if not caption and not text.strip():
        raise bad("message text is empty")
    if utf16(text) > limit:
        raise bad("message caption is too long" if caption else "message is too long")
    check_entities(text, entities)


def check_entities(text: str, entities: list[Any]) -> None:
    encoded = text.encode("utf-16-le")
    length = len(encoded) // 2
    if len(entities) > 100:
        raise bad("too many entities")
    for entity in entities:
        if not isinstance(entity, dict) or entity.get("type") not in ENTITY_TYPES:
            raise bad(f"can't parse MessageEntity: unsupported {entity!r}")
        offset, size = entity.get("offset"), entity.get("length")
        for number in (offset, size):
            if not isinstance(number, int) or isinstance(number, bool):
                raise bad("can't parse MessageEntity: offset and length must be Integers")
        if offset < 0 or size <= 0 or offset + size > length:
            raise bad(f"entity beginning at UTF-16 offset {offset} ends after the end of the text at {length}")
        for edge in (offset, offset + size):
            if edge < length and 0xDC <= encoded[2 * edge + 1] <= 0xDF:
                raise bad(f"entity begins or ends in the middle of a UTF-16 symbol at offset {edge}")


def read_keyboard(markup: Mapping[str, Any] | None) -> list[list[tuple[str, str]]]:
    """The (label, data) rows of a reply markup; only inline keyboards are known here."""
    if markup is None:
        return []
    rows = markup.get("inline_keyboard")
    if set(markup) != {"inline_keyboard"} or not isinstance(rows, list):
        raise bad("object expected as reply markup")
    for row in rows:
        if not isinstance(row, list) or not row:
            raise bad("inline keyboard rows must be arrays that are not empty")
    if sum(map(len, rows)) > BUTTONS:
        raise bad("reply markup is too long")
    return [[_button(button) for button in row] for row in rows]


def _button(button: Any) -> tuple[str, str]:
    if not isinstance(button, dict) or not isinstance(button.get("text"), str):
        raise bad("can't parse inline keyboard button: field 'text' must be a String")
    if not button["text"].strip():
        raise bad("inline keyboard button text is empty")
    if set(button) != {"text", "callback_data"}:
        raise bad("text buttons are unallowed in the inline keyboard")
    data = button["callback_data"]
    if not isinstance(data, str) or not 1 <= len(data.encode()) <= DATA_BYTES:
        raise bad("BUTTON_DATA_INVALID")
    return button["text"], data


def check_commands(commands: list[Any], language: str) -> None:
    if len(commands) > 100:
        raise bad("BOT_COMMANDS_TOO_MUCH")
    if language and not re.fullmatch(r"[a-z]{2}", language):
        raise bad("invalid language code specified")
    for command in commands:
        if not isinstance(command, dict) or set(command) != {"command", "description"}:
            raise bad("can't parse BotCommand")
        if not re.fullmatch(r"[a-z0-9_]{1,32}", str(command["command"])):
            raise bad("BOT_COMMAND_INVALID")
        if not isinstance(command["description"], str) or not 1 <= len(command["description"].strip()) <= 256:
            raise bad("BOT_COMMAND_DESCRIPTION_INVALID")


def check_allowed(allowed: list[Any]) -> frozenset[str]:
    for kind in allowed:
        if kind not in UPDATE_TYPES:
            raise bad(f"unknown update type {kind!r}")  # Telegram ignores it; a typing error should not pass here
    return frozenset(allowed)
