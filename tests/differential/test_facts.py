"""The runner counts what agrees, tells what does not, and can fail."""

import json
import subprocess
import sys
from pathlib import Path

from tests.facts.runner import Score
from tests.house.tree import ROOT


def test_figures_are_compared_leaf_by_leaf():
    score = Score()
    score.compare("set", {"a": 1, "b": {"c": 2, "d": 3}}, {"a": 1, "b": {"c": 2, "d": 4}})
    assert score.passed == 2
    assert score.failures == ["set.b.d: expected 3, got 4"]


def test_a_figure_on_one_side_only_is_a_difference():
    score = Score()
    score.compare("set", {"a": 1}, {"b": 1})
    assert score.failures == ["set.a: expected 1, got None", "set.b: expected None, got 1"]


def test_two_spellings_of_one_instant_are_equal():
    score = Score()
    score.compare("at", "2010-06-29 12:08:00+00", "2010-06-29T13:08:00+01:00")
    assert (score.passed, score.failures) == (1, [])


def test_one_wrong_figure_fails_the_command(shared_data: Path, tmp_path: Path):
    told = json.loads((shared_data / "reference_facts.json").read_text(encoding="utf-8"))
    name = "marketing_insights_2019"
    wanted = {key: told[name][key] for key in ("currency", "exponent", "unit", "orders", "promotions")}
    wanted["promotions"]["first_order_10pct"] = {"cap_none": {"orders_discounted": 1468, "cost": 2015429}}
    facts = tmp_path / "facts.json"
    facts.write_text(json.dumps({"_about": {}, name: wanted}), encoding="utf-8")
    command = [sys.executable, "-m", "tests.facts", str(facts), "--lines", str(shared_data / "lines")]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "promotions.first_order_10pct.cap_none.cost: expected 2015429, got 2015428" in done.stdout
