"""What a check found."""

from datetime import UTC, datetime

from loyalty.scenarios.results import CheckResult, Mismatch, ScenarioResult, StepResult

FINE = StepResult(kind="look", name="1", at=datetime(2026, 5, 4, tzinfo=UTC), got={})
WRONG = StepResult(
    kind="look",
    name="2",
    at=FINE.at,
    got={},
    mismatches=(Mismatch(field="after.orders", unit="count", expected=None, got=None),),
)


def scenario(*steps):
    return ScenarioResult(name="s", name_zh="s", line=1, steps=steps)


def test_one_difference_fails_a_step_its_scenario_and_the_check():
    good, bad = scenario(FINE), scenario(FINE, WRONG)
    result = CheckResult(program_key="k", program_hash="h", currency="CNY", scenarios=(good, bad))
    assert (good.passed, bad.passed, result.passed) == (True, False, False)
    assert result.failures == (bad,)
    assert CheckResult(program_key="k", program_hash="h", currency="CNY", scenarios=(good,)).passed
