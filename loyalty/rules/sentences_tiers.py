"""Tiers in words: what counts, how long a level lasts, what each one brings."""

from decimal import Decimal
from typing import assert_never

from loyalty.rules.exact import plain
from loyalty.rules.sentences_goods import goods
from loyalty.rules.sentences_points import expiry_words
from loyalty.rules.tiers import (
    AtTermEnd,
    CalendarYear,
    CreditWindow,
    Level,
    Lifetime,
    MembershipYear,
    RollingWindow,
    Term,
    TermFollowsCredit,
    TermForever,
    TermMonths,
    TermNextPeriodEnd,
    TermPeriodEnd,
    TierPrice,
    Track,
)
from loyalty.rules.tongue import Tongue


def track_sentence(track: Track, tongue: Tongue) -> str:
    """What counts toward the levels of a track, when they rise, and when they end."""
    counted = {
        "spend": ("spending", "消费金额"),
        "orders": ("orders", "订单数"),
        "base_points": ("base points", "基础积分"),
    }
    at = {"paid": ("payment", "付款时"), "matured": ("maturing", "到账时")}[track.credit.counts_at]
    what = tongue.say(*counted[track.credit.of])
    text = tongue.clauses(
        [
            tongue.say(
                f"{what} counts from {at[0]} {window_words(track.credit.window, tongue)}",
                f"按{window_words(track.credit.window, tongue)}的{what}定级，{at[1]}计入",
            ),
            tongue.say("levels rise at once", "达标立即升级")
            if track.upgrade == "at_once"
            else tongue.say("levels rise at the period's end", "期末统一升级"),
            term_words(track.term, tongue),
            _at_end(track, tongue),
            tongue.say("returns lower the credit and are checked again", "退货后重新核算等级")
            if track.on_return == "recheck"
            else tongue.say("a return does not cost a level", "退货不影响已达到的等级"),
        ]
    )
    return tongue.sentence(text, tongue.say(track.name or "", track.name_zh or "") or track.id)


def level_sentence(level: Level, track: Track, tongue: Tongue) -> str:
    """From where on a level begins, and what it brings."""
    brings = [
        tongue.say(f"{plain(level.multiplier)} times the points", f"积分{plain(level.multiplier)}倍")
        if level.multiplier is not None
        else "",
        _price(level, tongue),
        _shipping(level, tongue),
        expiry_words(level.expiry, tongue) if level.expiry else "",
    ]
    text = tongue.clauses([_minimum(level, track, tongue), *brings])
    return tongue.sentence(text, tongue.level_names[level.id])


def window_words(window: CreditWindow, tongue: Tongue) -> str:
    """How long credit counts."""
    match window:
        case RollingWindow():
            months = tongue.months(window.months)
            return tongue.say(f"for {months}", f"近{months}")
        case CalendarYear():
            return tongue.say("within the calendar year", "自然年内")
        case MembershipYear():
            return tongue.say("within the membership year", "会员年度内")
        case Lifetime():
            return tongue.say("for ever", "累计")
        case _:
            assert_never(window)


def term_words(term: Term, tongue: Tongue) -> str:
    """How long a level lasts."""
    match term:
        case TermMonths():
            months = tongue.months(term.months)
            return tongue.say(f"a level lasts {months}", f"等级有效期{months}")
        case TermPeriodEnd():
            return tongue.say("a level lasts to the end of the period", "等级有效至本期末")
        case TermNextPeriodEnd():
            return tongue.say("a level lasts to the end of the next period", "等级有效至下一期末")
        case TermForever():
            return tongue.say("a level lasts for ever", "等级永久有效")
        case TermFollowsCredit():
            return tongue.say("the level follows the credit at every instant", "等级随成长值实时变化")
        case _:
            assert_never(term)


def _at_end(track: Track, tongue: Tongue) -> str:
    """What happens to who does not qualify again."""
    if isinstance(track.term, TermForever | TermFollowsCredit):
        return ""
    end: AtTermEnd = track.at_term_end
    drops = {
        "one": ("it then drops by one", "未保级则降一级"),
        "to_qualified": ("it then drops to what is qualified", "未保级则降到符合的等级"),
        "never": ("it never drops", "不降级"),
    }
    days = tongue.days(end.grace_days)
    grace = tongue.say(f" after {days} of grace", f"（宽限{days}）") if end.grace_days else ""
    return tongue.say(*drops[end.drop]) + grace


def _minimum(level: Level, track: Track, tongue: Tongue) -> str:
    start, kept = credit_words(level.minimum, track, tongue), credit_words(level.retain, track, tongue)
    keep = "" if level.retain == level.minimum else tongue.say(f" ({kept} to keep it)", f"（保级{kept}）")
    return tongue.say(f"from {start}", f"{start}起") + keep


def credit_words(figure: Decimal, track: Track, tongue: Tongue) -> str:
    """So much credit of a track: money, orders or points."""
    match track.credit.of:
        case "spend":
            return tongue.money(figure)
        case "orders":
            return tongue.count(int(figure), one="order", many="orders", chinese="单")
        case "base_points":
            return tongue.points(figure)
        case _:
            assert_never(track.credit.of)


def tier_price_words(price: TierPrice, tongue: Tongue) -> str:
    """By how much members of a level pay less, and on which goods."""
    share, chosen = plain(price.percent), goods(price.of, tongue)
    return tongue.say(f"{share}% off" + (f" {chosen}" if chosen else ""), f"{chosen}减{share}%")


def _price(level: Level, tongue: Tongue) -> str:
    if level.member_price is None:
        return ""
    share, chosen = plain(level.member_price.percent), goods(level.member_price.of, tongue)
    return tongue.say(
        f"member price: {tier_price_words(level.member_price, tongue)}", f"{chosen}会员价减{share}%"
    )


def _shipping(level: Level, tongue: Tongue) -> str:
    if level.free_shipping_from is None:
        return ""
    if not level.free_shipping_from:
        return tongue.say("free shipping", "免运费")
    start = tongue.money(level.free_shipping_from)
    return tongue.say(f"free shipping from {start}", f"满{start}免运费")
