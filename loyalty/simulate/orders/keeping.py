"""A log kept packed beside its files, so that the next run need not read them again.

What is kept answers for exactly these files, read in exactly this way by exactly this code: the key holds how
the caller wants them read, the versions, and a digest of the code that reads; the files themselves are
compared by `sources`.
"""

import functools
import operator
import os
import stat
from collections.abc import Mapping, Sequence
from dataclasses import asdict, fields
from hashlib import blake2b
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any, Final, Literal, TypeAlias

import numpy as np
import polars as pl

from loyalty import money, when
from loyalty.money import currency
from loyalty.simulate.orders.cache_home import cache_home
from loyalty.simulate.orders.intake import Wishes
from loyalty.simulate.orders.packed_file import PackedFile, write_packed
from loyalty.simulate.orders.problem_rows import ProblemRows
from loyalty.simulate.orders.problems import ProblemEntry, Problems
from loyalty.simulate.orders.sources import Look, digests, looks, stamp, unchanged

Where: TypeAlias = Path | Literal["beside", "none"]
"""Where packed logs are kept: a folder or file, beside the order file, or not at all."""

SUFFIX: Final = ".loyalty-packed"
_ATTRIBUTE: Final = "attribute_"
_ID: Final = "id"
_PLAIN: Final = ("name", "content_hash", "first_at", "last_at")


def place_of(paths: Sequence[Path], where: Where) -> Path | None:
    """The packed file's path; where the files' folder is not for writing, it lies in the cache folder."""
    if where == "none":
        return None
    first = paths[0].absolute()
    if where == "beside":
        return (
            first.with_name(first.name + SUFFIX)
            if _writable(first.parent)
            else _cached(first, cache_home() / "packed")
        )
    folder = Path(where)
    return folder if folder.name.endswith(SUFFIX) else _cached(first, folder)


def key_of(wishes: Wishes) -> str:
    """What besides the files' contents decides what a log holds."""
    told = (
        [path.name for path in wishes.paths],
        wishes.members is None,
        wishes.mapping.model_dump_json(),
        wishes.zone,
        wishes.extras,
        pl.__version__,
        np.__version__,
        _code(),
    )
    return blake2b(repr(told).encode(), digest_size=20).hexdigest()


def kept(place: Path, wishes: Wishes) -> dict[str, Any] | None:
    """The fields of the log that was kept; None where nothing was, or it answers for something else."""
    found = PackedFile.opened(place)
    if found is None or found.facts.get("key") != key_of(wishes):
        return None
    sources = sources_of(wishes)
    same, read = unchanged(
        sources, stamped=found.stamp(), told=found.facts["digests"], written_ns=found.written_ns
    )
    if not same:
        return None
    if read:
        found.restamp(stamp(looks(sources)))
    return _fields(found)


def sources_of(wishes: Wishes) -> tuple[Path, ...]:
    """All files that a log is made of."""
    return wishes.paths if wishes.members is None else (*wishes.paths, wishes.members)


def look(wishes: Wishes) -> tuple[Look, ...]:
    """How a log's files look now; none where one of them is not there."""
    try:
        return looks(sources_of(wishes))
    except OSError:
        return ()


def keep(place: Path, wishes: Wishes, log: Any, *, before: Sequence[Look]) -> bool:  # noqa: ANN401 - OrderLog lies above
    """Keep a log; False where that cannot be done, or a file changed while it was read."""
    sources = sources_of(wishes)
    try:
        contents = digests(sources)
        if looks(sources) != tuple(before):
            return False
        # Whoever may not read the orders may not read them packed either.
        mode = functools.reduce(operator.and_, (path.stat().st_mode for path in sources), 0o644)
    except OSError:
        return False
    values = {part.name: getattr(log, part.name) for part in fields(log)}
    arrays = {name: value for name, value in values.items() if isinstance(value, np.ndarray)}
    arrays["by_member"] = log.by_member
    tables = {
        "items": _columns(
            log.item_attributes,
            sku=log.item_sku,
            category=log.item_category,
            brand=log.item_brand,
            seller=log.item_seller,
        ),
        "members": _columns(log.member_attributes, id=log.member_ids),
        "channels": _columns({}, id=log.channels),
        "codes": _columns({}, id=log.codes),
        "extras": pl.DataFrame(dict(log.extras)),
    }
    if log.problem_rows is not None:
        arrays |= {"problem_rows": log.problem_rows.rows, "problem_reasons": log.problem_rows.reasons}
        tables["problem_orders"] = pl.DataFrame({_ID: log.problem_rows.orders})
    if log.doc_id.dtype == pl.Int64:
        arrays["doc_id"] = log.doc_id.to_numpy()
    else:
        tables["doc_id"] = pl.DataFrame({_ID: log.doc_id})
    facts = {name: values[name] for name in _PLAIN} | {
        "key": key_of(wishes),
        "digests": contents,
        "currency": log.currency.code,
        "files": log.files,
        "problems": _told(log.problems),
    }
    return write_packed(place, facts=facts, arrays=arrays, tables=tables, stamp=stamp(before), mode=mode)


