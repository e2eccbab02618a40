"""The fields of every table the kernels read and write: the one place that names them.

A table is a sequence of rows. Live it is a list of slotted objects (`blank`), in a replay one aligned
structured array whose dtype derives from `TABLES`. `i8` holds money (minor units), points and instants
(microseconds since 1970 UTC); `i4` holds codes, indexes and counts. All columns are signed.
"""

# Tables fill a kernel's lines; one name a line would hide its arithmetic.
# fmt: off

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import make_dataclass
from typing import Any, Final

Table = Any
"""A sequence of rows: a list of slotted objects or a structured array."""

PLAN_TABLES: Final[dict[str, str]] = {
    "plan": """
        words:i4 item_words:i4 rivals:i4 exclusives:i4 choices:i4 opens:i4 first_lane:i4
        lanes:i4 offers:i4 tracks:i4 levels:i4 rules:i4 multipliers:i4 caps:i4
        groups:i4 own:i4 overlap:i4 combine:i4 factor_den:i4 rounding:i4 redeem:i4 redeem_selector:i4
        redeem_shipping:i4 pending:i4 pending_after:i4 pending_days:i4 shortfall:i4 grace_days:i4
        pending_timeout:i4 inactivity_months:i4 price_lists:i4 budgets:i4 extended_by:i4 expiry:i4
        week_start:i4 earns:i4 asks_days:i4 issuances:i4 slots:i4 seller_points:i4
        asks_levels:i4 coupons:i4 held:i4 frees:i4
        step_points:i8 step_minor:i8 redeem_points_min:i8 redeem_ppm:i8 redeem_minor_max:i8
        measure_from:i8 month_first:i8 months:i8 stride:i8 inactivity_ppm:i8 membership:i4
        reversible_days:i4""",
    "zone": "count:i8 start:i8 offset:i8",
    "lanes": "rule:i4 scope:i4 offer_start:i4 offer_count:i4 items:i4 shipping:i4",
    "offers": """
        kind:i4 entry:i4 selector:i4 each:i4 measure:i4 threshold_base:i4 benefit_base:i4 rounding:i4
        rounding_unit:i4 spread_by:i4 remainder:i4 stack:i4 budget:i4 limit_start:i4 limit_count:i4 price:i4
        step_start:i4 step_count:i4 prices:i4 times_max:i4 needs_member:i4 units_max:i4 take:i4 buy:i4 get:i4
        get_selector:i4 unit_use:i4 allocate:i4 group:i4 exclusive:i4 rises:i4 by_seller:i4
        release:i4
        class_bit:i8 clashes:i8 cap:i8 amount:i8 every:i8 ppm:i8""",
    "nodes": "kind:i4 arg:i4 selector:i4 base:i4 yes:i4 no:i4 reason:i4 guest:i4 limit:i8",
    "steps": "ppm:i4 start:i8 amount:i8",
    "ranked": "offer:i4",
    "choices": "start:i4 count:i4",
    "opens": "offer:i4 state:i4 rank:i4 ends:i8",
    "limits": "per:i4 each:i4 slot:i4 uses_max:i8",
    "rules": """
        kind:i4 entry:i4 retest:i4 selector:i4 basis:i4 tax:i4 shipping:i4 rounding:i4 group:i4 offer:i4
        by_seller:i4 points:i8
        per:i8 num:i8 den:i8""",
    "multipliers": "entry:i4 retest:i4 selector:i4 offer:i4 by_seller:i4 factor:i8 num:i8 den:i8",
    "caps": "per:i4 over:i4 slot:i4 points_max:i8",
    "groups": "expiry:i4",
    "expiries": "kind:i4 months:i4 days:i4 anchor:i4 round_up:i4 month:i4 day:i4 years:i4",
    "tracks": """
        metric:i4 counts_at:i4 window:i4 window_months:i4 upgrade:i4 term:i4 term_months:i4 grace_days:i4
        drop:i4 on_return:i4 level_start:i4 level_count:i4 membership:i4""",
    "levels": "expiry:i4 minimum:i8 retain:i8 factor:i8 num:i8 den:i8",
    "issuances": "kind:i4 day:i4 level_start:i4 level_count:i4 slot:i4 gift_start:i4 gift_count:i4",
    "named": "track:i4 level:i4 lasts:i4",
    "gifts": "coupon:i4 days:i4 points:i8",
    "coupons": "offer:i4 bit:i4 back:i4",
    "frees": "offer:i4 first:i4",
    "items": "bits:i4 sku:i4 seller:i4 tax:i4",
    "prices": "price:i8",
}
"""Lowered from a Program (`plan`), and from the goods it meets (`items`, `prices`)."""

