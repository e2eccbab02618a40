"""What a person reads first after a run: cost, share, reach, parity, trouble in the data, the report."""

from collections.abc import Iterable, Mapping
from typing import Any, Final

from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

from loyalty.reports import ReportPaths
from loyalty.reports.earlier import todays
from loyalty.reports.page import Draft, Page, page
from loyalty.reports.tables import Row

PROBLEMS_MAX: Final = 8


def print_headline(result: Mapping[str, Any], *, language: str, paths: ReportPaths | None) -> None:
    """Print it to stdout; `result` as the report takes it."""
    console = Console(highlight=False, soft_wrap=True)
    view = page(todays(result), language)
    for draft in view.drafts:
        console.print(*_draft(draft), sep="\n")
        console.print()
    console.print(*_data(view, language), sep="\n")
    if paths is not None:
        console.print()
        console.print(*_report(paths, language), sep="\n")


def _draft(draft: Draft) -> Iterable[Text]:
    yield Text(draft.title, style="bold")
    names = max(cell_len(figure.name) for figure in draft.figures)
    values = max(cell_len(figure.value) for figure in draft.figures)
    for figure in draft.figures:
        line = Text(f"  {_left(figure.name, names)}  ")
        line.append(_right(figure.value, values), style="bold")
        line.append(f"   {figure.note}", style="dim")
        yield line
    yield from (Text(f"  ! {caution}", style="yellow") for caution in draft.cautions)
    yield from (Text(f"  · {sentence}", style="default") for sentence in draft.summary[1:])
    mark = Text("  ✓ ", style="green") if draft.agrees else Text("  ✗ ", style="bold red")
    yield mark.append(draft.parity, style="default")


def _data(view: Page, language: str) -> Iterable[Text]:
    yield Text(view.problems)
    rows = view.problems_table.rows if view.problems_table else ()
    for row in rows[:PROBLEMS_MAX]:
        yield _problem(row)
    if len(rows) > PROBLEMS_MAX:
        yield Text(_WORDS[language]["more"].format(count=len(rows) - PROBLEMS_MAX), style="dim")


def _problem(row: Row) -> Text:
    found, action = row.cells[0].text, row.cells[1].text
    return Text(f"  {found} ").append(f"[{action}]", style="dim")


def _report(paths: ReportPaths, language: str) -> Iterable[Text]:
    words = _WORDS[language]
    for word, path in (("report", paths.html), ("sheets", paths.xlsx), ("figures", paths.json)):
        if path is not None:
            yield Text.assemble(words[word], (str(path), "bold" if word == "report" else ""))


def _left(text: str, width: int) -> str:
    return text + " " * (width - cell_len(text))


def _right(text: str, width: int) -> str:
    return " " * (width - cell_len(text)) + text


_WORDS: Final = {
    "en": {
        "report": "Report   ",
        "sheets": "Workbook ",
        "figures": "Figures  ",
        "more": "  … {count} more findings in the report",
    },
    "zh": {
        "report": "报告  ",
        "sheets": "表格  ",
        "figures": "数据  ",
        "more": "  …… 其余 {count} 项见报告",
    },
}
