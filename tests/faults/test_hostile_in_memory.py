"""Every parameter of every function that needs no store, handed what it was not meant for.

The functions are found by looking for them, and so are their parameters: what is added tomorrow is tried too.
"""

from dataclasses import replace
from itertools import product
from typing import get_type_hints

import pytest

from loyalty import (
    Guest,
    HeldCoupon,
    NearMiss,
    ShippingMethod,
    Standing,
    Tender,
    capture,
    explain,
    near_misses,
    quote,
    quote_shipping,
    release,
    settle,
    show,
    up_to_date,
)
from loyalty.errors import LoyaltyError
from tests.faults.hostile import HOSTILE, said, shown
from tests.faults.in_memory import LATER, NOON, asked, cart, fits, functions, kinds, meant, parameters

FUNCTIONS = functions()
SAMPLE = "demo.write_sample_shop"


@pytest.fixture(scope="module")
def known(tmp_path_factory):
    return meant(tmp_path_factory.mktemp("meant"))


def wrong_of(call, value, kind):
    """What is wrong with how a call was answered: refused without a word, or taken without a right."""
    try:
        call()
    except LoyaltyError as error:
        said(error)
        return None
    except Exception as error:  # noqa: BLE001 - what is being looked for
        return repr(error)[:200]
    return None if fits(kind, value) else "it was taken"


@pytest.mark.parametrize("name", FUNCTIONS)
def test_what_no_function_is_meant_for_is_refused(name, known, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)  # where names of files would be taken
    function = FUNCTIONS[name]
    kinds = get_type_hints(function)
    found = {}
    for number, (parameter, value) in enumerate(product(parameters(function), HOSTILE)):
        if value is object and "Callable" in str(kinds[parameter]):
            continue  # it can be called, and what it makes is its own
        given = asked(function, known | {"path": tmp_path / f"{number}.csv"}) | {parameter: value}
        wrong = wrong_of(lambda given=given: function(**given), value, kinds[parameter])
        if wrong:
            found[f"{parameter} = {shown(value)}"] = wrong
    assert found == {}


@pytest.mark.parametrize("name", FUNCTIONS)
def test_what_a_function_is_meant_for_is_taken(name, known, tmp_path):
    function = FUNCTIONS[name]
    function(**asked(function, known | {"path": tmp_path / "new.csv"}))


def taken_in(known):
    """Each class that a host makes: one as it is meant, and who takes it."""
    plan, ann, standing, held = (known[name] for name in ("plan", "who", "standing", "held"))
    line, fresh = known["cart"].lines[0], Standing()

    def priced(cart):
        quote_shipping(plan, cart, who=ann, at=NOON)
        near_misses(plan, cart, who=ann, at=NOON)
        return settle(plan, cart, who=ann, order_id="new", at=NOON)

    def for_member(who):
        up_to_date(plan, who=who, standing=fresh, at=NOON)
        return quote(plan, known["cart"], who=who, at=NOON)

    def booked(hold):
        release(plan, hold, who=ann, at=NOON, standing=known["capture.standing"], shared=known["shared"])
        return capture(
            plan, hold, who=ann, at=NOON, standing=known["capture.standing"], shared=known["shared"]
        )

    miss = NearMiss("gift", "1", 1, 1, 1, applies=False, any_goods=True, gift=False)
    return {
        "Cart": (known["cart"], priced),
        "CartLine": (line, lambda one: priced(cart(lines=(one,)))),
        "Tender": (Tender(name="card", amount="1"), lambda one: priced(cart(tenders=(one,)))),
        "ShippingMethod": (ShippingMethod(id="post"), lambda one: priced(cart(shipping_methods=(one,)))),
        "Member": (ann, for_member),
        "Guest": (Guest(), for_member),
        "Standing": (standing, lambda one: up_to_date(plan, who=ann, standing=one, at=LATER)),
        "HeldCoupon": (HeldCoupon("c", "gift"), lambda one: for_member(ann) and Standing(coupons=(one,))),
        "Shared": (known["shared"], lambda one: quote(plan, known["cart"], who=ann, at=NOON, shared=one)),
        "Hold": (held, booked),
        "Currency": (known["unit"], lambda one: show(1, one)),
        "Decision": (known["decision"], lambda one: explain(one, known["unit"])),
        "NearMiss": (miss, lambda one: explain(one, known["unit"])),
    }


ANSWERS = {
    *("Adjustment", "Better", "Cancellation", "Change", "CodeDecision", "CodeRead", "CouponDecision"),
    *(
        "Diff",
        "EntryKind",
        "Holding",
        "LedgerEntry",
        "LoyaltyError",
        "Movement",
        "Plan",
        "Problem",
        "Program",
    ),
    *("ProgramInvalid", "Quote", "Reason", "Released", "Reversal", "Rounding", "Settlement"),
    *("ShippingOption", "TierProgress", "Transfer"),
}
"""Classes that the library makes and nobody hands in alone; a Program is read by `load_program`."""


def remade(one, name, value):
    return one._replace(**{name: value}) if isinstance(one, tuple) else replace(one, **{name: value})


def test_each_class_is_taken_in_by_somebody_or_is_an_answer(known):
    made = taken_in(known)
    assert {*made} | ANSWERS == {*kinds()}
    for one, takes in made.values():
        takes(one)


@pytest.mark.parametrize("name", sorted({*kinds()} - ANSWERS))
def test_what_no_record_holds_is_refused_when_it_is_made_or_taken_in(name, known):
    one, takes = taken_in(known)[name]
    declared = get_type_hints(type(one))
    found = {}
    for field, value in product(getattr(one, "_fields", None) or type(one).__dataclass_fields__, HOSTILE):
        wrong = wrong_of(
            lambda field=field, value=value: takes(remade(one, field, value)), value, declared[field]
        )
        if wrong and not (wrong == "it was taken" and type(value) is list and name in {"Cart", "CartLine"}):
            found[f"{field} = {shown(value)}"] = wrong
    assert found == {}
