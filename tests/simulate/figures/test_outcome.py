import dataclasses
import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from loyalty.simulate import Settings, SimulationResult, simulate
from loyalty.simulate.figures.outcome import SCHEMA, Draft
from tests.simulate.replays import shop
from tests.simulate.story import history, tea_club

SETTINGS = Settings(
    price_basis="gross_without",
    price_codes=("A1",),
    warm_up_until=datetime(2025, 1, 1, tzinfo=UTC),
    parity_orders=5,
    parity_members=1,
)


@pytest.fixture(scope="module")
def result(tmp_path_factory: pytest.TempPathFactory) -> SimulationResult:
    """Two drafts side by side."""
    log = history(Path(tmp_path_factory.mktemp("outcome")))
    return simulate(log, [tea_club(), shop(key="plain")], settings=SETTINGS)


def test_a_result_is_plain_data_that_json_takes_and_gives_back(result):
    text = json.dumps(result.as_dict(), ensure_ascii=False)
    assert json.dumps(json.loads(text), ensure_ascii=False) == text


def test_a_result_holds_no_float_anywhere(result):
    def floats(value: Any) -> list[Any]:
        if isinstance(value, dict):
            return [found for one in value.values() for found in floats(one)]
        if isinstance(value, list | tuple):
            return [found for one in value for found in floats(one)]
        return [] if value is None or isinstance(value, int | str) else [value]

    assert floats(result.as_dict()) == []


def test_a_result_tells_the_same_each_time_and_does_not_change(result):
    first = result.as_dict()
    first["drafts"][0]["totals"]["orders"] = 99
    assert result.as_dict()["drafts"][0]["totals"]["orders"] == 6
    assert json.dumps(result.as_dict()) == json.dumps(result.as_dict())
    with pytest.raises(dataclasses.FrozenInstanceError):
        result.drafts = ()


def test_the_same_simulation_again_is_the_same_to_the_byte(result, tmp_path):
    again = simulate(history(tmp_path), [tea_club(), shop(key="plain")], settings=SETTINGS)
    assert json.dumps(again.as_dict()) == json.dumps(result.as_dict())


def test_the_parts_stand_under_their_names_in_one_order(result):
    told = result.as_dict()
    assert list(told) == ["schema", *(field.name for field in dataclasses.fields(SimulationResult))]
    assert told["schema"] == SCHEMA == 2
    assert list(told["drafts"][0]) == [field.name for field in dataclasses.fields(Draft)]


def test_settings_are_told_as_they_were_given(result):
    assert result.as_dict()["settings"] == {
        "price_basis": "gross_without",
        "price_codes": ["A1"],
        "use_points": "always_max",
        "points_share": "1",
        "use_coupons": "always_best",
        "coupons_share": "1",
        "returns": "replay",
        "margin": None,
        "warm_up_until": "2025-01-01 00:00:00+00:00",
        "delivered_after_days": 0,
        "parity_orders": 5,
        "parity_members": 1,
        "seed": 1,
    }


def test_the_assumptions_stand_in_the_head_in_both_languages(result):
    head = result.as_dict()["assumptions"]
    assert [one["key"] for one in head][:2] == ["price_basis", "use_points"]
    assert all(set(one) == {"key", "value", "en", "zh"} for one in head)


def test_a_move_is_told_from_where_to_where(result):
    assert result.as_dict()["drafts"][0]["tier_movement"] == (
        {"month": "2025-02", "track": "growth", "members": 1, "from": "member", "to": "gold"},
    )


def test_what_was_wrong_in_the_file_is_told_with_its_rows(result):
    problems = result.as_dict()["problems"]
    assert (problems["rows_in"], problems["rows_used"], problems["rows_excluded"]) == (8, 8, 0)
    assert [one["code"] for one in problems["entries"]] == [entry.code for entry in result.problems.entries]


def test_drafts_stand_side_by_side_over_one_history_and_one_baseline(result):
    told = result.as_dict()
    assert [draft["program"]["key"] for draft in told["drafts"]] == ["tea-club", "plain"]
    assert [draft["totals"]["cost_minor"] for draft in told["drafts"]] == [4_300, 0]
    assert {draft["totals"]["revenue_minor"] for draft in told["drafts"]} == {36_001}
    assert told["baseline"]["orders"] == told["log"]["orders"] == 6


def test_the_log_and_its_baseline_are_told_in_the_first_programmes_zone(result):
    told = result.as_dict()
    assert told["log"]["last_at"] == "2025-04-01T01:00:00+08:00"
    assert [month["month"] for month in told["baseline"]["by_month"]] == [
        "2025-01",
        "2025-02",
        "2025-03",
        "2025-04",
    ]


def test_without_a_draft_there_is_the_history_and_what_happened(tmp_path):
    told = simulate(history(tmp_path), []).as_dict()
    assert (told["drafts"], told["log"]["last_at"]) == ((), "2025-03-31T17:00:00+00:00")
    assert [month["month"] for month in told["baseline"]["by_month"]] == ["2025-01", "2025-02", "2025-03"]
