"""Whoever checks types sees every awaited verb with what it takes and answers."""

from loyalty.live import aio, awaiting
from tests.live.async_stub import STUB, stub


def test_the_types_of_awaited_verbs_are_those_of_the_verbs():
    assert STUB.read_text(encoding="utf-8") == stub(), "run: python -m tests.live.async_stub"


def test_what_is_promised_is_there():
    assert (aio.AsyncLoyalty, aio.run_async) == (awaiting.AsyncLoyalty, awaiting.run_async)
