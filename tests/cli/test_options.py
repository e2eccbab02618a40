import argparse
from datetime import UTC, datetime
from pathlib import Path

import pytest

from loyalty.cli import options as typed
from loyalty.cli.entry import parser
from loyalty.errors import BadOption, FileMissing, ProgramInvalid, SettingRefused
from loyalty.rules.document import load_program
from loyalty.simulate import Settings
from tests.cli.shop import PROGRAM, broken, shop

COMMAND = ["simulate", "p.yaml", "--orders", "o.csv"]


def settings(*more):
    return typed.settings(parser().parse_args([*COMMAND, *more]), load_program(PROGRAM))


def test_what_is_not_typed_keeps_the_librarys_own_default():
    assert settings() == Settings()


def test_every_setting_can_be_typed():
    made = settings(
        *("--price-basis", "gross_without", "--price-codes", "A, B"),
        *("--use-points", "share", "--points-share", "0.3"),
        *("--use-coupons", "share", "--coupons-share", "0.25"),
        *("--returns", "ignored", "--delivered-after-days", "3", "--parity-orders", "7", "--seed", "9"),
        *("--margin", "0.3"),
    )
    assert made == Settings(
        price_basis="gross_without",
        price_codes=("A", "B"),
        use_points="share",
        points_share="0.3",
        use_coupons="share",
        coupons_share="0.25",
        returns="ignored",
        delivered_after_days=3,
        parity_orders=7,
        seed=9,
        margin="0.3",
    )


def test_a_warm_up_day_is_one_of_the_programmes_calendar():
    made = settings("--warm-up-until", "2025-02-01")
    assert made.warm_up_until == datetime(2025, 1, 31, 16, tzinfo=UTC)


def test_a_day_that_is_none_is_refused_with_its_form():
    with pytest.raises(BadOption, match=r"--warm-up-until cannot be 'soon'\. Write a day as 2026-01-31\."):
        settings("--warm-up-until", "soon")


def test_settings_that_contradict_are_refused_by_the_settings():
    with pytest.raises(SettingRefused):
        settings("--price-basis", "gross_without")


@pytest.mark.parametrize(
    ("pairs", "meant"),
    [
        ([], {}),
        (["Order No=order_id"], {"order_id": "Order No"}),
        (["=CNY=currency", "a=b=sku"], {"currency": "=CNY", "sku": "a=b"}),
        ([" 订单号 = order_id "], {"order_id": "订单号"}),
    ],
)
def test_a_mapping_says_theirs_then_ours(pairs, meant):
    assert typed.mapping(pairs) == meant


@pytest.mark.parametrize("pair", ["order_id", "=order_id", "theirs=", ""])
def test_a_mapping_without_two_sides_is_refused(pair):
    with pytest.raises(BadOption, match="theirs=ours"):
        typed.mapping([pair])


def test_where_the_orders_lie_and_what_they_mean_is_one_thing():
    asked = parser().parse_args([*COMMAND, "--members", "m.csv", "--map", "No=order_id"])
    source = typed.source(asked, load_program(PROGRAM))
    assert (source.orders, source.members) == ((Path("o.csv"),), Path("m.csv"))
    assert (source.mapping.columns, source.zone) == ({"order_id": "No"}, "Asia/Shanghai")
    assert source.packed == "beside"


@pytest.mark.parametrize(
    ("said", "meant"),
    [(None, ("html", "json")), ("json", ("json",)), (" CSV, html ", ("html", "csv"))],
)
def test_formats_come_in_the_librarys_order(said, meant):
    assert typed.formats(said, ("html", "json", "csv"), ("html", "json")) == meant


@pytest.mark.parametrize("said", ["pdf", "html,pdf", "", ","])
def test_a_format_that_nobody_writes_is_refused_with_those_that_are(said):
    with pytest.raises(BadOption, match=r"--formats cannot be .* Choose from html, json"):
        typed.formats(said, ("html", "json"), ("html",))


def test_programmes_are_read_in_the_order_typed(tmp_path):
    program, _ = shop(tmp_path)
    assert [one.key for one in typed.programs([program, program])] == ["small", "small"]


def test_a_programme_that_is_not_there_or_not_right_is_refused(tmp_path):
    with pytest.raises(FileMissing):
        typed.programs([tmp_path / "none.yaml"])
    with pytest.raises(ProgramInvalid) as refused:
        typed.programs([broken(tmp_path)])
    assert refused.value.__notes__ == [str(tmp_path / "broken.yaml")]


def test_the_settings_options_stand_alone():
    bare = argparse.ArgumentParser()
    typed.add_settings(bare)
    assert bare.parse_args([]).seed is None
