"""Rows of what a member holds: taken as they are, left out where nothing of them is left, or found."""

import pytest

from loyalty.facts.member import FOREVER
from loyalty.live.imports.cells import Cells
from loyalty.live.imports.coming import Coming
from loyalty.live.imports.holding_rows import read_coupon, read_credit, read_level, read_lot
from loyalty.when import civil, to_us
from tests.live.imports.importing import DAY, PLAN, bundle, row, setting
from tests.live.shops import START


def us(text):
    return to_us(civil(text, PLAN.program.zone))


def read(reader, *rows, member="ann", **changed):
    """What rows bring, and the codes of what is found."""
    rows = [row("any", number, **cells) for number, cells in enumerate(rows, 1)]
    coming, told = Coming(bundle(*rows, member=member)), setting(**changed)
    for one in rows:
        reader(Cells(one, told.plan.program.zone, coming.found), coming, told)
    return coming, [found.code for found in coming.found]


LOT = {"points": "100.5", "earned": "2023-05-01", "expires": "2024-12-31"}


def test_a_lot_keeps_its_own_instants():
    coming, found = read(
        read_lot, LOT | {"granted": "200", "available_from": "2024-02-10", "wallet": "points"}
    )
    (lot,) = coming.lots
    assert (lot.points, lot.granted, lot.earned) == (1005, 2000, us("2023-05-01"))
    assert (lot.available, lot.expires, found) == (us("2024-02-10"), us("2025-01-01"), [])


def test_a_lot_may_wait_for_ever_and_never_end():
    coming, found = read(read_lot, LOT | {"available_from": "pending", "expires": "forever"})
    assert (coming.lots[0].available, coming.lots[0].expires, found) == (FOREVER, FOREVER, [])


@pytest.mark.parametrize(
    ("cells", "code", "left_out"),
    [
        ({"points": "0"}, "lot_used_up", 0),
        ({"expires": "2024-01-01"}, "lot_ended", 1005),
    ],
)
def test_lots_of_which_nothing_is_left_do_not_come_and_are_counted(cells, code, left_out):
    coming, found = read(read_lot, LOT | cells)
    assert (coming.lots, found, coming.left_out["points"]) == ([], [code], left_out)


def test_a_lot_without_an_end_is_noted():
    coming, found = read(read_lot, LOT | {"expires": ""})
    assert (coming.lots[0].expires, found) == (FOREVER, ["never_expires"])


@pytest.mark.parametrize(
    ("cells", "code"),
    [
        ({"points": ""}, "missing"),
        ({"points": "1.55"}, "bad_number"),
        ({"points": "-1"}, "out_of_range"),
        ({"granted": "100"}, "out_of_range"),
        ({"earned": ""}, "missing"),
        ({"earned": "2030-01-01", "expires": "2031-01-01"}, "times_out_of_order"),
        ({"available_from": "2023-04-30"}, "times_out_of_order"),
        ({"available_from": "2025-01-01"}, "times_out_of_order"),
        ({"available_from": "pending"}, "times_out_of_order"),
        ({"wallet": "miles"}, "unknown_wallet"),
    ],
)
def test_what_a_lot_cannot_be_is_found(cells, code):
    assert read(read_lot, LOT | cells)[1] == [code]


def test_two_equal_lots_are_two_unless_they_have_a_name():
    assert len(read(read_lot, LOT, LOT)[0].lots) == 2
    assert read(read_lot, LOT | {"lot": "7"}, LOT | {"lot": "7"})[1] == ["duplicate_row"]


LEVEL = {"track": "growth", "level": "gold", "since": "2023-08-01", "until": "2024-07-31"}


def test_a_level_stands_from_and_until():
    coming, found = read(read_level, LEVEL | {"grace_since": "2024-01-01"})
    assert coming.levels == [(0, 1, us("2023-08-01"), us("2024-08-01"), us("2024-01-01"))]
    assert (found, coming.content["levels"]) == ([], [["growth", "gold"]])


def test_a_level_needs_neither_a_beginning_nor_an_end():
    told = setting()
    coming, _ = read(read_level, {"track": "growth", "level": "", "until": "forever"})
    assert coming.levels == [(0, -1, told.at_us, FOREVER, None)]


