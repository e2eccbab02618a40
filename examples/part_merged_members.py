"""Two members were merged and are two persons after all: parted by hand, from what the merge wrote down.

Everything the gone member brought is in the audit of the merge. A new member gets it: points by a transfer,
which keeps the ends of their lots; level, tier credit and number of orders by an import; open coupons anew.
The kept member loses the points, and the credit from the day on which it was gained. Orders stay where they
are, so that each is still returned once.
"""

from __future__ import annotations

import csv
import tempfile
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session, sessionmaker

from loyalty import Cart, CartLine, Program, load_program
from loyalty.live import Actor, Loyalty
from loyalty.store.connecting import configure
from loyalty.when import FixedClock, utc_of

PROGRAM = """
key: corner-shop
currency: CNY
time_zone: Asia/Shanghai
tiers:
  - id: growth
    credit: {of: spend, window: {kind: rolling, months: 12}}
    term: {kind: months, months: 12}
    levels: [{id: silver, minimum: "100"}, {id: gold, minimum: "500"}]
points:
  rules: [{kind: per_amount, id: base, points: "1", per: "1"}]
  expiry: {kind: rolling, months: 12}
offers:
  - {id: gift, coupon: {}, benefit: {kind: amount, amount: "5"}}
"""
START = datetime(2024, 3, 1, tzinfo=UTC)
NEVER = 2**62
KIM = Actor("kim", frozenset({"admin"}))


def part(  # noqa: PLR0913 - who, and when
    shop: Loyalty,
    sessions: Callable[[], Session],
    gone: str,
    *,
    into: str,
    anew: str,
    joined_at: datetime,
    at: datetime,
) -> dict[str, int]:
    """Give a new member what `gone` brought when it was merged into another; what could still be given."""
    with sessions() as session, session.begin():
        act = next(one for one in shop.programs.acts(session, subject=f"member {gone}") if one.act == "merge")
        program = shop.programs.as_of(session, at)
    was, moved = act.details["was"][1], act.details["moved"]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        lay(folder, was, program, into=into, anew=anew, joined_at=joined_at)
        with shop.imports.open(folder) as files:
            report = shop.imports.run(sessions, files, actor=KIM.name, name=f"part {gone}", at=at)
    if report.rows_refused:
        raise SystemExit(str(report.problems))
    with sessions() as session, session.begin():
        points = min(sum(moved["lots"].values()), shop.figures(session, into, at=at).available)
        if points:
            reason = {"reason": f"{gone} was merged by mistake", "actor": KIM.name, "key": f"part {gone}"}
            shop.points.transfer(session, points, giver=into, taker=anew, at=at, **reason)
        open_ones = [one for one in shop.coupons.held(session, into, at=at) if one.state == "open"]
        coupons = [one for one in open_ones if one.id in moved["coupon_ids"]]
        for one in coupons:
            why = {"actor": KIM.name, "reason": f"{gone} was merged by mistake", "key": f"part {one.id}"}
            shop.coupons.void(session, one.id, **why)
            shop.coupons.grant(session, one.offer_id, members=[anew], key=f"part {one.id}", at=at)
    return {"points": points, "coupons": len(coupons)}


def lay(  # noqa: PLR0913 - what, where to, and for whom
    folder: Path, was: dict[str, Any], program: Program, *, into: str, anew: str, joined_at: datetime
) -> None:
    """What the gone member had besides points and coupons, as files of an import."""
    joined = joined_at.isoformat()
    write(folder / "members.csv", [["member", "joined", "orders"], [anew, joined, was["figures"][2]]])
    decimals = program.points.decimals if program.points else 0
    units = {"spend": program.unit.exponent, "base_points": decimals}
    places = {track.id: units.get(track.credit.of, 0) for track in program.tiers}
    credit: list[Sequence[object]] = [["member", "track", "amount", "at", "ends"]]
    for track, rows in was["credits"].items():
        for since, _, ends, amount in rows:
            span = [utc_of(since).isoformat(), told(ends) or "forever"]
            major = Decimal(amount).scaleb(-places[track])
            credit += [[anew, track, f"{major:f}", *span], [into, track, f"{-major:f}", *span]]
    write(folder / "credit.csv", credit)
    levels: list[Sequence[object]] = [["member", "track", "level", "until"]]
    levels += [[anew, track, row["level"], told(row["ends_us"])] for track, row in was["tiers"].items()]
    write(folder / "levels.csv", levels)
    uses: list[Sequence[object]] = [["member", "counter", "window", "uses"]]
    uses += [[anew, name, window, used] for name, (window, used) in was["counters"].items() if used]
    write(folder / "uses.csv", uses)


def told(us: int | None) -> str:
    """An end, or nothing where there is none."""
    return "" if us is None or us >= NEVER else utc_of(us).isoformat()


def write(path: Path, rows: Sequence[Sequence[object]]) -> None:
    """A file of an import."""
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)


def main() -> None:
    """Merge two members, find that it was wrong, part them."""
    engine = sa.create_engine("sqlite://", poolclass=sa.StaticPool)
    configure(engine)
    shop = Loyalty("corner-shop", clock=FixedClock(START))
    shop.create_tables(engine)
    sessions = sessionmaker(engine)
    later = START + timedelta(days=10)

    def buys(session: Session, amount: str, **who: Any) -> None:  # noqa: ANN401 - who, and which order
        line = CartLine(id="1", sku="tea", unit_price=amount)
        shop.place(session, Cart(currency="CNY", lines=(line,)), at=START, **who)

    with sessions() as session, session.begin():
        shop.publish(session, load_program(PROGRAM), author="kim")
        for name in ("ann", "bob"):
            shop.enrol(session, name, joined_at=START)
        buys(session, "310", order_id="a1", member="ann")
        buys(session, "300", order_id="b1", member="bob")
        shop.coupons.grant(session, "gift", members=["bob"], key="welcome")
        shop.members.merge(session, "bob", into="ann", actor=KIM, reason="one phone", at=START)
    told = part(shop, sessions, "bob", into="ann", anew="bob-2", joined_at=START, at=later)
    print(f"bob-2 has {told['points']} points and {told['coupons']} coupon(s) again")
    with sessions() as session, session.begin():
        for name in ("ann", "bob-2"):
            figures = shop.figures(session, name, at=later)
            print(name, figures.available, figures.tiers["growth"])
        print(len(shop.verify(session)), "findings")


if __name__ == "__main__":
    main()
