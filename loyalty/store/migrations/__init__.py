"""The library's migrations: an Alembic environment that travels in the wheel.

They run by themselves (`loyalty db upgrade URL`) or as a branch of a host's own migrations.
"""
