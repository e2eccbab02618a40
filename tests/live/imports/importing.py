"""Files of an older system for tests, and a shop that takes them in."""

from datetime import timedelta

from sqlalchemy.orm import Session, sessionmaker

from loyalty import load_program, lower
from loyalty.live.imports.coming import Setting
from loyalty.live.imports.staging import Bundle, Row
from loyalty.when import to_us
from tests.live.shops import PROGRAM, START, open_shop

DAY = timedelta(days=1)
FOLLOW = """  - id: follow
    credit: {{of: orders, window: {{kind: rolling, months: 12}}}}
    term: {{kind: follows_credit}}
    levels: [{{id: regular, minimum: "3"}}]
points:
  decimals: 1
"""
DOCUMENT = (
    PROGRAM.replace("points:\n", FOLLOW, 1)
    + """  - id: gift
    coupon: {{}}
    benefit: {{kind: amount, amount: "5"}}
issuances:
  - {{id: hello, on: {{kind: sign_up}}, gives: [{{kind: points, points: "7"}}]}}
  - {{id: rise, on: {{kind: tier_entry, levels: [silver, gold]}}, gives: [{{kind: points, points: "9"}}]}}
"""
)
FILES = {
    "members": """member,joined,status,birthday,orders,last_order,debt,card_numbers,identity.phone
ann,2020-01-01,active,05-31,3,2023-12-01,0,C1;C2,13800
bob,2021-01-01,blocked,1990-02-29,,,2.5,,
""",
    "points": """member,lot,points,granted,earned,available_from,expires
ann,a,100.5,120,2023-05-01,,2024-12-31
ann,b,50,,2024-01-30,2024-02-10,forever
bob,,20,,2023-01-01,,2024-01-01
bob,,30,,2023-01-01,,
""",
    "levels": "member,track,level,since,until\nann,growth,gold,2023-08-01,2024-07-31\n",
    "credit": "member,track,amount,at\nann,growth,120.50,2023-06-01\nann,follow,1,2023-06-01\n",
    "coupons": """member,offer,granted,starts,ends,code,state
ann,gift,2023-12-01,,2024-06-30,WELCOME-1,
ann,gift,2023-12-01,,2023-12-31,,
bob,gift,2023-12-01,,2024-06-30,,used
""",
}
PLAN = lower(load_program(DOCUMENT.format(key="corner-shop")))


def lay(folder, **changed):
    """The files in a folder; None takes one away."""
    for kind, text in (FILES | changed).items():
        path = folder / f"{kind}.csv"
        path.unlink(missing_ok=True)
        if text is not None:
            path.write_text(text, encoding="utf-8")
    return folder


def opened(engine, **fields):
    """A shop that takes members in."""
    return open_shop(engine, document=DOCUMENT, **fields)


def bring(engine, shop, folder, **asked):
    """Run an import of a folder; its report."""
    with shop.imports.open(folder) as staged:
        return shop.imports.run(sessionmaker(engine), staged, actor="kim", **asked)


def look(engine, shop, folder, **asked):
    """Check a folder; its report."""
    with shop.imports.open(folder) as staged, Session(engine) as session, session.begin():
        return shop.imports.check(session, staged, **asked)


def codes(report):
    """Rows by finding."""
    return {one.code: one.rows for one in report.problems}


def setting(**changed):
    """What rows are read against, without a database."""
    known = {
        "plan": PLAN,
        "program_key": "corner-shop",
        "name": "import",
        "at_us": to_us(START),
        "secret": b"kept by the shop",
        "void_offers": frozenset(),
    }
    return Setting(**known | changed)


def row(kind, number=1, file=0, **cells):
    """One row of a file; `_` in a column's name stands for itself."""
    return Row(file, number, kind, {"member": "ann"} | cells)


def bundle(*rows, member="ann"):
    """Rows of one member."""
    return Bundle(member, tuple(rows))
