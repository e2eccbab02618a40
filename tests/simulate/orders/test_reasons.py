import re

import pytest

from loyalty.simulate.orders.reasons import REASONS


@pytest.mark.parametrize("code", sorted(REASONS))
def test_a_reason_says_in_both_languages_what_was_done_and_to_how_many(code: str):
    action, en, zh = REASONS[code]
    assert action in {"excluded", "repaired", "noted"}
    assert re.fullmatch(r"[ -~]+\.", en)
    assert re.search(r"[\u4e00-\u9fff].*。$", zh)
    for sentence in (en, zh):
        assert "{rows}" in sentence
        assert sentence.format(rows="3", orders="2") != sentence


def test_no_two_reasons_read_the_same():
    assert len({en for _, en, _ in REASONS.values()}) == len(REASONS)
    assert len({zh for _, _, zh in REASONS.values()}) == len(REASONS)
