"""Run by `storage.migrate`, which has configured the context with a connection and its transaction."""

from alembic import context

context.run_migrations()