def _fields(found: PackedFile) -> dict[str, Any]:
    """The fields of a log, and `by_member`."""
    items, members = found.table("items"), found.table("members")
    facts = found.facts
    values: dict[str, Any] = {name: found.array(name) for name in found.arrays()}
    values |= {name: facts[name] for name in _PLAIN}
    return values | {
        "line_cost": values.get("line_cost"),
        "doc_id": pl.Series(values["doc_id"]) if "doc_id" in values else found.table("doc_id")[_ID],
        "currency": currency(facts["currency"]),
        "files": tuple((name, first) for name, first in facts["files"]),
        "problems": _problems(facts["problems"]),
        "problem_rows": _problem_rows(values, found),
        "item_sku": items["sku"].to_list(),
        "item_category": items["category"].to_list(),
        "item_brand": items["brand"].to_list(),
        "item_seller": items["seller"].to_list(),
        "item_attributes": _attributes(items),
        "member_ids": members[_ID].to_list(),
        "member_attributes": _attributes(members),
        "channels": found.table("channels")[_ID].to_list(),
        "codes": found.table("codes")[_ID].to_list(),
        "extras": found.table("extras").to_dict(),
    }


def _problem_rows(values: dict[str, Any], found: PackedFile) -> ProblemRows | None:
    if "problem_reasons" not in values:
        return None
    orders = found.table("problem_orders")[_ID]
    return ProblemRows(values.pop("problem_rows"), values.pop("problem_reasons"), orders)


def _columns(attributes: Mapping[str, list[str | None]], **own: Sequence[str | None]) -> pl.DataFrame:
    further = {_ATTRIBUTE + name: values for name, values in attributes.items()}
    columns: dict[str, Sequence[str | None]] = {**own, **further}
    return pl.DataFrame({name: pl.Series(values, dtype=pl.String) for name, values in columns.items()})


def _attributes(table: pl.DataFrame) -> dict[str, list[str | None]]:
    return {
        name.removeprefix(_ATTRIBUTE): table[name].to_list()
        for name in table.columns
        if name.startswith(_ATTRIBUTE)
    }


def _told(problems: Problems) -> dict[str, Any]:
    """The account; its rows one by one are for who reads the files."""
    told = {part.name: getattr(problems, part.name) for part in fields(problems) if part.name != "rows"}
    return told | {"entries": [asdict(entry) for entry in problems.entries]}


def _problems(told: dict[str, Any]) -> Problems:
    entries = tuple(
        ProblemEntry(**entry | {"examples": tuple(entry["examples"])}) for entry in told["entries"]
    )
    return Problems(**told | {"entries": entries})


def _writable(folder: Path) -> bool:
    """Whether files belong here: a folder that nobody may write to is not for us, even where we could."""
    try:
        meant = folder.stat().st_mode & (stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH)
    except OSError:
        return False
    return bool(meant) and os.access(folder, os.W_OK)


def _cached(path: Path, folder: Path) -> Path:
    """Files of one name in several folders do not meet."""
    which = blake2b(os.fsencode(path.parent), digest_size=8).hexdigest()
    return folder / f"{path.name}-{which}{SUFFIX}"


@functools.cache
def _code() -> str:
    """A digest of the code that reads; the version where the sources are not there."""
    digest = blake2b(digest_size=20)
    modules = [Path(money.__file__), Path(when.__file__), *sorted(Path(__file__).parent.glob("*.py"))]
    for module in modules:
        if module.suffix == ".py" and module.is_file():
            digest.update(module.name.encode() + module.read_bytes())
    try:
        digest.update(version("loyalty").encode())
    except PackageNotFoundError:
        digest.update(b"-")
    return digest.hexdigest()
