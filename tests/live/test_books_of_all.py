"""Whatever doors a shop uses, its books add up."""

from sqlalchemy.orm import Session, sessionmaker

from loyalty.live import Loyalty
from loyalty.when import FixedClock
from tests.live.busy_shop import DAY, DOCUMENT, MEMBERS, SECRET, story
from tests.live.shops import START, open_shop


def test_books_of_a_busy_shop_add_up(engine, tmp_path):
    key = open_shop(engine, *MEMBERS, document=DOCUMENT).program_key
    shop = Loyalty(key, clock=FixedClock(START), secret=SECRET)
    for number, step in enumerate(story(shop, tmp_path)):
        with Session(engine) as session, session.begin():
            step(session)
        with Session(engine) as session, session.begin():
            assert shop.verify(session) == (), number
    shop.nightly(sessionmaker(engine), at=START + 900 * DAY)
    with Session(engine) as session, session.begin():
        assert shop.verify(session) == ()
        left = shop.figures(session, "bob", at=START + 900 * DAY)
        assert (left.available, left.booked) == (0, left.pending)
