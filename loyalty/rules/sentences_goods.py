"""Selectors in words: which goods a rule speaks of."""

from loyalty.rules.selectors import Attributes, Selector
from loyalty.rules.tongue import Tongue


def goods(of: Selector, tongue: Tongue) -> str:
    """The goods of a selector, or nothing where it means all of them."""
    if of.everything:
        return ""
    chosen = _wanted(of, tongue) or tongue.say("all goods", "全部商品")
    spared = _spared(of, tongue)
    return chosen + tongue.say(f" except {spared}", f"（{spared}除外）") if spared else chosen


def on(of: Selector, tongue: Tongue) -> str:
    """The goods as an addition: ` on tea`, `（限茶叶）`; nothing where it means all of them."""
    if of.everything:
        return ""
    if not tongue.chinese:
        return f" on {goods(of, tongue)}"
    wanted, spared = _wanted(of, tongue), _spared(of, tongue)
    parts = [f"限{wanted}" if wanted else "", f"{spared}除外" if spared else ""]
    return f"（{'，'.join(part for part in parts if part)}）"


def _wanted(of: Selector, tongue: Tongue) -> str:
    """What goods must be to be selected."""
    kinds = []
    if of.categories:
        kinds.append(tongue.both(of.categories))
    if of.brands:
        one = tongue.say("the brand" if len(of.brands) == 1 else "the brands", "")
        kinds.append(f"{one} {tongue.both(of.brands)}{tongue.say('', '品牌')}".strip())
    kinds += _with(of.attributes, tongue)
    if of.sellers:
        one = tongue.say("the seller" if len(of.sellers) == 1 else "the sellers", "卖家")
        kinds.append(f"{one} {tongue.both(of.sellers)}")
    if of.skus:
        one = tongue.say("the SKU" if len(of.skus) == 1 else "the SKUs", "")
        kinds.append(f"{one} {tongue.both(of.skus)}".strip())
    named = tongue.say(" with ", "且").join(kinds)
    return _priced(of, named, tongue) if of.asks_price else named


def _priced(of: Selector, named: str, tongue: Tongue) -> str:
    """The same at a price."""
    edges = []
    if of.price_from is not None:
        low = tongue.money(of.price_from)
        edges.append(tongue.say(f"from {low}", f"不低于{low}"))
    if of.price_below is not None:
        high = tongue.money(of.price_below)
        edges.append(tongue.say(f"below {high}", f"低于{high}"))
    parts = [tongue.say(f"priced {' and '.join(edges)}", f"单价{'且'.join(edges)}")] if edges else []
    parts += [tongue.say("at list price", "按原价销售")] if of.at_list_price else []
    if not tongue.chinese:
        return f"{named or 'goods'} {' and '.join(parts)}"
    return "且".join([*([named] if named else []), *parts]) + ("" if named else "的商品")


def _with(attributes: Attributes, tongue: Tongue) -> list[str]:
    """Attributes with the values that are meant."""
    return [tongue.say(f"{name} ", f"{name}为") + tongue.either(values) for name, values in attributes]


def _spared(of: Selector, tongue: Tongue) -> str:
    """What is never selected."""
    spared = [*of.except_categories, *of.except_brands, *_with(of.except_attributes, tongue)]
    if of.except_sellers:
        sellers = tongue.either(of.except_sellers)
        spared.append(tongue.say(f"the seller {sellers}", f"卖家 {sellers}"))
    spared += of.except_skus
    return tongue.both(spared) if spared else ""
