"""Leave with everything: write all that a shop owns into an empty folder.

`loyalty import` reads what members have and what they ordered; `records` holds every table as it is,
`programmes` every version as YAML. Codes and other secrets stay. Rows are streamed.
"""

import argparse
import sys
from pathlib import Path
from typing import Final

from loyalty.cli.options import formats

HELP = "write all that a shop owns as files"


def add_options(options: argparse.ArgumentParser) -> None:
    """Which database and programme, and where to."""
    options.add_argument("url", metavar="URL", help="the shop's database")
    options.add_argument("program", metavar="PROGRAM", help="the programme's key")
    options.add_argument("--out", type=Path, required=True, metavar="DIR", help="an empty or new folder")
    options.add_argument(
        "--formats", metavar="csv,parquet", help="csv (the default), parquet (extra simulate), or both"
    )


def run(options: argparse.Namespace) -> int:
    """Write it, and say how much."""
    from sqlalchemy.orm import Session

    from loyalty.live import Loyalty
    from loyalty.live.by_url import refuse_unknown, shop_at
    from loyalty.live.exports.writing_files import FORMATS

    words = _WORDS[options.language]
    asked = formats(options.formats, FORMATS, ("csv",))
    chosen = tuple(one for one in FORMATS if one in asked)

    def tell(name: str, rows: int) -> None:
        print(words["file"].format(name=name, rows=rows), file=sys.stderr)

    with shop_at(options.url) as engine, Session(engine) as session:
        if engine.dialect.name != "sqlite":
            # all files tell of one instant
            session.connection(execution_options={"isolation_level": "REPEATABLE READ"})
        refuse_unknown(session.connection(), options.program)
        shop = Loyalty(options.program)
        done = shop.export(session, options.out, formats=chosen, progress=tell)
    print(words["done"].format(rows=sum(done.rows.values()), path=options.out, totals=done.totals))
    if done.not_booked:
        print(words["due"].format(members=done.not_booked), file=sys.stderr)
    return 0


_WORDS: Final = {
    "en": {
        "file": "{name}: {rows:,} rows",
        "done": "Wrote {rows:,} rows to {path}: {totals[members]} members, {totals[points]} points.",
        "due": "Of {members:,} members something is due that the files do not show (gifts, ends, checkouts "
        "that ran out): run `loyalty nightly`, then export into a new folder.",
    },
    "zh": {
        "file": "{name}：{rows:,} 行",
        "done": "已将 {rows:,} 行写入 {path}：{totals[members]} 名会员，{totals[points]} 积分。",
        "due": "{members:,} 名会员有已到期但未入账的内容（赠送、到期、超时的结账），文件中没有。"
        "请先运行 `loyalty nightly`，再导出到新目录。",
    },
}
