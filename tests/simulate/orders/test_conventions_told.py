import re
from pathlib import Path

import pytest

from loyalty.simulate.orders.columns import KNOWN
from loyalty.simulate.orders.conventions_told import MEANINGS, ORDERS, UNITS, meanings, told
from tests.simulate.decisions import decided

GENERIC = {"gross", "net", "discount", "refund", "order_gross", "order_net", "item_name"}
LINES = "order no,date,sku,qty,currency,price"


def sentences(folder: Path, header: str, row: str, **said: object) -> list[str]:
    return [one.en for one in told(decided(folder, f"{header}\n{row}\n", **said))]


def test_every_column_that_can_be_read_has_a_word_in_both_languages():
    assert set(KNOWN) - GENERIC == set(MEANINGS)
    for one in MEANINGS.values():
        assert re.search(r"[\u4e00-\u9fff]", one.text("zh"))
        assert not re.search(r"[\u4e00-\u9fff]", one.text("en"))


@pytest.mark.parametrize("words", [*ORDERS.values(), *UNITS.values()])
def test_conventions_have_words_in_both_languages(words: tuple[str, str]):
    assert not re.search(r"[\u4e00-\u9fff]", words[0])
    assert re.search(r"[\u4e00-\u9fff]", words[1])


def test_columns_are_told_with_what_they_mean_and_what_is_the_same_for_all_rows(tmp_path: Path):
    text = "order no,date,sku,qty,price,attribute_colour\nA,2025-01-02,tea,1,5.00,red\n"
    found = meanings(decided(tmp_path, text, constants={"currency": "EUR"}))
    assert [(one.ours, one.theirs, one.constant) for one in found] == [
        ("order_id", "order no", False),
        ("ordered_at", "date", False),
        ("sku", "sku", False),
        ("quantity", "qty", False),
        ("unit_price", "price", False),
        ("currency", "EUR", True),
        ("attribute_colour", "attribute_colour", False),
    ]


def test_a_plain_file_is_told_in_a_few_sentences(tmp_path: Path):
    assert sentences(tmp_path, LINES, "A,13/02/2025,tea,1,EUR,5.00") == [
        "Lines are numbered by their place in their order.",
        "'date' is written day first.",
        "Times without an offset are in UTC.",
        "The currency is EUR.",
        "'price': major units, decimals as written.",
        "Rows with negative figures are returns.",
    ]


def test_what_a_file_of_whole_orders_tells_is_told(tmp_path: Path):
    header = "order no,date,paid at,currency,total,amount paid,refund amount"
    found = sentences(tmp_path, header, 'A,2025-01-02,2025-01-02,EUR,"9,50","0,00","9,50"')
    assert found[0] == "A row is a whole order: one line of one item, called ORDER."
    assert "Decimals follow a comma." in found
    assert "Refunds are told in 'refund amount': each becomes a return of its order." in found
    assert "'amount paid' is what was left after refunds: they are added back to the sale." in found
    assert "Orders without a time in 'paid at' were never paid and do not count." in found


def test_what_was_said_is_told_too(tmp_path: Path):
    header = f"{LINES},discount,line number,order status"
    row = "A,2025-01-02,tea,1,EUR,5.00,-1.00,1,paid"
    found = sentences(tmp_path, header, row, discounts="order", return_prefix="C", not_paid=["open", "void"])
    assert "Discounts are written as negative figures." in found
    assert "'discount' is the whole order's discount: it is spread over the order's lines by price." in found
    assert "Orders whose id begins with 'C' are returns." in found
    assert "Orders with these statuses do not count: open, void." in found
    assert not any("numbered by their place" in one for one in found)


def test_a_known_export_is_named(tmp_path: Path):
    header = "Name,Created at,Financial Status,Currency,Lineitem quantity,Lineitem sku,Lineitem price"
    found = sentences(tmp_path, header, "#1,2025-01-02,paid,EUR,1,tea,5.00")
    assert found[0] == "It is an export of Shopify."
    assert "Orders unpaid, cancelled or closed by 'Financial Status' do not count." in found


def test_every_sentence_is_in_both_languages(tmp_path: Path):
    text = f"{LINES},order status\nA,2025-01-02,tea,1,EUR,5.00,paid\n"
    for one in told(decided(tmp_path, text)):
        assert re.search(r"[\u4e00-\u9fff].*。$", one.zh)
        assert one.en.endswith(".")
