"""Sets of units in words: the second at half, buy two get one, three for a price."""

from typing import Final

from loyalty.rules.benefits import Bundle, BuyGet, NthItem, SetBenefit
from loyalty.rules.exact import plain
from loyalty.rules.sentences_goods import goods, on
from loyalty.rules.tongue import Tongue

WHOLE: Final = 100
"""The percentage that makes a unit free."""


def set_words(benefit: SetBenefit, tongue: Tongue) -> str:
    """What a set is, what it saves, and how often."""
    match benefit:
        case Bundle():
            units = tongue.count(benefit.units, one="unit", many="units", chinese="件")
            price = tongue.money(benefit.price)
            chosen = goods(benefit.of, tongue)
            text = tongue.say(
                f"{units}{f' of {chosen}' if chosen else ''} for {price}", f"{chosen}{units}一口价{price}"
            )
        case NthItem():
            share = plain(benefit.percent)
            text = tongue.say(
                f"every {_ordinal(benefit.nth)} unit {share}% off", f"每第{benefit.nth}件减{share}%"
            ) + on(benefit.of, tongue)
            text += _which(benefit, tongue)
        case _:
            text = _buy_get(benefit, tongue) + _which(benefit, tongue)
    return text + _times(benefit, tongue)


def _buy_get(benefit: BuyGet, tongue: Tongue) -> str:
    bought, given = (
        tongue.count(units, one="unit", many="units", chinese="件") for units in (benefit.buy, benefit.get)
    )
    share = plain(benefit.percent)
    off = tongue.say(f"{share}% off", f"减{share}%")
    if benefit.percent == WHOLE:
        off = tongue.say("free", "免费")
    first = goods(benefit.of, tongue)
    second = "" if benefit.get_of is None else goods(benefit.get_of, tongue)
    any_goods = "" if benefit.get_of is None or second else tongue.say(" of any goods", "任意商品")
    text = tongue.say(
        f"buy {bought}{f' of {first}' if first else ''}, "
        f"get {given}{f' of {second}' if second else any_goods} {off}",
        f"{first}买{bought}，{second or any_goods}{given}{off}",
    )
    if benefit.unit_use == "apart":
        text += tongue.say(
            ", units bought and units given are counted apart from those of other offers",
            "，购买件与优惠件分别计算",
        )
    return text


def _which(benefit: NthItem | BuyGet, tongue: Tongue) -> str:
    """Which units are given, and where the discount stands, where that is not the usual."""
    text = tongue.say(", the cheapest units", "，优惠最便宜的商品") if benefit.take == "cheapest" else ""
    if benefit.allocate == "reward":
        text += tongue.say(", off the units given alone", "，优惠只记在优惠商品上")
    return text


def _times(benefit: SetBenefit, tongue: Tongue) -> str:
    if benefit.times_max is None:
        return ""
    times = tongue.count(benefit.times_max, one="time", many="times", chinese="次")
    return tongue.say(f", at most {times}", f"，最多{times}")


def _ordinal(number: int) -> str:
    ending = "th" if number % WHOLE in {11, 12, 13} else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"
