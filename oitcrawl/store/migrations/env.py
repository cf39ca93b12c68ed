"""Run by Alembic, never imported: hands it the connection on which the tables are moved."""

from alembic import context

from oitcrawl.store.migrations import REVISION_TABLE
from oitcrawl.store.tables import meta

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=meta,
    version_table=REVISION_TABLE,
    render_as_batch=True,  # SQLite changes columns by copying the table
    transactional_ddl=True,  # SQLite can, once the driver leaves transactions to us
)
context.run_migrations()
