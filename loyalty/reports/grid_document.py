"""Writing a grid's report: a page, a workbook, a CSV and the result as JSON, all of them or none."""

import csv
import json
import os
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from decimal import Decimal
from io import StringIO
from pathlib import Path
from typing import Any, Final, Literal, TypeAlias, cast

from loyalty.errors.base import is_chinese
from loyalty.handed_in import looking
from loyalty.money import Currency, to_major
from loyalty.reports.document import write_files
from loyalty.reports.earlier import refuse_parts
from loyalty.reports.grid_page import GridPage, grid_page
from loyalty.reports.html import written
from loyalty.reports.shape_grid import GridPart, VariantPart
from loyalty.reports.sheets import one_sheet
from loyalty.reports.tables import Table, row, table, texts
from loyalty.reports.words import Words
from loyalty.reports.workbook import book_of

GridFormat: TypeAlias = Literal["html", "xlsx", "csv", "json"]
GRID_FORMATS: Final[tuple[GridFormat, ...]] = ("html", "xlsx", "csv", "json")


@dataclass(frozen=True, slots=True, kw_only=True)
class GridPaths:
    """Where the files lie; None is a format that was not asked for."""

    html: Path | None = None
    xlsx: Path | None = None
    csv: Path | None = None
    json: Path | None = None


@looking()
def write_grid(
    result: Mapping[str, Any],
    out_dir: str | os.PathLike[str],
    *,
    language: str = "en",
    formats: Collection[GridFormat] = GRID_FORMATS,
) -> GridPaths:
    """Write `grid.html`, `.xlsx`, `.csv` and `.json` into a folder, making it where it is missing.

    `result` is a grid's `as_dict()`; the JSON holds exactly that. Raises OutputUnwritable.
    """
    folder, column = Path(out_dir), "zh" if is_chinese(language) else "en"
    refuse_parts(result, GridPart)
    grid = cast("GridPart", result)
    paths = {name: folder / f"grid.{name}" for name in GRID_FORMATS if name in formats}
    write_files(folder, {path: _WRITTEN[name](grid, column) for name, path in paths.items()})
    return GridPaths(**paths)


def render_grid(grid: GridPart, language: str) -> str:
    """The page as one HTML file that needs nothing else; `language` is `en` or `zh`."""
    return written("grid.html.j2", grid_page(grid, language), language)


def _html(grid: GridPart, language: str) -> bytes:
    return render_grid(grid, language).encode("utf-8", "xmlcharrefreplace")


def _xlsx(grid: GridPart, language: str) -> bytes:
    """The variants, then what they rest on."""
    page, words = grid_page(grid, language), Words(language)
    variants = page.blocks[-1]
    facts = [
        one_sheet(variants.tables[0], words, title=page.name, answer=" ".join(page.headline.summary)),
        one_sheet(
            _assumptions(page, words), words, title=words("assumptions"), answer=words("assumptions.why")
        ),
    ]
    if page.problems_table is not None:
        facts.append(one_sheet(page.problems_table, words, title=words("problems"), answer=page.problems))
    facts.append(one_sheet(page.fine_print, words, title=words("fine_print")))
    unit = Currency(grid["log"]["currency"], grid["log"]["exponent"])
    return book_of(facts, words=words, unit=unit, created=grid["log"]["last_at"])


def _assumptions(page: GridPage, words: Words) -> Table:
    heads = texts(words("setting"), words("value"), words("assumption"))
    return table(heads, [row(one.key, one.value, one.text) for one in page.assumptions], sheet="assumptions")


def _csv(grid: GridPart, _language: str) -> bytes:
    """A row a variant, money in major units, shares in percent: exact decimals under stable English names."""
    unit = Currency(grid["log"]["currency"], grid["log"]["exponent"])
    target = StringIO(newline="")
    into = csv.writer(target)
    into.writerow([*(axis["path"] for axis in grid["axes"]), "as_it_stands", "currency", *_FIGURES, "hash"])
    for one in grid["variants"]:
        figures = [read(one, unit) for read in _FIGURES.values()]
        stands = "yes" if one["as_it_stands"] else "no"
        values = ["none" if value is None else value for value in one["values"]]
        into.writerow([*values, stands, unit.code, *figures, one["hash"]])
    return target.getvalue().encode("utf-8-sig")


def _json(grid: GridPart, _language: str) -> bytes:
    data = json.dumps(grid, ensure_ascii=False, allow_nan=False, indent=1) + "\n"
    return data.encode("utf-8", "backslashreplace")


def _money(name: str) -> Callable[[VariantPart, Currency], str]:
    def read(one: VariantPart, unit: Currency) -> str:
        return f"{to_major(cast('dict[str, int]', one['totals'])[name], unit):f}"

    return read


_FIGURES: Final[Mapping[str, Callable[[VariantPart, Currency], str]]] = {
    "net_cost": _money("net_cost_minor"),
    "change": lambda one, unit: f"{to_major(one['change_minor'], unit):f}",
    "cost": _money("cost_minor"),
    "given_back": _money("given_back_minor"),
    "discount": _money("discount_minor"),
    "shipping": _money("shipping_minor"),
    "points_spent": _money("points_spent_minor"),
    "revenue": _money("revenue_minor"),
    "cost_share_percent": lambda one, _unit: f"{Decimal(one['totals']['cost_share_ppm']).scaleb(-4):f}",
    "orders": lambda one, _unit: str(one["totals"]["orders"]),
    "orders_with_benefit": lambda one, _unit: str(one["totals"]["orders_with_benefit"]),
    "members": lambda one, _unit: str(one["totals"]["members"]),
    "points_earned": lambda one, _unit: str(one["points_earned"]),
    "points_outstanding": lambda one, unit: f"{to_major(one['points_outstanding_minor'], unit):f}",
}
_WRITTEN: Final[Mapping[GridFormat, Callable[[GridPart, str], bytes]]] = {
    "html": _html,
    "xlsx": _xlsx,
    "csv": _csv,
    "json": _json,
}
