"""What all members used up together comes along: a limit, and a budget, go on where they were."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from sqlalchemy.orm import Session, sessionmaker

from loyalty.live.results import Placed
from loyalty.store.tables import BUDGET, OPERATION, QUOTA
from tests.databases import shop_database
from tests.live.imports.importing import DAY, bring, codes, look
from tests.live.shops import PROGRAM, START, cart, open_shop
from tests.store.rows import rows

DAILY = (
    PROGRAM
    + """  - id: day
    benefit: {{kind: amount, amount: "1"}}
    limits: [{{per: program, each: day, uses: 9}}]
"""
)
SHARED = "offer,per,at,uses\nfirst,ever,,1\nfirst,,,1\nday,day,2024-01-31,7\n"
BUDGETS = "budget,spent\nlaunch,45\n"
MEMBERS = ("ann", "bob", "cem", "dee")


def opened(engine):
    return open_shop(engine, *MEMBERS, document=DAILY)


def lay(folder, shared=SHARED, budgets=BUDGETS, **others):
    for kind, text in {"shared": shared, "budgets": budgets, **others}.items():
        (folder / f"{kind}.csv").unlink(missing_ok=True)
        if text is not None:
            (folder / f"{kind}.csv").write_text(text, encoding="utf-8")
    return folder


def place(engine, shop, member, order_id):
    with Session(engine) as session, session.begin():
        placed = shop.place(session, cart("60"), order_id=order_id, member=member, at=START)
    assert isinstance(placed, Placed)
    return {one.offer_id: one.amount_minor or one.reason.name for one in placed.quote.decisions}


def counted(engine, shop):
    with Session(engine) as session:
        assert shop.verify(session) == ()
        return {one.limit: one.used for one in shop.limits.counted(session, at=START)}


def test_limits_and_budgets_go_on_where_they_were(engine, tmp_path):
    shop = opened(engine)
    report = bring(engine, shop, lay(tmp_path))
    assert (report.written, report.rows_used, report.told["shared"], report.told["budgets"]) == (0, 4, 9, 1)
    assert counted(engine, shop) == {"day/program/day": 7, "first/program/ever": 2}
    assert place(engine, shop, "ann", "o1") == {"first": 500, "day": 100}  # what the budget has left
    assert place(engine, shop, "bob", "o2")["first"] == "LIMIT_REACHED"
    assert place(engine, shop, "cem", "o3")["day"] == "LIMIT_REACHED"
    assert counted(engine, shop) == {"day/program/day": 9, "first/program/ever": 3}
    with Session(engine) as session, session.begin():
        shop.cancel(session, "o1", at=START)
    assert counted(engine, shop) == {"day/program/day": 8, "first/program/ever": 2}
    assert place(engine, shop, "dee", "o4")["first"] == 500


def test_a_limit_in_shards_goes_on_too(tmp_path):
    with shop_database("PostgreSQL", tmp_path) as engine:
        shop = opened(engine)
        with Session(engine) as session, session.begin():
            for offer in ("first", "day"):
                shop.limits.shard(session, offer, actor="kim", reason="sale", key=f"shard {offer}")
        bring(engine, shop, lay(tmp_path))
        assert place(engine, shop, "ann", "o1")["day"] == 100
        assert place(engine, shop, "bob", "o2") == {"first": "LIMIT_REACHED", "day": 100}
        assert counted(engine, shop) == {"day/program/day": 9, "first/program/ever": 3}
        with Session(engine) as session, session.begin():
            shop.limits.unshard(session, "day", actor="kim", reason="over", key="unshard")
        assert counted(engine, shop)["day/program/day"] == 9


def test_what_is_more_than_there_is_leaves_nothing(engine, tmp_path):
    shop = opened(engine)
    bring(engine, shop, lay(tmp_path, "offer,uses\nfirst,8\n", "budget,spent\nlaunch,80.50\n"))
    assert place(engine, shop, "ann", "o1")["first"] == "LIMIT_REACHED"
    assert counted(engine, shop)["first/program/ever"] == 8
    (fund,) = rows(engine, BUDGET, shop)
    assert (fund["spent_minor"], fund["brought_minor"], fund["closed"]) == (8_050, 8_050, 1)


def test_beside_what_the_shop_counted_itself(engine, tmp_path):
    shop = opened(engine)
    place(engine, shop, "ann", "o1")
    bring(engine, shop, lay(tmp_path, "offer,uses\nfirst,1\n", "budget,spent\nlaunch,20\n"))
    assert counted(engine, shop)["first/program/ever"] == 2
    (fund,) = rows(engine, BUDGET, shop)
    assert (fund["spent_minor"], fund["brought_minor"], fund["closed"]) == (3_000, 2_000, 0)


def test_the_same_rows_again_count_once_and_others_are_a_finding(engine, tmp_path):
    shop = opened(engine)
    bring(engine, shop, lay(tmp_path))
    before = [rows(engine, table, shop) for table in (QUOTA, BUDGET, OPERATION)]
    assert bring(engine, shop, tmp_path).rows_refused == 0
    other = bring(engine, shop, lay(tmp_path, budgets="budget,spent\nlaunch,44\n"))
    assert (codes(other), other.rows_refused) == ({"content_differs": 1, "held_back": 3}, 4)
    gone = bring(engine, shop, lay(tmp_path, budgets=None))
    assert codes(gone) == {"content_differs": 3}
    assert [rows(engine, table, shop) for table in (QUOTA, BUDGET, OPERATION)] == before
    bring(engine, shop, lay(tmp_path, "offer,uses\nfirst,1\n", None), name="second wave")
    assert counted(engine, shop)["first/program/ever"] == 3


@pytest.mark.parametrize(
    ("shared", "budgets", "found"),
    [
        ("counter,window,uses\nfirst/program/ever,,2\nother/program/ever,,2\n", None, {"limit_unknown": 1}),
        ("offer,uses\nfirst,0\n", None, {"out_of_range": 1}),
        ("uses\n1\n", None, {"missing": 1}),
        ("offer,uses\nday,1\n", BUDGETS, {"missing": 1, "held_back": 1}),
        (None, BUDGETS + "launch,1\n", {"duplicate_row": 1, "held_back": 1}),
        (None, "budget,spent\nautumn,1\n,1\n", {"budget_unknown": 1, "missing": 1, "held_back": 1}),
        (None, "budget,spent\nlaunch,1.234\n", {"bad_number": 1}),
        (None, "budget,spent\nlaunch,1,2\n", {"too_many_cells": 1}),
    ],
)
def test_what_does_not_fit_is_found_and_nothing_of_it_comes(engine, tmp_path, shared, budgets, found):
    shop = opened(engine)
    report = look(engine, shop, lay(tmp_path, shared, budgets))
    assert codes(report) == found
    bring(engine, shop, tmp_path)
    known = sum(row["used"] for row in rows(engine, QUOTA, shop))
    assert (known, rows(engine, BUDGET, shop)) == (2 if "limit_unknown" in found else 0, [])


def test_members_come_whatever_is_wrong_with_what_is_of_all(engine, tmp_path):
    shop = opened(engine)
    lay(tmp_path, "offer,uses\nfirst,none\n", members="member,joined\neve,2020-01-01\n")
    report = bring(engine, shop, tmp_path, batch=1)
    assert (report.written, report.refused, report.rows_refused) == (1, 0, 2)
    assert report.problems[0].examples == ("shared.csv #1 uses",)
    assert counted(engine, shop)["first/program/ever"] == 0


def test_two_imports_at_once_count_once(engine, tmp_path):
    shop = opened(engine)
    lay(tmp_path)
    start = Barrier(2)

    def one(_):
        with shop.imports.open(tmp_path) as staged:
            start.wait()
            return shop.imports.run(sessionmaker(engine), staged, actor="kim", at=START + DAY)

    with ThreadPoolExecutor(2) as pool:
        assert [report.rows_refused for report in pool.map(one, range(2))] == [0, 0]
    assert counted(engine, shop) == {"day/program/day": 7, "first/program/ever": 2}
