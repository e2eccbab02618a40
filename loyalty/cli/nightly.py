"""Book what fell due in a shop's database: points that matured or ended, terms of tiers, debts repaid.

Nothing depends on it, and it may run beside the shop: stopped with Ctrl-C it goes on where it was the next
time. `URL` is SQLAlchemy's (postgresql+psycopg://…, mysql+pymysql://…, sqlite:///…).
"""

import argparse
import sys
from typing import Final

HELP = "book what fell due in a shop's database"


def add_options(options: argparse.ArgumentParser) -> None:
    """Which database, which programme, how many accounts in one transaction."""
    options.add_argument("url", metavar="URL", help="the shop's database")
    options.add_argument("program", metavar="PROGRAM", help="the programme's key")
    options.add_argument(
        "--batch", type=int, default=500, metavar="N", help="accounts in one transaction (500)"
    )


def run(options: argparse.Namespace) -> int:
    """Book it, and say how much."""
    # the database's packages are loaded only by who asks for one
    from sqlalchemy.orm import Session

    from loyalty.live import Loyalty
    from loyalty.live.by_url import shop_at
    from loyalty.live.nightly import Night

    words = _WORDS[options.language]

    def tell(night: Night) -> None:
        print(words["so_far"].format(night=night), file=sys.stderr)

    with shop_at(options.url) as engine:
        shop = Loyalty(options.program)
        night = shop.nightly(lambda: Session(engine), batch=options.batch, progress=tell)
    print(words["done"].format(night=night))
    return 0


_WORDS: Final = {
    "en": {
        "so_far": "{night.accounts:,} accounts in {night.batches:,} batches",
        "done": "Booked {night.accounts:,} accounts: {night.matured:,} points matured, "
        "{night.expired:,} expired.",
    },
    "zh": {
        "so_far": "已处理 {night.accounts:,} 个账户（{night.batches:,} 批）",
        "done": "已入账 {night.accounts:,} 个账户：{night.matured:,} 积分生效，{night.expired:,} 积分过期。",
    },
}
