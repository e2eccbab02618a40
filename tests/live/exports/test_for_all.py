"""What all members used up together leaves as it stands, without what checkouts hold and what is gone."""

from sqlalchemy.orm import Session

from loyalty import load_program
from loyalty.live.exports.for_all import NAMES, budgets, shared
from tests.live.shops import PROGRAM, START, cart, open_shop


def told(engine, shop, document=PROGRAM):
    program = load_program(document.format(key=shop.program_key))
    with Session(engine) as session:
        given = session.connection(), shop.program_key, program
        return {"shared": list(shared(*given)), "budgets": list(budgets(*given))}


def test_used_and_spent_are_told_and_what_is_held_is_not(engine):
    shop = open_shop(engine, "ann", "bob")
    assert told(engine, shop) == {"shared": [], "budgets": []}
    with Session(engine) as session, session.begin():
        shop.hold(session, cart("50"), order_id="o1", member="ann", at=START)
    assert told(engine, shop) == {"shared": [], "budgets": []}
    with Session(engine) as session, session.begin():
        shop.place(session, cart("50"), order_id="o2", member="bob", at=START)
    assert told(engine, shop) == {
        "shared": [(["first/program/ever", 0, 1], 1)],
        "budgets": [(["launch", "10.00"], 1)],
    }
    assert all(len(row) == len(NAMES[name]) for name, rows in told(engine, shop).items() for row, _ in rows)


def test_a_limit_and_a_budget_that_the_programme_has_no_more_stay_behind(engine):
    shop = open_shop(engine, "ann")
    with Session(engine) as session, session.begin():
        shop.place(session, cart("50"), order_id="o1", member="ann", at=START)
    bare = PROGRAM[: PROGRAM.index("budgets:")]
    assert told(engine, shop, bare) == {"shared": [], "budgets": []}
