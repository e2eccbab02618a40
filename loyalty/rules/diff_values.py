"""The values of a comparison in words: amounts in their currency, choices by meaning, rules as sentences."""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final, get_args

from loyalty.rules.actions import ActionRule, AtMost, Streak
from loyalty.rules.benefits import Benefit, Step
from loyalty.rules.earning import EarnCap, Multiplier, PerAmount, Proportional
from loyalty.rules.exact import plain
from loyalty.rules.expiry import ExpiryPolicy
from loyalty.rules.issuances import Given, Issuance, Occasion, Reminders
from loyalty.rules.lanes import Budget, Group, Lane, OfferClass
from loyalty.rules.offers import Coupon, Offer
from loyalty.rules.points import Pending, PointsPolicy, RedeemRate
from loyalty.rules.scalars import Rule
from loyalty.rules.selectors import Selector
from loyalty.rules.sentences_benefits import benefit_words, step_words
from loyalty.rules.sentences_conditions import said
from loyalty.rules.sentences_goods import goods
from loyalty.rules.sentences_issuances import (
    action_sentence,
    at_most_words,
    given_words,
    issuance_sentence,
    levels_words,
    occasion_words,
    reminder_words,
    streak_words,
)
from loyalty.rules.sentences_offers import (
    budget_sentence,
    class_sentence,
    coupon_words,
    funders_words,
    group_sentence,
    lane_sentence,
    offer_sentence,
)
from loyalty.rules.sentences_points import (
    activity_words,
    cap_sentence,
    expiry_words,
    multiplier_sentence,
    pending_words,
    points_sentences,
    redeem_words,
    rule_sentence,
)
from loyalty.rules.sentences_tiers import (
    credit_words,
    level_sentence,
    term_words,
    tier_price_words,
    track_sentence,
    window_words,
)
from loyalty.rules.tiers import CreditWindow, Level, Term, TierPrice, Track
from loyalty.rules.tongue import Tongue
from loyalty.rules.wording_diff import choice
from loyalty.rules.wording_diff_benefits import Label


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads one field's value: which rule it belongs to, what it is called, and what it counts."""

    model: str
    name: str
    label: Label
    track: Track | None
    measure: str

    def words(self, value: Any, tongue: Tongue) -> str:  # noqa: ANN401 - whatever a field holds, one answer each
        """The value in words; nothing for what is not there."""
        match value:
            case None | ():
                return ""
            case bool():
                return tongue.say("yes", "是") if value else tongue.say("no", "否")
            case Rule():
                return of_rule(value, tongue, self.measure)
            case tuple():
                return self._listed(value, tongue)
            case str():
                return tongue.say(*choice(self.model, self.name, value))
            case _:
                return self._figure(Decimal(value), tongue)

    def _listed(self, value: tuple[Any, ...], tongue: Tongue) -> str:  # noqa: PLR0911 - one answer each field
        match self.name:
            case "funded_by":
                return funders_words(value, tongue)
            case "extended_by":
                return activity_words(value, tongue)
            case "prices":
                return tongue.both([f"{sku} {tongue.money(price)}" for sku, price in value])
            case "combines_with":
                return tongue.both(list(value))
            case "skus":
                return tongue.either(list(value))
            case "levels":
                return levels_words(value, tongue)
            case "at_most" | "streaks" | "gives":
                return tongue.both([of_rule(one, tongue) for one in value])
            case _:
                return tongue.say(", ", "，").join(said(one, tongue) for one in value)

    def _figure(self, value: Decimal, tongue: Tongue) -> str:  # noqa: C901, PLR0911 - one answer each unit
        match self.label.unit:
            case "percent":
                return f"{plain(value)}%"
            case "points":
                return tongue.points(value)
            case "factor":
                return tongue.say(plain(value), f"{plain(value)}倍")
            case "days":
                return tongue.days(int(value))
            case "months":
                return tongue.months(int(value))
            case "years":
                return tongue.count(int(value), one="year", many="years", chinese="年")
            case "measure" if self.measure == "quantity":
                return tongue.count(int(value), one="unit", many="units", chinese="件")
            case "start":
                return tongue.say(f"from {tongue.money(value)}", f"满{tongue.money(value)}")
            case "money" | "measure":
                return tongue.money(value)
            case "credit" if self.track is not None:
                return credit_words(value, self.track, tongue)
            case _:
                return plain(value)


