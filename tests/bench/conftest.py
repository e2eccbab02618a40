"""Tests of the bench make their own small histories and leave none behind."""

import pytest


@pytest.fixture(autouse=True, scope="session")
def histories(tmp_path_factory):
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("LOYALTY_BENCH_DIR", str(tmp_path_factory.mktemp("histories")))
        yield
