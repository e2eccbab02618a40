"""Wrong tries are counted by who and window, uses of a code up to its last."""

from sqlalchemy.orm import Session

from loyalty.store.codes import batch_of_code, count_wrong, turn_batch, use_code, write_hashes, wrong_tries
from tests.live.shops import START, open_shop


def test_wrong_tries_are_counted_for_each_in_each_window(engine):
    shop = open_shop(engine)
    with Session(engine) as session, session.begin(), shop.desk.working(session, "a", START) as work:
        assert wrong_tries(work, ["ann", "phone"], 7) == 0
        count_wrong(work, ["ann", "phone"], 7)
        count_wrong(work, ["phone"], 7)
        assert [wrong_tries(work, who, 7) for who in (["ann"], ["ann", "phone"], ["bob"])] == [1, 2, 0]
        assert wrong_tries(work, ["phone"], 8) == 0


def test_a_code_is_used_up_to_its_last_use(engine):
    shop = open_shop(engine)
    with Session(engine) as session, session.begin(), shop.desk.working(session, "a", START) as work:
        assert list(write_hashes(work, "b", [("CODE", "aa")], uses_max=2)) == ["CODE"]
        assert [use_code(work, "aa") for _ in range(3)] == [True, True, False]
        assert not use_code(work, "bb")
        assert batch_of_code(work, "bb") is None
        assert not turn_batch(work, "b", "void")
