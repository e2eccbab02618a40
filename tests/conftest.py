"""What every test may ask for: repeatable random cases, and the shared order histories where they are."""

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from tests.databases import SERVERS, shop_database
from tests.faults.share import table

settings.register_profile(
    "ci", derandomize=True, deadline=None, suppress_health_check=[HealthCheck.too_slow], max_examples=100
)
settings.register_profile(
    "deep", deadline=None, suppress_health_check=[HealthCheck.too_slow], max_examples=5_000
)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "ci"))

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The folder of real order histories: absent on a user's machine (skip), never absent under CI."""
    folder = Path(os.environ.get("LOYALTY_SHARED_DATA") or ROOT.parent / "shared" / "data")
    if (folder / "reference_facts.json").is_file():
        return folder
    reason = "the real order histories (../shared/data or LOYALTY_SHARED_DATA) are not here"
    if os.environ.get("CI"):
        pytest.fail(reason)
    pytest.skip(reason)


@pytest.fixture(scope="module", params=SERVERS)
def engine(request, tmp_path_factory):
    """An engine on a database with the library's tables, on each server in turn.

    Tests of a module share it: each takes a programme key of its own.
    """
    with shop_database(request.param, tmp_path_factory.mktemp("database")) as made:
        yield made


def pytest_terminal_summary(terminalreporter):
    """The table of counts: which faults were tried, how often, and what they did."""
    ended = [one for reports in terminalreporter.stats.values() for one in reports]
    ended = [one for one in ended if getattr(one, "when", None) == "teardown"]
    rows = [row for one in ended for name, row in one.user_properties if name == "fault"]
    if rows:
        terminalreporter.section("faults")
        for line in table(rows):
            terminalreporter.write_line(line)
