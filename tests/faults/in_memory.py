"""The functions that need no store, found by looking, and what each of their parameters is meant for."""

import inspect
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import UTC, datetime, timedelta
from importlib import import_module
from itertools import chain
from types import UnionType
from typing import Any, Literal, Union, get_args, get_origin

import loyalty
from loyalty import (
    Cart,
    CartLine,
    Decision,
    Member,
    Reason,
    ShippingMethod,
    Standing,
    engine,
    load_program,
    lower,
    money,
    when,
)
from loyalty.coupon_codes import CodeBatch
from loyalty.coupon_codes.alphabets import CROCKFORD
from loyalty.facts.arrival import Arrivals
from loyalty.facts.giving import Granted
from loyalty.scenarios import check, load_scenarios
from loyalty.simulate import OrderLog, simulate
from loyalty.when import load_zone
from tests.live.shops import PROGRAM

NOON = datetime(2024, 3, 1, 4, tzinfo=UTC)
LATER = NOON + timedelta(days=3)
JOINED = datetime(2024, 1, 5, tzinfo=UTC)
ROOMS = ("coupon_codes", "engine", "plan", "scenarios", "templates", "reports", "demo", "simulate")
"""Packages that say in `__all__` what of them is public."""
DOCUMENT = PROGRAM.format(key="memory") + "  - {id: gift, benefit: {kind: amount, amount: '1'}, coupon: {}}\n"
SCENARIOS = (
    "scenarios: [{name: one, at: 2024-03-01, cart: {lines: [{sku: tea, price: 5}]}, expect: {to_pay: 5}}]"
)
ORDERS = """order_id,ordered_at,sku,quantity,unit_price,currency,member_id
o1,2024-02-01T10:00:00+08:00,tea,1,10.00,CNY,ann
"""


INNER = {"too_early", *(name for name in vars(when) if name.startswith("_"))}
"""What `when` keeps for the library: one makes an error."""


def functions():
    """Every public function by its full name: of the library, of its rooms, and of time."""
    found = {f"loyalty.{name}": getattr(loyalty, name) for name in loyalty.__all__}
    for room in ROOMS:
        module = import_module(f"loyalty.{room}")
        found |= {f"{room}.{name}": getattr(module, name) for name in module.__all__}
    found |= {
        f"when.{name}": one
        for name, one in vars(when).items()
        if name not in INNER and getattr(one, "__module__", None) == when.__name__
    }
    unique = {one: name for name, one in reversed(found.items()) if inspect.isfunction(one)}
    return {name: one for one, name in reversed(unique.items())}


def kinds():
    """Every public class of the library."""
    return {name: one for name in loyalty.__all__ if isinstance(one := getattr(loyalty, name), type)}


def parameters(function):
    """What a function takes, by name."""
    return inspect.signature(function).parameters


def cart(**fields):
    line = CartLine(id="1", sku="tea", unit_price="200")
    return Cart(
        **{"currency": "CNY", "lines": (line,), "shipping_methods": (ShippingMethod(id="post"),)} | fields
    )


def asked(function, known):
    """A call of the function as it is meant, by name."""
    return {name: known.get(f"{function.__name__}.{name}", known[name]) for name in parameters(function)}


def fits(kind, value):
    """Whether a value is what an annotation says, as far as types go."""
    origin, inner = get_origin(kind), get_args(kind)
    if kind in {Any, object} or kind is None:
        return kind is not None or value is None
    if origin in {Union, UnionType}:
        return any(fits(one, value) for one in inner)
    if origin is Literal:
        return type(value) is str and value in inner
    if origin is Callable:
        return callable(value)
    if origin is None:
        return isinstance(value, kind) and type(value) is not (bool if kind is int else None)
    return fits_within(origin, inner, value)


