"""Every figure can be taken: on a small history, where only what is asserted before timing counts."""

from __future__ import annotations

import pytest

from tests.bench.figures_growth import growth
from tests.bench.figures_reference import warm
from tests.bench.figures_replay import replay20
from tests.bench.figures_threads import threads
from tests.bench.options import Options


@pytest.mark.parametrize(("take", "rows"), [(warm, 1), (replay20, 2), (threads, 1), (growth, 2)])
def test_a_figure_is_taken_with_its_size_beside_it(take, rows):
    figures = take(Options(lines=20_000, rounds=1))
    assert len(figures) == rows
    assert all(figure.got > 0 and figure.notes for figure in figures)
