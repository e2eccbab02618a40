"""Runs as the desk keeps them, made without a simulation: what was asked, how it ended, a result."""

import json

from tests.reports.sample import result

RUN = "20260101-120000-ab12"


def run_folder(runs, *, run_id=RUN, state=None, drafts=None, titles=("Corner shop club",)):
    """A run's folder; `state` as the process would have written it, `drafts` makes a result of that size."""
    folder = runs / run_id
    folder.mkdir(parents=True)
    asked = {"titles": titles, "orders": "orders.csv", "options": []}
    (folder / "question.json").write_text(json.dumps(asked), encoding="utf-8")
    if state is not None:
        (folder / "status.json").write_text(json.dumps(state), encoding="utf-8")
    if drafts is not None:
        (folder / "report.json").write_text(json.dumps(result(drafts)), encoding="utf-8")
    return folder
