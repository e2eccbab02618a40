"""What another shop takes in is told as an import reads it, in the units of the programme of today."""

from datetime import timedelta

from sqlalchemy.orm import Session

from loyalty import load_program
from loyalty.live.exports.arrivals import NAMES, Arrivals
from loyalty.live.imports.files import NEEDED, OPTIONAL
from tests.live.imports.importing import DOCUMENT, bring, lay, opened
from tests.live.shops import START, cart

DAY = timedelta(days=1)


def test_the_columns_are_those_of_an_import():
    for name, columns in NAMES.items():
        assert set(NEEDED[name]) <= set(columns) <= {*NEEDED[name], *OPTIONAL[name]}


def arrivals(session, shop, document=DOCUMENT):
    program = load_program(document.format(key=shop.program_key))
    made = Arrivals(session.connection(), shop.program_key, program)
    return made, {
        name: [dict(zip(NAMES[name], row, strict=True)) for row in made.rows(name)] for name in NAMES
    }


def test_points_money_and_orders_are_told_in_their_units(engine, tmp_path):
    shop = opened(engine)
    bring(engine, shop, lay(tmp_path))
    with Session(engine) as session, session.begin():
        shop.place(session, cart("100", points="none"), order_id="o1", member="ann", at=START + DAY)
        made, told = arrivals(session, shop)
    assert (told["points"][0]["member"], told["points"][0]["points"]) == ("ann", "100.5")
    assert {(row["track"], row["amount"]) for row in told["credit"]} == {
        ("growth", "120.50"), ("growth", "95.00"), ("follow", "1"),
    }  # fmt: skip
    assert [(row["member"], row["level"]) for row in told["levels"]] == [("ann", "gold"), ("bob", "")]
    ann, bob = told["members"]
    assert (ann["birthday"], ann["orders"], bob["status"], bob["debt"]) == ("05-31", 4, "blocked", "0.0")
    assert ann["identity_hashes"].count(":") == 3
    assert made.figures() == {
        "members": "2", "points": "320.5", "levels": "2", "credit": "4", "coupons": "1", "debt": "0.0",
        "orders": "1", "lines": "1", "spent": "0.0", "uses": "0", "holds": "0",
        "shared": "0", "budgets": "0",
    }  # fmt: skip


def test_tracks_and_offers_that_are_gone_stay_in_the_records_only(engine, tmp_path):
    shop = opened(engine)
    bring(engine, shop, lay(tmp_path))
    less = DOCUMENT[: DOCUMENT.index("  - id: gift")].replace("id: growth", "id: other")
    with Session(engine) as session, session.begin():
        _, told = arrivals(session, shop, less)
    assert (told["levels"], told["coupons"]) == ([], [])
    assert [row["track"] for row in told["credit"]] == ["follow"]


def test_a_level_that_is_gone_is_told_as_the_one_that_is_stood_on(engine, tmp_path):
    shop = opened(engine)
    bring(engine, shop, lay(tmp_path))
    other = DOCUMENT.replace("{{id: gold,", "{{id: golden,").replace("silver, gold]", "silver]")
    with Session(engine) as session, session.begin():
        _, told = arrivals(session, shop, other)
    assert told["levels"][0]["level"] == "golden"


def test_coupons_that_would_come_back_void_are_not_told(engine, tmp_path):
    shop = opened(engine)
    bring(engine, shop, lay(tmp_path))
    with Session(engine) as session, session.begin():
        (held,) = [one for one in shop.coupons.held(session, "ann", at=START) if one.state == "open"]
        shop.hold(
            session, cart("100", points="none", coupons=(held.id,)), order_id="o1", member="ann", at=START
        )
        assert len(arrivals(session, shop)[1]["coupons"]) == 1
        shop.coupons.void(session, held.id, actor="eve", reason="a mistake", key="v")
        assert shop.coupons.held(session, "ann", at=START)[0].voided
        assert arrivals(session, shop)[1]["coupons"] == []
