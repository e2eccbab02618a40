import polars as pl
from polars.testing import assert_frame_equal

from loyalty.demo import write_sample_shop
from loyalty.demo.sample import PROGRAMS, sample
from loyalty.rules.document import load_program
from loyalty.simulate import OrderLog, simulate


def test_the_shop_is_large_enough_to_learn_from(shop):
    sales = shop[0].filter((pl.col("kind") == "sale") & pl.col("order_id").is_not_null())
    assert sales["order_id"].n_unique() >= 50_000
    local = sales["ordered_at"].dt.convert_time_zone("Asia/Shanghai").dt.date()
    assert str(local.min()) == "2024-01-01"
    assert str(local.max()) == "2025-12-31"


def test_the_same_seed_gives_the_same_rows_and_another_seed_others(shop):
    for again, before in zip(sample(), shop, strict=True):
        assert_frame_equal(again, before)
    assert not sample(seed=2)[0].equals(shop[0])


def test_rows_come_in_order_of_time(shop):
    assert shop[0]["ordered_at"].drop_nulls().is_sorted()


def test_files_hold_what_was_made(shop, tmp_path):
    written = write_sample_shop(tmp_path / "new")
    assert_frame_equal(pl.read_parquet(written.orders), shop[0])
    assert_frame_equal(pl.read_csv(written.members, infer_schema=False), shop[1])
    assert [path.name for path in written.programs] == list(PROGRAMS)
    again = write_sample_shop(tmp_path / "again")
    assert [path.read_bytes() for path in (again.orders, again.members)] == [
        path.read_bytes() for path in (written.orders, written.members)
    ]


def test_every_order_names_a_member_of_the_members_file(shop):
    rows, members = shop
    assert rows.drop_nulls("member_id").join(members, on="member_id", how="anti").height == 0
    assert members["member_id"].is_unique().all()


def test_nobody_orders_before_joining(shop):
    rows, members = shop
    joined = members.with_columns(
        joined=pl.col("joined_at").str.to_datetime("%Y-%m-%dT%H:%M:%S%:z", time_unit="us")
    )
    both = rows.filter(pl.col("line_no") == 1).join(joined, on="member_id")
    assert both.filter(pl.col("joined") > pl.col("ordered_at")).height == 0


def test_the_reader_of_order_files_finds_every_fault_that_was_planted(tmp_path):
    shop = write_sample_shop(tmp_path)
    log = OrderLog.read(shop.orders, members=shop.members)
    problems = log.problems
    assert problems.rows_in == problems.rows_used + problems.rows_excluded
    planted = {
        "missing_order_id",
        "missing_time",
        "missing_sku",
        "unknown_kind",
        "quantity_not_positive",
        "negative_money",
        "duplicate_row",
        "return_of_more_than_bought",
        "net_mismatch",
        "order_with_two_members",
        "anonymous_order",
        "zero_total_order",
        "free_line",
        "unlinked_return",
        "return_of_unknown_order",
        "amount_only_refund",
    }
    assert planted - {entry.code for entry in problems.entries} == set()
    assert problems.rows_excluded < 60


def test_the_sample_programmes_load_and_differ(tmp_path):
    programs = [load_program(path) for path in write_sample_shop(tmp_path).programs]
    assert programs[0].hash != programs[1].hash
    assert {program.key for program in programs} == {"corner-shop"}


def named_categories(value):
    """Every category that a document speaks of."""
    if isinstance(value, list):
        return {name for one in value for name in named_categories(one)}
    if not isinstance(value, dict):
        return set()
    own = {name for key in ("categories", "except_categories") for name in value.get(key) or ()}
    return own | named_categories(list(value.values()))


def test_the_sample_programmes_only_speak_of_what_the_shop_has(shop, tmp_path):
    categories = set(shop[0]["category"].drop_nulls())
    for path in write_sample_shop(tmp_path).programs:
        named = named_categories(load_program(path).model_dump(mode="json"))
        assert len(named) > 0
        assert [
            name for name in named if not any(f"{one}/".startswith(f"{name}/") for one in categories)
        ] == []


def test_the_reports_name_every_rule_in_both_languages(tmp_path):
    for path in write_sample_shop(tmp_path).programs:
        program = load_program(path)
        assert all(one.name and one.name_zh for one in (program, *program.offers, *program.tiers))


def test_the_sample_programmes_are_generous_but_not_absurd(tmp_path):
    shop = write_sample_shop(tmp_path)
    log = OrderLog.read(shop.orders, members=shop.members)
    full, lean = simulate(log, [load_program(path) for path in shop.programs]).as_dict()["drafts"]
    shares = [draft["totals"]["net_cost_minor"] / draft["totals"]["revenue_minor"] for draft in (full, lean)]
    assert 0.06 < shares[0] < 0.10
    assert 0.02 < shares[1] < 0.04
    assert full["parity"]["differences"] == lean["parity"]["differences"] == 0
    assert [(one["id"], one["at"][:4]) for one in full["exhaustion"]] == [("every-hundred", "2025")]
    assert all(offer["redemptions"] > 500 for offer in full["by_offer"])
    assert all(one["members"] > 100 for one in full["tiers_at_end"])
