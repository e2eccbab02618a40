"""What members ordered leaves as it stands: what may still come back, and what then goes."""

from datetime import timedelta

from sqlalchemy.orm import Session

from loyalty.live.exports.arrivals import NAMES, Arrivals
from loyalty.live.exports.ordered import still_spent
from loyalty.store.orders import order_of
from tests.live.imports.importing import DOCUMENT
from tests.live.shops import START, cart, open_shop

DAY = timedelta(days=1)
SHOP = DOCUMENT.replace("  redeem:", "  on_return: {{reversible_days: 2}}\n  redeem:")


def left(session, shop):
    """Rows by file, as they leave."""
    made = Arrivals(session.connection(), shop.program_key, shop.programs.as_of(session, START))
    return {
        name: [dict(zip(NAMES[name], row, strict=True)) for row in made.rows(name)] for name in NAMES
    }, made.figures()


def test_orders_leave_as_they_stand(engine):
    shop = open_shop(engine, "ann", document=SHOP)
    with Session(engine) as session, session.begin():
        shop.points.adjust(session, "ann", 1_200, key="k", reason="r", actor="kim", at=START)
        shop.place(
            session, cart("200", "100", points=1_000), order_id="o1", member="ann", at=START,
            delivered=timedelta(days=1),
        )  # fmt: skip
        shop.return_items(session, "o1", {"2": 1}, return_id="r1", at=START + DAY)
        told, figures = left(session, shop)
        (order,) = told["orders"]
        assert (order["order"], order["state"], order["return_ids"]) == ("o1", "placed", "r1")
        assert order["delivered"] is not None
        one, two = told["lines"]
        assert (one["quantity"], two["quantity"], two["net"]) == (1, 0, "0.00")
        assert (one["points_worth"], order["points_worth"]) == ("0.67", "0.67")
        assert [row["points"] for row in told["spent"]] == ["7.0", "60.0"]
        assert {row["order"] for row in told["credit"]} == {"o1"}
        assert {row["counter"]: row["uses"] for row in told["uses"]} == {"first/member/ever": 1}
        assert (figures["orders"], figures["lines"], figures["spent"]) == ("1", "2", "67.0")


def test_points_that_stay_spent_are_not_told_as_if_they_could_come_back(engine):
    shop = open_shop(engine, "ann", document=SHOP)
    with Session(engine) as session, session.begin():
        shop.points.adjust(session, "ann", 1_200, key="k", reason="r", actor="kim", at=START)
        shop.place(session, cart("200", points=1_000), order_id="o1", member="ann", at=START)
        shop.return_items(session, "o1", {"1": 1}, return_id="r1", at=START + 3 * DAY)
        assert left(session, shop)[0]["spent"] == []
        known = order_of(session.connection(), shop.program_key, "o1", locking=False)
        assert still_spent(known.record) == []
        assert known.record.trail[0].points > 0


def test_a_checkout_is_told_and_what_it_counts_is_not(engine):
    shop = open_shop(engine, "ann", document=SHOP)
    with Session(engine) as session, session.begin():
        held = shop.hold(session, cart("100"), order_id="o1", member="ann", at=START)
        assert held.quote.applied == ("first",)
        told, _ = left(session, shop)
        ends = (START + timedelta(minutes=30)).isoformat("T", "microseconds")
        assert told["holds"] == [{"member": "ann", "order": "o1", "ends": ends}]
        assert (told["uses"], told["members"][0]["orders"]) == ([], 0)


def test_a_guests_order_is_in_the_records_only(engine):
    shop = open_shop(engine, "ann", document=SHOP)
    with Session(engine) as session, session.begin():
        shop.place(session, cart("100"), order_id="o1", at=START)
        assert left(session, shop)[0]["orders"] == []
