"""The host's Alembic environment: `include_name` is all that the library adds to it."""

from alembic import context

from loyalty.live import include_name
from tests.store.host.tables import METADATA

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=METADATA,
    include_name=context.config.attributes.get("include_name", include_name),
)
with context.begin_transaction():
    context.run_migrations()
