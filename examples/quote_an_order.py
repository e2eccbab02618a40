"""A first order with a member discount: quoted with reasons, placed, one unit returned, the ledger shown."""

from datetime import UTC, datetime

import loyalty as ly

program = ly.load_program("""
key: corner-shop
currency: CNY
time_zone: Asia/Shanghai
points:
  rules: [{kind: per_amount, id: base, points: 1, per: 1.00}]
offers:
  - {id: first-order, when: {kind: first_order}, benefit: {kind: percent, percent: 10, cap: 20.00}}
  - {id: spend-300, benefit: {kind: steps, measure: subtotal, steps: [{from: 300, amount: 30}]}}
""")
plan, now = ly.lower(program), datetime(2026, 5, 4, 12, tzinfo=UTC)
mei = ly.Member(id="mei", joined_at=now)
cart = ly.Cart(currency="CNY", lines=(ly.CartLine(id="1", sku="TEA", unit_price="88.00", quantity=3),))
placed = ly.settle(plan, cart, who=mei, order_id="A1", at=now)
for decision in placed.quote.decisions:
    print(f"{decision.offer_id}: {ly.explain(decision, program.unit)}")
back = ly.reverse(plan, {"1": 1}, who=mei, order_id="A1", return_id="R1", at=now, standing=placed.standing)
print("to pay", ly.show(placed.quote.to_pay_minor, program.unit))
print("refunded", ly.show(back.returned_minor, program.unit))
for entry in (*placed.entries, *back.entries):
    print(entry.kind.name.lower(), entry.points)
