"""Points at their end: who spends them and who lets them end are at it together, and each point goes once."""

import threading
from datetime import timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session, sessionmaker

from loyalty.live import run
from loyalty.store import due
from tests.faults.books import faults_of
from tests.faults.plain_prices import PROGRAM
from tests.faults.share import share, tell
from tests.live.shops import START, cart, open_shop

MEMBERS = [f"m{n}" for n in range(share(12, 200))]
END = START + timedelta(days=10)
HAD = 500


def opened(engine):
    """A shop whose members each have points that end at one instant, and nothing else."""
    shop = open_shop(engine, *MEMBERS, document=PROGRAM)
    with Session(engine) as session, session.begin():
        for member in MEMBERS:
            shop.points.adjust(session, member, HAD, key=member, reason="r", actor="a", expires=END, at=START)
    return shop


def beside(engine, shop):
    """Nights and orders side by side; the points that each order spent, by member and half."""
    factory, spent, failed = sessionmaker(engine), {}, []

    def guarded(work):
        def one():
            try:
                work()
            except Exception as error:  # noqa: BLE001 - told below
                failed.append(error)

        return threading.Thread(target=one)

    def spend(half):
        at = END - timedelta(microseconds=1) if half == 0 else END
        for member in MEMBERS if half == 0 else MEMBERS[::-1]:
            placed = run(
                factory,
                lambda session, member=member: shop.place(
                    session, cart("60"), order_id=f"{member}-{half}", member=member, at=at
                ),
                attempts=60,
            )
            spent[member, half] = placed.quote.points_spent

    def nights():
        for _ in range(4):
            shop.nightly(factory, at=END, batch=5)

    threads = [guarded(lambda: spend(0)), guarded(lambda: spend(1)), guarded(nights), guarded(nights)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert failed == []
    shop.nightly(factory, at=END)
    return spent


def wrong(engine, shop, spent):
    """Points that are spent past their end, or gone twice, or not gone."""
    with Session(engine) as session, session.begin():
        for member in MEMBERS:
            rows = shop.history(session, member)
            gone = -sum(one.points for one in rows if one.kind in {"spent", "expired"})
            if spent[member, 1] or gone != HAD:
                yield member
        yield from shop.verify(session)
    yield from faults_of(engine, shop)


def test_each_point_is_spent_before_its_end_or_ends(engine):
    shop = opened(engine)
    assert list(wrong(engine, shop, beside(engine, shop))) == []
    tell("nightly run beside redeemers", engine, runs=len(MEMBERS), acknowledged=2 * len(MEMBERS))


def test_a_night_that_forgets_what_it_let_end_is_found(engine, monkeypatch):
    shop = opened(engine)
    real = due._statements()
    broken = real | {"ended": sa.text("DELETE FROM loyalty_claim WHERE 1 = 0")}
    monkeypatch.setattr(due, "_statements", lambda: broken)
    shop.nightly(lambda: Session(engine), at=END)
    assert list(wrong(engine, shop, dict.fromkeys([(m, h) for m in MEMBERS for h in (0, 1)], 0))) != []
