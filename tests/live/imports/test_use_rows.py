"""Uses of a member's own limits, as people write them or as an export does."""

import pytest

from loyalty import load_program, lower
from loyalty.live.imports.cells import Cells
from loyalty.live.imports.coming import Coming
from loyalty.live.imports.use_rows import read_use
from tests.live.imports.importing import bundle, row, setting
from tests.live.shops import PROGRAM

DOCUMENT = PROGRAM.replace("uses: 1}}", "uses: 3}}, {{per: member, each: month, uses: 2}}")
PLAN = lower(load_program(DOCUMENT.format(key="corner-shop")))


def read(plan=PLAN, **cells):
    one = row("uses", **cells)
    coming, told = Coming(bundle(one)), setting(plan=plan)
    read_use(Cells(one, PLAN.program.zone, coming.found), coming, told)
    return coming, [found.code for found in coming.found]


def test_uses_of_an_offer_count_toward_all_its_limits():
    coming, found = read(offer="first", uses="2", at="2023-05-31")
    ever, month = coming.uses
    assert (ever, month[0], month[2], found) == (
        ("first/member/ever", 0, 2), "first/member/month", 2, [],
    )  # fmt: skip
    again, _ = read(offer="first", uses="1", at="2023-05-01", per="month")
    later, _ = read(offer="first", uses="1", at="2023-06-01", per="month")
    assert (again.uses[0][1], later.uses[0][1] - month[1]) == (month[1], 1)


def test_a_counter_is_taken_as_an_export_names_it():
    coming, found = read(counter="first/member/month", window="648", uses="1")
    assert (coming.uses, found) == ([("first/member/month", 648, 1)], [])
    assert read(counter="first/member/ever", uses="1")[0].uses == [("first/member/ever", 0, 1)]


def test_a_limit_per_identity_counts_what_a_member_used_and_its_own_counter_is_nobodys():
    shared = lower(load_program(DOCUMENT.replace("per: member", "per: identity").format(key="corner-shop")))
    assert read(shared, offer="first", uses="2", at="2023-05-31", per="ever")[0].uses == [
        ("first/member/ever", 0, 2)
    ]
    assert read(shared, counter="first/identity/ever", uses="1")[1] == ["limit_unknown"]


@pytest.mark.parametrize(
    ("cells", "codes"),
    [
        ({"offer": "first", "uses": "0"}, ["out_of_range", "missing"]),
        ({"offer": "first", "uses": "", "per": "ever"}, ["missing"]),
        ({"uses": "1"}, ["missing"]),
        ({"offer": "first", "uses": "1", "per": "decade"}, ["unknown_span"]),
        ({"offer": "first", "uses": "1"}, ["missing"]),
        ({"offer": "first", "uses": "1", "per": "day"}, ["limit_unknown"]),
        ({"offer": "other", "uses": "1"}, ["limit_unknown"]),
        ({"counter": "other/member/ever", "uses": "1"}, ["limit_unknown"]),
        ({"offer": "first", "uses": "1", "at": "2090-01-01"}, ["times_out_of_order"]),
    ],
)
def test_what_does_not_fit_is_found(cells, codes):
    coming, found = read(**cells)
    assert found == codes
    assert coming.left_out["uses"] == int(codes == ["limit_unknown"])
