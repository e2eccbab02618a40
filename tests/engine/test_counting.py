"""What an order counts has a name, and is freed by it."""

from loyalty.engine.bench import Bench
from loyalty.engine.counting import free
from loyalty.facts.member import Counted, Drawn
from tests.engine.till import Till, line


def shop():
    limits = [{"per": "program", "uses": 9, "each": "month"}, {"per": "member", "uses": 9}]
    ten = {"id": "ten", "benefit": {"kind": "amount", "amount": 10}, "limits": limits, "budget": "pot"}
    never = ten | {"id": "never", "when": {"kind": "subtotal", "minimum": 999}, "budget": None}
    return Till(offers=[ten, never], budgets=[{"id": "pot", "amount": 100}])


def test_an_order_remembers_what_it_counted_and_nothing_of_offers_that_did_not_apply():
    till = shop()
    till.buy("A1", "2024-05-01", line("a", "50.00"))
    order = till.standing.placed[0]
    assert order.counted == (
        Counted("ten/program/month", 2024 * 12 + 4, shared=True),
        Counted("ten/member/ever", 0, shared=False),
    )
    assert order.drawn == (Drawn("pot", 1000),)


def test_what_the_programme_no_longer_counts_is_not_freed():
    till = shop()
    till.buy("A1", "2024-05-01", line("a", "50.00"))
    other = Till(offers=[{"id": "other", "benefit": {"kind": "amount", "amount": 1}}])
    bench = Bench(other.plan, other.who, other.standing, other.shared)
    free(bench, till.standing.placed[0])
    assert (bench.standing().uses, bench.shared().funds) == ((), ())
