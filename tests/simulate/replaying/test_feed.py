from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from loyalty.kernels import codes
from loyalty.simulate.orders.log import OrderLog
from loyalty.simulate.replaying.compiled import zeros
from loyalty.simulate.replaying.feed import Feed, line_amounts
from loyalty.simulate.replaying.settings import Settings
from tests.simulate.frames import back, log_of
from tests.simulate.replays import bought, laid_out, shop, utc

COUPLED = {
    "id": "few",
    "benefit": {"kind": "amount", "amount": 1},
    "limits": [{"per": "program", "uses": 9, "each": "ever"}],
}


@pytest.fixture(scope="module")
def log(tmp_path_factory: pytest.TempPathFactory) -> OrderLog:
    """Orders of a, b and a guest, and returns: one by its buyer, one in another's name, one of no order."""
    two = {"quantity": 2, "line_discount": 200}
    return log_of(
        Path(tmp_path_factory.mktemp("feed")),
        bought("B1", utc(1, 1), 3_000, customer_id="b", shipping_fee=700, coupon_code="Spring"),
        bought("A1", utc(1, 2), 5_000, customer_id="a", **two),
        bought("A1", utc(1, 2), 1_000, customer_id="a", line_no=2, sku="cup"),
        bought("G1", utc(1, 3), 900, customer_id=None, channel="app"),
        back("R1", of="A1", customer_id="a", ordered_at=utc(1, 4), category="tea", line_gross=300),
        back(
            "R1",
            of="A1",
            customer_id="a",
            ordered_at=utc(1, 4),
            category="tea",
            sku="cup",
            line_no=2,
            line_gross=1_000,
        ),
        back("R2", of="B1", customer_id="a", ordered_at=utc(1, 5), category="tea", line_gross=3_000),
        back("R3", of=None, customer_id="a", ordered_at=utc(1, 6), category="tea", line_gross=250),
        bought("A2", utc(1, 7), 2_000, customer_id="a", line_discount=500, coupon_code="MORE, OTHER"),
    )


def fed(log: OrderLog, *offers: dict[str, Any], **settings: Any) -> Feed:
    return laid_out(log, shop(offers=list(offers)), **settings).feed


def chunk(feed: Feed, first: int, last: int, lines: int = 100) -> dict[str, Any]:
    """Documents first … last − 1 laid out on tables that hold other things."""
    count = max(last - first, 1)
    sizes = {"orders": count, "order_lines": lines, "eligible": count * feed.words}
    tables = {name: zeros(name, size) for name, size in sizes.items()}
    for table in tables.values():
        for field in table.dtype.names:
            table[field] = 77
    done = feed.lay(first, last, tables)
    orders = tables["orders"][: done - first]
    end = int(orders["line_end"][-1]) if done > first else 0
    laid = {"orders": orders, "order_lines": tables["order_lines"][:end]}
    return laid | {"eligible": tables["eligible"][: (done - first) * feed.words]}


def ids(feed: Feed) -> list[str]:
    """The documents in the order of processing."""
    return [str(feed.log.doc_ids[document]) for document in feed.order.tolist()]


def rows_of(feed: Feed, *names: str) -> dict[str, tuple[int, ...]]:
    """Columns of `orders` by document."""
    table = chunk(feed, 0, feed.order.size)["orders"]
    return {
        name: tuple(int(one[column]) for column in names) for name, one in zip(ids(feed), table, strict=True)
    }


def lines_of(feed: Feed, order_id: str, *names: str) -> list[tuple[int, ...]]:
    """Columns of `order_lines` of one document."""
    tables = chunk(feed, 0, feed.order.size)
    order = tables["orders"][ids(feed).index(order_id)]
    lines = tables["order_lines"][order["line_start"] : order["line_end"]]
    return [tuple(int(line[column]) for column in names) for line in lines]


def test_members_are_fed_one_after_the_other_each_in_the_order_of_events(log):
    assert ids(fed(log)) == ["G1", "A1", "R1", "R3", "A2", "B1", "R2"]


def test_members_who_share_a_counter_are_fed_in_the_order_of_events(log):
    assert ids(fed(log, COUPLED)) == ["B1", "A1", "G1", "R1", "R2", "R3", "A2"]


def test_returns_that_are_ignored_are_not_fed_and_nothing_is_kept_for_them(log):
    feed = fed(log, COUPLED, returns="ignored")
    assert ids(feed) == ["B1", "A1", "G1", "A2"]
    assert {kept for (kept,) in rows_of(feed, "kept").values()} == {codes.NONE}


def test_a_linked_return_touches_the_buyer_whoever_brings_it(log):
    a, b = log.member_ids.index("a"), log.member_ids.index("b")
    assert rows_of(fed(log), "member") == {
        "G1": (-1,),
        "A1": (a,),
        "R1": (a,),
        "R3": (a,),
        "A2": (a,),
        "B1": (b,),
        "R2": (b,),
    }


def test_a_document_is_a_sale_a_return_or_a_return_of_no_order(log):
    kinds = rows_of(fed(log), "kind")
    assert [kinds[name] for name in ("A1", "R1", "R2", "R3")] == [
        (codes.SALE,),
        (codes.RETURN,),
        (codes.RETURN,),
        (codes.RETURN_UNLINKED,),
    ]


