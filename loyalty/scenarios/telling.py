"""A check in words: a diff of expectations, each difference as a line that was expected and one that came.

Lines begin with their sign (`✓`, `✗`, `-`, `+`), so that a terminal may colour them and a pipe loses nothing.
"""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any, Final

from loyalty.errors.base import is_chinese
from loyalty.handed_in import looking
from loyalty.money import Currency, currency, show, to_minor
from loyalty.rules.document import as_yaml
from loyalty.rules.exact import plain
from loyalty.scenarios.labels import KINDS, label
from loyalty.scenarios.results import CheckResult, Figure, Mismatch, ScenarioResult, StepResult, Unit


@looking()
def told(result: CheckResult, language: str = "en") -> list[str]:
    """The scenarios, the failing ones with their differences, and a last line that sums up."""
    words = _WORDS["zh" if is_chinese(language) else "en"]
    unit = currency(result.currency)
    lines = [line for scenario in result.scenarios for line in _scenario(scenario, unit, language)]
    count, failed = len(result.scenarios), len(result.failures)
    outcome = words["passed"] if result.passed else words["failed"]
    some = "" if count == 1 else "s"
    return [*lines, outcome.format(count=count, failed=failed, s=some, fail="s" if failed == 1 else "")]


def got(result: CheckResult, language: str = "en") -> list[str]:
    """What every step gave, as the `expect` that would pass; figures of nothing are left out."""
    lines: list[str] = []
    for scenario in result.scenarios:
        lines.append(f"# {_name(scenario, language)}")
        for step in scenario.steps:
            lines.append(f"# {_heading(step, language)}")
            key = "after" if step.kind == "look" else "expect"
            content = _group(step.got).get("after", {}) if step.kind == "look" else step.got
            lines.extend(as_yaml({key: _brief(_group(content))}).splitlines())
        lines.append("")
    return lines[:-1]


def document(result: CheckResult) -> dict[str, Any]:
    """The result as plain values for JSON; figures are texts, so none is rounded."""
    return {
        "program": {"key": result.program_key, "hash": result.program_hash, "currency": result.currency},
        "passed": result.passed,
        "scenarios": [
            {
                "name": scenario.name,
                "name_zh": scenario.name_zh,
                "line": scenario.line,
                "passed": scenario.passed,
                "steps": [_step_document(step) for step in scenario.steps],
            }
            for scenario in result.scenarios
        ],
    }


def _step_document(step: StepResult) -> dict[str, Any]:
    return {
        "kind": step.kind,
        "name": step.name,
        "at": step.at.isoformat(),
        "passed": step.passed,
        "got": _texts(step.got),
        "differences": [
            {
                "field": one.field,
                "unit": one.unit,
                "expected": _texts(one.expected),
                "got": _texts(one.got),
                "why": one.why,
                "why_zh": one.why_zh,
            }
            for one in step.mismatches
        ],
        "offers": [
            {"id": one.offer_id, "applied": one.applied, "what": one.what, "what_zh": one.what_zh}
            for one in step.judged
        ],
    }


def _scenario(scenario: ScenarioResult, unit: Currency, language: str) -> Iterator[str]:
    name = _name(scenario, language)
    if scenario.passed:
        yield f"✓ {name}"
        return
    words = _WORDS["zh" if is_chinese(language) else "en"]
    where = "" if scenario.line is None else words["line"].format(line=scenario.line)
    yield f"✗ {name}{where}"
    for step in scenario.steps:
        if step.mismatches:
            yield f"    {_heading(step, language)}"
            for one in step.mismatches:
                yield from _difference(one, unit, language)
            if step.judged:
                yield f"      {words['judged']}"
            for judged in step.judged:
                said = judged.what_zh if is_chinese(language) else judged.what
                yield f"        {judged.offer_id}{words['colon']}{said}"


def _difference(one: Mismatch, unit: Currency, language: str) -> Iterator[str]:
    chinese = is_chinese(language)
    words = _WORDS["zh" if chinese else "en"]
    name = label(one.field, language)
    wanted, came = (_shown(figure, one.unit, unit, language) for figure in (one.expected, one.got))
    why = (one.why_zh if chinese else one.why).rstrip(".。")
    because = words["why"].format(why=why) if why else ""
    yield f"      - {name}{words['colon']}{wanted}"
    yield f"      + {name}{words['colon']}{came}{because}"


def _shown(figure: Figure, kind: Unit, unit: Currency, language: str) -> str:
    if figure is None:
        return _WORDS["zh" if is_chinese(language) else "en"]["nothing"]
    if isinstance(figure, str):
        return _WORDS["zh" if is_chinese(language) else "en"].get(figure, figure)
    if kind == "money":
        return show(to_minor(figure, unit), unit, language=language)
    return f"{Decimal(plain(figure)):,f}"


def _heading(step: StepResult, language: str) -> str:
    kind = KINDS[step.kind][int(is_chinese(language))]
    return f"{kind} {step.name}{'，' if is_chinese(language) else ', '}{step.at:%Y-%m-%d %H:%M}"


def _name(scenario: ScenarioResult, language: str) -> str:
    return scenario.name_zh if is_chinese(language) else scenario.name


def _group(value: object) -> Mapping[str, object]:
    return value if isinstance(value, Mapping) else {}


def _brief(content: Mapping[str, object]) -> dict[str, object]:
    """Without figures of nothing, and without what repeats the rest; a gift that applies takes nothing."""
    kept = {
        name: _brief(value) if isinstance(value, Mapping) and name != "applied" else _plainly(value)
        for name, value in content.items()
        if name not in {"what", "what_zh"}
    }
    return {name: value for name, value in kept.items() if value not in ({}, [], Decimal(0))}


def _plainly(value: object) -> object:
    if isinstance(value, tuple):
        return value[0] if len(value) == 1 else list(value)
    return value


def _texts(value: object) -> object:
    match value:
        case Decimal():
            return plain(value)
        case tuple():
            return list(value)
        case Mapping():
            return {name: _texts(inner) for name, inner in value.items()}
        case _:
            return value


_WORDS: Final = {
    "en": {
        "passed": "{count} scenario{s}: all as expected.",
        "failed": "{count} scenario{s}: {failed} differ{fail} (- expected, + what came).",
        "line": " (line {line})",
        "judged": "offers:",
        "colon": ": ",
        "why": " ({why})",
        "nothing": "nothing",
        "applied": "applied",
    },
    "zh": {
        "passed": "{count} 个场景，全部符合预期。",
        "failed": "{count} 个场景，{failed} 个不符合预期（- 预期，+ 实际）。",
        "line": "（第 {line} 行）",
        "judged": "各优惠的判定：",
        "colon": "：",
        "why": "（{why}）",
        "nothing": "无",
        "applied": "已生效",
    },
}
