"""A cart and who asks, as they come in: lists are lists, texts are texts, choices are choices.

What is none would be read as something else, without a word: a text is also a list of its letters. Figures
are read in `entry`.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from itertools import chain
from operator import attrgetter
from typing import Any, Final

from loyalty.engine.entry import not_units, refused_cart
from loyalty.errors import BadCart
from loyalty.errors.base import quoted
from loyalty.facts.member import Guest, Member
from loyalty.facts.order import Cart, CartLine, ShippingMethod, Tender

LISTS: Final = {"lines": CartLine, "codes": str, "tenders": Tender, "shipping_methods": ShippingMethod}
"""What each list of a cart holds."""
CODES_USES: Final = ("each", "all")
CHOICES: Final = ("best", "none")
TEXT: Final[frozenset[type]] = frozenset((str,))
MAYBE: Final[frozenset[type]] = frozenset((str, type(None)))
IDS: Final = ("id", "sku")
GOODS: Final = ("category", "brand", "seller")
FLAG: Final[frozenset[type]] = frozenset((bool,))
LINE_FLAGS: Final = ("selected", "gift", "excluded_from_offers", "excluded_from_points")
PLACES: Final = ("channel", "store", "payment_method", "shipping_method", "region")
_ids, _goods, _flags, _places = (attrgetter(*names) for names in (IDS, GOODS, LINE_FLAGS, PLACES))


def taken_in(cart: Cart) -> Cart:
    """The cart with tuples for its lists; raises BadCart for what cannot be read as what it stands for."""
    given: object = cart  # whatever a host sends
    if not isinstance(given, Cart):
        raise unlike("cart", given, ("a `Cart`", " `Cart`"))
    lists: dict[str, Any] = {name: _listed(name, getattr(cart, name), kind) for name, kind in LISTS.items()}
    chosen: Any = cart.coupons
    coupons = chosen if chosen in CHOICES else _listed("coupons", chosen, str)
    if cart.codes_use not in CODES_USES:
        raise _no_choice("codes_use", cart.codes_use, CODES_USES)
    _texts(lists["lines"], cart)
    _named(lists["tenders"], lists["shipping_methods"])
    _flagged(lists["lines"], cart)
    if coupons is chosen and all(value is getattr(cart, name) for name, value in lists.items()):
        return cart
    return replace(cart, coupons=coupons, **lists)


def asker(who: Member | Guest) -> Member | Guest:
    """Who asks; raises BadCart for what is neither a member nor a guest."""
    if isinstance(who, Member | Guest):
        return who
    raise refused_cart(
        "who",
        (f"{quoted(who)} is neither a Member nor a Guest.", "Send Member(id=..., joined_at=...) or Guest()."),
        (f"{quoted(who)} 既不是 Member 也不是 Guest。", "请传入 Member(id=..., joined_at=...) 或 Guest()。"),
    )


def named(where: str, given: Mapping[str, Any]) -> Mapping[str, Any]:
    """What was told by line; raises BadCart for what is no mapping."""
    if isinstance(given, Mapping):
        return given
    raise unlike(where, given, ("figures by line id", "以商品行编号为键的数值"))


def unlike(where: str, value: object, wanted: tuple[str, str]) -> BadCart:
    """The error for what is of another kind than is wanted, in both languages."""
    kind = type(value).__name__
    return refused_cart(
        where,
        (f"it is of type {kind}.", f"Send {wanted[0]}."),
        (f"类型为 {kind}。", f"请传入{wanted[1]}。"),
    )


def counted(units: Mapping[str, int]) -> Mapping[str, int]:
    """Units by line; raises BadCart for what is no mapping, and for what is no number of units."""
    for line_id, count in named("units", units).items():
        if type(count) is not int:
            where = f"units[{line_id}]"
            raise not_units(where, count)
    return units


def each_line(line_ids: Collection[str]) -> Collection[str]:
    """Ids of lines; raises BadCart for one alone, which is a list of its letters, and what holds none."""
    if isinstance(line_ids, str) or not isinstance(line_ids, Collection):
        raise unlike("line_ids", line_ids, ("several line ids", "多个商品行编号"))
    return line_ids


def _listed(where: str, value: Any, kind: type) -> tuple[Any, ...]:  # noqa: ANN401 - whatever was sent
    listed = tuple(value) if type(value) is list else value
    if type(listed) is tuple and all(isinstance(one, kind) for one in listed):
        return listed
    what, what_zh = ("texts", "文本") if kind is str else (f"`{kind.__name__}`", f" `{kind.__name__}` ")
    known, known_zh = ('"best", "none" or ', "“best”、“none”或") if where == "coupons" else ("", "")
    raise refused_cart(
        where,
        (f"{quoted(value)} is no tuple of {what}.", f"Send {known}a tuple of {what}."),
        (f"{quoted(value)} 不是由{what_zh}组成的元组。", f"请传入{known_zh}由{what_zh}组成的元组。"),
    )


def _no_choice(where: str, value: object, known: tuple[str, ...]) -> Exception:
    told = " or ".join(f'"{one}"' for one in known)
    told_zh = "或".join(f"“{one}”" for one in known)
    return refused_cart(
        where,
        (f"{quoted(value)} is none of the choices.", f"Send {told}."),
        (f"{quoted(value)} 不在可选范围内。", f"请传入 {told_zh}。"),
    )


def _texts(lines: Sequence[CartLine], cart: Cart) -> None:
    """Raises BadCart for the first text that is none."""
    ids = {*map(type, chain.from_iterable(map(_ids, lines)))}
    rest = {*map(type, chain.from_iterable(map(_goods, lines))), *map(type, _places(cart))}
    if ids <= TEXT and rest <= MAYBE and all(line.attributes == () for line in lines):
        return
    for field, value in zip(PLACES, _places(cart), strict=True):
        _is_text(field, value, MAYBE)
    for number, line in enumerate(lines):
        for field in IDS:
            _is_text(f"lines[{number}].{field}", getattr(line, field), TEXT)
        for field in GOODS:
            _is_text(f"lines[{number}].{field}", getattr(line, field), MAYBE)
        _are_pairs(f"lines[{number}].attributes", line.attributes)


def _named(tenders: Sequence[Tender], methods: Sequence[ShippingMethod]) -> None:
    """Raises BadCart for the first tender or method whose name is no text."""
    for number, tender in enumerate(tenders):
        _is_text(f"tenders[{number}].name", tender.name, TEXT)
    for number, method in enumerate(methods):
        _is_text(f"shipping_methods[{number}].id", method.id, TEXT)


def _flagged(lines: Sequence[CartLine], cart: Cart) -> None:
    """Raises BadCart for a flag that is none: the text "false" would be taken for true."""
    if type(cart.prices_include_tax) is not bool:
        raise _no_flag("prices_include_tax", cart.prices_include_tax)
    if {*map(type, chain.from_iterable(map(_flags, lines)))} <= FLAG:
        return
    told = [
        (f"lines[{number}].{field}", flag)
        for number, line in enumerate(lines)
        for field, flag in zip(LINE_FLAGS, _flags(line), strict=True)
        if type(flag) is not bool
    ]
    raise _no_flag(*told[0])


def _no_flag(where: str, value: object) -> BadCart:
    return refused_cart(
        where,
        (f"{quoted(value)} is neither True nor False.", "Send True or False."),
        (f"{quoted(value)} 既不是 True 也不是 False。", "请传入 True 或 False。"),
    )


def _is_text(where: str, value: object, kinds: frozenset[type]) -> None:
    if type(value) not in kinds:
        raise refused_cart(
            where,
            (f"{quoted(value)} is no text.", "Send a text."),
            (f"{quoted(value)} 不是文本。", "请传入文本。"),
        )


def _are_pairs(where: str, value: Any) -> None:  # noqa: ANN401 - whatever was sent
    """Attributes are names with values."""
    if type(value) in {tuple, list} and all(
        type(pair) is tuple and [*map(type, pair)] == [str, str] for pair in value
    ):
        return
    raise refused_cart(
        where,
        (f"{quoted(value)} are no pairs of texts.", 'Send a tuple of pairs, such as (("colour", "red"),).'),
        (f"{quoted(value)} 不是文本对。", '请传入由文本对组成的元组，例如 (("颜色", "红"),)。'),
    )
