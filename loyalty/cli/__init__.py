"""The command line: one module a command, `entry` the way in.

A module that is named like its command holds the options and is cheap to load; what the command does stands
beside it (`explain`, `explaining`) and is loaded only when it runs.
"""

from loyalty.cli.entry import main

__all__ = ["main"]
