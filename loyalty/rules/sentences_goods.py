"""Selectors in words: which goods a rule speaks of."""

from loyalty.rules.selectors import Selector
from loyalty.rules.tongue import Tongue


def goods(of: Selector, tongue: Tongue) -> str:
    """The goods of a selector, or nothing where it means all of them."""
    if of.everything:
        return ""
    attributes = [
        tongue.say(f"{name} ", f"{name}为") + tongue.either(values) for name, values in of.attributes
    ]
    wanted = [
        *([tongue.either(of.categories)] if of.categories else []),
        *([_brands(of, tongue)] if of.brands else []),
        *attributes,
        *([tongue.say("the SKUs ", "") + tongue.either(of.skus)] if of.skus else []),
    ]
    spared = [*of.except_categories, *of.except_brands, *of.except_skus]
    joint = tongue.say(" with ", "且")
    chosen = joint.join(wanted) if wanted else tongue.say("all goods", "全部商品")
    if not spared:
        return chosen
    return chosen + tongue.say(f" except {tongue.both(spared)}", f"（{tongue.both(spared)}除外）")


def on(of: Selector, tongue: Tongue) -> str:
    """The goods as an addition: ` on tea`, `（限茶叶）`; nothing where it means all of them."""
    chosen = goods(of, tongue)
    return tongue.say(f" on {chosen}", f"（限{chosen}）") if chosen else ""


def _brands(of: Selector, tongue: Tongue) -> str:
    return tongue.say(f"the brand {tongue.either(of.brands)}", f"{tongue.either(of.brands)}品牌")