def fits_within(origin, inner, value):
    """Whether what holds others is what an annotation says, and all that it holds."""
    if origin is tuple and inner[-1] is not ...:
        return type(value) is tuple and len(value) == len(inner) and all(map(fits, inner, value))
    if not isinstance(value, origin) or isinstance(value, str | bytes):
        return False
    if origin in {Mapping, dict}:
        return all(map(fits, inner * len(value), chain(*value.items())))
    looked = () if origin in {Iterable, Iterator} else value
    return not isinstance(value, Mapping) and all(fits(inner[0], one) for one in looked)


def meant(folder):
    """What each parameter is meant for, by its name; some by that of their function, too."""
    plan, program = lower(load_program(DOCUMENT)), load_program(DOCUMENT)
    ann, bob = (Member(id=name, joined_at=JOINED) for name in ("ann", "bob"))
    given = engine.hold_level(
        plan, "gold", source="granted", who=ann, standing=Standing(), at=JOINED
    ).standing
    settled = engine.settle(plan, cart(), who=ann, order_id="o1", at=NOON, standing=given, delivered=None)
    held = engine.hold(
        plan, cart(), who=ann, order_id="o2", at=NOON, ends_at=LATER, standing=settled.standing
    )
    scenarios = load_scenarios(SCENARIOS)
    (folder / "orders.csv").write_text(ORDERS, encoding="utf-8")
    log = OrderLog.read(folder / "orders.csv")
    simulated = simulate(log, [program]).as_dict()
    return {
        **dict.fromkeys(["standing", "giver_standing", "gone_standing", "before", "after"], settled.standing),
        **dict.fromkeys(["taker_standing", "kept_standing"], Standing()),
        **dict.fromkeys(["capture.standing", "release.standing"], held.standing),
        **dict.fromkeys(["who", "giver", "kept"], ann),
        **dict.fromkeys(["taker", "gone"], bob),
        **dict.fromkeys(["at", "ends_at", "delivered_at", "now", "instant", "end"], LATER),
        **dict.fromkeys(["hold.at", "act.at"], NOON),
        **dict.fromkeys(["points", "months", "days", "live", "minor", "us", "first_us"], 1),
        **dict.fromkeys(["since_us", "until_us", "at_us"], when.to_us(LATER)),
        **dict.fromkeys(["ends_us", "seed", "tries_per_second"], 10),
        **dict.fromkeys(["until", "expires", "refunds", "line_ids", "lines", "baseline", "keep"]),
        **dict.fromkeys(["progress", "cancelled", "threads"]),
        **dict.fromkeys(["codes", "prefix", "length", "format", "settings", "members", "mapping"]),
        **dict.fromkeys(["flagged", "acts", "bare", "steps", "switches"], False),
        **dict.fromkeys(["carried", "gifts", "due", "given", "coupons", "extras"], ()),
        "plan": plan, "cart": cart(), "shared": settled.shared, "held": held.hold, "program": program,
        "old": program, "new": program, "order_id": "o1", "return_id": "r1", "delivered": timedelta(),
        "settle.order_id": "o3", "hold.order_id": "o3", "hold.ends_at": LATER + timedelta(1),
        "units": {"1": 1}, "amount": "1", "action": "review", "arrivals": Arrivals(), "level_id": "gold",
        "source": "granted", "load_program.source": DOCUMENT, "load_scenarios.source": SCENARIOS,
        "granted": Granted(standing=Standing(), entries=()), "text": "7K2M9QXD", "code": "CNY",
        "alphabet": CROCKFORD, "read_code.alphabet": "crockford",
        "decision": Decision("gift", False, Reason.NO_COUPON, 0, 0),
        "unit": money.currency("CNY"), "language": "en", "pauses": parameters(lower)["pauses"].default,
        "batch": CodeBatch(count=1), "path": None, "value": "1.5", "decimals_max": 6,
        "what": "it", "name": "UTC", "template.name": "points_only", "when": NOON,
        "zone": load_zone("UTC"), "scenarios": scenarios, "result": check(program, scenarios),
        "hits_a_month.length": 10, "capture.at": NOON, "programs": [program], "log": log,
        **{f"{name}.result": simulated for name in ("render", "workbook", "write_report")},
        "folder": folder, "out_dir": folder,
        "formats": ("json",),
    }  # fmt: skip
