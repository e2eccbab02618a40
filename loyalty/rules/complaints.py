"""Validation errors as findings: pydantic's types become the library's own codes and sentences."""

import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from loyalty.errors import Problem
from loyalty.rules.exact import shown
from loyalty.rules.findings import Phrase, choices, dotted, told
from loyalty.rules.shape import Place, Schema, place
from loyalty.rules.wording_fields import FIELDS


def complaints(
    error: ValidationError, raw: object, schema: Schema, *, phrases: Mapping[str, Phrase] = FIELDS
) -> tuple[Problem, ...]:
    """The findings of a validation error in document order, without those that only follow from others."""
    details = error.errors(include_url=False)
    own = [detail for detail in details if not _follows(detail, details)]
    return tuple(problem for detail in own for problem in _found(detail, raw, schema, phrases))


def _follows(detail: ErrorDetails, details: list[ErrorDetails]) -> bool:
    """A default that could not be worked out, or a list that is only short of its refused entries."""
    if detail["type"] == "default_factory_not_called":
        return True
    deep = len(detail["loc"])
    return detail["type"] == "too_short" and any(
        len(other["loc"]) > deep and other["loc"][:deep] == detail["loc"] for other in details
    )


def _found(
    detail: ErrorDetails, raw: object, schema: Schema, phrases: Mapping[str, Phrase]
) -> Iterator[Problem]:
    facts = dict(detail.get("ctx", {}))
    if detail["type"] == _WHOLE_PROGRAM:
        yield from facts["problems"]
        return
    spot = place(detail["loc"], raw, schema)
    code = _code(detail, spot, phrases)
    facts |= _facts(code, detail, spot, facts)
    yield told(code, phrases[code], dotted(spot.parts), "error", facts)


def _code(detail: ErrorDetails, spot: Place, phrases: Mapping[str, Phrase]) -> str:
    kind = detail["type"]
    if detail["input"] is None and kind not in _ABOUT_ABSENCE:
        return "no_value"
    if spot.is_key and kind == "literal_error":
        return "key_unknown"
    return kind if kind in phrases else _CODES.get(kind, "value_refused")


def _facts(code: str, detail: ErrorDetails, spot: Place, given: dict[str, Any]) -> dict[str, object]:
    """What the sentence of this code speaks of, beyond what the error brought along."""
    value = str(given.get("value", shown(detail["input"])))
    facts: dict[str, object] = {"value": value}
    match code:
        case "field_missing":
            facts = {"field": spot.parts[-1]}
        case "field_unknown":
            field = str(spot.parts[-1])
            facts = {"field": shown(field), **choices(field, _free(spot))}
        case "kind_missing" | "kind_unknown":
            tag = shown(given.get("tag", ""))
            facts = {"value": tag, **choices(tag, spot.kinds)}
        case "choice_unknown" | "key_unknown":
            facts |= choices(value, _QUOTED.findall(given["expected"]))
        case "list_too_long" | "text_too_long":
            facts = {"length": given["max_length"]}
        case "too_small" | "too_large":
            facts["limit"] = given["ge"] if code == "too_small" else given["le"]
        case "value_refused":
            facts["reason"] = detail["msg"]
    return facts


def _free(spot: Place) -> list[str]:
    """The fields that the group knows and does not have yet."""
    return [name for name in spot.fields if not isinstance(spot.group, dict) or name not in spot.group]


_WHOLE_PROGRAM: Final = "program_invalid"
_QUOTED = re.compile("'([^']*)'")
_CODES: Final = {
    "missing": "field_missing",
    "extra_forbidden": "field_unknown",
    "union_tag_not_found": "kind_missing",
    "union_tag_invalid": "kind_unknown",
    "literal_error": "choice_unknown",
    "model_type": "not_a_group",
    "model_attributes_type": "not_a_group",
    "dict_type": "not_a_group",
    "tuple_type": "not_a_list",
    "string_type": "not_a_text",
    "string_too_short": "text_blank",
    "blank_text": "text_blank",
    "string_too_long": "text_too_long",
    "string_pattern_mismatch": "not_an_id",
    "int_type": "not_a_whole_number",
    "bool_type": "not_a_flag",
    "too_short": "list_empty",
    "too_long": "list_too_long",
    "greater_than_equal": "too_small",
    "less_than_equal": "too_large",
}
_ABOUT_ABSENCE: Final = frozenset({"missing", "extra_forbidden", "union_tag_not_found"})
