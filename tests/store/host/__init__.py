"""A host's project with tables and migrations of its own, as docs/how-to/embed-migrations.md shows it."""
