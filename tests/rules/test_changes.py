"""What a comparison found."""

from loyalty.rules.changes import Change, Diff


def change(section):
    return Change(
        kind="changed", section=section, path="p", before=1, after=2, what="Was 1.", what_zh="原为1。"
    )


def test_a_change_speaks_both_languages():
    assert change("offers").text() == "Was 1."
    assert change("offers").text("zh-CN") == "原为1。"


def test_changes_are_found_by_section():
    found = Diff(old_hash="a", new_hash="b", changes=(change("tiers"), change("offers")))
    assert found.of("offers") == (change("offers"),)
    assert not found.same
    assert Diff(old_hash="a", new_hash="a", changes=()).same
