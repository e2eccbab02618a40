"""The shop's own orders as a file: simulated under the same programme they end as they ended live."""

import csv
import io
from dataclasses import replace
from datetime import timedelta

from sqlalchemy.orm import Session

from loyalty import Cart, CartLine, load_program, lower
from loyalty.simulate.orders.log import OrderLog
from loyalty.simulate.replaying.replay import prepare
from loyalty.simulate.replaying.settings import Settings
from loyalty.simulate.replaying.state import standing_of
from tests.differential.interpreted import interpreted
from tests.differential.replays import run_out
from tests.live.shops import PROGRAM, START, cart, open_shop

PLAIN = PROGRAM[: PROGRAM.index("budgets:")]


def exported(engine, shop):
    out = io.StringIO()
    with Session(engine) as session, session.begin():
        count = shop.order_lines(session, out)
    rows = list(csv.DictReader(io.StringIO(out.getvalue())))
    assert len(rows) == count
    return out.getvalue(), rows


def test_what_a_shop_sold_can_be_simulated(engine, tmp_path):
    shop = open_shop(engine, "ann", "bob", document=PLAIN)
    with Session(engine) as session, session.begin():
        for n, member in enumerate(("ann", "bob", "ann", None, "ann")):
            at = START + timedelta(days=n)
            shop.place(session, cart("210", "15.50"), order_id=f"o{n}", member=member, at=at)
        shop.return_items(session, "o0", {"2": 1}, return_id="r", at=START + timedelta(days=6))
        shop.cancel(session, "o4", at=START + timedelta(days=7))
        end = START + timedelta(days=6)
        booked = {member: shop.figures(session, member, at=end).booked for member in ("ann", "bob")}
    text, rows = exported(engine, shop)
    assert sorted({row["order_id"] for row in rows}) == ["o0", "o0/r", "o1", "o2", "o3"]
    path = tmp_path / "orders.csv"
    path.write_text(text, encoding="utf-8")
    log = OrderLog.read(path)
    plan = lower(load_program(PLAIN.format(key="shop")))
    replay = prepare(plan, log, Settings(), with_kernels=interpreted())
    run_out(replay)
    told = {name: standing_of(replay.tables, plan, n).booked for n, name in enumerate(log.member_ids)}
    assert told == booked


def test_cells_that_start_a_formula_are_defused(engine):
    shop = open_shop(engine)
    line = CartLine(id="1", sku="=1+1", unit_price="5", category="@x", brand="plain", seller="s")
    with Session(engine) as session, session.begin():
        shop.place(session, Cart(currency="CNY", lines=(line,)), order_id="o1", at=START)
    _, rows = exported(engine, shop)
    assert (rows[0]["sku"], rows[0]["category"], rows[0]["brand"]) == ("'=1+1", "'@x", "plain")
    assert rows[0]["seller"] == "s"


def test_what_goods_cost_the_shop_stands_in_the_file_and_a_simulation_knows_it(engine, tmp_path):
    shop = open_shop(engine, "ann", document=PLAIN)
    lines = (
        CartLine(id="1", sku="A", unit_price="90", quantity=3, unit_cost="40.50"),
        CartLine(id="2", sku="B", unit_price="10"),
        CartLine(id="3", sku="C", unit_price="20", unit_cost=12),
    )
    with Session(engine) as session, session.begin():
        priced = shop.quote(session, Cart(currency="CNY", lines=lines), member="ann", at=START)
        plain = tuple(replace(one, unit_cost=None) for one in lines)
        assert shop.quote(session, Cart(currency="CNY", lines=plain), member="ann", at=START).id == priced.id
        shop.place(session, Cart(currency="CNY", lines=lines), order_id="o1", member="ann", at=START)
        shop.return_items(session, "o1", {"1": 2}, return_id="r", at=START + timedelta(days=1))
    text, rows = exported(engine, shop)
    assert [(row["sku"], row["quantity"], row["unit_cost"]) for row in rows] == [
        ("A", "3", "40.5"),
        ("B", "1", ""),
        ("C", "1", "12"),
        ("A", "2", "40.5"),
    ]
    path = tmp_path / "orders.csv"
    path.write_text(text, encoding="utf-8")
    log = OrderLog.read(path)
    assert log.line_cost is not None
    assert sorted(log.line_cost.tolist()) == [-1, 1200, 8100, 12150]


def test_a_shop_that_says_no_costs_has_none_in_its_file(engine, tmp_path):
    shop = open_shop(engine, "ann", document=PLAIN)
    with Session(engine) as session, session.begin():
        shop.place(session, cart("210"), order_id="o1", member="ann", at=START)
    text, _rows = exported(engine, shop)
    path = tmp_path / "orders.csv"
    path.write_text(text, encoding="utf-8")
    log = OrderLog.read(path)
    assert log.line_cost is not None
    assert log.line_cost.tolist() == [-1]  # not known, and not 0


CODED = """
key: {key}
currency: CNY
time_zone: Asia/Shanghai
offers:
  - {{id: five, when: [{{kind: code, any: [FIVE]}}], benefit: {{kind: amount, amount: "5"}}}}
  - {{id: tenth, when: [{{kind: code, any: [TENTH]}}], benefit: {{kind: percent, percent: "10"}}}}
"""


def test_all_codes_of_a_cart_stand_in_the_file_and_are_simulated(engine, tmp_path):
    shop = open_shop(engine, "ann", document=CODED)
    with Session(engine) as session, session.begin():
        for name, codes in (("both", ("five", "te|nth")), ("one", ("TENTH",)), ("none", ())):
            shop.place(session, cart("100", codes=codes), order_id=name, member="ann", at=START)
    text, rows = exported(engine, shop)
    assert {row["order_id"]: row["coupon_code"] for row in rows} == {
        "both": "five, te nth",
        "one": "TENTH",
        "none": "",
    }
    path = tmp_path / "orders.csv"
    path.write_text(text, encoding="utf-8")
    plan = lower(load_program(CODED.format(key="shop")))
    log = OrderLog.read(path)
    replay = prepare(plan, log, Settings(use_coupons="as_logged"), with_kernels=interpreted())
    run_out(replay)
    cost = {
        offer.id: int(row["cost"]) for offer, row in zip(plan.offers, replay.tables["by_offer"], strict=False)
    }
    assert cost == {"five": 500, "tenth": 950 + 1000}
