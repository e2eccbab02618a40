"""Codes become coupons: once each, for whoever has one, and nobody learns which exist."""

import csv
import stat
from datetime import timedelta
from threading import Barrier, Thread

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from loyalty.coupon_codes import CodeBatch
from loyalty.errors import CouponRefused, IdempotencyConflict, OutputUnwritable, SecretMissing
from loyalty.live import Loyalty, run
from loyalty.live.codes import TRIES_MAX
from loyalty.store.tables import CODE_BATCH, COUPON_CODE, HELD_COUPON
from loyalty.when import EPOCH, FixedClock
from tests.live.shops import START, cart, open_shop
from tests.live.test_coupons import PROGRAM

SECRET = b"sixteen bytes or more of chance"
HAND = {"actor": "eve", "reason": "a mistake"}


def shop_of(engine, *members):
    shop = open_shop(engine, *members, document=PROGRAM)
    return Loyalty(shop.program_key, clock=FixedClock(START), secret=SECRET)


def made(session, shop, folder, *, batch="spring", count=20, **facts):
    """A batch of codes, as they are printed."""
    out = folder / f"{batch}-{shop.program_key}-{session.bind.dialect.name}.csv"
    assert shop.codes.make(
        session, batch, offer_id="ten", codes=CodeBatch(count=count), out=out, actor="eve", **facts
    )
    with out.open(encoding="ascii") as file:
        return [row["code"] for row in csv.DictReader(file)], out


def test_a_code_becomes_one_coupon_of_one_member(engine, tmp_path):
    shop = shop_of(engine, "ann", "bob")
    with Session(engine) as session, session.begin():
        (code, *_), out = made(session, shop, tmp_path)
        assert stat.S_IMODE(out.stat().st_mode) == 0o600
        claimed = shop.codes.claim(session, code.lower().replace("-", " "), member="ann", key="k1", at=START)
        assert claimed.refusal is None
        assert shop.codes.claim(session, code, member="ann", key="k1", at=START) == claimed
        assert shop.codes.claim(session, code, member="bob", key="k2", at=START).refusal == "refused"
        placed = shop.place(session, cart("60"), order_id="o1", member="ann", at=START)
        assert "ten" in placed.quote.applied
        assert shop.coupons.history(session, claimed.coupon_id).cause == "code:spring"


@pytest.mark.parametrize(
    "other", [{"prefix": "FALL"}, {"length": 20}, {"alphabet": "digits", "prefix": ""}, {"group": 5}]
)
def test_codes_of_another_kind_are_another_batch(engine, tmp_path, other):
    shop = shop_of(engine)
    with Session(engine) as session, session.begin():

        def make(codes, out):
            where = tmp_path / f"{out}-{session.bind.dialect.name}.csv"
            return shop.codes.make(session, "spring", offer_id="ten", codes=codes, out=where, actor="eve")

        assert make(CodeBatch(count=3, prefix="SPRING"), "a") == 3
        assert make(CodeBatch(count=3, prefix="spring"), "b") == 3
        with pytest.raises(IdempotencyConflict, match=next(iter(other))):
            make(CodeBatch(**{"count": 3, "prefix": "SPRING"} | other), "c")


def test_codes_are_kept_only_as_keyed_hashes(engine, tmp_path):
    shop = shop_of(engine, "ann")
    with Session(engine) as session, session.begin():
        codes, out = made(session, shop, tmp_path, count=6_000)
        assert len(set(codes)) == 6_000
        kept = session.execute(
            sa.select(COUPON_CODE.c.code_hash).where(COUPON_CODE.c.program_key == shop.program_key)
        ).scalars()
        kept = set(kept)
        assert len(kept) == 6_000
        assert all(len(one) == 64 for one in kept)
        other = Loyalty(shop.program_key, clock=FixedClock(START), secret=SECRET + b"!")
        assert other.codes.claim(session, codes[0], member="ann", key="k1", at=START).refusal == "refused"
        with pytest.raises(OutputUnwritable):
            shop.codes.make(session, "again", offer_id="ten", codes=CodeBatch(count=1), out=out, actor="eve")
        names = sa.select(CODE_BATCH.c.batch).where(CODE_BATCH.c.program_key == shop.program_key)
        assert list(session.execute(names).scalars()) == ["spring"]


@pytest.mark.parametrize("secret", [b"", b"short"])
def test_without_a_secret_no_code_is_made_or_read(engine, secret):
    shop = Loyalty(open_shop(engine, "ann").program_key, secret=secret)
    with Session(engine) as session, session.begin(), pytest.raises(SecretMissing):
        shop.codes.claim(session, "SUMMER", member="ann", key="k1", at=START)


