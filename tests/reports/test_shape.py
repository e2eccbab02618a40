from dataclasses import fields
from typing import Any, get_args, get_origin, get_type_hints, is_typeddict

import pytest

from loyalty.reports import shape
from loyalty.simulate import outcome
from tests.reports.sample import Size, result


def strangers(kind, value, path="result"):
    """Every place where a value does not have its shape."""
    if is_typeddict(kind):
        missing = kind.__required_keys__ - value.keys()
        unknown = value.keys() - get_type_hints(kind).keys()
        found = [f"{path}: missing {missing}, unknown {unknown}"] if missing or unknown else []
        hints = get_type_hints(kind)
        return found + [
            fault for key, one in value.items() for fault in strangers(hints[key], one, f"{path}.{key}")
        ]
    if get_origin(kind) is list:
        return [fault for one in value for fault in strangers(get_args(kind)[0], one, f"{path}[]")]
    if get_origin(kind) is dict:
        return [
            fault
            for key, one in value.items()
            for fault in strangers(get_args(kind)[1], one, f"{path}.{key}")
        ]
    allowed: Any = get_args(kind) or (kind,)
    if object in allowed:
        return []
    return [] if type(value) in allowed else [f"{path}: {type(value).__name__} is no {kind}"]


RECORDS = {
    outcome.LogFigures: shape.LogPart,
    outcome.Baseline: shape.BaselinePart,
    outcome.BaselineMonth: shape.BaselineMonth,
    outcome.ProgramName: shape.ProgramPart,
    outcome.ParityFigures: shape.ParityPart,
    outcome.Totals: shape.TotalsPart,
    outcome.ComponentCost: shape.ComponentPart,
    outcome.OfferCost: shape.OfferPart,
    outcome.TierCost: shape.TierPart,
    outcome.MonthCost: shape.MonthPart,
    outcome.Exhaustion: shape.ExhaustionPart,
    outcome.TierCount: shape.StandingPart,
    outcome.PointsMonth: shape.PointsMonth,
    outcome.PointsFigures: shape.PointsPart,
    outcome.Refusals: shape.ReasonPart,
    outcome.TopOrder: shape.TopOrderPart,
    outcome.Draft: shape.DraftPart,
}


@pytest.mark.parametrize("record", RECORDS, ids=lambda record: record.__name__)
def test_the_report_reads_every_figure_that_a_simulation_tells(record):
    assert {field.name for field in fields(record)} == get_type_hints(RECORDS[record]).keys()


@pytest.mark.parametrize(
    "size", [Size(), Size(months=1, offers=0), Size(drafts=3, currency="JPY", exponent=0)]
)
def test_the_sample_that_the_tests_use_has_the_shape_of_a_result(size):
    assert strangers(shape.ResultPart, result(size)) == []
