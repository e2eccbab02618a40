"""Two years of a corner shop that never existed, written as the files a shop would hand over.

The same seed gives the same rows on every machine: whoever learns with the sample sees the figures that the
tutorial shows. All money is in fen; the clock is the shop's, Asia/Shanghai, and the file says UTC as
exports do.
"""

import os
import shutil
from dataclasses import dataclass
from importlib import resources
from pathlib import Path

import numpy as np
import polars as pl

from loyalty.demo.catalogue import catalogue
from loyalty.demo.faults import with_faults
from loyalty.demo.orders import lines, orders
from loyalty.demo.people import CITIES, People, people
from loyalty.demo.rows import ZONE, order_rows
from loyalty.demo.seasons import FIRST_DAY, demand
from loyalty.errors import OutputUnwritable
from loyalty.handed_in import looking

SEED = 20_260_101
PROGRAMS = ("corner_shop.yaml", "corner_shop_lean.yaml")


@dataclass(frozen=True, slots=True)
class SampleShop:
    """Where the sample's files lie; `programs` are copies to change and try."""

    orders: Path
    members: Path
    programs: tuple[Path, ...]


@looking()
def write_sample_shop(folder: str | os.PathLike[str], *, seed: int = SEED) -> SampleShop:
    """Write `orders.parquet`, `members.csv` and the sample programmes into a folder, made where missing."""
    place = Path(folder)
    try:
        place.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputUnwritable(path=str(place), what=error.strerror or str(error)) from error
    shop = SampleShop(
        place / "orders.parquet", place / "members.csv", tuple(place / name for name in PROGRAMS)
    )
    rows, members = sample(seed=seed)
    rows.write_parquet(shop.orders, compression="zstd")
    members.write_csv(shop.members)
    for path in shop.programs:
        with resources.as_file(resources.files("loyalty.demo") / path.name) as source:
            shutil.copyfile(source, path)
    return shop


def sample(*, seed: int = SEED) -> tuple[pl.DataFrame, pl.DataFrame]:
    """The order rows (returns and bad rows among them) and the members."""
    streams = [np.random.default_rng(part) for part in np.random.SeedSequence(seed).spawn(5)]
    days, shelves = demand(), catalogue()
    folk = people(streams[0], days)
    made = orders(streams[1], folk, days)
    basket = lines(streams[2], made, folk, shelves)
    rows = with_faults(order_rows(streams[3], made, basket, shelves), streams[4])
    in_order = rows.sort("ordered_at", "order_id", "line_no", nulls_last=True, maintain_order=True)
    return in_order, member_rows(folk)


def member_rows(folk: People) -> pl.DataFrame:
    """One row a member; a member has joined with the start of a day."""
    joined = np.datetime64(FIRST_DAY, "us") + folk.joined * np.timedelta64(1, "D")
    return pl.DataFrame(
        {
            "member_id": [f"m{number:06d}" for number in range(folk.joined.size)],
            "joined_at": pl.Series(joined).dt.replace_time_zone(ZONE).dt.strftime("%Y-%m-%dT%H:%M:%S%:z"),
            "birthday": pl.Series(folk.birthday).dt.strftime("%Y-%m-%d"),
            "city": pl.Series(CITIES).gather(folk.city.tolist()),
            "staff": pl.Series(["no", "yes"]).gather(folk.staff.astype(int).tolist()),
        }
    )