ORDER_TABLES: Final[dict[str, str]] = {
    "orders": """
        kind:i4 member:i4 line_start:i4 line_end:i4 kept:i4 document:i4 shipping_rate:i4 at:i8
        delivered:i8 shipping:i8
        points_wanted:i8 tendered:i8 sequence:i8""",
    "order_lines": "item:i4 quantity:i4 target:i4 amount:i8 listed:i8 floor:i8",
    "eligible": "bits:i4",
}
"""The events: sales, returns, refunds. A return's `target` is a row of `kept_lines`."""

STATE_TABLES: Final[dict[str, str]] = {
    "members": """
        start:i4 lot_head:i4 lot_tail:i4 orders:i4 room:i4 joined:i8 last_order:i8 active_until:i8 wiped_at:i8
        booked:i8 debt:i8 debt_at:i8 due:i8 first_earned:i8 first_active:i8""",
    "lots": "kept:i4 group:i4 expires:i8 available:i8 earned:i8 key:i8 left:i8 granted:i8",
    "standings": """
        level:i4 floor_level:i4 head:i4 tail:i4 count:i4 grace:i4 sum:i8 ends:i8 floor_ends:i8
        period_ends:i8 lifted:i4""",
    "reaches": "at:i8 slack:i8 ends:i8 rose:i8",
    "credits": "at:i8 ends:i8 amount:i8 key:i8",
    "own": "key:i8 used:i8",
    "shared": "key:i8 used:i8",
    "drained": """
        full_by:i8 full_at:i8 denied:i8 denied_minor:i8 first_day:i8 first_used:i8 uses:i8 back:i8
        windows_full:i8""",
    "funds": """
        over:i4 closed:i4 amount:i8 spent:i8 back:i8 drawn:i8 full_by:i8 full_at:i8 denied:i8 denied_minor:i8
        first_day:i8 first_used:i8""",
    "kept_orders": """
        line_start:i4 line_count:i4 member:i4 credit:i4 rules:i8 multipliers:i8 share_start:i4 share_count:i4
        trail_start:i4 trail_count:i4 placed:i4 counted:i4 at:i8 delivered:i8 tier_factor:i8 room:i8
        points_spent:i8 points_minor:i8 points_back:i8 minor_back:i8 shipping_paid:i8 shipping_tax:i8""",
    "kept_lines": "item:i4 units:i4 net:i8 listed:i8 points_minor:i8 tendered:i8 after_items:i8",
    "awards": "base:i8 bonus:i8 expired:i8 key:i8",
    "trail": "kept:i4 group:i4 points:i8 key:i8 expires:i8 available:i8 earned:i8",
    "shares": "line:i4 offer:i4 units:i4 amount:i8",
    "gifted": "birthday:i4 birthday_before:i4 birthday_from:i4 held:i4 until:i8",
    "cycles": "last:i8 at:i8 key:i8",
    "held": "gift:i4 ends:i8 given:i8",
    "stubs": "gift:i4 ends:i8 given:i8",
    "freed": "applied:i4 amount:i8",
}
"""What carries from event to event.

`cycles` are the last ones given to a member, when, and the first lot of each; `held` the coupons a replay's
member has of issuances, `stubs` those that went with an order which may come back. `freed` are redemptions of
an order which a return of all its goods gives back.
"""

SCRATCH_TABLES: Final[dict[str, str]] = {
    "work": """
        item:i4 quantity:i4 rule:i4 winner:i4 on:i4 rank:i4 nth:i4 bought:i4 got:i4 used:i4 buys:i4 gets:i4
        dear:i4 ruled:i8 raised:i8 set_off:i8 amount:i8 listed:i8 floor:i8 after_items:i8
        net:i8 claim:i8 share:i8 weight:i8 rest:i8 best:i8 won:i8 basis:i8 points_minor:i8 tendered:i8""",
    "sums": """
        current:i8 bases:i8 version:i8 base:i8 net:i8 room:i8 after_items:i8 listed:i8 paid:i8 units:i8
        days:i8""",
    "verdicts": """
        state:i4 reason:i4 node:i4 held:i4 may:i4 open:i4 first:i4 line:i4 out:i4 idle:i4 most:i8 amount:i8
        short_by:i8 due:i8 paid:i8""",
    "rivals": "taken:i4 classes:i8",
    "picks": "chosen:i4 best:i4 options:i4 insists:i4",
    "adjusts": "line:i4 offer:i4 amount:i8",
    "grants": "base:i8 bonus:i8",
    "quote": """
        lines:i4 day:i4 counted:i4 left:i4 rules:i8 multipliers:i8 cut:i4 weighs:i4 settled:i8 tier_factor:i8
        weighing:i4
        gross:i8 off:i8 shipping:i8
        shipping_off:i8 points:i8 points_minor:i8 points_max:i8 base:i8 bonus:i8 base_wanted:i8
        bonus_wanted:i8 room:i8 paid:i8 returned:i8 offers_back:i8 points_minor_back:i8 restored:i8
        taken_base:i8 taken_bonus:i8 shortfall:i8 debt:i8 taken_unlinked:i8 tendered:i8
        shipping_tendered:i8 tendered_back:i8 shipping_tax:i8""",
    "meters": """
        adjusts:i8 trail_room:i8 shares_room:i8 trail:i8 shares:i8 journal:i8 journal_on:i8 month:i8
        month_after:i8 given:i8 lots:i8""",
    "journal": "kind:i4 group:i4 points:i8 at:i8 key:i8 expires:i8 available:i8",
    "due": "issuance:i4 named:i4 at:i8 cycle:i8",
    "risen": "before:i4 floor:i4",
}
"""Written anew for each event."""

