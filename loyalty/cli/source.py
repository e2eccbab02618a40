"""The order files of a command, read with whoever watches told about it."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from loyalty.cli.options import present
from loyalty.cli.watch import Watch
from loyalty.simulate import FileMapping, OrderLog
from loyalty.simulate.orders.intake import Reading
from loyalty.simulate.orders.keeping import Where


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Where the orders lie and how they are to be read; several files are one history.

    `packed`: where what was read is kept for the next run.
    """

    orders: tuple[Path, ...]
    members: Path | None = None
    mapping: FileMapping | Mapping[str, str]
    zone: str
    packed: Where = "none"

    def there(self) -> None:
        """Every file is there; raises FileMissing."""
        for path in (*self.orders, *([self.members] if self.members else [])):
            present(path)


def read(source: Source, watch: Watch) -> OrderLog:
    """The orders; raises FileMissing, LogError."""
    source.there()
    watch.at("reading")

    def told(now: Reading) -> None:
        watch.at(now.stage, program=now.file, done=now.done, total=now.total)

    return OrderLog.read(
        source.orders,
        members=source.members,
        mapping=source.mapping,
        zone=source.zone,
        packed=source.packed,
        progress=told,
    )
