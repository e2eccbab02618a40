"""What each parameter of each verb of the live shop is meant for, and the verbs, found by looking."""

import inspect
import io
from datetime import timedelta

from sqlalchemy.orm import Session

from loyalty import load_program
from loyalty.coupon_codes import CodeBatch
from loyalty.live import Loyalty
from loyalty.live.actors import Actor
from loyalty.live.awaiting import is_door
from loyalty.when import FixedClock
from tests.live.shops import PROGRAM, START, cart, open_shop

EVE = Actor("eve", frozenset({"admin"}))
GIFT = "  - {{id: gift, benefit: {{kind: amount, amount: '1'}}, coupon: {{}}}}\n"
TEXTS = {
    "ann": "member member_ref source giver",
    "bob": "into taker",
    "o1": "order_id replaces",
    "o2": "extend_hold.order_id release.order_id",
    "o3": "hold.order_id place.order_id",
    "k": "key return_id update_id action_id cause device action kind value note name seen level_id",
    "a": "actor author reason approver program_hash log_hash without_simulation subject",
    "gift": "offer_id",
    "launch": "budget_id",
    "gold": "level",
    "b": "batch",
    "1": "amount hold_id",
    "SUMMER": "text",
    "WORD": "word",
}
"""Parameters, some with their verb, by the text they are meant for."""
NOTHING = "accept delivered months progress staged expected engine before_seq coupon_id"


def furnished(engine):
    """A shop with members who have points, orders, coupons and a code."""
    made = open_shop(engine, "ann", "bob", document=PROGRAM + GIFT)
    made = Loyalty(made.program_key, clock=FixedClock(START), secret=b"a secret of bytes")
    with Session(engine) as session, session.begin():
        made.place(session, cart("600"), order_id="o1", member="ann", at=START)
        made.hold(session, cart("600"), order_id="o2", member="bob", at=START)
        made.coupons.grant(session, "gift", members=["ann"], key="g")
        made.codes.publish_word(session, "b", word="SUMMER", offer_id="gift", uses_max=5, actor="a")
        made.programs.drafts.begin(session, made.programs.version(session, 1), actor=EVE, based_on=1)
    return made


def doors(found, name="shop"):
    """A door and those behind it, by name."""
    yield name, found
    for part, kind in inspect.getmembers(type(found), lambda one: isinstance(one, property)):
        behind = kind.fget(found)
        if is_door(behind):
            yield from doors(behind, f"{name}.{part}")


def verbs(shop):
    """Every public verb by its full name."""
    return {
        f"{name}.{verb}": found
        for name, door in doors(shop)
        for verb, found in inspect.getmembers(door, inspect.ismethod)
        if not verb.startswith("_")
    }


def parameters(verb):
    """What a verb takes, by name."""
    return inspect.signature(verb).parameters


def meant(shop, session, folder):
    """What each parameter is meant for, by what it is called; some by the verb's name, too."""

    def sessions():
        """A session of its own that is undone with the other."""
        return Session(session.connection(), join_transaction_mode="create_savepoint")

    later = START + timedelta(days=5)
    instants = "at joined_at delivered_at instant ending_from live_from starts_at consent_at"
    return {
        **{name: text for text, names in TEXTS.items() for name in names.split()},
        **dict.fromkeys(NOTHING.split()),
        **dict.fromkeys(instants.split(), START),
        **dict.fromkeys(["ends_at", "until", "to", "expires", "ending_before"], later),
        **dict.fromkeys(["points", "uses_max", "claims_max", "old", "based_on"], 1),
        **dict.fromkeys(["most", "nightly.batch", "check.batch", "write.batch", "run.batch"], 10),
        **dict.fromkeys(["number", "new", "other"], 2),
        **dict.fromkeys(["bought", "dry"], False),
        "session": session, "sessions": sessions, "cart": cart("5"), "items": [], "members": ["ann"],
        "units": {"1": 1}, "refunds": {"1": "1"}, "line_ids": ("1",), "birthday": (2, 29), "topics": ["k"],
        "attributes": {"a": "b"}, "identities": {"phone": "1"}, "settings": {}, "offer_ids": ["gift"],
        "codes": CodeBatch(count=1), "out": folder / "codes.csv", "order_lines.out": io.StringIO(),
        "program": load_program(PROGRAM.format(key=shop.program_key)), "folder": folder / "all",
        "formats": ["csv"], "paths": folder,
    }  # fmt: skip


def asked(verb, known):
    """A call of the verb as it is meant, by name."""
    named = {}
    for name, one in parameters(verb).items():
        if one.kind is not inspect.Parameter.VAR_POSITIONAL:
            value = known.get(f"{verb.__name__}.{name}", known[name])
            named[name] = EVE if one.annotation == "Actor" else value
    return named