@pytest.mark.parametrize("typed", ["ｓｕｍｍｅｒ", "Summer", "SUM-MER", " sum\0mer ", "ＳＵＭ\u200bＭＥＲ"])
def test_a_word_is_read_in_any_case_width_and_grouping(engine, typed):  # edge 65
    shop = shop_of(engine, "ann", "bob")
    with Session(engine) as session, session.begin():
        shop.codes.publish_word(session, "s", word="SUMMER", offer_id="ten", uses_max=9, actor="eve")
        assert shop.codes.claim(session, typed, member="ann", key="k1", at=START).coupon_id
        assert shop.codes.claim(session, typed, member="ann", key="k2", at=START).refusal == "refused"
        with pytest.raises(CouponRefused):
            shop.codes.publish_word(session, "t", word="summer", offer_id="ten", uses_max=9, actor="eve")


HOSTILE = ["", "\0", "'; DROP TABLE x; --", "<script>", "=1+1", "𝕏" * 300, "A" * 1_000_000, "\ud800", "券码"]


def test_whatever_is_typed_is_refused_in_peace_and_wrong_tries_end(engine):
    shop = shop_of(engine, "ann", "bob")
    with Session(engine) as session, session.begin():
        shop.codes.publish_word(session, "s", word="SUMMER", offer_id="ten", uses_max=9, actor="eve")
        told = [
            shop.codes.claim(session, text, member="ann", key=f"k{n}", device="phone", at=START)
            for n, text in enumerate([*HOSTILE, "nothing"])
        ]
        assert len(told) == TRIES_MAX
        assert {one.refusal for one in told} <= {"mistyped", "refused"}
        right = shop.codes.claim(session, "SUMMER", member="ann", key="right", at=START)
        assert right.refusal == "too_many_tries"
        again = shop.codes.claim(session, "SUMMER", member="bob", key="bob", device="phone", at=START)
        assert again.refusal == "too_many_tries"
        assert shop.codes.claim(session, "SUMMER", member="bob", key="own", at=START).coupon_id


def test_all_but_typing_errors_are_refused_alike(engine, tmp_path):
    shop = shop_of(engine, "ann", "bob")
    with Session(engine) as session, session.begin():
        (used, stopped, *_), _ = made(session, shop, tmp_path)
        unknown = next(CodeBatch(count=1).codes())
        wrong = unknown[:-1] + ("0" if unknown[-1] != "0" else "1")
        shop.codes.claim(session, used, member="bob", key="k0", at=START)
        shop.codes.stop(session, "spring", key="s1", **HAND)
        told = [
            shop.codes.claim(session, text, member="ann", key=f"k-{n}", at=START).refusal
            for n, text in enumerate([used, stopped, unknown, wrong])
        ]
        assert told == ["refused", "refused", "refused", "mistyped"]


def asked_by(session, shop, text, key):
    """How many statements a refused code costs, which is all that its time can tell."""
    seen = []

    def heard(*_):
        seen.append(1)

    sa.event.listen(session.connection(), "before_cursor_execute", heard)
    assert shop.codes.claim(session, text, member="ann", key=key, at=START).coupon_id is None
    sa.event.remove(session.connection(), "before_cursor_execute", heard)
    return len(seen)


def test_the_time_of_a_refusal_tells_of_no_code_that_could_be_used(engine, tmp_path):
    shop = shop_of(engine, "ann", "bob")
    with Session(engine) as session, session.begin():
        (used, stopped, *_), _ = made(session, shop, tmp_path)
        (spent, *_), _ = made(session, shop, tmp_path, batch="autumn")
        unknown = next(CodeBatch(count=1).codes())
        shop.codes.claim(session, used, member="bob", key="k0", at=START)
        shop.codes.claim(session, spent, member="bob", key="k1", at=START)
        shop.codes.stop(session, "spring", key="s1", **HAND)
        asked = {text: asked_by(session, shop, text, text) for text in (unknown, stopped, used, spent)}
    # a batch is read where there is one; whether a code of a live one is left takes a switch and an update
    assert asked[stopped] == asked[used]
    assert 0 <= asked[stopped] - asked[unknown] <= 1
    assert 0 <= asked[spent] - asked[unknown] <= 4


