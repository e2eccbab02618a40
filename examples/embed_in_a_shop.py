"""The library in a shop's own database and transaction: tables, a quote, an order, a return, the ledger."""

from datetime import UTC, datetime

from sqlalchemy import create_engine
from sqlalchemy.orm import Session

from loyalty import Cart, CartLine, explain, load_program, show
from loyalty.live import Loyalty, configure

engine = configure(create_engine("sqlite://"))  # your own engine: PostgreSQL, MariaDB, MySQL or SQLite
program = load_program("""
key: corner-shop
currency: CNY
time_zone: Asia/Shanghai
points: {rules: [{kind: per_amount, id: base, points: 1, per: 1.00}]}
offers: [{id: first-order, when: {kind: first_order}, benefit: {kind: percent, percent: 10, cap: 20.00}}]
""")
now = datetime(2026, 5, 4, 12, tzinfo=UTC)
shop = Loyalty("corner-shop")
print(len(shop.create_tables(engine)), "tables, all named loyalty_…")
tea, cup = CartLine(id="1", sku="TEA", unit_price="88.00"), CartLine(id="2", sku="CUP", unit_price="60.00")
cart = Cart(currency="CNY", lines=(tea, cup))
with Session(engine) as session, session.begin():  # your own session: the library never commits
    shop.publish(session, program, author="ops", at=now)
    shop.enrol(session, "mei", joined_at=now)
    quote = shop.quote(session, cart, member="mei", at=now)
    print(*(f"{one.offer_id}: {explain(one, program.unit)}" for one in quote.decisions))
    placed = shop.place(session, cart, order_id="A1", member="mei", at=now, accept=quote)
    back = shop.return_items(session, "A1", {"2": 1}, return_id="R1", at=now)
    paid, returned = placed.quote.to_pay_minor, back.returned_minor
    print("paid", show(paid, program.unit), "back", show(returned, program.unit))
    print(*(f"{entry.kind.name.lower()} {entry.points}" for entry in (*placed.entries, *back.entries)))
