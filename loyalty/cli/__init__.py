"""The command line: `loyalty simulate`, `review`, `schema`, `demo`, `admin`."""

from loyalty.cli.entry import main

__all__ = ["main"]
