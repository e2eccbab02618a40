"""The library in a shop's own database and transaction: tables, a quote, an order, a return, the ledger."""

from sqlalchemy import create_engine
from sqlalchemy.orm import Session

from loyalty import Cart, CartLine, explain, load_program
from loyalty.live import Loyalty, configure

engine, shop = configure(create_engine("sqlite://")), Loyalty("corner-shop")
program = load_program("""--- {key: corner-shop, currency: CNY, time_zone: Asia/Shanghai,
points: {rules: [{kind: per_amount, id: base, points: 1, per: 1.00}]},
offers: [{id: first-order, when: {kind: first_order}, benefit: {kind: percent, percent: 10}}]}""")
goods = CartLine(id="1", sku="TEA", unit_price="88.00"), CartLine(id="2", sku="CUP", unit_price="60.00")
cart = Cart(currency="CNY", lines=goods)
print(len(shop.create_tables(engine)), "tables, all named loyalty_…")
with Session(engine) as session, session.begin():  # your own session: the library never commits
    shop.publish(session, program, author="ops")
    shop.enrol(session, "mei")
    quote = shop.quote(session, cart, member="mei")
    print(*(f"{one.offer_id}: {explain(one, program.unit)}" for one in quote.decisions))
    shop.place(session, cart, order_id="A1", member="mei", accept=quote)
    shop.return_items(session, "A1", {"2": 1}, return_id="R1")
    for one in shop.history(session, "mei"):  # the ledger, the latest first
        print(one.order_id, one.kind, f"{one.points:+}, booked {one.booked_after}")
