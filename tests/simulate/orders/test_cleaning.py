from pathlib import Path

import pytest

from loyalty.errors import LogUnreadable, MixedCurrency, UnknownCurrency
from loyalty.simulate.orders.log import OrderLog
from tests.simulate.frames import Row, adds_up, at, back, codes, frame, log_of, log_of_csv, sale

GOOD = sale("Z", line_no=9)


@pytest.mark.parametrize(
    ("bad", "reason"),
    [
        (sale(None), "missing_order_id"),
        (sale("  "), "missing_order_id"),
        (sale(ordered_at=None), "missing_time"),
        (sale(ordered_at=at(2).replace(year=1969)), "bad_time"),
        (sale(sku=None), "missing_sku"),
        (sale(sku=""), "missing_sku"),
        (sale(kind="loan"), "unknown_kind"),
        (sale(quantity=None), "bad_number"),
        (sale(line_gross=None, line_net=None), "bad_number"),
        (sale(quantity=0), "quantity_not_positive"),
        (sale(quantity=-1), "quantity_not_positive"),
        (sale(line_gross=-1), "negative_money"),
        (sale(line_discount=1001), "negative_money"),
    ],
)
def test_a_bad_row_is_left_out_with_its_reason(tmp_path: Path, bad: Row, reason: str):
    log = log_of(tmp_path, bad, GOOD)
    assert codes(log) == {reason: 1}
    assert (log.problems.rows_in, log.problems.rows_used, log.problems.rows_excluded) == (2, 1, 1)
    assert log.doc_ids.to_list() == ["Z"]
    assert adds_up(log)


def test_a_row_with_many_faults_has_the_first_of_them(tmp_path: Path):
    log = log_of(tmp_path, sale(None, sku=None, quantity=0, ordered_at=None), GOOD)
    assert codes(log) == {"missing_order_id": 1}


def test_the_other_lines_of_an_order_stay(tmp_path: Path):
    log = log_of(tmp_path, sale("Z", line_no=1, sku=None), GOOD)
    assert log.line_net.tolist() == [1000]


def test_a_file_of_bad_rows_only_is_refused_with_what_most_of_them_have(tmp_path: Path):
    with pytest.raises(LogUnreadable, match=r"none of its 3 rows can be used. Rows that name no item: 2"):
        log_of(tmp_path, sale(None), sale(sku=None), sale("B", sku=None))


def test_two_currencies_are_refused(tmp_path: Path):
    with pytest.raises(MixedCurrency, match="amounts in EUR, USD beside CNY"):
        log_of(tmp_path, sale("A"), sale("B"), sale("C", currency="USD"), sale("D", currency="eur"))


def test_an_unknown_currency_is_refused(tmp_path: Path):
    with pytest.raises(UnknownCurrency, match="XQQ"):
        log_of(tmp_path, sale(currency="XQQ"))


def test_one_currency_may_be_written_in_several_ways_or_left_out(tmp_path: Path):
    log = log_of(tmp_path, sale("A"), sale("B", currency=" cny"), sale("C", currency=None))
    assert (log.currency.code, log.currency.exponent) == ("CNY", 2)
    assert codes(log) == {"currency_filled": 1}
    assert adds_up(log)


def test_an_empty_currency_column_is_refused_with_the_way_out(tmp_path: Path):
    with pytest.raises(LogUnreadable, match=r"column 'currency' is empty.*'currency': '=CNY'"):
        log_of(tmp_path, sale(currency=None))


def test_the_currency_may_be_given_for_all_rows(tmp_path: Path):
    text = "order_id,ordered_at,sku,quantity,unit_price\nA,2025-01-02,tea,2,99\n"
    log = log_of_csv(tmp_path, text, mapping={"currency": "=JPY"})
    assert (log.currency.code, log.line_net.tolist()) == ("JPY", [198])


def test_the_seller_is_part_of_an_item(tmp_path: Path):
    rows = [sale("A", line_no=n, seller=name) for n, name in enumerate(("x", "y", None, "x"), 1)]
    log = log_of(tmp_path, *rows)
    assert (log.item_sku, log.item_seller) == (["tea"] * 3, [None, "x", "y"])
    assert log.line_item.tolist() == [1, 2, 0, 1]
    assert log_of(tmp_path, sale("A")).item_seller == [None]


