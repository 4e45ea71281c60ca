"""What Alembic runs: the missing steps, on the connection and in the transaction that it is handed."""

from __future__ import annotations

from alembic import context

import app.store.sync_schema  # noqa: F401 - its tables belong to the models too
from app.store.schema import Base

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
    render_as_batch=True,
)
context.run_migrations()
