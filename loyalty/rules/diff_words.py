"""The sentences of a comparison: what a change means, each value in the words of its own version."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Final

from pydantic import BaseModel

from loyalty.rules.benefits import Step
from loyalty.rules.conditions import Condition
from loyalty.rules.diff_scope import Pair, Scope
from loyalty.rules.diff_values import Reader, nouns, of_rule, sentence
from loyalty.rules.exact import plain
from loyalty.rules.offers import Limit
from loyalty.rules.program import Program
from loyalty.rules.sentences_conditions import said
from loyalty.rules.sentences_offers import limit_words
from loyalty.rules.tongue import Tongue
from loyalty.rules.wording_diff import LABELS
from loyalty.rules.wording_diff_benefits import Label

Told = tuple[str, str]


@dataclass(frozen=True, slots=True)
class _Side:
    """One version in both languages."""

    en: Tongue
    zh: Tongue

    @classmethod
    def of(cls, program: Program) -> "_Side":
        return cls(Tongue.of(program, "en"), Tongue.of(program, "zh"))


@dataclass(slots=True)
class Teller:
    """Tells the changes from one programme to another."""

    old: Program
    new: Program
    _sides: tuple[_Side, _Side] = field(init=False)

    def __post_init__(self) -> None:
        """Each version speaks of itself in its own currency and with its own names of levels."""
        self._sides = (_Side.of(self.old), _Side.of(self.new))

    def changed(self, pair: Pair, scope: Scope) -> Told:
        """A field with another value."""
        label = LABELS[type(pair.new).__name__][pair.name]
        readers = [
            Reader(type(pair.new).__name__, pair.name, label, scope.tracks[n], scope.measures[n])
            for n in (0, 1)
        ]
        if pair.name == "key":
            return _KEY[0].format(pair.before, pair.after), _KEY[1].format(pair.before, pair.after)
        values = [
            tuple(reader.words(value, tongue) for tongue in (side.en, side.zh))
            for reader, value, side in zip(readers, (pair.before, pair.after), self._sides, strict=True)
        ]
        return self._figures(label, values[0], values[1], pair, scope)

    def _figures(
        self, label: Label, before: Sequence[str], after: Sequence[str], pair: Pair, scope: Scope
    ) -> Told:
        whole = label.unit in {"words", "text", "choice", "flag"}
        if pair.before in {None, ()} if not isinstance(pair.before, BaseModel) else False:
            shape = _NEW
        elif not isinstance(pair.after, BaseModel) and pair.after in {None, ()}:
            shape = _GONE
        else:
            shape = _OTHER_WORDS if whole else _OTHER
        facts = [
            {"label": name, "before": before[n], "after": after[n]}
            for n, name in enumerate((label.en, label.zh))
        ]
        return self._named(scope, shape[0].format(**facts[0]), shape[1].format(**facts[1]))

    def added(self, thing: Any, scope: Scope) -> Told:  # noqa: ANN401 - a thing with an id
        """A thing that is new."""
        return self._whole(thing, scope, 1, _ADDED)

    def removed(self, thing: Any, scope: Scope) -> Told:  # noqa: ANN401 - as above
        """A thing that is gone."""
        return self._whole(thing, scope, 0, _REMOVED)

    def renamed(self, old: Any, new: Any) -> Told:  # noqa: ANN401 - as above
        """A thing whose id alone has changed."""
        en, zh = nouns(new)
        facts = {"old": old.id, "new": new.id}
        return _RENAMED[0].format(noun=_capital(en), **facts), _RENAMED[1].format(noun=zh, **facts)

    def rewritten(self, old: Any, new: Any, scope: Scope) -> Told:  # noqa: ANN401 - as above
        """A thing that is now of another kind."""
        told = [
            [
                sentence(thing, self._tongue(n, chinese=chinese), scope.tracks[n]).rstrip(".。")
                for n, thing in enumerate((old, new))
            ]
            for chinese in (False, True)
        ]
        en, zh = nouns(new)
        return (
            _REWRITTEN[0].format(noun=_capital(en), id=new.id, before=told[0][0], after=told[0][1]),
            _REWRITTEN[1].format(noun=zh, id=new.id, before=told[1][0], after=told[1][1]),
        )

    def reordered(self, path: str, after: Sequence[str]) -> Told:
        """Things in another order."""
        matters = path == "lanes"
        shape = _LANES if matters else _LISTED
        return shape[0].format(order=", ".join(after), path=path), shape[1].format(
            order="、".join(after), path=path
        )

    def conditions_moved(self, scope: Scope) -> Told:
        """Conditions in another order."""
        return self._named(scope, *_CONDITIONS_MOVED)

    def condition(self, before: Condition | None, after: Condition | None, scope: Scope) -> Told:
        """A condition that is new, gone, or another one."""
        told = [self._both(before, after, said, chinese=chinese) for chinese in (False, True)]
        shape = _shape(before, after, _CONDITION_NEW, _CONDITION_GONE, _CONDITION_OTHER)
        return self._named(scope, shape[0].format(*told[0]), shape[1].format(*told[1]))

    def limit(self, before: Limit | None, after: Limit | None, scope: Scope) -> Told:
        """A limit that is new, gone, or another one."""
        told = [self._both(before, after, limit_words, chinese=chinese) for chinese in (False, True)]
        shape = _shape(before, after, _LIMIT_NEW, _LIMIT_GONE, _LIMIT_OTHER)
        return self._named(scope, shape[0].format(*told[0]), shape[1].format(*told[1]))

    def rung(self, before: Step | None, after: Step | None, scope: Scope) -> Told:
        """A step that is new or gone."""
        told = []
        for chinese in (False, True):
            words = [
                of_rule(one, self._tongue(n, chinese=chinese), scope.measures[n]) if one else ""
                for n, one in enumerate((before, after))
            ]
            told.append(words)
        shape = _shape(before, after, _RUNG_NEW, _RUNG_GONE, _RUNG_NEW)
        return self._named(scope, shape[0].format(*told[0]), shape[1].format(*told[1]))

    def price(self, sku: str, before: Decimal | None, after: Decimal | None, scope: Scope) -> Told:
        """A price by SKU."""
        label = Label(f"price of {sku}", f"{sku} 的价格", "money")
        shape = _shape(before, after, _NEW, _GONE, _OTHER)
        facts = []
        for chinese in (False, True):
            money = [
                self._tongue(n, chinese=chinese).money(one) if one is not None else ""
                for n, one in enumerate((before, after))
            ]
            facts.append({"label": label.zh if chinese else label.en, "before": money[0], "after": money[1]})
        return self._named(scope, shape[0].format(**facts[0]), shape[1].format(**facts[1]))

    def plainly(self, value: object) -> object:
        """A value as a JSON document writes it."""
        match value:
            case BaseModel():
                return value.model_dump(mode="json", by_alias=True, exclude_defaults=True)
            case Decimal():
                return plain(value)
            case tuple() | list():
                pairs = bool(value) and all(isinstance(one, tuple) for one in value)
                if pairs:
                    return {name: self.plainly(inner) for name, inner in value}
                return [self.plainly(one) for one in value]
            case _:
                return value

    def _tongue(self, side: int, *, chinese: bool) -> Tongue:
        return self._sides[side].zh if chinese else self._sides[side].en

    def _both(self, before: Any, after: Any, words: Any, *, chinese: bool) -> list[str]:  # noqa: ANN401 - a part of a rule and its words
        return [
            words(one, self._tongue(n, chinese=chinese)) if one is not None else ""
            for n, one in enumerate((before, after))
        ]

    def _whole(self, thing: Any, scope: Scope, side: int, shape: Told) -> Told:  # noqa: ANN401 - a thing with an id
        en, zh = nouns(thing)
        told = [
            sentence(thing, self._tongue(side, chinese=chinese), scope.tracks[side])
            for chinese in (False, True)
        ]
        return (
            shape[0].format(noun=en, Noun=_capital(en), id=thing.id, told=told[0]),
            shape[1].format(noun=zh, id=thing.id, told=told[1]),
        )

    def _named(self, scope: Scope, en: str, zh: str) -> Told:
        """The sentence behind the name of the thing it is about."""
        if scope.things is None:
            if scope.group is None:
                return f"{_capital(en)}.", f"{zh}。"
            return f"{_capital(scope.group.en)}: {en}.", f"{scope.group.zh}：{zh}。"
        thing = scope.things[1]
        names = (
            getattr(thing, "name", None) or f"`{thing.id}`",
            getattr(thing, "name_zh", None) or f"`{thing.id}`",
        )
        rung = (f", step {scope.place}", f"第{scope.place}档") if scope.place else ("", "")
        return f"{names[0]}{rung[0]}: {en}.", f"{names[1]}{rung[1]}：{zh}。"


def _shape(before: object, after: object, new: Told, gone: Told, other: Told) -> Told:
    if before is None:
        return new
    return gone if after is None else other


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


_KEY: Final = (
    "Another key, `{1}` instead of `{0}`: accounts, limits and counters start anew.",
    "标识由 `{0}` 改为 `{1}`：账户、名额和计数全部重新开始。",
)
_NEW: Final = ("{label} {after}, where there was none", "新增{label}：{after}")
_GONE: Final = ("no {label} any more (it was {before})", "取消{label}（原为{before}）")
_OTHER: Final = ("{label} {after} instead of {before}", "{label}由{before}改为{after}")
_OTHER_WORDS: Final = ("{label}: “{after}” instead of “{before}”", "{label}由“{before}”改为“{after}”")
_ADDED: Final = ("New {noun} `{id}`: {told}", "新增{noun} `{id}`：{told}")
_REMOVED: Final = ("{Noun} `{id}` is gone: {told}", "删除{noun} `{id}`：{told}")
_RENAMED: Final = (
    "{noun} `{old}` is now called `{new}`: what was counted for it starts anew.",
    "{noun} `{old}` 的编号改为 `{new}`：相关计数重新开始。",
)
_REWRITTEN: Final = (
    "{noun} `{id}` is of another kind: “{after}” instead of “{before}”.",
    "{noun} `{id}` 换了类型：由“{before}”改为“{after}”。",
)
_LANES: Final = (
    "Lanes apply in another order: {order}. Later ones count on what earlier ones left.",
    "叠加层级的顺序改为：{order}。后面的层级按前面优惠后的金额计算。",
)
_LISTED: Final = (
    "`{path}` is listed in another order ({order}); nothing changes for members.",
    "`{path}` 的排列顺序改为 {order}；对会员没有影响。",
)
_CONDITIONS_MOVED: Final = (
    "conditions in another order; who is refused may be told another reason",
    "条件的顺序有变；不符合时提示的原因可能不同",
)
_CONDITION_NEW: Final = ("new condition “{1}”", "新增条件“{1}”")
_CONDITION_GONE: Final = ("without the condition “{0}”", "取消条件“{0}”")
_CONDITION_OTHER: Final = ("condition “{1}” instead of “{0}”", "条件由“{0}”改为“{1}”")
_LIMIT_NEW: Final = ("new limit, {1}", "新增限制：{1}")
_LIMIT_GONE: Final = ("no limit any more (it was {0})", "取消限制（原为{0}）")
_LIMIT_OTHER: Final = ("limit {1} instead of {0}", "限制由{0}改为{1}")
_RUNG_NEW: Final = ("new step, {1}", "新增一档：{1}")
_RUNG_GONE: Final = ("without the step {0}", "取消一档：{0}")
