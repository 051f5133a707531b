"""What the fake Bot API keeps, and what each method does to it."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from tests.fakes.bot_api_rules import (
    ANSWER_UNITS,
    CAPTION_UNITS,
    TEXT_UNITS,
    Refused,
    Uploaded,
    bad,
    check_allowed,
    check_commands,
    check_text,
    read_keyboard,
    utf16,
)

DATE = 1_795_446_000  # a Monday in November 2026
BOT = {"id": 123456789, "is_bot": True, "first_name": "Doorway", "username": "doorway_test_bot"}


@dataclass
class Shown:
    """One message as it stands in a chat now."""

    id: int
    by: str  # "bot" or "person"
    text: str
    kind: str = "text"
    buttons: list[list[tuple[str, str]]] = field(default_factory=list)
    entities: list[dict[str, Any]] = field(default_factory=list)
    edits: int = 0
    file: str | None = None

    @property
    def labels(self) -> list[str]:
        return [label for row in self.buttons for label, _ in row]

    @property
    def bold(self) -> list[str]:
        """The bold pieces, cut out as Telegram counts."""
        encoded = self.text.encode("utf-16-le")
        return [
            encoded[2 * e["offset"] : 2 * (e["offset"] + e["length"])].decode("utf-16-le")
            for e in self.entities
            if e["type"] == "bold"
        ]


@dataclass
class Chat:
    messages: dict[int, Shown] = field(default_factory=dict)
    blocked: bool = False
    deactivated: bool = False


@dataclass
class Query:
    """A press that waits to be acknowledged."""

    id: str
    user: int
    answered: int = 0


class Methods:
    """The state of one bot's side of Telegram. `do` carries out everything but `getUpdates`."""

    def __init__(self) -> None:
        self.chats: dict[int, Chat] = {}
        self.queries: dict[str, Query] = {}
        self.query_numbers = itertools.count(7001)
        self.message_numbers = itertools.count(1)
        self.voices: set[str] = set()  # file ids of voice messages that were uploaded
        self.files: dict[str, bytes] = {}  # what people sent, by file id
        self.webhook: str | None = None
        self.secret: str | None = None
        self.allowed: frozenset[str] = frozenset()
        self.commands: dict[str, list[dict[str, str]]] = {}  # language ("" is the default) → list
        self._do: dict[str, Callable[[dict[str, Any]], Any]] = {
            "getMe": lambda _: BOT,
            "sendMessage": self._send_message,
            "editMessageText": self._edit,
            "sendPhoto": lambda p: self._send_file(p, "photo"),
            "sendDocument": lambda p: self._send_file(p, "document"),
            "sendVoice": lambda p: self._send_file(p, "voice"),
            "getFile": self._get_file,
            "answerCallbackQuery": self._answer,
            "setWebhook": self._set_webhook,
            "deleteWebhook": self._delete_webhook,
            "getWebhookInfo": lambda _: {"url": self.webhook or "", "has_custom_certificate": False},
            "setMyCommands": self._set_commands,
            "getMyCommands": lambda p: self.commands.get(p.get("language_code", ""), []),
        }

    def do(self, method: str, params: dict[str, Any]) -> Any:
        """Carry out a call whose parameters have their types."""
        return self._do[method](params)

    def chat(self, user: int) -> list[Shown]:
        """A chat as the person sees it now, from the top."""
        return list(self.chats[user].messages.values()) if user in self.chats else []

    def said(self, user: int) -> list[Shown]:
        """What the bot has said in a chat, as it stands now."""
        return [message for message in self.chat(user) if message.by == "bot"]

    # --- sending and editing ---

    def _open(self, chat_id: int | str) -> tuple[int, Chat]:
        if not isinstance(chat_id, int) or chat_id not in self.chats:
            raise bad("chat not found")
        chat = self.chats[chat_id]
        if chat.deactivated:
            raise Refused(403, "Forbidden: user is deactivated")
        if chat.blocked:
            raise Refused(403, "Forbidden: bot was blocked by the user")
        return chat_id, chat

    def _put(self, user: int, chat: Chat, **fields: Any) -> dict[str, Any]:
        shown = Shown(next(self.message_numbers), "bot", **fields)
        chat.messages[shown.id] = shown
        return self.as_message(user, shown)

    def _send_message(self, params: dict[str, Any]) -> dict[str, Any]:
        text, entities, buttons = self._body(params)
        user, chat = self._open(params["chat_id"])
        return self._put(user, chat, text=text, buttons=buttons, entities=entities)

    def _send_file(self, params: dict[str, Any], kind: str) -> dict[str, Any]:
        caption, entities = params.get("caption", ""), params.get("caption_entities", [])
        check_text(caption, entities, CAPTION_UNITS, caption=True)
        buttons = read_keyboard(params.get("reply_markup"))
        upload = params[kind]
        if isinstance(upload, str) and upload in self.voices:
            user, chat = self._open(params["chat_id"])
            return self._put(user, chat, text=caption, kind=kind, buttons=buttons, entities=entities, file=upload)
        if not isinstance(upload, Uploaded):
            raise bad("wrong remote file identifier specified: Wrong string length")
        if kind == "photo" and not upload.content.startswith((b"\x89PNG\r\n\x1a\n", b"\xff\xd8")):
            raise bad("IMAGE_PROCESS_FAILED")
        if kind == "voice" and not upload.content.startswith(b"OggS"):
            raise bad("VOICE_MESSAGES_FORBIDDEN: not an Ogg file")
        user, chat = self._open(params["chat_id"])
        return self._put(user, chat, text=caption, kind=kind, buttons=buttons, entities=entities, file=upload.name)

    def _get_file(self, params: dict[str, Any]) -> dict[str, Any]:
        id = params["file_id"]
        if id not in self.files:
            raise bad("wrong file_id or the file is temporarily unavailable")
        return {"file_id": id, "file_unique_id": id, "file_size": len(self.files[id]), "file_path": f"voice/{id}.oga"}

    def _edit(self, params: dict[str, Any]) -> dict[str, Any]:
        text, entities, buttons = self._body(params)
        user, chat = self._open(params["chat_id"])
        shown = chat.messages.get(params["message_id"])
        if shown is None:
            raise bad("message to edit not found")
        if shown.by != "bot":
            raise bad("message can't be edited")
        if shown.kind != "text":
            raise bad("there is no text in the message to edit")
        if (shown.text, shown.entities, shown.buttons) == (text, entities, buttons):
            raise bad(
                "message is not modified: specified new message content and reply markup are exactly the same as a"
                " current content and reply markup of the message"
            )
        shown.text, shown.entities, shown.buttons, shown.edits = text, entities, buttons, shown.edits + 1
        return {**self.as_message(user, shown), "edit_date": DATE}

    def _body(self, params: dict[str, Any]) -> tuple[str, list[dict[str, Any]], list[list[tuple[str, str]]]]:
        text, entities = params["text"], params.get("entities", [])
        check_text(text, entities, TEXT_UNITS)
        if "parse_mode" in params and entities:
            raise bad("parse_mode and entities exclude one another")
        return text, entities, read_keyboard(params.get("reply_markup"))

    def _answer(self, params: dict[str, Any]) -> bool:
        query = self.queries.get(params["callback_query_id"])
        if query is None:
            raise bad("query is too old and response timeout expired or query ID is invalid")
        if utf16(params.get("text", "")) > ANSWER_UNITS:
            raise bad("MESSAGE_TOO_LONG")
        query.answered += 1
        return True

    # --- set-up ---

    def allow(self, kinds: list[Any]) -> None:
        self.allowed = check_allowed(kinds)

    def _set_webhook(self, params: dict[str, Any]) -> bool:
        url, secret = params["url"], params.get("secret_token")
        if not url:
            return self._delete_webhook(params)
        parts = urlsplit(url)
        if parts.scheme != "https" and parts.hostname != "127.0.0.1":  # a local Bot API server takes http
            raise bad("bad webhook: An HTTPS URL must be provided for webhook")
        if secret is not None and not re.fullmatch(r"[A-Za-z0-9_-]{1,256}", secret):
            raise bad("secret token contains unallowed characters")
        if not 1 <= params.get("max_connections", 40) <= 100:
            raise bad("max_connections must be from 1 to 100")
        if "allowed_updates" in params:
            self.allow(params["allowed_updates"])
        self.webhook, self.secret = url, secret
        return True

    def _delete_webhook(self, params: dict[str, Any]) -> bool:
        self.webhook = self.secret = None
        return True

    def _set_commands(self, params: dict[str, Any]) -> bool:
        language = params.get("language_code", "")
        check_commands(params["commands"], language)
        self.commands[language] = params["commands"]
        return True

    # --- what the bot is shown ---

    def new_chat(self) -> Chat:
        return Chat()

    def person(self, user: int, language: str | None) -> dict[str, Any]:
        out = {"id": user, "is_bot": False, "first_name": f"Person {user}"}
        return out | ({"language_code": language} if language else {})

    def _chat(self, user: int) -> dict[str, Any]:
        return {"id": user, "type": "private", "first_name": f"Person {user}"}

    def from_person(self, user: int, content: dict[str, Any]) -> dict[str, Any]:
        """A person's message, put into their chat, as the bot is told of it."""
        number = next(self.message_numbers)
        kind = next((k for k in content if k not in ("entities", "caption")), "empty")
        self.chats[user].messages[number] = Shown(number, "person", str(content.get("text", "")), kind)
        return {"message_id": number, "date": DATE, "chat": self._chat(user), **content}

    def inaccessible(self, user: int, number: int) -> dict[str, Any]:
        return {"message_id": number, "date": 0, "chat": self._chat(user)}

    def as_message(self, user: int, shown: Shown) -> dict[str, Any]:
        out: dict[str, Any] = {"message_id": shown.id, "from": BOT, "chat": self._chat(user), "date": DATE}
        name = "text" if shown.kind == "text" else "caption"
        if shown.text:
            out[name] = shown.text
            if shown.entities:
                out["entities" if name == "text" else "caption_entities"] = shown.entities
        if shown.buttons:
            rows = [[{"text": label, "callback_data": data} for label, data in row] for row in shown.buttons]
            out["reply_markup"] = {"inline_keyboard": rows}
        file = {"file_id": f"f{shown.id}", "file_unique_id": f"u{shown.id}"}
        if shown.kind == "photo":
            out["photo"] = [{**file, "width": 1, "height": 1}]
        elif shown.kind == "voice":
            out["voice"] = {**file, "duration": 1, "mime_type": "audio/ogg"}
            self.voices.add(file["file_id"])
        elif shown.kind == "document":
            out["document"] = {**file, "file_name": shown.file}
        return out

    def membership(self, user: int, status: str) -> dict[str, Any]:
        other = "member" if status == "kicked" else "kicked"
        until = {"until_date": 0}
        return {
            "chat": self._chat(user),
            "from": self.person(user, "en"),
            "date": DATE,
            "old_chat_member": {"user": BOT, "status": other, **(until if other == "kicked" else {})},
            "new_chat_member": {"user": BOT, "status": status, **(until if status == "kicked" else {})},
        }
