"""Results that were written before: brought to today's shape, so that a kept JSON still prints its page.

What an older simulation did not work out stays empty, and the report then says nothing about it; no figure is
made up. A result of today passes as it is.
"""

from collections.abc import Mapping, Sequence
from types import UnionType
from typing import Any, Final, cast, get_origin, get_type_hints, is_typeddict

from loyalty.errors import BadArgument
from loyalty.reports.shape import ResultPart

TODAY: Final = 2
"""The schema of today's results."""
_GROUPS: Final = ("top_1_percent", "next_9_percent", "next_40_percent", "lower_half")
_LISTS: Final = (
    *("by_funder", "by_channel", "by_category", "by_brand", "top_items", "stacking", "deep_discount"),
    *("break_even", "switches", "samples", "by_offer_month", "tier_names"),
)
_SINCE: Final = ("baseline_program", "comparisons")
"""Parts that results of the first schema do not have."""
_LATER: Final = ("untested", "first_orders", "gifts")
"""Lists that results of today's schema hold since it was first written."""


def refuse_parts(result: Mapping[str, Any], kind: type = ResultPart) -> None:
    """Raises BadArgument where a part of such a result is missing, or of another kind."""
    for name, part in get_type_hints(kind).items():
        if name in _SINCE and name not in result:
            continue
        known = Mapping if is_typeddict(part) else get_origin(part) or part
        known = {list: Sequence, UnionType: object}.get(known, known)
        if not isinstance(result.get(name), known):
            raise BadArgument(
                where=f"result[{name}]",
                what="it is missing, or of another kind.",
                mend="Send what `as_dict()` gave, or what was written as JSON, with all its parts.",
                what_zh="缺失或类型不符。",
                mend_zh="请传入 `as_dict()` 的返回值，或由其写出的完整 JSON。",
            )


def todays(result: Mapping[str, Any]) -> ResultPart:
    """The result in today's shape; the given one is left as it was. Raises BadArgument."""
    refuse_parts(result)
    whole = dict(result)
    if result["schema"] < TODAY:
        whole = {"baseline_program": None, "comparisons": []} | whole
        whole["schema"] = TODAY
        whole["drafts"] = [_draft(draft) for draft in result["drafts"]]
    whole["drafts"] = [_completed(draft) for draft in whole["drafts"]]
    if whole["baseline_program"] is not None:
        whole["baseline_program"] = _completed(whole["baseline_program"])
    buying = max((draft["totals"]["members"] for draft in whole["drafts"]), default=0)
    whole["log"] = {"members_buying": buying} | whole["log"]
    return cast("ResultPart", whole)


def _completed(draft: Mapping[str, Any]) -> dict[str, Any]:
    """With the fields that today's schema gained after it was first written."""
    told: dict[str, Any] = {name: [] for name in _LATER} | dict(draft)
    points = draft["points"]
    old = {"lots_granted": points["lots"], "members_earning": points["members_with_points"], "given": 0}
    told["points"] = old | points
    told["reasons"] = [{"note_en": None, "note_zh": None} | entry for entry in draft["reasons"]]
    told["break_even"] = [
        {"revenue_minor": entry["kept_revenue_minor"], "returned_minor": 0} | entry
        for entry in told["break_even"]
    ]
    return told


def _draft(draft: Mapping[str, Any]) -> dict[str, Any]:
    told: dict[str, Any] = {name: [] for name in _LISTS} | {"below_cost": None}
    told |= {"benefit_spread": _spread(), "winners_losers": _changes()} | dict(draft)
    told["exhaustion"] = [_limit(entry) for entry in draft["exhaustion"]]
    told["top_orders"] = [{"steps": []} | dict(entry) for entry in draft["top_orders"]]
    return told


def _limit(entry: Mapping[str, Any]) -> dict[str, Any]:
    known = {"each": "ever", "windows_full": int(entry["at"] is not None), "used_before": 0, "by_month": []}
    known |= {"first_day": None, "first_day_used": 0, "first_day_share_ppm": 0, "given_back": 0}
    return known | dict(entry)


def _spread() -> dict[str, Any]:
    nothing = {"members": 0, "revenue_minor": 0, "cost_minor": 0, "share_ppm": 0}
    guests = {"guest_orders": 0, "guest_revenue_minor": 0, "guest_cost_minor": 0}
    groups = [{"group": group} | nothing for group in _GROUPS]
    return {"members": 0, "with_benefit": 0, "groups": groups} | guests


def _changes() -> dict[str, Any]:
    sums = dict.fromkeys(("better", "worse", "same", "gained_minor", "lost_minor", "guests_change_minor"), 0)
    return {"compared_with": "history", "winners": [], "losers": []} | sums