def of_rule(value: Any, tongue: Tongue, measure: str = "") -> str:  # noqa: ANN401, PLR0911 - any part of a programme
    """A part of a programme in words."""
    match value:
        case Selector():
            return goods(value, tongue) or tongue.say("all goods", "全部商品")
        case Step():
            return step_words(value, measure, tongue)
        case TierPrice():
            return tier_price_words(value, tongue)
        case Pending():
            return pending_words(value, tongue)
        case RedeemRate():
            return redeem_words(value, tongue)
        case PointsPolicy():
            return tongue.say(" ", "").join(points_sentences(value, tongue)).rstrip(".。")
    for kinds, words in _WORDS:
        if isinstance(value, kinds):
            return words(value, tongue)
    return said(value, tongue)


def nouns(thing: Any) -> tuple[str, str]:  # noqa: ANN401 - a thing with an id
    """What kind of thing it is."""
    return _NOUNS[type(thing)]


def sentence(thing: Any, tongue: Tongue, track: Track | None) -> str:  # noqa: ANN401, C901, PLR0911 - one answer each kind
    """The sentence of a whole thing, as the description of its programme has it."""
    match thing:
        case Offer():
            return offer_sentence(thing, tongue)
        case Budget():
            return _unnamed(budget_sentence(thing, tongue), tongue)
        case Group():
            return _unnamed(group_sentence(thing, tongue), tongue)
        case OfferClass():
            return _unnamed(class_sentence(thing, tongue), tongue)
        case Lane():
            return _unnamed(lane_sentence(thing, tongue), tongue)
        case Issuance():
            return issuance_sentence(thing, tongue)
        case ActionRule():
            return action_sentence(thing, tongue)
        case EarnCap():
            return cap_sentence(thing, tongue)
        case Multiplier():
            return multiplier_sentence(thing, tongue)
        case Level() if track is not None:
            return level_sentence(thing, track, tongue)
        case Track():
            levels = [level_sentence(level, thing, tongue) for level in thing.levels]
            return tongue.say(" ", "").join([track_sentence(thing, tongue), *levels])
        case _:
            return rule_sentence(thing, tongue)


def _unnamed(text: str, tongue: Tongue) -> str:
    """The sentence without the name it begins with."""
    return text.partition(tongue.say(": ", "："))[2]


def _kinds(union: Any) -> tuple[type, ...]:  # noqa: ANN401 - an annotated union
    return get_args(get_args(union)[0])


_WORDS: Final[tuple[tuple[tuple[type, ...], Callable[[Any, Tongue], str]], ...]] = (
    (_kinds(Benefit), benefit_words),
    (_kinds(ExpiryPolicy), expiry_words),
    (_kinds(Term), term_words),
    (_kinds(CreditWindow), window_words),
    ((Coupon,), coupon_words),
    (_kinds(Occasion), occasion_words),
    (_kinds(Given), given_words),
    ((AtMost,), at_most_words),
    ((Streak,), streak_words),
    ((Reminders,), reminder_words),
)
_NOUNS: Final[dict[type, tuple[str, str]]] = {
    Track: ("track", "等级体系"),
    Level: ("level", "等级"),
    PerAmount: ("earn rule", "积分规则"),
    Proportional: ("earn rule", "积分规则"),
    Multiplier: ("multiplier", "倍率"),
    EarnCap: ("cap", "积分上限"),
    Lane: ("lane", "叠加层级"),
    Group: ("group", "互斥组"),
    OfferClass: ("class", "优惠类别"),
    Budget: ("budget", "预算"),
    Offer: ("offer", "优惠"),
    ActionRule: ("action", "行为积分"),
    Issuance: ("issuance", "发券"),
}
