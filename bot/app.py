"""What one running Doorway is made of."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.conversation import Conversation
    from bot.delivery import Delivery
    from bot.demo.fill import Demo
    from bot.lessons.live import LiveContent
    from bot.ports import Channel, Dispatch, Links
    from bot.reports.desk import Desk
    from bot.settings import Settings
    from storage.store import SqlStore


@dataclass(slots=True)
class App:
    """One running Doorway, put together."""

    settings: Settings
    content: LiveContent
    store: SqlStore
    channels: dict[str, Channel]
    delivery: Delivery
    conversation: Conversation
    links: Links
    talk: Callable[[Callable[[Dispatch], None]], Conversation]
    reports: Desk
    demo: Demo | None = None
