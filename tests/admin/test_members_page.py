"""A member looked up in a shop's database."""

from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa
import streamlit as st
from sqlalchemy.orm import Session
from streamlit.testing.v1 import AppTest

from loyalty.live import Actor, configure
from loyalty.store.schema import create_all
from tests.live.shops import START, cart, open_shop
from tests.live.test_giving import GIVING

NOW = START + timedelta(hours=1)


def page(home, database, lang, now):
    from datetime import datetime
    from pathlib import Path

    from loyalty.admin import members_page
    from loyalty.admin.place import Place
    from loyalty.admin.words import Words
    from loyalty.when import FixedClock

    clock = FixedClock(datetime.fromisoformat(now))
    members_page.draw(Place(Path(home), database), clock=clock, words=Words(lang))


def shown(tmp_path, database, lang="en", member="", now=NOW):
    st.cache_resource.clear()
    app = AppTest.from_function(page, args=(str(tmp_path), database, lang, now.isoformat()))
    if member:
        app.query_params["member"] = member
    app.run()
    assert not app.exception
    return app


@pytest.fixture
def shop(tmp_path):
    """A shop in a file: one member with an order, a return, a coupon that is due, and a phone number."""
    engine = configure(sa.create_engine(f"sqlite:///{tmp_path / 'shop.db'}"))
    with engine.begin() as connection:
        create_all(connection)
    made = open_shop(engine, document=GIVING)
    with Session(engine) as session, session.begin():
        made.enrol(session, "ann", joined_at=START, birthday=(2, 29), attributes={"phone": "13800010001"})
        made.place(session, cart("150", "20"), order_id="o1", member="ann", at=START)
        made.return_items(session, "o1", {"2": 1}, return_id="r1", at=START)
        made.points.adjust(session, "ann", 5, key="k", reason="late | parcel", actor="kim", at=START)
    yield made, engine, f"sqlite:///{tmp_path / 'shop.db'}"
    engine.dispose()


def texts(app):
    return "\n".join(one.value for one in (*app.markdown, *app.subheader, *app.caption))


def test_without_a_database_the_page_says_how_to_name_one(tmp_path):
    assert "loyalty admin --database URL" in shown(tmp_path, None).info[0].value


def test_a_member_is_shown_with_figures_level_coupons_lots_movements_and_orders(tmp_path, shop):
    app = shown(tmp_path, shop[2], member="ann")
    said = texts(app)
    assert app.metric[0].label == "Can be spent"
    assert "ann :green-badge[active]" in said
    assert "138\\*\\*\\*\\*0001" in said
    assert "13800010001" not in said
    assert "silver" in said
    assert "kim · late \\| parcel" in said
    assert "| o1 |" in said
    assert "taken back with a return" in said
    assert "first ¥10\\.00" in said


def test_a_member_is_shown_while_somebody_writes(tmp_path, shop):
    made, engine, url = shop
    with Session(engine) as session, session.begin():
        made.place(session, cart("9"), order_id="open", member="ann", at=START)
        app = shown(tmp_path, url, member="ann")  # the order holds the file's lock
        assert "| o1 |" in texts(app)
        assert "| open |" not in texts(app)


def test_a_coupon_that_is_due_is_shown_before_it_is_booked(tmp_path, shop):
    app = shown(tmp_path, shop[2], member="ann", now=datetime(2024, 3, 1, 4, tzinfo=UTC))
    assert "| held | to use | 2024\\-03\\-09 |" in texts(app)


def test_the_page_speaks_chinese(tmp_path, shop):
    app = shown(tmp_path, shop[2], lang="zh", member="ann")
    assert app.metric[0].label == "可用积分"
    assert "正常" in texts(app)
    assert "退货扣回" in texts(app)


def test_who_is_no_member_is_a_sentence_for_staff(tmp_path, shop):
    app = shown(tmp_path, shop[2], member="Ann")
    assert app.warning[0].value.startswith("No member Ann in ")
    assert not app.error


def test_looking_changes_nothing(tmp_path, shop):
    made, engine, url = shop
    with Session(engine) as session:
        before = made.history(session, "ann")
    shown(tmp_path, url, member="ann", now=datetime(2024, 4, 1, 4, tzinfo=UTC))
    with Session(engine) as session:
        assert made.history(session, "ann") == before


def test_whoever_is_blocked_is_shown_as_such(tmp_path, shop):
    made, engine, url = shop
    with Session(engine) as session, session.begin():
        actor = Actor("kim", roles=frozenset({"admin", "editor"}))
        made.members.block(session, "ann", actor=actor, reason="stolen phone")
    assert "red-badge[blocked]" in texts(shown(tmp_path, url, member="ann"))


def test_older_movements_are_a_press_away(tmp_path, shop):
    made, engine, url = shop
    with Session(engine) as session, session.begin():
        for number in range(60):
            made.points.adjust(session, "ann", 1, key=f"n{number}", reason="x", actor="kim", at=START)
    app = shown(tmp_path, url, member="ann")
    assert "taken back" not in texts(app)
    app.button(key="ledger-older").click().run()
    assert "taken back" in texts(app)
    app.button(key="ledger-newest").click().run()
    assert "taken back" not in texts(app)


@pytest.mark.parametrize(
    "database", ["sqlite:////no/such/file.db", "postgresql://ann:secret@127.0.0.1:1/db", "junk"]
)
def test_a_database_that_cannot_be_used_is_one_sentence_with_its_code(tmp_path, database):
    (error,) = shown(tmp_path, database).error
    assert ":gray[" in error.value
    assert "secret" not in error.value


def test_a_database_without_a_programme_says_so(tmp_path):
    engine = sa.create_engine(f"sqlite:///{tmp_path / 'new.db'}")
    with engine.begin() as connection:
        create_all(connection)
    engine.dispose()
    assert "publish one" in shown(tmp_path, f"sqlite:///{tmp_path / 'new.db'}").info[0].value


@pytest.mark.parametrize(("lang", "said"), [("en", "choose that programme above"), ("zh", "请在上方选择")])
def test_a_member_of_another_programme_is_told_where(tmp_path, shop, lang, said):
    made, engine, url = shop
    other = open_shop(engine, "bob")
    first, last = sorted((made.program_key, other.program_key))
    app = shown(tmp_path, url, lang=lang, member="ann" if first == other.program_key else "bob")
    assert app.selectbox[0].value == first
    assert said in app.warning[0].value
    assert last in app.warning[0].value.replace("\\", "")
