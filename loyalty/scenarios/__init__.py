"""Scenarios: carts with expectations kept beside a programme, run through the engine that a checkout runs."""

from loyalty.scenarios.results import CheckResult, Mismatch, ScenarioResult, StepResult
from loyalty.scenarios.running import check
from loyalty.scenarios.source import Scenarios, load_scenarios
from loyalty.scenarios.telling import told

__all__ = [
    "CheckResult",
    "Mismatch",
    "ScenarioResult",
    "Scenarios",
    "StepResult",
    "check",
    "load_scenarios",
    "told",
]
