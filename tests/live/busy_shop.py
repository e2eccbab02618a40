"""A story of one shop that goes through every door: each step in a transaction of its own."""

import io
from datetime import timedelta

from loyalty.coupon_codes import CodeBatch
from loyalty.live import Actor
from tests.live.shops import PROGRAM, START, cart

DAY = timedelta(days=1)
DOCUMENT = (
    PROGRAM.replace("  redeem:", "  pending: {{days: 2, after: delivered}}\n  redeem:").replace(
        "  rules:", "  actions: [{{id: look, action: check_in, points: 2}}]\n  rules:"
    )
    + """  - id: gift
    coupon: {{}}
    benefit: {{kind: amount, amount: "5"}}
issuances:
  - {{id: welcome, on: {{kind: sign_up}}, gives: [{{kind: points, points: 3}}]}}
"""
)
OLDER = {
    "members": "member,joined,orders,card_numbers\ndan,2020-01-01,2,C1\n",
    "points": "member,points,earned,expires\ndan,500,2023-05-01,2024-12-31\n",
    "levels": "member,track,level,until\ndan,growth,gold,2024-07-31\n",
    "credit": "member,track,amount,at\ndan,growth,120.50,2023-06-01\n",
    "coupons": "member,offer,granted,ends\ndan,gift,2023-12-01,2024-06-30\n",
}
"""Files of an older system."""
BY = {"reason": "goodwill", "actor": "kim"}
KIM = Actor("kim", frozenset({"admin"}))
SECRET = b"sixteen bytes or more of chance"
MEMBERS = ("ann", "bob", "cem")


def at_the_till(shop):
    """Orders, holds, returns and cancellations."""
    return [
        lambda s: shop.quote(s, cart("310", "90"), member="ann", at=START),
        lambda s: shop.place(s, cart("310", "90"), order_id="o1", member="ann", at=START),
        lambda s: shop.coupons.grant(s, "gift", members=["ann", "bob"], key="g", at=START),
        lambda s: shop.coupons.usable(s, cart("60"), member="ann", at=START),
        lambda s: shop.act(s, "ann", "check_in", action_id="c1", at=START + DAY),
        lambda s: shop.mature(s, "o1", at=START + DAY),
        lambda s: shop.points.adjust(s, "bob", 500, key="a", at=START + DAY, **BY),
        lambda s: shop.points.transfer(s, 150, giver="bob", taker="ann", key="t", at=START + 2 * DAY, **BY),
        lambda s: shop.hold(s, cart("60"), order_id="o2", member="ann", at=START + 4 * DAY),
        lambda s: shop.place(s, cart("60"), order_id="o2", member="ann", at=START + 4 * DAY),
        lambda s: shop.hold(s, cart("60"), order_id="o6", member="ann", at=START + 4 * DAY),
        lambda s: shop.place(s, cart("80"), order_id="o3", member="bob", at=START + 4 * DAY),
        lambda s: shop.return_items(s, "o1", {"1": 1}, return_id="r", at=START + 5 * DAY),
        lambda s: shop.refund_amount(s, "o1", "7", return_id="m", at=START + 5 * DAY),
        lambda s: shop.return_unlinked(s, cart("9"), member="ann", return_id="u", at=START + 5 * DAY),
        lambda s: shop.cancel(s, "o3", at=START + 5 * DAY),
    ]


def bring_in(shop, folder):
    """A member of an older system comes in, once."""
    for name, text in OLDER.items():
        (folder / f"{name}.csv").write_text(text, encoding="utf-8")

    def step(session):
        with shop.imports.open(*(folder / f"{name}.csv" for name in OLDER)) as files:
            asked = {"at": START + 9 * DAY, "expected": {"members": 1}}
            assert shop.imports.check(session, files, **asked).written == 1
            assert shop.imports.write(session, files, actor="kim", **asked).written == 1
            assert shop.imports.write(session, files, actor="kim", **asked).already == 1

    return step


def behind_the_counter(shop, folder):
    """Codes, members, pauses, reminders and reports."""
    codes = {"codes": CodeBatch(count=3), "out": folder / f"{shop.program_key}.csv", "offer_id": "gift"}
    return [
        lambda s: shop.codes.make(s, "spring", actor="kim", **codes),
        lambda s: shop.codes.publish_word(s, "word", word="SUMMER", offer_id="gift", uses_max=2, actor="kim"),
        lambda s: shop.codes.claim(s, "summer", member="cem", key="k1", at=START + 6 * DAY),
        lambda s: shop.codes.claim(s, "nonesuch", member="cem", key="k2", at=START + 6 * DAY),
        lambda s: shop.programs.pause(s, actor=KIM, reason="a leak", offer_ids=["first"]),
        lambda s: shop.place(s, cart("70"), order_id="o4", member="cem", at=START + 6 * DAY),
        lambda s: shop.programs.resume(s, actor=KIM, reason="mended", offer_ids=["first"]),
        lambda s: shop.members.merge(
            s, "cem", into="bob", reason="one person", actor=KIM, at=START + 7 * DAY
        ),
        lambda s: shop.mature(s, "o4", at=START + 8 * DAY),
        lambda s: shop.return_items(s, "o4", {"1": 1}, return_id="r", at=START + 9 * DAY),
        bring_in(shop, folder),
        lambda s: shop.place(s, cart("40"), order_id="o7", member="dan", at=START + 10 * DAY),
        lambda s: shop.remind(s, "ann", at=START + 360 * DAY),
        lambda s: shop.place(s, cart("50"), order_id="o5", member="bob", at=START + 500 * DAY),
        lambda s: shop.coupons.void_offer(s, "gift", key="v", **BY),
        lambda s: shop.order_lines(s, io.StringIO()),
        lambda s: shop.export(s, folder / shop.program_key),
        shop.programs.versions,
        shop.programs.acts,
        lambda s: shop.coupons.held(s, "ann"),
        lambda s: shop.history(s, "ann"),
        lambda s: shop.past_figures(s, "ann", at=START + 3 * DAY),
        lambda s: shop.members.erase(s, "ann", reason="asked for", actor=KIM),
    ]


def story(shop, folder):
    """All of it, in order."""
    return [*at_the_till(shop), *behind_the_counter(shop, folder)]
