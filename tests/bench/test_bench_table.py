"""The table says what was reached, and never calls a miss a success."""

from __future__ import annotations

import json

import pytest

from tests.bench.table import Figure, keep, show


@pytest.mark.parametrize(
    ("got", "at_least", "ok", "verdict"),
    [
        (9, False, False, "NO"),
        (8, False, True, "yes"),
        (4, False, True, "yes, aim"),
        (3, True, False, "NO"),
        (5, True, False, "NO"),
        (9, True, True, "yes"),
    ],
)
def test_a_figure_is_held_against_its_bounds(got, at_least, ok, verdict):
    figure = Figure(what="x", got=got, must=8, aim=10 if at_least else 4, at_least=at_least)
    assert (figure.ok, figure.cells[-1]) == (ok, verdict)


def test_a_figure_without_a_bound_is_neither_right_nor_wrong():
    assert Figure(what="x", got=1, aim=2).ok is None


def test_the_table_stands_in_columns_with_notes_below(capsys):
    show([Figure(what="peak", got=1234.5, must=2000, aim=1000, unit=" MB", digits=0, notes=("of 3 orders",))])
    assert capsys.readouterr().out.splitlines() == [
        "what  must        aim         got       ok",
        "----  ----------  ----------  --------  ---",
        "peak  ≤ 2,000 MB  ≤ 1,000 MB  1,234 MB  yes",
        "    of 3 orders",
    ]


def test_the_table_is_kept_as_json(tmp_path):
    path = tmp_path / "deep" / "table.json"
    keep([Figure(what="x", got=1.5, must=1)], path, lines=10)
    kept = json.loads(path.read_text(encoding="utf-8"))
    assert kept["lines"] == 10
    assert (kept["figures"][0]["got"], kept["figures"][0]["ok"]) == (1.5, False)
