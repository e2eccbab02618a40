"""The gallery of templates, and a template written out for one's own shop.

A template is a file that people read and change, so what is one's own (key, currency, time zone, year) is
written into its text, and its comments stay.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from importlib import resources
from typing import Final

from loyalty.errors import UnknownTemplate
from loyalty.handed_in import looking
from loyalty.rules.findings import choices

YEAR: Final = "2027"
"""The year that dated templates are written in."""
YUAN: Final = "CNY"
"""The currency that they are written in."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Template:
    """A programme to start from: YAML with comments in both languages, and the scenarios beside it.

    `doubts` are the codes that a review of it names on purpose; `dated` tells that it has windows in `YEAR`.
    """

    name: str
    title: str
    title_zh: str
    about: str
    about_zh: str
    text: str
    scenarios: str
    doubts: tuple[str, ...] = ()

    @property
    def dated(self) -> bool:
        """Whether it speaks of days of one year."""
        return YEAR in self.text

    def written(
        self,
        *,
        key: str | None = None,
        currency: str | None = None,
        time_zone: str | None = None,
        year: int | None = None,
    ) -> tuple[str, str]:
        """The programme and its scenarios with one's own head; amounts keep their figures in any currency."""
        text, beside = self.text, self.scenarios
        for field, value in (("key", key), ("currency", currency), ("time_zone", time_zone)):
            if value is not None:
                text = re.sub(rf"(?m)^({field}: )(\S+)( *)", _put(value), text, count=1)
        if currency is not None and currency != YUAN:
            text, beside = (_spoken(part, currency) for part in (text, beside))
        if year is not None:
            text, beside = (part.replace(f"{YEAR}-", f"{year:04d}-") for part in (text, beside))
        return text, beside


def templates() -> tuple[Template, ...]:
    """All templates, from the simplest to the fullest."""
    return tuple(_read(name) for name in _GALLERY)


@looking()
def template(name: str) -> Template:
    """The template with this name; raises UnknownTemplate."""
    found = name.strip().lower().replace("-", "_")
    if found not in _GALLERY:
        known = choices(found, _GALLERY)
        raise UnknownTemplate(name=name, mend=known["choice"], mend_zh=known["choice_zh"])
    return _read(found)


@looking()
def coming_year(now: datetime) -> int:
    """The year whose 11 November is not over yet."""
    return now.year if (now.month, now.day) <= (11, 11) else now.year + 1


@cache
def _read(name: str) -> Template:
    folder = resources.files("loyalty.templates")
    title, title_zh, about, about_zh, doubts = _GALLERY[name]
    return Template(
        name=name,
        title=title,
        title_zh=title_zh,
        about=about,
        about_zh=about_zh,
        text=(folder / f"{name}.yaml").read_text(encoding="utf-8"),
        scenarios=(folder / f"{name}.scenarios.yaml").read_text(encoding="utf-8"),
        doubts=doubts,
    )


def _spoken(text: str, currency: str) -> str:
    """Sentences that speak of yuan speak of another currency."""
    return re.sub("(?<=[0-9为])元", f" {currency}", text).replace("yuan", currency)


def _put(value: str) -> Callable[[re.Match[str]], str]:
    """Put the value in place, and keep the comment behind it where it was."""

    def put(match: re.Match[str]) -> str:
        room = len(match[2]) + len(match[3]) - len(value)
        return f"{match[1]}{value}{' ' * max(room, 1) if match[3] else ''}"

    return put


_GALLERY: Final[dict[str, tuple[str, str, str, str, tuple[str, ...]]]] = {
    "points_only": (
        "Points only",
        "只做积分",
        "one point for each 1.00, paid out as 1 % at the till",
        "每消费1元得1积分，100积分抵1元",
        (),
    ),
    "tiers_and_points": (
        "Tiers and points",
        "等级加积分",
        "three levels by spending, faster points and free shipping higher up",
        "按消费分三级，等级越高积分越快、运费越省",
        (),
    ),
    "first_order": (
        "First order",
        "首单立减",
        "10 off a member's first order from 30",
        "会员首单满30减10",
        (),
    ),
    "spend_steps": (
        "Spend and save",
        "阶梯满减",
        "10 off from 100, 25 from 200, 60 from 400",
        "满100减10，满200减25，满400减60",
        (),
    ),
    "per_each": (
        "Off for each 100",
        "每满减",
        "10 off each full 100, at most three times",
        "每满100减10，最多减3次",
        (),
    ),
    "per_each_uncapped": (
        "Off for each 100, without end",
        "每满减（上不封顶）",
        "10 off each full 100, however large the order",
        "每满100减10，上不封顶",
        ("no_times_max",),
    ),
    "quantity_steps": (
        "More pieces, more off",
        "多件多折",
        "10 % off from 2 pieces, 20 % from 3",
        "满2件9折，满3件8折",
        (),
    ),
    "member_price": (
        "Member prices",
        "会员价",
        "a percentage by level, and prices by SKU for Gold",
        "按等级打折，金卡另有专享价",
        (),
    ),
    "double_11": (
        "Double 11",
        "双十一",
        "early bird, steps, cross-shop, code and double points, stacked",
        "早鸟价、店铺满减、跨店满减、券码、双倍积分，依次叠加",
        (),
    ),
    "double_11_whole": (
        "Double 11, whole",
        "双十一（完整版）",
        "member prices, the second at half or more pieces, reductions, first order, flash sale",
        "会员价、第二件半价与多件多折取优、每满减、跨店满减、首单、限时秒杀",
        (),
    ),
}
