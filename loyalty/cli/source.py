"""The order files of a command, read with whoever watches told about it."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from loyalty.cli.options import present
from loyalty.cli.watch import Watch
from loyalty.simulate import OrderLog


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Where the orders lie and how they are to be read."""

    orders: Path
    members: Path | None = None
    mapping: Mapping[str, str]
    zone: str


def read(source: Source, watch: Watch) -> OrderLog:
    """The orders; raises FileMissing, LogError."""
    present(source.orders)
    watch.at("reading")
    return OrderLog.read(source.orders, members=source.members, mapping=source.mapping, zone=source.zone)
