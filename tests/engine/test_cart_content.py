"""A cart as it was read: equal carts read equal however they are written."""

from loyalty.engine.cart_content import cart_content
from loyalty.engine.entry import line_rows
from tests.engine.till import Till, line


def content(*lines, who=None, **fields):
    till = Till()
    cart = till.cart(lines, fields)
    facts = {"shipping": 0, "who": who or till.who, "tenders": [], "rates": (0,)}
    return cart_content(cart, line_rows(cart, till.plan), **facts)


def test_prices_and_codes_may_be_written_in_several_ways():
    one = content(line("a", "10.00", 2), codes=("save-10", "SAVE 10"))
    assert one == content(line("a", amount=20, quantity=2), codes=("SAVE10",))
    assert one != content(line("a", "10.00", 2), codes=("SAVE10",), codes_use="all")


def test_what_a_line_is_marked_as_is_part_of_it():
    plain = content(line("a", 10))
    marked = [{"seller": "s"}, {"excluded_from_offers": True}, {"excluded_from_points": True}]
    assert len({plain, *(content(line("a", 10, **fields)) for fields in marked)}) == 4
    assert content(line("a", gift=True)) != content(line("a", 0))
