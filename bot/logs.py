"""Logs: text or JSON on standard error, and never an address, a name or a token."""

from __future__ import annotations

import logging
import sys
from contextlib import suppress
from typing import Any, TextIO, cast

# Rich would be loaded wherever a developer's tools brought it along: five megabytes and a tenth of a second of every start, for
# tracebacks that show local variables, and those hold names and answers.
sys.modules.setdefault("rich", None)  # type: ignore[arg-type]

import structlog  # noqa: E402

from bot.settings import Settings  # noqa: E402


class _StandardError:
    """What it cannot take, because its disk is full or its reader is gone, is lost: nothing may stop because it was to be told."""

    def write(self, text: str) -> None:
        with suppress(OSError):
            sys.stderr.write(text)

    def flush(self) -> None:
        with suppress(OSError):
            sys.stderr.flush()


def set_up(settings: Settings) -> None:
    """Configure the logs of this process."""
    level = getattr(logging, settings.log_level.upper())
    json = settings.log_format == "json"
    told: list[Any] = [
        structlog.processors.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.format_exc_info if json else structlog.processors.StackInfoRenderer(),
    ]
    render: Any = (
        structlog.processors.JSONRenderer()
        if json
        # Plain: the richer formatters print local variables, and those hold names and answers.
        else structlog.dev.ConsoleRenderer(
            colors=sys.stderr.isatty(), exception_formatter=structlog.dev.plain_traceback
        )
    )
    formatter = structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=[structlog.stdlib.add_logger_name, *told],
        processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, render],
    )
    handler = logging.StreamHandler()  # what libraries log, as we do: a reader of JSON reads all of it
    handler.setFormatter(formatter)
    logging.basicConfig(level=level, handlers=[handler])
    for name in (
        "httpx",
        "alembic",
        "aiogram",
        "telegram",
        "uvicorn",
        "dbos",
    ):  # some log addresses, and Telegram's hold the token
        logging.getLogger(name).setLevel(logging.WARNING)
    structlog.configure(
        processors=[*told, render],
        wrapper_class=structlog.make_filtering_bound_logger(level),
        logger_factory=structlog.PrintLoggerFactory(cast(TextIO, _StandardError())),
    )
