"""Logs: text or JSON on standard error, and never an address, a name or a token."""

from __future__ import annotations

import logging
import sys
from typing import Any

# Rich would be loaded wherever a developer's tools brought it along: five megabytes and a tenth of a second of every start, for
# tracebacks that show local variables, and those hold names and answers.
sys.modules.setdefault("rich", None)  # type: ignore[arg-type]

import structlog  # noqa: E402

from bot.settings import Settings  # noqa: E402


def set_up(settings: Settings) -> None:
    """Configure the logs of this process."""
    level = getattr(logging, settings.log_level.upper())
    logging.basicConfig(level=level, format="%(levelname)s %(name)s: %(message)s")
    for name in (
        "httpx",
        "alembic",
        "aiogram",
        "telegram",
        "uvicorn",
        "dbos",
    ):  # some log addresses, and Telegram's hold the token
        logging.getLogger(name).setLevel(logging.WARNING)
    render: Any = (
        structlog.processors.JSONRenderer()
        if settings.log_format == "json"
        # Plain: the richer formatters print local variables, and those hold names and answers.
        else structlog.dev.ConsoleRenderer(
            colors=sys.stderr.isatty(), exception_formatter=structlog.dev.plain_traceback
        )
    )
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.format_exc_info
            if settings.log_format == "json"
            else structlog.processors.StackInfoRenderer(),
            render,
        ],
        wrapper_class=structlog.make_filtering_bound_logger(level),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
    )
