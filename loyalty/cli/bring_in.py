"""Bring members of an older system in: points with their ends, levels, tier credit, coupons, orders.

Without `--write` nothing is written: every row is judged and the sums are told. A member comes whole or not
at all; the same files again write nothing. FILES are CSV or Parquet whose names begin with what they hold
(members, points, levels, credit, coupons, orders, lines, spent, uses, holds, shared, budgets), or a folder of
them; control totals may lie in `totals.csv` beside them.
"""

import argparse
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

from loyalty.cli.options import present
from loyalty.errors import BadOption, OptionMissing
from loyalty.handed_in.files import is_file, is_there

if TYPE_CHECKING:
    from loyalty.live.imports.passing import Tell
    from loyalty.live.imports.report import ImportProgress, ImportReport

NAME: Final = "import"
HELP = "bring members, points, tiers, coupons and orders of an older system in"
REFUSED: Final = 1


def add_options(options: argparse.ArgumentParser) -> None:
    """Which database and programme, which files, and whether to write."""
    options.add_argument("url", metavar="URL", help="the shop's database")
    options.add_argument("program", metavar="PROGRAM", help="the programme's key")
    options.add_argument("files", nargs="+", type=Path, metavar="FILES", help="the files, or their folder")
    options.add_argument("--write", action="store_true", help="write; without it nothing is")
    options.add_argument(
        "--without-refused",
        action="store_true",
        help="write the members who come whole though rows of others are refused",
    )
    options.add_argument("--actor", metavar="NAME", help="who answers for it (needed to write)")
    options.add_argument(
        "--name",
        default="import",
        metavar="NAME",
        help="name of the import (import): what came under one name never comes again under it",
    )
    options.add_argument(
        "--expect",
        action="append",
        default=[],
        metavar="TOTAL=FIGURE",
        help="a control total (members, points, debt, levels, credit, coupons, orders, lines, spent, uses, "
        "holds, shared, budgets); nothing is written else",
    )
    options.add_argument("--problems", type=Path, metavar="OUT.csv", help="write every finding to this file")
    options.add_argument(
        "--secret-file", type=Path, metavar="FILE", help="the shop's secret, byte for byte (see Loyalty)"
    )
    options.add_argument(
        "--batch", type=int, default=500, metavar="N", help="members in one transaction (500)"
    )
    options.add_argument("--json", action="store_true", help="print the report as JSON, and nothing else")


def run(options: argparse.Namespace) -> int:
    """Judge the files, and write them where that was asked for and nothing speaks against it."""
    # the database's packages are loaded only by who asks for one
    from sqlalchemy.orm import sessionmaker

    from loyalty.live import Loyalty
    from loyalty.live.by_url import shop_at
    from loyalty.live.imports.report import write_problems

    expected = _expected(options)
    if options.write and not options.actor:
        raise _missing("--actor", "actor")
    secret = present(options.secret_file).read_bytes() if options.secret_file else b""
    imports = Loyalty(options.program, secret=secret).imports
    asked = {"name": options.name, "expected": expected, "batch": options.batch}
    with shop_at(options.url) as engine, imports.open(*options.files) as staged:
        sessions = sessionmaker(engine)
        judging = _told(options, "judging")
        report = imports.run(sessions, staged, actor=NAME, dry=True, progress=judging, **asked)
        if options.problems is not None:
            write_problems(staged, options.problems)
        wanted = options.write and _nothing_against(report, options)
        if wanted:
            writing = _told(options, "writing")
            report = imports.run(sessions, staged, actor=options.actor, progress=writing, **asked)
    _print(report, options)
    ok = not report.differences and (wanted or not report.rows_refused)
    return 0 if ok else REFUSED


def _nothing_against(report: "ImportReport", options: argparse.Namespace) -> bool:
    """Whether the files may be written as they are."""
    if not options.secret_file and any(one.code == "without_secret" for one in report.problems):
        raise _missing("--secret-file", "secret")
    return not report.differences and (options.without_refused or not report.rows_refused)


def _expected(options: argparse.Namespace) -> dict[str, str]:
    """Control totals: those that lie beside the files, and those typed."""
    from loyalty.live.imports.expected import expected_totals, totals_in

    totals: dict[str, str] = {}
    for path in options.files:
        totals |= totals_in(path.parent if is_file(path) or not is_there(path) else path)
    for pair in options.expect:
        name, equals, figure = pair.partition("=")
        if not equals:
            mend, mend_zh = (_WORDS[language]["expect"] for language in ("en", "zh"))
            raise BadOption(option="--expect", value=pair, mend=mend, mend_zh=mend_zh)
        totals |= expected_totals({name.strip(): figure})
    return totals


def _told(options: argparse.Namespace, doing: str) -> "Tell":
    """How far it is, on one line of a terminal; elsewhere nothing."""
    words = _WORDS[options.language]

    def tell(now: "ImportProgress") -> None:
        if sys.stderr.isatty():
            line = words[doing].format(now=now)
            print(
                f"\r{line}", end="\n" if now.members == now.members_total else "", file=sys.stderr, flush=True
            )

    return tell


def _print(report: "ImportReport", options: argparse.Namespace) -> None:
    from loyalty.cli.bring_in_view import lines

    if options.json:
        json.dump(report.as_dict(), sys.stdout, ensure_ascii=False, indent=2)
        print()
        return
    print("\n".join(lines(report, language=options.language, write=options.write)))


def _missing(option: str, word: str) -> OptionMissing:
    mend, mend_zh = (_WORDS[language][word] for language in ("en", "zh"))
    return OptionMissing(option=option, mend=mend, mend_zh=mend_zh)


_WORDS: Final = {
    "en": {
        "actor": "Say who answers for the import: --actor NAME.",
        "secret": "The files hold identities or codes: give the same secret as the shop's, "
        "or an empty file where the shop has none.",
        "expect": "Write such as --expect points=1250.",
        "judging": "judging: {now.members:,} of {now.members_total:,} members",
        "writing": "writing: {now.members:,} of {now.members_total:,} members",
    },
    "zh": {
        "actor": "请用 --actor 指明负责人。",
        "secret": "文件含身份标识或券码：请提供与商城相同的密钥；商城没有密钥时请提供空文件。",
        "expect": "请写成 --expect points=1250。",
        "judging": "正在检查：{now.members:,} / {now.members_total:,} 名会员",
        "writing": "正在写入：{now.members:,} / {now.members_total:,} 名会员",
    },
}
