"""The check of order files as a page in the terminal: columns, conventions, counts, problems, the way out."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any, Final

from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

from loyalty.money import currency, show
from loyalty.simulate.orders.checking import FileUnderstood, OrderCheck, counts
from loyalty.simulate.orders.conventions_told import meanings
from loyalty.simulate.orders.log import OrderLog
from loyalty.simulate.orders.problems import ProblemEntry

EXAMPLES_MAX: Final = 3


def print_check(found: OrderCheck, *, language: str, problems: Path | None, written: int | None) -> None:
    """Print it to stdout; why the files cannot be used, if so, stands last."""
    console = Console(highlight=False, soft_wrap=True)
    words = _WORDS[language]
    for file in found.files:
        console.print(*_understood(file, language), "", sep="\n")
    if found.log is not None:
        console.print(*_counted(found.log, found.zone, language), "", sep="\n")
        console.print(*_problems(found.log, language), sep="\n")
        if written is not None:
            console.print(Text(words["written"].format(rows=f"{written:,}", path=problems)))
        elif found.log.problems.rows_excluded + found.log.problems.rows_repaired:
            console.print(Text(words["ask"], style="dim"))
    if found.error is not None:
        console.print(Text.assemble(("✗ ", "bold red"), found.error.text(language)))
    else:
        console.print(Text.assemble(("✓ ", "green"), words["usable"]))


def _understood(file: FileUnderstood, language: str) -> Iterable[Text]:
    words = _WORDS[language]
    yield Text(str(file.path), style="bold")
    found = meanings(file.conventions)
    names = [_value(meaning.theirs, words) if meaning.constant else meaning.theirs for meaning in found]
    width = max(cell_len(name) for name in names)
    for name, meaning in zip(names, found, strict=True):
        line = Text(f"  {name}{' ' * (width - cell_len(name))}  → ")
        line.append(meaning.told.text(language), style="bold")
        yield line.append(f"  {meaning.ours}", style="dim")
    unused = file.unused()
    if unused:
        yield Text(words["unused"].format(columns=words["and"].join(unused)), style="dim")
    yield Text(words["conventions"], style="bold")
    for sentence in file.told():
        yield Text(f"  {sentence.text(language)}")


def _value(text: str, words: dict[str, str]) -> str:
    return words["constant"].format(value=text)


def _counted(log: OrderLog, zone: str, language: str) -> Iterable[Text]:
    words, found = _WORDS[language], counts(log, zone)
    yield Text(words["found"], style="bold")
    rows = [(words[name], f"{found[name]:,}") for name in ("orders", "returns", "lines", "members", "items")]
    unit = currency(found["currency"])
    rows += [
        (words[name], show(found[name], unit, language=language))
        for name in ("gross_minor", "net_minor", "returned_minor")
    ]
    rows.append((words["time"], f"{_moment(found['first_at'])} – {_moment(found['last_at'])}"))
    width = max(cell_len(name) for name, _ in rows)
    for name, value in rows:
        yield Text(f"  {name}{' ' * (width - cell_len(name))}  ").append(value, style="bold")


def _moment(text: str) -> str:
    return text.replace("T", " ")[:16]


def _problems(log: OrderLog, language: str) -> Iterable[Text]:
    words, problems = _WORDS[language], log.problems
    account: dict[str, Any] = {
        name: f"{getattr(problems, name):,}"
        for name in ("rows_in", "rows_used", "rows_excluded", "rows_repaired")
    }
    yield Text(words["rows"], style="bold")
    yield Text(words["account"].format(**account))
    for entry in problems.entries:
        yield _entry(entry, language)


def _entry(entry: ProblemEntry, language: str) -> Text:
    words = _WORDS[language]
    line = Text(f"  {entry.zh if language == 'zh' else entry.en}")
    line.append(f" [{words[entry.action]}]", style="yellow" if entry.action == "excluded" else "dim")
    return line.append(f"  {words['and'].join(entry.examples[:EXAMPLES_MAX])}", style="dim")


_WORDS: Final = {
    "en": {
        "unused": "  Not used: {columns}.",
        "and": ", ",
        "constant": "={value} (all rows)",
        "conventions": "How it is read",
        "found": "What it holds",
        "orders": "orders",
        "returns": "returns",
        "lines": "lines",
        "members": "members",
        "items": "items",
        "gross_minor": "sold before discounts",
        "net_minor": "sold as paid",
        "returned_minor": "returned",
        "time": "from – to",
        "rows": "Rows",
        "account": "  {rows_in} in the files = {rows_used} used + {rows_excluded} left out; of those used, "
        "{rows_repaired} mended.",
        "excluded": "left out",
        "repaired": "mended",
        "noted": "for your information",
        "written": "{rows} rows written to {path}.",
        "ask": "  --problems OUT.csv writes every row left out or mended.",
        "usable": "These orders can be simulated.",
    },
    "zh": {
        "unused": "  未使用的列：{columns}。",
        "and": "、",
        "constant": "={value}（所有行）",
        "conventions": "读取方式",
        "found": "文件内容",
        "orders": "订单数",
        "returns": "退货单数",
        "lines": "行数",
        "members": "会员数",
        "items": "商品数",
        "gross_minor": "折前销售额",
        "net_minor": "实付销售额",
        "returned_minor": "退货金额",
        "time": "起止时间",
        "rows": "行",
        "account": "  文件共 {rows_in} 行 = 使用 {rows_used} 行 + 排除 {rows_excluded} 行；使用的行中修正 "
        "{rows_repaired} 行。",
        "excluded": "已排除",
        "repaired": "已修正",
        "noted": "供参考",
        "written": "已将 {rows} 行写入 {path}。",
        "ask": "  加 --problems OUT.csv 可写出每一条被排除或修正的行。",
        "usable": "这些订单可以用于模拟。",
    },
}
