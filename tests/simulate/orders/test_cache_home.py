from pathlib import Path

import pytest

from loyalty.simulate.orders.cache_home import cache_home


def test_our_own_setting_counts_before_the_platforms_and_that_before_the_usual_place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LOYALTY_CACHE", str(tmp_path / "ours"))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "platform"))
    assert cache_home() == tmp_path / "ours" / "loyalty"
    monkeypatch.setenv("LOYALTY_CACHE", "")
    assert cache_home() == tmp_path / "platform" / "loyalty"
    monkeypatch.delenv("XDG_CACHE_HOME")
    assert cache_home() == Path.home() / ".cache" / "loyalty"
