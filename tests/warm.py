"""Everything that a run of the program imports: what `tests.starting` copies has read it once."""

import gc

import alembic.command
import alembic.runtime.environment
import dbos
import sqlalchemy.orm
import uvicorn
import uvloop

import bot.channels.mail
import bot.commands
import bot.commands_staff
import bot.doctor
import bot.jobs.clock
import bot.jobs.reminders
import bot.jobs.summaries
import bot.lessons.dictionaries
import bot.lessons.live
import bot.reports.class_export
import bot.serving
import bot.settings_reading
import bot.web.tutor
import main
import storage.sqlite_runner
import storage.upkeep
from bot.channels.telegram import driver_of

driver_of("python-telegram-bot")

gc.freeze()

__all__ = ["alembic", "bot", "dbos", "main", "sqlalchemy", "storage", "uvicorn", "uvloop"]
