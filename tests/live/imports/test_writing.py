"""Rows with anything in them leave whole members and clean books; what is written twice is run again."""

import csv
import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from loyalty.errors import RetryTransaction
from loyalty.live.imports import writing
from loyalty.store.tables import ACCOUNT, HELD_COUPON, MEMBER, OPERATION, POINT_LOT
from tests.databases import shop_database
from tests.live.imports.importing import FILES, bring, lay, opened
from tests.live.imports.test_judging import rows_of_one
from tests.live.shops import START
from tests.store.rows import rows


@pytest.fixture(scope="module")
def one_engine(tmp_path_factory):
    with shop_database("SQLite", tmp_path_factory.mktemp("fuzz")) as made:
        yield made


def written(folder, bundles):
    """Files of rows with anything in them, beside rows of a member who is as they should be."""
    for path in folder.glob("*.csv"):
        path.unlink()
    lay(folder)
    found = [
        (told.kind, {**told.cells, "member": f"m{n}"}) for n, one in enumerate(bundles) for told in one.rows
    ]
    for kind, text in FILES.items():
        old = list(csv.DictReader(text.splitlines()))
        more = [cells for its, cells in found if its == kind]
        names = list(dict.fromkeys(itertools.chain(*old, *more)))
        with (folder / f"{kind}.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, names)
            writer.writeheader()
            writer.writerows(old + more)
    return folder


@given(st.lists(rows_of_one(), min_size=1, max_size=5))
@settings(max_examples=40)
def test_rows_with_anything_in_them_leave_whole_members(one_engine, tmp_path_factory, bundles):
    shop = opened(one_engine)
    folder = written(tmp_path_factory.mktemp("files"), bundles)
    report = bring(one_engine, shop, folder, batch=2)
    assert report.rows_in == report.rows_used + report.rows_refused + report.rows_left_out
    members = {row["ref"] for row in rows(one_engine, MEMBER, shop)}
    assert {"ann", "bob"} <= members
    assert len(members) == report.written
    assert {row["member_ref"] for row in rows(one_engine, ACCOUNT, shop)} == members
    done = [row for row in rows(one_engine, OPERATION, shop) if row["verb"] == "import"]
    assert len(done) == len(members)
    left = sum(row["remaining"] for row in rows(one_engine, POINT_LOT, shop))
    assert left <= report.points_by_wallet["points"]
    assert len(rows(one_engine, HELD_COUPON, shop)) == sum(report.coupons_by_offer.values())
    with Session(one_engine) as session, session.begin():
        assert shop.verify(session) == ()
    again = bring(one_engine, shop, folder)
    assert (again.written, again.already, again.rows_refused) == (0, report.written, report.rows_refused)


def test_what_somebody_else_wrote_meanwhile_is_run_again(engine, tmp_path, monkeypatch):
    shop = opened(engine)
    lay(tmp_path)
    asked = iter([{}])
    before = writing.write_member
    seen = []

    def enrol_first(work, member, **told):
        if member.id == "ann" and next(asked, None) is not None:
            before(work, member, **told)  # a second row with the same key
        seen.append(member.id)
        before(work, member, **told)

    monkeypatch.setattr(writing, "write_member", enrol_first)
    assert bring(engine, shop, tmp_path).written == 2
    assert seen == ["ann", "bob", "ann", "bob"]


def test_operations_that_are_there_already_are_run_again(engine, tmp_path, monkeypatch):
    shop = opened(engine)
    lay(tmp_path)
    before = writing.write_done
    doubled = iter([True])

    def twice(work, request, **told):
        if next(doubled, False):
            before(work, request, **told)
        before(work, request, **told)

    monkeypatch.setattr(writing, "write_done", twice)
    assert bring(engine, shop, tmp_path).written == 2
    with Session(engine) as session, session.begin():
        assert shop.verify(session) == ()


def test_a_member_who_is_blocked_meanwhile_is_judged_again(engine, tmp_path, monkeypatch):
    shop = opened(engine)
    with Session(engine) as session, session.begin():
        shop.enrol(session, "ann", joined_at=START)
    lock = writing.lock_accounts

    def blocked_meanwhile(work, refs):
        mine = (MEMBER.c.ref == "ann") & (MEMBER.c.program_key == shop.program_key)
        work.connection.execute(MEMBER.update().where(mine).values(state="blocked"))
        return lock(work, refs)

    monkeypatch.setattr(writing, "lock_accounts", blocked_meanwhile)
    with (
        shop.imports.open(lay(tmp_path)) as staged,
        Session(engine) as session,
        session.begin(),
        pytest.raises(RetryTransaction),
    ):
        shop.imports.write(session, staged, actor="kim")
    assert rows(engine, POINT_LOT, shop) == []
