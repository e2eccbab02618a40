"""What an order counts has a name, and is freed by it."""

from loyalty.engine import reverse
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
    assert order.drawn == (Drawn("pot", 1000, "ten"),)
    assert (order.frees, order.frees_first) == ((), False)


def releasing(**fields):
    limits = [{"per": "program", "uses": 1}, {"per": "member", "uses": 1}]
    ten = {"benefit": {"kind": "amount", "amount": 10}, "limits": limits, "budget": "pot"}
    offers = [ten | {"id": "ten", "release_on_full_return": True} | fields, ten | {"id": "kept"}]
    return Till(offers=offers, budgets=[{"id": "pot", "amount": 100}])


def returned(till, day, **units):
    done = reverse(
        till.plan, units, who=till.who, order_id="A1", return_id=day, at=till.at(day),
        standing=till.standing, shared=till.shared,
    )  # fmt: skip
    till.standing, till.shared = done.standing, done.shared
    return done.standing.placed[0]


def test_a_return_of_all_goods_gives_back_what_an_offer_lets_go_and_nothing_else():
    till = releasing()
    till.buy("A1", "2024-05-01", line("a", "50.00"), line("b", "60.00"))
    assert (till.standing.placed[0].frees, till.standing.orders) == (("ten",), 1)
    first = returned(till, "2024-05-02", a=1)
    assert (len(first.counted), till.shared.funds[0].spent) == (4, 2000)
    last = returned(till, "2024-05-03", b=1)
    assert {one.counter.partition("/")[0] for one in last.counted} == {"kept"}
    assert (last.drawn, last.frees) == ((Drawn("pot", 1000, "kept"),), ())
    assert (sum(one.used for one in till.shared.uses), till.shared.funds[0].spent) == (1, 1000)
    assert sum(one.used for one in till.standing.uses) == 1
    assert till.standing.orders == 1  # no first order was asked for


def test_a_first_order_that_came_back_is_none_and_is_uncounted_once():  # edge 84
    till = releasing(when={"kind": "first_order"})
    till.buy("A1", "2024-05-01", line("a", "50.00"))
    assert till.standing.placed[0].frees_first
    returned(till, "2024-05-02", a=1)
    assert till.standing.orders == 0
    till.cancel("A1", "2024-05-03")
    assert till.standing.orders == 0


def test_what_the_programme_no_longer_counts_is_not_freed():
    till = shop()
    till.buy("A1", "2024-05-01", line("a", "50.00"))
    other = Till(offers=[{"id": "other", "benefit": {"kind": "amount", "amount": 1}}])
    bench = Bench(other.plan, other.who, other.standing, other.shared)
    free(bench, till.standing.placed[0])
    assert (bench.standing().uses, bench.shared().funds) == ((), ())
