"""Prove the books of a shop's database: that entries, lots, debts, holds, limits and budgets add up.

It reads and writes nothing, and may run beside the shop. It ends with 0 when all adds up and with 1 when
something does not. `URL` is SQLAlchemy's (postgresql+psycopg://…, mysql+pymysql://…, sqlite:///…).
"""

import argparse
import json
from dataclasses import asdict
from typing import Final

HELP = "prove that a shop's books add up"
DIFFERENT: Final = 1


def add_options(options: argparse.ArgumentParser) -> None:
    """Which database, which programme."""
    options.add_argument("url", metavar="URL", help="the shop's database")
    options.add_argument("program", metavar="PROGRAM", help="the programme's key")
    options.add_argument("--json", action="store_true", help="print the findings as JSON, and nothing else")


def run(options: argparse.Namespace) -> int:
    """Print what does not add up; 1 where anything does not."""
    # the database's packages are loaded only by who asks for one
    from sqlalchemy.orm import Session

    from loyalty.live import Loyalty
    from loyalty.live.by_url import refuse_unknown, shop_at

    words = _WORDS[options.language]
    with shop_at(options.url) as engine, Session(engine) as session:
        # one view of the database, and on SQLite a reader, for whom nobody waits
        one_view = (
            {"loyalty_reads": True}
            if engine.dialect.name == "sqlite"
            else {"isolation_level": "REPEATABLE READ"}
        )
        session.connection(execution_options=one_view)
        refuse_unknown(session.connection(), options.program)
        found = Loyalty(options.program).verify(session)
    if options.json:
        print(json.dumps([asdict(one) for one in found], ensure_ascii=False, indent=1))
    elif found:
        print(*(words["finding"].format(one=one) for one in found), sep="\n")
        print(words["findings"].format(count=len(found)))
    else:
        print(words["fine"].format(program=options.program))
    return DIFFERENT if found else 0


_WORDS: Final = {
    "en": {
        "finding": "{one.what}: {one.where}: {one.expected:,} expected, {one.found:,} found",
        "findings": "{count:,} things do not add up. Change nothing by hand; keep this list.",
        "fine": "The books of {program} add up.",
    },
    "zh": {
        "finding": "{one.what}：{one.where}：应为 {one.expected:,}，实为 {one.found:,}",
        "findings": "共 {count:,} 处不符。请勿手工改动，并保留此清单。",
        "fine": "{program} 的账目核对无误。",
    },
}