def test_a_level_that_follows_its_credit_is_left_out():
    coming, found = read(read_level, {"track": "follow", "level": "regular"})
    assert (coming.levels, found, coming.left_out["levels"]) == ([], ["level_follows_credit"], 1)


@pytest.mark.parametrize(
    ("cells", "code"),
    [
        ({"track": ""}, "missing"),
        ({"track": "none"}, "unknown_track"),
        ({"level": "none"}, "unknown_level"),
        ({"since": "2030-01-01", "until": ""}, "times_out_of_order"),
        ({"grace_since": "2030-01-01"}, "times_out_of_order"),
        ({"until": "2023-07-31"}, "times_out_of_order"),
    ],
)
def test_what_a_level_cannot_be_is_found(cells, code):
    assert read(read_level, LEVEL | cells)[1] == [code]


def test_a_track_has_one_level():
    assert read(read_level, LEVEL, LEVEL | {"level": "silver"})[1] == ["duplicate_row"]


@pytest.mark.parametrize(
    ("track", "amount", "value"), [("growth", "120.50", 12_050), ("growth", "-3", -300), ("follow", "2", 2)]
)
def test_credit_is_told_in_the_unit_of_its_track(track, amount, value):
    coming, found = read(
        read_credit, {"track": track, "amount": amount, "at": "2023-06-01", "ends": "2024-05-31"}
    )
    (credit,) = coming.credits
    assert (credit.amount, credit.at, credit.ends, found) == (value, us("2023-06-01"), us("2024-06-01"), [])


@pytest.mark.parametrize(
    ("cells", "codes"),
    [
        ({"track": "x"}, ["unknown_track"]),
        ({"amount": ""}, ["missing"]),
        ({"at": "x"}, ["bad_time"]),
        ({"ends": "2023-05-01"}, ["times_out_of_order"]),
    ],
)
def test_what_credit_cannot_be_is_found(cells, codes):
    assert read(read_credit, {"track": "growth", "amount": "1", "at": "2023-06-01"} | cells)[1] == codes


COUPON = {"offer": "gift", "granted": "2023-12-01", "ends": "2024-06-30"}


def test_a_coupon_keeps_its_own_dates_and_its_id():
    coming, found = read(read_coupon, COUPON | {"coupon": "c1", "starts": "2024-03-01", "state": "open"})
    (coupon,) = coming.coupons
    assert (coupon.id, coupon.offer_id, coupon.row) == ("c1", "gift", (0, 1))
    assert (coupon.granted_us, coupon.starts_us, coupon.ends_us) == (
        us("2023-12-01"), us("2024-03-01"), us("2024-07-01"),
    )  # fmt: skip
    assert found == []


def test_coupons_without_an_id_get_one_that_the_same_rows_always_give():
    first = [one.id for one in read(read_coupon, COUPON, COUPON)[0].coupons]
    assert len(set(first)) == 2
    assert first == [one.id for one in read(read_coupon, COUPON, COUPON)[0].coupons]
    assert first != [one.id for one in read(read_coupon, COUPON, COUPON, name="other")[0].coupons]
    assert first != [one.id for one in read(read_coupon, COUPON, COUPON, member="bob")[0].coupons]


def test_of_a_code_only_its_keyed_hash_is_kept_however_it_is_typed():
    told = [read(read_coupon, COUPON | {"code": code})[0].coupons[0].id for code in ("AB-12", "ab 12")]
    assert told[0] == told[1]
    assert "ab12" not in told[0]
    other, found = read(read_coupon, COUPON | {"code": "AB-12"}, secret=b"")
    assert (other.coupons[0].id != told[0], found) == (True, ["without_secret"])


def test_a_coupon_may_have_no_end():
    assert read(read_coupon, COUPON | {"ends": ""})[0].coupons[0].ends_us is None
    assert read(read_coupon, COUPON | {"ends": "forever"})[0].coupons[0].ends_us is None


