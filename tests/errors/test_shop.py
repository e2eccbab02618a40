"""Errors of a live shop say what happened and how to go on, in two languages."""

import ast
import pickle

import pytest

from loyalty.errors import (
    AutocommitRefused,
    CouponRefused,
    IdempotencyConflict,
    QuoteStale,
    RetryTransaction,
    UnknownMember,
)
from tests.house.tree import modules, syntax


def test_a_conflict_names_the_fields_that_differ():
    error = IdempotencyConflict(op_key="place:o1", differ="cart, member")
    assert "cart, member differ" in str(error)
    assert "cart, member" in error.text("zh")


def test_a_stale_quote_carries_the_new_one():
    error = QuoteStale(order_id="o1", changed="lines", old="aa", new="bb", quote="the new quote")
    assert error.fields["quote"] == "the new quote"
    assert "nothing is booked" in str(error)
    assert "尚未入账" in error.text("zh")


def test_errors_of_a_shop_say_how_to_go_on():
    assert "loyalty.live.run" in str(RetryTransaction(what="deadlock"))
    assert "run_async" in str(RetryTransaction(what="deadlock"))
    assert "leave `member` out" in str(UnknownMember(member="m1"))
    assert "transaction.atomic()" in str(AutocommitRefused())


def test_errors_of_a_shop_travel_between_processes():
    error = pickle.loads(pickle.dumps(RetryTransaction(what="deadlock")))  # noqa: S301 - our own bytes
    assert (error.code, error.fields) == ("retry_transaction", {"what": "deadlock"})


@pytest.mark.parametrize("why", CouponRefused.why)
def test_why_a_coupon_is_refused_stands_in_a_sentence_with_what_to_do(why):
    error = CouponRefused(what="ten", why=why)
    assert why not in str(error).split()
    assert len(str(error).split(". ")) == 2
    assert error.text("zh").count("。") == 2
    assert pickle.loads(pickle.dumps(error)).text() == str(error)  # noqa: S301 - our own bytes


def test_every_reason_that_is_given_has_its_sentences():
    given = {
        keyword.value.value
        for path in modules()
        for node in ast.walk(syntax(path))
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "CouponRefused"
        for keyword in node.keywords
        if keyword.arg == "why"
    }
    assert given == set(CouponRefused.why)
