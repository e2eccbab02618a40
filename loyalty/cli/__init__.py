"""The command line: one module a command, `entry` the way in."""

from loyalty.cli.entry import main

__all__ = ["main"]
