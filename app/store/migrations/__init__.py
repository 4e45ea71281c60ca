"""The steps from each schema to the next, run by Alembic inside one transaction (`app.store.migration`)."""
