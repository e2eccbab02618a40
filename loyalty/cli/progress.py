"""How far a run is, in one sentence: `replaying corner-shop: 1.2 of 3.0 M orders · 4 s left`."""

from dataclasses import dataclass
from typing import Final

PATIENCE: Final = 0.7
"""Seconds of a stage before its end is foretold."""
MILLION: Final = 1_000_000
MINUTE: Final = 60


@dataclass(frozen=True, slots=True)
class Step:
    """A moment of a run; `seconds` have passed since its stage began."""

    stage: str
    program: str
    done: int
    total: int
    seconds: float

    def left(self) -> int | None:
        """Whole seconds to the stage's end at its pace so far, at least 1; None while nobody can tell."""
        if self.seconds < PATIENCE or not 0 < self.done < self.total:
            return None
        return max(round(self.seconds * (self.total - self.done) / self.done), 1)

    def text(self, language: str) -> str:
        """The sentence, in `en` or `zh`."""
        words = _WORDS[language]
        sentence = words.get(self.stage, self.stage).format(program=self.program)
        if self.total > 0 and self.stage == "reading":
            sentence += words["bytes"].format(done=self.done // MILLION, total=-(-self.total // MILLION))
        elif self.total > 0 and self.stage not in _UNCOUNTED:
            counted = words["codes" if self.stage == "making_codes" else "orders"]
            sentence += counted.format(of=_of(self.done, self.total, language))
        left = self.left()
        return sentence if left is None else sentence + words["left"].format(left=_span(left, language))


def _of(done: int, total: int, language: str) -> str:
    """`1.2 of 3.0 M`; below a million every order is written."""
    if total < MILLION:
        return _WORDS[language]["of"].format(done=f"{done:,}", total=f"{total:,}")
    unit, scale = ("万", 10_000) if language == "zh" else (" M", MILLION)
    places = 0 if language == "zh" else 1
    small, large = (f"{number / scale:,.{places}f}" for number in (done, total))
    return _WORDS[language]["of"].format(done=small, total=f"{large}{unit}")


def _span(seconds: int, language: str) -> str:
    """`40 s`, `3 min`."""
    if seconds < 2 * MINUTE:
        return f"{seconds} 秒" if language == "zh" else f"{seconds} s"
    minutes = -(-seconds // MINUTE)
    return f"{minutes} 分钟" if language == "zh" else f"{minutes} min"


_UNCOUNTED: Final = ("reading", "packing", "opening", "compiling", "writing", "writing_orders")
_WORDS: Final = {
    "en": {
        "reading": "reading the orders",
        "packing": "laying the orders out",
        "opening": "opening the orders as they were read before",
        "bytes": ": {done} of {total} MB",
        "compiling": "compiling the rules for this machine (the first time only, about twenty seconds)",
        "replaying": "replaying {program}",
        "checking": "checking {program} against the live engine",
        "explaining": "working out single orders of {program}",
        "varying": "replaying variants of {program}",
        "writing": "writing the report",
        "writing_orders": "writing every order",
        "making_codes": "making codes",
        "orders": ": {of} orders",
        "codes": ": {of}",
        "of": "{done} of {total}",
        "left": " · {left} left",
    },
    "zh": {
        "reading": "正在读取订单",
        "packing": "正在整理订单",
        "opening": "正在打开上次读取的订单",
        "bytes": "：{done} / {total} MB",
        "compiling": "正在为本机编译规则（仅首次需要，约二十秒）",
        "replaying": "正在回放 {program}",
        "checking": "正在用线上引擎核对 {program}",
        "explaining": "正在逐步核算 {program} 的部分订单",
        "varying": "正在回放 {program} 的变体",
        "writing": "正在写入报告",
        "writing_orders": "正在写入逐单结果",
        "making_codes": "正在生成券码",
        "orders": "：{of} 个订单",
        "codes": "：{of}",
        "of": "{done} / {total}",
        "left": " · 约剩 {left}",
    },
}
