"""A comparison written out: lines for people, with the path and both values below each sentence, and JSON.

Lines begin with their sign (`+` new, `-` gone, `~` changed, `↕` in another order), so that a terminal may
colour them and a pipe loses nothing.
"""

import json
from typing import Any, Final

from loyalty.errors.base import is_chinese
from loyalty.rules.changes import Change, Diff

SIGNS: Final = {"added": "+", "removed": "-", "changed": "~", "reordered": "↕"}
VALUE_MAX: Final = 60


def diff_lines(found: Diff, language: str = "en") -> list[str]:
    """The changes by section, and a last line that counts them."""
    chinese = is_chinese(language)
    if found.same:
        return [_SAME[chinese]]
    lines: list[str] = []
    for section in dict.fromkeys(change.section for change in found.changes):
        lines.append(f"== {_SECTIONS[section][chinese]}")
        for change in found.of(section):
            lines.append(f"{SIGNS[change.kind]} {change.text(language)}")
            lines.append(f"    {_place(change)}")
    counts = {kind: sum(change.kind == kind for change in found.changes) for kind in SIGNS}
    named = [_COUNTS[kind][chinese].format(count) for kind, count in counts.items() if count]
    lines.append(("，" if chinese else ", ").join(named) + ("。" if chinese else "."))
    return lines


def diff_document(found: Diff) -> dict[str, Any]:
    """The comparison as plain values for JSON."""
    return {
        "old": found.old_hash,
        "new": found.new_hash,
        "same": found.same,
        "changes": [
            {
                "kind": change.kind,
                "section": change.section,
                "path": change.path,
                "before": change.before,
                "after": change.after,
                "what": change.what,
                "what_zh": change.what_zh,
            }
            for change in found.changes
        ],
    }


def _place(change: Change) -> str:
    if change.kind in {"added", "removed"} and isinstance(change.before or change.after, dict):
        return change.path
    values = [_short(value) for value in (change.before, change.after)]
    return f"{change.path}: {values[0]} → {values[1]}"


def _short(value: object) -> str:
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return text if len(text) <= VALUE_MAX else f"{text[: VALUE_MAX - 1]}…"


_SAME: Final = ("The two are the same programme.", "两份会员计划相同。")
_SECTIONS: Final = {
    "program": ("programme", "计划"),
    "tiers": ("tiers", "等级"),
    "points": ("points", "积分"),
    "lanes": ("lanes", "叠加层级"),
    "groups": ("groups", "互斥组"),
    "classes": ("classes", "优惠类别"),
    "budgets": ("budgets", "预算"),
    "offers": ("offers", "优惠"),
    "issuances": ("issuances", "发券"),
}
_COUNTS: Final = {
    "added": ("{} new", "新增 {} 项"),
    "removed": ("{} gone", "删除 {} 项"),
    "changed": ("{} changed", "修改 {} 项"),
    "reordered": ("{} in another order", "调整顺序 {} 项"),
}