def test_one_of_two_codes_that_is_wrong_leaves_the_other_good(engine, tmp_path):  # edge 81
    shop = shop_of(engine, "ann")
    with Session(engine) as session, session.begin():
        (code, *_), _ = made(session, shop, tmp_path)
        told = [shop.codes.claim(session, text, member="ann", key=text, at=START) for text in ("WRONG", code)]
        assert [one.coupon_id is not None for one in told] == [False, True]


def test_a_batch_that_is_stopped_leaves_its_coupons_and_one_that_is_void_does_not(engine, tmp_path):
    shop = shop_of(engine, "ann")
    with Session(engine) as session, session.begin():
        (code, *_), _ = made(session, shop, tmp_path)
        shop.codes.claim(session, code, member="ann", key="k1", at=START)
        shop.codes.stop(session, "spring", key="s1", **HAND)
        assert [one.state for one in shop.coupons.held(session, "ann", at=START)] == ["open"]
        assert shop.codes.void(session, "spring", key="s2", **HAND) == 1
        assert [one.state for one in shop.coupons.held(session, "ann", at=START)] == ["void"]
        with pytest.raises(CouponRefused):
            shop.codes.stop(session, "nothing", key="s3", **HAND)


def test_a_coupon_of_a_void_batch_that_a_checkout_holds_does_not_come_back(engine, tmp_path):
    shop = shop_of(engine, "ann")
    with Session(engine) as session, session.begin():
        (code, *_), _ = made(session, shop, tmp_path)
        shop.codes.claim(session, code, member="ann", key="k1", at=START)
        shop.hold(session, cart("60"), order_id="o1", member="ann", at=START)
        assert shop.codes.void(session, "spring", key="s2", **HAND) == 0
        shop.release(session, "o1", at=START)
        assert [one.state for one in shop.coupons.held(session, "ann", at=START)] == ["void"]


@pytest.mark.parametrize("isolation", ["READ COMMITTED", "REPEATABLE READ", "SERIALIZABLE"])
def test_a_word_is_claimed_just_as_often_as_it_may_be(engine, isolation):  # edge 67
    if engine.dialect.name == "sqlite" and isolation != "SERIALIZABLE":
        pytest.skip("SQLite knows serializable only")
    members = [f"m{n}" for n in range(16)]
    shop = shop_of(engine, *members)
    with Session(engine) as session, session.begin():
        shop.codes.publish_word(session, "s", word="SUMMER", offer_id="ten", uses_max=9, actor="eve")
    strict = engine.execution_options(isolation_level=isolation)
    ready, told = Barrier(4), []

    def storm(own):
        ready.wait()
        for member in own:

            def once(session, member=member):
                return shop.codes.claim(session, "SUMMER", member=member, key=member, at=START)

            told.append(run(lambda: Session(strict), once, attempts=12))

    threads = [Thread(target=storm, args=(members[n::4],)) for n in range(4)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert (len(told), sum(one.coupon_id is not None for one in told)) == (16, 9)
    with Session(engine) as session, session.begin():
        used = sa.select(COUPON_CODE.c.used).where(COUPON_CODE.c.program_key == shop.program_key)
        held = sa.select(sa.func.count()).select_from(HELD_COUPON)
        held = held.where(HELD_COUPON.c.program_key == shop.program_key)
        assert (session.execute(used).scalar_one(), session.execute(held).scalar_one()) == (9, 9)


def test_codes_end_after_they_begin(engine, tmp_path):
    shop = shop_of(engine)
    given = {"offer_id": "ten", "actor": "eve"}
    out = tmp_path / "c.csv"
    with Session(engine) as session, session.begin():
        for starts_at, ends_at in ((START, START), (START, START - timedelta(days=1)), (None, EPOCH)):
            window = {"starts_at": starts_at, "ends_at": ends_at}
            with pytest.raises(CouponRefused, match="its codes would end before they begin"):
                shop.codes.publish_word(session, "w", word="SUMMER", uses_max=1, **window, **given)
            with pytest.raises(CouponRefused):
                shop.codes.make(session, "b", codes=CodeBatch(count=1), out=out, **window, **given)
        shop.codes.publish_word(
            session, "w", word="SUMMER", uses_max=1, starts_at=START, ends_at=START + timedelta(1), **given
        )


def test_a_batch_that_is_unknown_is_named(engine):
    shop = shop_of(engine)
    with Session(engine) as session, session.begin():
        for act in (shop.codes.stop, shop.codes.void):
            with pytest.raises(CouponRefused) as refused:
                act(session, "sumer", actor="eve", reason="r", key="k")
            assert str(refused.value) == (
                "sumer cannot be used so: no batch of codes has this name. Check the name."
            )
            assert "券码批次" in refused.value.text("zh")
