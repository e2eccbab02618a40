"""A shop leaves with everything, and goes on in another database, of another kind, as it was."""

import csv
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy.orm import Session, sessionmaker

from loyalty import load_program
from loyalty.errors import OutputUnwritable
from loyalty.live import Actor, Loyalty
from loyalty.live.exports.arrivals import NAMES
from loyalty.live.imports.expected import totals_in
from loyalty.store.tables import IDENTITY, MEMBER, POINT_LOT
from loyalty.when import FixedClock
from tests.databases import SERVERS, shop_database
from tests.live.shops import PROGRAM, START, cart, new_key
from tests.store.rows import rows

DAY = timedelta(days=1)
SECRET = b"sixteen bytes or more"
DOCUMENT = (
    PROGRAM.replace("points:\n", "points:\n  decimals: 2\n", 1).replace(
        "  redeem:", "  pending: {{days: 2, after: delivered}}\n  redeem:"
    )
    + """  - {{id: gift, coupon: {{}}, benefit: {{kind: amount, amount: "5"}}}}
  - {{id: more, coupon: {{valid_days: 40}}, benefit: {{kind: amount, amount: "7"}}}}
"""
)
BY = {"reason": "goodwill", "actor": "kim"}
KIM = Actor("kim", frozenset({"admin"}))
REFS = ("ann", "bob", "=cem", "'=dee", "'eve", " fay ", "古", "gil")


def opened(engine, key, at=START):
    shop = Loyalty(key, clock=FixedClock(at), secret=SECRET)
    with Session(engine) as session, session.begin():
        shop.publish(session, load_program(DOCUMENT.format(key=key)), author="ann", at=START - 900 * DAY)
    return shop


def costing(bought):
    """The cart with what its goods cost the shop."""
    return replace(bought, lines=tuple(replace(line, unit_cost="410.5") for line in bought.lines))


def busy(engine, key):
    """Members with all that there can be."""
    shop = opened(engine, key)
    steps = [
        *(lambda s, ref=ref: shop.members.enrol(
            s, ref, joined_at=START - 800 * DAY, birthday=(2, 29), identities={"phone": f"138{ref}"},
            attributes={"city": '"=武汉"\n,', "none": None}, consent_at=START - 800 * DAY,
        ) for ref in REFS),
        lambda s: shop.place(s, costing(cart("700")), order_id="o1", member="ann", at=START - 500 * DAY),
        lambda s: shop.mature(s, "o1", at=START - 499 * DAY),
        lambda s: shop.place(s, cart("310", "90"), order_id="o2", member="ann", at=START - 100 * DAY),
        lambda s: shop.mature(s, "o2", at=START - 99 * DAY),
        lambda s: shop.return_items(s, "o2", {"2": 1}, return_id="r", at=START - 90 * DAY),
        lambda s: shop.place(s, cart("600"), order_id="o3", member="bob", at=START - 60 * DAY),
        lambda s: shop.mature(s, "o3", at=START - 1 * DAY),
        lambda s: shop.place(s, cart("150"), order_id="o4", member="bob", at=START - 10 * DAY),
        lambda s: shop.points.adjust(s, "=cem", 12_345, key="a", at=START - 9 * DAY, **BY),
        lambda s: shop.place(s, cart("500"), order_id="o5", member="'=dee", at=START - 300 * DAY),
        lambda s: shop.mature(s, "o5", at=START - 299 * DAY),
        lambda s: shop.points.transfer(
            s, 40_000, giver="'=dee", taker=" fay ", key="t", at=START - 200 * DAY, **BY
        ),
        lambda s: shop.return_items(s, "o5", {"1": 1}, return_id="r", at=START - 190 * DAY),
        lambda s: shop.coupons.grant(s, "gift", members=["ann", "ann", "古"], key="g", at=START - 20 * DAY),
        lambda s: shop.coupons.grant(s, "more", members=["ann", "bob"], key="h", at=START - 80 * DAY),
        lambda s: shop.coupons.grant(s, "more", members=["bob"], key="i", at=START - 5 * DAY),
        lambda s: shop.place(s, cart("80"), order_id="o6", member="古", at=START - 4 * DAY),
        lambda s: shop.cancel(s, "o4", at=START - 4 * DAY),
        lambda s: shop.place(
            s, cart("400", points=500, shipping_fee="12"), order_id="o7", member="=cem", at=START - 3 * DAY
        ),
        lambda s: shop.place(s, cart("90", "60"), order_id="o8", member=" fay ", at=START - 3 * DAY),
        lambda s: shop.refund_amount(s, "o8", "10", return_id="r1", at=START - 3 * DAY),
        lambda s: shop.return_items(s, "o7", {"1": 1}, return_id="r1", at=START - 2 * DAY),
        lambda s: shop.tiers.grant(
            s, "=cem", "gold", until=START + 90 * DAY, key="l", at=START - 3 * DAY, reason="r", actor=KIM
        ),
        lambda s: shop.tiers.buy(s, "bob", "silver", months=3, key="b", at=START - 200 * DAY),
        lambda s: shop.hold(s, cart("50"), order_id="o9", member="bob", at=START - 2 * DAY),
        lambda s: shop.members.merge(s, "gil", into="ann", actor=KIM, reason="one", at=START - 3 * DAY),
        lambda s: shop.members.erase(s, "'eve", actor=KIM, reason="asked"),
    ]  # fmt: skip
    for step in steps:
        with Session(engine) as session, session.begin():
            step(session)
    return shop


