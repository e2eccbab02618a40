"""What becomes of a placed order: every verb answers once for ever and refuses other content."""

from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from loyalty.errors import BadReference, IdempotencyConflict
from tests.live.shops import START, cart, open_shop

LATER = START + timedelta(days=1)
VERBS = [
    lambda shop, session, n: shop.return_items(session, "o1", {"1": n}, return_id="r", at=LATER),
    lambda shop, session, n: shop.refund_amount(session, "o1", n, return_id="r", at=LATER),
    lambda shop, session, n: shop.return_unlinked(session, cart(n), member="ann", return_id="r", at=LATER),
    lambda shop, session, n: shop.return_unlinked(session, cart(n), return_id="r", at=LATER),
]


@pytest.mark.parametrize("verb", VERBS)
def test_what_came_back_comes_back_once(engine, verb):
    shop = open_shop(engine, "ann")
    with Session(engine) as session, session.begin():
        shop.place(session, cart("100", "50"), order_id="o1", member="ann", at=START)
        first = verb(shop, session, 1)
        assert verb(shop, session, 1) == first
        with pytest.raises(IdempotencyConflict):
            verb(shop, session, 2)


def test_a_return_needs_a_name_that_can_be_kept(engine):
    shop = open_shop(engine, "ann")
    with Session(engine) as session, session.begin(), pytest.raises(BadReference):
        shop.return_items(session, "o1", {"1": 1}, return_id="", at=LATER)
