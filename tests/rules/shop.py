"""The smallest programme, to which each test adds what it is about."""

from typing import Any

import pytest
import yaml

from loyalty.errors import Problem, ProgramInvalid
from loyalty.rules.document import load_program
from loyalty.rules.program import Program

HEAD = {"key": "corner-shop", "currency": "CNY", "time_zone": "Asia/Shanghai"}
TRACK = {
    "id": "growth",
    "credit": {"of": "spend", "window": {"kind": "rolling", "months": 12}},
    "term": {"kind": "months", "months": 12},
    "levels": [{"id": "member", "minimum": 0}, {"id": "gold", "minimum": "1000.00"}],
}
BASE_RULE = {"id": "base", "kind": "per_amount", "points": 1, "per": 1}
TEN_OFF = {"kind": "percent", "percent": 10}


def program(**sections: Any) -> Program:
    """The programme with these sections, as it would be loaded."""
    return load_program(HEAD | sections)


def offered(benefit: dict[str, Any] | None = None, **fields: Any) -> dict[str, Any]:
    """One offer, `a` unless named."""
    return {"id": "a", "benefit": benefit or TEN_OFF} | fields


def tiered(**changes: Any) -> dict[str, Any]:
    """The track with some of its fields changed."""
    return TRACK | changes


def refusals(text_or_sections: str | dict[str, Any]) -> tuple[Problem, ...]:
    """The problems for which a document is refused; a text gets the head of a programme before it."""
    source = text_or_sections
    if isinstance(source, str):
        head = yaml.safe_dump(HEAD, default_flow_style=True, width=1000).strip("{}\n ").replace(", ", "\n")
        source = f"{head}\n{source}"
    else:
        source = HEAD | source
    with pytest.raises(ProgramInvalid) as caught:
        load_program(source)
    return caught.value.problems


def codes(problems: tuple[Problem, ...]) -> list[tuple[str, str]]:
    """What was found where."""
    return [(problem.code, problem.path) for problem in problems]


def only(problems: tuple[Problem, ...]) -> Problem:
    """The one problem there is."""
    assert len(problems) == 1, codes(problems)
    return problems[0]