def test_items_differ_by_category_brand_and_attributes(tmp_path: Path):
    rows = [
        sale("A", line_no=1, brand="x", attribute_colour="red"),
        sale("A", line_no=2, brand="x", attribute_colour="blue"),
        sale("A", line_no=3, brand="y", attribute_colour="red"),
        sale("A", line_no=4, brand="x", attribute_colour="red"),
        sale("A", line_no=5, category=None),
    ]
    log = log_of(tmp_path, *rows)
    assert log.item_sku == ["tea"] * 4
    assert log.item_category == [None, "drinks", "drinks", "drinks"]
    assert log.item_brand == [None, "x", "x", "y"]
    assert log.item_attributes == {"colour": [None, "blue", "red", "red"]}
    assert log.line_item.tolist() == [2, 1, 3, 2, 0]


def test_a_sku_is_what_is_written_spaces_and_all(tmp_path: Path):
    log = log_of(tmp_path, sale("A", sku="tea"), sale("B", sku="tea "))
    assert log.item_sku == ["tea", "tea "]


def test_a_return_may_have_an_id_of_its_own_beside_its_orders(tmp_path: Path):
    log = log_of(tmp_path, sale("A", return_id=None), back("A", of=None, return_id="X"))
    assert log.doc_ids.to_list() == ["A", "X"]
    assert log.doc_original.tolist() == [-1, 0]
    assert log.line_target.tolist() == [-1, 0]


def test_a_sales_return_id_means_nothing(tmp_path: Path):
    log = log_of(tmp_path, sale("A", return_id="X"))
    assert log.doc_ids.to_list() == ["A"]


def test_a_shipping_fee_is_the_documents_and_a_bad_one_counts_as_none(tmp_path: Path):
    rows = [
        sale("A", line_no=1, shipping_fee=None),
        sale("A", line_no=2, shipping_fee=800),
        sale("B", shipping_fee=-5),
    ]
    log = log_of(tmp_path, *rows)
    assert log.doc_shipping.tolist() == [800, 0]
    assert codes(log) == {"bad_shipping_fee": 1}
    assert adds_up(log)


def test_without_line_numbers_identical_lines_of_one_order_all_count(tmp_path: Path):
    text = "order_id,ordered_at,sku,quantity,line_net,currency\n" + "A,2025-01-02,tea,1,500,CNY\n" * 3
    log = log_of_csv(tmp_path, text)
    assert log.line_net.tolist() == [500, 500, 500]
    assert codes(log) == {"anonymous_order": 3}


def test_without_line_numbers_lines_keep_the_order_of_the_file(tmp_path: Path):
    rows = [sale("A", line_gross=5), sale("A", line_gross=3), sale("B"), sale("A", line_gross=4)]
    path = tmp_path / "orders.parquet"
    frame(rows).drop("line_no").write_parquet(path)
    log = OrderLog.read(path)
    assert log.line_net.tolist() == [5, 3, 4, 1000]
    assert codes(log) == {}


def test_without_line_numbers_an_order_that_comes_a_second_time_counts_once(tmp_path: Path):
    block = "A,2025-01-02,tea,1,500,CNY\nA,2025-01-02,tea,1,500,CNY\nB,2025-01-03,tea,1,700,CNY\n"
    log = log_of_csv(tmp_path, "order_id,ordered_at,sku,quantity,line_net,currency\n" + block * 2)
    assert log.line_net.tolist() == [500, 500, 700]
    assert codes(log) == {"duplicate_row": 3, "anonymous_order": 3}
    assert adds_up(log)


def test_a_row_without_an_order_does_not_make_the_lines_around_it_repeat(tmp_path: Path):
    head = "order_id,ordered_at,sku,quantity,line_net,currency\n"
    lines = ["A,2025-01-02,tea,1,500,CNY\n", ",2025-01-02,cup,1,9,CNY\n", "A,2025-01-02,tea,1,500,CNY\n"]
    log = log_of_csv(tmp_path, head + "".join(lines))
    assert log.line_net.tolist() == [500, 500]
    assert codes(log) == {"missing_order_id": 1, "anonymous_order": 2}
    twice = log_of_csv(tmp_path, head + "".join(lines * 2 + ["B,2025-01-03,tea,1,500,CNY\n"] + lines))
    assert twice.line_net.tolist() == [500] * 5
