"""Selectors are masks per item: any number of them, and every base of a line."""

from loyalty.kernels import codes, select
from loyalty.kernels.rows import row
from loyalty.plan.tables import signed_words
from tests.engine.till import Till, line


def test_no_selector_takes_everything_and_no_item_is_taken_by_none():
    assert select.selects(codes.NONE, codes.NONE, 1, []) == 1
    assert select.selects(0, codes.NONE, 1, []) == 0


def test_every_bit_of_every_word_can_select():
    for selector in (0, 30, 31, 32, 63, 64, 95):
        flags = [int(place == selector) for place in range(96)]
        items = [row("items", bits=0) for _ in range(3)] + [
            row("items", bits=bits) for bits in signed_words(flags, 3)
        ]
        assert [select.selects(one, 1, 3, items) for one in range(96)] == flags
        assert not any(select.selects(one, 0, 3, items) for one in range(96))


def test_more_than_64_selectors_are_no_limit():
    offers = [
        {"id": f"o{place}", "benefit": {"kind": "amount", "amount": 1, "of": {"skus": [f"S{place}"]}}}
        for place in range(70)
    ]
    till = Till(offers=offers)
    for place in (0, 31, 32, 63, 64, 69):
        assert till.quote("2024-01-05", line(f"s{place}", "5.00")).applied == (f"o{place}",)


def test_a_line_has_an_amount_on_every_base():
    work = [row("work", net=1, after_items=2, listed=3, basis=4)]
    bases = (codes.BASE_RUNNING, codes.BASE_AFTER_ITEMS, codes.BASE_LIST, codes.BASE_PAID)
    assert [select.line_base(0, base, work) for base in bases] == [1, 2, 3, 4]


def goods():
    work = [
        row("work", item=0, net=5, floor=2, after_items=6, listed=7, basis=4, quantity=2),
        row("work", item=0, net=5, floor=5, after_items=8, listed=9, basis=3, quantity=1),
        row("work", item=1, net=9, after_items=9, listed=9, basis=9, quantity=4),
    ]
    return work, [row("items", bits=1), row("items", bits=0)]


def test_marking_switches_on_what_can_still_give():
    work, items = goods()
    select.mark(0, 3, 1, items, work)
    assert [one.on for one in work] == [1, 0, 0]
    select.mark(codes.NONE, 3, 1, items, work)
    assert [one.on for one in work] == [1, 0, 1]


def told(selector, work, items, sums):
    bases = (codes.BASE_RUNNING, codes.BASE_AFTER_ITEMS, codes.BASE_LIST, codes.BASE_PAID)
    amounts = [select.subtotal(selector, base, 3, 1, items, work, sums) for base in bases]
    units = select.quantity(selector, 3, 1, items, work, sums)
    return [*amounts, units, select.room_of(selector, 3, 1, items, work, sums)]


def test_the_selected_lines_come_to_so_much_on_every_base():
    work, items = goods()
    sums = [row("sums", current=1), row("sums")]
    assert told(codes.NONE, work, items, sums) == [19, 23, 25, 16, 7, 12]
    assert told(0, work, items, sums) == [10, 14, 16, 7, 3, 3]


def test_sums_are_worked_out_anew_when_a_line_has_changed():
    work, items = goods()
    sums = [row("sums", current=1), row("sums")]
    told(0, work, items, sums)
    work[0].net = 2
    assert select.subtotal(0, codes.BASE_RUNNING, 3, 1, items, work, sums) == 10, "nobody has said so"
    sums[0].current += 1
    assert select.subtotal(0, codes.BASE_RUNNING, 3, 1, items, work, sums) == 7
    assert select.room_of(0, 3, 1, items, work, sums) == 0


def test_articles_are_different_skus_up_to_as_many_as_are_asked_for():
    work = [row("work", item=item, quantity=quantity) for item, quantity in enumerate((1, 2, 1, 0, 1))]
    items = [row("items", bits=bits, sku=sku) for bits, sku in ((1, 0), (1, 0), (0, 2), (1, 3), (1, 4))]
    assert [select.articles(0, most, 5, 1, items, work) for most in (1, 2, 3)] == [1, 2, 2]
    assert select.articles(codes.NONE, 9, 5, 1, items, work) == 3
