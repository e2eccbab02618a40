"""A host for each page of docs/how-to: what its snippets find when they are run.

Names of the library and of SQLAlchemy are what the snippets of a page must bring themselves.
"""

from datetime import timedelta
from types import SimpleNamespace

from sqlalchemy import create_engine, orm

from loyalty import Cart, CartLine, load_program
from loyalty.live import Loyalty, configure
from loyalty.when import SystemClock

NOW = SystemClock().now()
"""About now: tests may run long after it was read."""
PROGRAM = """
key: corner-shop
currency: CNY
time_zone: Asia/Shanghai
tiers:
  - id: growth
    credit: {of: spend, window: {kind: rolling, months: 12}}
    term: {kind: months, months: 12}
    levels: [{id: silver, minimum: "100"}, {id: gold, minimum: "500"}]
points:
  rules: [{kind: per_amount, id: base, points: "1", per: "1"}]
  actions: [{id: check_in, action: check_in, points: "5"}]
  expiry: {kind: rolling, months: 12}
reminders: {points_days: 7}
offers:
  - {id: welcome, when: {kind: first_order}, benefit: {kind: percent, percent: 10}}
  - {id: thirty, coupon: {}, benefit: {kind: amount, amount: "30"}}
  - {id: noon, benefit: {kind: amount, amount: "5"}, limits: [{per: program, uses: 100}]}
"""
SECRET = b"sixteen bytes or more of chance"
SHOP = "/shop.db"


def cart():
    """Something to buy."""
    return Cart(currency="CNY", lines=(CartLine(id="1", sku="TEA", unit_price="88.00", quantity=3),))


def own_tables(engine):
    """The host's own tables, and a class for a row of each."""

    class Base(orm.DeclarativeBase):
        pass

    class Order(Base):
        __tablename__ = "orders"
        id: orm.Mapped[int] = orm.mapped_column(primary_key=True)

    class Mail(Base):
        __tablename__ = "mail"
        id: orm.Mapped[int] = orm.mapped_column(primary_key=True)
        member: orm.Mapped[str]
        order: orm.Mapped[str]

    Base.metadata.create_all(engine)
    return {"order": Order(), "Mail": Mail, "Base": Base}


def an_engine(folder):
    return configure(create_engine(f"sqlite:///{folder}{SHOP}"))


def embedding(folder):
    """A host before it has any of our tables."""
    engine = an_engine(folder)
    sent = []
    (folder / "club.yaml").write_text(PROGRAM, encoding="utf-8")
    return {
        "members": ["member-17"],
        "send": lambda *told, key: sent.append((told, key)),
        "secret": SECRET,
        **own_tables(engine),
    }


def migrating(folder):
    """A host whose migrations are its own."""
    engine = an_engine(folder)
    context = SimpleNamespace(configure=lambda **told: None)
    return {"engine": engine, "context": context, "connection": None, **own_tables(engine)}


def opened(folder, engine=None):
    """A host whose programme is live and has members."""
    shop = Loyalty("corner-shop", secret=SECRET)
    if engine is None:
        engine = an_engine(folder)
        shop.create_tables(engine)
    with orm.Session(engine) as session, session.begin():
        shop.publish(session, load_program(PROGRAM), author="ops", at=NOW - timedelta(days=400))
        for member in ("ann", "bob", "mei"):
            shop.enrol(session, member)
    return {"engine": engine, "shop": shop, "Session": orm.Session, "Loyalty": Loyalty, "secret": SECRET}


def ordering(folder):
    """A host with an order of its own, which a member looks at."""
    told = opened(folder)
    made_at = SystemClock().now()
    order = SimpleNamespace(number="A-1", member="mei", codes=(), points="max", created_at=made_at)
    order.lines = [SimpleNamespace(id=1, sku="TEA", price="88.00", quantity=2)]
    lines = (CartLine(id="1", sku="TEA", unit_price="88.00", quantity=2),)
    with orm.Session(told["engine"]) as session:
        seen = Cart(currency="CNY", lines=lines, points="max")
        order.quote_id = told["shop"].quote(session, seen, member="mei").id
    return told | {"order": order, "show": lambda quote: None}


def at_work(folder):
    """A host in the middle of a transaction."""
    told = opened(folder)
    return told | {"session": orm.Session(told["engine"])}


def importing(folder):
    """A host that leaves another system."""
    (folder / "crm-export").mkdir()
    (folder / "crm-export" / "members.csv").write_text("member,joined\nzoe,2024-01-31\n", encoding="utf-8")
    told = opened(folder)
    return told | {"sessions": orm.sessionmaker(told["engine"])}


def handing_out(folder, engine):
    """A host that hands out coupons, on a server that counts in shards."""
    typed = {"typed": "summer", "request_id": "q-1", "device": "d-1"}
    return opened(folder, engine) | {"cart": cart(), **typed}


def running(folder):
    """A host whose people are at work on the fourth version."""
    told = at_work(folder)
    for number in (2, 3):
        text = PROGRAM.replace("percent: 10", f"percent: {10 + number}")
        told["shop"].publish(told["session"], load_program(text), author="ops")
    for member in ("m-18", "m-19"):
        told["shop"].enrol(told["session"], member)
    return told | {
        "settings": SimpleNamespace(LOYALTY_SECRET=SECRET),
        "program": load_program(PROGRAM),
        "changed": load_program(PROGRAM.replace("percent: 10", "percent: 9")),
        "log_hash": "0" * 64,
        "midnight": NOW + timedelta(days=1),
        "end_of_june": NOW + timedelta(days=200),
        "last_march": NOW - timedelta(days=200),
        "now": NOW,
    }


DJANGO = """
import django
from django.conf import settings
from sqlalchemy import create_engine
from tests.house.how_to_hosts import opened, cart

DATABASES = {"default": {
    "ENGINE": "django.db.backends.sqlite3", "NAME": "shop.db", "OPTIONS": {"transaction_mode": "IMMEDIATE"}
}}
settings.configure(DATABASES=DATABASES, USE_TZ=True)
django.setup()
shop, cart = opened(".")["shop"], cart()


class order:
    pk, member_id = 7, "mei"
    save = staticmethod(lambda: None)


def placed_orders():
    with create_engine("sqlite:///shop.db").connect() as connection:
        return list(connection.exec_driver_sql("SELECT order_id FROM loyalty_placed_order").scalars())


"""
"""What stands before the snippet for Django: a process of its own, because settings are for a whole one."""


def reading_codes(folder):
    """A till at which codes are typed."""
    said = []
    return {"say": said.append, "typed": "SPRING-0000", "unused_codes": set()}