OUTCOME: Final = (
    "level:i4 revenue:i8 off:i8 shipping:i8 points_minor:i8 points:i8 earned:i8 back:i8 paid:i8"
)
"""What became of one document."""

RESULT_TABLES: Final[dict[str, str]] = {
    "by_month": """
        orders:i8 revenue:i8 off:i8 shipping:i8 points_minor:i8 back:i8 earned:i8 spent:i8 restored:i8
        expired:i8 taken:i8 debt:i8 repaid:i8 shortfall:i8 unlinked:i8 bonus:i8 returned:i8 benefits:i8
        base_taken:i8 with_offers:i8 with_prices:i8 with_shipping:i8 with_points:i8 lots:i8""",
    "by_offer": "count:i8 cost:i8 back:i8",
    "by_level": "orders:i8 revenue:i8 cost:i8 earned:i8",
    "by_item": "units:i8 revenue:i8 off:i8 points_minor:i8",
    "refusals": "count:i8",
    "moves": "count:i8",
    "by_offer_month": "count:i8 cost:i8 freed:i8 freed_minor:i8",
    "by_gift": "given:i8 points:i8 used:i8 cost:i8 back:i8 lapsed:i8 voided:i8 taken:i8",
    "outcomes": OUTCOME,
    "applied": "bits:i4",
    "told": OUTCOME,
    "told_applied": "bits:i4",
}
"""Sums a replay reports, and by document `outcomes` and the bits of offers `applied`.

`told` and `told_applied` are theirs for the events laid out at present.
"""

TABLES: Final[dict[str, tuple[tuple[str, str], ...]]] = {
    name: tuple((part.split(":")[0], part.split(":")[1]) for part in text.split())
    for group in (PLAN_TABLES, ORDER_TABLES, STATE_TABLES, SCRATCH_TABLES, RESULT_TABLES)
    for name, text in group.items()
}


def _row_class(name: str, fields: tuple[str, ...]) -> type[Any]:
    """A slotted class whose fields start at 0."""
    made = make_dataclass(f"{name}_row", [(field, int, 0) for field in fields], slots=True, eq=False,
                          repr=False)

    def as_dict(self: Any) -> dict[str, int]:
        return {field: getattr(self, field) for field in fields}

    made.as_dict = as_dict  # type: ignore[attr-defined]
    return made


_CLASSES: Final = {name: _row_class(name, tuple(f for f, _ in fields)) for name, fields in TABLES.items()}


class Growing(dict[int, Any]):
    """A table that makes a row when it is first asked for; kernels fill it from the front."""

    def __init__(self, table: str, rows: Iterable[Any] = ()) -> None:
        """Start with these rows."""
        super().__init__(enumerate(rows))
        self._make = _CLASSES[table]

    def __missing__(self, place: int) -> Any:
        """A row that nobody has asked for yet."""
        made = self[place] = self._make()
        return made

    def span(self, start: int, end: int) -> list[Any]:
        """Rows start … end − 1."""
        return [self[place] for place in range(start, end)]


def row(table: str, **values: int) -> Any:
    """One row of `table`; fields not named are 0."""
    return _CLASSES[table](**values)


def maker(table: str) -> type[Any]:
    """What makes a row of `table`; fields in their order, those left out 0."""
    return _CLASSES[table]


def blank(table: str, count: int) -> list[Any]:
    """`count` rows of zeros."""
    make = _CLASSES[table]
    return [make() for _ in range(count)]
