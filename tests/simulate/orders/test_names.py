from collections import Counter

from loyalty.simulate.orders.columns import KNOWN
from loyalty.simulate.orders.names import ORDER_NAMES
from loyalty.simulate.orders.spelling import bare, plain
from tests.house.tree import ROOT


def test_a_name_means_one_thing():
    meanings = Counter(
        bare(name) for ours, ranks in ORDER_NAMES.items() for rank in ranks for name in {*rank} if bare(ours)
    )
    assert [name for name, count in meanings.items() if count > 1] == []


def test_no_name_is_one_of_ours_in_another_sense():
    own = {bare(ours): ours for ours in KNOWN}
    crossed = [
        (ours, name)
        for ours, ranks in ORDER_NAMES.items()
        for rank in ranks
        for name in rank
        if own.get(bare(name), ours) != ours
    ]
    assert crossed == []


def test_names_are_written_in_lower_case_words():
    names = [name for ranks in ORDER_NAMES.values() for rank in ranks for name in rank]
    assert [name for name in names if name != plain(name).replace("_", " ")] == []


def test_the_columns_of_chinese_exports_are_known_in_every_sense():
    speaks = {
        ours for ours, ranks in ORDER_NAMES.items() for rank in ranks for name in rank if not name.isascii()
    }
    assert ORDER_NAMES.keys() - speaks == set()


def test_the_reference_names_every_column():
    text = (ROOT / "docs" / "reference" / "order-files.md").read_text(encoding="utf-8")
    assert [name for name in KNOWN if f"`{name}`" not in text] == []