def test_only_orders_that_come_back_are_kept_and_their_returns_name_them(log):
    kept = {name: slot for name, (slot,) in rows_of(fed(log), "kept").items()}
    assert kept["A1"] == kept["R1"] >= 0
    assert kept["B1"] == kept["R2"] >= 0
    assert {kept["A1"], kept["B1"]} == {0, 1}
    assert {kept[name] for name in ("G1", "A2")} == {codes.NONE}


def test_fees_and_instants_come_from_the_log(log):
    found = rows_of(fed(log), "shipping", "at", "sequence", "delivered")
    at = int(log.doc_at[0])
    assert found["B1"] == (700, at, 0, at)
    assert found["R2"][0] == 0


def test_a_sold_line_carries_its_quantity_its_price_and_its_list_price(log):
    assert lines_of(fed(log), "A1", "quantity", "amount", "listed") == [(2, 4_800, 5_000), (1, 1_000, 1_000)]


def test_goods_go_back_before_money_alone_each_to_the_line_it_was_sold_on(log):
    feed = fed(log)
    slot = rows_of(feed, "kept")["A1"][0]
    first = int(feed.kept.line_start[slot])
    assert lines_of(feed, "R1", "quantity", "amount", "target") == [(1, 0, first + 1), (0, 300, first)]


def test_a_return_of_no_order_carries_its_own_money(log):
    assert lines_of(fed(log), "R3", "quantity", "amount") == [(1, 250)]


def test_a_stretch_is_the_same_wherever_it_is_cut(log):
    feed = fed(log)
    whole = chunk(feed, 0, 7)
    parts = [chunk(feed, first, last) for first, last in ((0, 1), (1, 4), (4, 7))]
    amounts = [line["amount"] for part in parts for line in part["order_lines"]]
    assert amounts == whole["order_lines"]["amount"].tolist()
    assert [row["sequence"] for part in parts for row in part["orders"]] == whole["orders"][
        "sequence"
    ].tolist()
    assert chunk(feed, 0, 0)["orders"].size == 0


def test_a_stretch_ends_before_the_document_whose_lines_find_no_room(log):
    feed = fed(log)
    tables = chunk(feed, 0, 7, lines=3)
    assert ids(feed)[: tables["orders"].size] == ["G1", "A1"]
    assert tables["orders"]["line_end"].tolist() == [1, 3]
    assert chunk(feed, 2, 7, lines=3)["orders"]["sequence"].tolist() == feed.order[2:4].tolist()


def test_eligibility_travels_with_its_document(log):
    app = {**COUPLED, "when": {"kind": "channel", "any": ["app"]}}
    feed = fed(log, app)
    assert feed.words == 1
    bits = chunk(feed, 1, 4)["eligible"]["bits"].tolist()
    assert dict(zip(ids(feed)[1:4], bits, strict=True)) == {"A1": 0, "G1": 1, "R1": 0}


def test_fees_deliveries_and_points_that_differ_by_document_are_laid_out(log):
    feed = fed(log, use_points="share", points_share="0.5", delivered_after_days=1)
    rows = rows_of(feed, "points_wanted", "delivered", "at")
    wanted = dict(zip((str(one) for one in log.doc_ids), feed.points_wanted.tolist(), strict=True))
    assert {name: row[0] for name, row in rows.items()} == wanted
    assert {row[1] - row[2] for row in rows.values()} == {86_400_000_000}


@pytest.mark.parametrize(
    ("settings", "amounts"),
    [
        ({}, [3_000, 4_800, 1_000, 900, 1_500]),
        ({"price_basis": "gross"}, [3_000, 5_000, 1_000, 900, 2_000]),
        ({"price_basis": "gross_without", "price_codes": ("OTHER",)}, [3_000, 4_800, 1_000, 900, 2_000]),
        ({"price_basis": "gross_without", "price_codes": ("o-ther",)}, [3_000, 4_800, 1_000, 900, 2_000]),
        ({"price_basis": "gross_without", "price_codes": ("spring",)}, [3_000, 4_800, 1_000, 900, 1_500]),
    ],
)
def test_each_line_starts_at_the_price_basis(log, settings, amounts):
    found = line_amounts(log, Settings(**settings))
    sold = [
        int(found[line])
        for document in range(len(log.doc_at))
        if log.doc_kind[document] == 0
        for line in range(log.doc_line_start[document], log.doc_line_start[document + 1])
    ]
    assert sold == amounts


def test_points_wanted_are_all_none_or_all_for_some(log):
    assert set(fed(log).points_wanted.tolist()) == {-1}
    assert set(fed(log, use_points="never").points_wanted.tolist()) == {0}
    drawn = fed(log, use_points="share", points_share="0.5").points_wanted.tolist()
    assert set(drawn) == {-1, 0}


def test_goods_are_delivered_some_civil_days_later_at_the_same_hour(tmp_path):
    spring, summer = datetime(2025, 3, 29, 12, tzinfo=UTC), datetime(2025, 7, 1, 12, tzinfo=UTC)
    autumn = datetime(2025, 10, 25, 11, tzinfo=UTC)
    log = log_of(tmp_path, *(bought(str(at.month), at, 1_000) for at in (spring, summer, autumn)))
    program = shop(time_zone="Europe/London")
    feed = laid_out(log, program, delivered_after_days=1).feed
    assert ((feed.delivered - log.doc_at) // 3_600_000_000).tolist() == [23, 24, 25]
    assert laid_out(log, program).feed.delivered.tolist() == log.doc_at.tolist()