@pytest.mark.parametrize(
    ("cells", "code"),
    [
        ({"state": "used", "offer": "gone"}, "coupon_not_open"),
        ({"ends": "2023-12-31", "offer": "gone"}, "coupon_ended"),
    ],
)
def test_coupons_that_nobody_can_use_any_more_do_not_come_whatever_offer_they_name(cells, code):
    coming, found = read(read_coupon, COUPON | cells)
    assert (coming.coupons, found, coming.left_out["coupons"]) == ([], [code], 1)


@pytest.mark.parametrize(
    ("cells", "codes"),
    [
        ({"offer": ""}, ["missing"]),
        ({"offer": "o" * 65}, ["bad_reference"]),
        ({"offer": "first"}, ["unknown_offer"]),
        ({"granted": ""}, ["missing"]),
        ({"granted": "2030-01-01", "ends": ""}, ["times_out_of_order"]),
        ({"ends": "2023-11-01"}, ["times_out_of_order", "coupon_ended"]),
        ({"state": "lost"}, ["bad_status"]),
        ({"coupon": "c\n1"}, ["bad_reference"]),
    ],
)
def test_what_a_coupon_cannot_be_is_found(cells, codes):
    assert read(read_coupon, COUPON | cells)[1] == codes


def test_coupons_of_a_void_offer_do_not_come():
    assert read(read_coupon, COUPON, void_offers=frozenset({"gift"}))[1] == ["offer_void"]


def test_rows_that_are_left_out_still_say_what_they_said():
    later = to_us(START + 700 * DAY)
    for reader, cells in ((read_lot, LOT), (read_coupon, COUPON)):
        assert read(reader, cells)[0].content == read(reader, cells, at_us=later)[0].content


HELD = {"track": "growth", "level": "gold", "since": "2023-01-01", "until": "2023-12-31"}


@pytest.mark.parametrize("source", ["bought", "granted"])
def test_a_level_bought_or_granted_stands_beside_the_computed_one(source):
    held = HELD | {"source": source}
    coming, found = read(read_level, held, HELD | {"source": "computed", "until": "2025-01-01"})
    (level,) = coming.held_levels
    assert (level.track, level.level, level.source) == (0, 1, source)
    assert (level.starts, level.ends) == (us("2023-01-01"), us("2024-01-01"))
    assert (len(coming.levels), coming.told["levels"], found) == (1, 2, [])


def test_a_level_that_follows_the_credit_may_be_bought_all_the_same():
    bought = {"track": "follow", "level": "regular", "source": "bought"}
    coming, found = read(read_level, bought)
    assert (coming.held_levels[0].starts, coming.held_levels[0].ends, found) == (to_us(START), FOREVER, [])


@pytest.mark.parametrize(
    ("changed", "codes"),
    [
        ({"source": "given"}, ["unknown_source"]),
        ({"source": "bought", "level": ""}, ["unknown_level"]),
        ({"source": "bought", "until": "2022-12-31"}, ["times_out_of_order"]),
        ({"source": "bought", "track": "other"}, ["unknown_track"]),
    ],
)
def test_levels_bought_that_do_not_fit_are_found(changed, codes):
    assert read(read_level, HELD | changed)[1] == codes


def test_the_same_level_is_bought_once():
    assert read(read_level, *[HELD | {"source": "bought"}] * 2)[1] == ["duplicate_row"]


def test_a_coupon_that_an_order_used_comes_with_it_whatever_became_of_its_end():
    used = {"offer": "gift", "granted": "2023-11-01", "ends": "2023-12-31", "state": "used", "order": "o1"}
    coming, found = read(read_coupon, used, void_offers=frozenset({"gift"}))
    (coupon,) = coming.coupons
    assert (coupon.order_id, found) == ("o1", [])
    assert coming.named_orders == [("o1", (0, 1), "order")]
    assert read(read_coupon, used | {"order": ""})[1] == ["coupon_not_open"]
    assert read(read_coupon, used | {"state": "open", "ends": "2025-01-01"})[0].coupons[0].order_id == ""


def test_a_coupon_that_a_checkout_locked_comes_where_checkouts_are_told():
    cells = {"offer": "gift", "granted": "2023-12-01", "ends": "forever", "state": "locked"}
    assert read(read_coupon, cells)[1] == ["coupon_not_open"]
    coming, found = read(read_coupon, cells, holds_told=True)
    assert (len(coming.coupons), found) == (1, [])
