"""A shop small enough to count by hand: four orders, one bad row, a programme with one offer and points."""

PROGRAM = """\
key: small
name: Small shop club
name_zh: 小店会员
currency: CNY
time_zone: Asia/Shanghai
points:
  rules:
    - {id: base, kind: per_amount, points: 1, per: 1.00}
  redeem: {points: 100, worth: 1.00, max_percent: 30}
offers:
  - id: ten-off
    name: Ten off a hundred
    name_zh: 满百减十
    when: {kind: subtotal, minimum: 100}
    benefit: {kind: amount, amount: 10, each: order}
    limits: [{per: member, uses: 1, each: ever}]
"""

ORDERS = """\
order_id,member_id,ordered_at,line_no,sku,category,quantity,currency,line_gross,line_discount,line_net,kind
A1,m1,2025-01-03 10:00:00,1,tea,food,1,CNY,12000,0,12000,sale
A2,m2,2025-01-04 11:00:00,1,tea,food,1,CNY,12000,0,12000,sale
A3,m1,2025-02-05 12:00:00,1,cup,home,2,CNY,16000,0,16000,sale
A4,,2025-02-06 12:30:00,1,cup,home,1,CNY,8000,0,8000,sale
,m1,2025-02-07 12:30:00,1,cup,home,1,CNY,8000,0,8000,sale
"""

COST_MINOR = 21_00
"""Ten off A1 and A2, and 100 of A1's 110 points on A3, which is m1's second use; A4 names nobody."""


def shop(folder):
    """The programme's and the orders' files."""
    program, orders = folder / "small.yaml", folder / "orders.csv"
    program.write_text(PROGRAM, encoding="utf-8")
    orders.write_text(ORDERS, encoding="utf-8")
    return program, orders


def broken(folder):
    """A programme with a misspelt field in line 14."""
    path = folder / "broken.yaml"
    path.write_text(PROGRAM.replace("    when:", "    wen:"), encoding="utf-8")
    return path
