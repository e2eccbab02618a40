"""What a member has keeps the terms it was granted under when another version goes live."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy.orm import Session

from loyalty import load_program
from tests.live.shops import cart, open_shop

START = datetime(2024, 1, 10, 4, tzinfo=UTC)
CHANGE = START + timedelta(days=5)
SHOP = """
key: {{key}}
currency: CNY
time_zone: Asia/Shanghai
{tiers}points:
  rules: [{{{{kind: per_amount, id: base, points: "1", per: "1"}}}}]
  redeem: {{{{points: "{rate}", worth: "1", max_percent: "{percent}"}}}}
  {more}
"""
TIERS = """tiers:
  - id: growth
    credit: {{{{of: spend, window: {{{{kind: rolling, months: 1}}}}}}}}
    term: {{{{kind: {term}}}}}
    levels:
      - {{{{id: silver, minimum: "100"}}}}
      - {{{{id: gold, minimum: "500"}}}}
"""
ROLLING = "expiry: {{kind: rolling, months: 12}}"
SHORT = "expiry: {{kind: rolling, months: 1}}"
IDLE = "expiry: {{kind: inactivity, months: 3}}"
NEVER = "expiry: {{kind: never}}"


def document(more=ROLLING, *, rate="100", percent="20", term=None):
    tiers = "" if term is None else TIERS.format(term=term)
    return SHOP.format(tiers=tiers, rate=rate, percent=percent, more=more)


def changed(engine, old, new):
    """A shop where ann spent 100 under one version, and 10 right after the next went live."""
    shop = open_shop(engine, "ann", document=old, at=START)
    with Session(engine) as session, session.begin():
        shop.place(session, cart("100", points="none"), order_id="o1", member="ann", at=START)
        shop.publish(session, load_program(new.format(key=shop.program_key)), author="ann", at=CHANGE)
        shop.place(session, cart("10", points="none"), order_id="o2", member="ann", at=CHANGE)
    return shop


def days(engine, shop, *after):
    """What is available so many days after the start, and the ledger adding up."""
    with Session(engine) as session, session.begin():
        told = [shop.figures(session, "ann", at=START + timedelta(days=n)).available for n in after]
        assert shop.verify(session) == ()
    return told


@pytest.mark.parametrize(
    ("old", "new", "left"),
    [
        (ROLLING, SHORT, [110, 100, 100, 100, 0]),
        (SHORT, ROLLING, [110, 10, 10, 10, 0]),
        (NEVER, SHORT, [110, 100, 100, 100, 100]),
        (ROLLING, NEVER, [110, 110, 110, 110, 10]),
        (NEVER, IDLE, [110, 110, 100, 100, 100]),
        (ROLLING, IDLE, [110, 110, 100, 100, 0]),
        (IDLE, NEVER, [110, 110, 10, 10, 10]),
        (IDLE, ROLLING, [110, 110, 10, 10, 0]),
    ],
    ids=lambda one: one.split("kind: ")[1].split("}")[0] if isinstance(one, str) else "",
)
def test_a_lot_ends_when_its_own_version_said(engine, old, new, left):
    shop = changed(engine, document(old), document(new))
    assert days(engine, shop, 6, 60, 120, 300, 400) == left


def test_what_never_ends_is_spent_after_what_ends_with_inactivity_and_is_stored_as_before(engine):
    shop = changed(engine, document(NEVER), document(IDLE, rate="2", percent="100"))
    with Session(engine) as session, session.begin():
        spent = shop.place(session, cart("4", points=8), order_id="o3", member="ann", at=CHANGE)
        assert spent.quote.points_spent == 8
    assert days(engine, shop, 6, 120) == [102, 100]
    with Session(engine) as session, session.begin():
        shop.return_items(session, "o3", {"1": 1}, return_id="r3", at=CHANGE + timedelta(days=1))
        late = START + timedelta(days=200)
        spent = shop.place(session, cart("50", points=100), order_id="o4", member="ann", at=late)
        assert spent.quote.points_spent == 100
        shop.return_items(session, "o4", {"1": 1}, return_id="r4", at=late)
    assert days(engine, shop, 201, 900) == [100, 100]


def test_a_lot_matures_when_its_own_version_said(engine):
    waits = f"pending: {{{{after: paid, days: 30}}}}\n  {ROLLING}"
    shop = changed(engine, document(waits), document(ROLLING))
    assert days(engine, shop, 6, 29, 31) == [10, 10, 110]
    shop = changed(engine, document(ROLLING), document(waits))
    assert days(engine, shop, 6, 31, 36) == [100, 100, 110]


@pytest.mark.parametrize(
    ("old", "new", "debt", "shortfall"),
    [("allow_debt", "to_zero", 60, 0), ("to_zero", "allow_debt", 0, 60)],
)
def test_what_cannot_be_taken_back_is_owed_or_forgiven_as_the_orders_version_said(
    engine, old, new, debt, shortfall
):
    said = f"on_return: {{{{shortfall: HOW}}}}\n  {ROLLING}"
    shop = changed(
        engine,
        document(said.replace("HOW", old), rate="2", percent="100"),
        document(said.replace("HOW", new), rate="2", percent="100"),
    )
    with Session(engine) as session, session.begin():
        shop.place(session, cart("35", points=70), order_id="o3", member="ann", at=CHANGE)
        back = shop.return_items(session, "o1", {"1": 1}, return_id="r1", at=CHANGE)
        assert (back.debt, back.shortfall) == (debt, shortfall)


def test_points_are_spent_at_the_rate_and_up_to_the_share_of_the_live_version(engine):
    shop = changed(engine, document(), document(rate="10", percent="50"))
    with Session(engine) as session, session.begin():
        quoted = shop.quote(session, cart("10"), member="ann", at=CHANGE)
        assert (quoted.points_spent, quoted.points_minor) == (50, 500)


@pytest.mark.parametrize(
    ("old", "new", "levels"),
    [
        ("months, months: 12", "months, months: 2", ["silver", "silver", "silver", None]),
        ("months, months: 2", "months, months: 12", ["silver", None, None, None]),
        ("months, months: 12", "forever", ["silver", "silver", "silver", None]),
        ("forever", "months, months: 2", ["silver", "silver", "silver", "silver"]),
        ("months, months: 12", "follows_credit", ["silver", "silver", "silver", None]),
        ("forever", "follows_credit", ["silver", "silver", "silver", "silver"]),
        ("follows_credit", "months, months: 12", ["silver", None, None, None]),
        ("follows_credit", "forever", ["silver", None, None, None]),
        ("follows_credit", "follows_credit", ["silver", None, None, None]),
        ("forever", "forever", ["silver", "silver", "silver", "silver"]),
    ],
)
def test_a_level_keeps_the_end_of_the_term_it_was_reached_for(engine, old, new, levels):
    shop = changed(engine, document(term=old), document(term=new))
    with Session(engine) as session, session.begin():
        instants = [START + timedelta(days=n) for n in (6, 100, 360, 380)]
        assert [shop.figures(session, "ann", at=at).tiers["growth"] for at in instants] == levels


def test_where_levels_follow_the_credit_they_do_so_from_the_end_of_an_older_term_on(engine):
    shop = changed(engine, document(term="months, months: 12"), document(term="follows_credit"))
    with Session(engine) as session, session.begin():

        def level(day):
            return shop.figures(session, "ann", at=START + timedelta(days=day)).tiers["growth"]

        late = START + timedelta(days=355)
        shop.place(session, cart("600", points="none"), order_id="o3", member="ann", at=late)
        assert [level(day) for day in (356, 367, 380, 400)] == ["gold", "gold", "gold", None]


def version(shop, session, term, day):
    at = START + timedelta(days=day)
    program = load_program(document(term=term, rate=str(100 + day)).format(key=shop.program_key))
    shop.publish(session, program, author="ann", at=at)


def level(shop, session, day):
    return shop.figures(session, "ann", at=START + timedelta(days=day)).tiers["growth"]


def test_a_level_for_good_is_the_least_where_levels_follow_the_credit_then(engine):
    shop = changed(engine, document(term="forever"), document(term="follows_credit"))
    with Session(engine) as session, session.begin():
        late = START + timedelta(days=50)
        shop.place(session, cart("600", points="none"), order_id="o3", member="ann", at=late)
        assert [level(shop, session, day) for day in (51, 90)] == ["gold", "silver"]
        version(shop, session, "months, months: 2", 60)
        assert [level(shop, session, day) for day in (61, 90, 900)] == ["gold", "silver", "silver"]
        version(shop, session, "forever", 70)
        assert [level(shop, session, day) for day in (90, 900)] == ["silver", "silver"]
        assert shop.tiers.levels(session, "ann", at=START + timedelta(days=75))[0].level == "gold"


def test_a_level_for_good_stays_through_versions_that_know_terms(engine):
    shop = changed(engine, document(term="forever"), document(term="months, months: 2"))
    with Session(engine) as session, session.begin():
        assert level(shop, session, 300) == "silver"
        shop.place(session, cart("1", points="none"), order_id="o3", member="ann", at=CHANGE)
        version(shop, session, "follows_credit", 20)
        assert [level(shop, session, day) for day in (21, 300)] == ["silver", "silver"]


def test_a_level_that_followed_the_credit_gets_a_term_when_it_is_reached_anew(engine):
    shop = changed(engine, document(term="follows_credit"), document(term="months, months: 2"))
    with Session(engine) as session, session.begin():
        late = START + timedelta(days=20)
        shop.place(session, cart("450", points="none"), order_id="o3", member="ann", at=late)
        assert [level(shop, session, day) for day in (21, 45, 70, 90)] == ["gold", "gold", "gold", None]
    shop = changed(engine, document(term="follows_credit"), document(term="months, months: 2"))
    with Session(engine) as session, session.begin():
        late = START + timedelta(days=40)
        assert level(shop, session, 39) is None
        shop.place(session, cart("150", points="none"), order_id="o3", member="ann", at=late)
        assert [level(shop, session, day) for day in (41, 80, 110)] == ["silver", "silver", None]


def test_what_comes_back_lowers_a_level_that_follows_the_credit(engine):
    shop = changed(engine, document(term="follows_credit"), document(term="months, months: 2"))
    with Session(engine) as session, session.begin():
        back = shop.return_items(session, "o1", {"1": 1}, return_id="r1", at=CHANGE + timedelta(days=1))
        assert back.figures.tiers["growth"] is None
        assert level(shop, session, 7) is None
