"""Twelve broken builds: the check of each is green on the library, and red on the build."""

import pytest

from tests.databases import SERVERS, shop_database
from tests.faults.share import NAMES, tell
from tests.faults.twelve import RED, TWELVE

KINDS = {shown: kind for kind, shown in NAMES.items()}


@pytest.fixture(params=SERVERS)
def own(request, tmp_path):
    """A database that may be spoilt."""
    with shop_database(request.param, tmp_path) as engine:
        yield engine


def test_every_broken_build_is_seen_and_no_whole_one(own):
    seen = {}
    for name, (spoil, check, where) in TWELVE.items():
        if own.dialect.name in where:
            check(own)
            with pytest.MonkeyPatch.context() as patch:
                spoil(patch, own)
                try:
                    check(own)
                except RED:
                    seen[name] = True
                else:
                    seen[name] = False
    assert [name for name, red in seen.items() if not red] == []
    tell("broken builds seen", own, runs=len(seen))


def test_each_of_the_twelve_is_a_fault_somewhere():
    assert len(TWELVE) == 12
    assert {kind for _, _, where in TWELVE.values() for kind in where} == set(KINDS.values())
