from pathlib import Path

import polars as pl
import pytest

from loyalty.errors import LogUnreadable
from tests.simulate.decisions import HEADER, decided, decided_of, lines


@pytest.mark.parametrize(
    ("column", "cells", "unit"),
    [
        ("line_net", ["1250", "300"], "minor"),
        ("line_net", ["1250.0"], "minor"),
        ("line_net", ["12.50", "3"], "major"),
        ("line_net", ["12.00"], "major"),
        ("line total", ["12.50", "3"], "major"),
        ("总金额（分）", ["1250"], "minor"),
        ("总金额（元）", ["12"], "major"),
    ],
)
def test_the_unit_is_told_by_name_or_by_figures(tmp_path: Path, column: str, cells: list[str], unit: str):
    assert set(decided(tmp_path, lines(column, *cells)).money.values()) == {unit}


def test_whole_figures_under_another_name_are_not_guessed(tmp_path: Path):
    with pytest.raises(
        LogUnreadable, match=r"'Total' holds whole figures only.*--money minor or --money major"
    ):
        decided(tmp_path, lines("Total", "12", "1,300"))
    for said in ("minor", {"line_gross": "minor"}, {"gross": "minor"}):
        assert decided(tmp_path, lines("Total", "12"), money=said).money == {"line_gross": "minor"}


def test_a_currency_without_decimals_leaves_nothing_to_ask(tmp_path: Path):
    assert decided(tmp_path, lines("Total", "1200").replace("CNY", "JPY")).unit_of("line_gross") == "minor"


def test_whole_figures_follow_the_other_amounts_of_the_file(tmp_path: Path):
    text = f"{HEADER},line total,discount amount,shipping\nA,2025-01-02,tea,1,CNY,12.50,3,5\n"
    assert set(decided(tmp_path, text).money.values()) == {"major"}


def test_prices_are_major_units_and_bring_the_others_with_them(tmp_path: Path):
    text = f"{HEADER},price,shipping\nA,2025-01-02,tea,1,CNY,12,5\n"
    found = decided(tmp_path, text)
    assert (found.unit_of("unit_price"), found.unit_of("shipping_fee")) == ("major", "major")


def test_our_own_columns_are_minor_units_beside_a_price_in_major_ones(tmp_path: Path):
    frame = pl.DataFrame(
        {
            "order_id": ["A"],
            "ordered_at": ["2025-01-02"],
            "sku": ["tea"],
            "quantity": [1],
            "currency": ["CNY"],
            "line_gross": [1250],
            "line_discount": [0],
            "unit_price": ["12.50"],
            "line_cost": ["7.10"],
            "delivery charge": [500],
        }
    )
    found = decided_of(tmp_path, frame)
    units = {
        name: found.unit_of(name) for name in ("line_gross", "line_discount", "line_cost", "shipping_fee")
    }
    assert units == {
        "line_gross": "minor",
        "line_discount": "minor",
        "line_cost": "major",
        "shipping_fee": "minor",
    }


def test_our_own_columns_share_their_unit(tmp_path: Path):
    text = f"{HEADER},line_gross,line_discount\nA,2025-01-02,tea,1,CNY,12.50,2\n"
    assert decided(tmp_path, text).money == {"line_gross": "major", "line_discount": "major"}


def test_the_mapping_may_say_the_unit_by_column(tmp_path: Path):
    text = f"{HEADER},line_gross,line_discount\nA,2025-01-02,tea,1,CNY,1250,2\n"
    assert decided(tmp_path, text, money={"line_discount": "major"}).money == {
        "line_gross": "minor",
        "line_discount": "major",
    }


def test_a_unit_for_a_column_nobody_knows_is_refused(tmp_path: Path):
    with pytest.raises(LogUnreadable, match="the mapping's money speaks of 'line_nett'"):
        decided(tmp_path, lines("line_net", "5"), money={"line_nett": "minor"})


def test_a_column_of_zeros_needs_no_unit(tmp_path: Path):
    assert decided(tmp_path, lines("Total", "0", "0.0")).unit_of("line_gross") == "major"
