"""The kernels' numbers are those of the records that tell them."""

from loyalty.facts.ledger import EntryKind
from loyalty.facts.member import FOREVER
from loyalty.facts.quote import Reason
from loyalty.kernels import codes


def test_reasons_have_one_number():
    for reason in Reason:
        name = "NO_REASON" if reason is Reason.NONE else reason.name
        assert getattr(codes, name) == reason
    assert max(Reason) + 1 == codes.REASONS


def test_kinds_of_entries_have_one_number():
    for kind in EntryKind:
        assert getattr(codes, kind.name) == kind


def test_for_ever_is_one_instant():
    assert codes.FOREVER == FOREVER


def test_codes_that_are_compared_by_order_stand_in_that_order():
    assert codes.ON_BIT < codes.ON_SUBTOTAL < codes.ON_QUANTITY < codes.ON_FIRST_ORDER < codes.ON_LEVEL
    assert codes.ON_FIRST_ORDER < codes.ON_LEVEL < codes.ON_EVERY_ORDER < codes.ON_DAYS_SINCE_ORDER
    windows = (codes.EVER, codes.DAY, codes.WEEK, codes.MONTH, codes.YEAR)
    assert max(windows) < min(codes.ORDER, codes.HOLDINGS)
    dated = (codes.EXPIRY_ROLLING, codes.EXPIRY_FIXED, codes.EXPIRY_ANNIVERSARY)
    assert max(dated) < min(codes.EXPIRY_INACTIVITY, codes.EXPIRY_NEVER)
    ending = (codes.TERM_MONTHS, codes.TERM_PERIOD_END, codes.TERM_NEXT_PERIOD_END)
    assert max(ending) < min(codes.TERM_FOREVER, codes.TERM_FOLLOWS)
