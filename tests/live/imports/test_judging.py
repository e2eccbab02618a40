"""Whatever stands in the files, every row is judged, and no member is taken in half."""

from hypothesis import given, settings
from hypothesis import strategies as st

from loyalty.live.imports.files import NEEDED, OPTIONAL
from loyalty.live.imports.judging import REFUSED, understand
from loyalty.live.imports.reasons import REASONS
from tests.live.imports.importing import bundle, row, setting

TEXTS = """
ann growth follow gold gift first points open used active merged blocked 2023-05-01 2024-12-31 forever pending
2024-01-31T04:00:00Z 0 1 100.5 -1 1e9 1099511627776 05-31 02-30 {} C1;C2 =1+1
"""
WORDS = st.sampled_from(["", "\0", *TEXTS.split()])
CELLS = WORDS | st.text(max_size=20)
GOOD = {
    "members": {"joined": "2020-01-01"},
    "points": {"points": "10", "earned": "2023-05-01", "expires": "2024-12-31"},
    "levels": {"track": "growth", "level": "gold"},
    "credit": {"track": "growth", "amount": "300", "at": "2023-05-01"},
    "coupons": {"offer": "gift", "granted": "2023-05-01", "ends": "2024-12-31"},
}


def _some(names):
    return st.lists(st.sampled_from(names), unique=True, max_size=2) if names else st.just([])


@st.composite
def rows_of_one(draw):
    """Rows of one member as they should be, with anything in some of their cells."""
    made = [row("members", 1, **GOOD["members"])] if draw(st.booleans()) else []
    for number in range(2, draw(st.integers(2, 5)) + 1):
        kind = draw(
            st.sampled_from(["points", "levels", "credit", "coupons", *([] if made else ["members"])])
        )
        names = [*NEEDED[kind][1:], *OPTIONAL[kind]]
        names += ["identity.phone", "attribute.x"] if kind == "members" else []
        wild = draw(st.sampled_from([[], [], [], names]).flatmap(_some))
        made.append(row(kind, number, **GOOD[kind] | {name: draw(CELLS) for name in wild}))
    return bundle(*made or [row("points", 1, **GOOD["points"])])


@given(rows_of_one())
@settings(max_examples=400)
def test_no_row_breaks_the_judgement_and_every_finding_has_words(one):
    coming = understand(one, setting())
    assert {found.code for found in coming.found} <= set(REASONS)
    numbers = {found.number for found in coming.found}
    assert numbers <= {told.number for told in one.rows}
    again = understand(one, setting())
    assert (again.content, again.found) == (coming.content, coming.found)


@given(rows_of_one())
@settings(max_examples=400)
def test_what_is_not_refused_can_be_taken_in(one):
    told = setting()
    coming = understand(one, told)
    if coming.gone or any(found.code in REFUSED for found in coming.found):
        return
    for lot in coming.lots:
        assert 0 < lot.points <= lot.granted
        assert lot.earned <= lot.available <= lot.expires
        assert lot.expires > told.at_us
    for level in coming.levels:
        assert level.since <= told.at_us
    for coupon in coming.coupons:
        assert coupon.offer_id == "gift"
        assert coupon.ends_us is None or coupon.ends_us > told.at_us
    members = [one_row for one_row in one.rows if one_row.kind == "members"]
    assert (coming.enrolling is None) == (not members)


def test_a_member_who_was_merged_or_erased_does_not_come_with_anything():
    rows = [row("points", 1, points="many"), row("members", 2, joined="?", status="merged")]
    coming = understand(bundle(*rows), setting())
    assert coming.gone
    assert [(found.column, found.code) for found in coming.found] == [
        ("member", "member_gone"), ("status", "member_gone"),
    ]  # fmt: skip


def test_cells_that_no_header_names_are_found():
    coming = understand(
        bundle(row("credit", track="growth", amount="1", at="2023-01-01", **{"": "x"})), setting()
    )
    assert [(found.code, found.value) for found in coming.found] == [("too_many_cells", "x")]


def test_a_reference_that_cannot_be_one_is_found_in_every_row():
    one = row("credit", member="\n", **GOOD["credit"])
    coming = understand(bundle(one, member="\n"), setting())
    assert [found.code for found in coming.found] == ["bad_reference"]