def stands(engine, shop, at):
    """What each member who goes on has."""
    told = {}
    with Session(engine) as session, session.begin():
        for ref in set(REFS) - {"gil", "'eve"}:
            held = shop.coupons.held(session, ref, at=at)
            coupons = {
                (one.id, one.offer_id, one.starts_at, one.ends_at) for one in held if one.state == "open"
            }
            told[ref] = (shop.figures(session, ref, at=at), coupons)
        assert shop.verify(session) == ()
    return told


def known(engine, shop):
    """Who the members are, and their lots."""
    persons = [row for row in rows(engine, MEMBER, shop) if row["state"] == "active"]
    for one in persons:
        del one["program_key"]
    names = {row["ref"] for row in persons}
    hashes = {(row["kind"], row["hash"], row["member_ref"]) for row in rows(engine, IDENTITY, shop)}
    with Session(engine) as session:
        lots = session.execute(
            POINT_LOT.select().where(POINT_LOT.c.remaining > 0)
        ).mappings().all()  # fmt: skip
    kept = ("earned_us", "available_us", "expires_us", "granted", "remaining")
    return (
        persons,
        {one for one in hashes if one[2] in names},
        sorted(tuple(str(lot[name]) for name in kept) for lot in lots),
    )


def test_members_are_the_same_after_going_from_one_database_to_the_next(tmp_path):
    key = new_key()
    instants = [START, START + DAY, START + 45 * DAY, START + 150 * DAY, START + 300 * DAY, START + 700 * DAY]
    first, names, folder = None, None, None
    files, returned = [], []
    for server in SERVERS:
        with shop_database(server, tmp_path) as engine:
            if folder is None:
                shop = busy(engine, key)
            else:
                shop = opened(engine, key)
                with shop.imports.open(folder) as staged:
                    report = shop.imports.run(
                        sessionmaker(engine), staged, actor="kim", expected=totals_in(folder), batch=2
                    )
                assert (report.rows_refused, report.written, report.differences) == (0, 6, ()), server
            told = [stands(engine, shop, at) for at in instants]
            who = known(engine, shop)
            first, names = first or told, names or who
            assert told == first, server
            assert who == names, server
            folder = tmp_path / f"from {server}"
            with Session(engine) as session, session.begin():
                done = shop.export(session, folder)
            assert done.totals == totals_in(folder)
            files.append(without_keys(folder))
            returned.append(comes_back(engine, shop))
    assert open_again(files[0]) == files[1] == files[2]
    assert "410.5" in {row[NAMES["lines"].index("unit_cost")] for row in files[2]["lines"]}
    assert returned[1] == returned[2]
    # points are taken by their part here, by whole steps there; a level that was told stands until its end
    assert [one[:2] for one in returned[0]] == [one[:2] for one in returned[1]]
    assert [one[0] for one in returned[0]] == [31_000, 59_000, 5_440, 7_500]


