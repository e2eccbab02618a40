import argparse

import pytest

from loyalty.cli.reading_options import add_reading, reading
from loyalty.errors import BadOption, FileMissing
from loyalty.simulate import FileMapping


def typed(*words: str) -> FileMapping:
    options = argparse.ArgumentParser()
    add_reading(options)
    return reading(options.parse_args(words))


def test_nothing_typed_says_nothing():
    assert typed() == FileMapping()


def test_everything_can_be_typed():
    made = typed(
        *("--map", "Order No=order_id", "--map", "=CNY=currency", "--date-order", "day_first"),
        *("--decimal-mark", ",", "--money", "line_net=minor", "--money", "shipping_fee=major"),
        *("--discounts", "order", "--refunds", "columns", "--paid-amount", "after_refunds"),
        *("--not-paid", "open, void", "--return-prefix", "C", "--encoding", "gb18030", "--delimiter", "tab"),
    )
    assert made == FileMapping(
        columns={"order_id": "Order No"},
        constants={"currency": "CNY"},
        date_order="day_first",
        decimal_mark=",",
        money={"line_net": "minor", "shipping_fee": "major"},
        discounts="order",
        refunds="columns",
        paid_amount="after_refunds",
        not_paid=["open", "void"],
        return_prefix="C",
        encoding="gb18030",
        delimiter="\t",
    )


def test_a_recognised_column_can_be_left_out():
    assert typed("--map", "~=status").columns == {"status": None}


def test_no_status_at_all_may_be_left_out():
    assert typed("--not-paid", "").not_paid == []


def test_what_is_typed_counts_before_the_mapping_file(tmp_path):
    path = tmp_path / "map.yaml"
    path.write_text("columns: {sku: a, quantity: b}\nmoney: minor\nzone: UTC\n", encoding="utf-8")
    made = typed("--mapping", str(path), "--map", "c=sku", "--money", "major")
    assert made == FileMapping(columns={"sku": "c", "quantity": "b"}, money="major", zone="UTC")


def test_a_mapping_file_that_is_not_there_is_said_to_be_missing(tmp_path):
    with pytest.raises(FileMissing):
        typed("--mapping", str(tmp_path / "none.yaml"))


@pytest.mark.parametrize("sign", [";;", "；", ""])
def test_a_delimiter_is_one_sign(sign):
    with pytest.raises(BadOption, match=r"--delimiter cannot be .* Give one sign, such as ';', or tab\."):
        typed("--delimiter", sign)


@pytest.mark.parametrize(("option", "value"), [("--money", "cents"), ("--date-order", "paid_at=dmy")])
def test_a_word_that_is_no_choice_is_refused_with_the_choices(option, value):
    with pytest.raises(BadOption, match=f"{option} cannot be '{value}'. Use one of"):
        typed(option, value)
