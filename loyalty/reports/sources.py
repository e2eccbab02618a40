"""What the figures rest on: rows of the data that were used and not used, fingerprints, settings."""

from loyalty.reports.figures import count, instant
from loyalty.reports.pen import Pen, whole
from loyalty.reports.shape import ProblemsPart, ResultPart
from loyalty.reports.tables import Cell, Column, Table, numbers, row, table, texts


def problems_sum(problems: ProblemsPart, pen: Pen) -> str:
    """Rows in, used, left out and repaired, as one sentence."""
    sentence = pen.words(
        "problems.sum",
        rows_in=count(problems["rows_in"]),
        rows_used=count(problems["rows_used"]),
        rows_excluded=count(problems["rows_excluded"]),
        rows_repaired=count(problems["rows_repaired"]),
    )
    return sentence if problems["entries"] else f"{sentence} {pen.words('problems.none')}"


def problems_table(problems: ProblemsPart, pen: Pen) -> Table | None:
    """Every kind of trouble with its examples; nothing where there was none."""
    if not problems["entries"]:
        return None
    rows = [
        row(
            Cell(pen.words.either(entry["en"], entry["zh"]), under=entry["code"], under_kind="code"),
            pen.words.named("action", entry["action"]),
            whole(entry["rows"]),
            ", ".join(entry["examples"]),
        )
        for entry in problems["entries"]
    ]
    heads = [
        Column(pen.words("problem"), under=pen.words("code")),
        *texts(pen.words("action")),
        *numbers(pen.words("rows")),
        Column(pen.words("examples"), "code"),
    ]
    return table(heads, rows, sheet="problems")


def fine_print(result: ResultPart, pen: Pen) -> Table:
    """The order file, fingerprints and settings."""
    log, money = result["log"], pen.figures.money
    lines = [
        (pen.words("fine.log"), f"{log['name']} ({instant(log['first_at'])} – {instant(log['last_at'])})"),
        (pen.words("fine.log_hash"), log["content_hash"]),
        (pen.words("fine.lines"), " / ".join(count(log[name]) for name in ("orders", "lines", "members"))),
        (pen.words("fine.anonymous"), count(log["anonymous_orders"])),
        (pen.words("fine.returns"), count(log["return_documents"])),
        (
            pen.words("fine.gross"),
            " / ".join(money(log[name]) for name in ("gross_minor", "discount_minor", "net_minor")),
        ),
    ]
    for draft in result["drafts"]:
        name = pen.program(draft["program"])
        lines.append((pen.words("fine.program_hash", name=name), draft["program"]["hash"]))
    late = sum(draft["parity"]["late_events"] for draft in result["drafts"])
    lines.append((pen.words("fine.late"), count(late)))
    lines += [
        (pen.words("fine.setting", name=name), plain(value)) for name, value in result["settings"].items()
    ]
    heads = [Column(pen.words("source")), Column(pen.words("value"), "code")]
    return table(heads, [row(name, value) for name, value in lines], sheet="sources")


def plain(value: object) -> str:
    """A setting as it is written in a file of settings."""
    match value:
        case None:
            return "–"
        case list() | tuple():
            return ", ".join(plain(one) for one in value) or "–"
        case _:
            return str(value)