def open_again(files):
    """The files of a shop in which a checkout ran out: it holds nothing any more; what ended stays behind."""
    coupons = [tuple("open" if cell == "locked" else cell for cell in row) for row in files["coupons"]]
    assert coupons != files["coupons"]
    alive = sorted(row for row in coupons if row[5] == "" or row[5] > START.isoformat())
    return files | {"holds": [], "coupons": alive}


def without_keys(folder):
    """The files as they were written, but for the numbers of lots."""
    return {
        name: sorted(
            tuple(value for column, value in row.items() if column != "lot")
            for row in told(folder / f"{name}.csv")
        )
        for name in NAMES
    }


def comes_back(engine, shop):
    """What returns of some orders give and take; nothing is written."""
    with Session(engine) as session:
        done = [
            shop.return_items(session, order_id, units, return_id="last", at=START + DAY)
            for order_id, units in {"o2": {"1": 1}, "o3": {"1": 1}, "o8": {"2": 1}, "o6": {"1": 1}}.items()
        ]
        assert shop.verify(session) == ()
        coupons = shop.coupons.held(session, "古", at=START + DAY)
        assert [one.state for one in coupons] == ["open"]  # it came back with all goods of its order
        told = [
            (one.returned_minor, one.points_restored, one.taken_base, one.taken_bonus, one.figures)
            for one in done
        ]
        session.rollback()
    return told


@pytest.fixture(scope="module")
def left(tmp_path_factory):
    """A busy shop and the folder it left behind, in both formats."""
    home = tmp_path_factory.mktemp("left")
    with shop_database("SQLite", home) as engine:
        shop = busy(engine, new_key())
        heard = {}
        with Session(engine) as session, session.begin():
            done = shop.export(session, home / "out", formats=("csv", "parquet"), progress=heard.__setitem__)
        assert heard == done.rows
        yield engine, shop, home / "out", done


def told(path):
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_every_record_is_there(left):
    _, shop, folder, done = left
    for name, count in done.rows.items():
        if name != "programmes":
            assert len(told(folder / f"{name}.csv")) == count, name
    assert len(told(folder / "records" / "orders.csv")) == 8
    assert {row["account_of"] for row in told(folder / "records" / "ledger.csv")} >= {
        "ann",
        "'=cem",
        "''=dee",
    }
    (document,) = (folder / "programmes").iterdir()
    assert load_program(document).key == shop.program_key


def test_no_cell_starts_a_formula_and_no_secret_leaves(left):
    _, _, folder, _ = left
    for path in folder.rglob("*.csv"):
        with path.open(encoding="utf-8", newline="") as file:
            cells = [cell for row in csv.reader(file) for cell in row]
        numbers = [cell for cell in cells if cell.startswith("-")]
        assert not any(cell.startswith(("=", "+", "@", "\t")) for cell in cells)
        assert all(cell.lstrip("-").replace(".", "").isdigit() for cell in numbers)
        assert not {"code_hash", "fingerprint", "request", "result"} & set(cells)


def test_a_parquet_export_comes_in_as_the_csv_does(left, tmp_path):
    engine, shop, folder, _ = left
    for path in folder.glob("*.parquet"):
        (tmp_path / path.name).write_bytes(path.read_bytes())
    with shop_database("SQLite", tmp_path) as other:
        again = opened(other, shop.program_key)
        with again.imports.open(tmp_path) as staged:
            report = again.imports.run(sessionmaker(other), staged, actor="kim", expected=totals_in(folder))
        assert report.rows_refused == 0
        assert known(other, again)[2] == known(engine, shop)[2]
        assert stands(other, again, START) == stands(engine, shop, START)


def test_nothing_is_written_over(left):
    engine, shop, folder, _ = left
    with Session(engine) as session, session.begin(), pytest.raises(OutputUnwritable):
        shop.export(session, folder)


def test_a_programme_that_nobody_published_leaves_empty_files(left, tmp_path):
    engine = left[0]
    with Session(engine) as session, session.begin():
        done = Loyalty(new_key()).export(session, tmp_path / "out")
    assert set(done.rows.values()) == {0}
    assert set(done.totals.values()) == {"0"}
